"""The tables of a template as grids, and the cells in them that belong to cells of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from exporters.word.template.elements import Element, child, local, number, parts, words
from models.editions import shapes_of
from models.form import Form, Table
from models.grid import Role, grid_of
from models.tables.cells import SourceCell, SourceTable, is_value
from models.tables.hits import Reading
from models.tables.meanings import LAST, meanings_of
from models.tables.reading import read_grid

_BLANK = re.compile(
    r"\s*(?:[XxＸ×*_＿.…—－\-/／○〇□\s]+|\{\{.*\}\}|\$\{.*\}|[\[【（(]?\s*(?:数字|数量|填写|填数|N|n)\s*[\]】）)]?)\s*"
)
"""What stands in a cell that is to be filled in."""
_TOGETHER = 0.5
"""A table that has fewer of the cells of the form's than this is another, be it in several pieces."""
_MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A place for a figure. ``money`` is the unit in which the template wants an amount, "" for that of the form; ``filled``: a figure
    other than nil stands there."""

    element: Element
    money: str = ""
    filled: bool = False


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of the form found in a template, in the edition in which the template prints it."""

    form: Form
    table: Table
    home: str
    places: Mapping[str, Found]


def tables_in(element: Element) -> Iterator[Element]:
    """The tables that a reader sees in the flow, those in cells of others included, from outside in."""
    for table in parts(element, "tbl"):
        yield table
        for cell in _cells(table):
            yield from tables_in(cell)


def _cells(table: Element) -> Iterator[Element]:
    for row in parts(table, "tr"):
        yield from parts(row, "tc")


def read_table(element: Element, expected: Form) -> list[FoundTable]:
    """The tables of the form that this table holds, or pieces of them, in each edition in which they can be read."""
    source, cells = _source(element)
    found = (
        _read(source, cells, form, id, table.id)
        for table in expected.tables
        for form, id in shapes_of(expected.id, table.id)
    )
    return [table for table in found if table is not None]


def whole_tables(pieces: Sequence[FoundTable], expected: Form) -> list[FoundTable]:
    """The tables of the form made of what ``read_table`` found from top to bottom: those that are split (by the end of a page) put
    together, each kind in the edition that fits it best, ``expected`` first.
    """
    out: list[FoundTable] = []
    for table in expected.tables:
        best: list[FoundTable] = []
        for form, id in shapes_of(expected.id, table.id):
            of_form = [piece for piece in pieces if piece.form is form and piece.table.id == id]
            copies = [copy for copy in _joined(of_form) if _share(copy) >= _TOGETHER]
            if copies and (not best or max(map(_share, copies)) > max(map(_share, best))):
                best = copies
        out += best
    return out


def _joined(pieces: Sequence[FoundTable]) -> list[FoundTable]:
    """Pieces that have no cell in common are of one table; one that repeats a cell begins another."""
    out: list[FoundTable] = []
    for piece in pieces:
        apart = [index for index, copy in enumerate(out) if not copy.places.keys() & piece.places.keys()]
        if apart:
            most = max(apart, key=lambda index: len(out[index].places))
            out[most] = replace(out[most], places={**out[most].places, **piece.places})
        else:
            out.append(piece)
    return out


def _share(found: FoundTable) -> float:
    return len(found.places) / sum(id.startswith(f"{found.table.id}.") for id in found.form.cells)


def _read(
    source: SourceTable, cells: Mapping[tuple[int, int], Element], form: Form, id: str, home: str
) -> FoundTable | None:
    meanings = meanings_of(form.id, id)
    reading = read_grid(source, 0, meanings)
    shift = 0
    if reading is None or not reading.count:
        headed = _with_heads(source, meanings.table)
        if headed is None:
            return None
        source, shift = headed
        reading = read_grid(source, 0, meanings)
        if reading is None:
            return None
    places = {
        id: Found(cell, money, _is_figure(cell))
        for id, row, column, money in _hits(reading)
        for cell in (cells[row - shift, column],)
    }
    return FoundTable(form, meanings.table, home, places)


