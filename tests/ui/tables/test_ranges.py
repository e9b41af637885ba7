"""What is done to several cells at once: paste, copy, clear, fill 0."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication

from desk.clipboard import as_text
from models.report import Report
from tests.reports import published_report
from tests.ui.keyboard import keys
from ui.pages.table_page import TablePage, sum_words
from ui.session.notice import Notice


def page_of(session, qtbot, number: str) -> TablePage:
    section = next(section for section in session.form.sections if section.number == number)
    page = TablePage(session, section, QSettings())
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    return page


@pytest.fixture
def page(session, qtbot) -> TablePage:
    return page_of(session, qtbot, "三")


@pytest.fixture
def said(session) -> list[Notice]:
    found: list[Notice] = []
    session.notice.connect(found.append)
    return found


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def at(page: TablePage, cell: str) -> None:
    page.view.go(page.view.shape_.spots[cell])


def test_paste_anchors_at_the_cell_and_undoes_in_one_step(page, session):
    at(page, "t3.granted.business")
    put("1\t2\n3\t4")
    page.actions_.paste.trigger()
    assert {id: session.report.get(f"t3.{id}") for id in ("granted.business", "partial.research")} == {
        "granted.business": 1,
        "partial.research": 4,
    }
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.report == Report()


def test_a_pasted_total_is_kept_as_stated_where_it_is_not_the_sum_and_its_row_is_named(page, session, said):
    at(page, "t3.new.legal")
    put("1\t2\t9")
    page.actions_.paste.trigger()
    assert session.report.get("t3.new.total") == 9
    assert "不符" in said[-1].text and session.form.cells["t3.new.total"].name in said[-1].text
    session.undo_stack.undo()
    put("1\t2\t3")
    page.actions_.paste.trigger()
    assert session.report.get("t3.new.total") is None and "相符" in said[-1].text


def test_a_letter_pasted_changes_no_cell_and_says_so(page, session, said):
    at(page, "t3.new.natural")
    put("小李：\n今年的数报给你：\n行政许可 402\n行政事业性收费 88.5万元\n诉讼没有。")
    page.actions_.paste.trigger()
    assert session.report == Report()
    assert said[-1].text.startswith("剪贴板里没有可以粘贴的数字，表格没有改动。")


def test_paste_says_what_was_clipped(page, session, said):
    at(page, "t3.carried_out.other")
    put("1\t2\t3\n4\t5\t6")
    page.actions_.paste.trigger()
    assert session.report.get("t3.carried_out.other") == 1
    assert "1行" in said[-1].text and "1列" in said[-1].text and "没有粘贴" in said[-1].text


def test_paste_says_how_numbers_written_in_other_ways_were_read(page, session, said):
    at(page, "t3.new.natural")
    put("3件\t１２\t5\t3件")
    page.actions_.paste.trigger()
    assert [session.report.get(f"t3.new.{column}") for column in ("natural", "business", "research")] == [3, 12, 5]
    assert said[-1].text == "粘贴了4格。“3件”读作3，“１２”读作12。"


def test_what_was_made_of_a_typed_number_is_still_said_where_enter_leads(page, session, qtbot):
    at(page, "t3.new.natural")
    page.view.setFocus()
    keys("12件", Qt.Key.Key_Return)
    assert page.help.text().startswith("“12件”读作12。") and "上年结转" in page.help.text()
    qtbot.waitUntil(lambda: page.help.accessibleName() == page.help.toolTip() == page.help.text())
    keys(Qt.Key.Key_Down)
    assert "读作" not in page.help.text()


def test_pasted_text_that_is_no_number_is_kept_and_said(page, session, said):
    at(page, "t3.new.natural")
    put("1\t不清楚")
    page.actions_.paste.trigger()
    assert session.report.get("t3.new.business") == "不清楚"
    assert "不是数字" in said[-1].text


def test_one_figure_fills_the_whole_selection_but_no_total(page, session):
    at(page, "t3.new.legal")
    page.view.go(page.view.shape_.spots["t3.carried_in.total"], extend=True)
    put("7")
    page.actions_.paste.trigger()
    assert [session.report.get(f"t3.new.{column}") for column in ("legal", "other", "total")] == [7, 7, None]
    assert session.report.get("t3.carried_in.other") == 7


def test_an_empty_clipboard_changes_nothing_and_says_so(page, session, said):
    put("")
    page.actions_.paste.trigger()
    assert session.report == Report() and "没有可以粘贴" in said[-1].text


def test_copy_gives_text_and_a_table(page, session):
    session.edit({"t3.new.natural": 3, "t3.new.business": 4}, "填写")
    at(page, "t3.new.natural")
    page.view.go(page.view.shape_.spots["t3.carried_in.business"], extend=True)
    page.actions_.copy.trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "3\t4\n\t"
    assert "<td>4</td>" in data.html()


def test_cut_copies_and_empties(page, session):
    session.edit({"t3.new.natural": 3, "remark.t3.new.natural": "其中1件"}, "填写")
    at(page, "t3.new.natural")
    page.actions_.cut.trigger()
    assert QGuiApplication.clipboard().text() == "3"
    assert session.report == Report()


def test_fill_0_fills_the_selection_and_leaves_totals(page, session):
    at(page, "t3.new.natural")
    page.view.go(page.view.shape_.spots["t3.new.total"], extend=True)
    page.actions_.zero.trigger()
    assert session.report.get("t3.new.other") == 0 and session.report.get("t3.new.total") is None


def test_filling_an_empty_section_with_0_just_does_it_and_can_be_taken_back(page, session, said):
    page.actions_.fill.trigger()
    assert sum(value == 0 for value in session.report.values.values()) == 144
    dict(said[-1].actions)["撤销"]()
    assert session.report == Report()


def test_filling_a_section_with_0_asks_before_it_overwrites(page, session, said):
    session.edit({"t3.new.natural": 3}, "填写")
    page.actions_.fill.trigger()
    assert session.report == Report().apply({"t3.new.natural": 3}) and "1格" in said[-1].text
    dict(said[-1].actions)["只把空白格填 0"]()
    assert session.report.get("t3.new.natural") == 3 and session.report.get("t3.carried_in.natural") == 0
    page.actions_.fill.trigger()
    dict(said[-1].actions)["全部改为 0"]()
    assert session.report.get("t3.new.natural") == 0


def test_taking_the_computed_total_is_one_step_after_which_it_follows_its_parts(page, session):
    session.edit({"t3.new.natural": 3, "t3.new.total": 9}, "填写")
    at(page, "t3.new.total")
    page.actions_.computed.trigger()
    assert session.figures.printed["t3.new.total"] == 3
    assert "3" in session.undo_stack.undoText()
    session.edit({"t3.new.business": 4}, "填写")
    assert session.figures.printed["t3.new.total"] == 7


@pytest.mark.parametrize("number", ["二", "三", "四"])
def test_a_whole_published_table_pastes_as_it_was_copied(session, qtbot, number):
    report = published_report("huaian-2024")
    source = page_of(session, qtbot, number)
    session.load(report, None)
    source.actions_.all.trigger()
    source.actions_.copy.trigger()
    session.load(Report(), None)
    source.view.go(next(iter(source.view.shape_.spots.values())))
    source.actions_.paste.trigger()
    table = source.table.id
    for id, cell in session.form.cells.items():
        if id.startswith(table):
            assert session.figures.printed[id] == report.get(id), cell.name


def test_a_table_copied_from_a_page_with_its_labels_pastes_at_the_first_cell(page, session):
    rows = [
        ["", "自然人", "商业企业"],
        ["一、本年新收政府信息公开申请数量", "3", "4"],
        ["二、上年结转政府信息公开申请数量", "0", "1"],
    ]
    at(page, "t3.new.natural")
    put(as_text(rows))
    page.actions_.paste.trigger()
    assert session.report.get("t3.carried_in.business") == 1


def test_taking_a_filling_back_takes_back_nothing_that_came_after_it(page, session, said):
    page.actions_.fill.trigger()
    undo = dict(said[-1].actions)["撤销"]
    session.edit({"t3.new.natural": 5}, "填写")
    undo()
    assert session.report.get("t3.new.natural") == 5 and "逐步撤销" in said[-1].text


def test_what_does_nothing_here_is_not_offered(page, session):
    does = page.actions_
    at(page, "t3.new.total")
    assert does.computed not in does.fitting() and does.paste in does.fitting()
    session.edit({"t3.new.natural": 2, "t3.new.total": 3}, "填写")
    assert does.computed in does.fitting()
    session.read_only = True
    assert {does.copy, does.how, does.all} == set(does.fitting())


def test_what_was_said_of_a_paste_goes_with_the_next_change(page, session, said):
    gone: list[str] = []
    session.withdraw.connect(gone.append)
    at(page, "t3.new.natural")
    put("不清楚")
    page.actions_.paste.trigger()
    assert said[-1].key == "paste" and gone == []
    session.undo_stack.undo()
    assert gone == ["paste"]


def test_the_sum_of_a_selection_is_said(session, qtbot):
    page = page_of(session, qtbot, "四")
    session.edit({"t4.review.upheld": 1, "t4.review.corrected": 2}, "填写")
    ids = ["t4.review.upheld", "t4.review.corrected", "t4.review.other", "t4.review.total"]
    assert sum_words(session, ids) == "选中 4 格，合计 3（其中 1 格空白或不是数字，总计没有重复相加）。"
    page.actions_.all.trigger()
    assert page.help.text().startswith("选中 15 格，合计 3")


def test_a_sum_that_is_typed_is_computed_and_said(page, session):
    edit, note = page.model.typed(session.form.cells["t4.review.upheld"], "=5+3")
    assert edit["t4.review.upheld"] == 8 and "=5+3 算得 8" in note
