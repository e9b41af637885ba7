"""The rows of a table in an old Word file → cells with what they span."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from importers.document.edges import edges
from importers.word.binary_lists import Member
from models.tables.cells import SourceCell, SourceTable

_NEAR = 30.0
"""Twentieths of a point within which two edges of cells are one column."""


@dataclass(slots=True)
class Mark:
    """What a paragraph mark is: its style, its list; in a table, the end of its row, with the cells of the row."""

    style: int = 0
    member: Member = field(default_factory=Member)
    in_table: bool = False
    row_end: bool = False
    level: int = 0
    edges: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)


def table_of(rows: list[tuple[list[str], Mark]], number: int) -> SourceTable:
    """Columns from the edges of the cells, which each row has of its own."""
    columns = edges((float(edge) for _, mark in rows for edge in mark.edges), _NEAR)

    def column(edge: int) -> int:
        return max(0, bisect.bisect_right(columns, edge + 0.5) - 1)

    out: list[SourceCell] = []
    above: dict[int, int] = {}
    for row, (texts, mark) in enumerate(rows):
        last = -1
        for index, written in enumerate(texts):
            text = written.replace("\0", "").strip()
            placed = index + 1 < len(mark.edges)
            left = column(mark.edges[index]) if placed else index
            span = max(1, column(mark.edges[index + 1]) - left) if placed else 1
            if last >= 0 and index < len(mark.across) and mark.across[index] == 2:
                out[last] = _grown(out[last], text, 0, span)
                continue
            last = above.get(left, -1)
            if index < len(mark.down) and mark.down[index] == 1 and last >= 0 and out[last].row_end == row - 1:
                out[last] = _grown(out[last], text, 1, 0)
                continue
            last = above[left] = len(out)
            out.append(SourceCell(text, row, left, 1, span))
    return SourceTable(f"第{number}个表格", tuple(out), whole=True)


def _grown(cell: SourceCell, text: str, rows: int, columns: int) -> SourceCell:
    joined = "\n".join(part for part in (cell.text, text) if part)
    return SourceCell(joined, cell.row, cell.column, cell.rowspan + rows, cell.colspan + columns)
