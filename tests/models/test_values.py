"""What a person wrote in a cell is read for what it means; what is no number stays the text it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.node import Kind
from models.values import MAX_WRITTEN, is_number, read_number


@pytest.mark.parametrize(
    "written",
    [
        "21①",
        "21⑳",
        "21❶",
        "21⑴",
        "21¹",
        "21²",
        "21ᵃ",
        "21₁",
        "21*",
        "21＊",
        "21※",
        "21†",
        "21#",
        "21★",
        "21[1]",
        "21［1］",
        "21〔注〕",
        "21【2】",
        "21（注1）",
        "21(注)",
        "21注",
        "21注①",
        "21^1",
        "*21",
        "①21",
        "21①②",
        "21¹,²",
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_a_note_mark_is_no_digit(written: str, kind: Kind) -> None:
    reading = read_number(written, kind)
    assert reading.value == 21 and reading.remark == ""
    assert "注的标记" in reading.note


@pytest.mark.parametrize("written", ["²¹", "21*2", "2①1", "①", "*", "※"])
def test_a_mark_joins_no_digits(written: str) -> None:
    assert read_number(written, Kind.COUNT).value in (21 if written == "²¹" else written,)


@pytest.mark.parametrize(
    "written",
    [
        "2件",
        "2笔",
        "2批次",
        "2批",
        "2起",
        "2宗",
        "2份",
        "2例",
        "2篇",
        "2户",
        "2人次",
        "2项",
        "2单",
        "2（件）",
        "共2件",
        "２",
        "2件。",
        "2.0",
        "2 件",
        "2\n件",
    ],
)
def test_units_of_counts(written: str) -> None:
    assert read_number(written, Kind.COUNT).value == 2
    assert read_number(written, Kind.SIGNED).value == 2


@pytest.mark.parametrize(
    "written",
    [
        "减4",
        "减少4",
        "减少了4项",
        "下降4",
        "降4",
        "负4",
        "-4",
        "－4",
        "−4",
        "↓4",
        "4↓",
        "▼4",
        "减4笔",
        "减：4",
        "4项（减）",
        "—4",
        "减 4",
        "- 4",
    ],
)
def test_words_for_less(written: str) -> None:
    assert read_number(written, Kind.SIGNED).value == -4


@pytest.mark.parametrize("written", ["增4", "新增4项", "增加4", "+4", "↑4", "4↑", "上升4"])
def test_words_for_more(written: str) -> None:
    assert read_number(written, Kind.SIGNED).value == 4


def test_words_for_no_change() -> None:
    assert read_number("持平", Kind.SIGNED).value == 0
    assert read_number("持平", Kind.COUNT).value == "持平"


@pytest.mark.parametrize(
    ("written", "wan"),
    [
        ("3.5", "3.5"),
        ("35000元", "3.5"),
        ("￥35000元", "3.5"),
        ("75394432.52元", "7539.443252"),
        ("3.5万元", "3.5"),
        ("3.5（万元）", "3.5"),
        ("1亿元", "10000"),
        ("1.5亿元", "15000"),
        ("35,000.00元", "3.5"),
        ("人民币3万元整", "3"),
        ("2.50", "2.50"),
    ],
)
def test_amounts_are_in_wan(written: str, wan: str) -> None:
    assert str(read_number(written, Kind.AMOUNT).value) == wan


@pytest.mark.parametrize("written", ["19 1", "19\n1", "19\n100", "19、1", "19/1", "19；1", "19,1", "1 2 3"])
def test_two_figures_in_a_cell_are_never_one(written: str) -> None:
    assert read_number(written, Kind.COUNT).value == written


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,234", 1234), ("1 234 567", 1234567), ("十二件", 12), ("二十一", 21), ("〇", 0), ("1.2万件", 12000)],
)
def test_numbers_written_in_other_ways(written: str, value: int) -> None:
    assert read_number(written, Kind.COUNT).value == value


def test_a_remark_is_kept_in_its_own_signs() -> None:
    reading = read_number("22（其中修订１６件）", Kind.COUNT)
    assert (reading.value, reading.remark) == (22, "其中修订１６件")


@pytest.mark.parametrize("written", ["12余件", "约", "一", "1.", "1、", "3.危及", "2024年", "9" * 40, "12%"])
def test_what_is_no_number_stays_as_it_is(written: str) -> None:
    reading = read_number(written, Kind.COUNT)
    assert reading.value == written and reading.note


@given(st.text("0123456789,，. ①*件万（）减\n一", max_size=2 * MAX_WRITTEN), st.sampled_from(Kind))
def test_whatever_stands_in_a_cell_is_a_number_a_blank_or_itself(written: str, kind: Kind) -> None:
    value = read_number(written, kind).value
    assert value is None or is_number(value) or str(value) in written


@pytest.mark.parametrize("sign", ["9", " 9", "9,", "(9", "减", "①", "十", ".", "9 "])
def test_a_text_of_any_length_is_read_at_once(sign: str) -> None:
    written = (sign * 1_000_000)[:1_000_000]
    for kind in Kind:
        assert isinstance(read_number(written, kind).value, str)


def test_an_amount_keeps_its_digits() -> None:
    assert read_number("0.10", Kind.AMOUNT).value == Decimal("0.10")
