"""The title: the unit and "2024年政府信息公开工作年度报告", in one or two balanced lines, more for a very long name."""

from __future__ import annotations

import math
import unicodedata

from exporters.profiles import Profile

TEXT_WIDTH = 156 / 25.4 * 72
"""Width of the text block in points."""

_AFTER = "省市县区州盟旗镇乡部委厅局会院办处所（"
_NOT_FIRST = "、，）》”"


def title_of(unit: str, year: int | None) -> str:
    """The whole title on one line."""
    return f"{unit}{_report(year)}"


def _report(year: int | None) -> str:
    return f"{year}年政府信息公开工作年度报告" if year is not None else "政府信息公开工作年度报告"


def width(text: str) -> float:
    """How wide a text is, in characters of full width."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(unit: str, year: int | None, profile: Profile) -> tuple[str, ...]:
    """The lines of the title: all on one where it fits, else the unit above the rest, a long unit broken evenly."""
    room = TEXT_WIDTH / profile.title_size - 1
    if not unit or width(title_of(unit, year)) <= room:
        return (title_of(unit, year),)
    return (*balanced(unit, room), _report(year))


def balanced(text: str, room: float) -> tuple[str, ...]:
    """The text in as few lines as fit into ``room``, about equally long, broken where a name has a seam if one is near."""
    left = width(text)
    count = math.ceil(left / room)
    lines: list[str] = []
    rest = text
    while count > 1:
        cut = _cut(rest, left / count, room)
        lines.append(rest[:cut])
        rest = rest[cut:]
        left -= width(lines[-1])
        count = max(count - 1, math.ceil(left / room))
    return tuple([*lines, rest] if rest else lines)


def _cut(text: str, wanted: float, room: float) -> int:
    """Where to break: at a seam within two characters of the wanted width, else there, never before a closing sign."""
    best, least = len(text), math.inf
    for position in range(1, len(text)):
        line = width(text[:position])
        if line > room:
            break
        seam = text[position - 1] in _AFTER or text[position] == "（"
        cost = abs(line - wanted) - (2.5 if seam else 0) + (9 if text[position] in _NOT_FIRST else 0)
        if cost < least:
            best, least = position, cost
    return best
