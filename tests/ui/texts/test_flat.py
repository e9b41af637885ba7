"""Stored text with bound figures ↔ the document of an editor."""

from hypothesis import given
from hypothesis import strategies as st

from models.texts import bound
from ui.texts.flat import OBJECT, Change, Flat, change_between, units

pieces = st.lists(
    st.text("甲乙12，。\n𠀀😀", max_size=4) | st.sampled_from([bound("t3.new.total"), bound("t4.review.total")]),
    max_size=8,
)
stored = pieces.map("".join)


@given(stored)
def test_a_stored_text_comes_back_from_its_document_form(text):
    assert Flat.of(text).stored == text


@given(stored, stored)
def test_the_smallest_change_leads_from_one_text_to_the_other(old, new):
    before, after = Flat.of(old), Flat.of(new)
    change = change_between(before, after)
    if change is None:
        assert old == new
        return
    encoded = before.text.encode("utf-16-le")
    result = (encoded[: 2 * change.start] + change.flat.text.encode("utf-16-le") + encoded[2 * change.end :]).decode(
        "utf-16-le"
    )
    assert result == after.text


@given(stored)
def test_positions_map_there_and_back_outside_of_figures(text):
    flat = Flat.of(text)
    for position in range(len(text) + 1):
        if "⟦" in text[:position] and text.rfind("⟦", 0, position) > text.rfind("⟧", 0, position):
            continue
        assert flat.in_stored(flat.in_document(position)) == position


def test_a_figure_is_one_character_of_the_document():
    flat = Flat.of(f"收到{bound('t3.new.total')}件")
    assert flat.text == f"收到{OBJECT}件"
    assert flat.in_document(len(flat.stored) - 1) == 3
    assert units("😀件") == 3


def test_only_what_differs_is_replaced():
    assert change_between(Flat.of("收到3件申请"), Flat.of("收到12件申请")) == Change(2, 3, Flat("12"))
