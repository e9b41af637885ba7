"""Whatever is written in a text: no check fails, and none calls it an error, empty 五 and missing sections excepted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.checks import Context, run_checks
from models.findings import Finding, Severity
from models.totals import evaluate
from models.values import Value
from tests.reports import published_report

FULL = published_report("huaian-2024").apply(
    {"五": "主要问题是部分栏目更新不够及时，今后将加强培训。", "六": "未收取信息处理费。", "一": "总体情况良好。"}
)
LAST = FULL.apply({"year": 2023})
PIECES = st.sampled_from(
    [
        *("收到申请", "3件", "三百件", "未收到申请", "其中", "分别为", "占12%", "较上年增长5%", "2023年", "2024年", "2024年1月1日至2023年12月31日"),
        *("我局", "我县", "旬河县人民政府", "XX", "××", "（", "）", "“", "”", "。。", "，", "。", "、", "\n", "共  条", "1 2 3件", "____"),
        *("11010519491231002X", "13812345678", "6222021234567890128", "⟦t3.new.total⟧", "⟦nonsense⟧", "行政复议", "规章", "（一）存在的问题", "\ud800"),
    ]
)  # fmt: skip
anything = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


def check(edit: dict[str, Value]) -> list[Finding]:
    return run_checks(FULL.apply(edit), previous=LAST)


@settings(max_examples=120, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(("preamble", "一", "一.2", "六"), anything)))
def test_no_text_makes_a_check_fail_or_call_it_an_error(texts: dict[str, Value]) -> None:
    report = FULL.apply(texts)
    for finding in run_checks(report, previous=LAST):
        assert finding.severity is not Severity.ERROR, finding
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(report.text(span.text))
        if finding.fix:
            report.apply(finding.fix)


@pytest.mark.parametrize(
    "piece", ["1", "三百", "收到申请3件", "2023年", "（", "1 ", "我局", "。", "11010519491231002X"]
)
def test_a_long_text_without_sense_is_checked(piece: str) -> None:
    found = check({"一.2": (piece * 10_000)[:10_000], "一": (piece * 10_000)[:10_000]})
    assert all(finding.severity is not Severity.ERROR for finding in found)


@pytest.mark.parametrize("piece", ["收到申请3件，", "行政复议1件，", "网络申请1件，", "其中网络2件，", "均维持"])
def test_the_time_for_one_endless_sentence_grows_with_its_length(piece: str) -> None:
    # a check that looks at all numbers for each number would take minutes
    assert check({"一.2": (piece * 100_000)[:100_000]})


def test_contradictory_sentences_are_told_one_by_one() -> None:
    found = check({"一.2": "全年收到申请5件。全年收到申请6件。全年未收到申请。"})
    assert [f.code for f in found if f.code in ("text.number", "text.denied")] == [
        "text.number",
        "text.number",
        "text.denied",
    ]


def test_a_bound_figure_is_never_at_odds_with_its_cell() -> None:
    assert not [
        f for f in check({"一.2": "收到申请⟦t3.new.total⟧件，办结⟦t3.total.total⟧件。"}) if f.code == "text.number"
    ]


def test_texts_still_last_years_are_left_to_the_one_reminder() -> None:
    found = check({"一.2": "2023年收到申请5件。。", "draft.一.2": "2023"})
    assert [finding.code for finding in found if "一.2" in finding.cells] == ["text.draft"]


def test_the_readings_are_made_once_for_all_checks() -> None:
    context = Context(FULL, evaluate(FULL))
    assert context.mentions is context.mentions