def _hits(reading: Reading) -> Iterator[tuple[str, int, int, str]]:
    seen: set[str] = set()
    for fragment in reading.fragments:
        for id, hit in fragment.hits.items():
            if hit.year != LAST and id not in seen:
                seen.add(id)
                yield id, hit.cell.row, hit.cell.column, hit.money


def _with_heads(source: SourceTable, table: Table) -> tuple[SourceTable, int] | None:
    """The grid with the official heads put over it, where it has none but the right number of columns; and by how much that
    moved its rows."""
    grid = grid_of(table)
    innermost = max((cell.column for cell in source.cells if not is_value(cell.text)), default=0)
    # what is blank further left is the rest of a merged stub, where a table was split
    kept = [cell for cell in source.cells if cell.column > innermost or not is_value(cell.text)]
    blank = [cell for cell in kept if is_value(cell.text)]
    rows = {cell.row for cell in blank}
    columns = sorted({cell.column for cell in blank})
    if grid.stub_columns < 2 or len(columns) != grid.columns - grid.stub_columns or len(rows) < 2:
        return None
    heads = [
        SourceCell(place.text, place.row, columns[place.column - grid.stub_columns], place.rowspan, place.colspan)
        for place in grid.places
        if place.role is Role.HEAD
    ]
    moved = [SourceCell(cell.text, cell.row + grid.head_rows, cell.column, cell.rowspan, cell.colspan) for cell in kept]
    return SourceTable(source.name, (*heads, *moved)), grid.head_rows


def _source(table: Element) -> tuple[SourceTable, dict[tuple[int, int], Element]]:
    """The grid with 0 in each place that is to be filled in, so that a reader of figures finds them all."""
    cells: dict[tuple[int, int], tuple[str, int, int]] = {}
    elements: dict[tuple[int, int], Element] = {}
    above: dict[int, tuple[int, int]] = {}
    for row, element in enumerate(_rows(table)):
        column = number(child(element, "trPr", "gridBefore"), 0)
        started: dict[int, tuple[int, int]] = {}
        last: tuple[int, int] | None = None
        for cell in parts(element, "tc"):
            span = min(max(number(child(cell, "tcPr", "gridSpan"), 1), 1), _MAX_COLUMNS)
            merge = child(cell, "tcPr", "vMerge")
            start = above.get(column)
            beside = child(cell, "tcPr", "hMerge")
            if beside is not None and _goes_on(beside) and last is not None:
                # merged as older programs write it: a cell that goes on to the right of another
                text, rowspan, colspan = cells[last]
                if last[0] == row:
                    cells[last] = (text, rowspan, colspan + span)
                column += span
                continue
            if merge is not None and start is not None and _goes_on(merge):
                text, rowspan, colspan = cells[start]
                cells[start] = (text, rowspan + 1, colspan)
                started[column] = start
                last = start
            else:
                cells[row, column] = (_seen(cell), 1, span)
                elements[row, column] = cell
                last = (row, column)
                if merge is not None:
                    started[column] = (row, column)
            column += span
        above = started
    source = tuple(SourceCell(text, *place, rowspan, colspan) for place, (text, rowspan, colspan) in cells.items())
    return SourceTable("模板", source), elements


def _rows(table: Element) -> Iterator[Element]:
    """The rows that are not struck out by a reviser."""
    for row in parts(table, "tr"):
        if child(row, "trPr", "del") is None:
            yield row


def _is_figure(cell: Element) -> bool:
    return re.search("[1-9１-９]", words(cell)) is not None


def _goes_on(merge: Element) -> bool:
    return not any(str(value) == "restart" for value in merge.attrib.values())


def _seen(cell: Element) -> str:
    """The words of a cell; "0" where a figure is to be filled in; nothing where it only holds another table."""
    if any(local(item) == "tbl" for item in cell.iter()):
        return ""
    text = "\n".join(words(paragraph) for paragraph in parts(cell, "p")).strip()
    return "0" if not text or is_value(text) or _BLANK.fullmatch(text) else text
