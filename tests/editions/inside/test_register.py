"""A register counted for a form with a row that the program has never heard of."""

from __future__ import annotations

import pytest

from importers.register import targets_of
from importers.register.vocabulary import Kind
from tests.importers.register.registers import application, register

NEW = targets_of("2027")


@pytest.mark.parametrize(
    ("written", "row"),
    [
        ("申请人撤回申请", "other.withdrawn"),
        ("撤回", "other.withdrawn"),
        ("申请人主动撤回", "other.withdrawn"),
        ("其他", "other.other"),
        ("撤销申请", "other.other"),
        ("逾期未缴费", "other.no_fee"),
    ],
)
def test_the_forms_own_labels_win_over_other_words(written: str, row: str) -> None:
    assert NEW.meaning(Kind.OUTCOME, written).target == row
    assert targets_of("2021").meaning(Kind.OUTCOME, written).target == row.replace("withdrawn", "other")


def test_a_new_column_of_cases_has_its_own_words() -> None:
    assert NEW.meaning(Kind.CASE, "调解").target == "mediated" and NEW.meaning(Kind.CASE, "撤诉").target == "other"


def test_a_row_is_counted_there() -> None:
    read = register([application("A-1", "自然人", "2027-1-5", "2027-1-9", "申请人主动撤回")])
    imported = read.counted(2027)
    assert imported.edit["t3.other.withdrawn.natural"] == 1 and imported.edit["t3.other.other.natural"] == 0
