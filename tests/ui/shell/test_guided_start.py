"""The guided start: last year's report, a workbook, a register, each read in its turn or skipped."""

from __future__ import annotations

import pytest

import exporters
from tests.reports import published_report
from ui.shell.guided_start import came_of
from ui.shell.window import ReportWizard
from ui.verbs.sample import REGISTER


@pytest.fixture
def window(session, qtbot) -> ReportWizard:
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin()
    return window


def wait_for_dialog(qtbot, running):
    qtbot.waitUntil(lambda: running() is not None and running().dialog is not None, timeout=20_000)
    return running().dialog


def test_each_question_can_be_skipped_and_the_last_leads_to_filling_in(window, qtbot):
    guide = window.beside.open_guide()
    for skip in guide.skip:
        skip.click()
    assert all("跳过" in said.text() for said in guide.said)
    guide.fill_in.click()
    assert window.page.page_id == "unit"


def test_a_workbook_is_read_and_what_came_of_it_is_told(window, session, qtbot, tmp_path):
    path = tmp_path / "上报.xlsx"
    exporters.export(published_report("huaian-2024"), path)
    guide = window.beside.open_guide()
    guide.skip[0].click()
    guide.read(1, path)
    dialog = wait_for_dialog(qtbot, lambda: window.imports.running)
    dialog.accept()
    qtbot.waitUntil(lambda: guide.said[1].text().startswith("✓"), timeout=20_000)
    assert "上报.xlsx" in guide.said[1].text() and "个数" in guide.said[1].text()
    assert session.report.get("t3.new.total") is not None


def test_a_file_that_is_not_taken_leaves_the_question_answered_so(window, session, qtbot):
    guide = window.beside.open_guide()
    guide.read(2, REGISTER)
    wait_for_dialog(qtbot, lambda: window.imports.running).reject()
    qtbot.waitUntil(lambda: "没有读入" in guide.said[2].text(), timeout=20_000)
    assert not session.report.values


def test_what_an_import_brought_is_counted():
    before = published_report("huaian-2024")
    assert came_of(before, before) == "内容与原来的相同。"
    assert came_of(before, before.apply({"五": "新写的。", "t3.new.natural": 1})) == "读入 1 个数、1 段文字。"
