"""The outline of official prose, known by its numbering (GB/T 9704): （一） 1. （1） and the points 一是 … 二是 ….

Level 1 are the six sections of the form; inside a text the levels 2 to 4 occur. A heading stands on a line of its own, or
is run in: it ends at the first full stop and the text goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MAX_RUN_IN = 40
"""A first sentence longer than this (in characters) is text, not a heading that is run in."""

MAX_OWN_LINE = 60
"""A line longer than this is text."""

_NUMERALS = "一二三四五六七八九十"
_NUMBERS = (
    (2, re.compile(rf"[（(]\s?([{_NUMERALS}]{{1,3}})\s?[）)]|([㈠-㈩])")),
    (3, re.compile(r"([1-9][0-9]?|[１-９][０-９]?)(?:[.．](?![0-9０-９])|、)")),
    (4, re.compile(r"[（(]\s?([1-9][0-9]?|[１-９][０-９]?)\s?[）)]|([⑴-⒇])")),
)
_STOP = re.compile("[。！？；：:;!?]")
_ENDS = "。！？；：:;!?，,、"
_COUNTS = re.compile(r"\d+(?:\.\d+)?\s*(?:余|多)?\s*(?:件|条|次|人|个|篇|期|场|起|份|部|项|宗|万元|元|%|％)")
_POINT = re.compile(rf"(?:(?<=[。；;：:，,！？\s])|^)(?:第?([{_NUMERALS}])是)")


@dataclass(frozen=True, slots=True)
class Line:
    """What a paragraph is: ``level`` 2 to 4 of its numbering, 0 for none; characters 0 to ``end`` are its heading.

    ``end`` 0: numbered or not, it is all text. ``run_in``: text follows the heading in the same paragraph. ``points`` are
    where 一是, 二是 … stand.
    """

    level: int = 0
    number: str = ""
    end: int = 0
    run_in: bool = False
    points: tuple[tuple[int, int], ...] = ()


def lines_of(paragraphs: Sequence[str]) -> list[Line]:
    """What each paragraph of a text is. A line that ends like a sentence is a heading only where its text follows."""
    numbered = [_number(text) for text in paragraphs]
    out: list[Line] = []
    for index, text in enumerate(paragraphs):
        level, number, start = numbered[index]
        points = points_of(text)
        if not level:
            out.append(Line(points=points))
            continue
        following = numbered[index + 1][0] if index + 1 < len(paragraphs) else None
        end, run_in = _heading(text, start, level, following)
        out.append(Line(level, number, end, run_in, tuple(point for point in points if point[0] >= end)))
    return out


def _number(text: str) -> tuple[int, str, int]:
    """(level, number as written, where the words begin); level 0 where the paragraph has no number."""
    for level, pattern in _NUMBERS:
        match = pattern.match(text)
        if match is not None:
            return level, match[0], match.end()
    return 0, "", 0


def _heading(text: str, start: int, level: int, following: int | None) -> tuple[int, bool]:
    """(end of the heading, whether text follows it here); (0, False) where the paragraph has none.

    ``following``: level of the next paragraph, 0 where it has no number, None where there is none.
    """
    stop = _STOP.search(text, start, start + MAX_OWN_LINE)
    if stop is None:
        whole = 2 <= len(text) - start <= MAX_OWN_LINE and text[-1] not in _ENDS
        return (len(text), False) if whole else (0, False)
    end = stop.end()
    if _COUNTS.search(text, start, end) or end - start > MAX_RUN_IN or end - start < 2:
        return 0, False
    if end < len(text):
        return (end, True) if stop[0] in "。：:" else (0, False)
    has_text = following is not None and (following == 0 or following > level)
    return (end, False) if has_text and stop[0] in "。：:" else (0, False)


def points_of(text: str) -> tuple[tuple[int, int], ...]:
    """Where 一是, 二是 … stand, as long as they count up from 一; none where only one is found."""
    found: list[tuple[int, int]] = []
    for match in _POINT.finditer(text):
        expected = _NUMERALS[len(found)] if len(found) < len(_NUMERALS) else ""
        if match[1] == expected:
            found.append(match.span())
        elif match[1] == "一" and len(found) < 2:
            found = [match.span()]
    return tuple(found) if len(found) > 1 else ()
