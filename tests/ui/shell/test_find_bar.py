"""Ctrl+F and Ctrl+H from any page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.keyboard import CTRL, keys, press
from ui.shell.window import ReportWizard


@pytest.fixture
def window(session, qtbot) -> ReportWizard:
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


@pytest.fixture
def bar(window, session):
    session.edit(
        {"unit": "云岭县水务局", "year": 2024, "五": "2023年公开不够及时。2023年没有培训。", "六": "2023年无。"}, "填写"
    )
    window.go("二")
    press(Qt.Key.Key_F, CTRL)
    return window.find_bar


def test_hits_are_listed_with_their_place_and_enter_goes_from_one_to_the_next(bar, window):
    keys("2023", Qt.Key.Key_Return)
    assert bar.list.count() == 3 and "3 处" in bar.said.text()
    assert "五、" in bar.list.item(0).text()
    assert window.page.page_id == "五"
    keys(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert window.page.page_id == "六" and bar.words.hasFocus()


def test_all_words_are_replaced_in_one_step_that_undoes(bar, window, session):
    before = session.report
    press(Qt.Key.Key_H, CTRL)
    keys("2023")
    bar.by.setText("2024")
    bar.search()
    bar.replace_all()
    assert session.report.text("五") == "2024年公开不够及时。2024年没有培训。"
    session.undo_stack.undo()
    assert session.report == before


def test_one_is_replaced_and_the_next_shown(bar, session):
    press(Qt.Key.Key_H, CTRL)
    keys("2023", Qt.Key.Key_Return)
    bar.by.setText("2024")
    bar.replace_one()
    assert session.report.text("五") == "2024年公开不够及时。2023年没有培训。"
    assert bar.list.count() == 2


def test_escape_puts_the_bar_away_and_goes_on_at_the_hit(bar, window):
    keys("培训", Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert window.page.editors["五"].textCursor().selectedText() == "培训"


def test_what_is_changed_elsewhere_is_followed(bar, session, qtbot):
    keys("2023", Qt.Key.Key_Return)
    session.edit({"六": "2023年无，2023年也无。"}, "填写")
    qtbot.waitUntil(lambda: bar.list.count() == 4)
