"""The problem panel: everything found, the way to it, and what mends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QInputDialog

import importers
from desk.order import Here, by_section, fix_words, next_of
from models.findings import Severity
from tests.reports import CASES
from ui.problems.panel import count_words
from ui.shell.window import ReportWizard
from ui.tables.editor import CellEditor


@pytest.fixture
def window(session, qtbot) -> ReportWizard:
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    return window


BROKEN = {"unit": "某县", "year": 2024, "t4.review.upheld": 1, "t4.review.total": 2, "t2.licensing.decisions": -1}


def findings_in(window) -> list:
    tree = window.problems.tree
    heads = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
    return [head.child(row).data(0, 256) for head in heads for row in range(head.childCount())]


def test_folded_it_is_one_line_with_the_counts(window, session):
    session.edit(BROKEN, "填写")
    window.problems.refresh()
    assert not window.problems.isVisible()
    assert count_words(session.shown) in window.problems.line.text() and "2 个错误" in window.problems.line.text()


def test_unfolded_it_lists_every_finding_by_section(window, session):
    session.edit(BROKEN, "填写")
    window.problems.line.click()
    assert window.problems.isVisible()
    assert sorted(map(str, findings_in(window))) == sorted(map(str, session.shown))
    assert [title for title, _ in by_section(session.form, session.shown)] == sorted(
        {title for title, _ in by_section(session.form, session.shown)},
        key=[step.title for step in window.step_list.steps.steps].index,
    )


def test_f8_goes_from_any_page_to_each_error_with_its_editor_open(window, session, qtbot):
    session.edit(BROKEN, "填写")
    window.go("六")
    visited = []
    for _ in range(2):
        window.next_problem()
        visited.append(window.page.view.current_cell.id)
        assert window.page.view.findChild(CellEditor) is not None
    assert visited == ["t2.licensing.decisions", "t4.review.total"]
    window.next_problem(back=True)
    assert window.page.view.current_cell.id == "t2.licensing.decisions"


def test_f8_goes_on_from_the_cursor_and_not_from_the_first_finding(window, session):
    wrong = ("t3.new.natural", "t3.granted.natural", "t3.granted.business", "t4.review.upheld")
    session.edit({"unit": "某县", "year": 2024, **dict.fromkeys(wrong, "看不清")}, "填写")
    window.go("三")
    window.page.view.show_cell("t3.carried_in.business", edit=False)
    visited = []
    for _ in range(4):
        window.next_problem()
        visited.append(window.page.view.current_cell.id)
    assert visited == ["t3.granted.natural", "t3.granted.business", "t4.review.upheld", "t3.new.natural"]
    window.go("四")
    window.next_problem(back=True)
    assert window.page.view.current_cell.id == "t3.granted.business"


def test_f8_in_a_text_goes_to_the_words_behind_the_cursor(window, session):
    written = (
        "一是公开不够及时，××部门仍有差距。。\n二是解读形式单一，××栏目更新较慢，下一步加强培训、完善制度、压实责任。"
    )
    session.edit({"unit": "某县", "year": 2024, "五": written}, "写")
    session.check_texts()
    window.go("五")
    editor = window.page.editors["五"]
    visited = []
    for _ in range(3):
        window.next_problem()
        visited.append(editor.textCursor().selectedText())
    assert visited == ["××", "。。", "××"]
    session.at("五", 12)
    window.next_problem()
    assert editor.textCursor().selectedText() == "。。"


def test_a_fix_is_one_step_and_the_finding_goes(window, session):
    session.edit(BROKEN, "填写")
    window.problems.line.click()
    finding = next(finding for finding in session.shown if finding.code == "t4.row")
    window.problems.tree.select(finding)
    assert window.problems.fix.text() == "改为 1"
    window.problems.fix.click()
    assert session.figures.printed["t4.review.total"] == 1
    assert finding not in session.shown
    session.undo_stack.undo()
    assert session.report.get("t4.review.total") == 2


def test_a_warning_is_dismissed_with_a_reason_and_taken_back_and_an_error_is_not(window, session):
    session.edit({"t2.licensing.decisions": -1}, "填写")
    session.check_texts()
    window.problems.line.click()
    error = next(finding for finding in session.shown if finding.severity is Severity.ERROR)
    window.problems.tree.select(error)
    assert window.problems.dismiss.isHidden()
    warning = next(finding for finding in session.shown if finding.code == "report.unit")
    window.problems.tree.select(warning)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("以后再填")
        dialog.accept()

    QTimer.singleShot(0, answer)
    window.problems.dismiss.click()
    window.problems.refresh()
    assert warning not in session.shown
    assert [item.reason for item in session.dismissed()] == ["以后再填"]
    window.problems.tree.select(warning)
    window.problems.take_back.click()
    assert warning in session.shown


def test_the_panel_says_the_same_words_as_the_tooltip_of_the_cell(window, session):
    session.edit(BROKEN, "填写")
    window.go("四")
    finding = next(finding for finding in session.shown if finding.code == "t4.row")
    tip = window.page.model.tooltip(session.form.cells["t4.review.total"])
    assert f"{finding.severity.word}：{finding.message}{finding.advice}" in tip


def test_where_nothing_is_wrong_there_is_nothing_to_go_to(session):
    assert next_of(session.form, [], Here("start")) is None


def test_steps_count_their_errors_in_words(window, session):
    session.edit(BROKEN, "填写")
    window._show_states()
    states = window.step_list.steps.states
    assert states["四"].words == "有问题 1"
    assert states["三"].words == "未开始"
    assert states["finish"].words == "有问题 2"


def test_the_last_step_is_done_once_no_warning_is_left_in_the_way_of_the_final_report(window, session):
    session.edit(importers.read(CASES / "reports" / "hanyin-2021.txt").edit, "导入")
    session.check_texts()
    window._show_states()
    assert window.step_list.steps.states["finish"].words == "有提醒 1"
    for finding in [finding for finding in session.shown if finding.severity is Severity.WARNING]:
        session.dismiss(finding, "已核实")
    window._show_states()
    assert window.step_list.steps.states["finish"].words == "已完成"


def test_a_text_still_last_years_is_under_way_and_accepted_by_the_words_of_its_page(window, session):
    session.edit({"六": "没有收取信息处理费。", "draft.六": "2023"}, "带入")
    session.check_texts()
    window._show_states()
    assert window.step_list.steps.states["六"].words == "还差 1 段"
    (draft,) = [finding for finding in session.shown if finding.code == "text.draft"]
    assert fix_words(session.form, draft) == "已核对，就用这段"


def test_what_last_year_left_over_is_no_broken_sum_before_anything_is_filled_in(session):
    carried = "t3.carried_in.natural"
    session.edit({carried: 103, f"origin.{carried}": "2023年度报告"}, "从2023年度报告开始")
    assert any(finding.code == "t3.balance" for finding in session.findings)
    assert not any(finding.code == "t3.balance" for finding in session.shown)
    leaves = (id for id in session.form.cells if id.endswith(".natural") and id not in (carried, "t3.total.natural"))
    session.edit(dict.fromkeys(leaves, 0), "填写")
    assert any(finding.code == "t3.balance" for finding in session.shown)


def test_what_means_nil_is_mended_for_one_and_for_all_alike(window, session):
    session.edit({"t3.new.natural": "—", "t3.new.business": "/", "t3.new.research": "若干"}, "粘贴")
    window.problems.line.click()
    first = next(f for f in session.shown if f.code == "cell.unreadable" and f.fix)
    window.problems.tree.select(first)
    assert window.problems.fix.text() == "改为 0" and "2处" in window.problems.fix_all.text()
    window.problems.fix_all.click()
    assert [session.report.get(f"t3.new.{key}") for key in ("natural", "business", "research")] == [0, 0, "若干"]
    session.undo_stack.undo()
    assert session.report.get("t3.new.natural") == "—"
