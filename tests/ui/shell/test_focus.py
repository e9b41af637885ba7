"""The cursor stays where the person works: a control that vanishes hands it back, never to another finding's button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton

from ui.shell.window import ReportWizard
from ui.tables.view import FormTableView
from ui.texts.editor import ProseEditor
from ui.texts.finding_line import FindingLine

FIGURES = {"unit": "云岭县水务局", "year": 2024, "t3.new.natural": 5, "t3.granted.natural": 5}
TEXT = "2024年共收到申请8件。2024年共收到申请9件。。"


@pytest.fixture
def window(session, qtbot) -> ReportWizard:
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    session.edit({**FIGURES, "一.2": TEXT}, "填写")
    session.check_texts()
    return window


def at(window: ReportWizard, qtbot, id: str) -> None:
    """Go to a place; the page has come to the front and the window is active."""
    window.session.go_to(id)
    qtbot.wait(50)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def in_the_text(window: ReportWizard, qtbot) -> ProseEditor:
    at(window, qtbot, "一.2")
    editor = window.page.editors["一.2"]
    editor.setFocus()
    return editor


def settled(qtbot, kind) -> None:
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), kind), timeout=2_000)


def press_with_keys(button) -> None:
    """Press a button that has the focus, as Space and Enter do."""
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.click()


def test_after_a_dismissal_the_cursor_is_in_the_text(window, qtbot, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("已核实", True))
    editor = in_the_text(window, qtbot)
    line = window.page.parts["一.2"].findChild(FindingLine)
    while line.isVisible() and line.dismiss.isVisible():
        press_with_keys(line.dismiss)
    settled(qtbot, ProseEditor)
    assert QApplication.focusWidget() is editor


def test_after_a_fix_in_the_panel_the_cursor_is_where_it_was(window, qtbot):
    window.session.edit({"t3.new.total": 9}, "填写")
    window.problems.line.click()
    at(window, qtbot, "t3.new.business")
    finding = next(f for f in window.session.shown if f.fix and f.severity.value == "error")
    window.problems.tree.select(finding)
    press_with_keys(window.problems.fix)
    settled(qtbot, FormTableView)


def test_closing_how_it_is_reckoned_leads_back_to_the_table(window, qtbot):
    at(window, qtbot, "t3.new.total")
    window.page.actions_.how.trigger()
    close = window.page.explain.close_button
    press_with_keys(close)
    settled(qtbot, FormTableView)


def test_a_notice_that_is_answered_leads_back(window, qtbot):
    editor = in_the_text(window, qtbot)
    window.session.say("读作3。")
    press_with_keys(window.notices.lines[-1].findChildren(QPushButton)[-1])
    qtbot.waitUntil(lambda: QApplication.focusWidget() is editor, timeout=2_000)


def test_f7_shows_the_finding_that_f8_led_to(window):
    window.next_problem()
    window.next_problem()
    visited = window.problems._visited
    window.problems.line.click()
    assert window.problems.tree.finding == visited


def test_a_field_says_below_what_is_wrong_with_it(window, session):
    session.edit({"year": "去年"}, "填写")
    window.go("unit")
    assert "看不懂" in window.page.hints["year"].text()
    session.edit({"year": 2024}, "填写")
    assert "看不懂" not in window.page.hints["year"].text()
