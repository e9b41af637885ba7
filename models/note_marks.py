"""Note marks: the signs behind a word or a figure that point to a note. They are never part of the word or of the figure.

What a document prints raised or lowered is written with the raised or lowered signs of Unicode (``raised``), so that 217 with a
raised 1 stays apart from 2171 in whatever kind of file, and m² is still m² in a text.
"""

from __future__ import annotations

import re
import unicodedata

_RAISED = str.maketrans(
    dict(
        zip(
            "0123456789()+-=aAbBcCdDeEfgGhHiIjJkKlLmMnNoOpPrRstTuUvVwWxyz",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁼ᵃᴬᵇᴮᶜᶜᵈᴰᵉᴱᶠᵍᴳʰᴴⁱᴵʲᴶᵏᴷˡᴸᵐᴹⁿᴺᵒᴼᵖᴾʳᴿˢᵗᵀᵘᵁᵛⱽʷᵂˣʸᶻ",
            strict=True,
        )
    )
)
_LOWERED = str.maketrans(dict(zip("0123456789()+-=", "₀₁₂₃₄₅₆₇₈₉₍₎₊₋₌", strict=True)))

_SIGNS = (
    "\u2460-\u249b\u24d0-\u24ff\u2776-\u2793\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf"  # circled, in brackets
    "\u00b9\u00b2\u00b3\u2070-\u209f\u02b0-\u02ff\u1d2c-\u1d6a\u1d9c-\u1dbf\u2c7d"  # raised and lowered
    "*＊﹡∗⁎⁑※†‡§¶#＃^★☆◆◇■□▲△"
)
_BRACKETED = r"[\[［〔【〖{｛]\s*(?:注|备注|说明)?\s*[\da-zA-Z*※一二三四五六七八九十①-⑳]{0,3}\s*[\]］〕】〗}｝]"
_WORD = r"(?:[（(]\s*(?:注|备注)\s*[\d一二三四五六七八九十①-⑳]{0,2}\s*[)）]|(?:注|备注)\s*[\d一二三四五六七八九十①-⑳]{0,2}(?=\s*$))"
_CARET = r"\^\s?\d{1,2}(?!\d)"
_MARK = re.compile(rf"{_CARET}|[{_SIGNS}]+(?:[,，、][{_SIGNS}]+)*|{_BRACKETED}|{_WORD}")
_SIGN = re.compile(f"[{_SIGNS}注]")
_END = re.compile(rf"(?:[\s,，、]*(?:[{_SIGNS}]+|{_BRACKETED}|{_WORD}))+\s*$")
_ALL_RAISED = re.compile(r"[\u00b9\u00b2\u00b3\u2070\u2074-\u207b\u2080-\u208b.,\s]+")
MAX_TEXT = 200
"""Longer texts are neither labels nor figures; no mark is looked for in them."""


def raised(text: str) -> str:
    """``text`` as it is written where it is printed raised: 1 → ¹."""
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """``text`` as it is written where it is printed lowered: 2 → ₂."""
    return text.translate(_LOWERED)


def without_marks(text: str) -> tuple[str, str]:
    """A written figure without its note marks, a blank in the place of each, and the marks: ("217 ", "①") for 217①."""
    if len(text) > MAX_TEXT or (text.isalnum() and not _SIGN.search(text)):
        return text, ""
    if _ALL_RAISED.fullmatch(text):  # a whole figure is raised by mistake, or to centre it
        return unicodedata.normalize("NFKC", text), ""
    marks = [match[0].strip() for match in _MARK.finditer(text)]
    return (_MARK.sub(" ", text), "".join(marks)) if marks else (text, "")


def unmarked(label: str) -> str:
    """A label without the marks at its end: 规章① → 规章."""
    if not 1 < len(label) <= MAX_TEXT:
        return label
    match = _END.search(label)
    return label[: match.start()] if match and match.start() else label
