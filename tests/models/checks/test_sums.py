"""Sums 1–4: silent where the tables foot, an error that names the cell where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.checks import run_checks
from models.findings import Finding, Severity
from models.form import Form
from models.forms import FORMS, LATEST
from models.report import Report
from models.totals import evaluate
from tests.reports import footing_reports, published_report


def errors(report: Report) -> list[Finding]:
    return [finding for finding in run_checks(report) if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
@given(data=st.data())
@settings(max_examples=40)
def test_a_report_that_foots_has_no_error(form: Form, data: st.DataObject) -> None:
    assert errors(data.draw(footing_reports(form))) == []


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
@given(data=st.data())
@settings(max_examples=60)
def test_a_stated_total_moved_by_any_amount_has_an_error_that_names_it(form: Form, data: st.DataObject) -> None:
    report = data.draw(footing_reports(form))
    total = data.draw(st.sampled_from(sorted(form.totals)))
    right = evaluate(report).derived[total]
    moved = data.draw(st.integers(0, 10**9).filter(lambda n: n != right))
    found = errors(report.apply({total: moved}))
    assert any(total in finding.cells for finding in found)


@given(footing_reports(LATEST), st.data())
@settings(max_examples=40)
def test_the_fix_of_a_wrong_total_mends_the_report(report: Report, data: st.DataObject) -> None:
    total = data.draw(st.sampled_from(sorted(LATEST.totals)))
    wrong = report.apply({total: (evaluate(report).number(total) or 0) + 7})
    fixes = [finding.fix for finding in errors(wrong) if finding.fix]
    assert fixes
    for fix in fixes:
        wrong = wrong.apply(fix)
    assert errors(wrong) == []


@pytest.mark.parametrize(
    "name", ["huaian-2024", "hanyin-2021", "shuyang-ndrc-2023", "shanghai-office-2019", "shanghai-office-2025"]
)
def test_published_reports_whose_tables_foot_have_no_error(name: str) -> None:
    assert errors(published_report(name)) == []


def test_the_two_totals_of_hongze_2023_that_were_never_filled_in() -> None:
    found = errors(published_report("hongze-2023"))
    assert [(finding.code, finding.cells, finding.fix) for finding in found] == [
        ("t4.row", ("t4.review.total",), {"t4.review.total": 11}),
        ("t4.row", ("t4.after_review.total",), {"t4.after_review.total": 5}),
    ]


def test_a_finding_gives_both_figures_both_sides_and_the_basis() -> None:
    (finding,) = errors(
        published_report("huaian-2024").apply({"t3.carried_out.natural": 104, "t3.carried_out.total": 104})
    )[:1]
    assert finding.code == "t3.balance"
    assert "3001＋34＝3035" in finding.message and "2932＋104＝3036" in finding.message
    assert finding.parts == ("t3.new.natural", "t3.carried_in.natural", "t3.total.natural", "t3.carried_out.natural")
    assert "第一项加第二项之和" in finding.basis


def test_one_blank_that_settles_a_balance_is_offered() -> None:
    report = published_report("huaian-2024").apply({"t3.carried_out.natural": None, "t3.carried_out.total": None})
    balance = next(f for f in errors(report) if f.code == "t3.balance" and "自然人" in f.message)
    assert balance.fix == {"t3.carried_out.natural": 103}
    assert errors(report.apply(balance.fix)) == []


def test_a_total_nobody_stated_is_never_a_finding() -> None:
    report = published_report("huaian-2024").apply(dict.fromkeys(LATEST.totals))
    assert errors(report) == []


def test_a_consequence_names_its_cause() -> None:
    found = errors(published_report("huaian-2024").apply({"t3.total.natural": 2933}))
    own = [f for f in found if f.cells == ("t3.total.natural",)]
    assert own[0].fix == {"t3.total.natural": 2932}
    others = [f for f in found if f not in own]
    assert others and all("引起" in f.advice and f.fix is None for f in others)


def test_an_unreadable_cell_is_an_error_of_its_own_and_not_of_the_sums() -> None:
    found = errors(published_report("huaian-2024").apply({"t3.granted.natural": "一千多"}))
    assert [finding.code for finding in found] == ["cell.unreadable"]


def test_a_wrong_leaf_is_one_error_and_not_another_of_the_totals_that_are_only_derived() -> None:
    report = published_report("huaian-2024").apply(dict.fromkeys(LATEST.totals))
    found = errors(report.apply({"t3.granted.natural": (report.values["t3.granted.natural"] or 0) + 1}))  # type: ignore[operator]
    assert [(finding.code, "自然人" in finding.message) for finding in found] == [("t3.balance", True)]
