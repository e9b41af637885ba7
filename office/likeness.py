"""Marks by which reports of like text are found among thousands without comparing each with each.

A text becomes its runs of four signs, digits alike; of their hashes the least in each of 64 parts is kept, and three such
make a mark. Texts of which more than half is the same share a mark almost surely, others seldom; each pair found so is then
compared in full. Work grows with the number of reports, not with its square.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from models.checks.similarity import ALIKE, SHORT
from models.report import Report
from models.roles import Role
from models.similarity import folded

RUN = 4
PARTS = 63
ROWS = 3
_SEED = 0x9E3779B1


def section_text(report: Report, section: Role) -> str:
    """The words of a section with its parts, the unit's own name left out, since a copied text bears another."""
    parts = [report.text(id) for id in report.form.texts_of(section)]
    text = "\n".join(part for part in parts if part.strip())
    return text.replace(report.unit, "") if report.unit else text


def marks_of(report: Report) -> Iterator[tuple[Role, int]]:
    """(section, mark) for each section that must not be another unit's."""
    for section in ALIKE:
        text = "".join(folded(section_text(report, section)).split())
        if len(text) >= SHORT:
            yield from ((section, mark) for mark in _marks(text))


def _marks(text: str) -> Iterator[int]:
    least = [0xFFFFFFFF] * PARTS
    data = text.encode("utf-16-le", "surrogatepass")
    for start in range(0, len(data) - 2 * RUN + 1, 2):
        value = (zlib.crc32(data[start : start + 2 * RUN]) * _SEED) & 0xFFFFFFFF
        part = value % PARTS
        if value < least[part]:
            least[part] = value
    for band in range(0, PARTS, ROWS):
        rows = least[band : band + ROWS]
        if rows.count(0xFFFFFFFF) < ROWS:
            yield (band << 40) ^ zlib.crc32(repr(rows).encode())
