"""The properties of paragraphs, rows and characters in an old Word file: one after another, each a code and its operand."""

from __future__ import annotations

import struct
from collections.abc import Iterator

ROW_CELLS = 0xD608
"""The only one whose size has two bytes."""
_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)


def sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The single properties: code and operand."""
    at = 0
    while at + 2 < len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        at += 2
        size = _SIZES[code >> 13]
        if code == ROW_CELLS:
            size = struct.unpack_from("<H", properties, at)[0] - 1 if at + 2 <= len(properties) else 0
            at += 2
        elif size < 0:
            size = properties[at]
            at += 1
        value = properties[at : at + size]
        if len(value) < size:
            return
        yield code, value
        at += max(size, 0)
