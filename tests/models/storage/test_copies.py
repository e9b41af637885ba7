"""Earlier copies of a report: kept once, thinned, and whole when they are taken back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report import Report
from models.storage import StorageError, save
from models.storage.copies import MOST, Copy, earlier, keep, superfluous

REPORT = Report().apply(
    {"unit": "某县某局", "year": 2024, "t3.new.natural": 0, "五": "问题。" * 2000, "previous.year": 2023}
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "报告.gkbg"


def saved(path, number):
    save(REPORT.apply({"t3.new.natural": number}), path)
    return keep(path)


def test_each_state_that_was_saved_can_be_had_back_the_latest_first(path):
    for number in range(3):
        assert saved(path, number)
    assert [copy.report().get("t3.new.natural") for copy in earlier(path)] == [2, 1, 0]
    assert earlier(path)[0].data() == path.read_bytes()
    assert earlier(path)[0].path == path and abs(earlier(path)[0].time - path.stat().st_mtime) < 1


def test_a_state_that_is_kept_already_is_not_kept_twice(path):
    saved(path, 1)
    assert not saved(path, 1) and len(earlier(path)) == 1


def test_what_copies_have_in_common_lies_there_once(path):
    for number in range(10):
        saved(path, number)
    folder = next((path.parent / "data" / "copies").iterdir())
    assert sum(file.stat().st_size for file in folder.iterdir()) < 2 * path.stat().st_size
    assert len(earlier(path)) == 10


def test_at_most_twenty_are_kept_of_a_report_and_no_part_that_none_of_them_has(path):
    for number in range(MOST + 5):
        saved(path, number)
    numbers = [copy.report().get("t3.new.natural") for copy in earlier(path)]
    assert len(numbers) == MOST and numbers[0] == MOST + 4 and numbers[-1] == 0
    folder = next((path.parent / "data" / "copies").iterdir())
    used = {part for copy in earlier(path) for part in copy.parts}
    assert {file.name for file in folder.iterdir() if file.suffix != ".copy"} == used


def test_each_report_has_its_own(path):
    saved(path, 1)
    other = path.with_name("另一份.gkbg")
    saved(other, 2)
    assert [copy.report().get("t3.new.natural") for copy in earlier(path)] == [1]
    assert [copy.report().get("t3.new.natural") for copy in earlier(other)] == [2]


def test_a_copy_that_was_damaged_is_said_and_the_others_are_whole(path):
    saved(path, 1)
    saved(path, 2)
    first, second = earlier(path)
    (only,) = set(first.parts) - set(second.parts) - set(first.parts[-1:])
    folder = next((path.parent / "data" / "copies").iterdir())
    (folder / only).write_bytes(b"x")
    with pytest.raises(StorageError, match=r"取不回来.*。"):
        first.report()
    assert second.report().get("t3.new.natural") == 1


def test_what_is_no_report_is_not_kept(path):
    path.write_text("不是报告", encoding="utf-8")
    with pytest.raises(StorageError):
        keep(path)
    assert earlier(path) == []


def test_rubbish_among_the_copies_is_passed_over(path):
    saved(path, 1)
    folder = next((path.parent / "data" / "copies").iterdir())
    (folder / "0.copy").write_bytes(b"{")
    (folder / "1.copy").write_bytes(b"[]")
    assert [copy.report().get("t3.new.natural") for copy in earlier(path)] == [1]


@given(st.lists(st.integers(1, 400_000), min_size=MOST, max_size=3 * MOST))
def test_thinning_keeps_the_latest_and_the_first_and_the_older_the_further_apart(gaps):
    times = [sum(gaps[:n]) for n in range(len(gaps), 0, -1)]
    all_copies = [Copy(Path("r.gkbg"), float(at), str(at), (), Path(str(at))) for at in times]
    gone = superfluous(all_copies)
    left = [copy for copy in all_copies if copy not in gone]
    assert len(left) == MOST and left[0] == all_copies[0] and left[-1] == all_copies[-1]


def test_saved_every_minute_for_a_day_hours_are_left_of_the_morning_and_minutes_of_the_last_hour():
    left: list[Copy] = []
    for minute in range(24 * 60):
        left.insert(0, Copy(Path("r.gkbg"), minute * 60.0, str(minute), (), Path(str(minute))))
        for copy in superfluous(left):
            left.remove(copy)
    ages = [(left[0].time - copy.time) / 60 for copy in left]
    assert sum(age <= 60 for age in ages) >= 6 and sum(age >= 6 * 60 for age in ages) >= 3
    assert max(older - newer for newer, older in pairwise(ages)) < 12 * 60
