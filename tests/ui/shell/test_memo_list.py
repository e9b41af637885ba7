"""便笺 on cells and texts: written, marked, listed, said at the end, struck out, undone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QInputDialog

from models.report import MEMO
from ui.shell.memo_list import MemoList
from ui.shell.window import ReportWizard

CELL = "t3.new.natural"


@pytest.fixture
def window(session, qtbot) -> ReportWizard:
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin()
    return window


def write(monkeypatch, window, text):
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: (text, True))
    window.beside.write_memo()


def test_a_note_on_the_cell_with_the_cursor_is_marked_and_told(window, session, monkeypatch):
    session.go_to(CELL)
    write(monkeypatch, window, "信息科报来，待核")
    view = window.page.view
    assert view.form_model.looks[CELL].memo
    assert "便笺：信息科报来，待核" in view.form_model.tooltip(session.form.cells[CELL])
    assert "便笺：信息科报来，待核" in window.page.help.text()
    session.undo_stack.undo()
    assert not view.form_model.looks[CELL].memo


def test_a_note_on_a_text_stands_above_it(window, session, monkeypatch):
    session.go_to("五")
    window.page.editors["五"].setFocus()
    session.at("五", 0)
    write(monkeypatch, window, "等领导定")
    assert window.page.parts["五"].memo.isVisible() and "等领导定" in window.page.parts["五"].memo.text()


def test_all_are_listed_gone_to_and_struck_out(window, session, qtbot):
    session.edit({f"{MEMO}.{CELL}": "待核", f"{MEMO}.五": "等领导定"}, "写便笺")
    shown = MemoList(session, window)
    qtbot.addWidget(shown)
    assert shown.list.count() == 2
    shown.list.itemActivated.emit(shown.list.item(1))
    assert window.page.page_id == "三"
    shown.list.setCurrentRow(0)
    shown.strike.click()
    assert session.report.get(f"{MEMO}.五") is None and shown.list.count() == 1


def test_open_notes_are_said_on_the_last_page(window, session):
    session.edit({f"{MEMO}.{CELL}": "待核"}, "写便笺")
    window.go("finish")
    assert "1 条便笺" in window.page.not_made.text()
