"""An embedded font made whole again: a PDF needs only its outlines, an OFD needs a font file with a map from characters to glyphs.

The tables that the PDF left out are written as the OpenType specification has them (chapters ``cmap``, ``head``, ``hhea``, ``hmtx``, ``maxp``,
``name``, ``OS/2``, ``post``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise

from exporters.ofd.sheets import Face

_CHECKSUM = 0xB1B0AFBA
_WINDOWS, _UNICODE_BMP, _UNICODE_FULL, _ENGLISH = 3, 1, 10, 0x409
_EPOCH = 2_398_377_600
"""Seconds from 1904 to 1980: the same report gives the same bytes."""
_CHAR_STRINGS, _FONT_MATRIX = 17, 1207
_FONT_KINDS = (b"\x00\x01\x00\x00", b"true", b"OTTO")


def font_file(face: Face, characters: Mapping[str, int]) -> bytes:
    """The font as a file of its own; ``characters`` maps each character to its glyph."""
    tables = _tables(face.data) if face.data[:4] in _FONT_KINDS else {"CFF ": face.data}
    units = _units(tables)
    if "maxp" not in tables:
        count = _glyphs_of_cff(face.data)
        tables["maxp"] = struct.pack(">IH", 0x00005000, count)
        tables["head"] = _head(face, units)
        tables["hmtx"] = _widths(face, units, count)
        tables["hhea"] = _hhea(face, units, count)
    tables["cmap"] = _cmap(characters)
    tables["name"] = _names(face.name)
    tables["OS/2"] = _os2(face, units, characters)
    tables["post"] = struct.pack(
        ">IiHHIIIII", 0x00030000, -12 * 65536 if face.italic else 0, *_line(units), face.fixed, 0, 0, 0, 0
    )
    return _assembled(tables)


def _units(tables: Mapping[str, bytes]) -> int:
    """Units of an em, 1000 in a bare CFF that does not say."""
    if "head" in tables:
        return int(struct.unpack_from(">H", tables["head"], 18)[0])
    matrix = _top_of_cff(tables["CFF "]).get(_FONT_MATRIX)
    return round(1 / matrix[0]) if matrix else 1000


def _line(units: int) -> tuple[int, int]:
    """Place and thickness of a line under the text, as two signed numbers in unsigned form."""
    return (-units // 10) & 0xFFFF, units // 20


def _tables(data: bytes) -> dict[str, bytes]:
    """The tables of a font file by their tags."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
    return {tag.decode("ascii"): data[offset : offset + length] for tag, _, offset, length in entries}


def _glyphs_of_cff(data: bytes) -> int:
    """How many glyphs a bare CFF has: the length of the index to which its top dictionary points."""
    (count,) = struct.unpack_from(">H", data, int(_top_of_cff(data)[_CHAR_STRINGS][-1]))
    return int(count)


def _top_of_cff(data: bytes) -> dict[int, list[float]]:
    """The operands of each operator of the top dictionary; operators of two bytes count from 1200 (Adobe 5176, chapter 9)."""
    _, top = _index(data, data[2])
    (position, end), *_ = _index(data, top)[0]
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    while position < end:
        first = data[position]
        if first <= 21:
            found[1200 + data[position + 1] if first == 12 else first] = operands
            position += 2 if first == 12 else 1
            operands = []
        else:
            value, position = _number(data, position)
            operands.append(value)
    return found


def _index(data: bytes, position: int) -> tuple[list[tuple[int, int]], int]:
    """Where the objects of an index begin and end, and where the index does."""
    (count,) = struct.unpack_from(">H", data, position)
    if not count:
        return [], position + 2
    size = data[position + 2]
    first = position + 3
    offsets = [int.from_bytes(data[first + n * size : first + (n + 1) * size], "big") for n in range(count + 1)]
    base = first + (count + 1) * size - 1
    return [(base + a, base + b) for a, b in pairwise(offsets)], base + offsets[-1]


def _number(data: bytes, position: int) -> tuple[float, int]:
    """A number of a dictionary and the position after it."""
    first = data[position]
    if first == 28:
        return struct.unpack_from(">h", data, position + 1)[0], position + 3
    if first == 29:
        return struct.unpack_from(">i", data, position + 1)[0], position + 5
    if first == 30:
        digits = data[position + 1 :].hex().partition("f")[0]
        real = "".join({"a": ".", "b": "e", "c": "e-", "e": "-"}.get(digit, digit) for digit in digits)
        return float(real), position + 2 + len(digits) // 2
    if first <= 246:
        return first - 139, position + 1
    if first <= 250:
        return (first - 247) * 256 + data[position + 1] + 108, position + 2
    return -(first - 251) * 256 - data[position + 1] - 108, position + 2


def _scaled(value: float, units: int) -> int:
    return round(value * units / 1000)


def _head(face: Face, units: int) -> bytes:
    box = (_scaled(value, units) for value in face.box)
    style = (face.weight >= 600) | face.italic << 1
    # version, revision, check sum (later), magic, flags, units, created, modified, box, style, least size, direction, index, data
    return struct.pack(
        ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, units, _EPOCH, _EPOCH, *box, style, 6, 2, 0, 0
    )


