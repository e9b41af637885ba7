"""Find and replace over a whole report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.search import Hit, In, find, replaced
from models.report import Report
from models.texts import bound
from models.totals import evaluate

REPORT = Report().apply(
    {
        "unit": "云岭县水务局",
        "year": 2024,
        "一": f"2023年以来，云岭县水务局收到申请{bound('t3.new.total')}件，ＡＢＣ平台运行正常。\n2023年未收到投诉。",
        "五": "公开不够及时。",
        "t3.new.natural": 22,
        "remark.t3.new.natural": "其中网上15件",
        "note.t3": "表三含2023年结转。",
    }
)


def hits(words: str, report: Report = REPORT) -> list[Hit]:
    return find(report, evaluate(report), words)


def places(words: str) -> list[tuple[str, In]]:
    return [(hit.id, hit.kind) for hit in hits(words)]


def test_words_are_found_in_fields_texts_notes_and_remarks_in_the_order_of_the_report() -> None:
    assert places("云岭县水务局") == [("unit", In.FIELD), ("一", In.TEXT)]
    assert places("2023年") == [("一", In.TEXT), ("一", In.TEXT), ("note.t3", In.TEXT)]
    assert places("网上") == [("remark.t3.new.natural", In.TEXT)]


def test_a_figure_is_found_in_its_cell_and_where_a_text_speaks_of_it() -> None:
    found = hits("22")
    assert {hit.id for hit in found if hit.kind is In.CELL} >= {"t3.new.natural", "t3.new.total"}
    (in_text,) = [hit for hit in found if hit.id == "一"]
    assert in_text.span is None and not in_text.can_be_replaced, "it follows its cell"


def test_labels_and_headings_are_found_and_not_replaced() -> None:
    found = [hit for hit in hits("行政处罚") if hit.kind is In.LABEL]
    assert found and not any(hit.can_be_replaced for hit in found)


@pytest.mark.parametrize("words", ["abc", "ABC", "ａｂｃ", "ＡＢＣ"])
def test_width_and_case_make_no_difference(words: str) -> None:
    (hit,) = hits(words)
    assert hit.span is not None and REPORT.text("一")[hit.span.start : hit.span.end] == "ＡＢＣ"


@pytest.mark.parametrize("words", ["", "  ", "没有的话", "x" * 100_000])
def test_nothing_is_found_for_nothing(words: str) -> None:
    assert hits(words) == []


def test_replacing_all_leaves_bound_figures_and_cells_as_they_are() -> None:
    edit = replaced(REPORT, [hit for hit in hits("2023年") if hit.span], "2024年")
    after = REPORT.apply(edit)
    assert after.text("一") == REPORT.text("一").replace("2023年", "2024年")
    assert after.text("note.t3") == "表三含2024年结转。"
    assert set(edit) == {"一", "note.t3"}


def test_a_cell_takes_a_number_and_text_that_is_none_as_typed() -> None:
    (cell,) = [hit for hit in hits("22") if hit.id == "t3.new.natural"]
    assert replaced(REPORT, [cell], "23") == {"t3.new.natural": 23}
    assert replaced(REPORT, [cell], "") == {"t3.new.natural": None}


@given(st.text(alphabet="甲乙丙2⟦⟧", max_size=40), st.text(alphabet="甲乙丙2", min_size=1, max_size=2))
def test_every_place_that_is_listed_holds_the_words_and_none_is_missed(text: str, words: str) -> None:
    report = Report().apply({"五": text or None})
    found = [hit.span for hit in find(report, evaluate(report), words) if hit.id == "五"]
    assert all(span is not None and text[span.start : span.end] == words for span in found)
    assert len(found) == text.count(words)
