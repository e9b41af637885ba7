"""Rows of figures as wholes: those that straddle their heads go by order, and those with a cell too few or too many are known.

Word and WPS let the rules of a row of figures stand elsewhere than those of the heads above. Where a row has as many figures as
there are heads, each belongs to the head of its place in the order; where it has a cell more or less than the others, nobody can
tell which, and none of them is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.tables.cells import Grid, SourceCell
from models.tables.lines import Governed, Side
from models.tables.meanings import Slot


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The figures of one row of the grid, in order, with what governs the row (None in a table of one row) and its heads."""

    row: int
    stub: Governed | None
    figures: tuple[SourceCell, ...]
    heads: tuple[Governed, ...]
    places: int
    """Cells from the first figure's place on, empty ones included; 0 where the source does not hold the empty ones."""
    end: int

    @property
    def block(self) -> int | None:
        blocks = {block for block, _ in self.stub.slots} if self.stub is not None else {0}
        return blocks.pop() if len(blocks) == 1 else None

    def slot(self, head: Governed) -> Slot | None:
        """The column that a head names in this row."""
        slots = [slot for slot in head.slots if slot[0] == self.block]
        return slots[0] if len(slots) == 1 else None

    def in_order(self) -> dict[int, Governed]:
        """Each figure's head by order, by the identity of its cell; empty where there are not as many figures as heads."""
        slots = [self.slot(head) for head in self.heads]
        if len(self.figures) != len(self.heads) or len(slots) < 2 or None in slots or len(set(slots)) < len(slots):
            return {}
        return {id(cell): head for cell, head in zip(self.figures, self.heads, strict=True)}


def figure_lines(
    grid: Grid, rows: Side | None, columns: Side, clusters: dict[int, int], whole: bool
) -> dict[int, FigureLine]:
    """The rows of figures by their row in the grid; ``rows`` is None for a table whose rows have no labels."""
    by_row: dict[int, list[SourceCell]] = defaultdict(list)
    for cell in grid.values:
        by_row[cell.row].append(cell)
    ends = grid.ends if whole else {}
    out: dict[int, FigureLine] = {}
    for row, cells in by_row.items():
        stub: Governed | None = None
        figures = sorted(cells, key=lambda cell: cell.column)
        if rows is not None:
            stub = rows.over(figures[-1])
            if stub is None or not stub.slots:
                continue
            figures = [cell for cell in figures if cell.column > stub.near.cell.column_end]
        heads = _heads(row, stub, columns, clusters)
        if figures and heads:
            first = stub.near.cell.column_end + 1 if stub is not None else 0
            places = sum(1 for cell in grid.all if cell.row == row and cell.column >= first) if whole else 0
            out[row] = FigureLine(row, stub, tuple(figures), heads, places, ends.get(row, 0))
    return out


def ragged(lines: Iterable[FigureLine]) -> dict[int, str]:
    """The rows with a cell too few or too many, and why their figures cannot be told apart."""
    known = [line for line in lines if line.places]
    ends = Counter(line.end for line in known)
    if not ends:
        return {}
    usual = ends.most_common(1)[0][0]
    return {
        line.row: f"这一行有{line.places}格，应有{len(line.heads)}格，不知道各属于哪一列"
        for line in known
        if line.end != usual and line.places != len(line.heads)
    }


def _heads(row: int, stub: Governed | None, columns: Side, clusters: dict[int, int]) -> tuple[Governed, ...]:
    """What governs the columns above a row, from left to right, each label once."""
    blocks = {block for block, _ in stub.slots} if stub is not None else None
    marks = [
        mark
        for mark in columns.marks
        if mark.line_end < row
        and mark.meaning.leaf
        and (blocks is None or any(block in blocks for block, _ in mark.slots))
    ]
    if not marks:
        return ()
    nearest = max(clusters[mark.line_end] for mark in marks)
    near = sorted((mark for mark in marks if clusters[mark.line_end] == nearest), key=lambda mark: mark.cross)
    found = [columns.at(row, mark.cross) for mark in near]
    return tuple(head for head in found if head is not None)
