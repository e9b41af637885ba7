"""Checks over many reports at once: footing in SQL, words like another unit's, figures apart from their kind's."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.forms import LATEST
from models.report import Report
from models.values import Value
from office import alike, footing, likeness, outliers, records, roster, status, sums
from office.examining import Examined
from office.sources import Item, now
from tests.long import sample
from tests.office.collection import figures, put, report
from tests.office.here import office, take, unit

CELLS = sorted({cell for item in LATEST.sums for cell in item.cells})
VALUES = st.one_of(st.none(), st.integers(0, 99), st.sampled_from(["约3", "3O"]), st.decimals(0, 9, places=1))


def put_report(opened, number, values):
    item = Item(f"{number}", opened.path, opened.path, now())
    with opened.transaction():
        id = records.put(
            opened, records.Places(opened), item, Examined(f"{number}", values=values), role="unit", unit=None
        )
        opened.run("INSERT INTO unit (name, parent, record) VALUES (?, 1, ?)", (f"{number}", id))
    return id


@settings(max_examples=sample(15, 200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(CELLS), VALUES, max_size=6), min_size=1, max_size=6))
def test_footing_in_sql_finds_what_checking_each_alone_finds(tmp_path_factory, changes):
    folder = tmp_path_factory.mktemp("footing")
    with office(folder, [unit("云岭县教育局")]) as opened:
        reports: dict[int, Report] = {}
        for number, change in enumerate(changes):
            values: dict[str, Value] = {**figures(number), **change}
            made = Report().apply({"unit": f"{number}", "year": 2025, **values})
            reports[put_report(opened, number, made.values)] = made
        alone = {id: found for id, made in reports.items() if (found := footing.of_report(made, LATEST))}
        assert dict(footing.findings(opened, LATEST)) == alone


def test_reports_that_foot_are_not_looked_at_one_by_one(tmp_path):
    with office(tmp_path, [unit("云岭县教育局")]) as opened:
        ids = [put_report(opened, n, report("甲局", {**figures(n), "t2.fees.amount": 3}).values) for n in range(5)]
        wrong = put_report(opened, 9, report("乙局", {**figures(9), "t3.new.natural": 100_000}).values)
        assert footing.suspects(opened, LATEST) == [wrong]
        assert wrong not in ids


def names(count):
    signs = "甲乙丙丁戊己庚辛壬癸"
    return [f"云岭县{signs[n // 10]}{signs[n % 10]}局" for n in range(count)]


def test_two_units_of_like_words_are_found_and_a_third_of_other_words_is_not(tmp_path):
    units = names(3)
    (tmp_path / "册").mkdir()
    with office(tmp_path / "册", [*map(unit, units)]) as opened:
        first = report(units[0], figures(1))
        words = {id: first.text(id).replace(units[0], units[1]) for id in ("一.1", "五")}
        words["五"] = words["五"][:40] + "另有一句。" + words["五"][40:]
        put(first, tmp_path / "收" / "a.gkbg")
        put(report(units[1], figures(2)).apply(words), tmp_path / "收" / "b.gkbg")
        put(report(units[2], figures(3)), tmp_path / "收" / "c.gkbg")
        take(opened, tmp_path / "收")
        found = {
            u.name: [f.cells for f in alike.findings_of(opened, u.record)]
            for u in roster.load(opened).units.values()
            if u.record
        }
        assert found == {units[0]: [("五",)], units[1]: [("五",)], units[2]: []} or found[units[0]] == found[
            units[1]
        ] == [("一",), ("五",)]
        assert found[units[2]] == []
        assert next(e for e in status.of(opened).as_json()["units"] if e["unit"] == units[1])["warnings"] >= 1


def test_the_work_of_finding_like_words_grows_with_the_reports_not_with_their_square():
    same = report("甲局", figures(1))
    assert set(likeness.marks_of(same)) == set(likeness.marks_of(report("甲局", figures(2))))
    other = set(likeness.marks_of(report("乙局", figures(1), seed=5)))
    assert not other & set(likeness.marks_of(same))


def test_a_figure_far_from_those_of_its_kind_is_an_outlier(tmp_path):
    units = names(12)
    (tmp_path / "册").mkdir()
    with office(tmp_path / "册", [*map(unit, units)]) as opened:
        for number, name in enumerate(units):
            cells = {**figures(1), "t2.penalty.decisions": 40 + number}
            if number == 7:
                cells["t2.penalty.decisions"] = 400_000
            put(report(name, cells), tmp_path / "收" / f"{number}.gkbg")
        take(opened, tmp_path / "收")
        (found,) = outliers.outliers(opened, sums.basis_of(opened), ["t2.penalty.decisions"])
        assert (found.unit, found.value) == (units[7], 400_000)
        assert 40 <= found.usual <= 52 and found.z > 5
        assert "400000" in found.said("行政处罚")


def test_among_few_or_like_units_nothing_stands_apart():
    assert max(map(abs, outliers.robust_z([10, 11, 10, 12, 10, 9, 13, 14]))) < outliers.LIMIT
    assert outliers.robust_z([0, 0, 0, 0, 0, 0, 0, 3])[-1] < outliers.LIMIT


def test_the_ledger_is_open_to_any_tool(tmp_path):
    import sqlite3

    (tmp_path / "册").mkdir()
    with office(tmp_path / "册", [unit("云岭县教育局")]) as opened:
        put(report("云岭县教育局", figures(1)), tmp_path / "收" / "a.gkbg")
        take(opened, tmp_path / "收")
        path = opened.path
    plain = sqlite3.connect(path)
    sql = 'SELECT sum("t3.new.natural") FROM figure JOIN unit ON unit.record = figure.report'
    (value,) = plain.execute(sql).fetchone()
    plain.close()
    assert value == figures(1)["t3.new.natural"]
