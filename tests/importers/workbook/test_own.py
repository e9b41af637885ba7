"""Our own workbooks, read back: the collection workbook as a unit fills it in, and the workbook of a report."""

import io

import openpyxl
import pytest

from exporters.workbook.blank import blank_workbook
from exporters.workbook.report import report_workbook
from importers import read
from models.forms import FORMS
from models.marks import defined_name
from models.report import Report
from models.totals import evaluate
from tests.importers.sources import numbers
from tests.reports import PUBLISHED, published_report


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_workbook_of_a_report_gives_it_back(name, tmp_path):
    report = published_report(name)
    first = next(iter(report.form.cells))
    report = report.apply({"note.t2": "注：含乡镇。", f"remark.{first}": "其中修订1件"})
    path = tmp_path / "报表.xlsx"
    path.write_bytes(report_workbook(report, nil=False))
    imported = read(path)
    printed = {id: value for id, value in evaluate(report).printed.items() if value is not None}
    assert numbers(dict(imported.edit)) == printed
    assert Report().apply(imported.edit).form is report.form
    assert {id: imported.edit.get(id) for id in ("unit", "year", "note.t2")} == {
        "unit": report.unit,
        "year": report.year,
        "note.t2": "注：含乡镇。",
    }
    assert imported.edit.get(f"remark.{first}") == ("其中修订1件" if report.get(first) is not None else None)
    assert imported.findings == () and "unplaced" not in imported.edit


@pytest.mark.parametrize(("form", "year"), [("2019", 2022), ("2021", 2019)])
def test_a_form_that_does_not_follow_from_the_year_is_kept_by_the_mark_of_the_workbook(form, year, tmp_path):
    figures = dict.fromkeys(FORMS[form].cells, 1)
    report = Report().apply({"unit": "某县财政局", "year": year, "form": form, **figures})
    path = tmp_path / "报表.xlsx"
    path.write_bytes(report_workbook(report, nil=False))
    imported = read(path)
    assert Report().apply(imported.edit).form is FORMS[form]
    assert numbers(dict(imported.edit)) == figures
    assert imported.findings == ()


@pytest.mark.parametrize("year", [2020, 2024])
def test_a_collection_workbook_that_a_unit_filled_in_is_read(year, tmp_path):
    path = tmp_path / "采集表.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(year=year, unit="某县某局")))
    form = FORMS["2019" if year < 2021 else "2021"]
    written = {}
    for number, (id, cell) in enumerate(form.cells.items(), 1):
        sheet, _, address = str(book.defined_names[defined_name(id)].attr_text).partition("!")
        if not cell.is_total:
            book[sheet.strip("'")][address.replace("$", "")] = written[id] = number
    book.save(path)  # without the results of its formulas, as a program other than Excel may leave it
    imported = read(path)
    assert numbers(dict(imported.edit)) == written
    assert (imported.edit["unit"], imported.edit["year"]) == ("某县某局", year)
    assert {f.code for f in imported.findings} == {"import.formula"} and len(imported.findings) == 2


def test_a_collection_workbook_that_is_still_blank_says_so(tmp_path):
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(blank_workbook(year=2024))
    imported = read(path)
    assert numbers(dict(imported.edit)) == {}
    blank = {f.message.rpartition("：")[2] for f in imported.findings if f.code == "import.blank"}
    assert blank == {"表二没有填写数字。", "表三没有填写数字。", "表四没有填写数字。"}
