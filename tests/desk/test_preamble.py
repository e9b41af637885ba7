"""The standard preamble: offered, and in order by every check."""

from __future__ import annotations

import pytest

from desk.preamble import standard_preamble
from models.checks import run_checks
from models.forms import FORMS
from models.report import Report


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_it_names_basis_contents_period_and_whom_to_ask(form):
    report = Report().apply({"unit": "云岭县水务局", "year": form.since, "contact": "云岭县河滨路1号，0912-5550123"})
    text = standard_preamble(report)
    for words in (
        form.basis,
        form.sections[0].title,
        f"{form.since}年12月31日",
        "六个部分",
        "云岭县水务局",
        "0912-5550123",
    ):
        assert words in text


def test_no_check_finds_fault_with_it():
    report = Report().apply({"unit": "云岭县水务局", "year": 2024, "contact": "0912-5550123"})
    written = report.apply({report.form.preamble.id: standard_preamble(report)})
    before = {finding.key for finding in run_checks(report)}
    assert [f.message for f in run_checks(written) if f.key not in before] == []


@pytest.mark.parametrize("missing", ["unit", "year"])
def test_without_unit_or_year_there_is_none(missing):
    assert standard_preamble(Report().apply({"unit": "云岭县水务局", "year": 2024, missing: None})) == ""
