"""A county's collection with a known truth: every figure of status, sum, trace and compare equals it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.forms import LATEST
from tests.office import collection
from tests.office.collection import (
    BUREAUS,
    COUNTY,
    DISTRICT,
    LOWER,
    YEAR,
    Collection,
    bureau,
    derived,
    figures,
    put,
    report,
)
from ui import verbs


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    made = collection.make(tmp_path_factory.mktemp("county"))
    ledger = made.folder / "册.gkhz"
    assert verbs.run(["office", "new", str(made.roster), "-o", str(ledger), "--year", str(YEAR)]) == 0
    code = verbs.run(["office", "take", str(ledger), str(made.inbox), "--last-year", str(made.last)])
    assert code == 2  # files that cannot be read are among them; the rest is taken
    return made


@pytest.fixture
def office(county: Collection, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def run(verb: str, *arguments: object) -> Any:
        assert verbs.run(["office", verb, str(county.folder / "册.gkhz"), *map(str, arguments), "--json"]) == 0
        return json.loads(capsys.readouterr().out, parse_float=Decimal)

    return run


def units_of(status):
    return {unit["unit"]: unit for unit in status["units"]}


def test_status_counts_every_unit_once(office, county):
    status = office("status")
    missing = {bureau(BUREAUS[10]), bureau(BUREAUS[13]), f"{COUNTY}人民政府办公室"}
    assert (status["node"], status["year"]) == (COUNTY, YEAR)
    assert status["expected"] == county.expected
    assert status["received"] == county.expected - len(missing) == status["on_time"] + status["late"]
    assert set(status["missing"]) == missing
    assert status["late"] == 1
    assert (status["returned"], status["passed"]) == (0, 0)


def test_each_unit_has_its_state_and_no_node_is_among_them(office, county):
    units = units_of(office("status"))
    assert {name: unit["state"] for name, unit in units.items()} == {
        name: state for name, state in county.states.items() if name not in (DISTRICT, f"{LOWER}人民政府")
    }


def test_versions_count_different_contents(office):
    units = units_of(office("status"))
    assert units[bureau("司法")]["versions"] == 2
    assert units[bureau("司法")]["file"] == "司法局（改）.docx"
    assert units[bureau("教育")]["versions"] == 1
    assert (units[bureau("林业")]["versions"], units[bureau("林业")]["file"]) == (0, None)


def test_a_false_total_is_its_units_error(office):
    units = units_of(office("status"))
    assert units[bureau("文化和旅游")]["errors"] > 0
    assert units[bureau("教育")]["errors"] == 0


def test_each_file_that_is_nobodys_is_named_once_with_what_it_is(office, county):
    waiting = office("status")["unmatched"]
    assert sorted(each["file"] for each in waiting) == sorted(county.waiting)
    for each in waiting:
        assert county.waiting[each["file"]] in each["reason"]


def test_the_sum_adds_every_report_of_record_once(office, county):
    total = office("sum")
    assert total["cells"] == county.sum()
    assert (total["node"], total["scope"], total["year"]) == (COUNTY, "area", YEAR)
    assert total["counted"] == len(county.own)
    assert total["expected"] - total["counted"] == len(total["missing"])


def test_the_sum_of_the_node_alone_leaves_out_all_lower_nodes(office, county):
    own = office("sum", "--scope", "own")
    lower = (f"{DISTRICT}建设局", f"{DISTRICT}招商局", f"{LOWER}人民政府")
    assert own["cells"] == county.sum(without=lower)
    assert own["counted"] == len(county.own) - 3


def test_a_lower_node_counts_through_its_units(office, county):
    zone = office("sum", "--node", DISTRICT)
    own = [county.own[f"{DISTRICT}{name}"] for name in ("建设局", "招商局")]
    assert zone["cells"] == derived({id: own[0][id] + own[1][id] for id in own[0]})


def test_text_in_a_cell_is_unknown_and_a_false_total_is_named_beside_the_sum(office, county):
    total = office("sum")
    assert total["unknown"] == [{"unit": bureau("审计"), "cell": "t2.licensing.decisions", "text": "12O"}]
    right = derived(county.own[bureau("文化和旅游")])["t3.granted.total"]
    assert total["disputed"] == [
        {"unit": bureau("文化和旅游"), "cell": "t3.granted.total", "stated": 9999, "sum": right}
    ]


@pytest.mark.parametrize(
    "cell", ["t3.new.natural", "t3.granted.total", "t2.fees.amount", "t2.penalty.decisions", "t2.licensing.decisions"]
)
def test_a_figure_leads_to_its_units_and_their_values_add_up_to_it(office, county, cell):
    trace = office("trace", cell)
    parts = LATEST.totals.get(cell, (cell,))
    truth = {
        unit: sum(cells[part] for part in parts if part in cells) if any(part in cells for part in parts) else None
        for unit, cells in county.own.items()
    }
    assert {each["unit"]: each["value"] for each in trace["units"]} == truth
    values = [value for value in truth.values() if value is not None]
    assert trace["total"] == sum(values) == office("sum")["cells"][cell]
    ranked = [each["value"] for each in trace["units"] if each["value"] is not None]
    assert ranked == sorted(ranked, reverse=True)
    assert all(each["file"] and each["place"] for each in trace["units"])


def test_the_place_is_where_the_figure_stands_in_the_file(office):
    places = {each["unit"]: each["place"] for each in office("trace", "t3.new.natural")["units"]}
    assert places[bureau("民政")].endswith("D6") and "表三" in places[bureau("民政")]
    assert "行" in places[bureau("教育")] and "列" in places[bureau("教育")]


def government(county: Collection, cells: dict[str, int | Decimal]) -> Path:
    return put(report(f"{COUNTY}人民政府", cells), county.folder / "政府.gkbg")


def leaves(cells):
    return {id: value for id, value in cells.items() if id not in LATEST.totals}


def causes_of(compared):
    return {each["cell"]: each["causes"] for each in compared["cells"]}


def test_a_report_that_is_the_sum_has_no_gap(office, county):
    assert office("compare", government(county, leaves(county.sum()))) == {"cells": []}


def test_a_unit_that_the_government_left_out_is_found(office, county):
    unit = bureau("水利")
    gaps = office("compare", government(county, leaves(county.sum(without=(unit,)))))["cells"]
    own = derived(county.own[unit])
    assert {gap["cell"]: -gap["difference"] for gap in gaps} == {id: value for id, value in own.items() if value}
    for gap in gaps:
        assert gap["report"] - gap["sum"] == gap["difference"]
        assert gap["causes"][0] == {"unit": unit, "kind": "missing", "value": own[gap["cell"]]}


def test_a_unit_counted_twice_is_found(office, county):
    unit = bureau("财政")
    twice = {id: value + county.own[unit].get(id, 0) for id, value in leaves(county.sum()).items()}
    own = derived(county.own[unit])
    causes = causes_of(office("compare", government(county, twice)))
    assert set(causes) == {id for id, value in own.items() if value}
    assert all(each[0] == {"unit": unit, "kind": "doubled", "value": own[cell]} for cell, each in causes.items())


@pytest.mark.parametrize("times", [10_000, Decimal("0.0001")])
def test_an_amount_in_another_unit_of_money_is_found(office, county, times):
    unit, cell = bureau("民政"), "t2.fees.amount"
    own = county.own[unit][cell]
    cells = leaves(county.sum())
    causes = causes_of(office("compare", government(county, {**cells, cell: cells[cell] + own * times - own})))
    assert list(causes) == [cell]
    assert causes[cell][0] == {"unit": unit, "kind": "times_10000", "value": own}


def test_two_faults_at_once_are_told_apart(office, county):
    left_out, doubled = bureau("教育"), bureau("农业农村")
    cells = {
        id: value - county.own[left_out].get(id, 0) + county.own[doubled].get(id, 0)
        for id, value in leaves(county.sum()).items()
    }
    for cell, causes in causes_of(office("compare", government(county, cells))).items():
        found = {(each["unit"], each["kind"]) for each in causes[:2]}
        wanted = {(left_out, "missing"): county.own[left_out], (doubled, "doubled"): county.own[doubled]}
        assert {key for key, own in wanted.items() if derived(own)[cell]} <= found


def test_a_unit_that_sent_nothing_but_is_in_the_governments_figure_is_found(office, county):
    unit = bureau("林业")
    sent = figures(10)
    cells = {id: value + sent[id] for id, value in leaves(county.sum()).items()}
    last = derived(figures(100 + BUREAUS.index("林业")))
    causes = causes_of(office("compare", government(county, cells)))
    named = {cell: {c["unit"]: c for c in each} for cell, each in causes.items()}
    assert all(unit in each for each in named.values())
    assert all(each[unit]["value"] == last[cell] and each[unit]["kind"] == "missing" for cell, each in named.items())


def test_a_gap_that_no_unit_explains_says_so(office, county):
    cells = {**leaves(county.sum()), "t4.direct.upheld": -0 + 123457}
    causes = causes_of(office("compare", government(county, cells)))
    gap = 123457 - county.sum()["t4.direct.upheld"]
    absent = {bureau(BUREAUS[10]), bureau(BUREAUS[13]), f"{COUNTY}人民政府办公室"}
    last = causes["t4.direct.upheld"][-1]
    assert last == {"unit": None, "kind": "difference", "value": gap} or last["unit"] in absent


def test_a_unit_whose_cell_is_text_is_the_first_cause_where_the_government_has_a_number(office, county):
    cells = leaves(county.sum())
    cells["t2.licensing.decisions"] += 120
    causes = causes_of(office("compare", government(county, cells)))
    assert causes["t2.licensing.decisions"][0] == {"unit": bureau("审计"), "kind": "missing", "value": None}
