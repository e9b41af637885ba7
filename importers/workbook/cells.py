"""Sheets of a workbook → tables of cells, read fast; what the fast reader shows as empty is looked at again."""

from __future__ import annotations

import datetime
import io
import math
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from importers.stopping import may_stop
from importers.workbook.guard import Looked, damaged, encrypted
from models.tables.cells import SourceCell, SourceTable

MAX_CELLS = 200_000
"""Cells of one workbook that are read; a report has 300."""
MAX_SPAN = 4_000
"""A merged area of more places holds no label."""
NO_RESULT = "是公式，文件里没有它的计算结果"

File = Path | io.BytesIO
Spans = dict[tuple[int, int], tuple[int, int]]


WINDOW = (5_000, 200)
"""Rows and columns that are looked at where the fast reader cannot be used."""


def sheets_of(file: File, looked: Looked, name: str) -> tuple[list[SourceTable], list[str]]:
    """The sheets of a workbook, and the names of those that were not read to their end.

    Raises UnreadableError where the workbook cannot be opened.
    """
    tables: list[SourceTable] = []
    cut: list[str] = []
    left = MAX_CELLS
    slowly = _Slowly(file, looked)
    if isinstance(file, io.BytesIO):
        file.seek(0)
    try:
        with _in_silence(), CalamineWorkbook.from_object(file) as book:
            for index, sheet in enumerate(book.sheets_metadata):
                may_stop()
                if sheet.typ is not SheetTypeEnum.WorkSheet:
                    continue
                hidden = sheet.visible is not SheetVisibleEnum.Visible
                called = f"{'隐藏的' if hidden else ''}工作表“{sheet.name}”"
                if str(index) in looked.spread or slowly.reaches_far(sheet.name):
                    cells = list(islice(slowly.cells(sheet.name), left))
                    cut.append(called)
                else:
                    wrong = slowly.without_result(sheet.name) or _errors(looked, index)
                    cells = list(islice(_cells(book, sheet.name, wrong), left))
                    if len(cells) == left:
                        cut.append(called)
                left -= len(cells)
                if cells:
                    tables.append(SourceTable(called, tuple(cells), hidden))
                if left <= 0:
                    break
    except PasswordError:
        raise encrypted(name) from None
    except (CalamineError, OSError):
        raise damaged(name) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how the fast reader says that a file made it stumble
            raise damaged(name) from None
        raise
    return tables, cut


@contextmanager
def _in_silence() -> Iterator[None]:
    """The fast reader writes its stumbling to the standard error of the process, whoever handles it."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without a console has none
        yield
        return
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _cells(book: CalamineWorkbook, name: str, wrong: Mapping[tuple[int, int], str]) -> Iterator[SourceCell]:
    """The cells of a sheet that hold something; ``wrong``: why those have no value that the fast reader shows as empty."""
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        yield from (_wrong(spot, why) for spot, why in wrong.items())
        return
    top, left = sheet.start
    bottom, right = sheet.end or sheet.start
    spans = _spans(sheet.merged_cell_ranges or (), bottom, right)
    letters = [_letters(column) for column in range(left, right + 1)]
    row = top
    seen: set[tuple[int, int]] = set()
    for values in sheet.to_python(skip_empty_area=True):
        for offset, value in enumerate(values):
            if value == "":
                continue
            column = left + offset
            text, problem = (value, "") if type(value) is str else _written(value)
            rowspan, colspan = spans.get((row, column), (1, 1))
            place = f"{letters[offset]}{row + 1}"
            yield SourceCell(text, row, column, rowspan, colspan, place, problem)
            if wrong:
                seen.add((row, column))
        row += 1
    yield from (_wrong(spot, why) for spot, why in wrong.items() if spot not in seen)


def _wrong(spot: tuple[int, int], why: str) -> SourceCell:
    text = "" if why == NO_RESULT else why
    problem = f"是错误值“{why}”" if text else why
    return SourceCell(text, *spot, place=f"{_letters(spot[1])}{spot[0] + 1}", problem=problem)


def _spans(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], bottom: int, right: int) -> Spans:
    """What merged areas span, as far as the sheet is filled; areas of no sense are left out."""
    out: Spans = {}
    for (top, left), (last_row, last_column) in ranges:
        # a merged area may end below the last figure but no label of a table is larger than a table
        rows, columns = min(last_row, bottom) - top + 1, min(last_column, right) - left + 1
        if rows > 0 and columns > 0 and 1 < rows * columns <= MAX_SPAN:
            out[top, left] = (rows, columns)
    return out


def _written(value: object) -> tuple[str, str]:
    """A value as a person sees it, and why it is none that a table could hold."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "是逻辑值，不是数字"
    if isinstance(value, int):
        return str(value), ""
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value), "不是数字（NaN 或无穷大）"
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value)), ""
        return f"{Decimal(f'{value:.15g}'):f}", ""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return (
            f"{value.year}-{value.month:02}-{value.day:02}",
            f"是日期（{value.year}年{value.month}月{value.day}日），不是数字",
        )
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return str(value), "是时间，不是数字"
    return str(value), ""


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    """A for 0, AA for 26."""
    number, out = column + 1, ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def _errors(looked: Looked, index: int) -> Mapping[tuple[int, int], str]:
    return {(row, column): code or NO_RESULT for row, column, code in looked.errors.get(str(index), ())}


