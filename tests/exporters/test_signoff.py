"""审签单: one page on what was checked and what not, what was set aside and why, what changed, and lines for those who sign."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest

from exporters.options import Options
from exporters.signoff import SIGNERS, code_of, make, make_pdf
from models.checks import CHECKS, run_checks
from models.findings import Severity
from models.report import Report
from tests.exporters.pages.reports import huaian

LAST = huaian().apply({"year": 2023, "t3.new.natural": 2000, "t3.new.total": None, "六": None})


def opened(report: Report, previous: Report | None = LAST):
    return docx.Document(io.BytesIO(make(report, Options(previous=previous)).data))


def said(word) -> str:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in word.paragraphs), *cells])


def pages(report: Report, previous: Report | None) -> list[str]:
    book = pypdfium2.PdfDocument(make_pdf(report, Options(previous=previous)).data)
    texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in book]
    book.close()
    return texts


def test_it_names_the_unit_the_year_and_those_who_sign() -> None:
    word = opened(huaian())
    first = [cell.text for cell in word.tables[0].rows[0].cells]
    assert first == ["单位", "淮安市人民政府", "报告年度", "2024年度"]
    assert [row.cells[0].text for row in word.tables[-1].rows[1:]] == list(SIGNERS) == ["经办人", "审核人", "负责人"]
    assert all(row.cells[1].text == row.cells[2].text == "" for row in word.tables[-1].rows[1:])


def test_it_tells_the_checks_that_were_made_and_those_that_were_not_with_the_reason() -> None:
    with_last, without = said(opened(huaian())), said(opened(huaian(), None))
    title = CHECKS["year.carried"].title
    assert "做了的检查" in with_last and "没有做的检查（没有上年报告）" in without
    assert title in without.split("没有做的检查（没有上年报告）")[1]


def test_what_was_set_aside_stands_with_its_reason_and_what_is_open_is_said() -> None:
    report = huaian().apply({"t3.granted.natural": "几"})
    warning = next(f for f in run_checks(report, previous=LAST) if f.severity is Severity.WARNING)
    word = opened(report.apply({f"dismissed.{warning.key}": "经核对属实。"}))
    assert "经核对属实。" in said(word) and warning.message[:40] in said(word)
    assert "还没有处理的错误" in said(word) and "放行1条" in said(word)


def test_the_main_changes_stand_beside_last_years() -> None:
    rows = [[cell.text for cell in row.cells] for table in opened(huaian()).tables for row in table.rows]
    assert ["一、本年新收政府信息公开申请数量", "2118", "3119", "+1001", "+47.3%"] in rows


def full() -> Report:
    report = huaian().apply({id: 7 * at for at, id in enumerate(huaian().form.cells) if id not in huaian().form.totals})
    warnings = [f for f in run_checks(report, previous=LAST) if f.severity is Severity.WARNING]
    return report.apply({f"dismissed.{f.key}": "经核对台账，情况属实，予以放行。" * 9 for f in warnings})


@pytest.mark.parametrize("report", [full(), huaian(), Report(), huaian().apply({"unit": "某某省某某市某某县" * 6})])
@pytest.mark.parametrize("previous", [LAST, None], ids=["last year", "alone"])
def test_it_is_one_page(report: Report, previous: Report | None) -> None:
    (page,) = pages(report, previous)
    assert "负责人" in page


def test_the_code_changes_with_what_the_report_says_and_with_nothing_else() -> None:
    code = code_of(huaian())
    assert len(code) == 8 and code_of(huaian()) == code
    assert code_of(huaian().apply({"t3.new.natural": 1})) != code
    assert code_of(huaian().apply({"origin.t3.new.natural": "台账.xlsx", "dismissed.x": "属实"})) == code
