"""Reports laid out as tables in which somebody might send them: cells with text, to be read or to be written to a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from importers.document.tables import SourceCell, SourceTable
from models.form import Form
from models.grid import grid_of
from models.report import Report
from models.values import Value, show


def numbers(values: dict[str, Value] | Report) -> dict[str, Value]:
    """The cells of a report or an edit, without anything else."""
    found = values.values if isinstance(values, Report) else values
    return {id: value for id, value in found.items() if id[:3] in ("t2.", "t3.", "t4.")}


def place(row: int, column: int) -> str:
    """The address of a cell, counted from 0: C5 for (4, 2)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def official(
    report: Report, form: Form, tables: Collection[str] = ("t2", "t3", "t4"), gap: int = 1
) -> list[SourceCell]:
    """The tables under one another as the official form prints them."""
    cells: list[SourceCell] = []
    top = 0
    for table in form.tables:
        if table.id in tables:
            grid = grid_of(table)
            for item in grid.places:
                text = show(report.get(item.cell)) if item.cell else item.text
                cells.append(SourceCell(text, top + item.row, item.column, item.rowspan, item.colspan))
            top += grid.rows + gap
    return cells


def unmerged(cells: Iterable[SourceCell]) -> list[SourceCell]:
    """Each text in the first of its places alone."""
    return [cell._replace(rowspan=1, colspan=1) for cell in cells]


def sheet(cells: Iterable[SourceCell], name: str = "工作表“报表”") -> SourceTable:
    return SourceTable(name, tuple(cell._replace(place=place(cell.row, cell.column)) for cell in cells))
