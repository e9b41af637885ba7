"""The journal of unsaved edits."""

from __future__ import annotations

import errno
import os
import stat
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.report import Report
from models.storage import Journal, UnwritableError, recover, save, set_aside
from models.values import Value
from tests.models.test_report import edits
from tests.places import full_disk

BASE = Report().apply({"unit": "某县某局", "year": 2024})


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journal"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "r.gkbg"


def crashed(folder, path=None, edits=({"t3.new.natural": 1},), base=BASE, stamp=None):
    """The journal file of a session that ended without clearing it."""
    journal = Journal.open(path, base, stamp=stamp, folder=folder)
    for number, edit in enumerate(edits, 1):
        journal.append(edit, f"第{number}步")
    journal.close()
    return journal.file


def test_a_crashed_session_is_recovered_with_its_edits_path_and_time(folder, path):
    stamp = save(BASE, path)
    steps: tuple[dict[str, Value], ...] = (
        {"t3.new.natural": 1},
        {"t2.fees.amount": Decimal("1.50"), "五": "一\n二"},
        {"t3.new.natural": None},
    )
    crashed(folder, path, steps, stamp=stamp)
    (left,) = recover(folder=folder)
    assert left.path == path and left.base == BASE
    assert left.report == BASE.apply(steps[1])
    assert str(left.report.get("t2.fees.amount")) == "1.50"
    assert left.edits == ("第1步", "第2步", "第3步")
    assert abs(left.time - time.time()) < 60
    assert not left.changed_since and not left.damaged
    left.discard()
    assert list(folder.iterdir()) == []


def test_a_report_that_was_never_saved_is_recovered(folder):
    crashed(folder)
    (left,) = recover(folder=folder)
    assert left.path is None and left.report == BASE.apply({"t3.new.natural": 1})


def test_a_session_that_is_still_alive_is_not_offered(folder):
    journal = Journal.open(None, BASE, folder=folder)
    journal.append({"t3.new.natural": 1}, "改")
    assert recover(folder=folder) == []
    journal.close()
    assert len(recover(folder=folder)) == 1


def test_a_session_that_ended_in_good_order_leaves_nothing(folder):
    journal = Journal.open(None, BASE, folder=folder)
    journal.append({"t3.new.natural": 1}, "改")
    journal.clear()
    assert recover(folder=folder) == [] and list(folder.iterdir()) == []


def test_a_session_without_an_edit_leaves_nothing_to_recover(folder):
    crashed(folder, edits=())
    assert recover(folder=folder) == [] and list(folder.iterdir()) == []


def test_after_saving_only_later_edits_are_unsaved(folder, path):
    journal = Journal.open(None, BASE, folder=folder)
    journal.append({"t3.new.natural": 1}, "先")
    report = BASE.apply({"t3.new.natural": 1})
    journal.saved(path, report, save(report, path))
    journal.append({"t3.new.natural": 2}, "后")
    journal.close()
    (left,) = recover(path, folder=folder)
    assert (left.base, left.edits, left.report.get("t3.new.natural")) == (report, ("后",), 2)


def test_each_file_has_its_own_and_earlier_ones_stay(folder, tmp_path):
    for name in ("a.gkbg", "b.gkbg", "a.gkbg"):
        crashed(folder, tmp_path / name)
    assert [left.path for left in recover(tmp_path / "a.gkbg", folder=folder)] == [tmp_path / "a.gkbg"] * 2
    assert len(recover(folder=folder)) == 3
    times = [left.time for left in recover(folder=folder)]
    assert times == sorted(times, reverse=True)


def test_a_file_that_changed_since_is_said(folder, path):
    crashed(folder, path, stamp=save(BASE, path))
    save(BASE.apply({"unit": "别人"}), path)
    assert recover(folder=folder)[0].changed_since
    path.unlink()
    assert recover(folder=folder)[0].changed_since


def test_a_record_that_was_never_finished_is_the_edit_in_progress(folder):
    file = crashed(folder, edits=({"t3.new.natural": 1}, {"t3.new.natural": 2}))
    whole = file.read_bytes()
    start = whole.rstrip(b"\n").rindex(b"\n") + 1
    for end in range(start, len(whole) - 1, 7):
        file.write_bytes(whole[:end])
        (left,) = recover(folder=folder)
        assert left.report.get("t3.new.natural") == 1 and not left.damaged


def test_a_damaged_record_is_passed_over_and_said(folder):
    file = crashed(folder, edits=({"t3.new.natural": 1}, {"t3.new.legal": 2}, {"t3.new.other": 3}))
    file.write_bytes(file.read_bytes().replace(b'"t3.new.legal":2', b'"t3.new.legal":9'))
    (left,) = recover(folder=folder)
    assert left.damaged
    assert left.report == BASE.apply({"t3.new.natural": 1, "t3.new.other": 3})


