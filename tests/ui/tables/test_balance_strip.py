"""Under table 3: each column's balance, and how a total is made up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt

from models.forms import FORMS
from models.report import Report
from tests.reports import published_report
from ui.pages.table_page import TablePage
from ui.tables.balance_strip import apart_words, balances_of
from ui.tables.explain import explain


@pytest.fixture
def page(session, qtbot) -> TablePage:
    section = next(section for section in session.form.sections if section.number == "三")
    page = TablePage(session, section, QSettings())
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    return page


def column(**filled: int) -> dict[str, int]:
    """Every cell of the columns of table 3 that are named, each filled with this figure."""
    form = Report().form
    leaves = (id for id, cell in form.cells.items() if id.startswith("t3.") and not cell.is_total)
    return {id: filled[key] for id in leaves if (key := id.rpartition(".")[2]) in filled}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_strip_has_one_balance_for_each_column_of_table_3_and_none_elsewhere(form):
    assert [len(balances_of(form, table)) for table in form.tables] == [0, 7, 0]


def test_a_balanced_column_says_so_and_a_broken_one_its_difference(page, session):
    session.edit(
        column(natural=0) | {"t3.new.natural": 5, "t3.granted.natural": 3, "t3.carried_out.natural": 2}, "填写"
    )
    natural = page.strip.sides[0]
    assert "平" in natural.words and natural.left == natural.right == "5"
    session.edit({"t3.carried_out.natural": 0}, "填写")
    assert "相差2" in page.strip.sides[0].words
    assert "相差2" in page.strip.accessibleName()


def test_a_difference_is_told_whole_however_narrow_its_column(page):
    metrics = page.strip.fontMetrics()
    assert apart_words("3", 64, metrics) == ("✕", "差 3")
    for width in range(60, 20, -1):
        mark, words = apart_words("123456", width, metrics)
        assert "123456" in words
        assert not mark or metrics.horizontalAdvance(mark) + metrics.horizontalAdvance(words) < width


def test_text_that_is_no_number_leaves_the_balance_open(page, session):
    session.edit({"t3.new.natural": "不清楚"}, "填写")
    assert not page.strip.sides[0].known


def test_a_published_report_balances_in_every_column(page, session):
    session.load(published_report("huaian-2024"), None)
    assert all(side.known and not side.apart for side in page.strip.sides)


def test_a_click_on_a_column_explains_it(page, session, qtbot):
    session.edit({"t3.new.natural": 5}, "填写")
    qtbot.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=page.strip.column_rect(page.strip.sides[0]).center())
    assert page.explain.isVisible() and page.view.current_cell.id == "t3.total.natural"
    assert "相差 5" in page.explain.words()


def test_a_total_lists_its_parts_with_values_the_formula_and_the_difference(session):
    session.edit({"t3.new.natural": 12, "t3.new.legal": 3, "t3.new.total": 16}, "填写")
    (total, _balance) = explain(session, "t3.new.total")
    assert ("t3.new.legal", "法律服务机构", "3") in total.parts
    assert "12 ＋ " in total.formula and total.formula.endswith("＝ 15")
    assert "16" in total.result and "相差 1" in total.result and not total.agrees


def test_a_derived_total_is_explained_as_computed(session):
    session.edit({"t4.review.upheld": 2}, "填写")
    (total,) = explain(session, "t4.review.total")
    assert total.agrees and total.result == "自动计算。"


def test_a_click_on_a_part_goes_to_its_cell(page, session, qtbot):
    page.view.show_cell("t3.new.total", edit=False)
    page.actions_.how.trigger()
    with qtbot.waitSignal(session.goto) as went:
        page.explain.links["t3.new.legal"].click()
    assert went.args[0] == "t3.new.legal"


def test_the_explanation_follows_the_cursor_and_the_figures(page, session):
    page.view.show_cell("t3.new.total", edit=False)
    page.actions_.how.trigger()
    session.edit({"t3.new.natural": 8}, "填写")
    assert "8" in page.explain.words()
    page.view.show_cell("t3.granted.total", edit=False)
    assert "予以公开" in page.explain.words()


def test_a_blank_column_is_not_said_to_balance(page):
    assert [side.words.rpartition("：")[2] for side in page.strip.sides] == ["还没有填"] * 7


def test_a_column_that_is_filled_in_row_by_row_is_unfinished_and_no_error(page, session):
    session.at("t3.new.natural")
    session.edit({"t3.new.natural": 5, "t3.granted.natural": 1, "t3.carried_in.natural": 0}, "填写")
    for elsewhere in ("t3.new.business", "t3.carried_in.natural", "t2.regulations.made"):
        session.at(elsewhere)
        assert "未填完" in page.strip.sides[0].words and not page.strip.sides[0].said
    session.edit(column(natural=0) | {"t3.new.natural": 5}, "填写")
    assert page.strip.sides[0].said and "相差5" in page.strip.sides[0].words
