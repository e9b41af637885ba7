"""Workbooks → reports: any sheet whose tables look like the official ones, opened by content."""

import datetime
import shutil
from pathlib import Path

import pytest

from importers import read
from importers.document.tables import SourceCell
from models.findings import Severity
from models.forms import FORMS
from models.report import Report
from tests.importers.shapes import SHAPES, three
from tests.importers.sources import numbers, official
from tests.importers.workbooks import save, workbook
from tests.reports import CASES, PUBLISHED, published, published_report

FORM = FORMS["2021"]
SEED = published_report("huaian-2024")
FILES = CASES / "workbooks"


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_report_is_read_from_a_workbook_of_three_sheets(name, tmp_path):
    report, form = published_report(name), FORMS[published(name)["form"]]
    imported = read(save(workbook(three(report, form)), tmp_path), year=report.year)
    assert numbers(dict(imported.edit)) == numbers(report)
    assert "unplaced" not in imported.edit and imported.form == form.id


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read_from_a_real_workbook(shape, tmp_path):
    book = workbook(SHAPES[shape](SEED, FORM), text_numbers=shape == "turned")
    imported = read(save(book, tmp_path), year=SEED.year)
    assert numbers(dict(imported.edit)) == numbers(SEED)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats_are_read_alike(suffix):
    imported = read(FILES / f"huaian-2024.{suffix}")
    assert numbers(dict(imported.edit)) == numbers(SEED)
    assert imported.edit["origin.t3.new.natural"] == f"huaian-2024.{suffix} 工作表“表三” D4"


@pytest.mark.parametrize(("suffix", "name"), [("xls", "报表.et"), ("xls", "报表.xlsx"), ("ods", "报表.doc")])
def test_a_workbook_is_known_by_its_content(suffix, name, tmp_path):
    path = Path(shutil.copy(FILES / f"huaian-2024.{suffix}", tmp_path / name))
    assert numbers(dict(read(path).edit)) == numbers(SEED)


def test_a_workbook_with_macros_is_read_without_them(tmp_path):
    path = save(workbook(three(SEED, FORM)), tmp_path, "报表.xlsm")
    assert numbers(dict(read(path).edit)) == numbers(SEED)


def test_a_value_says_the_sheet_and_the_cell_that_it_came_from(tmp_path):
    edit = read(save(workbook(three(SEED, FORM)), tmp_path)).edit
    assert edit["origin.t3.new.natural"] == "报表.xlsx 工作表“表三” D4"


# what a cell can hold


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_errors_dates_and_numbers_beyond_all_counts_are_said_by_cell(suffix):
    """The first row of table 3: an unknown name, a division by nil, a date, a truth, 1e20."""
    imported = read(FILES / f"careless.{suffix}", year=2024)
    said = {f.cells[0]: f.message for f in imported.findings if f.cells and f.cells[0].startswith("t3.new.")}
    assert "D4" in said["t3.new.natural"] and "#NAME?" in said["t3.new.natural"]
    assert "E4" in said["t3.new.business"] and "#DIV/0!" in said["t3.new.business"]
    assert "F4" in said["t3.new.research"] and "日期（2024年3月1日）" in said["t3.new.research"]
    assert "位数过多" in said["t3.new.legal"] and imported.edit["t3.new.legal"] == "1" + "0" * 20
    assert not {"t3.new.natural", "t3.new.business", "t3.new.research", "t3.new.total"} & imported.edit.keys()
    expected = {id: v for id, v in numbers(SEED).items() if not id.startswith("t3.new.")}
    assert {id: v for id, v in numbers(dict(imported.edit)).items() if not id.startswith("t3.new.")} == expected


def test_a_formula_without_its_result_is_said_and_left_blank(tmp_path):
    book = workbook(three(SEED, FORM))
    book["表三"]["J4"] = "=SUM(D4:I4)"
    book["表三"]["D5"] = "='[别的文件.xlsx]Sheet1'!A1"
    imported = read(save(book, tmp_path), year=2024)
    assert "t3.new.total" not in imported.edit and "t3.carried_in.natural" not in imported.edit
    total, cell = sorted(
        (f for f in imported.findings if f.code == "import.formula"), key=lambda f: f.severity is not Severity.INFO
    )
    assert cell.cells == ("t3.carried_in.natural",) and "D5" in cell.message and "没有它的计算结果" in cell.message
    assert total.cells == ("t3.new.total",) and "由本软件计算" in total.message


