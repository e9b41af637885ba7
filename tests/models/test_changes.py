"""What changed from last year, as rows that a leader reads."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from models.changes import Change, changes
from models.form import Form
from models.forms import FORMS
from models.report import Report
from models.totals import evaluate
from tests.reports import footing_reports

FORM = FORMS["2021"]


def row(this: Report, last: Report, id: str) -> Change:
    return next(change for change in changes(this, last) if change.id == id)


def report(year: int, **cells: int | str) -> Report:
    return Report().apply({"year": year, **{id.replace("__", "."): value for id, value in cells.items()}})


def test_difference_and_ratio_stand_beside_both_figures() -> None:
    found = row(report(2024, t2__normative__made=9), report(2023, t2__normative__made=12), "t2.normative.made")
    assert (found.last, found.this, found.difference, found.ratio) == (12, 9, -3, Decimal("-25.00"))


def test_a_blank_counts_as_nil_beside_a_number() -> None:
    found = row(report(2024), report(2023, t2__normative__made=12), "t2.normative.made")
    assert (found.this, found.difference) == (None, -12)


def test_two_blanks_have_no_difference() -> None:
    assert row(report(2024), report(2023), "t2.normative.made").difference is None


def test_a_number_of_absurd_size_is_compared_too() -> None:
    absurd = report(2024).apply({"t2.fees.amount": Decimal(10) ** 25})
    found = row(absurd, report(2023).apply({"t2.fees.amount": Decimal("0.5")}), "t2.fees.amount")
    assert found.ratio is not None and found.ratio > 10**27


def test_there_is_no_ratio_to_nil() -> None:
    assert row(report(2024, t2__normative__made=12), report(2023), "t2.normative.made").ratio is None


def test_text_that_is_no_number_is_shown_and_not_computed() -> None:
    found = row(report(2024, t2__normative__made="若干"), report(2023, t2__normative__made=3), "t2.normative.made")
    assert (found.this, found.difference, found.ratio) == ("若干", None, None)


def test_totals_are_compared_as_printed() -> None:
    found = row(report(2024, t3__new__natural=4, t3__new__other=1), report(2023, t3__new__total=2), "t3.new.total")
    assert (found.last, found.this, found.difference) == (2, 5, 3)


def test_a_cell_that_last_years_form_does_not_have_is_not_compared() -> None:
    last = Report().apply({"year": 2020, "t3.other.natural": 8, "t2.normative.made": 2})
    this = Report().apply({"year": 2021, "t3.other.other.natural": 3, "t2.normative.made": 5})
    assert not row(this, last, "t3.other.other.natural").comparable
    assert row(this, last, "t3.other.other.natural").difference is None
    assert row(this, last, "t2.normative.made").difference == 3


def test_the_overview_holds_table_2_and_the_totals_of_the_other_tables() -> None:
    headlines = [change.id for change in changes(report(2024), report(2023)) if change.headline]
    assert len(headlines) == 10 + 25 + 3
    assert all(id.startswith("t2.") or id.endswith("total") for id in headlines)


@given(st.data(), st.sampled_from(list(FORMS.values())))
def test_every_cell_has_one_row_whose_difference_leads_from_last_to_this(data: st.DataObject, form: Form) -> None:
    this, last = data.draw(footing_reports(form)), data.draw(footing_reports(form))
    rows = changes(this, last)
    assert [change.id for change in rows] == list(form.cells)
    figures = evaluate(this)
    for change in rows:
        assert change.difference is None or (change.last or 0) + change.difference == (figures.printed[change.id] or 0)  # type: ignore[operator]
