"""The window on a report of the new edition: every page is shown, its tables typed in, its problems found where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.report import Report
from tests.editions.reports import NEW, filled, of_last_year
from ui.session import Session
from ui.shell.window import ReportWizard
from ui.tables.view import FormTableView


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def window(qtbot: QtBot) -> ReportWizard:
    made = ReportWizard(Session(filled()))
    qtbot.addWidget(made, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    made.resize(1500, 1000)
    made.show()
    return made


def test_every_step_of_the_form_has_a_page_that_can_be_seen(window: ReportWizard, qtbot: QtBot) -> None:
    steps = list(window.pages)
    assert {section.number for section in NEW.sections} <= set(steps)
    for step in steps:
        window.go(step)
        qtbot.wait(20)
        assert not window.stack.currentWidget().grab().isNull()


def test_the_fifth_table_is_typed_in_and_added_up(window: ReportWizard, qtbot: QtBot) -> None:
    window.go("五")
    view = window.stack.currentWidget().findChild(FormTableView)
    assert view is not None
    window.session.edit({"t5.online.first": 4, "t5.own.first": 4}, "填写")
    assert window.session.figures.printed["t5.total.first"] == 4
    window.session.edit({"t5.total.first": 5}, "填写")
    assert any(finding.code == "t5.column" for finding in window.session.findings)


def test_last_years_texts_stand_beside_this_years_whatever_their_number(window: ReportWizard) -> None:
    from ui.texts.last_year import LastYear

    window.session.set_previous(of_last_year())
    window.go("六")
    beside = window.stack.currentWidget().findChild(LastYear)
    assert beside is not None
    beside.refresh()
    assert beside.text.toPlainText().startswith("一是公开不够及时")


def test_the_question_of_the_fee_is_asked_where_it_is_reported(window: ReportWizard) -> None:
    from ui.texts.fee_question import FeeQuestion

    window.go("六")
    assert window.stack.currentWidget().findChild(FeeQuestion) is None
    window.go("七")
    assert window.stack.currentWidget().findChild(FeeQuestion) is not None


def test_a_report_without_a_year_is_of_the_latest_form(qtbot: QtBot) -> None:
    assert Report().form is NEW
