"""Sums typed into a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.arithmetic import computed


@pytest.mark.parametrize(
    ("written", "value"),
    [("=5+3", 8), ("＝５＋３", 8), ("= 5 + 3 - 1", 7), ("=1.5+2.25", Decimal("3.75")), ("=0.5+0.5", 1), ("=-3+5", 2)],
)
def test_a_sum_is_computed(written, value):
    assert computed(written) == value


@pytest.mark.parametrize("written", ["5+3", "=", "=5+", "=A1+A2", "=5*3", "=SUM(1)", "=5++3", "", "=1" + "+1" * 1_000])
def test_what_is_no_sum_is_left_as_it_is(written):
    assert computed(written) is None


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_it_adds_as_numbers_do(terms):
    assert computed("=" + "+".join(map(str, terms))) == sum(terms)
