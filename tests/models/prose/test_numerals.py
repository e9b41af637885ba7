"""Finding numbers in official prose: which digits count something, what they are worth, how literally they are meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.prose.lexicon.numerals import Exactness, Numeral, find_numbers


def numbers(text: str) -> list[Numeral]:
    return [item for item in find_numbers(text) if isinstance(item, Numeral)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("21件", 21),
        ("１２件", 12),
        ("1,056件", 1056),
        ("三百二十一件", 321),
        ("十二件", 12),
        ("二十件", 20),
        ("一百零五件", 105),
        ("两件", 2),
        ("〇件", 0),
        ("一千二百件", 1200),
        ("四十四万七千二百二十八件", 447228),
        ("44.7万件", 447000),
        ("12.30件", Decimal("12.30")),
        ("9.6亿元", 96000),
        ("251000元", Decimal("25.1")),
        ("3.5万元", Decimal("3.5")),
        ("12.5%", Decimal("12.5")),
        ("百分之十二点五", Decimal("12.5")),
        ("六成", 60),
    ],
)
def test_a_number_is_read_for_what_it_means(written: str, value: int | Decimal) -> None:
    assert [item.value for item in numbers(f"共{written}。")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日",
        "国办公开办函〔2021〕30号",
        "第711号令第二十条",
        "电话0517-83605210",
        "1.健全组织机构",
        "一是统一思想",
        "（2）完善制度",
        "20个工作日内",
        "保护第三方合法权益",
        "hazwgkc163@163.com",
        "同百千万工程",
    ],
)
def test_dates_document_numbers_and_item_numbers_count_nothing(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "exactness"),
    [
        ("收到21件", Exactness.EXACT),
        ("收到约20件", Exactness.ABOUT),
        ("收到近20件", Exactness.LESS),
        ("收到20余件", Exactness.MORE),
        ("超过20件", Exactness.MORE),
        ("8.8万件", Exactness.ROUNDED),
        ("8.8万余件", Exactness.MORE),
    ],
)
def test_how_literally_a_number_is_meant(text: str, exactness: Exactness) -> None:
    assert [item.exactness for item in numbers(text)] == [exactness]


@pytest.mark.parametrize(
    ("written", "figure", "agrees"),
    [
        ("21件", 21, True),
        ("21件", 22, False),
        ("约500件", 487, True),
        ("约500件", 300, False),
        ("300余件", 321, True),
        ("300余件", 299, False),
        ("近300件", 296, True),
        ("近300件", 301, False),
        ("44.7万件", 447228, True),
        ("44.7万件", 450000, False),
        ("5500余条", 5570, True),
    ],
)
def test_a_number_agrees_with_a_figure_as_literally_as_it_is_meant(written: str, figure: int, agrees: bool) -> None:
    assert numbers(written)[0].means(figure) is agrees


@given(st.text("0123456789一二三十百千万亿零两〇余约近件宗%,.，、（）-年月", max_size=60))
def test_numbers_come_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for item in find_numbers(text):
        assert end <= item.start < item.end <= len(text)
        end = item.end


@given(st.integers(0, 99_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert numbers(f"{chinese(number)}件")[0].value == number


def chinese(number: int) -> str:
    """An independent writer of Chinese numerals, for counts below 100,000."""
    if number >= 10_000:
        rest = number % 10_000
        return chinese(number // 10_000) + "万" + ("" if not rest else ("零" if rest < 1000 else "") + chinese(rest))
    digits, words = "零一二三四五六七八九", ""
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        words += digits[digit] + name if digit else "零"
    while "零零" in words:
        words = words.replace("零零", "零")
    return words.strip("零") or "零"
