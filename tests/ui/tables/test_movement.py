"""Where Enter, Tab and the arrows lead."""

from __future__ import annotations

import pytest

from models.forms import FORMS
from ui.tables import movement
from ui.tables.movement import Way
from ui.tables.shape import Shape

SHAPES = {(form.id, table.id): Shape(form, table) for form in FORMS.values() for table in form.tables}


def shape(form: str, table: str) -> Shape:
    return SHAPES[form, table]


def walk(of: Shape, across: bool) -> list[str]:
    spot = movement.first(of)
    found = []
    while spot is not None:
        cell = of.cell(spot)
        assert cell is not None
        found.append(cell.id)
        spot = movement.onward(of, spot, across)
    return found


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("key", SHAPES)
def test_going_onward_visits_every_cell_that_is_typed_exactly_once(key, across):
    of = SHAPES[key]
    typed = {id for id in of.spots if not of.form.cells[id].is_total}
    assert sorted(walk(of, across)) == sorted(typed)


def test_down_goes_down_the_column_and_over_the_total():
    assert walk(shape("2021", "t3"), across=False)[22:25] == [
        "t3.other.other.natural",
        "t3.carried_out.natural",
        "t3.new.business",
    ]


def test_across_goes_along_the_row_and_over_the_total():
    assert walk(shape("2021", "t3"), across=True)[5:7] == ["t3.new.other", "t3.carried_in.natural"]


def test_in_blocks_down_fills_one_block_after_the_other():
    assert walk(shape("2021", "t2"), across=False)[:7] == [
        "t2.regulations.made",
        "t2.normative.made",
        "t2.regulations.repealed",
        "t2.normative.repealed",
        "t2.regulations.in_force",
        "t2.normative.in_force",
        "t2.licensing.decisions",
    ]


@pytest.mark.parametrize("key", SHAPES)
def test_every_arrow_leads_to_a_number_and_edges_stay(key):
    of = SHAPES[key]
    for spot in of.spots.values():
        for way in Way:
            assert of.cell(movement.neighbour(of, spot, way)) is not None
            end = movement.edge(of, spot, way)
            assert movement.neighbour(of, end, way) == end


def test_the_arrow_down_passes_heads_between_blocks():
    of = shape("2021", "t2")
    below = movement.neighbour(of, of.spots["t2.normative.in_force"], Way.DOWN)
    assert of.cell(below).id == "t2.licensing.decisions"


def test_backward_undoes_forward():
    of = shape("2021", "t3")
    spot = of.spots["t3.carried_out.natural"]
    assert movement.onward(of, movement.onward(of, spot, False), False, back=True) == spot


def test_from_a_total_onward_goes_to_the_next_cell_to_type():
    of = shape("2021", "t3")
    assert of.cell(movement.onward(of, of.spots["t3.total.natural"], False)).id == "t3.carried_out.natural"
