"""The paper that goes back to a unit: what is to be mended in the order of the form, and a mark and rows that come back."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from exporters.findings.return_paper import REPLY, Returned, in_form_order, return_paper
from models.checks import run_checks
from models.findings import Finding, Severity, Span
from models.forms import FORMS
from tests.reports import published_report

FORM = FORMS["2021"]
MARK = "GKTH-0a1b2c3d-17-2"
REPORT = published_report("hongze-2023").apply({"一.2": "收到申请21件，予以公开5件。", "五": "无"})
FOUND = tuple(run_checks(REPORT))


def returned(*findings: Finding, **more) -> Returned:
    return Returned("甲局", 2024, 2, date(2025, 1, 20), MARK, FORM, findings, **more)


def opened(item: Returned):
    return docx.Document(io.BytesIO(return_paper(item)))


def rows_of(document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def finding(message: str, *cells: str, severity=Severity.WARNING, spans=()) -> Finding:
    return Finding("x", severity, message, "依据", cells, advice="改正。", spans=spans)


def test_the_rows_stand_in_the_order_of_the_form_and_the_graver_first_at_one_place():
    last = FORM.sections[-1].number
    cells = list(FORM.cells)
    found = [
        finding("六", last),
        finding("末格", cells[-1]),
        finding("提醒", cells[0]),
        finding("错误", cells[0], severity=Severity.ERROR),
        finding("文中", cells[-1], spans=(Span(FORM.sections[0].parts[0].id, 0, 1),)),
        finding("单位", "unit"),
        finding("哪里都不是"),
    ]
    assert [f.message for f in in_form_order(FORM, found)] == [
        "哪里都不是", "单位", "文中", "错误", "提醒", "末格", "六",
    ]  # fmt: skip


def test_each_finding_is_a_row_with_both_figures_its_advice_and_an_empty_place_for_the_reply():
    document = opened(Returned(REPORT.unit, 2023, 1, date(2025, 1, 20), MARK, REPORT.form, FOUND))
    heads, *rows = rows_of(document)
    assert heads[-1] == REPLY and [row[0] for row in rows] == [str(n) for n in range(1, len(FOUND) + 1)]
    assert all(row[-1] == "" for row in rows)
    (total,) = (row for row in rows if "行政复议 总计填的是" in row[3])
    assert "填的是0" in total[3] and "各项之和是11" in total[3] and "依据：" in total[3]
    assert [row[3].split("\n")[0] for row in rows] == [f.message for f in in_form_order(REPORT.form, FOUND)]


def test_unit_round_day_mark_and_what_is_to_be_done_are_said():
    item = returned(
        finding("错", severity=Severity.ERROR), file="甲局.docx", due=date(2025, 2, 10), sender="某县政务公开办"
    )
    said = "\n".join(p.text for p in opened(item).paragraphs)
    for words in (
        "甲局：",
        "第2次退回",
        "2025年1月20日",
        MARK,
        "2024年度",
        "甲局.docx",
        "1 个错误须改正",
        "2025年2月10日前",
        "某县政务公开办",
    ):
        assert words in said


def test_what_a_unit_writes_comes_back_after_an_office_program_has_saved_it():
    document = opened(returned(finding("一"), finding("二")))
    document.tables[0].rows[1].cells[-1].text = "已改"
    document.tables[0].rows[2].cells[-1].text = "情况属实，\n有文件。"
    out = io.BytesIO()
    document.save(out)
    again = docx.Document(io.BytesIO(out.getvalue()))
    assert MARK in "\n".join(p.text for p in again.paragraphs)
    assert [row[0] + row[-1] for row in rows_of(again)[1:]] == ["1已改", "2情况属实，\n有文件。"]


@pytest.mark.parametrize("hostile", ["=1+1<b>&\x07\ud800", "很长。" * 3000, "", "一\n二\r\n三\u2028四"])
def test_whatever_a_finding_says_makes_a_file_that_opens(hostile):
    item = Returned(
        hostile, None, 1, date(2025, 1, 20), MARK, FORM, (finding(hostile, "unit"),), hostile, None, hostile
    )
    assert len(rows_of(opened(item))) == 2


def test_the_paper_is_in_chinese_with_its_head_row_repeated_and_no_row_split():
    document = opened(returned(finding("一")))
    xml = document.tables[0]._tbl.xml
    assert xml.count("w:cantSplit") == 2 and xml.count("w:tblHeader") == 1
    assert document.core_properties.title == "甲局：政府信息公开工作年度报告退回单"
