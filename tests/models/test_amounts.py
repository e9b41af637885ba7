"""Amounts written with a unit of money, as 万元."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.form import Kind
from models.values import read_number


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1亿元", 10_000), ("1.5亿元", 15_000), ("0.0001亿元", 1), ("3万元", 3), ("251000元", "25.1")],
)
def test_a_hundred_million_is_read_as_ten_thousand_wan(written: str, amount: object) -> None:
    assert read_number(written, Kind.AMOUNT).value == Decimal(str(amount))
