"""Several sources as one report."""

from __future__ import annotations

from dataclasses import replace

from importers.draft import Draft
from importers.merge import merge
from importers.result import Choice


def test_what_was_written_and_copies_to_choose_between_survive_the_merging() -> None:
    first, second = Draft("a.xlsx"), Draft("b.xlsx")
    first.cell("t2.penalty.decisions", "１２件")
    second.cell("t4.review.upheld", "3")
    option = first.finish("2021").option("t2", "本年表")
    table_two = replace(first.finish("2021"), choices=(Choice("t2", (option, option)),))
    merged = merge(["a.xlsx", "b.xlsx"], [table_two, second.finish("2021")])
    assert merged.written == {"t2.penalty.decisions": "１２件"}
    assert [choice.table for choice in merged.choices] == ["t2"]
    both = merge(["a.xlsx", "c.xlsx"], [table_two, first.finish("2021")])
    assert both.choices == ()


def test_where_two_sources_disagree_the_first_stands_and_both_are_said() -> None:
    first, second = Draft("a.xlsx"), Draft("b.xlsx")
    first.cell("t2.penalty.decisions", "12")
    second.cell("t2.penalty.decisions", "13")
    merged = merge(["a.xlsx", "b.xlsx"], [first.finish("2021"), second.finish("2021")])
    assert merged.edit["t2.penalty.decisions"] == 12
    (conflict,) = (finding for finding in merged.findings if finding.code == "import.conflict")
    assert "“a.xlsx”是12，“b.xlsx”是13" in conflict.message
    assert "13" in str(merged.edit["unplaced"])
