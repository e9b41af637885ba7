"""Typing in a table: straight into the cell, nothing thrown away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.findings import Finding, Severity
from models.forms import FORMS
from models.report import Report
from tests.ui.keyboard import keys
from ui.pages.table_page import TablePage
from ui.session import Session
from ui.shell.window import ReportWizard
from ui.tables.body import computed_rect
from ui.tables.editor import CellEditor
from ui.tables.looks import about_cells
from ui.tables.model import TableModel
from ui.tables.painting import evenly
from ui.tables.view import FormTableView

T3 = next(table for table in FORMS["2021"].tables if table.id == "t3")


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> FormTableView:
    view = FormTableView(TableModel(session, T3))
    view.form_model.setParent(view)
    qtbot.addWidget(view)
    view.resize(1100, 640)
    view.show()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def test_the_model_behaves_as_qt_expects(session, qtmodeltester):
    qtmodeltester.check(TableModel(session, T3))


def test_typing_goes_straight_into_the_cell_and_enter_moves_down(view, session, qtbot):
    keys("12", Qt.Key.Key_Return, "3", Qt.Key.Key_Return)
    assert session.report.get("t3.new.natural") == 12
    assert session.report.get("t3.carried_in.natural") == 3
    assert view.current_cell.id == "t3.granted.natural"


def test_enter_moves_across_where_the_setting_says_so(view, session, qtbot):
    view.across = True
    keys("1", Qt.Key.Key_Return, "2", Qt.Key.Key_Return)
    assert session.report.get("t3.new.business") == 2


def test_tab_moves_along_the_row(view, session, qtbot):
    keys("1", Qt.Key.Key_Tab, "2", Qt.Key.Key_Tab)
    assert session.report.get("t3.new.business") == 2


def test_arrows_leave_a_cell_that_was_opened_by_typing(view, session, qtbot):
    keys("1", Qt.Key.Key_Right, "2", Qt.Key.Key_Down)
    assert session.report.get("t3.new.business") == 2
    assert view.current_cell.id == "t3.carried_in.business"


def test_after_f2_the_arrows_move_within_the_text(view, session, qtbot):
    session.edit({"t3.new.natural": 12}, "填写")
    keys(Qt.Key.Key_F2, Qt.Key.Key_Home, "3", Qt.Key.Key_Return)
    assert session.report.get("t3.new.natural") == 312


def test_escape_leaves_the_cell_as_it_was(view, session, qtbot):
    session.edit({"t3.new.natural": 12}, "填写")
    keys("9", Qt.Key.Key_Escape)
    assert session.report.get("t3.new.natural") == 12


@pytest.mark.parametrize(
    ("typed", "stored"), [("１２", 12), ("1,234", 1234), ("1，234", 1234), (" 7 ", 7), ("12件", 12), ("0", 0)]
)
def test_numbers_are_read_as_people_write_them(view, session, qtbot, typed, stored):
    keys(typed, Qt.Key.Key_Return)
    assert session.report.get("t3.new.natural") == stored


def test_wrong_input_stays_visible_with_its_reason(view, session, qtbot):
    keys("1o", Qt.Key.Key_Return)
    index = view.form_model.index_of("t3.new.natural")
    assert index.data() == "1o"
    assert "不是" in index.data(Qt.ItemDataRole.ToolTipRole) or "看不懂" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert session.report.get("t3.new.natural") == "1o"


def test_a_remark_in_brackets_is_kept_beside_the_number(view, session, qtbot):
    keys("22（其中修订16件）", Qt.Key.Key_Return)
    assert session.report.get("t3.new.natural") == 22
    assert session.report.text("remark.t3.new.natural") == "其中修订16件"
    assert view.form_model.written("t3.new.natural") == "22（其中修订16件）"


def test_opening_a_derived_total_and_leaving_it_states_nothing(view, session, qtbot):
    session.edit({"t3.new.natural": 12}, "填写")
    view.show_cell("t3.new.total")
    keys(Qt.Key.Key_Return)
    assert session.report.get("t3.new.total") is None


def test_typing_over_an_imported_number_forgets_where_it_came_from(view, session, qtbot):
    session.edit({"t3.new.natural": 12, "origin.t3.new.natural": "表.xlsx C5"}, "导入")
    assert "来自 表.xlsx C5" in view.form_model.tooltip(session.form.cells["t3.new.natural"])
    keys("13", Qt.Key.Key_Return)
    assert session.report.text("origin.t3.new.natural") == ""


def test_home_end_and_control_arrows_lead_to_the_edges(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_cell.id == "t3.new.total"
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.current_cell.id == "t3.carried_out.total"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_cell.id == "t3.carried_out.natural"
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert view.current_cell.id == "t3.new.natural"


def test_shift_and_arrows_select_a_range(view, qtbot):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selected_cells()) == 6
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selected_cells()) == 4


def test_the_wheel_changes_no_figure(view, session, qtbot):
    session.edit({"t3.new.natural": 12}, "填写")
    view.show_cell("t3.new.natural")
    editor = view.findChild(CellEditor)
    wheel = QWheelEvent(
        QPointF(2, 2), QPointF(2, 2), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, wheel)
    keys(Qt.Key.Key_Return)
    assert session.report.get("t3.new.natural") == 12


def test_a_stated_total_that_disagrees_shows_both_and_a_click_takes_the_computed(view, session, qtbot):
    session.edit({"t3.new.natural": 12, "t3.new.total": 13}, "填写")
    look = view.form_model.looks["t3.new.total"]
    assert (look.text, look.computed) == ("13", "12")
    clicked = computed_rect(view, "t3.new.total").center()
    with qtbot.waitSignal(view.take_computed) as taken:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=clicked)
    assert taken.args == ["t3.new.total"]


def test_only_cells_that_look_different_are_drawn_again(view, session):
    session.edit({"t3.carried_in.natural": 1, "t3.granted.natural": 1}, "填写")
    drawn = []
    view.form_model.dataChanged.connect(lambda first, _last: drawn.append(view.form_model.cell(first).id))
    session.edit({"t3.new.natural": 1, "t3.partial.natural": 1}, "填写")
    rows = ("new", "partial", "total")
    assert sorted(drawn) == sorted(f"t3.{row}.{column}" for row in rows for column in ("natural", "total"))


def test_a_sum_is_not_said_to_be_broken_while_its_column_is_being_typed(view, session, qtbot):
    view.cursor_moved.connect(session.at)
    session.at("t3.new.natural")
    keys("5", Qt.Key.Key_Return)
    assert "t3.balance" not in {finding.code for finding in session.shown}
    view.go(view.shape_.spots["t3.new.business"])
    assert "t3.balance" not in {finding.code for finding in session.shown}, "rows are filled in as well as columns"
    edit = {id: 0 for id in session.form.cells if id.endswith(".natural")} | {"t3.new.natural": 5}
    edit.pop("t3.total.natural")
    session.edit(edit, "填写")
    view.go(view.shape_.spots["t3.new.natural"])
    session.edit({"t3.granted.natural": None}, "清空")
    assert "t3.balance" in {finding.code for finding in session.shown}
    view.go(view.shape_.spots["t3.new.natural"])
    assert "t3.balance" in {finding.code for finding in session.shown}, "once said, it stays until it is mended"
    session.edit({"t3.granted.natural": 5}, "填写")
    assert "t3.balance" not in {finding.code for finding in session.shown}


def test_a_complete_column_that_does_not_balance_is_said_at_once(view, session):
    edit = {id: 0 for id in session.form.cells if id.endswith(".natural")} | {"t3.new.natural": 5}
    edit.pop("t3.total.natural")
    session.at("t3.new.natural")
    session.edit(edit, "填写")
    assert "t3.balance" in {finding.code for finding in session.shown}


def test_in_a_read_only_session_typing_says_so(view, session, qtbot):
    session.read_only = True
    with qtbot.waitSignal(session.notice) as said:
        keys("5")
    assert "只读" in said.args[0].text
    assert session.report == Report()


def test_what_takes_part_in_a_mere_warning_is_not_marked_as_part_of_an_error(session):
    findings = [
        Finding("x", Severity.WARNING, "x", cells=("t3.new.natural",), parts=("t3.new.legal",)),
        Finding("y", Severity.ERROR, "y", cells=("t3.new.total",), parts=("t3.new.other", "t3.new.total")),
        Finding("z", Severity.INFO, "z", cells=("t3.total.natural",)),
    ]
    marks, parts = about_cells(findings)
    assert marks == {"t3.new.natural": Severity.WARNING, "t3.new.total": Severity.ERROR}
    assert parts == {"t3.new.other", "t3.new.total"}


def test_every_row_of_table_3_is_in_sight_at_1366_by_768(session, qtbot):
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.resize(1366, 698)
    window.show()
    window.go("三")
    view = window.page.view
    assert view.verticalScrollBar().maximum() == 0 and view.horizontalScrollBar().maximum() == 0
    below = view.visualRect(view.form_model.index_of("t3.carried_out.natural")).bottom()
    assert below < view.viewport().height()


def test_the_labels_stay_while_a_narrow_table_scrolls(view):
    view.resize(500, 300)
    before = view.stub_header.width()
    view.go(view.shape_.spots["t3.carried_out.total"])
    assert view.horizontalScrollBar().value() > 0 and view.verticalScrollBar().value() > 0
    assert view.stub_header.width() == before and view.head_header.height() > 0
    assert view.corner.isVisible() and view.corner.width() == before


def page_of(session, qtbot, number: str, width: int) -> TablePage:
    section = next(section for section in session.form.sections if section.number == number)
    page = TablePage(session, section, QSettings())
    qtbot.addWidget(page)
    page.resize(width, 420)
    page.show()
    return page


@pytest.mark.parametrize("number", ["二", "三", "四"])
@pytest.mark.parametrize("width", [745, 900, 1100, 1600])
def test_the_heading_of_a_table_is_never_cut(session, qtbot, number, width):
    page = page_of(session, qtbot, number, width)
    assert page.heading.width() >= page.heading.sizeHint().width()
    assert page.buttons[-1].geometry().right() < width


def test_table_4_is_seen_whole_in_a_window_at_200_percent(session, qtbot):
    page = page_of(session, qtbot, "四", 745)
    assert page.view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("characters", "lines"), [(7, "社会公益组织"), (5, "社会公益\n组织"), (4, "社会公益\n组织"), (3, "社会公\n益组织")]
)
def test_a_head_is_broken_between_words_and_leaves_no_character_alone(qapp, characters, lines):
    metrics = QFontMetrics(qapp.font())
    assert evenly("社会公益组织", characters * metrics.horizontalAdvance("国"), metrics) == lines


def test_columns_that_were_dragged_stay_so_until_they_are_set_free(session, qtbot):
    page = page_of(session, qtbot, "三", 1100)
    usual = page.view.columnWidth(0)
    page.view.head_header.resizeSection(0, usual + 40)
    again = page_of(session, qtbot, "三", 1100)
    assert again.view.columnWidth(0) == usual + 40
    assert again.actions_.widths in again.actions_.fitting()
    again.actions_.widths.trigger()
    assert again.view.columnWidth(0) == usual and again.actions_.widths not in again.actions_.fitting()
    assert page_of(session, qtbot, "三", 1100).view.columnWidth(0) == usual
