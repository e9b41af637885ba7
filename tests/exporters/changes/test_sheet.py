"""The change sheet says what changed, how much, what is open and what was set aside and why."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.changes.content import content_of
from exporters.changes.sheet import make, make_pdf, make_png, picture_blocks
from exporters.options import Options
from exporters.word.xml import W
from models.checks import run_checks
from models.findings import Severity
from models.report import Report
from tests.exporters.pages.reports import huaian
from tests.exporters.word.schema import faults
from tests.reports import published_report

LAST = huaian().apply(
    {"year": 2023, "t3.new.natural": 2000, "t3.new.total": None, "t2.regulations.made": 0, "六": None}
)


def made(report: Report, previous: Report | None) -> Any:
    return docx.Document(io.BytesIO(make(report, Options(previous=previous)).data))


def lines(word: Any) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def rows(word: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]


def test_each_total_stands_beside_last_years_with_the_difference_and_its_size() -> None:
    found = rows(made(huaian(), LAST))
    assert ["一、本年新收政府信息公开申请数量", "2118", "3119", "+1001", "+47.3%"] in [row[:5] for row in found]


@pytest.mark.parametrize(
    ("last", "this", "difference", "ratio"),
    [
        (0, 0, None, None),
        (100, 100, None, None),
        (0, 12, "+12", "上年为0"),
        (40, 10, "−30", "−75.0%"),
        (3, 60, "+57", "20倍"),
        (None, 5, "+5", "上年为0"),
    ],
)
def test_differences_are_written_with_their_sign_and_in_the_words_of_the_field(
    last: int | None, this: int, difference: str | None, ratio: str | None
) -> None:
    base = Report().apply({"unit": "某局", "year": 2024})
    content = content_of(
        base.apply({"t2.licensing.decisions": this}),
        base.apply({"year": 2023, "t2.licensing.decisions": last, "t2.penalty.decisions": 1}),
    )
    found = [line for _, group in content.tiers for line in group if line.label.startswith("行政许可")]
    assert [(line.difference, line.ratio) for line in found] == ([(difference, ratio)] if difference else [])


def test_the_four_figures_stand_first_each_with_last_years() -> None:
    top, big, below = rows(made(huaian(), LAST))[:3]
    assert top == ["新收申请", "办结申请", "行政复议", "行政诉讼"]
    assert big == ["3119", "3050", "351", "46"]
    assert below[0] == "上年2118\n增加1001（+47.3%）" and below[1] == "上年3050\n持平"


def test_the_results_are_shares_of_the_whole_in_both_years_and_add_up() -> None:
    content = content_of(huaian(), LAST.apply({"t3.granted.natural": 1000}))
    assert [result.label for result in content.results] == [
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "其他处理",
    ]
    assert sum(result.counts[0] for result in content.results) == 3050
    found = {row[1]: row[2:] for row in rows(made(huaian(), LAST)) if len(row) == 6}
    assert found["予以公开"] == ["1362件", "44.7%", "1362件", "44.7%"]


def test_the_rate_of_correction_counts_what_was_concluded() -> None:
    found = {row[0]: row[1:] for row in rows(made(huaian(), LAST)) if len(row) == 7}
    assert found["行政复议 2024年"] == ["72", "64", "178", "37", "351", "20.4%"]  # 64 of 314
    assert found["行政诉讼 2024年"][-1] == "12.8%"  # 5 of 39
    nothing = Report().apply({"unit": "某局", "year": 2024})
    assert {row[-1] for row in rows(made(nothing, None)) if row[0].startswith("行政复议")} == {"—"}


def test_changes_come_by_what_matters_and_then_by_size() -> None:
    report = huaian().apply({"t3.denied.secret.natural": 500, "t3.denied.secret.total": None, "t3.denied.law.legal": 9})
    tiers = dict(content_of(report, LAST).tiers)
    assert list(tiers) == ["总数", "办理结果分类", "各种办理结果和复议诉讼结果", "各类申请人"]
    for lines in tiers.values():
        sizes = [abs(int(line.this or 0) - int(line.last or 0)) for line in lines]
        assert sizes == sorted(sizes, reverse=True)
    assert [line.label for line in tiers["办理结果分类"]] == ["不予公开（合计）"]


def test_all_changes_are_listed() -> None:
    edit = {id: 500 for id in huaian().form.cells if id.startswith("t3.") and id not in huaian().form.totals}
    content = content_of(huaian().apply(edit), LAST)
    assert sum(len(lines) for _, lines in content.tiers) > 140


def pages(data: bytes) -> list[str]:
    book = pypdfium2.PdfDocument(data)
    texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in book]
    book.close()
    return texts


def full() -> Report:
    """A report with more reminders set aside than one page holds, each as long as can be."""
    report = huaian().apply({id: 7 * at for at, id in enumerate(huaian().form.cells) if id not in huaian().form.totals})
    warnings = [f for f in run_checks(report, previous=LAST) if f.severity is Severity.WARNING]
    return report.apply({f"dismissed.{f.key}": "经核对台账，情况属实，予以放行。" * 9 for f in warnings})


def test_what_the_leader_looks_at_is_one_page_and_all_else_stands_behind_it() -> None:
    first, second, *_ = pages(make_pdf(full(), Options(previous=LAST)).data)
    for words in ("新收申请", "申请办理结果的构成", "纠错率", "核对情况", "放行的提醒"):
        assert words in first
    assert "全部变化" not in first and second.startswith("全部变化")


def test_headings_are_real_headings() -> None:
    word = made(huaian(), LAST)
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[:4] == ["申请办理结果的构成", "行政复议、行政诉讼的结果", "核对情况", "全部变化"]
    assert [p.text for p in word.paragraphs if p.style.name == "Title"] == [
        "淮安市人民政府2024年政府信息公开工作年度报告"
    ]


def test_the_pictures_hold_nothing_that_is_only_for_the_office() -> None:
    data = make_png(full(), Options(previous=LAST)).data
    assert data.startswith(b"\x89PNG") and len(data) > 20_000
    shown = " ".join(str(block) for block in picture_blocks(content_of(full(), LAST)))
    assert "纠错率" in shown and "放行" not in shown and "不公开" not in shown


def test_last_years_report_inside_the_report_is_used_unasked() -> None:
    inside = huaian().apply({f"previous.{id}": value for id, value in LAST.values.items() if type_known(id)})
    assert content_of(inside, None).compared and content_of(inside, None).tiers == content_of(huaian(), LAST).tiers


def type_known(id: str) -> bool:
    return id in LAST.form.cells or id in ("unit", "year")


def test_a_number_that_is_text_is_shown_and_not_reckoned_with() -> None:
    report = huaian().apply({"t2.licensing.decisions": "约三百"})
    (row,) = [row for row in rows(made(report, LAST)) if row[0].startswith("行政许可")]
    assert row[2] == "约三百" and row[3] == "—"


def test_a_form_without_the_cell_is_not_compared() -> None:
    word = made(huaian(), published_report("shanghai-office-2019"))
    assert any("两年格式不同" in line for line in lines(word))
    assert ["行政规范性文件 · 本年废止件数", "—", "26", "—", "—"] in [row[:5] for row in rows(word)]


def test_dismissed_warnings_are_listed_with_their_reasons_and_open_ones_with_advice() -> None:
    report = Report().apply({"unit": "某局", "year": 2020, "form": "2021", "t3.granted.natural": "几"})
    warning = next(f for f in run_checks(report) if f.code == "report.year")
    content = content_of(report.apply({f"dismissed.{warning.key}": "沿用上级要求的格式"}), None)
    assert [item.reason for item in content.dismissed] == ["沿用上级要求的格式"]
    found = rows(made(report.apply({f"dismissed.{warning.key}": "沿用上级要求的格式"}), None))
    assert [warning.message, "沿用上级要求的格式"] in found
    assert any(row[0] == "错误" and "几" in row[1] for row in found)


def test_a_bar_is_as_long_as_its_share_of_the_greater_year() -> None:
    word = made(huaian(), LAST)
    row = next(row for table in word.tables for row in table.rows if row.cells[0].text.startswith("一、本年新收"))
    indents = [int(paragraph._p.pPr.ind.get(f"{{{W}}}right")) for paragraph in row.cells[-1].paragraphs]
    room = int(row.cells[-1]._tc.tcPr.find(f"{{{W}}}tcW").get(f"{{{W}}}w")) - 2 * 85
    assert indents[1] == 0 and indents[0] == pytest.approx(room * (1 - 2118 / 3119), abs=2)


def test_texts_are_compared_by_length_and_likeness() -> None:
    content = content_of(huaian(), LAST)
    said = {line.label: line.said for line in content.texts}
    assert said["总体情况"] == "与上年完全相同" and said["其他需要报告的事项"] == "上年没有写"


def test_without_last_year_it_says_so_and_lists_this_year_with_nothing_beside_it() -> None:
    output = make(huaian(), Options())
    word = docx.Document(io.BytesIO(output.data))
    assert "没有选定上年的报告" in output.notes[0] and any("没有选定上年的报告" in line for line in lines(word))
    assert ["规章 · 现行有效件数", "11"] in rows(word) and ["项目", "2024年"] in rows(word)
    assert rows(word)[:2] == [["新收申请", "办结申请", "行政复议", "行政诉讼"], ["3119", "3050", "351", "46"]]


def test_its_elements_stand_in_the_order_that_the_standard_prescribes() -> None:
    report = huaian().apply({"t3.granted.natural": "几"})
    assert list(faults(etree.fromstring(etree.tostring(made(report, LAST).element)))) == []


def test_no_font_of_the_theme_is_left_that_another_program_would_miss() -> None:
    word = made(huaian(), LAST)
    names = {
        value
        for fonts in (*word.styles.element.iter(f"{{{W}}}rFonts"), *word.element.iter(f"{{{W}}}rFonts"))
        for value in fonts.attrib.values()
    }
    assert names <= {"宋体", "黑体", "Times New Roman", "eastAsia"}


@settings(max_examples=15, deadline=None)
@given(
    st.text(max_size=60),
    st.one_of(
        st.text(max_size=12), st.integers(-5, 10**15), st.decimals(allow_nan=False, allow_infinity=False, places=2)
    ),
)
def test_any_report_gives_a_sheet(text: str, value: int | Decimal | str) -> None:
    report = huaian().apply({"unit": text, "五": text, "t2.fees.amount": value, "t3.new.legal": value})
    made(report, LAST.apply({"t2.fees.amount": value if isinstance(value, str) else 3, "year": None}))
    made(Report(), report)
