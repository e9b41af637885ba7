"""A report opened after another looks as it does when it is opened first: nothing of the one before stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.findings import Severity
from models.report import Report
from models.storage import save
from tests.reports import published_report
from tests.ui.shell.looks import looks
from ui.session import Session
from ui.session.notice import Notice
from ui.shell.window import ReportWizard

PAGES = ("start", "unit", "preamble", "一", "二", "三", "四", "五", "六", "finish")
A = published_report("huaian-2024").apply(
    {
        "previous.unit": "某市人民政府",
        "previous.year": 2023,
        "previous.t2.penalty.decisions": 3402,
        "previous.五": "去年的问题。",
        "五": "存在问题xx，，问题共99件。\n又一段。\n去年的问题。联系人手机13812345678。",
        "六": "收取信息处理费3件。",
        "draft.五": "2023",
        "t3.new.natural": "约三件",
        "remark.t2.penalty.decisions": "含简易",
    }
)
B = published_report("hongze-2023").apply(
    {"五": "存在问题xx，，问题共99件。\n和去年一样去年的问题。联系人手机13812345678。"}
)
BLANK = Report()
OLD = published_report("shanghai-office-2019")


def put_away(window: ReportWizard) -> None:
    """Nothing is left to be asked about when the window closes."""
    if window.isVisible():
        window.keeper.begin(Report())


@pytest.fixture
def open_window(qtbot, tmp_path):
    def opened() -> ReportWizard:
        window = ReportWizard(Session())
        qtbot.addWidget(window, before_close_func=put_away)
        window.resize(1500, 900)
        window.show()
        window.keeper.begin(Report())
        return window

    return opened


def file_of(report: Report, name: str, folder: Path) -> Path:
    save(report, folder / f"{name}.gkbg")
    return folder / f"{name}.gkbg"


def rest(window: ReportWizard) -> None:
    """Let all that follows a pause be done, without the pause."""
    window.session.check_texts()
    for _ in range(3):
        for timer in window.findChildren(QTimer):
            if timer.isActive() and timer.isSingleShot():
                timer.setInterval(0)
        QApplication.processEvents()


def seen(window: ReportWizard) -> dict[str, list[object]]:
    """What each page and all around it shows, visited in order."""
    found: dict[str, list[object]] = {}
    for page in PAGES:
        if page == "start":
            continue
        window.go(page)
        rest(window)
        found[page] = list(looks(window.page))
    found["around"] = [
        *looks(window.problems),
        *looks(window.notices),
        window.windowTitle(),
        window.status.text(),
        window.step_list.steps.states,
        window.menus.undo.text(),
        window.menus.undo.isEnabled(),
        window.kept.lock.text(),
    ]
    return found


def be_busy_with(window: ReportWizard, report: Report, path: Path) -> None:
    """Do on every page what leaves something there."""
    window.keeper.open(path)
    session = window.session
    for page in PAGES:
        window.go(page)
        rest(window)
    window.problems.line.setChecked(True)
    for _ in range(3):
        window.next_problem()
    window.problems.line.setChecked(False)
    for page in ("二", "三", "四"):
        window.go(page)
        view = window.page.view
        view.go((view.shape_.rows - 1, view.shape_.columns - 1))
        window.page.actions_.how.trigger()
        QTest.keyClicks(view, "12")
    window.go("三")
    QTest.keyClicks(window.page.view, "7")
    window.go("五")
    window.page.editors["五"].insertPlainText("又写。")
    window.page.editors["五"].moveCursor(window.page.editors["五"].textCursor().MoveOperation.End)
    window.go("unit")
    window.page.fields["contact"].setFocus()
    QTest.keyClicks(window.page.fields["contact"], "abc")
    session.undo()
    session.say("和“上年.docx”比对，年度不是上一年。", Severity.WARNING)
    notice = Notice("填了 0。", Severity.WARNING, (("全部改为 0", lambda: None),), key="fill", stays=True)
    session.notice.emit(notice)
    window.go("二")
    view = window.page.view
    view.show_cell("t2.penalty.decisions")
    QTest.keyClicks(view.open_editor, "5")
    QApplication.sendEvent(view.open_editor, QInputMethodEvent("liu", []))


@pytest.mark.parametrize("second", [B, BLANK, OLD], ids=["another", "blank", "another form"])
def test_a_report_opened_after_another_looks_as_it_does_alone(open_window, tmp_path, second):
    path, first = file_of(second, "后", tmp_path), file_of(A, "前", tmp_path)
    alone = open_window()
    alone.settings.setValue("autosave", False)
    alone.keeper.open(path)
    wanted = seen(alone)
    alone.keeper.begin(Report())  # its lock is let go
    alone.close()
    window = open_window()
    be_busy_with(window, A, first)
    assert window.keeper.open(path)
    assert window.session.report == second, "what was being typed belonged to the one before"
    found = seen(window)
    assert window.session.report == second
    for page, entries in wanted.items():
        differing = [(a, b) for a, b in zip(found[page], entries, strict=False) if a != b]
        assert differing == [], page
        assert len(found[page]) == len(entries), page


def test_a_new_report_has_nothing_of_the_one_before(open_window, tmp_path):
    alone = open_window()
    alone.settings.setValue("autosave", False)
    wanted = seen(alone)
    window = open_window()
    be_busy_with(window, A, file_of(A, "前", tmp_path))
    window.keeper.begin(Report())
    found = seen(window)
    for page, entries in wanted.items():
        assert [(a, b) for a, b in zip(found[page], entries, strict=False) if a != b] == [], page
        assert len(found[page]) == len(entries), page


def test_wavy_underlines_stand_again_when_the_same_report_is_opened_again(open_window, tmp_path):
    path = file_of(B, "同一份", tmp_path)
    window = open_window()
    window.keeper.open(path)
    window.go("五")
    window.session.check_texts()
    editor = window.page.editors["五"]
    marks = [(m.cursor.selectionStart(), m.cursor.selectionEnd()) for m in editor.extraSelections()]
    assert marks and all(start < end for start, end in marks)
    window.keeper.open(path)
    window.session.check_texts()
    assert [(m.cursor.selectionStart(), m.cursor.selectionEnd()) for m in editor.extraSelections()] == marks


def test_wavy_underlines_stand_again_when_the_words_come_back_by_an_undo(open_window, tmp_path):
    window = open_window()
    window.keeper.open(file_of(B, "一份", tmp_path))
    window.go("五")
    window.session.check_texts()
    editor = window.page.editors["五"]
    marks = [(m.cursor.selectionStart(), m.cursor.selectionEnd()) for m in editor.extraSelections()]
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    window.session.undo()
    window.session.check_texts()
    assert [(m.cursor.selectionStart(), m.cursor.selectionEnd()) for m in editor.extraSelections()] == marks
