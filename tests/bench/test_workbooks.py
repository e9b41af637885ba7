"""Reading workbooks, beside the plain reading of the same file by the reader in use and by openpyxl."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from exporters.workbook.report import report_workbook
from importers import read
from tests.bench.conftest import Beside
from tests.importers.shapes import SHAPES, three
from tests.importers.workbooks import save, workbook
from tests.reports import CASES, published_report

SEED = published_report("huaian-2024")


def plainly(path: Path) -> Callable[[], object]:
    """Every cell and every merged area of every sheet, by the reader in use alone."""

    def do() -> object:
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as book:
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
            return [(sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets]

    return do


def by_openpyxl(path: Path) -> Callable[[], object]:
    def do() -> object:
        book = openpyxl.load_workbook(path, data_only=True)
        return [list(sheet.values) for sheet in book.worksheets]

    return do


def test_a_workbook_of_three_sheets(beside: Beside, tmp_path: Path) -> None:
    path = save(workbook(three(SEED, SEED.form)), tmp_path)
    beside(
        "导入三张工作表的报表", lambda: read(path, year=2024), "calamine 读取同一文件", plainly(path), times=2, ms=50
    )
    beside("导入三张工作表的报表", lambda: read(path, year=2024), "openpyxl 读取同一文件", by_openpyxl(path))


def test_the_workbook_of_a_report(beside: Beside, tmp_path: Path) -> None:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(report_workbook(SEED))
    beside("导入本软件导出的工作簿", lambda: read(path), "calamine 读取同一文件", plainly(path), times=2, ms=50)
    beside("导入本软件导出的工作簿", lambda: read(path), "openpyxl 读取同一文件", by_openpyxl(path))


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats(suffix: str, beside: Beside) -> None:
    path = CASES / "workbooks" / f"huaian-2024.{suffix}"
    beside(f"导入 .{suffix}", lambda: read(path), "calamine 读取同一文件", plainly(path), times=2, ms=50)


def test_tables_beside_a_register_of_ten_thousand_rows(beside: Beside, tmp_path: Path) -> None:
    book = workbook(SHAPES["other_tables_around"](SEED, SEED.form))
    ws = book.create_sheet("申请台账")
    for row in range(10_000):
        ws.append([row, f"申请人{row}", "自然人" if row % 3 else "商业企业", f"关于第{row}号地块", "予以公开"])
    path = save(book, tmp_path)
    beside("导入带一万行台账的工作簿", lambda: read(path, year=2024), "calamine 读取同一文件", plainly(path), ms=2000)
