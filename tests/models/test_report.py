"""The report: immutable, changed by edits that can be undone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.forms import FORMS
from models.report import EditError, Report
from models.values import Value

CELLS = sorted({cell for form in FORMS.values() for cell in form.cells})
TEXTS = sorted({text for form in FORMS.values() for text in form.texts})

numbers = st.integers(-(10**6), 10**9) | st.decimals("-1000", "1000000", places=2)
words = st.text("若干件1/、", min_size=1, max_size=8)
fields = st.sampled_from([*TEXTS, "unit", "unplaced", "note.t3", "remark.t2.fees.amount"])
meta = {"year": st.integers(2000, 2100) | st.none(), "form": st.sampled_from(["2019", "2021", None])}
edits = st.one_of(
    st.dictionaries(st.sampled_from(CELLS), numbers | words | st.none(), max_size=6),
    st.dictionaries(fields, words | st.none(), max_size=4),
    st.fixed_dictionaries({}, optional=meta),
)


@given(edits, edits)
def test_apply_and_undo_are_inverse(first: dict[str, Value], second: dict[str, Value]) -> None:
    report = Report().apply(first)
    assert report.apply(second).apply(report.inverse(second)) == report


@given(edits, edits)
def test_applying_leaves_the_earlier_report_untouched(first: dict[str, Value], second: dict[str, Value]) -> None:
    report = Report().apply(first)
    before = dict(report.values)
    report.apply(second)
    assert dict(report.values) == before


def test_blank_is_not_nil() -> None:
    report = Report().apply({"t3.new.natural": 0})
    assert report.get("t3.new.natural") == 0
    assert report.apply({"t3.new.natural": None}).get("t3.new.natural") is None
    assert report != report.apply({"t3.new.natural": None})


def test_text_that_is_no_number_is_kept() -> None:
    assert Report().apply({"t3.new.natural": "约3件"}).get("t3.new.natural") == "约3件"


@pytest.mark.parametrize(
    "edit",
    [
        {"t3.nonsense": 1},
        {"t3.new.natural": 1.5},
        {"t3.new.natural": True},
        {"year": 2024.5},
        {"unit": 3},
        {"五": 1},
        {"form": "1999"},
        {"note.t9": "注"},
        {"origin.": "甲"},
        {"": 1},
    ],
)
def test_an_edit_that_no_report_can_take_changes_nothing(edit: dict[str, Value]) -> None:
    report = Report().apply({"unit": "某局"})
    with pytest.raises(EditError):
        report.apply({"year": 2024, **edit})
    assert report == Report().apply({"unit": "某局"})


def test_the_form_follows_from_the_year_and_can_be_overridden() -> None:
    assert Report().apply({"year": 2020}).form.id == "2019"
    assert Report().apply({"year": 2023}).form.id == "2021"
    assert Report().apply({"year": 2023, "form": "2019"}).form.id == "2019"


def test_numbers_of_another_form_are_kept_and_named() -> None:
    report = Report().apply({"year": 2020, "t3.other.natural": 3, "t2.fees.amount": Decimal("1.50")})
    assert report.foreign == ("t2.fees.amount",)
    assert report.apply({"year": 2021}).foreign == ("t3.other.natural",)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_real_number_is_refused(value: Decimal) -> None:
    with pytest.raises(EditError, match=r"t2\.fees\.amount"):
        Report().apply({"t2.fees.amount": value})
