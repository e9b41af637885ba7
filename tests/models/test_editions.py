"""What stands where in another edition: the declared editions against each other."""

from __future__ import annotations

from itertools import product

import pytest

from models.editions import between, others
from models.forms import FORMS

OLD, NEW = FORMS["2019"], FORMS["2021"]


@pytest.mark.parametrize(("source", "target"), list(product(FORMS, FORMS)))
def test_links_name_cells_of_both_editions_and_no_cell_twice(source: str, target: str) -> None:
    way = between(FORMS[source], FORMS[target])
    sources = [id for link in way.links for id in link.source]
    targets = [id for link in way.links for id in link.target]
    assert set(sources) <= FORMS[source].cells.keys() and len(set(sources)) == len(sources)
    assert set(targets) <= FORMS[target].cells.keys() and len(set(targets)) == len(targets)


def test_within_one_edition_everything_stays() -> None:
    way = between(NEW, NEW)
    assert all(way.sources_of(id) == (id,) and way.homes[id] == id for id in NEW.cells)
    assert way.carried({"t3.new.natural": 4}) == {"t3.new.natural": 4}


def test_the_row_that_2021_parted_is_the_sum_of_its_parts() -> None:
    back = between(NEW, OLD)
    parts = ("t3.other.no_correction.legal", "t3.other.no_fee.legal", "t3.other.other.legal")
    assert back.sources_of("t3.other.legal") == parts
    assert back.carried({parts[0]: 2, parts[2]: 3})["t3.other.legal"] == 5
    assert back.carried({parts[0]: "若干", parts[2]: 3}).get("t3.other.legal") is None
    assert back.carried({})["t3.other.legal"] is None


def test_a_figure_of_that_row_goes_to_the_nearest_and_does_not_count_the_same() -> None:
    way = between(OLD, NEW)
    assert way.homes["t3.other.legal"] == "t3.other.other.legal"
    assert "t3.other.other.legal" in way.nearest and way.sources_of("t3.other.other.legal") == ()


def test_columns_that_count_otherwise_do_not_meet() -> None:
    way = between(OLD, NEW)
    assert way.sources_of("t2.normative.made") == ("t2.normative.made",)
    assert "t2.normative.total" not in way.homes and "t2.fees.previous" not in way.homes
    assert way.sources_of("t2.licensing.decisions") == ("t2.licensing.decisions",)


def test_texts_go_by_what_they_tell() -> None:
    assert between(OLD, NEW).texts["五"] == "五" and between(OLD, NEW).tables == {"t2": "t2", "t3": "t3", "t4": "t4"}


def test_the_other_editions_are_those_nearest_in_time_first() -> None:
    assert others(NEW)[0] is OLD
