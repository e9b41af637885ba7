"""Every kind of file of a report of the new edition, there and back; templates; what the edition before left behind."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import exporters
import importers
from exporters import KINDS, Options
from exporters.workbook.blank import blank_workbook
from models.report import Report
from models.totals import evaluate
from tests.editions.reports import FURTHER, NEW, OLD, PROBLEMS, filled, of_last_year, telling
from tests.reports import CASES

TEXTS = ("一", "六", "七")
ABOUT = ("changes", "signoff")
"""Kinds that tell of a report and do not hold it."""
READ_BACK = [(name, suffix) for name, kind in KINDS.items() for suffix in kind.makers if name not in ABOUT]
WRITTEN = [(name, suffix) for name in ABOUT if name in KINDS for suffix in KINDS[name].makers]


def written(report: Report, path: Path, name: str, **options: object) -> Path:
    exporters.export(report, path, Options(**options), KINDS[name])  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(("name", "suffix"), READ_BACK)
def test_a_file_gives_the_report_back(tmp_path: Path, name: str, suffix: str) -> None:
    report = telling()
    imported = importers.read(written(report, tmp_path / f"报告{suffix}", name))
    found = Report().apply(imported.edit)
    assert found.form is NEW and found.foreign == ()
    printed, wanted = evaluate(found).printed, evaluate(report).printed
    assert {id: (printed[id], wanted[id]) for id in NEW.cells if printed[id] != wanted[id]} == {}
    if name != "xlsx":
        assert [found.text(id) for id in TEXTS] == [report.text(id) for id in TEXTS]


@pytest.mark.parametrize(("name", "suffix"), WRITTEN)
def test_what_tells_of_it_beside_last_years_report_of_the_other_edition(tmp_path: Path, name: str, suffix: str) -> None:
    path = written(filled(), tmp_path / f"变化{suffix}", name, previous=of_last_year())
    assert path.stat().st_size > 1000


def test_the_collection_workbook_is_filled_in_and_read(tmp_path: Path) -> None:
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(blank_workbook(year=2027, unit="云岭县交通运输局"))
    book = openpyxl.load_workbook(path)
    for id, value in telling().values.items():
        name = f"gkbg.{id}"
        if id in NEW.cells and id not in NEW.totals:
            sheet, _, cell = str(book.defined_names[name].attr_text).partition("!")
            book[sheet.strip("'")][cell.replace("$", "")] = value
    book.save(path)
    found = Report().apply(importers.read(path).edit)
    assert found.form is NEW
    assert {id: found.get(id) for id in NEW.cells if id not in NEW.totals} == {
        id: telling().get(id) for id in NEW.cells if id not in NEW.totals
    }


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_the_formulas_of_the_workbook_reckon_every_total_and_every_sum(tmp_path: Path) -> None:
    path = written(telling(), tmp_path / "report.xlsx", "xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(path)]
    said = subprocess.run(command, check=True, capture_output=True, timeout=180)
    if not path.with_suffix(".ods").exists() and b"could not be loaded" in said.stderr:
        pytest.skip("this LibreOffice has no Calc")
    book = CalamineWorkbook.from_path(str(path.with_suffix(".ods")))
    names = openpyxl.load_workbook(path).defined_names
    wanted = evaluate(telling()).derived
    for total in NEW.totals:
        sheet, _, cell = str(names[f"gkbg.{total}"].attr_text).partition("!")
        column, row = openpyxl.utils.cell.coordinate_from_string(cell.replace("$", ""))
        rows = book.get_sheet_by_name(sheet.strip("'")).to_python(skip_empty_area=False)
        assert rows[row - 1][openpyxl.utils.column_index_from_string(column) - 1] == wanted[total]


def test_a_template_of_the_new_shape_is_filled_in(tmp_path: Path) -> None:
    empty = Report().apply({"form": "2027"})
    template = written(empty, tmp_path / "模板.docx", "docx", profile="空白不填零")
    path = written(telling(), tmp_path / "报告.docx", "docx", template=template)
    found = Report().apply(importers.read(path).edit)
    printed, wanted = evaluate(found).printed, evaluate(telling()).printed
    assert {id: (printed[id], wanted[id]) for id in NEW.cells if printed[id] != wanted[id]} == {}
    assert found.text("六") == PROBLEMS and found.text("七") == FURTHER


def test_a_template_of_the_old_shape_takes_what_it_has_a_place_for(tmp_path: Path) -> None:
    template = tmp_path / "模板.docx"
    shutil.copy(CASES / "official-template.docx", template)
    report = filled(**{"t3.new.natural": 7, "t4.direct.upheld": 3})
    path = written(report, tmp_path / "报告.docx", "docx", template=template)
    found = Report().apply({**importers.read(path, form="2021").edit, "form": "2021"})
    assert found.get("t3.new.natural") == 7 and found.get("t4.direct.upheld") == 3
    assert found.text("五") == PROBLEMS and found.text("六") == FURTHER


@pytest.mark.parametrize("name", ["docx", "xlsx", "html", "json", "pdf"])
def test_a_report_of_the_old_shape_still_reads_as_what_it_is(tmp_path: Path, name: str) -> None:
    before = of_last_year()
    imported = importers.read(written(before, tmp_path / f"上年{KINDS[name].suffix}", name))
    found = Report().apply(imported.edit)
    assert found.form is OLD and found.get("t3.new.natural") == 5
    if name != "xlsx":
        assert found.text("五") == before.text("五") and found.text("六") == before.text("六")


def test_the_old_shape_printed_in_the_new_year_is_carried_over_and_said(tmp_path: Path) -> None:
    printed = of_last_year(year=2027, form="2021")
    imported = importers.read(written(printed, tmp_path / "报告.docx", "docx"))
    found = Report().apply({**imported.edit, "form": None})
    assert found.form is NEW and found.get("t3.new.natural") == 5 and found.get("t4.review.pending") == 2
    assert found.text("六") == printed.text("五") and found.text("七") == printed.text("六")
