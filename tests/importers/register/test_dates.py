"""Dates as offices write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.register.dates import read_date, with_years

DAY = datetime.date(2024, 1, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2024/1/5",
        "2024-01-05",
        "2024.1.5",
        "2024年1月5日",
        "2024 年 1 月 5 日",
        "２０２４年１月５日",
        "20240105",
        "24.1.5",
        "二〇二四年一月五日",
        "2024-01-05 10:30",
        "2024/1/5 09:05:00",
        "2024年1月5日（补正2024年1月20日）",
        "45296",
        45296,
        45296.4,
        20240105,
        datetime.date(2024, 1, 5),
        datetime.datetime(2024, 1, 5, 10, 30),
    ],
)
def test_many_styles_of_one_day(written) -> None:
    assert read_date(written).day == DAY


@pytest.mark.parametrize(
    ("numerals", "day"),
    [
        ("二〇二三年十二月三十一日", (2023, 12, 31)),
        ("二○二四年十月二十日", (2024, 10, 20)),
        ("二零二四年二月十一日", (2024, 2, 11)),
    ],
)
def test_numerals(numerals: str, day: tuple[int, int, int]) -> None:
    assert read_date(numerals).day == datetime.date(*day)


@pytest.mark.parametrize("written", ["2024年3月", "2024.3", "24年3月", "24.3"])
def test_a_month_is_enough_and_said_to_be_no_day(written: str) -> None:
    read = read_date(written)
    assert (read.day, read.exact) == (datetime.date(2024, 3, 1), False)


@pytest.mark.parametrize("written", ["", "  ", "/", "—", "无", "办理中", None])
def test_a_blank_is_no_problem(written) -> None:
    assert read_date(written) == read_date("")
    assert (read_date(written).day, read_date(written).problem) == (None, "")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("1月5日", "没有写年份"),
        ("12.10", "没有写年份"),
        ("12/10", "没有写年份"),
        ("11-12", "没有写年份"),
        ("尽快", "不是日期"),
        ("2024-13-05", "不是日期"),
        ("2024年2月30日", "不是日期"),
        ("2023-12-30，2024-1-5", "两个年份"),
        (12, "不是日期"),
        (float("nan"), "不是日期"),
        (1e300, "不是日期"),
        (True, "不是日期"),
        (datetime.date(1900, 1, 1), "不像"),
    ],
)
def test_what_is_no_date_says_why(written, problem: str) -> None:
    read = read_date(written)
    assert read.day is None and problem in read.problem


@pytest.mark.parametrize(
    ("received", "answered", "days"),
    [
        ("1月30日", "2024-2-20", ("2024-01-30", "2024-02-20")),
        ("12.30", "2024-1-20", ("2023-12-30", "2024-01-20")),
        ("2023-12-30", "1月20日", ("2023-12-30", "2024-01-20")),
        ("2024-3-1", "3-9", ("2024-03-01", "2024-03-09")),
        ("2月29日", "2024-3-9", ("2024-02-29", "2024-03-09")),
        ("2月29日", "2023-3-9", ("None", "2023-03-09")),
        ("3月5日", "2024-1-9", ("None", "2024-01-09")),
        ("1月5日", "2024年1月", ("None", "2024-01-01")),
        ("1月5日", "2月5日", ("None", "None")),
        ("1月5日", "", ("None", "None")),
        ("尽快", "2024-1-9", ("None", "2024-01-09")),
    ],
)
def test_the_other_date_of_a_row_tells_the_year(received: str, answered: str, days: tuple[str, str]) -> None:
    assert tuple(str(read.day) for read in with_years(read_date(received), read_date(answered))) == days


@settings(max_examples=60, deadline=None)
@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(["{0}年{1}月{2}日", "{0}/{1}/{2}", "{0}-{1:02}-{2:02}", "{0}.{1}.{2}", "{0}{1:02}{2:02}"]),
)
def test_every_day_in_every_style(day: datetime.date, style: str) -> None:
    assert read_date(style.format(day.year, day.month, day.day)).day == day


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_anything_is_a_date_or_a_reason(written) -> None:
    read = read_date(written)
    assert read.day is None or read.problem == ""
