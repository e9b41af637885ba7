"""The window: steps, free jumping, and going to a place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.findings import Span
from models.report import Report
from models.storage import load, save
from tests.reports import CASES, published_report
from tests.ui.keyboard import keys
from ui.app import _first_start
from ui.shell.window import ReportWizard


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


def test_ctrl_s_saves_what_is_still_being_typed_in_a_cell_and_in_a_field(window, session, tmp_path):
    window.begin()
    window.keeper.save_as(tmp_path / "报告.gkbg")
    window.go("三")
    window.page.view.show_cell("t3.new.natural", edit=False)
    keys("12")
    window.files.save.trigger()
    assert load(tmp_path / "报告.gkbg").get("t3.new.natural") == 12
    session.go_to("unit")
    keys("某县人民政府")
    window.files.save.trigger()
    assert load(tmp_path / "报告.gkbg").unit == "某县人民政府"


def test_what_is_being_typed_is_entered_when_another_step_is_opened(window, session):
    window.go("三")
    window.page.view.show_cell("t3.new.natural", edit=False)
    keys("7")
    window.go_next()
    assert session.report.get("t3.new.natural") == 7


def test_another_year_brings_its_form_and_nothing_typed_is_lost(window, session):
    session.edit({"year": 2024, "t3.new.natural": 3, "t2.licensing.decisions": 4}, "填写")
    window.go("二")
    session.edit({"year": 2020}, "改年度")
    assert window.page.page_id == "二" and "t2.procurement.projects" in window.page.model.shape.spots
    assert session.figures.printed["t3.new.natural"] == 3
    session.undo_stack.undo()
    assert "t2.procurement.projects" not in window.page.model.shape.spots
    assert session.report.get("t2.licensing.decisions") == 4


def test_a_step_chosen_behind_the_pages_of_a_narrow_window_comes_to_the_front(window, qtbot):
    window.resize(1000, 700)
    window.preview.made().toggle.setChecked(True)
    assert not window.middle.isVisible()
    window.next.click()
    assert window.middle.isVisible() and window.page.page_id == "unit"


def test_a_name_being_typed_goes_with_its_report(window, session, qtbot):
    window.go("unit")
    field = window.page.fields["unit"]
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    session.load(Report(), None)
    assert field.text() == ""
    field.editingFinished.emit()
    assert session.report == Report()


def test_after_a_click_on_a_step_what_is_typed_goes_into_its_page(window, session, qtbot):
    rows = {step.id: row for row, step in enumerate(window.step_list.steps.steps)}
    spot = window.step_list.visualRect(window.step_list.steps.index(rows["三"])).center()
    qtbot.mouseClick(window.step_list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    keys("12", Qt.Key.Key_Return)
    assert session.report.get("t3.new.natural") == 12


def test_arrows_walk_the_steps_and_enter_goes_into_the_page(window, session):
    window.step_list.setFocus()
    keys(Qt.Key.Key_Down)
    assert window.page.page_id == "unit" and window.step_list.hasFocus()
    keys(Qt.Key.Key_Return)
    assert window.page.fields["unit"].hasFocus()


def test_a_report_opened_read_only_is_compared_with_last_years_and_stays_as_it_is(window, session, tmp_path, qtbot):
    save(published_report("huaian-2024"), tmp_path / "2024.gkbg")
    session.load(Report().apply({"year": 2025, "unit": "淮安市人民政府"}), None)
    session.read_only = True
    said = []
    session.notice.connect(said.append)
    window.files.compare_with(tmp_path / "2024.gkbg")
    qtbot.waitUntil(lambda: session.previous is not None, timeout=10_000)
    assert session.previous.year == 2024 and session.report.text("last_year") == ""
    assert [notice.text for notice in said] == ["已和2024年度的“2024.gkbg”比对，本年的内容没有改动。"]


def test_a_report_to_compare_with_is_remembered_and_one_of_another_year_objected_to(window, session, tmp_path, qtbot):
    save(published_report("huaian-2024"), tmp_path / "2024.gkbg")
    session.load(Report().apply({"year": 2026, "unit": "淮安市人民政府"}), None)
    said = []
    session.notice.connect(said.append)
    window.files.compare_with(tmp_path / "2024.gkbg")
    qtbot.waitUntil(lambda: session.previous is not None, timeout=10_000)
    assert session.report.text("last_year") == str(tmp_path / "2024.gkbg")
    assert "不是上一年" in said[-1].text


def test_the_edit_menu_offers_what_can_be_done_on_the_page(window):
    def offered() -> set[str]:
        window.menus.edit.aboutToShow.emit()
        return {action.text() for action in window.menus.edit.actions() if action.text()}

    history = offered()
    window.go("三")
    assert {"剪切", "复制", "粘贴", "填 0", "本部分全部填 0"} <= offered()
    window.go("五")
    assert {"剪切", "复制", "粘贴", "插入表中数字…"} <= offered() and "填 0" not in offered()
    window.go("finish")
    assert offered() == history


def test_in_a_low_window_nothing_is_squeezed(window):
    window.resize(910, 380)
    for page in ("start", "unit"):
        window.go(page)
        QApplication.processEvents()
        parts = [part for part in window.page.findChildren(QWidget) if part.isVisible()]
        assert [part for part in parts if part.height() < part.minimumSizeHint().height()] == []


def test_in_a_low_window_every_step_is_seen(window):
    window.resize(910, 480)
    QApplication.processEvents()
    assert window.step_list.verticalScrollBar().maximum() == 0


def test_a_page_of_text_that_is_come_to_shows_its_beginning(window, session, qtbot):
    window.resize(910, 300)
    window.go("五")
    window.next.click()
    page = window.page
    QApplication.processEvents()
    assert page.page_id == "六" and page.editors["六"].hasFocus()
    assert page.fee.mapTo(page, page.fee.rect().topLeft()).y() >= 0


def test_enter_leads_from_one_field_to_the_next(window, session):
    window.go("unit")
    window.page.show_place("")
    keys("某县", Qt.Key.Key_Return, "2024", Qt.Key.Key_Return)
    assert (session.report.unit, session.report.year) == ("某县", 2024)
    assert window.page.fields["form"].hasFocus()


def test_a_document_that_is_no_report_file_is_imported_from_where_its_opening_fails(window, session, qtbot):
    said = []
    session.notice.connect(said.append)
    window.files.open_path(CASES / "reports" / "hanyin-2021.txt")
    ((name, act),) = said[-1].actions
    assert name == "导入"
    act()
    qtbot.waitUntil(lambda: window.imports.running and window.imports.running.dialog is not None, timeout=10_000)
    window.imports.running.dialog.accept()
    assert session.report.unit == "汉阴县交通运输局" and window.page.page_id == "unit"


def test_the_longest_name_of_a_unit_leaves_the_menus_their_room(window, session):
    window.resize(910, 480)
    session.edit({"unit": "某自治区某自治州" + "资源与水生野生动物保护管理委员会办公室" * 4, "year": 2024}, "填写")
    bar = window.menuBar()
    assert bar.actionGeometry(bar.actions()[-1]).right() < bar.width() - window.status.sizeHint().width()
    assert "2024年" in window.status.text() and window.status.toolTip() == session.report.unit


def test_no_key_of_a_menu_is_taken_by_a_field_on_linux_or_shared_by_two_entries(window):
    taken = {"Ctrl+E", "Ctrl+K", "Ctrl+U", "Ctrl+D", "Ctrl+A"}  # what Qt's fields edit with under X11
    used = [
        key.toString()
        for action in window.findChildren(QAction)
        if action.isEnabled() and action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut
        for key in action.shortcuts()
    ]
    assert "F12" in used and not taken & set(used)
    assert len(used) == len(set(used))
