"""The automatic numbers of an old Word file: its lists and the styles that follow them, after the published layout MS-DOC."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from importers.word.binary_properties import sprms
from importers.word.numbering import Level, Levels, List, Numbering

_LIST, _DEPTH = 0x460B, 0x260A
_LEVELS = 9
_MAX_DEPTH = 20
_OVERRIDES_START, _OVERRIDES_LEVEL = 0x10, 0x20
_LEGAL, _NO_RESTART = 0x04, 0x08
# the kinds of numbers by the names that newer files give them; plain digits for those that are not here
_FORMATS = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    39: "chineseCountingThousand",
    255: "none",
}


@dataclass(frozen=True, slots=True)
class Member:
    """The list that a paragraph or style belongs to and the level in it; None where it says nothing, list 0: none at all."""

    list: int | None = None
    depth: int | None = None

    def over(self, base: Member) -> Member:
        return Member(base.list if self.list is None else self.list, base.depth if self.depth is None else self.depth)


def member_of(properties: bytes) -> Member:
    """What the properties of a paragraph say of its list."""
    found: dict[int, int] = {}
    for code, value in sprms(properties):
        if code in (_LIST, _DEPTH):
            found[code] = int.from_bytes(value, "little", signed=True)
    return Member(found.get(_LIST), found.get(_DEPTH))


def read_numbering(table: bytes, lists: tuple[int, int], overrides: tuple[int, int]) -> Numbering:
    """The lists of a file, named by the numbers that paragraphs call them by. ``lists`` and ``overrides``: place and size in
    the stream. Raises struct.error or IndexError where they are damaged."""
    shared: dict[int, List] = {}
    at, size = lists
    if size:
        count = struct.unpack_from("<H", table, at)[0]
        heads = [struct.unpack_from("<i22xB", table, at + 2 + 28 * i) for i in range(count)]
        at += size
        for id, flags in heads:
            levels: Levels = {}
            for depth in range(1 if flags & 1 else _LEVELS):
                levels[depth], at = _level(table, at)
            shared[id] = List(levels)
    return Numbering({str(n): (shared[id], own) for n, id, own in _overrides(table, *overrides, shared)})


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level and where the next one begins."""
    start, format, flags = struct.unpack_from("<iBB", table, at)
    signs, paragraph, restart = struct.unpack_from("<BBB", table, at + 24)
    at += 28 + signs + paragraph
    count = struct.unpack_from("<H", table, at)[0]
    raw = struct.unpack_from(f"<{2 * count}s", table, at + 2)[0].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in raw)
    level = Level(
        _FORMATS.get(format, "decimal"), text, start, bool(flags & _LEGAL), restart if flags & _NO_RESTART else -1
    )
    return level, at + 2 + 2 * count


def _overrides(table: bytes, at: int, size: int, shared: dict[int, List]) -> Iterator[tuple[int, int, Levels]]:
    """The lists as paragraphs call them: number from 1, the list followed, the levels that differ from it."""
    if not size:
        return
    count = struct.unpack_from("<I", table, at)[0]
    heads = [struct.unpack_from("<i8xB", table, at + 4 + 16 * i) for i in range(min(count, size // 16))]
    at += 4 + 16 * len(heads)
    for number, (id, levels) in enumerate(heads, 1):
        at += 4
        own: Levels = {}
        for _ in range(levels):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            depth = flags & 0x0F
            level = shared[id].levels.get(depth, Level()) if id in shared else Level()
            if flags & _OVERRIDES_LEVEL:
                level, at = _level(table, at)
            elif flags & _OVERRIDES_START:
                level = Level(level.format, level.text, start, level.legal, level.restart)
            own[depth] = level
        if id in shared:
            yield number, id, own


def read_styles(sheet: bytes) -> dict[int, Member]:
    """The lists that styles follow, by the numbers of the styles. Raises struct.error where the sheet is damaged."""
    if not sheet:
        return {}
    head, count, base = struct.unpack_from("<HHH", sheet, 0)
    own: dict[int, tuple[int, Member]] = {}
    at = 2 + head
    for number in range(count):
        size = struct.unpack_from("<H", sheet, at)[0]
        if size:
            own[number] = _style(sheet[at + 2 : at + 2 + size], base)
        at += 2 + size + size % 2

    def whole(number: int, seen: int) -> Member:
        parent, member = own.get(number, (0xFFF, Member()))
        return member if parent not in own or seen > _MAX_DEPTH else member.over(whole(parent, seen + 1))

    return {number: whole(number, 0) for number in own}


def _style(style: bytes, base: int) -> tuple[int, Member]:
    """The style that this one is based on, and what it says itself of a list."""
    kind = struct.unpack_from("<H", style, 2)[0]
    if kind & 0x0F != 1:
        return kind >> 4, Member()  # of characters or tables
    at = base + 2 + 2 * struct.unpack_from("<H", style, base)[0] + 2
    size = struct.unpack_from("<H", style, at)[0]
    return kind >> 4, member_of(style[at + 4 : at + 2 + size])
