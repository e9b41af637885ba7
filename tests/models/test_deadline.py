"""The day by which the report must be public."""

from __future__ import annotations

from datetime import date

import pytest

from models.deadline import LAW, deadline
from models.report import Report

TODAY = date(2025, 1, 10)


def report(unit: str, **fields: str) -> Report:
    return Report().apply({"unit": unit, "year": 2024, **fields})


@pytest.mark.parametrize(
    ("unit", "day"),
    [
        ("云岭县交通运输局", date(2025, 1, 31)),
        ("云岭县人民政府", date(2025, 3, 31)),
        ("东澜市人民政府办公室", date(2025, 3, 31)),
        ("石桥镇人民政府", date(2025, 1, 31)),
        ("望江街道办事处", date(2025, 1, 31)),
    ],
)
def test_departments_publish_by_the_end_of_january_and_governments_by_the_end_of_march(unit: str, day: date) -> None:
    due = deadline(report(unit), TODAY)
    assert due is not None
    assert (due.day, due.basis) == (day, LAW)


def test_the_kind_of_organ_counts_more_than_the_name() -> None:
    due = deadline(report("云岭县政务公开办", organ="政府办公厅（室）", level="县级"), TODAY)
    assert due is not None
    assert due.day == date(2025, 3, 31)


def test_days_are_counted_from_today_and_go_below_nil() -> None:
    on_the_day = deadline(report("云岭县交通运输局"), date(2025, 1, 31))
    late = deadline(report("云岭县交通运输局"), date(2025, 2, 2))
    assert on_the_day is not None and on_the_day.left == 0
    assert late is not None and late.left == -2


def test_a_place_may_set_an_earlier_day() -> None:
    due = deadline(report("云岭县交通运输局"), TODAY, (1, 15))
    assert due is not None
    assert (due.day, due.left) == (date(2025, 1, 15), 5)


def test_a_day_that_the_month_does_not_have_is_its_last_day() -> None:
    due = deadline(report("云岭县人民政府"), TODAY, (2, 30))
    assert due is not None
    assert due.day == date(2025, 2, 28)


def test_a_report_without_a_year_has_no_deadline() -> None:
    assert deadline(Report(), TODAY) is None
