"""The tables of constructions behind the checks of years and slots: each example is told, each silent one is not."""

from __future__ import annotations

import re

import pytest

from models.checks import run_checks
from models.checks.text_slots import SLOTS, Slot, slots_of
from models.checks.text_years import BELONGS, Belongs
from models.report import Report


@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.name)
def test_a_kind_of_slot_is_found_in_its_example_and_not_in_the_silent_one(slot: Slot) -> None:
    assert list(slots_of(slot.example, slot.code))
    assert not [place for code in ("text.slot", "text.left_over") for place in slots_of(slot.silent, code)]


@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.name)
def test_a_kind_of_slot_is_what_finds_its_example(slot: Slot) -> None:
    assert slot.compiled.search(slot.example)


@pytest.mark.parametrize("belongs", BELONGS, ids=lambda belongs: belongs.name)
def test_another_year_may_stand_where_it_belongs(belongs: Belongs) -> None:
    text = re.sub(r"[\[\]]", "", belongs.example)
    report = Report().apply({"unit": "云岭县交通运输局", "year": 2024, "一.1": text})
    assert "text.year" not in [finding.code for finding in run_checks(report)]
    at = re.search(r"\[[^\]]*年\]", belongs.example)
    assert at is not None
    before, behind = belongs.example[: at.start()].rpartition("（")[2], belongs.example[at.end() :]
    assert re.search(belongs.before, before.rpartition("，")[2])
    assert re.search(belongs.behind, re.split("[，）。]", behind)[0])
