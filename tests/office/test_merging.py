"""A lower office's ledger comes into its superior's: its units, reports, findings and decisions, once."""

from __future__ import annotations

import pytest

from office import ledger, merging, records, roster, states, status, sums
from office.errors import OfficeError
from office.states import State
from tests.office.collection import LATER, figures
from tests.office.here import hand_in, office, standing, take, unit

CITY, ONE, TWO = "淮河市", "清河县", "白水县"


def county(folder, name, seed, units=("水利局", "民政局")):
    (folder / name).mkdir()
    made = office(folder / name, [unit(f"{name}{each}", name) for each in units])
    for number, each in enumerate(units):
        take(made, hand_in(folder / name, f"{name}{each}", seed + number))
    return made


@pytest.fixture
def city(tmp_path):
    (tmp_path / "市").mkdir()
    with office(tmp_path / "市", [unit(f"{CITY}水利局", CITY), unit(f"{ONE}人民政府", CITY)]) as made:
        take(made, hand_in(tmp_path, f"{CITY}水利局", 1))
        yield made


def value(opened, cell="t3.new.natural", node=""):
    return sums.add_up(opened, sums.basis_of(opened, node)).cells[cell]


def test_its_units_stand_below_its_node_with_reports_findings_and_places(tmp_path, city):
    with county(tmp_path, ONE, 10) as lower:
        merged = merging.merge(city, lower.path)
        assert (merged.node, merged.units, merged.reports) == (ONE, 2, 2)
        assert value(city) == sum(figures(seed)["t3.new.natural"] for seed in (1, 10, 11))
        assert value(city, node=ONE) == value(lower)
        theirs, mine = (sums.trace(each, sums.basis_of(each, ONE), "t3.new.natural").shares for each in (lower, city))
        assert mine == theirs
        for each in roster.load(lower).own(roster.load(lower).root):
            here = next(u for u in roster.load(city).units.values() if u.name == each.name)
            assert here.record is not None and each.record is not None
            assert records.values_of(city, here.record) == records.values_of(lower, each.record)
            assert records.findings_of(city, here.record) == records.findings_of(lower, each.record)


def test_merging_again_brings_what_has_changed_and_nothing_twice(tmp_path, city):
    with county(tmp_path, ONE, 10) as lower:
        merging.merge(city, lower.path)
        assert merging.merge(city, lower.path).reports == 0
        assert status.of(city).expected == 3
        take(lower, hand_in(tmp_path, f"{ONE}水利局", 30, file="改.gkbg", moment=LATER))
        states.decide(lower, roster.load(lower).named(f"{ONE}民政局"), State.PASSED)
        assert merging.merge(city, lower.path).reports == 1
        assert value(city) == sum(figures(seed)["t3.new.natural"] for seed in (1, 30, 11))
        assert standing(city, f"{ONE}民政局")["state"] == "passed"


def test_a_node_that_the_register_does_not_have_comes_below_the_root(tmp_path, city):
    with county(tmp_path, TWO, 20) as lower:
        merging.merge(city, lower.path)
    assert {node.name for node in roster.load(city).nodes()} == {CITY, TWO}
    assert status.of(city, TWO).as_json()["received"] == 2


def test_the_governments_own_report_comes_along_and_does_not_count_beside_its_units(tmp_path, city):
    with county(tmp_path, ONE, 10) as lower:
        take(lower, hand_in(tmp_path, f"{ONE}人民政府", 77))
        merging.merge(city, lower.path)
    assert value(city, node=ONE) == sum(figures(seed)["t3.new.natural"] for seed in (10, 11))
    assert roster.load(city).node(ONE).record is not None
    assert status.of(city).waiting == ()


def test_two_levels_come_at_once(tmp_path, city):
    with county(tmp_path, ONE, 10) as lower:
        merging.merge(city, lower.path)
    (tmp_path / "省").mkdir()
    with office(tmp_path / "省", [unit("江淮省水利厅", "江淮省"), unit(CITY, "江淮省")]) as province:
        merging.merge(province, city.path)
        assert [node.name for node in roster.load(province).nodes()] == ["江淮省", CITY, ONE]
        assert value(province) == value(city)


def test_another_year_and_the_same_ledger_are_refused_and_nothing_changes(tmp_path, city):
    before = status.of(city).as_json()
    (tmp_path / "去年").mkdir()
    with office(tmp_path / "去年", [unit("甲", ONE)], year=2024) as old, pytest.raises(OfficeError, match="2024年度"):
        merging.merge(city, old.path)
    with pytest.raises(OfficeError, match="就是"):
        merging.merge(city, city.path)
    (tmp_path / "坏.gkhz").write_bytes(b"SQLite format 3\0" + bytes(200))
    with pytest.raises(OfficeError, match="坏\\.gkhz"):
        merging.merge(city, tmp_path / "坏.gkhz")
    assert status.of(city).as_json() == before


def test_the_lower_ledger_is_not_changed(tmp_path, city):
    with county(tmp_path, ONE, 10) as lower:
        path = lower.path
    before = path.read_bytes()
    merging.merge(city, path)
    assert path.read_bytes() == before
    with ledger.read(path) as again:
        assert status.of(again).as_json()["received"] == 2
