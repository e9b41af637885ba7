"""A report that has a file saves itself, and when it does not."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSettings

from models.storage import Lock, load, recover
from tests.ui.session.keeping import REPORT
from ui.session.keeper import Keeper


@pytest.fixture
def at_once(keeper):
    keeper._save_timer.setInterval(10)
    return keeper


def test_a_report_that_has_a_file_saves_itself_unless_a_person_said_no(at_once, session, path, qtbot):
    at_once.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    qtbot.waitUntil(lambda: not session.modified, timeout=5000)
    assert load(path).get("t3.new.natural") == 5
    at_once.settings.setValue("autosave", False)
    session.edit({"t3.new.natural": 6}, "填写")
    qtbot.wait(60)
    assert session.modified and load(path).get("t3.new.natural") == 5


def test_a_file_of_an_older_layout_is_not_replaced_unasked(at_once, session, said, path, qtbot):
    path.write_text('{"gkbg": 1, "unit": "某局", "year": 2024}', encoding="utf-8")
    at_once.open(path)
    assert "不会自动保存" in said[-1].text
    session.edit({"t3.new.natural": 5}, "填写")
    qtbot.wait(60)
    assert session.modified and '"gkbg": 1' in path.read_text(encoding="utf-8")
    assert at_once.save()
    session.edit({"t3.new.natural": 6}, "填写")
    qtbot.waitUntil(lambda: not session.modified, timeout=5000)


def test_a_locked_report_changes_only_when_it_is_unlocked(at_once, session, said, path, qtbot):
    at_once.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    session.lock(date(2025, 1, 20))
    assert session.read_only and at_once.save()
    before = session.report
    session.edit({"t3.new.natural": 6}, "填写")
    session.undo()
    assert session.report == before and "2025年1月20日锁定" in said[-1].text
    at_once.open(path)
    assert session.read_only and "2025年1月20日" in said[-1].text
    session.unlock()
    session.edit({"t3.new.natural": 6}, "填写")
    assert session.report.get("t3.new.natural") == 6 and not session.read_only


def test_what_is_typed_while_the_report_saves_itself_is_saved_next(at_once, session, path, qtbot):
    at_once.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    at_once._save_by_itself()
    session.edit({"t3.new.legal": 1}, "填写")
    qtbot.waitUntil(lambda: not session.modified, timeout=5000)
    assert load(path) == REPORT.apply({"t3.new.natural": 5, "t3.new.legal": 1})


def test_closing_while_the_report_saves_itself_waits_for_the_file(session, path):
    keeper = Keeper(session, QSettings())
    keeper.open(path)
    session.edit({"t3.new.natural": 5}, "填写")
    keeper._save_by_itself()
    keeper.close()
    assert load(path).get("t3.new.natural") == 5 and recover() == []
    with Lock(path):
        pass
