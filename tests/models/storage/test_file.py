"""The .gkbg file: exact, readable, never half-written, never over what is not understood."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.report import Report
from models.storage import load, save
from tests.reports import PUBLISHED, published_report


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_report_comes_back_as_it_was_saved(tmp_path, name):
    report = published_report(name)
    save(report, tmp_path / "r.gkbg")
    assert load(tmp_path / "r.gkbg") == report


def test_an_amount_is_kept_digit_for_digit(tmp_path):
    save(Report().apply({"t2.fees.amount": Decimal("0012.50")}), tmp_path / "r.gkbg")
    assert str(load(tmp_path / "r.gkbg").get("t2.fees.amount")) == "12.50"
