"""Workbooks for tests, written as an office's program would write them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from importers.document.tables import SourceCell


def workbook(sheets: Mapping[str, Iterable[SourceCell]], *, text_numbers: bool = False) -> Workbook:
    """One sheet a name, its cells where they stand; numbers as numbers unless they are wanted as text."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, cells in sheets.items():
        fill(book.create_sheet(name), cells, text_numbers=text_numbers)
    return book


def fill(ws: Worksheet, cells: Iterable[SourceCell], *, text_numbers: bool = False) -> None:
    for cell in cells:
        number = not text_numbers and cell.text.replace(".", "", 1).replace("-", "", 1).isdecimal()
        if cell.text:
            ws.cell(cell.row + 1, cell.column + 1, float(cell.text) if number else cell.text)
        if cell.rowspan * cell.colspan > 1:
            ws.merge_cells(
                start_row=cell.row + 1,
                start_column=cell.column + 1,
                end_row=cell.row_end + 1,
                end_column=cell.column_end + 1,
            )


def as_bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def save(book: Workbook, folder: Path, name: str = "报表.xlsx") -> Path:
    path = folder / name
    book.save(path)
    return path
