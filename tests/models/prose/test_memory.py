"""What last year's report shows of the numbers in this year's text."""

from __future__ import annotations

from models.checks import run_checks
from models.findings import Severity
from models.last_year import start_from
from models.prose import Relation, mentions_of
from models.report import Report
from models.values import Value

LAST = "2023年，全县收到政府信息公开申请34件。政务公开专区接件51件。"
THIS = "2024年，全县收到政府信息公开申请40件。政务公开专区接件62件。"


def report(year: int, text: str, **cells: Value) -> Report:
    ids = {"new": "t3.new.natural", "carried": "t3.carried_in.natural", "licences": "t2.licensing.decisions"}
    figures = {ids[name]: value for name, value in cells.items()}
    return Report().apply({"unit": "云岭县人民政府", "year": year, "一.2": text, **figures})


def test_the_reading_that_held_last_year_is_this_years() -> None:
    last = report(2023, LAST, new=30, carried=4)
    now = report(2024, THIS, new=38, carried=2)
    (tie,) = mentions_of(now, "一.2", previous=last)[0].ties
    assert tie.quantity.alternatives == (("t3.new.total", "t3.carried_in.total"),)


def test_an_unknown_sentence_is_known_by_the_one_cell_that_had_its_number() -> None:
    last = report(2023, LAST, new=34, licences=51)
    now = report(2024, THIS, new=40, licences=60)
    assert mentions_of(now, "一.2")[1].ties == ()
    (tie,) = mentions_of(now, "一.2", previous=last)[1].ties
    assert (tie.quantity.expression, tie.relation, tie.is_sure) == ("t2.licensing.decisions", Relation.VALUE, False)


def test_a_sentence_that_was_at_odds_last_year_is_only_a_hint_this_year() -> None:
    now = report(2024, THIS, new=38)
    assert {f.severity for f in run_checks(now) if f.code == "text.number"} == {Severity.WARNING}
    found = run_checks(now, previous=report(2023, LAST, new=12))
    assert {f.severity for f in found if f.code == "text.number"} == {Severity.INFO}


def test_what_a_person_said_of_a_sentence_holds_next_year() -> None:
    last = report(2023, LAST, new=12)
    key = mentions_of(last, "一.2")[0].key
    last = last.apply({f"tie.{key}": "无"})
    assert mentions_of(report(2024, THIS, new=38), "一.2", previous=last)[0].ties == ()
    started = Report().apply(start_from(last, 2024)).apply({"一.2": THIS})
    assert mentions_of(started, "一.2")[0].corrected


def test_a_text_with_other_words_remembers_nothing() -> None:
    last = report(2023, "2023年，政务公开专区接件51件。", licences=51)
    now = report(2024, "2024年，政务公开专区接待62件。", licences=60)
    assert mentions_of(now, "一.2", previous=last)[0].ties == ()
