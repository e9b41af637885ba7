"""The states of a unit, which version counts, and what a person decides."""

from __future__ import annotations

from datetime import datetime

import pytest

from office import answers, roster, states, status, sums
from office.errors import OfficeError
from office.sources import Received, at
from office.states import State
from tests.office.collection import EARLY, LATE, LATER
from tests.office.here import COUNTY, hand_in, office, standing, take, unit

A, B = "云岭县教育局", "云岭县民政局"


@pytest.fixture
def opened(tmp_path):
    (tmp_path / "册").mkdir()
    with office(
        tmp_path / "册", [unit(A), unit(B, former="云岭县社会局"), unit("云岭县老龄委", excuse="并入民政局")]
    ) as made:
        yield made


def decide(opened, name, state, **more):
    return states.decide(opened, roster.load(opened).named(name), state, **more)


def new_of(opened, cell="t3.new.natural"):
    return sums.add_up(opened, sums.basis_of(opened)).cells[cell]


def test_a_unit_is_missing_until_it_reports_and_an_excused_one_is_listed_but_not_expected(opened):
    found = status.of(opened).as_json()
    assert [(each["unit"], each["state"]) for each in found["units"]] == [
        (A, "missing"),
        (B, "missing"),
        ("云岭县老龄委", "excused"),
    ]
    assert (found["expected"], found["received"], found["missing"]) == (2, 0, [A, B])


def test_after_the_day_of_the_deadline_a_report_is_late(opened, tmp_path):
    take(opened, hand_in(tmp_path, A, moment=datetime(2026, 1, 31, 23, 59)), hand_in(tmp_path, B, moment=LATE))
    found = status.of(opened).as_json()
    assert [each["state"] for each in found["units"][:2]] == ["received", "late"]
    assert (found["received"], found["on_time"], found["late"]) == (2, 1, 1)


def test_a_persons_date_of_receipt_wins_over_the_files(opened, tmp_path):
    take(opened, hand_in(tmp_path, A, moment=LATE), received=Received(at(EARLY).instant, "2026-01-12"))
    assert standing(opened, A)["state"] == "received"


def test_the_later_version_counts_whichever_was_taken_first(opened, tmp_path):
    later = hand_in(tmp_path, A, 2, file="二.gkbg", moment=LATER)
    earlier = hand_in(tmp_path, A, 1, file="一.gkbg", moment=EARLY)
    take(opened, later)
    counted = new_of(opened)
    take(opened, earlier)
    assert new_of(opened) == counted
    assert (standing(opened, A)["file"], standing(opened, A)["versions"]) == ("二.gkbg", 2)


def test_an_old_version_taken_again_never_becomes_the_record(opened, tmp_path):
    take(opened, hand_in(tmp_path, A, 1, file="一.gkbg"))
    take(opened, hand_in(tmp_path, A, 2, file="二.gkbg", moment=LATER))
    again = hand_in(tmp_path, A, 1, file="又一.gkbg", moment=LATE)
    as_word = hand_in(tmp_path, A, 1, file="又一.json", moment=LATE)
    assert take(opened, again, as_word).new == 0
    assert (standing(opened, A)["file"], standing(opened, A)["versions"]) == ("二.gkbg", 2)


def test_on_a_tie_the_one_read_later_counts_and_it_is_said(opened, tmp_path):
    day = Received(at(EARLY).instant, "2026-01-12")
    take(opened, hand_in(tmp_path, A, 1, file="一.gkbg"), received=day)
    taken = take(opened, hand_in(tmp_path, A, 2, file="二.gkbg"), received=day)
    assert standing(opened, A)["file"] == "二.gkbg"
    assert any("时间相同" in said and A in said for said in taken.said)


def test_a_returned_report_counts_until_it_is_replaced_and_then_is_amended(opened, tmp_path):
    take(opened, hand_in(tmp_path, A, 1, file="一.gkbg"))
    counted = new_of(opened)
    decide(opened, A, State.RETURNED)
    found = status.of(opened)
    assert (standing(opened, A)["state"], found.as_json()["returned"], len(found.received)) == ("returned", 1, 1)
    assert new_of(opened) == counted
    take(opened, hand_in(tmp_path, A, 2, file="二.gkbg", moment=LATE))
    assert standing(opened, A)["state"] == "amended"
    assert status.of(opened).as_json()["returned"] == 0
    assert status.of(opened).late == 0  # it was handed in on time, and mended when asked
    assert new_of(opened) != counted


def test_a_passed_report_is_locked_and_what_comes_then_waits(opened, tmp_path):
    take(opened, hand_in(tmp_path, A, 1, file="一.gkbg"))
    decide(opened, A, State.PASSED)
    counted = new_of(opened)
    take(opened, hand_in(tmp_path, A, 2, file="二.gkbg", moment=LATER))
    assert (standing(opened, A)["state"], standing(opened, A)["file"]) == ("passed", "一.gkbg")
    assert new_of(opened) == counted
    (waiting,) = status.of(opened).waiting
    assert waiting.file == "二.gkbg" and "锁定" in waiting.reason
    decide(opened, A, State.RECEIVED)
    assert (standing(opened, A)["file"], status.of(opened).waiting) == ("二.gkbg", ())


def test_states_that_need_a_report_are_refused_without_one(opened):
    for state in (State.PASSED, State.RETURNED, State.RECEIVED):
        with pytest.raises(OfficeError, match="还没有收到报告"):
            decide(opened, A, state)


def test_a_report_on_paper_is_received_but_its_figures_are_unknown(opened):
    said = decide(opened, A, State.RECEIVED, paper=True)
    assert "未知" in said
    assert standing(opened, A)["state"] == "received"
    assert status.of(opened).as_json()["missing"] == [B]
    assert [each.name for each in sums.basis_of(opened).missing] == [A, B]


