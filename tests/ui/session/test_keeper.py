"""Files: what is said when something is wrong with one, and that the work is kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from models.report import Report
from models.storage import Journal, Lock, LockedError, load, recover, save, set_aside
from models.storage.copies import earlier
from tests.places import full_disk, read_only_folder
from ui.session import Session
from ui.session.keeper import Keeper
from ui.session.notice import Notice
from ui.shell import recovery
from ui.shell.window import ReportWizard

REPORT = Report().apply({"unit": "某县人民政府", "year": 2024, "t3.new.natural": 3})


@pytest.fixture
def keeper(session):
    keeper = Keeper(session, QSettings())
    keeper.begin(Report())
    yield keeper
    keeper.close()


@pytest.fixture
def said(session) -> list[Notice]:
    """What is said, in order."""
    found: list[Notice] = []
    session.notice.connect(found.append)
    return found


@pytest.fixture
def path(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    save(REPORT, folder / "报告.gkbg")
    return folder / "报告.gkbg"


def act(notice: Notice, name: str) -> None:
    dict(notice.actions)[name]()


def test_a_saved_report_comes_back_as_it_was(keeper, session, tmp_path):
    session.edit(dict(REPORT.values), "填写")
    assert keeper.save_as(tmp_path / "新.gkbg")
    assert not session.modified
    assert load(tmp_path / "新.gkbg") == REPORT


def test_saving_a_report_without_a_file_asks_for_a_name(keeper, session, qtbot):
    session.edit({"unit": "某县"}, "填写")
    with qtbot.waitSignal(keeper.wants_path):
        assert not keeper.save()


def test_opening_remembers_the_file_and_begins_a_new_history(keeper, session, path):
    assert keeper.open(path)
    assert session.report == REPORT and not session.modified and session.path == path


def test_a_file_that_is_no_report_is_said_and_the_work_stays(keeper, session, said, tmp_path):
    session.edit({"unit": "某县"}, "填写")
    (tmp_path / "x.gkbg").write_text("不是报告", "utf-8")
    assert not keeper.open(tmp_path / "x.gkbg")
    assert "x.gkbg" in said[-1].text
    assert session.report.unit == "某县"


def test_a_second_window_on_the_same_report_is_read_only_until_the_first_is_closed(keeper, session, said, path):
    writer = "import sys; from pathlib import Path; from models.storage import Lock; lock = Lock(Path(sys.argv[1]));"
    code = f"{writer} lock.acquire(); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
    ) as other:
        assert other.stdout is not None and other.stdout.readline()
        assert keeper.open(path)
        assert session.read_only and "只读" in said[-1].text
        session.edit({"unit": "改不了"}, "填写")
        assert session.report == REPORT
        other.communicate()
    act(next(notice for notice in said if notice.key == "lock"), "再试一次")
    assert not session.read_only


def test_a_file_changed_on_disk_is_not_overwritten_until_a_person_says_so(keeper, session, said, path):
    keeper.open(path)
    save(REPORT.apply({"t3.new.natural": 9}), path)
    session.edit({"t3.new.natural": 5}, "填写")
    assert not keeper.save()
    assert "改过" in said[-1].text and session.report.get("t3.new.natural") == 5
    assert load(path).get("t3.new.natural") == 9
    act(said[-1], "用我的内容覆盖")
    assert load(path).get("t3.new.natural") == 5 and not session.modified


def test_a_file_changed_on_disk_is_said_when_the_window_comes_to_the_front(keeper, session, said, path):
    keeper.open(path)
    keeper.check_disk()
    assert not said
    save(REPORT.apply({"t3.new.natural": 9}), path)
    keeper.check_disk()
    assert "改过" in said[-1].text
    act(said[-1], "放弃我的修改，重新打开")
    assert session.report.get("t3.new.natural") == 9


def test_a_stick_pulled_out_is_said_and_put_back_saves_again(keeper, session, said, path, tmp_path):
    keeper.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    shutil.move(path.parent, tmp_path / "pulled")
    keeper.check_disk()
    assert "U盘" in said[-1].text
    assert not keeper.save()
    assert "U盘" in said[-1].text and session.report.get("t3.new.natural") == 5
    shutil.move(tmp_path / "pulled", path.parent)
    act(said[-1], "再试一次")
    assert load(path).get("t3.new.natural") == 5


def test_a_full_disk_is_said_and_the_work_stays(keeper, session, said, path):
    keeper.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    with full_disk(10):
        assert not keeper.save()
    assert "没有写入" in said[-1].text and "另存" in said[-1].text
    assert load(path) == REPORT and session.report.get("t3.new.natural") == 5
    assert keeper.save()


def test_a_place_that_takes_no_file_is_said(keeper, session, said, tmp_path):
    session.edit({"unit": "某县"}, "填写")
    assert not keeper.save_as(tmp_path / "没有这个文件夹" / "报告.gkbg")
    assert "不存在" in said[-1].text and session.report.unit == "某县"


def test_a_read_only_folder_is_said(keeper, session, said, monkeypatch):
    session.edit({"t3.new.natural": 5}, "填写")
    with read_only_folder() as folder:
        monkeypatch.setenv("GKBG_DATA_DIR", str(folder / "own"))
        assert not keeper.save_as(folder / "报告.gkbg")
    assert "只读" in said[-1].text and session.report.get("t3.new.natural") == 5


def test_an_edit_is_in_the_recovery_journal_within_a_second(keeper, session, qtbot, tmp_path):
    session.edit({"unit": "某县"}, "填写")
    began = time.monotonic()
    folder = tmp_path / "data" / "journal"
    qtbot.waitUntil(lambda: any(b'"edit"' in file.read_bytes() for file in folder.glob("*.journal")), timeout=5000)
    assert time.monotonic() - began < 5


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


def test_each_edit_is_in_the_journal_before_control_returns(keeper, session, path, tmp_path):
    keeper.open(path)
    journal = tmp_path / "data" / "journal"
    for number in range(5):
        session.edit({"t3.new.natural": 100 + number}, "填写")
        (file,) = journal.glob("*.journal")
        assert f'"t3.new.natural":{100 + number}'.encode() in file.read_bytes().splitlines()[-1]
    session.undo()
    assert b"103" in file.read_bytes().splitlines()[-1]


def test_with_a_full_disk_the_journal_is_not_claimed_to_hold_what_it_does_not(keeper, session, said, path):
    keeper.open(path)
    with full_disk(10):
        session.edit({"t3.new.natural": 5}, "填写")
        assert said[-1].key == "journal"
        assert not keeper.save()
        assert "恢复日志也写不进去" in said[-1].text and "也在恢复日志里" not in said[-1].text
    gone: list[str] = []
    session.withdraw.connect(gone.append)
    session.edit({"t3.new.legal": 1}, "填写")
    assert "journal" in gone
    assert keeper.recorder.journal is not None
    keeper.recorder.journal.close()
    (left,) = recover()
    assert left.report == REPORT.apply({"t3.new.natural": 5, "t3.new.legal": 1})


def test_a_file_changed_by_other_means_is_said_and_opened(keeper, session, said, path):
    path.write_bytes(path.read_bytes().replace(b'"natural": 3', b'"natural": 4'))
    assert keeper.open(path)
    assert session.report.get("t3.new.natural") == 4
    assert "这个文件在本程序之外改动过" in said[-1].text


def test_opening_and_saving_keep_earlier_copies(keeper, session, path):
    keeper.open(path)
    for number in (5, 6):
        session.edit({"t3.new.natural": number}, "填写")
        keeper.save()
    keeper.close()
    assert [copy.report().get("t3.new.natural") for copy in earlier(path)] == [6, 5, 3]


def test_what_another_file_held_that_was_replaced_is_among_its_earlier_copies(keeper, session, path):
    session.edit({"unit": "新的"}, "填写")
    assert keeper.save_as(path)
    keeper.close()
    assert [copy.report().unit for copy in earlier(path)] == ["新的", REPORT.unit]


def test_a_copy_that_cannot_be_kept_is_said_and_the_report_saved(keeper, session, said, path, tmp_path, qtbot):
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "copies").write_text("", encoding="utf-8")
    keeper.open(path)
    qtbot.waitUntil(lambda: any(notice.key == "copies" for notice in said), timeout=5000)
    session.edit({"t3.new.natural": 5}, "填写")
    assert keeper.save() and load(path).get("t3.new.natural") == 5


def test_saving_as_a_final_version_of_ones_own_draft_is_not_locked_by_oneself(keeper, session, said, path):
    name = "某省某市某某区人民政府某某街道办事处2024年政府信息公开工作年度报告"
    session.edit({"unit": "某局"}, "填写")
    assert keeper.save_as(path.with_name(f"{name}（初稿）.gkbg"))
    assert keeper.save_as(path.with_name(f"{name}（定稿）.gkbg")), said


def test_saving_under_another_spelling_of_its_own_name_is_no_other_file(keeper, session, path):
    keeper.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    assert keeper.save_as(path.parent / "." / ".." / path.parent.name / path.name)
    assert load(path).get("t3.new.natural") == 5


def test_last_years_report_that_cannot_be_read_is_not_said_to_be_missing(keeper, said, path):
    last = path.with_name("上年.gkbg")
    last.write_text("{", encoding="utf-8")
    save(REPORT.apply({"last_year": str(last)}), path)
    keeper.open(path)
    assert "上年报告读不了" in said[-1].text and "没有找到" not in said[-1].text


# saving by itself


@pytest.fixture
def at_once(keeper):
    keeper._save_timer.setInterval(10)
    return keeper


def test_a_report_that_has_a_file_saves_itself_unless_a_person_said_no(at_once, session, path, qtbot):
    at_once.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    qtbot.waitUntil(lambda: not session.modified, timeout=5000)
    assert load(path).get("t3.new.natural") == 5
    at_once.settings.setValue("autosave", False)
    session.edit({"t3.new.natural": 6}, "填写")
    qtbot.wait(60)
    assert session.modified and load(path).get("t3.new.natural") == 5


def test_a_file_of_an_older_layout_is_not_replaced_unasked(at_once, session, said, path, qtbot):
    path.write_text('{"gkbg": 1, "unit": "某局", "year": 2024}', encoding="utf-8")
    at_once.open(path)
    assert "不会自动保存" in said[-1].text
    session.edit({"t3.new.natural": 5}, "填写")
    qtbot.wait(60)
    assert session.modified and '"gkbg": 1' in path.read_text(encoding="utf-8")
    assert at_once.save()
    session.edit({"t3.new.natural": 6}, "填写")
    qtbot.waitUntil(lambda: not session.modified, timeout=5000)


def test_a_locked_report_changes_only_when_it_is_unlocked(at_once, session, said, path, qtbot):
    at_once.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    session.lock(date(2025, 1, 20))
    assert session.read_only and at_once.save()
    before = session.report
    session.edit({"t3.new.natural": 6}, "填写")
    session.undo()
    assert session.report == before and "2025年1月20日锁定" in said[-1].text
    at_once.open(path)
    assert session.read_only and "2025年1月20日" in said[-1].text
    session.unlock()
    session.edit({"t3.new.natural": 6}, "填写")
    assert session.report.get("t3.new.natural") == 6 and not session.read_only


def test_what_is_typed_while_the_report_saves_itself_is_saved_next(at_once, session, path, qtbot):
    at_once.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    at_once._save_by_itself()
    session.edit({"t3.new.legal": 1}, "填写")
    qtbot.waitUntil(lambda: not session.modified, timeout=5000)
    assert load(path) == REPORT.apply({"t3.new.natural": 5, "t3.new.legal": 1})


def test_closing_while_the_report_saves_itself_waits_for_the_file(session, path):
    keeper = Keeper(session, QSettings())
    keeper.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    keeper._save_by_itself()
    keeper.close()
    assert load(path).get("t3.new.natural") == 5 and recover() == []
    with Lock(path):
        pass


def test_closing_in_good_order_leaves_nothing_to_recover_and_lets_go_of_the_file(session, path):
    keeper = Keeper(session, QSettings())
    keeper.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    keeper.save()
    keeper.close()
    assert recover() == []
    lock = Lock(path)
    lock.acquire()
    lock.release()


@pytest.mark.parametrize(("answer", "closed"), [("不保存", True), ("返回继续填写", False)])
def test_closing_with_unsaved_work_asks_once(qtbot, answer, closed):
    window = ReportWizard(Session())
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin()
    window.session.edit({"unit": "某县"}, "填写")
    asked = []

    def reply() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == answer).click()

    QTimer.singleShot(0, reply)
    assert window.close() is closed
    assert len(asked) == 1


def test_last_years_report_named_in_this_one_is_found_beside_it(keeper, session, path):
    save(REPORT.apply({"year": 2023}), path.parent / "上年.gkbg")
    save(REPORT.apply({"last_year": "/别处/上年.gkbg"}), path)
    keeper.open(path)
    assert session.previous is not None and session.previous.year == 2023


def test_the_report_in_the_window_opened_again_is_not_locked_by_itself(keeper, session, path):
    assert keeper.open(path)
    session.edit({"t3.new.natural": 9}, "填写")
    assert keeper.open(path)
    assert not session.read_only and session.report == REPORT
    assert not keeper.open(path.with_name("没有.gkbg"))
    with pytest.raises(LockedError):
        Lock(path).acquire()


def test_a_restored_report_without_a_file_is_compared_with_last_years_again(keeper, session, path):
    report = REPORT.apply({"year": 2025, "last_year": str(path)})
    keeper.restore(report, Report(), None)
    assert session.previous == REPORT


def test_what_was_said_of_a_report_goes_with_it(qtbot, session, path):
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.begin(sample=True)
    assert [notice.key for notice in window.notices.notices] == ["sample"]
    window.files.open_path(path)
    assert window.notices.notices == []
    window.keeper.close()


def test_last_years_report_that_was_found_is_kept_inside_the_file_when_it_is_saved(keeper, session, said, path):
    last = path.parent / "上年.gkbg"
    save(REPORT.apply({"year": 2023}), last)
    save(REPORT.apply({"last_year": str(last)}), path)
    keeper.open(path)
    assert not session.modified
    session.edit({"t3.new.natural": 5}, "填写")
    keeper.save()
    last.unlink()
    keeper.open(path)
    assert session.previous is not None and session.previous.year == 2023 and not said
