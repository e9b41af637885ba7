"""The mapping step of a register: columns, words asked once, the rows behind each number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from importers.register import Field, Memory, find_register, recall
from importers.register.sheets import Sheet
from models.forms import FORMS, LATEST
from tests.importers.register.registers import HEADS, application, register
from ui.importing import register_dialog
from ui.importing.register_columns import MEANING, UNUSED
from ui.importing.register_dialog import RegisterDialog
from ui.importing.register_values import ASK

ROWS = [
    application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开"),
    application("A-002", "公民", "2024-2-5", "2024-2-20", "转办"),
    application("A-003", "律所", "2023-12-5", "2024-1-20", "转办"),
    application("A-004", "公司", "2024-12-5", "", ""),
    application("A-005", "公司", "12月5日", "", ""),
    ["合计", 5],
]


@pytest.fixture
def dialog(qtbot, tmp_path):
    made = RegisterDialog(register(ROWS), LATEST, None, memory=Memory(), memory_file=tmp_path / "register.json")
    qtbot.addWidget(made)
    made.show()
    return made


def choose(box, text):
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def test_it_begins_with_the_columns_and_says_what_is_left_to_do(dialog):
    assert dialog.tabs.currentWidget() is dialog.columns
    assert dialog.year.value() == 2024
    assert [dialog.tabs.tabText(i) for i in range(4)] == [
        "① 各列",
        "② 写法的含义（1种要选）",
        "③ 统计结果",
        "④ 没有计入的（4行，3行要处理）",
    ]
    assert "计入2件" in dialog.summary.text()


def test_enter_goes_on_to_what_waits_and_imports_only_when_nothing_does(dialog, qtbot):
    assert dialog.forward.isDefault() and not dialog.ok.isDefault()
    dialog.activateWindow()
    dialog.forward.setFocus()
    for _ in range(5):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.tabs.currentWidget() is dialog.left


def test_enter_imports_where_every_row_is_counted(qtbot, tmp_path):
    made = RegisterDialog(register(ROWS[:1]), LATEST, 2024, memory=Memory(), memory_file=tmp_path / "register.json")
    qtbot.addWidget(made)
    made.show()
    assert made.ok.isDefault() and not made.forward.isDefault()
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert not made.isVisible()


def test_every_column_is_shown_with_its_samples_and_what_it_tells(dialog):
    boxes = dialog.columns.boxes
    assert boxes[2].currentText() == Field.APPLICANT.value and boxes[8].currentText() == Field.SUIT.value
    assert dialog.columns.table.item(2, 2).text() == "公民　律所　公司"
    assert dialog.columns.table.cellWidget(3, MEANING) is boxes[3]


def test_a_value_explained_once_counts_all_its_rows(dialog):
    (row,) = (at for at, use in enumerate(dialog.values.uses) if use.target is None)
    assert dialog.values.uses[row].value == "转办"
    choose(dialog.values.boxes[row], "（四）无法提供 1.本机关不掌握相关政府信息")
    dialog.recount()
    assert all(use.target is not None for use in dialog.values.uses)
    assert dialog.imported.edit["t3.unable.not_held.natural"] == dialog.imported.edit["t3.unable.not_held.legal"] == 1
    assert dialog.tabs.tabText(1) == "② 写法的含义"


def test_without_a_needed_column_there_is_nothing_to_import(dialog):
    choose(dialog.columns.boxes[3], UNUSED)
    dialog.recount()
    assert not dialog.ok.isEnabled()
    assert "缺1列" in dialog.tabs.tabText(0) and "收到日期" in dialog.columns.words.text()
    choose(dialog.columns.boxes[3], Field.RECEIVED.value)
    dialog.recount()
    assert dialog.ok.isEnabled()


def test_a_field_given_to_another_column_is_taken_from_the_first(dialog):
    choose(dialog.columns.boxes[1], Field.APPLICANT.value)
    dialog.recount()
    assert dialog.columns.boxes[2].currentText() == UNUSED


def test_the_rows_behind_a_number_are_listed_under_the_table(dialog):
    dialog.tabs.setCurrentWidget(dialog.counted)
    dialog.counted.view.show_cell("t3.new.natural")
    rows = dialog.counted.rows
    assert [rows.item(i, 0).text() for i in range(rows.rowCount())] == ["2"]
    assert "第2行" in dialog.counted.words.text()
    assert [place.row for place in dialog.counted.places_of("t3.new.total")] == [2, 5]


def test_the_counted_table_cannot_be_typed_into(dialog):
    dialog.tabs.setCurrentWidget(dialog.counted)
    assert dialog.counted.session.read_only
    dialog.counted.session.edit({"t3.new.natural": 99}, "改")
    assert dialog.counted.session.report.get("t3.new.natural") == 1


def test_rows_left_out_are_listed_with_reasons_those_to_be_seen_to_first(dialog):
    table = dialog.left.table
    reasons = [table.item(i, 1).text() for i in range(table.rowCount())]
    assert reasons[2] == "！ 收到日期“12月5日”没有写年份"
    assert reasons[-1] == "“合计”行不是申请"


def test_another_year_counts_anew(dialog):
    dialog.year.setValue(2023)
    dialog.recount()
    assert dialog.imported.edit["t3.new.legal"] == 1 and dialog.imported.edit["t3.carried_out.legal"] == 1


def test_a_year_that_is_not_the_registers_is_said(dialog):
    assert "请确认" not in dialog.summary.text()
    dialog.year.setValue(2023)
    dialog.recount()
    assert "多数申请收到于2024年，这里按2023年度统计" in dialog.summary.text()


def test_accepting_remembers_columns_and_answers(dialog, tmp_path):
    choose(dialog.values.boxes[0], "不计入")
    dialog.recount()
    dialog.accept()
    memory = recall(tmp_path / "register.json")
    again = register([application("B-1", "公民", "2024-3-5", "2024-3-20", "转办")], memory=memory)
    assert again.mapping.layouts[next(iter(again.mapping.layouts))].remembered
    assert again.count(again.mapping, 2024).questions == ()


def test_what_was_changed_last_is_shown_before_it_is_accepted(dialog):
    choose(dialog.values.boxes[0], "不计入")
    dialog.ok.click()
    assert dialog.isVisible() and dialog.tally.questions == ()
    dialog.ok.click()
    assert not dialog.isVisible()


def test_an_answer_can_be_taken_back(dialog):
    choose(dialog.values.boxes[0], "不计入")
    dialog.recount()
    choose(dialog.values.boxes[0], ASK)
    dialog.recount()
    assert [use.value for use in dialog.tally.questions] == ["转办"]


def test_a_large_register_is_counted_off_the_gui_thread(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(register_dialog, "AT_ONCE", 3)
    made = RegisterDialog(register(ROWS), LATEST, 2024, memory=Memory(), memory_file=tmp_path / "register.json")
    qtbot.addWidget(made)
    made.show()
    assert not made.ok.isEnabled() and "正在统计" in made.summary.text()
    qtbot.waitUntil(made.ok.isEnabled)
    assert "计入2件" in made.summary.text()
    made.year.setValue(2023)
    made.recount()
    made.year.setValue(2024)
    made.recount()
    qtbot.waitUntil(made.ok.isEnabled)
    assert made.imported.edit["year"] == 2024


def test_cancelling_remembers_nothing(dialog, tmp_path):
    choose(dialog.values.boxes[0], "不计入")
    dialog.reject()
    assert not (tmp_path / "register.json").exists()


def test_a_form_of_marks_is_offered_column_by_column(qtbot, tmp_path):
    heads = ["编号", "收到日期", "答复日期", "自然人", "商业企业", "法律服务机构", "予以公开", "部分公开", "信息不存在"]
    made = RegisterDialog(
        register([["A-1", "2024-1-5", "2024-1-9", "√", "", "", "√", "", ""]], heads), LATEST, 2024, memory=Memory()
    )
    qtbot.addWidget(made)
    assert made.columns.boxes[3].currentText() == "打勾：申请人类别 自然人"
    choose(made.columns.boxes[8], "打勾：办理结果 （四）无法提供 1.本机关不掌握相关政府信息")
    made.recount()
    assert made.mapping.layouts[made.columns.layout_key].columns[8].target == "unable.not_held"
    assert len(HEADS) == len(made.columns.boxes)


def test_sheets_with_other_heads_are_mapped_each_on_its_own(qtbot, tmp_path):
    heads = ["受理编号", "申请人性质", "受理日期", "办结日期", "处理结果"]
    sheets = [
        Sheet("上半年", [HEADS, *ROWS[:1]]),
        Sheet("下半年", [heads, ["B-1", "公司", "2024-7-5", "2024-7-20", "不存在"]]),
    ]
    found = find_register(sheets, "台账.xlsx", memory=Memory())
    made = RegisterDialog(found, LATEST, 2024, memory=Memory(), memory_file=tmp_path / "register.json")
    qtbot.addWidget(made)
    made.show()
    assert [made.columns.layouts.itemText(i) for i in range(2)] == ["上半年", "下半年"]
    made.columns.layouts.setCurrentIndex(1)
    assert [made.columns.boxes[i].currentText() for i in range(5)] == [
        field.value for field in (Field.NUMBER, Field.APPLICANT, Field.RECEIVED, Field.ANSWERED, Field.OUTCOME)
    ]
    choose(made.columns.boxes[4], UNUSED)
    made.recount()
    assert made.mapping.missing() == (Field.OUTCOME.value,)
    choose(made.columns.boxes[4], Field.OUTCOME.value)
    made.recount()
    assert made.imported.edit["t3.unable.not_held.business"] == 1


def test_a_register_of_2020_is_counted_into_the_table_of_its_own_form(qtbot, tmp_path):
    rows = [application("A-1", "公民", "2020-1-5", "2020-1-9", "撤回申请")]
    made = RegisterDialog(register(rows), FORMS["2019"], 2020, memory=Memory(), memory_file=tmp_path / "register.json")
    qtbot.addWidget(made)
    made.show()
    made.tabs.setCurrentWidget(made.counted)
    made.counted.view.show_cell("t3.other.natural")
    assert made.counted.rows.rowCount() == 1 and made.counted.session.form is FORMS["2019"]
