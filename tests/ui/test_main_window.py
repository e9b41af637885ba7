"""The window: steps, free jumping, and going to a place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel

from models.findings import Span
from ui.app import _first_start
from ui.main_window import ReportWizard


@pytest.fixture
def window(session, qtbot):
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    return window


def test_next_and_back_walk_through_every_step(window):
    walked = [window.page.page_id]
    while window.next.isEnabled():
        window.next.click()
        walked.append(window.page.page_id)
    assert walked == list(window.pages)
    while window.back.isEnabled():
        window.back.click()
    assert window.page.page_id == "start"


def test_going_to_a_field_opens_its_page_with_the_cursor_there(window, session, qtbot):
    session.go_to("unit")
    assert window.page.page_id == "unit"
    qtbot.waitUntil(window.pages["unit"].fields["unit"].hasFocus)


def test_going_to_words_selects_them(window, session):
    session.edit({"五": "存在的问题"}, "写")
    session.go_to("五", Span("五", 0, 2))
    assert window.page.editors["五"].textCursor().selectedText() == "存在"


def test_typed_text_is_in_the_report_and_undo_shows_it_gone(window, session):
    window.go("六")
    editor = window.page.editors["六"]
    editor.insertPlainText("没有收取信息处理费。")
    assert session.report.text("六") == "没有收取信息处理费。"
    session.undo_stack.undo()
    assert editor.toPlainText() == ""


def test_the_first_start_shows_the_sample_as_nothing_to_lose(window, session):
    window.begin(sample=True)
    assert session.report.unit == "汉阴县交通运输局"
    assert not session.modified and session.path is None
    assert "样例" in window.notices.findChild(QLabel).text()


def test_only_the_first_start_is_the_first(qapp):
    settings = QSettings()
    assert _first_start(settings)
    assert not _first_start(settings)
