"""Papers that went out to units and came back: known by their mark, read for the replies in their last column."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

MARK = re.compile(r"(?<![0-9A-Z])GKTH-[0-9a-f]{8}-\d{1,7}-\d{1,4}(?!\d)")
"""The mark of a paper: the ledger's identity, the unit, the round."""
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Replies:
    """``mark`` of the paper, and what stands in the reply column, by the number of the row."""

    mark: str
    words: Mapping[int, str]


def mark(identity: str, unit: int, round: int) -> str:
    return f"GKTH-{identity[:8]}-{unit}-{round}"


def replies_in(path: Path) -> Replies | None:
    """The replies in a returned paper; None for every other file."""
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(_DOCUMENT)
            if info.file_size > MAX_BYTES:
                return None
            data = archive.read(info)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return None
    if b"GKTH" not in data:  # Word may break the mark into runs, but hardly within its first letters
        return None
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return None
    found = MARK.search("\n".join(_text(p) for p in root.iter(f"{_W}p")))
    return Replies(found[0], _rows(root)) if found else None


def _rows(root: etree._Element) -> dict[int, str]:
    replies = {}
    for table in root.iter(f"{_W}tbl"):
        rows = [[_text(cell).strip() for cell in row.findall(f"{_W}tc")] for row in table.findall(f"{_W}tr")]
        if not rows or "回复" not in rows[0][-1]:
            continue
        for row in rows[1:]:
            if row and row[0].isdigit() and len(row) == len(rows[0]) and (said := row[-1]):
                replies[int(row[0])] = said
    return replies


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_W}t"))
