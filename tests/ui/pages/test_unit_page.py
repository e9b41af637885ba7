"""The page 单位与年度: what the name of the unit tells is shown as a guess and never stored."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ui.pages.unit_page import UnitPage
from ui.session import Session


def shown(page: UnitPage, id: str) -> str:
    box = page.fields[id]
    assert isinstance(box, QComboBox)
    return box.currentText()


def test_level_and_kind_are_guessed_from_the_name_and_said_to_be_a_guess(qtbot: QtBot, session: Session) -> None:
    page = UnitPage(session)
    qtbot.addWidget(page)
    assert (shown(page, "level"), shown(page, "organ")) == ("（未选）", "（未选）")
    session.edit({"unit": "云岭县财政局"}, "填写单位全称")
    assert (shown(page, "level"), shown(page, "organ")) == ("县级（按单位名称推测）", "部门（按单位名称推测）")
    assert session.report.text("level") == "" and session.report.text("organ") == ""


def test_what_a_person_chose_stands_whatever_the_name_says(qtbot: QtBot, session: Session) -> None:
    page = UnitPage(session)
    qtbot.addWidget(page)
    session.edit({"unit": "云岭县财政局", "level": "市级"}, "填写级别")
    assert (shown(page, "level"), shown(page, "organ")) == ("市级", "部门（按单位名称推测）")
