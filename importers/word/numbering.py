"""The automatic numbers of a Word file, which stand nowhere in its text: restored as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from importers.document.xml import child, is_on, local, number_of, val
from models.numerals import chinese

_LEVELS = 9
_MAX_DEPTH = 20
_MAX_TEXT = 60
"""Characters around the numbers of a level; those of a report have three."""


def _roman(number: int) -> str:
    if not 0 < number < 4_000:
        return str(number)
    out = ""
    for value, sign in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1), ["C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"], strict=True
    ):
        out += sign * (number // value)
        number %= value
    return out


def _from(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "ideographDigital",
            "japaneseCounting",
            "japaneseDigitalTenThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanDigital2",
        ),
        chinese,
    ),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _from("A", 26),
    "lowerLetter": _from("a", 26),
    "bullet": lambda number: "",
    "none": lambda number: "",
}


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered; ``text`` has %1 for the number of the highest level, %2 for the next."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int = -1
    style: str = ""


Levels = dict[int, Level]


@dataclass(slots=True)
class List:
    """One abstract list with its running counters."""

    levels: Levels = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits: its outline level (0: none), its list, whether it hides its text,
    and whether it is raised or lowered (as ``w:vertAlign`` says)."""

    name: str = ""
    level: int = 0
    list: str = ""
    depth: int | None = None
    hidden: bool = False
    shift: str = ""


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """The styles of ``styles.xml`` by their ids."""
    elements = {val(item, "styleId"): item for item in root if local(item) == "style"} if root is not None else {}
    styles: dict[str, Style] = {}
    for id in elements:
        _read_style(id, elements, styles, 0)
    return styles


def _read_style(id: str, elements: Mapping[str, etree._Element], styles: dict[str, Style], seen: int) -> Style:
    """A style with what it inherits. A function of its own and no closure: one that calls itself would hold the whole part."""
    if id in styles:
        return styles[id]
    element = elements.get(id)
    if element is None or seen > _MAX_DEPTH:
        return Style()
    base = _read_style(val(child(element, "basedOn")), elements, styles, seen + 1)
    properties = child(element, "pPr")
    outline = val(child(properties, "outlineLvl"))
    level = number_of(outline, 9) + 1 if outline else base.level
    own = child(properties, "numPr")
    hidden = child(element, "rPr", "vanish")
    styles[id] = Style(
        val(child(element, "name")),
        level if 1 <= level <= _LEVELS else 0,
        val(child(own, "numId")) or base.list,
        number_of(val(child(own, "ilvl"))) if child(own, "ilvl") is not None else base.depth,
        base.hidden if hidden is None else is_on(hidden),
        val(child(element, "rPr", "vertAlign")) or base.shift,
    )
    return styles[id]


class Numbering:
    """Lists by their ids, each with the levels it has otherwise than the abstract list it follows; ``next`` counts one
    paragraph on and gives its number as printed."""

    def __init__(self, lists: Mapping[str, tuple[List, Levels]]) -> None:
        self._lists = lists
        self._started: set[tuple[str, int]] = set()

    def depth_of(self, list: str, style: str) -> int:
        """The level of a list that belongs to a style; the highest where none does."""
        found = self._lists.get(list)
        levels = found[0].levels.items() if found else ()
        return next((depth for depth, level in levels if style and level.style == style), 0)

    def next(self, list: str, depth: int) -> str:
        """The number of the next paragraph of this list on this level (0 is the highest); "" where it shows none."""
        found = self._lists.get(list)
        if found is None or not 0 <= depth < _LEVELS:
            return ""
        shared, own = found
        level = own.get(depth) or shared.levels.get(depth)
        if level is None:
            return ""
        if depth in own and (list, depth) not in self._started:
            # this list starts over although it shares its counters
            shared.counters.pop(depth, None)
        self._started.add((list, depth))
        shared.counters[depth] = shared.counters.get(depth, level.start - 1) + 1
        for deeper in [d for d in shared.counters if d > depth]:
            if (own.get(deeper) or shared.levels.get(deeper) or level).restart != 0:
                del shared.counters[deeper]

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            of = own.get(index) or shared.levels.get(index) or level
            number = shared.counters.get(index, of.start)
            return _FORMATS.get("decimal" if level.legal else of.format, str)(number)

        return "" if level.format == "bullet" or len(level.text) > _MAX_TEXT else re.sub(r"%([1-9])", shown, level.text)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of ``numbering.xml``."""
    lists: dict[str, tuple[List, Levels]] = {}
    items = list(root) if root is not None else []
    abstract = {val(item, "abstractNumId"): List(_levels(item)) for item in items if local(item) == "abstractNum"}
    for item in items:
        if local(item) == "num" and (shared := abstract.get(val(child(item, "abstractNumId")))) is not None:
            lists[val(item, "numId")] = (shared, _overrides(item, shared))
    return Numbering(lists)


def _levels(parent: etree._Element) -> Levels:
    return {number_of(val(item, "ilvl")): _level(item) for item in parent if local(item) == "lvl"}


def _level(item: etree._Element) -> Level:
    return Level(
        val(child(item, "numFmt")) or "decimal",
        val(child(item, "lvlText")),
        number_of(val(child(item, "start")), 1),
        is_on(child(item, "isLgl")),
        number_of(val(child(item, "lvlRestart")), -1),
        val(child(item, "pStyle")),
    )


def _overrides(num: etree._Element, shared: List) -> Levels:
    """The levels that one list has otherwise than the abstract list it follows."""
    out: Levels = {}
    for item in num:
        if local(item) != "lvlOverride":
            continue
        depth = number_of(val(item, "ilvl"))
        lvl = child(item, "lvl")
        base = _level(lvl) if lvl is not None else shared.levels.get(depth)
        start = val(child(item, "startOverride"))
        if base is not None and (start or lvl is not None):
            out[depth] = Level(base.format, base.text, number_of(start, base.start), base.legal, base.restart)
    return out
