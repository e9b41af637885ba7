"""Undo and redo are seen: the window goes to the place that changes, or says what it was."""

from __future__ import annotations

import pytest

from models.report import Report
from ui.session import Session
from ui.shell.window import ReportWizard


@pytest.fixture
def window(qtbot) -> ReportWizard:
    window = ReportWizard(Session())
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin()
    window.keeper.begin_sample(Report().apply({"unit": "某局", "year": 2024}))
    return window


def said(window: ReportWizard) -> list[str]:
    return [notice.text for notice in window.notices.notices]


def test_an_undo_on_another_page_goes_to_the_cell_that_changes(window):
    window.go("二")
    window.session.edit({"t2.penalty.decisions": 9}, "填写表二 · 行政处罚")
    window.go("五")
    window.menus.undo.trigger()
    assert window.page.page_id == "二"
    assert window.page.view.current_cell.id == "t2.penalty.decisions"
    assert said(window) == ["已撤销：填写表二 · 行政处罚。"]
    window.go("三")
    window.menus.redo.trigger()
    assert window.page.page_id == "二" and said(window) == ["已重做：填写表二 · 行政处罚。"]


def test_an_undo_on_the_page_in_front_moves_the_cursor_there_and_opens_nothing(window):
    window.go("三")
    view = window.page.view
    window.session.edit({"t3.new.natural": 1}, "填写")
    view.show_cell("t3.new.other", edit=False)
    window.menus.undo.trigger()
    assert view.current_cell.id == "t3.new.natural" and view.open_editor is None and said(window) == []


def test_an_undo_of_many_pages_says_so_and_stays(window):
    window.go("五")
    window.session.edit({"t3.new.natural": 1, "t2.penalty.decisions": 2, "六": "无。"}, "导入 报告.docx")
    window.menus.undo.trigger()
    assert window.page.page_id == "五"
    (notice,) = window.notices.notices
    assert notice.text == "已撤销：导入 报告.docx。"
    dict(notice.actions)["去看看"]()
    assert window.page.page_id == "三"


def test_an_undo_of_what_stands_on_no_page_is_said(window):
    window.session.edit({"dismissed.x": "已核"}, "忽略一条提醒")
    window.menus.undo.trigger()
    assert said(window) == ["已撤销：忽略一条提醒。"]


def test_an_undo_in_a_text_leaves_the_cursor_there(window):
    window.go("五")
    window.page.show_place("五")
    editor = window.page.editors["五"]
    editor.insertPlainText("问题。")
    window.session.undo()
    assert editor.toPlainText() == "" and window.page.page_id == "五" and said(window) == []


def test_an_undo_that_was_asked_of_the_history_itself_is_seen_too(window):
    window.session.edit({"t3.new.natural": 1}, "填写表三")
    window.go("unit")
    window.session.undo_stack.undo()
    assert window.page.page_id == "三"


def test_a_name_that_was_typed_and_saved_is_undone_in_the_field_too(window, qtbot, tmp_path):
    window.go("unit")
    field = window.page.fields["unit"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "MXMJ")
    assert window.keeper.save_as(tmp_path / "r.gkbg")
    window.menus.undo.trigger()
    assert window.session.report.unit == "某局" and field.text() == "某局"
    field.editingFinished.emit()
    window.keeper.save()
    assert window.session.report.unit == "某局" and window.session.undo_stack.canRedo()


def test_a_field_that_is_being_typed_in_follows_a_report_that_changes_under_it(window, qtbot):
    window.go("unit")
    field = window.page.fields["contact"]
    field.setFocus()
    qtbot.keyClicks(field, "1 Lu")
    window.session.edit({"contact": "某街2号"}, "导入")
    assert field.text() == "某街2号"
    window.session.settle.emit()
    assert window.session.report.text("contact") == "某街2号"


def test_a_field_that_is_being_typed_in_is_left_alone_by_changes_elsewhere(window, qtbot):
    window.go("unit")
    field = window.page.fields["contact"]
    field.setFocus()
    qtbot.keyClicks(field, "1 Lu")
    window.session.edit({"t3.new.natural": 3}, "填写")
    assert field.text() == "1 Lu"
    window.session.settle.emit()
    assert window.session.report.text("contact") == "1 Lu"
