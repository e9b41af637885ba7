"""The first sheet of our workbooks: unit and year, what to mind, and whether the tables foot."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from exporters.workbook.formulas import Spot, address, area
from exporters.workbook.look import RIGHT, WRONG, Look
from exporters.workbook.sheets import Book, Formula, colour, set_page
from models.marks import APART, FOOTS
from models.values import Value

COLUMNS = 3
_WIDTHS = (16, 46, 30)
_UNIT, _YEAR = (3, 2), (4, 2)
_CHARACTERS = 40  # of prose in one line of the sheet


def lay_front(
    book: Book, sheet: str, title: str, unit: str, year: int | None, lines: Sequence[tuple[str, str]]
) -> Worksheet:
    """The first sheet with unit and year to fill in, then ``lines`` as pairs of heading and text."""
    ws = book.sheet(sheet)
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        ws.column_dimensions[letter].width = width
    _row(book, ws, 1, title, Look.TITLE, 40)
    fields: tuple[tuple[str, str, Spot, Value, Look], ...] = (
        ("unit", "填报单位", _UNIT, unit or None, Look.TEXT_INPUT),
        ("year", "报告年度", _YEAR, year, Look.YEAR_INPUT),
    )
    for id, label, spot, value, look in fields:
        book.put(ws, (spot[0], 1), label, Look.HEAD)
        book.put(ws, spot, value, look)
        book.merge(ws, spot, (spot[0], COLUMNS), look)
        book.name_spot(id, ws, spot)
        ws.row_dimensions[spot[0]].height = _height(str(value or ""))
    row = 5
    for heading, text in (("格式", f"{book.form.title}，{book.form.basis}"), *lines):
        book.put(ws, (row, 1), heading, Look.HEAD)
        book.put(ws, (row, 2), text, Look.STUB)
        book.merge(ws, (row, 2), (row, COLUMNS), Look.STUB)
        ws.row_dimensions[row].height = _height(text)
        row += 1
    ws.sheet_view.showGridLines = False
    set_page(ws)
    return ws


def unit_line(book: Book, sheet: str, unit: str, year: int | None) -> Formula:
    """Unit and year on a table's sheet, following the first sheet."""
    one, other = (f"'{sheet}'!{address(spot)}" for spot in (_UNIT, _YEAR))
    text = f'="填报单位："&{one}&"　　报告年度："&{other}&""'
    return Formula(text, f"填报单位：{unit}　　报告年度：{year or ''}")


def lay_state(book: Book, ws: Worksheet) -> None:
    """Below the rest of the first sheet: for each table with sums, whether all of them foot."""
    row = ws.max_row + 1
    first = row
    for sheet, spots in book.checks.items():
        if not spots:
            continue
        said = [str(book.results[sheet][address(spot)]) for spot in spots]
        ranges = [f"'{sheet}'!{part}" for part in area(spots, " ").split(" ")]
        apart = "+".join(f'COUNTIF({part},"{APART}*")' for part in ranges)
        right = "+".join(f'COUNTIF({part},"{FOOTS}")' for part in ranges)
        formula = f'=IF({apart}>0,"有"&({apart})&"处不符，见该表红色的格",IF({right}>0,"相符","还没有数字"))'
        wrong = sum(text.startswith(APART) for text in said)
        result = f"有{wrong}处不符，见该表红色的格" if wrong else "相符" if FOOTS in said else "还没有数字"
        book.put(ws, (row, 1), f"{sheet}核对", Look.HEAD)
        book.put(ws, (row, 2), Formula(formula, result), Look.STUB)
        book.merge(ws, (row, 2), (row, COLUMNS), Look.STUB)
        ws.row_dimensions[row].height = 26
        row += 1
    if row > first:
        places = [(r, 2) for r in range(first, row)]
        check = address(places[0])
        colour(ws, places, f'LEFT({check})="有"', WRONG)
        colour(ws, places, f'{check}="相符"', RIGHT)


def _height(text: str) -> float:
    """Excel does not fit merged cells: room for as many lines as the text will take, up to what Excel allows."""
    return min(400, max(26, -(-len(text) // _CHARACTERS) * 15 + 10))


def _row(book: Book, ws: Worksheet, row: int, text: str, look: Look, height: float) -> None:
    book.put(ws, (row, 1), text, look)
    book.merge(ws, (row, 1), (row, COLUMNS), look)
    ws.row_dimensions[row].height = height