def test_without_its_beginning_the_edits_alone_are_recovered(folder):
    file = crashed(folder)
    file.write_bytes(b"x" + file.read_bytes())
    (left,) = recover(folder=folder)
    assert left.damaged and left.report == Report().apply({"t3.new.natural": 1})


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_rubbish_in_the_folder_is_left_alone(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("journal")
    (folder / "a.journal").write_bytes(data)
    (folder / "b.journal").write_bytes(b"00000000 {}\n" + data)
    (folder / "c.journal").mkdir()
    recover(folder=folder)
    assert (folder / "a.journal").read_bytes() == data


@settings(max_examples=25, deadline=None)
@given(edits, st.lists(edits, min_size=1, max_size=4))
def test_any_edits_are_recovered(tmp_path_factory, first, steps):
    folder = tmp_path_factory.mktemp("journal")
    base = wanted = Report().apply(first)
    for step in steps:
        wanted = wanted.apply(step)
    crashed(folder, edits=steps, base=base)
    left = recover(folder=folder)
    assert left[0].report == wanted if left else wanted == base


def test_a_full_disk_is_said_and_the_journal_goes_on_when_there_is_room_again(folder):
    journal = Journal.open(None, BASE, folder=folder)
    journal.append({"t3.new.natural": 1}, "一")
    with full_disk(journal.file.stat().st_size + 40), pytest.raises(UnwritableError, match="磁盘已满"):
        journal.append({"五": "长" * 100}, "二")
    journal.append({"t3.new.natural": 3}, "三", sync=False)
    journal.sync()
    journal.close()
    (left,) = recover(folder=folder)
    assert (left.edits, left.report.get("t3.new.natural"), left.damaged) == (("一", "三"), 3, False)


def test_a_journal_that_was_closed_says_that_it_cannot_be_written(folder):
    journal = Journal.open(None, BASE, folder=folder)
    journal.close()
    with pytest.raises(UnwritableError):
        journal.append({"t3.new.natural": 1}, "改")


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnwritableError, match=r"。$"):
        Journal.open(None, BASE, folder=tmp_path / "file" / "journal")
    assert recover(folder=tmp_path / "file" / "journal") == []


def test_what_is_not_wanted_can_be_had_back_for_thirty_days(folder):
    crashed(folder)
    recover(folder=folder)[0].discard()
    assert recover(folder=folder) == []
    (kept,) = set_aside(folder=folder)
    assert kept.report.get("t3.new.natural") == 1
    for days, left in ((29, 1), (31, 0)):
        at = time.time() - days * 24 * 3600
        os.utime(kept.file, (at, at))
        assert len(set_aside(folder=folder)) == left
    assert not kept.file.exists()


def test_a_session_that_ends_with_unsaved_edits_sets_them_aside(folder):
    journal = Journal.open(None, BASE, folder=folder)
    journal.append({"t3.new.natural": 1}, "改")
    journal.set_aside()
    assert recover(folder=folder) == []
    (kept,) = set_aside(folder=folder)
    assert (kept.report.get("t3.new.natural"), kept.base) == (1, BASE)


def test_a_journal_that_has_grown_large_begins_anew_with_a_saving(folder, path):
    journal = Journal.open(None, BASE, folder=folder)
    report = BASE
    for number in range(3):
        journal.append({"五": str(number) * 1_500_000}, "长")
    report = BASE.apply({"五": "短"})
    journal.saved(path, report, save(report, path))
    assert journal.file.stat().st_size < 10_000
    journal.append({"t3.new.natural": 2}, "后")
    journal.close()
    (left,) = recover(folder=folder)
    assert left.report == report.apply({"t3.new.natural": 2}) and left.edits == ("后",)


def test_a_saving_that_was_cut_off_while_the_journal_noted_it_leaves_all_edits(folder, path):
    journal = Journal.open(None, BASE, folder=folder)
    journal.append({"t3.new.natural": 1}, "改")
    before = journal.file.stat().st_size
    journal.saved(path, BASE, save(BASE, path))
    journal.close()
    whole = journal.file.read_bytes()
    for end in range(before, len(whole) - 1, 17):
        journal.file.write_bytes(whole[:end])
        (left,) = recover(folder=folder)
        assert left.report.get("t3.new.natural") == 1 and not left.damaged


def test_data_and_folder_of_the_journal_are_brought_to_the_disk_when_typing_pauses(folder, monkeypatch):
    """Each edit is the system's at once; a killed process cannot show the rest, only a power cut."""
    synced: list[str] = []
    fsync = os.fsync

    def counting(descriptor: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "data")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", counting)
    journal = Journal.open(None, BASE, folder=folder)
    for number in range(5):
        size = journal.file.stat().st_size
        journal.append({"t3.new.natural": number}, "改", sync=False)
        assert journal.file.stat().st_size > size
    assert synced == []
    journal.sync()
    assert synced == ["data", "folder"]
    journal.append({"t3.new.natural": 9}, "改", sync=False)
    journal.sync()
    assert synced == ["data", "folder", "data"]
    journal.clear()


def test_a_disk_that_fails_when_the_journal_is_synced_is_said(folder, monkeypatch):
    def failing(descriptor: int) -> None:
        raise OSError(errno.EIO, "bad")

    journal = Journal.open(None, BASE, folder=folder)
    journal.append({"t3.new.natural": 1}, "改", sync=False)
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(UnwritableError, match="读写出错"):
        journal.sync()
    journal.clear()
