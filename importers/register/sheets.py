"""The rows of a register as they stand in its file: a workbook of any kind, or a text file with separated columns."""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from dataclasses import dataclass
from typing import cast

from importers.register.dates import Raw
from importers.result import UnreadableError
from importers.stopping import may_stop
from importers.text.encoding import decode
from models.tables.cells import SourceTable

MAX_ROWS = 200_000
"""Rows of one sheet that are read; a register has some thousands."""

MAX_COLUMNS = 200

_SEPARATORS = ",\t;，|"
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

Span = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: first and last place, each (row, column) from 0."""


@dataclass(frozen=True)
class Sheet:
    """``rows`` from the first row of the sheet; blank cells are ""; ``name`` is "" for a text file."""

    name: str
    rows: list[list[Raw]]
    merged: tuple[Span, ...] = ()
    cut: bool = False


def sheet_of(table: SourceTable, rows: int) -> Sheet:
    """The first rows of a table of any reader, as they stand in it."""
    cells = [cell for cell in table.cells if cell.row < rows and cell.column < MAX_COLUMNS]
    width = max((cell.column + 1 for cell in cells), default=0)
    out: list[list[Raw]] = [[""] * width for _ in range(max((cell.row + 1 for cell in cells), default=0))]
    for cell in cells:
        out[cell.row][cell.column] = cell.text
    spans = (((c.row, c.column), (c.row_end, c.column_end)) for c in cells if c.rowspan * c.colspan > 1)
    return Sheet(table.name, out, tuple(spans))


def is_book(head: bytes) -> bool:
    """Whether these first bytes can be those of a workbook."""
    return head.startswith(_BOOKS)


def sheets_of(data: bytes) -> list[Sheet]:
    """All sheets that hold anything. Raises UnreadableError where the file cannot be read."""
    found = _book(data) if is_book(data[:8]) else [_text(data)]
    return [sheet for sheet in found if any(text_of(cell) for row in sheet.rows for cell in row)]


def _book(data: bytes) -> list[Sheet]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [_sheet(book, name) for name in book.sheet_names]
    except calamine.PasswordError:
        raise UnreadableError("这个工作簿设有打开密码；请在 Excel 或 WPS 中去掉密码，另存后再导入。") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise UnreadableError("这个工作簿已损坏或不完整，无法读取；请在 Excel 或 WPS 中打开后另存再导入。") from None


def _sheet(book: object, name: str) -> Sheet:
    import python_calamine as calamine

    may_stop()
    sheet = cast(calamine.CalamineWorkbook, book).get_sheet_by_name(name)
    rows: list[list[Raw]] = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)
    if sheet.total_width > MAX_COLUMNS:
        rows = [row[:MAX_COLUMNS] for row in rows]
    return Sheet(name, rows, tuple(sheet.merged_cell_ranges or ()), sheet.total_height > MAX_ROWS)


def _text(data: bytes) -> Sheet:
    text = decode(data).text
    sample = text[:20_000].splitlines()[:30]
    counts = Counter({sign: sum(line.count(sign) > 0 for line in sample) for sign in _SEPARATORS})
    separator = max(_SEPARATORS, key=lambda sign: (counts[sign], sum(line.count(sign) for line in sample)))
    rows: list[list[Raw]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) == MAX_ROWS:
                return Sheet("", rows, cut=True)
            rows.append(list(row[:MAX_COLUMNS]))
    except csv.Error:
        raise UnreadableError(
            "这个文本文件的列分不开（有过长的一格）；请用 Excel 打开后另存为 .xlsx 再导入。"
        ) from None
    return Sheet("", rows)


def text_of(cell: Raw) -> str:
    """A cell as a person sees it, without spaces around it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return _moment(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)


def _moment(cell: datetime.datetime) -> str:
    return cell.date().isoformat() if cell.time() == datetime.time() else cell.strftime("%Y-%m-%d %H:%M")
