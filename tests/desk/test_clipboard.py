"""What Excel, WPS, Word and web pages put on the clipboard, and what is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.clipboard import as_html, as_text, read_clipboard

CELLS = st.lists(st.lists(st.integers(0, 99_999).map(str), min_size=3, max_size=3), min_size=1, max_size=4)


@given(CELLS)
def test_what_is_copied_pastes_as_it_was(rows):
    assert read_clipboard(as_text(rows), "") == rows
    assert read_clipboard("", as_html(rows)) == rows


def test_excel_text_with_a_line_break_in_a_cell_is_one_cell():
    assert read_clipboard('1\t"2\n件"\r\n3\t4\r\n', "") == [["1", "2\n件"], ["3", "4"]]


def test_excel_html_is_read_before_its_text():
    markup = "<html><body><table><col><tr><td class=xl65>1,234</td><td>0</td></tr></table></body></html>"
    assert read_clipboard("1\t0", markup) == [["1,234", "0"]]


def test_word_wraps_each_cell_in_paragraphs():
    markup = "<table><tr><td><p>12</p></td><td><p><span>３</span>&nbsp;</p></td></tr></table>"
    assert read_clipboard("", markup) == [["12", "３"]]


def test_a_cell_over_two_rows_leaves_a_blank_below_it():
    markup = "<table><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    assert read_clipboard("", markup) == [["1", "2"], ["", "3"]]


def test_a_number_over_several_columns_counts_once():
    markup = "<table><tr><td colspan=3>550</td></tr></table>"
    assert read_clipboard("", markup) == [["550"]]


def test_heads_and_stubs_copied_with_the_figures_are_left_out():
    rows = [["", "自然人", "商业企业"], ["一、本年新收", "3", "4"], ["二、上年结转", "0", "1"]]
    assert read_clipboard(as_text(rows), "") == [["3", "4"], ["0", "1"]]


def test_stubs_that_span_rows_are_left_out_with_those_inside_them():
    markup = (
        "<table><tr><td rowspan=2>（三）不予公开</td><td>1.属于国家秘密</td><td>1</td><td>2</td></tr>"
        "<tr><td>2.其他禁止公开</td><td>3</td><td>4</td></tr></table>"
    )
    assert read_clipboard("", markup) == [["1", "2"], ["3", "4"]]


def test_wrong_text_among_figures_is_no_label():
    assert read_clipboard("不清楚\t1\n2\t3", "") == [["不清楚", "1"], ["2", "3"]]


@pytest.mark.parametrize("markup", ["<table>", "<table><tr><td", "<table><tr><td rowspan=99999999>1</table>", "</td>"])
def test_broken_markup_is_read_as_far_as_it_goes(markup):
    read_clipboard("", markup)


@pytest.mark.parametrize("text", ["", "\n", "\t\t\n"])
def test_an_empty_clipboard_has_no_figures(text):
    assert not any(any(row) for row in read_clipboard(text, ""))