def _widths(face: Face, units: int, count: int) -> bytes:
    widths = (_scaled(face.advances.get(glyph, 1000), units) for glyph in range(count))
    return b"".join(struct.pack(">Hh", width, 0) for width in widths)


def _hhea(face: Face, units: int, count: int) -> bytes:
    left, _, right, _ = (_scaled(value, units) for value in face.box)
    widest = _scaled(max(face.advances.values(), default=1000), units)
    lines = _scaled(face.ascent, units), _scaled(face.descent, units), 0
    return struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, *lines, widest, left, 0, right, 1, *[0] * 7, count)


def _os2(face: Face, units: int, characters: Mapping[str, int]) -> bytes:
    ascent, descent, height = (_scaled(value, units) for value in (face.ascent, face.descent, face.cap_height))
    codes = [min(ord(char), 0xFFFF) for char in characters] or [0]
    half, third = units // 2, units // 3
    selection = (bool(face.italic) | (face.weight >= 600) << 5) or 1 << 6
    return struct.pack(
        ">HhHHH" + "h" * 11 + "10s4I4sHHHhhhHHIIhhHHH",
        4, round(sum(face.advances.values()) * units / 1000 / max(len(face.advances), 1)), face.weight, 5, 0,
        half, half, 0, third // 2, half, half, 0, third, units // 20, third, 0,
        b"", 1 | 1 << 31, 1 << 27, 0, 0, b"NONE", selection, min(codes), max(codes),
        ascent, descent, 0, max(ascent, 0), max(-descent, 0), 1 << 18, 0,
        height // 2, height, 0, 32, 1,
    )  # fmt: skip


def _names(name: str) -> bytes:
    """Family, style, whole name and PostScript name."""
    words = {1: name, 2: "Regular", 3: name, 4: name, 5: "Version 1.0", 6: "".join(c for c in name if c.isascii())[:63]}
    entries, store = b"", b""
    for id_, text in words.items():
        data = text.encode("utf-16-be")
        entries += struct.pack(">6H", _WINDOWS, _UNICODE_BMP, _ENGLISH, id_, len(data), len(store))
        store += data
    return struct.pack(">3H", 0, len(words), 6 + len(entries)) + entries + store


def _cmap(characters: Mapping[str, int]) -> bytes:
    """The map of characters: format 4 for those that take two bytes, format 12 for all."""
    runs = list(_runs(characters))
    full = b"".join(struct.pack(">3I", first, first + length - 1, glyph) for first, length, glyph in runs)
    full = struct.pack(">HHIII", 12, 0, 16 + len(full), 0, len(runs)) + full
    basic = _format_4([run for run in runs if run[0] < 0xFFFF])
    head = struct.pack(">HH", 0, 2)
    first = struct.pack(">HHI", _WINDOWS, _UNICODE_BMP, 20)
    return head + first + struct.pack(">HHI", _WINDOWS, _UNICODE_FULL, 20 + len(basic)) + basic + full


def _runs(characters: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """(first code, how many, first glyph) of characters that follow one another as their glyphs do; none crosses the end of the first plane."""
    start = length = glyph = 0
    for code, id_ in sorted((ord(char), id_) for char, id_ in characters.items()):
        if length and (code, id_) == (start + length, glyph + length) and code != 0xFFFF:
            length += 1
            continue
        if length:
            yield start, length, glyph
        start, length, glyph = code, 1, id_
    if length:
        yield start, length, glyph


def _format_4(runs: list[tuple[int, int, int]]) -> bytes:
    ends = [first + length - 1 for first, length, _ in runs] + [0xFFFF]
    starts = [first for first, _, _ in runs] + [0xFFFF]
    deltas = [(glyph - first) & 0xFFFF for first, _, glyph in runs] + [1]
    count = len(ends)
    power = 1 << (count.bit_length() - 1)
    search = struct.pack(">4H", count * 2, power * 2, power.bit_length() - 1, (count - power) * 2)
    body = b"".join(struct.pack(f">{count}H", *values) for values in (starts, deltas, [0] * count))
    table = search + struct.pack(f">{count}H", *ends) + b"\0\0" + body
    return struct.pack(">HHH", 4, 6 + len(table), 0) + table


def _assembled(tables: dict[str, bytes]) -> bytes:
    """The font file of these tables."""
    kind = b"OTTO" if "CFF " in tables else b"\x00\x01\x00\x00"
    head = tables["head"]
    tables["head"] = head[:8] + bytes(4) + head[12:]
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    start = kind + struct.pack(">4H", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = len(start) + 16 * count
    entries, body, head_at = b"", b"", 0
    for tag, data in sorted(tables.items()):
        if tag == "head":
            head_at = offset + len(body) + 8
        entries += struct.pack(">4sIII", tag.encode("ascii"), _sum(data), offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    whole = start + entries + body
    check = (_CHECKSUM - _sum(whole)) & 0xFFFFFFFF
    return whole[:head_at] + struct.pack(">I", check) + whole[head_at + 4 :]


def _sum(data: bytes) -> int:
    data += bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
