"""Years as clerks type them."""

from __future__ import annotations

import pytest

from models.years import read_year


@pytest.mark.parametrize(
    "written",
    ["2024", "２０２４", "2024年", "2024年度", " 2024 年 ", "二〇二四", "二零二四年", "二○二四年度", "２０２４年"],
)
def test_a_year_is_read_however_it_is_written(written: str) -> None:
    assert read_year(written) == 2024


@pytest.mark.parametrize("written", ["", "24", "二十四", "20245", "2024年1月", "今年", "0024", "2" * 100_000])
def test_what_is_no_year_is_not_guessed(written: str) -> None:
    assert read_year(written) is None
