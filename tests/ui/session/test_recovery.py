"""After a crash: what is offered, what comes back, and that nothing newer is replaced."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from models.report import Report
from models.storage import Journal, load, recover, save, set_aside
from tests.ui.session.keeping import REPORT, act
from ui.shell import recovery

CRASH = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QSettings
from ui.session.keeper import Keeper
from ui.session import Session
app = QCoreApplication([])
session = Session()
keeper = Keeper(session, QSettings())
keeper.open(Path(sys.argv[1]))
session.edit({"t3.new.natural": 77}, "填写")
session.edit({"五": "存在的问题。"}, "写")
keeper.flush()
os._exit(1)
"""


def test_after_a_crash_the_next_start_offers_what_was_recovered_and_restores_only_when_asked(
    keeper, session, said, path, qapp
):
    code = subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False).returncode
    assert code == 1
    assert recovery.offer(keeper) == 1
    assert "报告.gkbg" in said[-1].text and "今天" in said[-1].text and "没有保存" in said[-1].text
    assert session.report == Report()
    led: list[str] = []
    session.goto.connect(lambda id, _span: led.append(id))
    act(said[-1], "恢复")
    assert led == ["unit"], "the page that offers to begin a report is left"
    assert session.report.get("t3.new.natural") == 77 and session.report.text("五") == "存在的问题。"
    assert session.modified and session.path == path
    assert load(path) == REPORT
    assert recover() == [], "the present session is alive, the crashed one is settled"
    gone: list[str] = []
    session.withdraw.connect(gone.append)
    assert keeper.save()
    assert said[-1].key in gone, "it is saved now, and no longer said not to be"
    assert load(path).get("t3.new.natural") == 77


def test_what_was_restored_and_crashes_again_is_offered_again(keeper, session, said, path, qapp):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False)
    recovery.offer(keeper)
    act(said[-1], "恢复")
    assert keeper.recorder.journal is not None
    keeper.recorder.journal.close()  # as the end of the process would
    (again,) = recover()
    assert again.report.get("t3.new.natural") == 77


def test_what_was_recovered_over_a_file_that_changed_since_does_not_replace_what_is_newer(
    keeper, session, said, path, qapp
):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False)
    save(REPORT.apply({"t3.new.natural": 9}), path)
    recovery.offer(keeper)
    assert "改过：表三 1 格" in said[-1].text and "较新的内容不动" in said[-1].text
    act(said[-1], "恢复")
    assert session.report.get("t3.new.natural") == 9 and session.report.text("五") == "存在的问题。"
    assert "表三 1 格现在的内容较新，没有动" in said[-1].text
    assert keeper.save()
    assert load(path) == REPORT.apply({"t3.new.natural": 9, "五": "存在的问题。"})


def test_a_report_opened_changed_and_saved_while_the_offer_stands_keeps_its_newer_figures(
    keeper, session, said, path, qapp
):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False)
    recovery.offer(keeper)
    keeper.open(path)
    session.edit({"t3.new.natural": 10, "t3.new.legal": 1}, "填写")
    keeper.save()
    offered = [notice for notice in said if notice.beyond][-1]
    assert "改过：表三 2 格" in offered.text, "what is said follows the file"
    act(offered, "恢复")
    keeper.save()
    assert load(path) == REPORT.apply({"t3.new.natural": 10, "t3.new.legal": 1, "五": "存在的问题。"})


def test_unsaved_edits_stay_when_something_is_restored_and_restoring_is_one_step(keeper, session, said, path, qapp):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False)
    recovery.offer(keeper)
    offered = said[-1]
    keeper.open(path)
    session.edit({"t3.new.natural": 10}, "填写")
    before, steps = session.report, session.undo_stack.index()
    act(offered, "恢复")
    assert session.report == before.apply({"五": "存在的问题。"}) and session.undo_stack.index() == steps + 1
    act(said[-1], "也换成恢复的")
    assert session.report.get("t3.new.natural") == 77
    session.undo()
    session.undo()
    assert session.report == before
    session.redo()
    assert session.report.text("五") == "存在的问题。"


def test_another_report_in_the_window_is_left_only_when_a_person_agrees(keeper, session, said, path, qapp):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False)
    session.edit({"unit": "另一个单位"}, "填写")
    recovery.offer(keeper, lambda: False)
    act(said[-1], "恢复")
    assert session.report.unit == "另一个单位"
    assert len(recover()) == 1 and "恢复" in dict(said[-1].actions), "it is offered on"


def test_a_report_that_was_never_saved_comes_back_as_one_step(keeper, session, said, qapp, tmp_path):
    journal = Journal.open(None, Report())
    journal.append(dict(REPORT.values), "填写")
    journal.close()
    recovery.offer(keeper)
    act(said[-1], "恢复")
    assert session.report == REPORT and session.path is None and session.modified
    session.undo()
    assert session.report == Report()


def test_an_offer_whose_content_has_come_into_the_file_is_taken_away(keeper, session, said, path, qapp):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False)
    recovery.offer(keeper)
    gone: list[str] = []
    session.withdraw.connect(gone.append)
    keeper.open(path)
    session.edit({"t3.new.natural": 77, "五": "存在的问题。"}, "填写")
    keeper.save()
    assert said[0].key in gone and recover() == []


def test_what_is_not_wanted_is_kept_thirty_days(keeper, said, path, qapp):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path.cwd(), check=False)
    recovery.offer(keeper)
    act(said[-1], "不要了")
    assert recover() == [] and "三十天" in said[-1].text
    (aside,) = set_aside()
    assert aside.report.get("t3.new.natural") == 77


def test_what_a_person_chose_not_to_save_is_kept_thirty_days(keeper, session, path):
    keeper.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    keeper.begin(Report())
    assert recover() == []
    (aside,) = set_aside()
    assert aside.path == path and aside.report.get("t3.new.natural") == 5


def test_a_restored_report_without_a_file_is_compared_with_last_years_again(keeper, session, path):
    report = REPORT.apply({"year": 2025, "last_year": str(path)})
    keeper.restore(report, Report(), None)
    assert session.previous == REPORT
