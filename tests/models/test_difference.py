"""What is different between two states of a report."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from models.difference import between, in_words, restoring
from models.report import Report
from models.values import Value
from tests.models.test_report import edits

BASE = Report().apply(
    {"unit": "某局", "year": 2024, "t3.new.natural": 3, "五": "问题。", "t2.fees.amount": Decimal("1.5")}
)


@given(edits, edits)
def test_the_difference_makes_the_one_of_the_other(first: dict[str, Value], second: dict[str, Value]) -> None:
    old, new = Report().apply(first), Report().apply(second)
    assert old.apply(between(old, new)) == new
    assert not between(new, new)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ({"t3.new.natural": 4, "t3.new.legal": 1, "t3.new.other": 1, "五": "改写的问题。"}, "表三 3 格、五 改写"),
        ({"t2.normative.made": 1, "t3.new.natural": None}, "表二 1 格、表三 1 格"),
        ({"六": "没有。", "一.2": "二件。", "五": None}, "一（二） 新写、五 删去、六 新写"),
        ({"unit": "某县某局", "preamble": "本报告……"}, "单位全称、引言 新写"),
        ({"note.t4": "注", "remark.t3.new.natural": "其中1件"}, "表四的表注、备注 1 处"),
        ({"previous.year": 2023, "previous.t3.new.natural": 1}, "上年报告"),
        ({"dismissed.a": "已核", "dismissed.b": "已核"}, "忽略的提醒 2 条"),
        ({"t2.fees.amount": Decimal("1.50")}, "表二 1 格"),
        ({"origin.t3.new.natural": "台账"}, ""),
        ({}, ""),
    ],
)
def test_a_difference_is_told_by_table_and_text(edit: dict[str, Value], words: str) -> None:
    assert in_words(BASE, BASE.apply(edit)) == words


def test_what_was_set_aside_comes_back_where_nothing_newer_stands() -> None:
    wanted = BASE.apply({"t3.new.natural": 77, "五": "恢复的。", "t3.new.legal": 1})
    now = BASE.apply({"t3.new.natural": 9, "t3.new.other": 5, "t3.new.legal": 1})
    found = restoring(BASE, wanted, now)
    assert found.edit == {"五": "恢复的。"} and found.contested == {"t3.new.natural": 77}


@given(edits, edits, edits)
def test_nothing_newer_is_touched_and_nothing_else_is_left_out(
    begun: dict[str, Value], older: dict[str, Value], newer: dict[str, Value]
) -> None:
    base = Report().apply(begun)
    wanted, now = base.apply(older), base.apply(newer)
    found = restoring(base, wanted, now)
    assert not found.edit.keys() & between(base, now).keys()
    after = now.apply(found.edit).apply(found.contested)
    assert all(after.get(id) == wanted.get(id) for id in between(base, wanted))
