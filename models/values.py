"""What a cell can hold, and how a number that a person wrote is read.

A value is blank (None), a number (int, or Decimal for amounts and for fractions that do not belong), or text that is no
number (str), which is kept as it came: blank is not 0, and text is neither.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from models.node import Kind
from models.note_marks import without_marks
from models.numerals import NUMERALS, number_of

Value = int | Decimal | str | None

MAX_DIGITS = 15
"""More digits than any count or amount of a report has; longer runs stay text."""
MAX_WRITTEN = 120
"""A longer text is no number, whatever stands in it; it is kept as it is and no pattern is tried on it."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_COUNTED = re.compile(
    r"(?P<times>[百千万亿])?(?:批次|人次|件次|户次|家次|场次|宗次|例次|起次|份次|项次|条次|[件条项个宗起部次份笔批例篇户家人本套页张种类单案则期场名位桩])?"
)
_UNITS = {
    Kind.COUNT: _COUNTED,
    Kind.SIGNED: _COUNTED,
    Kind.AMOUNT: re.compile(r"(?:人民币)?(?P<times>[百千]?万|亿|千|百)?(?P<unit>元)?(?:人民币)?整?"),
}
_TIMES = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_WAN = 10_000
_LESS = re.compile(r"(?:减少|下降|降低|缩减|减|降|少|负|[↓▼])\s*了?\s*[:：]?\s*")
_MORE = re.compile(r"(?:增加|新增|增长|上升|增|升|多|[↑▲])\s*了?\s*[:：]?\s*")
_SIGN_BEHIND = re.compile(r"(?:减少|下降|减|[↓▼])|(增加|新增|上升|增|[↑▲])")
_SAME = frozenset({"持平", "不变", "无变化", "无增减", "没有变化"})
_BEFORE = re.compile(r"(?:共计|合计|共|计|人民币)?\s*[￥¥]?\s*")
NIL_WORDS = frozenset({"/", "\\", "-", "--", "—", "——", "–", "无", "不适用", "没有", "N/A", "n/a", "／", "－", "*"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A written number as understood: its value, a remark in brackets that belongs to it, and what was made of it.

    ``note`` is empty when the text was already plain; for text that is no number it is the reason.
    """

    value: Value
    remark: str = ""
    note: str = ""


def read_number(written: str, kind: Kind) -> Reading:
    """Read what a person wrote in a cell of this kind.

    Full-width digits, thousands separators, spaces, units ("12件", "2批次", "251000元"), signs in words ("减4"), note marks ("217①")
    and a bracketed remark ("22（其中修订16件）") are read for what they mean and said in ``note``. Anything else comes back as
    the text it was.
    """
    if written.isascii() and written.isdigit() and len(written) <= MAX_DIGITS:  # as nearly every one is written
        return Reading(Decimal(written) if kind is Kind.AMOUNT else int(written))
    stripped = written.strip()
    if len(stripped) > MAX_WRITTEN:
        return Reading(stripped, note=f"有{len(stripped)}个字，不是数字")
    stripped = stripped.translate(_INVISIBLE).strip()
    if not stripped:
        return Reading(None)
    if stripped in NIL_WORDS:
        return Reading(stripped, note="不是数字")
    bare, marks = without_marks(stripped)
    text = unicodedata.normalize("NFKC", bare).replace("−", "-").replace("﹣", "-")
    text, remark = _split_remark(text, stripped, kind)
    sign, number, unit = _taken_apart(_compact(text), kind)
    if number is None:
        return Reading(stripped, note=f"数字后有看不懂的文字“{unit}”" if unit else "不是数字")
    digits = number.replace(",", "")
    if len(digits.replace(".", "")) > MAX_DIGITS:
        return Reading(stripped, note="位数过多")
    exact = Decimal(f"{sign}{digits}")
    value = _measured(exact, unit, kind)
    plain = stripped in (number, f"{sign}{number}") and "," not in number and not (exact != value or unit)
    if plain and sign != "+" and not ("." in number and isinstance(value, int)):
        return Reading(value, remark)
    note = f"“{' '.join(stripped.split())}”读作{show(value)}" + (f"，“{marks}”是注的标记" if marks else "")
    return Reading(value, remark, note)


def _compact(text: str) -> str:
    """Without blanks that say nothing. Those between digits stay, but for one that groups them by three: two figures in one
    cell are never joined to one, least of all those on lines of their own."""
    lines = re.sub(r"[^\S\n]+", " ", text.replace("\r", "\n")).strip()
    joined = re.sub(r" ?\n\s*(?=[^\d\s])|(?<=[^\d\s]) ?\n\s*", "", lines)
    if re.fullmatch(r"[+-]?\d{1,3}(?: \d{3})+(?!\d).*", joined):
        joined = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", joined)
    return re.sub(r"(?<=[^\d ]) (?=\d)|(?<=\d) (?=\D)", "", joined).rstrip("。；;")


def _taken_apart(text: str, kind: Kind) -> tuple[str, str | None, str]:
    """Sign, digits and unit; no digits where it is no number, and then what it was that could not be understood."""
    if kind is Kind.SIGNED and text in _SAME:
        return "", "0", ""
    text = text[_BEFORE.match(text).end() :]  # type: ignore[union-attr]
    sign = ""
    if kind is Kind.SIGNED:
        text = re.sub(r"^[—–─] ?(?=\d)", "-", text)
        for word, means in ((_LESS, "-"), (_MORE, "+")):
            if (found := word.match(text)) and text[found.end() : found.end() + 1].isdigit():
                sign, text = means, text[found.end() :]
                break
    match = _NUMBER.match(text)
    if match is None:
        return _in_words(text, kind)
    unit = text[match.end() :].strip()
    if kind is Kind.SIGNED and not sign and not match[1] and (behind := _SIGN_BEHIND.search(unit)):
        sign, unit = "+" if behind[1] else "-", unit.replace(behind[0], "", 1).strip()
    if unit and not _UNITS[kind].fullmatch(unit):
        return "", None, unit
    return sign or match[1], match[2] + (match[3] or ""), unit


def _in_words(text: str, kind: Kind) -> tuple[str, str | None, str]:
    """A number in Chinese numerals, with its unit unless it is too long to be a dash: 十二件."""
    digits = re.match(rf"[{NUMERALS}]+", text)
    if digits is None:
        return "", None, ""
    unit = text[digits.end() :].strip()
    number = number_of(digits[0]) if unit or len(digits[0]) > 1 or digits[0] in "零〇" else None
    if number is None or (unit and not _UNITS[kind].fullmatch(unit)):
        return "", None, ""
    return "", str(number), unit


def _measured(number: Decimal, unit: str, kind: Kind) -> int | Decimal:
    """The number in the unit of its cell: pieces, or 万元 for an amount."""
    found = _UNITS[kind].fullmatch(unit)
    times = _TIMES.get(found["times"] or "", 1) if found else 1
    if kind is not Kind.AMOUNT:
        number *= times
        return int(number) if number == number.to_integral_value() else number
    if found is None or not unit or (times == _WAN and "." not in unit):
        return number
    value = (number * times / _WAN).normalize()
    return Decimal(f"{value:f}")


def _split_remark(text: str, original: str, kind: Kind) -> tuple[str, str]:
    """Split "22(其中修订16件)" into the number and the remark, the remark in its original characters. A unit in brackets is
    no remark."""
    match = re.fullmatch(r"([^()]*\d[^()]*)\((.+)\)", text, re.DOTALL)
    if match is None or not match[2].strip():
        return text, ""
    said = match[2].strip().removeprefix("单位").lstrip(":：").strip()
    if _UNITS[kind].fullmatch(said) or (kind is Kind.SIGNED and _SIGN_BEHIND.fullmatch(said)):  # 4项（减）
        return f"{match[1].strip()}{said}", ""
    opening = re.search(r"[（(]", original)
    return match[1].strip(), original[opening.end() :].rstrip(")） ").strip() if opening else match[2]


def show(value: Value) -> str:
    """The value as a clerk would write it; amounts as typed; blank is empty."""
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def is_number(value: Value) -> bool:
    return isinstance(value, (int, Decimal))
