"""A table of the form as a sheet: the printed grid with its merges, the numbers, their totals and the checks of its sums.

Outside the printed area stands, for every prescribed sum, a check cell that says ``平`` or by how much it is apart; the
conditional formats of the numbers look at it. What is filled in is decided by the caller (``Filling``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.workbook.formulas import Spot, address, area, comparison
from exporters.workbook.look import DOUBTFUL, RIGHT, WRONG, Look, Styles
from exporters.workbook.package import Results, put_number, put_text
from models.checks import CHECKS
from models.form import Cell, Form, Kind, Runs, Section, Sum, Table
from models.grid import Grid, Place, Role, grid_of
from models.marks import APART, FOOTS, FORM, defined_name
from models.totals import Figures, Number
from models.values import Value

TOP = 2
"""Rows above the grid: the heading of the section, and unit and year."""

_LOOK_OF = {Role.TITLE: Look.HEAD, Role.CORNER: Look.HEAD, Role.HEAD: Look.HEAD, Role.STUB: Look.STUB}
_NUMBER_WIDTH, _STUB_WIDTH, _TABLE_WIDTH = 8.5, 36.0, 92.0
_LINE_HEIGHT = 14.5
_UPRIGHT = 93.0
"""Characters of a column's width that an upright page takes without making them smaller."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result that it has now."""

    text: str
    result: Number | str


Filling = Callable[[Cell, Mapping[str, Spot]], "Formula | Value"]
"""What goes into a cell, told where every number of the table stands."""


@dataclass
class Book:
    """A workbook being made: its looks, the results of its formulas, and where each number and check of the form stands.

    ``nil``: a blank is written as 0.
    """

    form: Form
    figures: Figures
    workbook: Workbook = field(default_factory=Workbook)
    nil: bool = False
    results: Results = field(default_factory=dict)
    spots: dict[str, tuple[str, Spot]] = field(default_factory=dict)
    checks: dict[str, list[Spot]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.styles = Styles(self.workbook)
        self.name_value(FORM, f'"{self.form.id}"')

    def sheet(self, title: str) -> Worksheet:
        sheets = self.workbook.worksheets
        first = sheets[0] if len(sheets) == 1 and not self.results else None
        ws: Worksheet = first or self.workbook.create_sheet()
        ws.title = title
        self.results[title] = {}
        return ws

    def put(
        self, ws: Worksheet, spot: Spot, content: Formula | Value, look: Look, number_format: str = ""
    ) -> SheetCell:
        """Write one cell; a text that is not a formula of ours is never taken for one."""
        cell = ws.cell(*spot)
        assert isinstance(cell, SheetCell)
        if isinstance(content, Formula):
            cell.value = content.text
            self.results[ws.title][address(spot)] = content.result
        elif isinstance(content, str):
            put_text(cell, content)
        elif content is not None and not put_number(cell, content):
            look = Look.NOT_A_NUMBER
        self.styles.apply(cell, look, number_format)
        return cell

    def merge(self, ws: Worksheet, first: Spot, last: Spot, look: Look) -> None:
        """Merge and give every cell below it the look of the place, whose borders would be open otherwise."""
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) != first:
                    self.styles.apply(ws.cell(row, column), look)
        ws.merged_cells.add(CellRange(min_row=first[0], min_col=first[1], max_row=last[0], max_col=last[1]))

    def name_spot(self, id: str, ws: Worksheet, spot: Spot) -> None:
        place = f"'{ws.title}'!${get_column_letter(spot[1])}${spot[0]}"
        self.name_value(id, place)

    def name_value(self, id: str, value: str) -> None:
        name = defined_name(id)
        self.workbook.defined_names[name] = DefinedName(name, attr_text=value, hidden=True)


def lay_table(book: Book, section: Section, table: Table, fill: Filling, line: Formula | str) -> Worksheet:
    """Add the sheet of a table; ``line`` stands under its heading."""
    ws = book.sheet(table.number)
    grid = grid_of(table)
    spots = {place.cell: _spot(place) for place in grid.places if place.cell}
    for id, spot in spots.items():
        book.spots[id] = (table.number, spot)
        book.name_spot(id, ws, spot)
    _widths(ws, table, grid)
    for row, content, look in ((1, section.heading, Look.TITLE), (2, line, Look.LINE)):
        book.put(ws, (row, 1), content, look)
        book.merge(ws, (row, 1), (row, grid.columns), look)
    ws.row_dimensions[1].height, ws.row_dimensions[2].height = 34, 20
    for place in grid.places:
        _put_place(book, ws, place, spots, fill)
    _heights(ws, grid)
    _checks(book, ws, table, grid, spots)
    _page(ws, grid)
    return ws


