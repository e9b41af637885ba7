"""OLE files for tests: the least that a reader takes for one."""

from __future__ import annotations

import struct

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(streams: dict[str, bytes]) -> bytes:
    """A file with these streams, each filled up to the size from which streams stand in sectors of their own."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    fat = [_FAT, _END]
    entries = [_entry("Root Entry", 5, _END, 0, 1 if padded else _FREE)]
    body = b""
    for i, (name, data) in enumerate(padded.items(), 1):
        data = data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")
        first, count = len(fat), len(data) // _SECTOR
        fat += [*range(first + 1, first + count), _END]
        right = i + 1 if i < len(padded) else _FREE
        entries.append(_entry(name, 2, first, len(data), _FREE, right))
        body += data
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    assert len(table) == len(directory) == _SECTOR
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    difat = struct.pack("<109I", 0, *([_FREE] * 108))
    return header + difat + table + directory + body


def _entry(name: str, kind: int, first: int, size: int, child: int, right: int = _FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", written, len(written), kind, 1, _FREE, right, child, bytes(16), 0, 0, 0, first, size
    )
