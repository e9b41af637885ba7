"""What was kept of a report comes back: earlier copies, what was not wanted; and the lock after it was signed off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QTreeWidget

from models.report import Report
from models.storage import load, save, set_aside
from models.storage.copies import keep
from ui.session import Session
from ui.shell.kept_actions import NO_COPY, NOTHING_ASIDE
from ui.shell.window import ReportWizard

REPORT = Report().apply({"unit": "某县某局", "year": 2024, "t3.new.natural": 1, "五": "问题。"})


@pytest.fixture
def path(tmp_path) -> Path:
    for number in (1, 2, 3):
        save(REPORT.apply({"t3.new.natural": number}), tmp_path / "r.gkbg")
        keep(tmp_path / "r.gkbg")
    return tmp_path / "r.gkbg"


@pytest.fixture
def window(qtbot, path) -> ReportWizard:
    window = ReportWizard(Session())
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.begin(path)
    return window


def rows(list_: QTreeWidget) -> list[tuple[str, ...]]:
    items = (list_.topLevelItem(place) for place in range(list_.topLevelItemCount()))
    return [tuple(item.text(column) for column in range(1, list_.columnCount())) for item in items if item]


def choose(window: ReportWizard, row: int, button: str) -> None:
    dialog = window.kept.dialog
    dialog.list.setCurrentItem(dialog.list.topLevelItem(row))
    dialog.buttons[button].click()


def test_earlier_copies_are_listed_with_what_changed_in_words(window):
    window.session.edit({"五": "另写。"}, "改写")
    window.kept.earlier.trigger()
    assert rows(window.kept.dialog.list) == [
        ("表三 1 格", "五 改写"),
        ("表三 1 格", "表三 1 格、五 改写"),
        ("（最早的一份）", "表三 1 格、五 改写"),
    ]
    assert window.kept.dialog.list.topLevelItem(0).text(0).startswith("今天 ")


def test_an_earlier_copy_is_taken_back_as_one_step(window, path):
    window.session.edit({"五": "另写。"}, "改写")
    before, steps = window.session.report, window.session.undo_stack.index()
    window.kept.earlier.trigger()
    choose(window, 2, "取回这一份")
    assert window.session.report == REPORT and window.session.undo_stack.index() == steps + 1
    assert window.kept.dialog.isHidden()
    window.session.undo()
    assert window.session.report == before


def test_an_earlier_copy_is_looked_at_beside_and_nothing_changes(window, qtbot):
    before = window.session.report
    window.kept.earlier.trigger()
    choose(window, 2, "另开窗口看")
    (beside,) = (child for child in window.children() if isinstance(child, ReportWizard))
    assert beside.session.report == REPORT and beside.session.read_only and beside.isVisible()
    assert "只能看" in beside.notices.notices[0].text
    beside.session.edit({"五": "x"}, "改")
    assert beside.session.report == REPORT and window.session.report == before
    beside.close()


def test_without_copies_it_is_said_why(window):
    window.keeper.begin(Report())
    window.kept.earlier.trigger()
    assert window.kept.dialog.note.text() == NO_COPY
    assert not window.kept.dialog.buttons["取回这一份"].isEnabled()


def test_what_was_not_saved_is_found_again(window, path):
    window.settings.setValue("autosave", False)
    window.session.edit({"t3.new.legal": 9}, "填写")
    window.keeper.begin(Report())
    window.kept.found.trigger()
    assert rows(window.kept.dialog.list) == [("“r.gkbg”", "表三 1 格")]
    choose(window, 0, "取回")
    assert window.session.path == path and window.session.report.get("t3.new.legal") == 9
    window.session.undo()
    assert window.session.report == load(path)
    assert len(set_aside()) >= 1, "it can be had again"


def test_nothing_to_find_is_said(window):
    window.kept.found.trigger()
    assert window.kept.dialog.note.text() == NOTHING_ASIDE


def test_a_report_that_was_signed_off_is_locked_and_unlocked_with_its_file(window, path):
    window.kept.lock.trigger()
    assert window.session.read_only and load(path).text("locked")
    assert "锁定" in window.notices.notices[-1].text and "解除锁定" in window.kept.lock.text()
    assert not window.menus.undo.isEnabled()
    window.go("三")
    window.page.view.show_cell("t3.new.natural")
    assert window.page.view.open_editor is None
    window.kept.lock.trigger()
    assert not window.session.read_only and not load(path).text("locked")
    assert "锁定（审签后）" in window.kept.lock.text()


def test_a_copy_of_before_the_lock_is_not_taken_back_into_a_locked_report(window):
    window.kept.lock.trigger()
    window.kept.earlier.trigger()
    assert not window.kept.dialog.buttons["取回这一份"].isEnabled()