def test_floats_text_and_truth_are_read_for_what_they_are(tmp_path):
    book = workbook(three(SEED, FORM))
    ws = book["表三"]
    ws["D4"], ws["E4"], ws["F4"], ws["G4"], ws["H4"] = 12.0, "１２件", True, 0.1 + 0.2, datetime.datetime(2024, 1, 5, 8)
    imported = read(save(book, tmp_path), year=2024)
    assert (imported.edit["t3.new.natural"], imported.edit["t3.new.business"]) == (12, 12)
    assert str(imported.edit["t3.new.nonprofit"]) == "0.3"
    problems = {f.cells[0]: f.message for f in imported.findings if f.code == "import.formula"}
    assert "逻辑值" in problems["t3.new.research"] and "日期" in problems["t3.new.legal"]


# what stands around the tables


def test_unit_and_year_stand_in_named_fields(tmp_path):
    book = workbook({"表三": official(SEED, FORM, ["t3"])})
    ws = book.create_sheet("说明", 0)
    for row in (["填报单位：", "淮安市人民政府"], ["报告年度", 2024]):
        ws.append(row)
    edit = read(save(book, tmp_path)).edit
    assert (edit["unit"], edit["year"]) == ("淮安市人民政府", 2024)
    assert edit["origin.year"] == "报表.xlsx 工作表“说明” B2"


def test_unit_and_year_stand_in_one_line(tmp_path):
    book = workbook({"表三": official(SEED, FORM, ["t3"], gap=1)})
    book["表三"]["L1"] = "填报单位：淮安市人民政府　　报告年度：2024"
    edit = read(save(book, tmp_path)).edit
    assert (edit["unit"], edit["year"]) == ("淮安市人民政府", 2024)


def test_unit_and_year_stand_in_the_title(tmp_path):
    book = workbook({"表三": []})
    book["表三"]["A1"] = "汉阴县交通运输局2021年政府信息公开工作年度报告"
    edit = read(save(book, tmp_path)).edit
    assert (edit["unit"], edit["year"]) == ("汉阴县交通运输局", 2021)


def test_the_year_stands_in_the_name_of_the_file_alone(tmp_path):
    edit = read(save(workbook(three(SEED, FORM)), tmp_path, "2024年报表.xlsx")).edit
    assert edit["year"] == 2024 and "文件名" in str(edit["origin.year"])


def test_another_year_than_the_stated_one_is_said(tmp_path):
    imported = read(save(workbook(three(SEED, FORM)), tmp_path, "2024年报表.xlsx"), year=2025)
    assert "import.other_year" in {f.code for f in imported.findings} and imported.edit["year"] == 2025


def test_the_texts_of_a_report_in_a_workbook_are_read_too(tmp_path):
    lines = [
        "某县某局2024年政府信息公开工作年度报告",
        "一、总体情况",
        "全年主动公开政府信息8条。",
        "五、存在的主要问题及改进情况",
        "公开还不够及时，明年改进。",
        "六、其他需要报告的事项",
        "本年度没有收取信息处理费。",
    ]
    text = [SourceCell(line, row, 0) for row, line in enumerate(lines)]
    imported = read(save(workbook({"正文": text, **three(SEED, FORM)}), tmp_path))
    assert imported.edit["五"] == "公开还不够及时，明年改进。" and imported.edit["六"] == lines[-1]
    assert numbers(dict(imported.edit)) == numbers(SEED)


def test_a_hidden_sheet_is_read_and_said(tmp_path):
    book = workbook({"首页": [SourceCell("目录", 0, 0)], "表三": official(SEED, FORM, ["t3"])})
    book["表三"].sheet_state = "hidden"
    imported = read(save(book, tmp_path), year=2024)
    assert imported.edit["t3.new.total"] == SEED.get("t3.new.total")
    (finding,) = (f for f in imported.findings if f.code == "import.hidden")
    assert finding.severity is Severity.WARNING and "隐藏的工作表“表三”" in finding.message


def test_a_visible_copy_goes_before_a_hidden_one(tmp_path):
    other = Report({id: 3 for id in SEED.values if id.startswith("t3.")})
    book = workbook({"旧": official(other, FORM, ["t3"]), "新": official(SEED, FORM, ["t3"])})
    book["旧"].sheet_state = "hidden"
    imported = read(save(book, tmp_path), year=2024)
    assert imported.edit["t3.new.natural"] == SEED.get("t3.new.natural")
    assert [option.name for option in imported.choices[0].options] == ["工作表“新”", "隐藏的工作表“旧”"]


def test_a_blank_form_says_that_it_is_blank(tmp_path):
    imported = read(save(workbook(three(Report(), FORM)), tmp_path), year=2024)
    assert numbers(dict(imported.edit)) == {}
    blank = [f.message.partition("：")[2] for f in imported.findings if f.code == "import.blank"]
    assert blank == [f"{number}没有填写数字。" for number in ("表二", "表三", "表四")]
    assert "import.missing" not in {f.code for f in imported.findings}