def _spot(place: Place) -> Spot:
    return place.row + TOP + 1, place.column + 1


def _put_place(book: Book, ws: Worksheet, place: Place, spots: Mapping[str, Spot], fill: Filling) -> None:
    spot = _spot(place)
    number_format = ""
    if place.cell:
        cell = book.form.cells[place.cell]
        content = fill(cell, spots)
        look = _number_look(cell, content)
        if look is Look.AMOUNT and not isinstance(content, (int, str, Formula)) and content is not None:
            places = max(0, -int(content.as_tuple().exponent)) if content.is_finite() else 0
            number_format = f"0.{'0' * places}" if places else "0"
    else:
        content, look = place.text, _LOOK_OF[place.role]
    book.put(ws, spot, content, look, number_format)
    if place.rowspan > 1 or place.colspan > 1:
        last = (spot[0] + place.rowspan - 1, spot[1] + place.colspan - 1)
        book.merge(ws, spot, last, look)


def _number_look(cell: Cell, content: Formula | Value) -> Look:
    if isinstance(content, Formula) or (cell.is_total and not isinstance(content, str)):
        return Look.TOTAL
    if isinstance(content, str):
        return Look.NOT_A_NUMBER
    return Look.AMOUNT if cell.kind is Kind.AMOUNT else Look.INPUT


def _widths(ws: Worksheet, table: Table, grid: Grid) -> None:
    """Stubs as wide as their labels need in the rows they have, number columns share the rest of the page evenly."""
    widths: list[float] = []
    for column in range(grid.stub_columns - 1):
        labels = [p for p in grid.places if p.role is Role.STUB and p.column == column and p.colspan == 1]
        signs = max((math.ceil(len(p.text) / p.rowspan) + 2 for p in labels), default=4)
        widths.append(2.0 * signs + 1.5)
    if grid.stub_columns:
        widths.append(_STUB_WIDTH if grid.stub_columns > 1 else _STUB_WIDTH * 0.7)
    units = grid.columns - grid.stub_columns
    columns = max(len(block.column_leaves) for block in table.blocks)
    share = max((_TABLE_WIDTH - sum(widths)) / units, _NUMBER_WIDTH * columns / units)
    for index, width in enumerate((*widths, *(share for _ in range(units))), 1):
        ws.column_dimensions[get_column_letter(index)].width = round(width, 2)


def _heights(ws: Worksheet, grid: Grid) -> None:
    """Excel does not fit the height of merged cells: a row is as high as its fullest label needs."""
    widths = [ws.column_dimensions[get_column_letter(i + 1)].width for i in range(grid.columns)]
    lines = dict.fromkeys(range(grid.rows), 1.0)
    for place in grid.places:
        if place.text:
            signs = max(1.0, (sum(widths[place.column : place.column + place.colspan]) - 1.5) / 2)
            needed = sum(math.ceil(len(part) / signs) for part in place.text.split("\n"))
            for row in range(place.row, place.row + place.rowspan):
                lines[row] = max(lines[row], needed / place.rowspan)
    for row, count in lines.items():
        ws.row_dimensions[row + TOP + 1].height = max(22.0, round(count * _LINE_HEIGHT + 7, 1))


def set_page(ws: Worksheet, *, landscape: bool = False) -> None:
    """Print on A4, as many pages long as it needs and one page wide, with page numbers."""
    ws.page_setup.orientation = "landscape" if landscape else "portrait"
    ws.page_setup.paperSize = "9"
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.print_options.horizontalCentered = True
    ws.page_margins.left = ws.page_margins.right = 0.7
    footer = ws.oddFooter
    assert footer is not None and footer.center is not None
    footer.center.text = "— &P —"


