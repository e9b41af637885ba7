"""A Chinese input method is usually on: what it composes is never lost, and never takes the place of a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.report import Report
from models.storage import load, save
from ui.session import Session
from ui.shell.window import ReportWizard
from ui.tables.editor import CellEditor
from ui.tables.view import FormTableView

CELL, OTHER = "t2.coercion.decisions", "t2.penalty.decisions"
REPORT = Report().apply({"unit": "某县某局", "year": 2024, CELL: 44, OTHER: 7, "五": "存在的问题。"})


@pytest.fixture
def path(tmp_path) -> Path:
    save(REPORT, tmp_path / "r.gkbg")
    return tmp_path / "r.gkbg"


@pytest.fixture
def window(qtbot, path) -> ReportWizard:
    window = ReportWizard(Session())
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin(path)
    return window


@pytest.fixture
def view(window) -> FormTableView:
    window.go("二")
    return window.page.view


def compose(widget: QWidget, text: str) -> None:
    """Letters of an input method that are not chosen yet."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def receiver(view: FormTableView) -> QWidget:
    """The widget to which an input method speaks."""
    focused = QApplication.focusWidget()
    return focused if isinstance(focused, CellEditor) else view


def centre(view: FormTableView, cell: str) -> QPoint:
    return view.visualRect(view.form_model.index_of(cell)).center()


# ways of going elsewhere


def click(window: ReportWizard) -> None:
    view = window.page.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, OTHER))


def tab(window: ReportWizard) -> None:
    QTest.keyClick(receiver(window.page.view), Qt.Key.Key_Tab)


def enter(window: ReportWizard) -> None:
    QTest.keyClick(receiver(window.page.view), Qt.Key.Key_Return)


def settle(window: ReportWizard) -> None:
    window.page.view.settle()


def control_s(window: ReportWizard) -> None:
    window.files.save_now()


def another_step(window: ReportWizard) -> None:
    window.go_next()


def by_the_list(window: ReportWizard) -> None:
    steps = window.step_list
    index = steps.model().index(1, 0)
    QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=steps.visualRect(index).center())


def close(window: ReportWizard) -> None:
    window.session.undo_stack.setClean()
    window.close()


WAYS = (click, tab, enter, settle, control_s, another_step, by_the_list, close)


@pytest.mark.parametrize("leave", WAYS)
@pytest.mark.parametrize("by_f2", [False, True])
def test_a_cell_in_which_nothing_but_a_composition_was_typed_keeps_its_number(window, view, leave, by_f2):
    view.show_cell(CELL, edit=by_f2)
    for letters in ("l", "liu", "liu shi", "六十"):
        compose(receiver(view), letters)
    session = window.session
    leave(window)
    assert session.report.get(CELL) == 44
    assert session.report == REPORT


@pytest.mark.parametrize("leave", WAYS)
def test_what_is_composed_after_a_figure_is_taken_with_it(window, view, leave):
    view.show_cell(CELL, edit=False)
    QTest.keyClicks(view, "5")
    editor = view.open_editor
    compose(editor, "万")
    session = window.session
    leave(window)
    assert session.report.get(CELL) not in (44, None, 5)


def test_a_composition_that_is_given_up_leaves_the_number(window, view):
    view.show_cell(CELL, edit=True)
    compose(receiver(view), "liu")
    compose(receiver(view), "")
    settle(window)
    assert window.session.report.get(CELL) == 44


def test_a_word_that_is_chosen_is_typed(window, view):
    view.show_cell(CELL, edit=False)
    compose(view, "shier")
    commit(receiver(view), "12")
    settle(window)
    assert window.session.report.get(CELL) == 12


def test_a_word_that_is_chosen_at_once_reaches_the_cell(window, view):
    view.show_cell(CELL, edit=False)
    commit(view, "６０")
    settle(window)
    assert window.session.report.get(CELL) == 60


def test_the_next_cell_can_be_composed_in_after_one_was_left(window, view):
    view.show_cell(CELL, edit=False)
    compose(view, "liu")
    click(window)
    compose(receiver(view), "ba")
    commit(receiver(view), "8")
    settle(window)
    assert window.session.report.get(OTHER) == 8 and window.session.report.get(CELL) == 44


def caret(view: FormTableView) -> QRect:
    rect = view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert isinstance(rect, QRect)
    return rect


def test_the_candidates_stand_at_the_caret_and_not_over_the_cell(window, view):
    view.show_cell(CELL, edit=False)
    cell = view.visualRect(view.form_model.index_of(CELL)).translated(view.viewport().pos())
    assert cell.contains(caret(view).center()) and caret(view).left() > cell.center().x(), "where a number is typed"
    compose(view, "liu")
    editor = view.open_editor
    assert editor is not None
    wanted = editor.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).translated(editor.mapTo(view, QPoint()))
    assert caret(view) == wanted and cell.adjusted(-80, 0, 80, 0).contains(caret(view).center())


@pytest.mark.parametrize("leave", [control_s, another_step, by_the_list, close])
def test_an_unfinished_word_in_a_text_is_kept(window, leave):
    window.go("五")
    editor = window.page.editors["五"]
    window.page.show_place("五")
    compose(editor, "改进")
    session = window.session
    leave(window)
    assert session.report.text("五") == "存在的问题。改进"


def test_an_unfinished_word_in_a_text_is_kept_where_the_person_clicks_elsewhere_or_leaves_by_tab(window, qtbot):
    window.go("五")
    editor = window.page.editors["五"]
    window.page.show_place("五")
    compose(editor, "改进")
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert window.session.report.text("五") == "存在的问题。改进"
    window.page.show_place("五")
    compose(editor, "了")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert window.session.report.text("五") == "存在的问题。改进了"
    window.session.undo()
    assert window.session.report.text("五").startswith("存在的问题。")


@pytest.mark.parametrize("leave", [control_s, another_step, by_the_list, close])
def test_an_unfinished_word_in_a_field_is_kept(window, leave):
    window.go("unit")
    field = window.page.fields["signed_by"]
    field.setFocus()
    compose(field, "某县某局办公室")
    session = window.session
    leave(window)
    assert session.report.text("signed_by") == "某县某局办公室"


def test_what_was_composed_is_in_the_file_after_ctrl_s(window, path):
    window.go("五")
    window.page.show_place("五")
    compose(window.page.editors["五"], "改进")
    QTest.keySequence(window.page.editors["五"], QKeySequence("Ctrl+S"))
    assert load(path).text("五") == "存在的问题。改进"
