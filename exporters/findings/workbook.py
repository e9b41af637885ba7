"""The findings as a workbook: a summary, what could not be read, every finding in one list, and a sheet for each unit."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.workbook import Workbook

from exporters.findings.rows import (
    HEADS,
    NOT_MADE_HEADS,
    SUMMARY_HEADS,
    TITLE,
    counted,
    not_made_rows,
    readable,
    rows_of,
    summary,
    to_do,
    unreadable,
)
from exporters.workbook.heights import height_of
from exporters.workbook.look import Look, Styles
from exporters.workbook.package import own
from models.inspection import Inspected

MAX_SHEETS = 200
"""More sheets than anyone would leaf through: beyond that the one list, filtered by unit, serves better."""
MAX_TEXT = 32_000
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_WIDTHS = (9, 34, 60, 44, 40)


def make(inspected: Sequence[Inspected]) -> bytes:
    """The workbook as bytes."""
    book = Workbook(write_only=True)
    own(book, TITLE)
    writer = _Writer(book)
    writer.sheet("汇总", (34, 8, 8, 8, 8, 60, 60), SUMMARY_HEADS, summary(inspected), (TITLE, counted(inspected)))
    bad = unreadable(inspected)
    if bad:
        writer.sheet("无法读取", (60, 80), ("文件", "原因"), ((item.file, item.failure) for item in bad))
    units = [(item, rows_of(item)) for item in readable(inspected)]
    listed = ((item.name, *row.texts, item.file) for item, rows in units for row in rows)
    missing = list(not_made_rows(inspected))
    if missing:
        writer.sheet("没有做的检查", (30, 60, 40, 40), NOT_MADE_HEADS, missing)
    writer.sheet("全部问题", (30, *_WIDTHS, 40), ("单位", *HEADS, "文件"), listed)
    with_findings = [(item, rows) for item, rows in units if rows]
    if len(with_findings) <= MAX_SHEETS:
        for item, rows in with_findings:
            lines = (f"{item.name}：{item.year or ''}年度报告检查结果", f"文件：{item.file}", to_do(item))
            writer.sheet(item.name, _WIDTHS, HEADS, (row.texts for row in rows), lines)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Writer:
    """Writes sheets of text: what begins with = + - @ stays text."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._styles = Styles(book)
        self._names: set[str] = set()

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        heads: Sequence[str],
        rows: Iterable[Sequence[str | int | None]],
        lines: Sequence[str] = (),
    ) -> None:
        ws = self._book.create_sheet(self._free(name))
        for index, width in enumerate(widths):
            ws.column_dimensions["ABCDEFGH"[index]].width = width
        ws.page_setup.orientation = "landscape"
        ws.page_setup.paperSize = 9
        ws.page_setup.fitToHeight = 0
        ws.sheet_properties.pageSetUpPr.fitToPage = True
        top = len(lines) + 1
        ws.freeze_panes = f"A{top + 1}"
        ws.print_title_rows = f"{top}:{top}"
        for line in lines:
            ws.append([self._cell(ws, line, Look.CAPTION)])
        ws.append([self._cell(ws, head, Look.LIST_HEAD) for head in heads])
        count = 0
        for row in rows:
            count += 1
            ws.row_dimensions[top + count].height = height_of(row, widths)
            ws.append([self._cell(ws, value, Look.LIST) for value in row])
        ws.auto_filter.ref = f"A{top}:{'ABCDEFGH'[len(heads) - 1]}{top + max(count, 1)}"

    def _cell(self, ws: Any, value: str | int | None, look: Look) -> Any:
        cell = WriteOnlyCell(ws, value=value[:MAX_TEXT] if isinstance(value, str) else value)
        self._styles.apply(cell, look)
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def _free(self, name: str) -> str:
        base = _ILLEGAL.sub("", name).strip("' ")[:31] or "单位"
        free, number = base, 1
        while free.lower() in self._names:
            number += 1
            free = f"{base[:27]}（{number}）"
        self._names.add(free.lower())
        return free
