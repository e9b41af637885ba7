"""Registers for tests, as rows and as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from importers.register import Memory, Register, Tally, open_register
from importers.register.reader import find_register
from importers.register.sheets import Sheet

HEADS = ["编号", "申请人", "申请人类别", "收到日期", "答复日期", "办理结果", "不予公开理由", "行政复议", "行政诉讼"]


def application(
    number: object, kind: str, received: object, answered: object = "", outcome: str = "", *more: str
) -> list[Any]:
    return [number, "张三", kind, received, answered, outcome, *more]


def workbook(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), title: str = "台账") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(rows: Sequence[Sequence[Any]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def register(rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, memory: Memory | None = None) -> Register:
    """The register with these rows under one head, read from cells as a workbook gives them."""
    width = max(len(heads), *(len(row) for row in rows)) if rows else len(heads)
    cells = [[*row, *[""] * (width - len(row))] for row in (heads, *rows)]
    found = find_register([Sheet("台账", cells)], "台账.xlsx", memory=memory or Memory())
    assert found is not None
    return found


def counted(rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, year: int = 2024) -> Tally:
    found = register(rows, heads)
    return found.count(found.mapping, year)


def opened(data: bytes) -> Register:
    found = open_register(data, "台账.xlsx", memory=Memory())
    assert found is not None
    return found


def numbers(tally: Tally) -> dict[str, int]:
    return {id: len(rows) for id, rows in tally.cells.items()}
