"""The preview of an import: chosen by section or row, applied as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from importers import Imported
from importers.draft import Draft
from importers.preview import State, preview
from importers.result import Choice
from importers.text.plain import read_text
from models.report import Report
from tests.reports import CASES
from ui.importing.preview_dialog import PreviewDialog
from ui.importing.preview_model import FOUND, ITEM, ORIGIN, STATE, PreviewModel

HANYIN = read_text((CASES / "reports" / "hanyin-2021.txt").read_text("utf-8"), "hanyin-2021.txt")
REPORT = Report().apply({"unit": "汉阴县交通运输局", "year": 2021, "t2.penalty.decisions": 5})
Role = Qt.ItemDataRole


def find(model: PreviewModel, id: str):
    for at in range(model.rowCount()):
        top = model.index(at, ITEM)
        for row in range(model.rowCount(top)):
            index = model.index(row, ITEM, top)
            if model.row_at(index).id == id:
                return index
    return None


def group(model: PreviewModel, key: str):
    return next(i for at in range(model.rowCount()) if model.group_at(i := model.index(at, ITEM)).key == key)


def dialog(qtbot: QtBot, imported: Imported = HANYIN, report: Report = REPORT) -> PreviewDialog:
    made = PreviewDialog(imported, report, "hanyin-2021.txt")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_model_keeps_the_rules_of_models(qtmodeltester, qapp):
    model = PreviewModel(preview(HANYIN, REPORT))
    qtmodeltester.check(model)
    model.show_changes_only(False)
    qtmodeltester.check(model)


def test_what_would_not_change_is_hidden_at_first(qtbot):
    shown = dialog(qtbot)
    assert find(shown.model, "unit") is None
    shown.only.setChecked(False)
    index = find(shown.model, "unit")
    assert index.siblingAtColumn(STATE).data() == "＝ 相同"
    assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_a_state_is_said_in_words_and_shown_in_its_own_colour(qtbot):
    model = dialog(qtbot).model
    new, different = find(model, "t2.licensing.decisions"), find(model, "t2.penalty.decisions")
    assert (new.siblingAtColumn(STATE).data(), different.siblingAtColumn(STATE).data()) == ("＋ 新增", "≠ 不同")
    colours = {index.siblingAtColumn(STATE).data(Role.ForegroundRole).name() for index in (new, different)}
    assert len(colours) == 2


def test_unchecking_a_section_leaves_all_of_it_out(qtbot):
    shown = dialog(qtbot)
    third = group(shown.model, "三")
    shown.model.setData(third, Qt.CheckState.Unchecked, Role.CheckStateRole)
    assert not any(id.startswith("t3.") for id in shown.edit)
    assert find(shown.model, "t3.new.natural").data(Role.CheckStateRole) == Qt.CheckState.Unchecked
    one = find(shown.model, "t3.new.natural")
    shown.model.setData(one, Qt.CheckState.Checked, Role.CheckStateRole)
    assert third.data(Role.CheckStateRole) == Qt.CheckState.PartiallyChecked
    assert [id for id in shown.edit if id.startswith("t3.")] == ["t3.new.natural"]


def test_with_nothing_chosen_there_is_nothing_to_import(qtbot):
    shown = dialog(qtbot)
    assert shown.ok.isEnabled() and f"{len(shown.model.chosen)}项" in shown.ok.text()
    shown.nothing.click()
    assert not shown.ok.isEnabled() and shown.edit == {}
    shown.everything.click()
    assert shown.model.chosen == {id for id, row in shown.preview.rows.items() if row.applicable}


def test_the_details_show_a_text_unabridged_with_its_origin(qtbot):
    shown = dialog(qtbot)
    index = find(shown.model, "五")
    assert index.siblingAtColumn(FOUND).data().endswith("…")
    shown.tree.setCurrentIndex(index)
    assert str(HANYIN.edit["五"]) in shown.details.toPlainText()
    assert f"来自：{HANYIN.edit['origin.五']}" in shown.details.toPlainText()


def test_another_year_is_said_first_and_chooses_nothing(qtbot):
    shown = dialog(qtbot, report=REPORT.apply({"year": 2023}))
    assert shown.warnings.count() == 1
    assert "2021年度" in shown.warnings.itemAt(0).widget().accessibleName()
    assert not shown.ok.isEnabled()


def test_of_two_copies_of_a_table_one_is_taken_and_the_other_can_be(qtbot):
    def copy(number: int, where: str) -> Imported:
        draft = Draft("a.xlsx")
        draft.number("t2.penalty.decisions", number, where)
        return draft.finish("2021")

    first, second = copy(7, "本年表"), copy(9, "上年表")
    choice = Choice("t2", (first.option("t2", "本年表"), second.option("t2", "上年表")))
    shown = dialog(qtbot, Imported(first.edit, choices=(choice,)))
    assert shown.edit["t2.penalty.decisions"] == 7
    box = shown.choices.itemAt(0, shown.choices.ItemRole.FieldRole).widget()
    box.setCurrentIndex(1)
    assert shown.edit["t2.penalty.decisions"] == 9
    assert shown.edit["origin.t2.penalty.decisions"] == "a.xlsx 上年表"
    box.setCurrentIndex(0)
    assert shown.edit["t2.penalty.decisions"] == 7


@pytest.mark.parametrize("imported", [Imported({}), HANYIN], ids=["empty", "the same again"])
def test_a_source_with_nothing_new_says_so(qtbot, imported):
    shown = dialog(qtbot, imported, REPORT.apply(HANYIN.edit))
    assert not shown.ok.isEnabled()
    assert "没有" in shown.summary.text()
    assert all(row.state is State.EQUAL for row in shown.preview.rows.values())


def test_enter_imports_what_is_chosen(qtbot):
    shown = dialog(qtbot)
    with qtbot.waitActive(shown):
        shown.activateWindow()
    assert shown.ok.isDefault()
    qtbot.keyClick(shown.only, Qt.Key.Key_Return)
    assert shown.result() == PreviewDialog.DialogCode.Accepted


def test_on_a_small_screen_every_column_is_seen(qtbot):
    shown = dialog(qtbot)
    assert shown.width() < 800, "as wide as the screen of the tests"
    assert shown.tree.horizontalScrollBar().maximum() == 0
    assert shown.tree.columnViewportPosition(ORIGIN) + 60 < shown.tree.viewport().width()
