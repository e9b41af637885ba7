"""Asking a form by meaning: what a role finds, and that each amount counts each thing once."""

from __future__ import annotations

import pytest

from models.form import Form, Role
from models.forms import FORMS, LATEST, form_for, years_of

OLD = FORMS["2019"]


@pytest.mark.parametrize(
    ("roles", "cells"),
    [
        ((Role.RECEIVED,), ("t3.new.total",)),
        ((Role.RECEIVED, Role.NATURAL), ("t3.new.natural",)),
        ((Role.CONCLUDED,), ("t3.total.total",)),
        ((Role.RESULTS,), ("t3.total.total",)),
        ((Role.UNABLE,), ("t3.unable.not_held.total", "t3.unable.not_made.total", "t3.unable.unclear.total")),
        ((Role.CARRIED_OUT, Role.LEGAL), ("t3.carried_out.legal",)),
        ((Role.REVIEW,), ("t4.review.total",)),
        ((Role.SUITS,), ("t4.direct.total", "t4.after_review.total")),
        ((Role.SUITS, Role.UPHELD), ("t4.direct.upheld", "t4.after_review.upheld")),
        ((Role.NORMATIVE, Role.IN_FORCE), ("t2.normative.in_force",)),
        ((Role.CHARGES,), ("t2.fees.amount",)),
        ((Role.PROCUREMENT,), ()),
    ],
)
def test_an_amount_is_the_printed_totals_or_their_parts(roles: tuple[Role, ...], cells: tuple[str, ...]) -> None:
    assert LATEST.amount(*roles) == cells


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("role", Role)
def test_an_amount_counts_nothing_twice(form: Form, role: Role) -> None:
    leaves = [leaf for cell in form.amount(role) for leaf in form.totals.get(cell, (cell,))]
    assert len(set(leaves)) == len(leaves)
    assert {cell.id for cell in form.by_role(role) if not cell.is_total} <= set(leaves)


def test_a_single_row_of_2019_has_the_role_of_the_group_of_2021() -> None:
    assert OLD.amount(Role.OTHER_RESULTS) == ("t3.other.total",)
    assert len(LATEST.amount(Role.OTHER_RESULTS)) == 3


def test_beside_a_cell_stands_the_one_of_its_row_and_group() -> None:
    made = LATEST.cells["t2.normative.made"]
    assert (found := LATEST.in_row(made, Role.REPEALED)) and found.id == "t2.normative.repealed"
    total = LATEST.cells["t4.after_review.total"]
    assert (found := LATEST.in_row(total, Role.PENDING)) and found.id == "t4.after_review.pending"
    assert LATEST.in_row(total, Role.MADE) is None


def test_above_a_cell_stands_the_one_of_its_column() -> None:
    cell = LATEST.cells["t3.carried_in.legal"]
    assert (found := LATEST.in_column(cell, Role.CARRIED_OUT)) and found.id == "t3.carried_out.legal"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_sections_and_texts_are_found_by_what_they_say(form: Form) -> None:
    assert form.texts_of(Role.PROBLEMS) == ("五",) and form.texts_of(Role.FEE) == ("六",)
    assert form.texts_of(Role.OVERVIEW) == ("一", "一.1", "一.2", "一.3", "一.4", "一.5")
    assert form.texts_of(Role.ON_REQUEST) == ("一.2",) and form.texts_of(Role.CASES) == ()
    assert (section := form.section(Role.CASES)) and section.table is form.table(Role.CASES)


def test_an_edition_ends_where_the_next_begins() -> None:
    assert [years_of(form) for form in FORMS.values()] == [(2019, 2020), (2021, None)]
    assert all(form_for(year) is form for form in FORMS.values() for year in years_of(form) if year is not None)
