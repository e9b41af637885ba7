"""The register's Excel file, read and written unchanged; and a first draft of a register from last year's reports."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.storage.errors import unreadable
from models.units import folded
from office import roster
from office.errors import OfficeError
from office.ledger import Ledger
from office.roster import GOVERNMENT, Entry

HEADS: Mapping[str, str] = {
    "单位名称": "name",
    "上级": "superior",
    "代码": "code",
    "曾用名": "former",
    "级别": "level",
    "机关类型": "organ",
    "联系人": "contact",
    "联系方式": "phone",
    "截止日期": "deadline",
    "不需报送": "excuse",
}
"""The columns of the first sheet, and what each is of an ``Entry``; others are kept as they are."""
_NO = frozenset({"", "否", "0", "无", "不是", "False", "FALSE"})
MAX_BYTES = 64 * 1024 * 1024
_WIDTHS = (34, 20, 22, 28, 9, 16, 12, 20, 14, 24)


def read(path: Path, year: int) -> tuple[list[Entry], list[str]]:
    """The rows of a register, and the heads of all its columns in order. Raises OfficeError, StorageError."""
    rows = _cells(path)
    top = next((n for n, row in enumerate(rows[:20]) if "单位名称" in map(_words, row)), None)
    if top is None:
        raise OfficeError(f"“{path.name}”的第一张工作表没有“单位名称”一列；名册的列是：{'、'.join(HEADS)}。")
    heads = [_words(value) for value in rows[top]]
    entries = []
    for number, row in enumerate(rows[top + 1 :], top + 2):
        written = {heads[i]: _words(value) for i, value in enumerate(row) if i < len(heads) and heads[i]}
        if any(written.values()):
            entries.append(_entry(written, path, number, year))
    return entries, [name for name in heads if name]


def _entry(written: Mapping[str, str], path: Path, number: int, year: int) -> Entry:
    fields = {field: written.get(head, "") for head, field in HEADS.items()}
    if not fields["name"]:
        raise OfficeError(f"“{path.name}”第{number}行没有单位名称；请补上，或删去这一行。")
    if fields["deadline"] and roster.day_of(fields["deadline"], year) is None:
        raise OfficeError(
            f"“{path.name}”第{number}行的截止日期“{fields['deadline']}”看不懂；请写成 {year + 1}-01-31 的样子。"
        )
    if fields["excuse"] in _NO:
        fields["excuse"] = ""
    extra = {head: value for head, value in written.items() if head not in HEADS and value}
    return Entry(**fields, extra=extra)


def _cells(path: Path) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    try:
        if path.stat().st_size > MAX_BYTES:
            raise OfficeError(f"“{path.name}”太大（超过64MB），不会是一份名册；请确认选对了文件。")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except BaseException as error:  # what a damaged file makes it stumble over, a panic of its own too
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise OfficeError(f"“{path.name}”不是能读取的 Excel 文件；名册请存为 .xlsx 后再试。") from None


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if value is not None else ""


def write(ledger: Ledger) -> bytes:
    """The register of a ledger as a workbook: the rows and columns that came, in their order."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.workbook import Workbook

    from exporters.workbook.look import Look, Styles

    units = [unit for unit in roster.load(ledger).units.values() if unit.listed]
    kept: list[str] = json.loads(ledger.meta("heads") or "[]")
    heads = [*kept, *(head for head in HEADS if head not in kept)]
    heads += sorted({head for unit in units for head in unit.entry.extra} - set(heads))
    book = Workbook(write_only=True)
    styles = Styles(book)
    ws: Any = book.create_sheet("名册")
    for number, head in enumerate(heads):
        width = _WIDTHS[list(HEADS).index(head)] if head in HEADS else 18
        ws.column_dimensions[_letter(number + 1)].width = width
    ws.freeze_panes = "B2"

    def cell(value: str, look: Look) -> Any:
        made = WriteOnlyCell(ws, value=value or None)
        styles.apply(made, look, "@")
        if value:
            made.data_type = "s"
        return made

    ws.append([cell(head, Look.LIST_HEAD) for head in heads])
    for unit in units:
        entry = unit.entry
        values = (getattr(entry, HEADS[head]) if head in HEADS else entry.extra.get(head, "") for head in heads)
        ws.append([cell(str(value), Look.LIST) for value in values])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def from_names(names: Sequence[tuple[str, str]], year: int) -> list[Entry]:
    """A first draft of a register from (unit, folder) of last year's reports, with the deadlines of the law.

    The government's own name, where it is among them, is the superior of the rest.
    """
    from models.deadline import deadline
    from models.report import Report

    found = {folded(name): name for name, _ in names if name}
    top = next((name for name in found.values() if roster.is_node_name(Entry(name))), "")
    superior = top.removesuffix(GOVERNMENT) if top else ""
    entries = []
    for name in found.values():
        due = deadline(Report().apply({"unit": name, "year": year}), date(year + 1, 1, 1))
        above = "" if name == top else superior
        entries.append(Entry(name, above, deadline=due.day.isoformat() if due else ""))
    return entries