def test_a_unit_can_be_excused_and_asked_again(opened):
    decide(opened, A, State.EXCUSED)
    assert (standing(opened, A)["state"], status.of(opened).expected) == ("excused", 1)
    decide(opened, A, State.RECEIVED)
    assert (standing(opened, A)["state"], status.of(opened).expected) == ("missing", 2)


def test_a_former_name_is_the_unit(opened, tmp_path):
    take(opened, hand_in(tmp_path, "云岭县社会局"))
    assert standing(opened, B)["state"] == "received"


def test_the_name_of_the_file_tells_where_the_report_has_none(opened, tmp_path):
    take(opened, hand_in(tmp_path, "", file=f"2025年{A}年度报告（定稿）.gkbg"))
    assert standing(opened, A)["state"] == "received"


def test_an_answer_is_asked_once_and_kept(opened, tmp_path):
    stray = hand_in(tmp_path, "云岭县教体局", 1, file="a.gkbg")
    take(opened, stray)
    (waiting,) = status.of(opened).waiting
    assert "名册里没有“云岭县教体局”" in waiting.reason
    answers.assign(opened, "a.gkbg", roster.load(opened).named(A))
    assert (standing(opened, A)["state"], status.of(opened).waiting) == ("received", ())
    take(opened, hand_in(tmp_path, "云岭县教体局", 2, file="b.gkbg", moment=LATER))
    assert standing(opened, A)["file"] == "b.gkbg"


def test_a_file_of_another_year_cannot_be_assigned(opened, tmp_path):
    take(opened, hand_in(tmp_path, A, year=2024))
    assert "2024年度" in status.of(opened).waiting[0].reason
    with pytest.raises(OfficeError, match="2024年度"):
        answers.assign(opened, f"{A}.gkbg", roster.load(opened).named(A))
    assert status.of(opened).as_json()["missing"] == [A, B]


def test_a_file_that_was_mended_no_longer_waits(opened, tmp_path):
    path = hand_in(tmp_path, A, year=2024)
    take(opened, path)
    take(opened, hand_in(tmp_path, A, moment=LATER))
    assert status.of(opened).waiting == ()
    assert standing(opened, A)["state"] == "received"


def test_the_governments_own_report_is_never_a_unit_even_where_the_register_lists_it(tmp_path):
    with office(tmp_path, [unit(A), unit(f"{COUNTY}人民政府"), unit(f"{COUNTY}人民政府办公室")]) as opened:
        take(opened, hand_in(tmp_path / "收", f"{COUNTY}人民政府", 1), hand_in(tmp_path / "收", A, 2))
        found = status.of(opened).as_json()
        assert [each["unit"] for each in found["units"]] == [A, f"{COUNTY}人民政府办公室"]
        assert (found["expected"], found["received"]) == (2, 1)
        assert new_of(opened) == sums.trace(opened, sums.basis_of(opened), "t3.new.natural").shares[0].value
        assert ["不是下属单位" in each["reason"] for each in found["unmatched"]] == [True]


def test_a_lower_government_counts_through_its_own_report_only_until_a_unit_of_its_reports(tmp_path):
    entries = [unit(A), unit("清河县", COUNTY), unit("清河县水利局", "清河县"), unit("清河县民政局", "清河县")]
    with office(tmp_path, entries) as opened:
        inbox = tmp_path / "收"
        take(opened, hand_in(inbox, "清河县人民政府", 1))
        basis = sums.basis_of(opened)
        assert ([u.name for u in basis.counted], [u.name for u in basis.through]) == (["清河县"], ["清河县"])
        assert "按它自己的报告计入" in basis.line
        take(opened, hand_in(inbox, "清河县水利局", 2))
        basis = sums.basis_of(opened)
        assert ([u.name for u in basis.counted], basis.through) == (["清河县水利局"], ())
        assert status.of(opened, "清河县").as_json()["missing"] == ["清河县民政局"]
        assert status.of(opened).waiting == ()


def test_each_copy_of_a_file_that_waits_is_named(opened, tmp_path):
    first = hand_in(tmp_path / "收", f"{COUNTY}人民政府", 1, file="政府.gkbg")
    (tmp_path / "收" / "副本.gkbg").write_bytes(first.read_bytes())
    take(opened, tmp_path / "收")
    take(opened, tmp_path / "收")
    found = status.of(opened).as_json()["unmatched"]
    assert [each["file"] for each in found] == ["副本.gkbg", "政府.gkbg"]
    assert all("不是下属单位" in each["reason"] for each in found)


def test_of_one_run_the_later_among_the_sources_counts_on_a_tie_whichever_was_read_first(opened, tmp_path):
    from office.examining import examine
    from office.filing import Filing
    from office.sources import Item

    files = [hand_in(tmp_path, A, seed, file=f"{seed}.gkbg") for seed in (1, 2)]
    desk = Filing(opened)
    for order in (1, 0):
        with opened.transaction():
            item = Item(files[order].name, files[order], files[order], at(EARLY))
            desk.file(item, examine(files[order], "x"), "unit", order=order)
    assert standing(opened, A)["file"] == "2.gkbg"


def test_a_second_version_after_a_return_is_amended_too(opened, tmp_path):
    take(opened, hand_in(tmp_path, A, 1, file="一.gkbg"))
    decide(opened, A, State.RETURNED)
    take(
        opened,
        hand_in(tmp_path, A, 2, file="二.gkbg", moment=LATER),
        hand_in(tmp_path, A, 3, file="三.gkbg", moment=LATE),
    )
    assert (standing(opened, A)["state"], standing(opened, A)["file"]) == ("amended", "三.gkbg")
