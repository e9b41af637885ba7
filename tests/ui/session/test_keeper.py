"""Files: what is said when something is wrong with one, and that the work is kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from models.storage import Lock, LockedError, load, recover, save
from models.storage.copies import earlier
from tests.places import full_disk, read_only_folder
from tests.ui.session.keeping import REPORT, act
from ui.session import Session
from ui.session.keeper import Keeper
from ui.shell.window import ReportWizard


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
