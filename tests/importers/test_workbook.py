"""Workbooks → reports: any sheet whose tables look like the official ones, opened by content."""

import pytest

from importers import read
from models.findings import Severity
from models.forms import FORMS
from tests.importers.sources import numbers, official
from tests.importers.workbooks import save, workbook
from tests.reports import PUBLISHED, published, published_report


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_report_is_read_from_a_workbook_of_three_sheets(name, tmp_path):
    report, form = published_report(name), FORMS[published(name)["form"]]
    book = workbook({table.number: official(report, form, [table.id]) for table in form.tables})
    imported = read(save(book, tmp_path), year=report.year)
    assert numbers(dict(imported.edit)) == numbers(report)
    assert "unplaced" not in imported.edit and imported.form == form.id


def test_a_value_says_the_sheet_and_the_cell_that_it_came_from(tmp_path):
    report = published_report("huaian-2024")
    book = workbook({table.number: official(report, FORMS["2021"], [table.id]) for table in FORMS["2021"].tables})
    edit = read(save(book, tmp_path)).edit
    assert edit["origin.t3.new.natural"] == "报表.xlsx 工作表“表三” D4"


def test_unit_and_year_stand_in_named_fields(tmp_path):
    report = published_report("huaian-2024")
    book = workbook({"表三": official(report, FORMS["2021"], ["t3"])})
    ws = book.create_sheet("说明", 0)
    for row in (["填报单位：", "淮安市人民政府"], ["报告年度", 2024]):
        ws.append(row)
    edit = read(save(book, tmp_path)).edit
    assert (edit["unit"], edit["year"]) == ("淮安市人民政府", 2024)


def test_unit_and_year_stand_in_the_title(tmp_path):
    book = workbook({"表三": []})
    ws = book["表三"]
    ws["A1"] = "汉阴县交通运输局2021年政府信息公开工作年度报告"
    edit = read(save(book, tmp_path)).edit
    assert (edit["unit"], edit["year"]) == ("汉阴县交通运输局", 2021)


def test_a_hidden_sheet_is_read_and_said(tmp_path):
    report = published_report("huaian-2024")
    book = workbook({"首页": [], "表三": official(report, FORMS["2021"], ["t3"])})
    book["表三"].sheet_state = "hidden"
    imported = read(save(book, tmp_path), year=2024)
    assert imported.edit["t3.new.total"] == report.get("t3.new.total")
    (finding,) = (f for f in imported.findings if f.code == "import.hidden")
    assert finding.severity is Severity.WARNING and "隐藏的工作表“表三”" in finding.message
