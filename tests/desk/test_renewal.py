"""换成今年的数: last year's sentences with this year's figures."""

from __future__ import annotations

import pytest

from desk.renewal import edit_of, renewal, renewals
from models.checks import run_checks
from models.report import Report
from models.values import Value

LAST: dict[str, Value] = {
    "unit": "云岭县水务局",
    "year": 2023,
    "t3.new.natural": 18,
    "t3.new.business": 2,
    "t3.carried_in.natural": 1,
    "t3.granted.natural": 15,
    "t3.denied.secret.natural": 2,
    "t3.unable.not_held.business": 2,
    "t3.carried_out.natural": 2,
    "t2.licensing.decisions": 120,
    "t4.review.upheld": 1,
    "t4.review.corrected": 0,
    "t4.review.other": 0,
    "t4.review.pending": 0,
}
THIS: dict[str, Value] = {
    **LAST,
    "year": 2024,
    "t3.new.natural": 24,
    "t3.new.business": 1,
    "t3.carried_in.natural": 2,
    "t3.granted.natural": 20,
    "t3.denied.secret.natural": 4,
    "t3.unable.not_held.business": 1,
    "t3.carried_out.natural": 2,
    "t2.licensing.decisions": 90,
    "t4.review.upheld": 3,
}
ID = "一.2"


def renewed(text: str, this: dict[str, Value] = THIS) -> str:
    return renewal(Report().apply({**this, ID: text}), Report().apply(LAST), ID).text


def doubts(text: str) -> list[str]:
    found = renewal(Report().apply({**THIS, ID: text}), Report().apply(LAST), ID)
    return [doubt.words for doubt in found.doubts]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2023年共收到政府信息公开申请20件。", "2024年共收到政府信息公开申请25件。"),
        ("本年度新收申请20件，上年结转1件。", "本年度新收申请25件，上年结转2件。"),
        ("其中予以公开15件，不予公开2件，无法提供2件。", "其中予以公开20件，不予公开4件，无法提供1件。"),
        ("结转下年度2件。", "结转下年度2件。"),
        ("全年作出行政许可决定120件。", "全年作出行政许可决定90件。"),
        ("发生行政复议1件。", "发生行政复议3件。"),
    ],
)
def test_a_number_takes_this_years_figure_of_the_same_cells(before, after):
    assert renewed(before) == after


def test_a_comparison_is_reckoned_anew_and_its_word_turns_with_the_sign():
    fewer = {**THIS, "t3.new.natural": 15, "t3.new.business": 1}
    text = "2023年收到申请20件，同比增长25%。"
    assert renewed(text) == "2024年收到申请25件，同比增长25%。"
    assert renewed(text, fewer) == "2024年收到申请16件，同比下降20%。"


def test_percentages_keep_their_decimals():
    assert "40.00%" in renewed("2023年收到申请20件，同比增长12.50%。", {**THIS, "t3.new.natural": 27})


@pytest.mark.parametrize(
    "text", ["依据国办发〔2023〕5号文件办理。", "印发《2023年政务公开工作要点》。", "公开热线受理咨询35人次。"]
)
def test_what_counts_nothing_of_the_form_stays(text):
    assert renewed(text) == text


def test_the_date_of_an_event_is_left_and_named():
    assert doubts("2023年5月开展培训。") == ["2023年5月"]


def test_a_period_moves_on():
    assert renewed("统计期限自2023年1月1日至2023年12月31日。") == "统计期限自2024年1月1日至2024年12月31日。"


def test_a_number_that_last_years_table_does_not_bear_out_is_left_and_named():
    text = "2023年共收到政府信息公开申请31件。"
    assert "31件" in renewed(text) and doubts(text) == ["31"]


def test_done_twice_it_changes_nothing_more():
    text = "2023年共收到政府信息公开申请20件，同比增长25%，予以公开15件。"
    once = renewed(text)
    report = Report().apply({**THIS, ID: once})
    again = renewal(report, Report().apply(LAST), ID)
    assert again.text == once


def test_all_texts_change_in_one_edit_and_what_is_in_doubt_stays_marked():
    report = Report().apply(
        {
            **THIS,
            ID: "2023年收到申请20件。2023年5月开展培训。",
            f"draft.{ID}": "2023",
            "五": "2023年收到申请20件，办理不够及时。",
            "draft.五": "2023",
        }
    )
    edit = edit_of(report, renewals(report, Report().apply(LAST)))
    after = report.apply(report.with_marks(edit))
    assert after.text("五") == "2024年收到申请25件，办理不够及时。"
    assert after.get(f"draft.{ID}") == "2023" and after.get("draft.五") is None


def test_no_check_finds_a_renewed_number_at_odds_with_the_table():
    text = "2023年共收到政府信息公开申请20件，上年结转1件，予以公开15件，不予公开2件，无法提供2件，结转下年度2件。"
    report = Report().apply({**THIS, ID: renewed(text)})
    found = run_checks(report, previous=Report().apply(LAST))
    assert [f.message for f in found if f.code.startswith(("text.number", "text.sum", "text.year"))] == []
