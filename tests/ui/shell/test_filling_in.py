"""A whole report from an empty window to a finished Word file: by keyboard alone, by pasting, and back to empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

import importers
from exporters import export
from models.checks import has_errors, run_checks
from models.report import Report
from models.storage import load
from models.values import show
from tests.reports import published_report
from tests.ui.keyboard import CTRL, keys, press
from ui.session import Session
from ui.shell.window import ReportWizard
from ui.tables import movement

WANTED = published_report("huaian-2024")
TEXTS = {
    "一": "本年度政府信息公开工作扎实推进。",
    "五": "存在的问题是公开的深度还不够，下一步加强培训和检查。",
    "六": "本年度没有收取信息处理费。",
}


@pytest.fixture
def window(qtbot) -> ReportWizard:
    window = ReportWizard(Session())
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def next_page(window: ReportWizard, id: str) -> None:
    """Ctrl+PgDown until the page is in front, then F6 into it."""
    while window.page.page_id != id:
        before = window.page.page_id
        press(Qt.Key.Key_PageDown, CTRL)
        assert window.page.page_id != before
    for _ in range(3):
        if window.page.isAncestorOf(QApplication.focusWidget()):
            return
        press(Qt.Key.Key_F6)
    raise AssertionError(f"F6 does not lead into the page {id}")


def fill_texts_and_unit(window: ReportWizard) -> None:
    next_page(window, "unit")
    keys(WANTED.unit, Qt.Key.Key_Tab, str(WANTED.year), Qt.Key.Key_Tab)


def write(window: ReportWizard, id: str) -> None:
    next_page(window, id)
    keys(TEXTS[id])


def finish(window: ReportWizard, tmp_path: Path) -> Report:
    """Check as for handing in, export to Word, and read that file back."""
    session = window.session
    assert not has_errors(run_checks(session.report, final=True))
    export(session.report, tmp_path / "报告.docx")
    return Report().apply(importers.read(tmp_path / "报告.docx").edit)


def assert_as_published(session: Session, exported: Report) -> None:
    for id, cell in session.form.cells.items():
        assert session.figures.printed[id] == WANTED.get(id), cell.name
        if not cell.is_total:
            assert exported.get(id) == WANTED.get(id), cell.name
    assert all(session.report.text(id) == text for id, text in TEXTS.items())
    assert exported.unit == WANTED.unit and exported.year == WANTED.year


def test_a_whole_report_is_filled_in_by_keyboard_alone_and_undone_back_to_empty(window, tmp_path):
    session = window.session
    fill_texts_and_unit(window)
    for number in ("一", "二", "三", "四", "五", "六"):
        if number in TEXTS:
            write(window, number)
            continue
        next_page(window, number)
        view = window.page.view
        press(Qt.Key.Key_Home, CTRL)
        cell = view.shape_.cell(movement.first(view.shape_))
        for _ in range(len(view.shape_.typed_down)):
            cell = view.current_cell
            assert cell is not None and not cell.is_total
            keys(show(WANTED.get(cell.id)), Qt.Key.Key_Return)
        assert not [f for f in session.shown if f.severity.word == "错误"], "the page is complete"
    assert_as_published(session, finish(window, tmp_path))

    window.keeper.save_as(tmp_path / "报告.gkbg")
    assert load(tmp_path / "报告.gkbg") == session.report
    while session.undo_stack.canUndo():
        press(Qt.Key.Key_Z, CTRL)
    assert session.report == Report()


def test_a_whole_report_is_filled_in_by_pasting_and_undone_back_to_empty(window, tmp_path):
    session = window.session
    fill_texts_and_unit(window)
    for number in ("一", "二", "三", "四", "五", "六"):
        if number in TEXTS:
            write(window, number)
            continue
        next_page(window, number)
        view = window.page.view
        rows = [[show(WANTED.get(view.shape_.cell(spot).id)) for spot in line] for line in view.shape_.lines]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        press(Qt.Key.Key_Home, CTRL)
        press(Qt.Key.Key_V, CTRL)
    assert_as_published(session, finish(window, tmp_path))
    assert session.undo_stack.count() <= 8
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.report == Report()


def test_what_is_still_being_typed_is_saved_too(window, tmp_path):
    session, path = window.session, tmp_path / "报告.gkbg"
    window.keeper.save_as(path)
    next_page(window, "三")
    keys("12")
    press(Qt.Key.Key_S, CTRL)
    assert load(path).get("t3.new.natural") == 12 and not session.modified
    keys("7")
    assert not session.modified
    session.settle.emit()  # as closing does before it asks
    assert session.report.get("t3.new.natural") == 7 and session.modified
    window.go("unit")
    field = window.page.fields["unit"]
    field.setFocus()
    keys("某县人民政府")
    press(Qt.Key.Key_S, CTRL)
    assert load(path).unit == "某县人民政府"


def test_going_to_another_page_takes_in_what_is_being_typed(window):
    next_page(window, "三")
    keys("12")
    press(Qt.Key.Key_PageDown, CTRL)
    assert window.page.page_id == "四" and window.session.report.get("t3.new.natural") == 12


def test_answering_a_notice_leaves_the_cursor_where_it_was(window, qtbot):
    next_page(window, "三")
    window.session.say("试")
    (close,) = window.notices.findChildren(QPushButton)
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    keys("12", Qt.Key.Key_Return)
    assert window.session.report.get("t3.new.natural") == 12
