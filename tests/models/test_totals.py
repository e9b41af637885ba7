"""Derived totals beside stated ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.form import Form
from models.forms import FORMS, LATEST
from models.report import Report
from models.totals import evaluate
from tests.reports import footing_reports, published, published_report


@pytest.mark.parametrize("name", ["huaian-2024", "shanghai-office-2025", "hanyin-2021"])
def test_the_derived_totals_are_those_the_office_published(name: str) -> None:
    stated = published(name)["cells"]
    derived = evaluate(published_report(name)).derived
    assert dict(derived) == {total: stated[total] for total in derived}


@given(footing_reports(LATEST), st.sampled_from(sorted(LATEST.totals)), st.integers(0, 10**6))
@settings(max_examples=30)
def test_nothing_overwrites_what_a_person_stated(report: Report, total: str, stated: int) -> None:
    figures = evaluate(report.apply({total: stated}))
    assert figures.printed[total] == stated
    assert figures.derived[total] == evaluate(report).derived[total]


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_in_an_empty_report_every_total_is_blank(form: Form) -> None:
    figures = evaluate(Report().apply({"form": form.id}))
    assert set(figures.derived.values()) == {None}
    assert set(figures.printed.values()) == {None}


def test_a_blank_counts_as_nil_beside_a_number() -> None:
    figures = evaluate(Report().apply({"t4.review.upheld": 3}))
    assert figures.derived["t4.review.total"] == 3
    assert figures.derived["t4.direct.total"] is None


def test_a_total_with_an_unreadable_part_is_unknown_not_too_small() -> None:
    figures = evaluate(Report().apply({"t4.review.upheld": 3, "t4.review.other": "若干"}))
    assert figures.printed["t4.review.total"] is None
    assert "t4.review.total" in figures.unknown


def test_amounts_keep_the_digits_as_typed() -> None:
    figures = evaluate(Report().apply({"t2.fees.amount": Decimal("96171.60")}))
    assert str(figures.printed["t2.fees.amount"]) == "96171.60"
