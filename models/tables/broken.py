"""Labels that a table breaks over several cells of one column: 商业 in one row, 企业 in the next."""

from __future__ import annotations

from dataclasses import replace

from models.labels import Labels, normal
from models.tables.cells import Grid, SourceCell, SourceTable

MAX_CELLS = 6
"""Over more rows than this no label is broken."""


def whole_labels(source: SourceTable, labels: Labels) -> SourceTable:
    """The table with each broken label in one cell that spans its parts; the same table where none is broken."""
    grid = source.grid
    gone: set[int] = set()
    made: dict[int, SourceCell] = {}
    for cell in grid.texts:
        if id(cell) in gone:
            continue
        parts = _parts(cell, grid, labels)
        if parts:
            last = parts[-1]
            text = "\n".join(part.text for part in parts)
            made[id(cell)] = cell._replace(text=text, rowspan=last.row_end - cell.row + 1)
            gone.update(id(part) for part in parts[1:])
    if not made:
        return source
    return replace(source, cells=tuple(made.get(id(cell), cell) for cell in source.cells if id(cell) not in gone))


def _parts(cell: SourceCell, grid: Grid, labels: Labels) -> list[SourceCell]:
    """The cells below one another that make up one label, this one first; empty where they make up none."""
    key = normal(cell.text)
    if not key or key not in labels.prefixes or _is_own(key, labels):
        return []
    parts, best = [cell], 0
    while len(parts) < MAX_CELLS:
        above = parts[-1]
        below = grid.at.get((above.row_end + 1, cell.column))
        if below is None or (below.column, below.column_end) != (cell.column, cell.column_end):
            break
        key += normal(below.text)
        if key not in labels.prefixes:
            break
        parts.append(below)
        if _is_own(key, labels) or (not best and labels.exact_normal(key) is not None):
            best = len(parts)
    return parts[:best]


def _is_own(key: str, labels: Labels) -> bool:
    """Whether this is a label in the form's own words; another word for one can be the beginning of it."""
    found = labels.exact_normal(key)
    return found is not None and not found.differs