class _Slowly:
    """The second look at a workbook, for what the fast reader does not tell: formulas without a result, errors, far cells."""

    def __init__(self, file: File, looked: Looked) -> None:
        self._file = file
        self._looked = looked
        self._wanted = bool(looked.again or looked.spread)

    @cached_property
    def _formulas(self) -> Workbook | None:
        return self._open(data_only=False)

    @cached_property
    def _results(self) -> Workbook | None:
        return self._open(data_only=True)

    def _open(self, *, data_only: bool) -> Workbook | None:
        """None where the fast reader takes a file that this one does not."""
        if isinstance(self._file, io.BytesIO):
            self._file.seek(0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about parts of the file that nobody asks for
                return load_workbook(self._file, read_only=True, data_only=data_only, keep_links=False)
        except Exception:
            return None

    def reaches_far(self, sheet: str) -> bool:
        """Whether a sheet of a package must not be laid out; so is every one where the far part belongs to none for certain."""
        far = {part.lower() for part in self._looked.spread if "/" in part}
        if not far:
            return False
        parts = [self.part_of(name).lower() for name in (self._results.sheetnames if self._results else ())]
        return not far.issubset(parts) or self.part_of(sheet).lower() in far

    def part_of(self, sheet: str) -> str:
        """The part of the package that a sheet stands in; "" where it does not matter."""
        if not self._wanted or self._results is None or sheet not in self._results.sheetnames:
            return ""
        return "/" + str(getattr(self._results[sheet], "_worksheet_path", "")).lstrip("/")

    def without_result(self, sheet: str) -> dict[tuple[int, int], str]:
        """The formulas that have no result or an error, by their place: the reason, or the error as it shows."""
        if not self._wanted or self.part_of(sheet) not in self._looked.again or self._formulas is None:
            return {}
        out: dict[tuple[int, int], str] = {}
        for cell in self._window(self._formulas, sheet):
            if cell.data_type == "f" and cell.value is not None:
                out[cell.row - 1, cell.column - 1] = NO_RESULT
        for cell in self._window(self._results, sheet):
            if cell.data_type == "e" and cell.value:
                out[cell.row - 1, cell.column - 1] = str(cell.value)
            elif cell.data_type == "str":
                out.pop((cell.row - 1, cell.column - 1), None)  # the result is an empty text
        return out

    def cells(self, sheet: str) -> Iterator[SourceCell]:
        """The cells of a sheet within the window, for one that reaches too far to be laid out."""
        for cell in self._window(self._results, sheet):
            if cell.value is None:
                continue
            text, problem = _written(cell.value) if not isinstance(cell.value, str) else (cell.value, "")
            if cell.data_type == "e":
                problem = f"是错误值“{text}”"
            place = f"{_letters(cell.column - 1)}{cell.row}"
            yield SourceCell(text, cell.row - 1, cell.column - 1, place=place, problem=problem)

    def _window(self, book: Workbook | None, sheet: str) -> Iterator[ReadOnlyCell]:
        if book is None or sheet not in book.sheetnames:
            return
        rows, columns = WINDOW
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for line in book[sheet].iter_rows(min_row=1, min_col=1, max_row=rows, max_col=columns):
                    may_stop()
                    for cell in line:
                        if isinstance(cell, ReadOnlyCell):
                            yield cell
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, OverflowError, OSError):
            return  # the fast reader has what can be had of such a sheet
