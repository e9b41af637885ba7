"""The workbook of a report shows what the report says, computes what it can, and keeps what a person stated."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.utils import get_column_letter, range_boundaries

from exporters.options import Options
from exporters.workbook.blank import blank_workbook
from exporters.workbook.package import MAX_TEXT
from exporters.workbook.report import FINDINGS, make, report_workbook
from models.checks import run_checks
from models.forms import FORMS
from models.report import Report
from models.totals import evaluate
from models.values import Value
from tests.exporters.workbook.sheets_read import Read, read
from tests.reports import PUBLISHED, footing_reports, published_report


def _column(book: Read, sheet: str, letter: str) -> list[str]:
    return [str(cell.value) for cell in book.book[sheet][letter][1:] if cell.value is not None]


def _as_number(value: Value) -> object:
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_number_is_seen_by_a_reader_that_does_not_calculate(name: str) -> None:
    report = published_report(name)
    book, figures = read(report_workbook(report)), evaluate(report)
    for id in report.form.cells:
        assert book.result(id) == _as_number(figures.printed[id] or 0), id


@settings(max_examples=5, deadline=None)
@given(footing_reports(FORMS["2021"]))
def test_totals_are_formulas_and_all_sums_foot(report: Report) -> None:
    book = read(report_workbook(report))
    assert all(str(book.cell(total).value).startswith("=IF(") for total in report.form.totals)
    for table in report.form.tables:
        for address in book.checks(table.number):
            cell = book.book[table.number][address]
            assert book.seen[table.number][cell.row - 1][cell.column - 1] == "平"


def test_a_stated_total_that_disagrees_is_kept_and_said() -> None:
    report = published_report("hongze-2023").apply({"t3.total.total": 999})
    book = read(report_workbook(report))
    assert book.cell("t3.total.total").value == 999
    assert any("999" in message for message in _column(book, FINDINGS, "D"))
    assert any(str(value).startswith("差") for row in book.seen["表三"] for value in row)
    assert any("处不符" in str(value) for row in book.seen["报告概况"] for value in row)


def test_blanks_are_blank_where_nil_is_not_printed() -> None:
    book = read(report_workbook(Report().apply({"year": 2024, "t4.review.upheld": 2}), nil=False))
    assert book.result("t3.new.natural") == "" and book.result("t3.total.total") == ""
    assert book.result("t4.review.total") == 2


def test_text_that_is_no_number_stays_as_written_and_leaves_its_total_open() -> None:
    report = Report().apply({"year": 2024, "t3.granted.natural": "=HYPERLINK(1)", "t3.granted.other": 3})
    book = read(report_workbook(report))
    assert book.cell("t3.granted.natural").data_type == "s"
    assert book.result("t3.granted.natural") == "=HYPERLINK(1)" and book.result("t3.granted.total") == ""


def test_an_amount_keeps_the_decimals_that_were_typed() -> None:
    book = read(report_workbook(Report().apply({"year": 2024, "t2.fees.amount": Decimal("25.10")})))
    cell = book.cell("t2.fees.amount")
    assert (cell.value, cell.number_format) == (25.1, "0.00")


def test_a_number_beyond_what_excel_keeps_is_written_digit_by_digit() -> None:
    book = read(report_workbook(Report().apply({"year": 2024, "t3.new.natural": 10**400})))
    assert book.cell("t3.new.natural").value == "1" + "0" * 400


def test_every_finding_is_listed_with_its_place_and_a_way_to_it() -> None:
    report = published_report("shanghai-office-2025").apply({"t3.granted.natural": "几件"})
    book = read(report_workbook(report))
    assert _column(book, FINDINGS, "D") == [finding.message for finding in run_checks(report)]
    links = [cell.hyperlink.location for cell in book.book[FINDINGS]["C"] if cell.hyperlink]
    assert f"'表三'!{book.where['t3.granted.natural'][1]}" in links


def test_a_reason_of_several_lines_has_a_row_as_high() -> None:
    report = Report().apply({"unit": "某局", "year": 2020, "form": "2021"})
    warning = next(f for f in run_checks(report) if f.code == "report.year")
    reason = "\n".join("一二三四五六七八")
    sheet = read(report_workbook(report.apply({f"dismissed.{warning.key}": reason}))).book[FINDINGS]
    (row,) = (row for row, cells in enumerate(sheet.values, 1) if reason in str(cells[4]))
    assert (sheet.row_dimensions[row].height or 0) >= 14 * 8


def test_the_cells_of_one_row_are_named_together() -> None:
    book = read(report_workbook(published_report("shuyang-ndrc-2023")))
    places = _column(book, FINDINGS, "C")
    assert any(
        place.startswith("表三 · 一、本年新收政府信息公开申请数量 · 商业企业、科研机构、社会公益组织等")
        for place in places
    )


def test_a_dismissed_finding_is_listed_with_its_reason() -> None:
    report = Report().apply({"unit": "某局", "year": 2020, "form": "2021"})
    warning = next(f for f in run_checks(report) if f.code == "report.year")
    book = read(report_workbook(report.apply({f"dismissed.{warning.key}": "=经核实，沿用"})))
    rows = [[cell.value for cell in row] for row in book.book[FINDINGS].iter_rows(min_row=2)]
    assert ["已放行", "理由：=经核实，沿用"] in [[row[1], row[4]] for row in rows]


def test_remarks_and_notes_stand_below_their_table() -> None:
    report = Report().apply(
        {
            "year": 2024,
            "t2.normative.made": 22,
            "remark.t2.normative.made": "其中修订16件",
            "note.t3": "=注：含上年⟦t2.normative.made⟧件",
        }
    )
    book = read(report_workbook(report))
    assert any("22（其中修订16件）" in value for value in _column(book, "表二", "A"))
    assert "=注：含上年22件" in _column(book, "表三", "A")


def test_a_report_full_of_hostile_text_gives_a_sound_file() -> None:
    text = "=cmd|' /C calc'!A0 <&>\"' \x00\x0b\ud800😀 _x0041_" + "长" * 100_000
    report = Report().apply(
        {"unit": text, "year": 2024, "note.t3": text, "t3.new.natural": text, "remark.t3.new.legal": text}
    )
    output = make(report, Options())
    book = read(output.data)
    assert any("U+D800" in note for note in output.notes) and any("只有前面的部分" in note for note in output.notes)
    assert book.cell("unit").data_type == "s" and len(book.cell("unit").value) < MAX_TEXT + 100
    assert "此处容纳不下" in book.cell("unit").value
    assert not any(
        cell.data_type == "f" and "cmd" in str(cell.value)
        for sheet in book.book
        for row in sheet.iter_rows()
        for cell in row
    )


def test_an_empty_report_gives_a_workbook() -> None:
    book = read(report_workbook(Report()))
    assert book.result("t3.total.total") == 0 and book.book.sheetnames[0] == "报告概况"


@pytest.mark.parametrize("data", [report_workbook(Report()), blank_workbook(year=2024)], ids=["report", "blank"])
def test_every_table_is_printed_nearly_as_large_as_it_is_on_the_screen(data: bytes) -> None:
    millimetres = 1.9  # of paper for a character of a column's width, at 10.5 pt
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        if not sheet.print_area:
            continue
        corners = range_boundaries(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
        first, last = int(corners[0] or 1), int(corners[2] or 1)
        widths = [float(sheet.column_dimensions[get_column_letter(c)].width) for c in range(first, last + 1)]
        page = (297 if sheet.page_setup.orientation == "landscape" else 210) - 2 * 0.7 * 25.4
        assert min(1.0, page / (sum(widths) * millimetres)) * 10.5 >= 9, sheet.title
