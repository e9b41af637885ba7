"""A check that had nothing to look at is told with its reason, and never counts as passed."""

from __future__ import annotations

import pytest

from models.checks import CHECKS
from models.checks.not_made import grouped, not_made, said
from models.checks.registry import Need
from models.report import Report
from tests.reports import published_report


def written() -> Report:
    """A report with figures and texts."""
    return published_report("huaian-2024").apply({"一": "本年度继续推进公开。", "五": "存在的问题是更新不及时。"})


LAST_YEARS = {code for code, check in CHECKS.items() if Need.LAST_FIGURES in check.needs}


def reasons(report: Report, previous: Report | None = None) -> dict[str, str]:
    return {item.code: item.reason for item in not_made(report, previous=previous)}


def test_without_last_years_report_no_check_against_it_is_made() -> None:
    found = reasons(written())
    assert set(found) == LAST_YEARS | {"text.repeats"}
    assert set(found.values()) == {"没有上年报告"}


def test_a_report_that_names_last_years_says_that_it_was_not_found() -> None:
    report = written().apply({"last_year": "2023年.gkbg"})
    assert "2023年.gkbg" in reasons(report)["year.carried"]


def test_last_years_report_of_another_year_is_no_comparison() -> None:
    found = reasons(written(), Report().apply({"year": 2020, "t3.new.total": 5, "一": "总体。"}))
    assert "2020" in found["year.carried"] and "2020" in found["text.repeats"]


def test_last_years_figures_alone_leave_the_comparison_of_texts_unmade() -> None:
    last = Report().apply({"year": 2023, "t3.new.total": 5})
    assert set(reasons(written(), last)) == {"text.repeats"}


def test_a_whole_pair_leaves_nothing_unmade() -> None:
    last = Report().apply({"year": 2023, "t3.new.total": 5, "五": "存在的问题是公开不够及时。"})
    assert reasons(written(), last) == {}


def test_a_report_of_figures_alone_says_that_no_text_was_checked() -> None:
    report = Report().apply({"unit": "云岭县水务局", "year": 2024, "t3.new.natural": 1})
    assert reasons(report)["text.number"] == "报告里没有文字"


@pytest.mark.parametrize(("id", "code"), [("year", "text.year"), ("unit", "text.unit")])
def test_a_report_without_its_name_or_year_is_not_checked_for_them(id: str, code: str) -> None:
    assert code in reasons(written().apply({id: None}))


def test_a_sum_with_a_cell_that_is_no_number_was_not_checked() -> None:
    found = reasons(written().apply({"t3.new.natural": "若干"}))
    assert {"t3.row", "t3.balance"} <= set(found)
    assert "不是数字" in found["t3.row"]


def test_people_read_each_reason_once() -> None:
    found = not_made(written())
    assert [reason for reason, _ in grouped(found)] == ["没有上年报告"]
    (line,) = said(found)
    assert line.startswith("没有做的检查（没有上年报告）：") and line.endswith("。")