def _page(ws: Worksheet, grid: Grid) -> None:
    """A table too wide for an upright page lies on its side, so that its figures stay as large as they are on the screen."""
    wide = sum(ws.column_dimensions[get_column_letter(i + 1)].width for i in range(grid.columns))
    set_page(ws, landscape=wide > _UPRIGHT)
    ws.print_area = f"A1:{address((grid.rows + TOP, grid.columns))}"
    heads = TOP + grid.head_rows
    if grid.head_rows:
        ws.print_title_rows = f"1:{heads}"
    ws.freeze_panes = address((heads + 1, grid.stub_columns + 1))
    ws.sheet_view.showGridLines = False


def _checks(book: Book, ws: Worksheet, table: Table, grid: Grid, spots: Mapping[str, Spot]) -> None:
    """A check cell for each sum: right of its row, or below its column where sums share a row or run down."""
    by_code: dict[str, list[Sum]] = {}
    for item in book.form.sums:
        if all(cell in spots for cell in item.cells):
            by_code.setdefault(item.code, []).append(item)
    below, right = grid.rows + TOP + 2, grid.columns + 2
    made = book.checks[ws.title] = []
    for code, sums in by_code.items():
        rows = [spots[item.right[0]][0] for item in sums]
        across = all(spots[cell][0] == row for item, row in zip(sums, rows, strict=True) for cell in item.cells)
        beside = across and len(set(rows)) == len(rows)
        line = right if beside else below
        places = []
        for item, row in zip(sums, rows, strict=True):
            spot = (row, line) if beside else (line, spots[item.right[0]][1])
            left, other = (tuple(spots[cell] for cell in side) for side in (item.left, item.right))
            said = Formula(comparison(left, other), _compare(book, item))
            book.put(ws, spot, said, Look.CHECK)
            places.append(spot)
        made.extend(places)
        _say_and_colour(book, ws, code, sums, spots, places, beside, grid)
        right, below = right + beside, below + (not beside)
    leaves = [spot for id, spot in spots.items() if not book.form.cells[id].is_total]
    colour(ws, leaves, f"ISTEXT({address(min(leaves))})", DOUBTFUL)


def _say_and_colour(
    book: Book,
    ws: Worksheet,
    code: str,
    sums: list[Sum],
    spots: Mapping[str, Spot],
    places: list[Spot],
    beside: bool,
    grid: Grid,
) -> None:
    """Name the line of checks, and tint the numbers at fault by what it says."""
    title = f"核对　{CHECKS[code].title}"
    if beside:
        column = places[0][1]
        top, bottom = TOP + 1, min(row for row, _ in places) - 1
        ws.column_dimensions[get_column_letter(column)].width = 16
        ws.column_dimensions[get_column_letter(column - 1)].width = 2
        book.put(ws, (top, column), title, Look.CHECK)
        if bottom > top:
            book.merge(ws, (top, column), (bottom, column), Look.CHECK)
    else:
        row = places[0][0]
        last = min(column for _, column in places) - 1
        if grid.stub_columns:
            book.put(ws, (row, 1), title, Look.CHECK_TITLE)
            book.merge(ws, (row, 1), (row, last), Look.CHECK_TITLE)
        else:
            book.put(ws, (row + 1, 1), title, Look.LINE)
    check = address(places[0])
    colour(ws, places, f'LEFT({check})="{APART}"', WRONG)
    colour(ws, places, f'{check}="{FOOTS}"', RIGHT)
    at_fault = {
        spots[cell]: place
        for item, place in zip(sums, places, strict=True)
        for cell in (item.cells if item.runs is Runs.BALANCE else item.right)
    }
    row, column = at_fault[min(at_fault)]
    letter = get_column_letter(column)
    looked_at = f"${letter}{row}" if beside else f"{letter}${row}"
    colour(ws, list(at_fault), f'LEFT({looked_at})="{APART}"', WRONG)


def colour(ws: Worksheet, spots: list[Spot], formula: str, style: DifferentialStyle) -> None:
    rule = Rule(type="expression", dxf=style, formula=[formula])
    ws.conditional_formatting.add(area(spots, " "), rule)


def _compare(book: Book, item: Sum) -> str:
    """What the check cell of this sum says for the figures of the book."""
    figures = book.figures
    if not book.nil and all(figures.number(cell) is None for cell in item.cells):
        return ""
    left, right = figures.add(item.left), figures.add(item.right)
    return FOOTS if left == right else f"{APART}{abs(left - right)}"
