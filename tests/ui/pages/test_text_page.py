"""The pages of the texts: typing, figures that follow the tables, pasting, parts, the fee of section 六."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.findings import Finding, Severity, Span
from models.form import Section
from models.last_year import start_from
from models.report import Report
from models.texts import bound, printed_text
from ui.pages.text_page import TextPage
from ui.session import Session
from ui.texts.chips import caption
from ui.texts.editor import STORED
from ui.texts.fee_question import sentence, with_sentence
from ui.texts.last_year import LastYear
from ui.texts.pasting import cleaned


def page(qtbot: QtBot, session: Session, number: str) -> TextPage:
    section = session.form.section_of(number)
    assert section is not None
    made = TextPage(session, section)
    qtbot.addWidget(made)
    made.show()
    return made


def write(qtbot: QtBot, field, text: str) -> None:
    """Type as an input method does: each piece is committed, Latin or Chinese."""
    for character in text:
        event = QInputMethodEvent()
        event.setCommitString(character)
        QApplication.sendEvent(field, event)


def editor(made: TextPage, id: str):
    return made.editors[id]


def test_opening_a_page_changes_nothing(qtbot, session):
    session.load(Report().apply({"一": "甲", "一.1": f"收到{bound('t3.new.total')}件。\n乙"}), None)
    made = page(qtbot, session, "一")
    assert not session.modified
    assert session.report.text("一.1") == f"收到{bound('t3.new.total')}件。\n乙"
    assert editor(made, "一").toPlainText() == "甲"


def test_typing_goes_into_the_report_and_a_sentence_is_one_step(qtbot, session):
    made = page(qtbot, session, "五")
    write(qtbot, editor(made, "五"), "abc。def")
    assert session.report.text("五") == "abc。def"
    session.undo_stack.undo()
    assert session.report.text("五") == "abc。"
    assert editor(made, "五").toPlainText() == "abc。"
    session.undo_stack.undo()
    assert session.report.text("五") == ""


def test_undo_and_redo_keys_are_those_of_the_session(qtbot, session):
    made = page(qtbot, session, "五")
    write(qtbot, editor(made, "五"), "abc")
    qtbot.keyClick(editor(made, "五"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report.text("五") == ""
    qtbot.keyClick(editor(made, "五"), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.report.text("五") == "abc"


def test_a_bound_figure_follows_its_cell(qtbot, session):
    made = page(qtbot, session, "一")
    text = editor(made, "一.2")
    write(qtbot, text, "n=")
    text.insert_figure("t3.new.total")
    assert session.report.text("一.2") == f"n={bound('t3.new.total')}"
    session.edit({"t3.new.natural": 12, "t3.new.legal": 3}, "填写")
    assert text.figure("t3.new.total") == "15"
    assert printed_text(session.report, session.figures, "一.2") == "n=15"
    assert made.parts["一.2"].count.text() == "4 字"


def test_a_figure_is_deleted_as_one_character_and_comes_back_by_undo(qtbot, session):
    made = page(qtbot, session, "一")
    text = editor(made, "一.2")
    text.insert_figure("t3.new.total")
    qtbot.keyClick(text, Qt.Key.Key_Backspace)
    assert session.report.text("一.2") == ""
    session.undo_stack.undo()
    assert session.report.text("一.2") == bound("t3.new.total")


def test_the_figure_key_opens_the_list_and_words_find_a_total(qtbot, session):
    from ui.texts.figure_picker import CELL, FigurePicker

    made = page(qtbot, session, "一")
    text = editor(made, "一.2")
    qtbot.keyClick(text, Qt.Key.Key_F4)
    picker = made.findChild(FigurePicker)
    write(qtbot, picker.search, "新收 总计")
    assert picker.model.index(0, 0).data(CELL) == "t3.new.total"
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert session.report.text("一.2") == bound("t3.new.total")


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("　　一段。\r\n　　二段。", "一段。\n二段。"),
        ("一段。\n\n\n二段。\n", "一段。\n二段。\n"),
        ("甲\u200b乙\x07\v丙", "甲乙\n丙"),
        ("数字\t12 \n", "数字 12\n"),
    ],
)
def test_pasted_text_keeps_its_paragraphs_and_nothing_else(pasted, kept):
    assert cleaned(pasted) == kept


def test_pasting_from_word_takes_the_text_alone_in_one_step(qtbot, session):
    made = page(qtbot, session, "五")
    mime = QMimeData()
    mime.setHtml("<p style='mso-x:1'><b>甲</b></p><table><tr><td>乙</td></tr></table>")
    mime.setText("　　甲\r\n乙")
    editor(made, "五").insertFromMimeData(mime)
    assert session.report.text("五") == "甲\n乙"
    session.undo_stack.undo()
    assert session.report.text("五") == ""


def test_copying_gives_numbers_to_others_and_keeps_figures_at_home(qtbot, session):
    session.load(Report().apply({"t3.new.natural": 7, "一.2": f"收到{bound('t3.new.total')}件。"}), None)
    made = page(qtbot, session, "一")
    source = editor(made, "一.2")
    source.selectAll()
    mime = source.createMimeDataFromSelection()
    assert mime.text() == "收到7件。"
    assert mime.hasFormat(STORED)
    editor(made, "一").insertFromMimeData(mime)
    assert session.report.text("一") == f"收到{bound('t3.new.total')}件。"


def test_a_picture_pasted_from_elsewhere_leaves_no_mark(qtbot, session):
    made = page(qtbot, session, "五")
    text = editor(made, "五")
    text.textCursor().insertText("甲\ufffc乙")
    assert session.report.text("五") == "甲乙"


def test_a_finding_leads_to_its_words_beyond_a_figure_and_an_emoji(qtbot, session):
    stored = f"😀{bound('t3.new.total')}件，错字。"
    session.load(Report().apply({"五": stored}), None)
    made = page(qtbot, session, "五")
    start = stored.index("错字")
    made.show_place("五", Span("五", start, start + 2))
    assert editor(made, "五").textCursor().selectedText() == "错字"


def test_the_words_of_a_finding_are_underlined_and_said_below(qtbot, session):
    session.load(Report().apply({"五": "甲错乙"}), None)
    made = page(qtbot, session, "五")
    session.findings = [
        Finding("x", Severity.WARNING, "有错字。", cells=("五",), spans=(Span("五", 1, 2),), fix={"五": "甲对乙"})
    ]
    session.evaluated.emit()
    (selection,) = editor(made, "五").extraSelections()
    assert selection.cursor.selectedText() == "错"
    cursor = editor(made, "五").textCursor()
    cursor.setPosition(1)
    editor(made, "五").setTextCursor(cursor)
    assert editor(made, "五").current_finding is session.findings[0]


def test_the_parts_of_one_are_joined_and_told_apart_again(qtbot, session):
    texts = {"一": "开头。", "一.1": "甲。\n乙。", "一.2": "丙。", "一.5": "丁。"}
    session.load(Report().apply(texts), None)
    made = page(qtbot, session, "一")
    made.join.click()
    joined = session.report.text("一")
    assert joined.split("\n")[:3] == ["开头。", "（一）主动公开", "甲。"]
    assert not session.report.text("一.1")
    made.split.click()
    assert {id: session.report.text(id) for id in texts} == texts
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert {id: session.report.text(id) for id in texts} == texts


def test_a_text_without_the_headings_of_the_parts_stays_whole(qtbot, session):
    session.load(Report().apply({"一": "没有小标题。"}), None)
    made = page(qtbot, session, "一")
    with qtbot.waitSignal(session.notice) as said:
        made.split.click()
    assert "小标题" in said.args[0].text
    assert session.report.text("一") == "没有小标题。"


def test_last_years_text_stands_beside_and_is_marked_until_rewritten(qtbot, session):
    previous = Report().apply({"unit": "某局", "year": 2023, "五": "去年的问题。"})
    session.load(Report().apply(start_from(previous, 2024)), None)
    session.set_previous(previous)
    made = page(qtbot, session, "五")
    part = made.parts["五"]
    assert part.last_year.text.toPlainText() == "去年的问题。"
    assert "2023" in part.draft.text()
    editor(made, "五").moveCursor(QTextCursor.MoveOperation.End)
    write(qtbot, editor(made, "五"), "a")
    assert part.draft.text() == ""


def test_last_years_text_can_be_kept_after_a_look(qtbot, session):
    previous = Report().apply({"unit": "某局", "year": 2023, "五": "去年的问题。"})
    session.load(Report().apply(start_from(previous, 2024)), None)
    made = page(qtbot, session, "五")
    made.parts["五"].accept_draft.click()
    assert session.report.text("draft.五") == ""
    assert session.report.text("五") == "去年的问题。"


def test_the_fee_question_writes_its_sentence(qtbot, session):
    session.load(Report().apply({"year": 2024, "六": "无。"}), None)
    made = page(qtbot, session, "六")
    made.fee.none.setChecked(True)
    made.fee.write.click()
    assert session.report.text("六") == "2024年度未收取信息处理费。无其他需要报告的事项。"
    write(qtbot, made.fee.cases, "2")
    write(qtbot, made.fee.yuan, "150.5")
    made.fee.write.click()
    assert session.report.text("六").startswith("2024年度对2件政府信息公开申请收取信息处理费，共150.5元。")


@pytest.mark.parametrize(
    ("cases", "yuan", "why"), [("0", "5", "件数"), ("两", "5", "件数"), ("2", "", "金额"), ("2", "-1", "金额")]
)
def test_a_fee_that_cannot_be_is_refused_with_its_reason(qtbot, session, cases, yuan, why):
    made = page(qtbot, session, "六")
    made.fee.some.setChecked(True)
    made.fee.cases.setText(cases)
    made.fee.yuan.setText(yuan)
    made.fee.write.click()
    assert why in made.fee.reason.text()
    assert session.report.text("六") == ""


def test_other_matters_stay_beside_the_sentence_on_the_fee():
    assert with_sentence("其他事项。", sentence(2024)) == "2024年度未收取信息处理费。\n其他事项。"
    assert with_sentence("甲。本年未收取信息处理费。乙。", sentence(2024)) == "甲。2024年度未收取信息处理费。乙。"


def test_a_read_only_report_cannot_be_typed_into(qtbot, session):
    made = page(qtbot, session, "五")
    session.read_only = True
    assert editor(made, "五").isReadOnly()
    assert not made.parts["五"].insert.isEnabled()


FIGURES = {"year": 2024, "t3.new.natural": 12, "t3.new.legal": 3}


def test_a_number_typed_by_hand_that_is_a_total_is_offered_to_follow_it(qtbot, session):
    session.load(Report().apply({**FIGURES, "一.2": "2024年新收政府信息公开申请15件。"}), None)
    made = page(qtbot, session, "一")
    line = made.parts["一.2"].bind
    line.refresh()
    assert not line.isHidden() and "15" in line.text.text()
    line.bind.click()
    assert session.report.text("一.2") == f"2024年新收政府信息公开申请{bound('t3.new.total')}件。"
    session.edit({"t3.new.legal": 4}, "填写")
    assert printed_text(session.report, session.figures, "一.2") == "2024年新收政府信息公开申请16件。"


def test_an_offer_that_was_declined_is_not_made_again(qtbot, session):
    session.load(Report().apply({**FIGURES, "一.2": "2024年新收政府信息公开申请15件。"}), None)
    line = page(qtbot, session, "一").parts["一.2"].bind
    line.refresh()
    line.decline.click()
    assert line.isHidden()


def test_a_number_that_differs_is_not_offered(qtbot, session):
    session.load(Report().apply({**FIGURES, "一.2": "2024年新收政府信息公开申请14件。"}), None)
    line = page(qtbot, session, "一").parts["一.2"].bind
    line.refresh()
    assert line.isHidden()


def test_what_the_number_at_the_cursor_counts_is_said_and_can_be_corrected(qtbot, session):
    session.load(Report().apply({**FIGURES, "一.2": "2024年新收政府信息公开申请15件。"}), None)
    made = page(qtbot, session, "一")
    line, text = made.parts["一.2"].bind, editor(made, "一.2")
    start = session.report.text("一.2").index("15")
    made.show_place("一.2", Span("一.2", start, start + 2))
    line.refresh()
    assert "总计" in line.text.text()
    line.correct(line._mention, "t3.carried_in.total")
    assert "上年结转" in line.text.text()
    line.correct(line._mention, "无")
    assert "没有对应" in line.text.text()
    session.undo_stack.undo()
    session.undo_stack.undo()
    line.refresh()
    assert "新收" in line.text.text()
    assert text.toPlainText() == "2024年新收政府信息公开申请15件。"


def test_passages_that_both_years_have_are_marked_in_last_years_text(qtbot, session):
    common = "主要问题是部分栏目更新不够及时，专业人员不足"
    previous = Report().apply({"year": 2023, "五": f"𠮷2023年，{common}。以上。"})
    session.load(Report().apply({"year": 2024, "五": f"本年度：{common}，今后改进。"}), None)
    session.set_previous(previous)
    made = page(qtbot, session, "五")
    beside = made.findChild(LastYear)
    beside.refresh()
    beside.mark()
    (marked,) = beside.text.extraSelections()
    assert marked.cursor.selectedText() == common
    assert "相同" in beside.heading.text()


def test_another_report_takes_the_place_of_the_texts_before_it(qtbot, session):
    session.edit({"五": "旧报告的问题。"}, "写")
    shown = page(qtbot, session, "五")
    field = shown.editors["五"]
    assert field.toPlainText() == "旧报告的问题。"
    session.load(Report(), None)
    assert field.toPlainText() == ""
    session.load(Report().apply({"五": "新报告的问题。"}), None)
    assert field.toPlainText() == "新报告的问题。"
    assert session.undo_stack.count() == 0


def test_the_fee_question_begins_anew_with_another_report(qtbot, session):
    made = page(qtbot, session, "六")
    made.fee.some.setChecked(True)
    made.fee.cases.setText("2")
    session.load(Report().apply({"year": 2024}), None)
    assert not made.fee.some.isChecked() and not made.fee.none.isChecked()
    assert made.fee.cases.text() == "" and not made.fee.write.isEnabled()


def test_the_right_button_offers_the_undo_of_the_session(qtbot, session):
    made = page(qtbot, session, "五")
    write(qtbot, editor(made, "五"), "abc")
    menu = editor(made, "五").menu_at(QPoint(5, 5))
    undo = menu.actions()[0]
    assert undo.text().startswith("撤销") and undo.isEnabled()
    undo.trigger()
    assert session.report.text("五") == ""
    menu.deleteLater()


def test_the_edit_menu_works_on_the_text_with_the_cursor(qtbot, session):
    made = page(qtbot, session, "一")
    with qtbot.waitActive(made):
        made.activateWindow()
    second = editor(made, "一.1")
    second.setFocus()
    write(qtbot, second, "甲乙")
    cut, _copy, paste, everything, *_insert = made.edit_actions()
    everything.trigger()
    cut.trigger()
    assert session.report.text("一.1") == ""
    paste.trigger()
    paste.trigger()
    assert session.report.text("一.1") == "甲乙甲乙"


def test_after_last_years_words_are_agreed_to_one_goes_on_typing_in_them(qtbot, session):
    session.load(Report().apply({"year": 2025, "五": "去年的话。", "draft.五": "2024"}), None)
    made = page(qtbot, session, "五")
    with qtbot.waitActive(made):
        made.activateWindow()
    made.parts["五"].accept_draft.click()
    assert session.report.text("draft.五") == "" and editor(made, "五").hasFocus()


def test_no_figure_is_called_by_one_word_twice(session):
    names = {id: caption(cell).split() for id, cell in session.form.cells.items()}
    assert names["t3.total.total"] == ["办理结果", "总计"] and names["t3.new.total"] == ["新收", "总计"]
    assert [id for id, words in names.items() if len(set(words)) < len(words)] == []


def test_the_form_of_2019_does_not_ask_for_a_fee_of_2021(qtbot):
    old = page(qtbot, Session(Report({"year": 2020})), "六")
    assert not hasattr(old, "fee") and "处理费" not in old.section.prompt
    new = page(qtbot, Session(Report({"year": 2021})), "六")
    assert hasattr(new, "fee")


def test_a_blank_preamble_is_offered_in_its_standard_wording_and_undoes(session, qtbot):
    session.edit({"unit": "云岭县水务局", "year": 2024}, "填写")
    form = session.form
    page = TextPage(session, Section(form.preamble.id, form.preamble.title, form.preamble.prompt))
    qtbot.addWidget(page)
    page.show()
    assert page.standard.isVisible()
    page.standard.click()
    assert "云岭县水务局" in page.editors[form.preamble.id].toPlainText() and not page.standard.isVisible()
    session.undo_stack.undo()
    assert not session.report.text(form.preamble.id) and page.standard.isVisible()
