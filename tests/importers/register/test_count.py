"""Counting a register: every row is counted once in full, or listed with the reason."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.register import SKIP, Field, Kind, Why, targets_of
from models.checks import run_checks
from models.findings import Severity
from models.forms import LATEST
from models.report import Report
from models.totals import evaluate
from tests.importers.register.registers import HEADS, application, counted, numbers, register

TARGETS = targets_of("2021")


def reasons(rows: list[list[Any]], heads: list[str] = HEADS) -> dict[int, tuple[Why, str]]:
    return {left.place.row: (left.why, left.reason) for left in counted(rows, heads).left}


def test_received_and_answered_in_the_year() -> None:
    tally = counted([application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开")])
    assert numbers(tally) == {"t3.new.natural": 1, "t3.granted.natural": 1}
    assert [tuple(place) for place in tally.cells["t3.granted.natural"]] == [("台账", 2)]


def test_received_before_and_answered_in_the_year_was_carried_in() -> None:
    tally = counted([application("A-001", "律所", "2023-12-20", "2024-1-8", "不存在")])
    assert numbers(tally) == {"t3.carried_in.legal": 1, "t3.unable.not_held.legal": 1}


@pytest.mark.parametrize("answered", ["", "2025-1-8", "办理中"])
def test_not_answered_by_the_end_of_the_year_is_carried_out(answered: str) -> None:
    tally = counted([application("A-001", "公司", "2024-12-20", answered, "" if answered != "2025-1-8" else "转办")])
    assert numbers(tally) == {"t3.new.business": 1, "t3.carried_out.business": 1}
    assert tally.questions == ()


def test_received_long_ago_and_still_open_is_carried_in_and_out() -> None:
    tally = counted([application("A-001", "公司", "2022-12-20", "", "在办")])
    assert numbers(tally) == {"t3.carried_in.business": 1, "t3.carried_out.business": 1}


@pytest.mark.parametrize(
    ("row", "why", "reason"),
    [
        (application("1", "公民", "2025-1-2", "", ""), Why.OUT_OF_YEAR, "在2024年之后"),
        (application("1", "公民", "2023-1-2", "2023-1-9", "予以公开"), Why.OUT_OF_YEAR, "2023年已经答复"),
        (application("1", "公民", "", "2024-1-9", "予以公开"), Why.DATE, "没有收到日期"),
        (application("1", "公民", "3月5日", "2024-1-9", "予以公开"), Why.DATE, "没有写年份"),
        (application("1", "公民", "2024-3-5", "2024-1-9", "予以公开"), Why.DATE, "早于收到日期"),
        (application("1", "公民", "2024-3-5", "", "予以公开"), Why.DATE, "没有答复日期，而办理结果是“予以公开”"),
        (application("1", "公民", "2024-3-5", "2024-3-9", ""), Why.OUTCOME, "没有办理结果"),
        (application("1", "公民", "2024-3-5", "2024-3-9", "办理中"), Why.OUTCOME, "已有答复日期"),
        (application("1", "公民", "2024-3-5", "2024-3-9", "转办"), Why.OUTCOME, "“转办”不知道属于哪一项"),
        (application("1", "外星人", "2024-3-5", "2024-3-9", "予以公开"), Why.APPLICANT, "“外星人 张三”不知道"),
        (application("1", "", "2024-3-5", "2024-3-9", "予以公开"), Why.APPLICANT, "不知道属于哪一类"),
    ],
)
def test_a_row_that_cannot_be_counted_is_listed_and_counts_nowhere(row: list[Any], why: Why, reason: str) -> None:
    tally = counted([row])
    assert tally.cells == {} and tally.counted == ()
    assert tally.left[0].why is why and reason in tally.left[0].reason


def test_totals_notes_and_repeated_heads_are_no_applications() -> None:
    rows = [
        application("1", "公民", "2024-1-5", "2024-1-20", "予以公开"),
        ["合计", "1件"],
        ["", "总计", "", 1],
        HEADS,
        [2],
        ["注：本表由政务公开办填写，2024年起使用。"],
        [],
    ]
    assert [why for why, _ in reasons(rows).values()] == [
        Why.TOTAL,
        Why.TOTAL,
        Why.HEAD,
        Why.NO_APPLICATION,
        Why.NO_APPLICATION,
    ]
    assert len(counted(rows).counted) == 1


def test_a_row_repeated_in_every_cell_counts_once_and_is_listed() -> None:
    row = application("2024-001", "公民", "2024-1-5", "2024-1-20", "予以公开")
    tally = counted([row, row])
    assert numbers(tally)["t3.new.natural"] == 1
    assert (tally.left[0].why, tally.left[0].reason) == (Why.DUPLICATE, "与第2行相同，只计一次")


def test_one_number_with_other_contents_counts_twice_and_is_said() -> None:
    rows = [
        application("2024-001", "公民", "2024-1-5", "2024-1-20", "予以公开"),
        application("2024-001", "公民", "2024-1-5", "2024-1-20", "不存在"),
    ]
    found = register(rows)
    tally = found.count(found.mapping, 2024)
    assert numbers(tally)["t3.new.natural"] == 2 and [len(group) for group in tally.repeated] == [2]
    assert "register.repeated" in {f.code for f in found.imported(tally, found.mapping).findings}


def test_rows_that_look_alike_without_a_number_both_count() -> None:
    heads = ["收到日期", "申请人类别", "答复日期", "办理结果"]
    assert len(counted([["2024-1-5", "公民", "2024-1-9", "予以公开"]] * 2, heads).counted) == 2


def test_review_and_suits_count_into_table_4_where_the_register_has_them() -> None:
    rows = [
        application("1", "公民", "2024-1-5", "2024-1-20", "予以公开", "", "维持", ""),
        application("2", "公民", "2024-1-5", "2024-1-20", "予以公开", "", "纠正", "维持"),
        application("3", "公民", "2024-1-5", "2024-1-20", "予以公开", "", "无", "审理中"),
    ]
    found = numbers(counted(rows))
    assert {id: n for id, n in found.items() if id.startswith("t4.")} == {
        "t4.review.upheld": 1,
        "t4.review.corrected": 1,
        "t4.after_review.upheld": 1,
        "t4.direct.pending": 1,
    }
    without = counted([row[:7] for row in rows], HEADS[:7])
    assert without.cases == frozenset() and not any(id.startswith("t4.") for id in without.cells)


def test_a_review_that_is_not_understood_leaves_table_3_alone_and_is_asked() -> None:
    tally = counted([application("1", "公民", "2024-1-5", "2024-1-20", "予以公开", "", "有")])
    assert numbers(tally) == {"t3.new.natural": 1, "t3.granted.natural": 1}
    assert [(use.kind, use.value) for use in tally.questions] == [(Kind.CASE, "有")]


def test_each_unknown_value_is_asked_once_and_an_answer_counts_all_its_rows() -> None:
    rows = [application(f"A-{n:03}", "公民", "2024-1-5", "2024-1-20", "转办" if n % 2 else "转 办。") for n in range(6)]
    found = register(rows)
    (question,) = found.count(found.mapping, 2024).questions
    assert (question.value, len(question.rows)) == ("转 办。", 6)
    answered = found.mapping.with_answer(question.kind, question.value, "unable.not_held")
    assert numbers(found.count(answered, 2024))["t3.unable.not_held.natural"] == 6
    skipped = found.count(found.mapping.with_answer(question.kind, question.value, SKIP), 2024)
    assert skipped.cells == {} and {left.why for left in skipped.left} == {Why.SKIPPED}


def test_the_answer_for_a_bare_refusal_does_not_change_those_with_a_reason() -> None:
    rows = [
        application("A-001", "公民", "2024-1-5", "2024-1-20", "不予公开"),
        application("A-002", "公民", "2024-1-5", "2024-1-20", "不予公开", "国家秘密"),
        application("A-003", "公民", "2024-1-5", "2024-1-20", "不予公开", "领导不同意"),
    ]
    found = register(rows)
    tally = found.count(found.mapping, 2024)
    assert [use.value for use in tally.questions] == ["不予公开", "不予公开 领导不同意"]
    answered = found.mapping.with_answer(Kind.OUTCOME, "不予公开", "denied.law")
    assert numbers(found.count(answered, 2024)) == {
        "t3.new.natural": 2,
        "t3.denied.law.natural": 1,
        "t3.denied.secret.natural": 1,
    }


def test_without_a_column_of_kinds_the_name_tells_and_this_is_said() -> None:
    heads = ["编号", "申请人姓名或名称", "收到日期", "答复日期", "办理结果"]
    rows = [
        ["A-001", "张三", "2024-1-5", "2024-1-9", "予以公开"],
        ["A-002", "某某律师事务所", "2024-1-5", "2024-1-9", "予以公开"],
    ]
    found = register(rows, heads)
    tally = found.count(found.mapping, 2024)
    assert numbers(tally) == {"t3.new.natural": 1, "t3.granted.natural": 1, "t3.new.legal": 1, "t3.granted.legal": 1}
    assert "register.meaning" in {f.code for f in found.imported(tally, found.mapping).findings}


def test_columns_of_marks_count_like_words() -> None:
    heads = [
        "编号",
        "收到日期",
        "答复日期",
        "自然人",
        "商业企业",
        "法律服务机构",
        "予以公开",
        "部分公开",
        "本机关不掌握相关政府信息",
    ]
    rows = [
        ["A-001", "2024-1-5", "2024-1-9", "√", "", "", "√", "", ""],
        ["A-002", "2024-1-5", "2024-1-9", "", "", "√", "", "", "√"],
        ["A-003", "2024-1-5", "2024-1-9", "", "√", "", "√", "√", ""],
    ]
    tally = counted(rows, heads)
    assert numbers(tally) == {
        "t3.new.natural": 1,
        "t3.granted.natural": 1,
        "t3.new.legal": 1,
        "t3.unable.not_held.legal": 1,
    }
    assert tally.left[0].reason == "办理结果打了几个勾"


def test_without_a_date_of_answer_an_outcome_is_taken_for_this_years_and_said() -> None:
    heads = ["编号", "申请人类别", "收到日期", "办理结果"]
    found = register([["A-001", "公民", "2024-1-5", "予以公开"], ["A-002", "公民", "2024-12-5", ""]], heads)
    tally = found.count(found.mapping, 2024)
    assert numbers(tally) == {"t3.new.natural": 2, "t3.granted.natural": 1, "t3.carried_out.natural": 1}
    old = counted([["A-003", "公民", "2023-1-5", "予以公开"], ["A-004", "公民", "2023-1-5", "办理中"]], heads)
    assert numbers(old) == {"t3.carried_in.natural": 1, "t3.carried_out.natural": 1}
    assert "不知道是哪一年答复的" in old.left[0].reason
    assert "register.answered" in {f.code for f in found.imported(tally, found.mapping).findings}


def test_without_a_date_of_arrival_nothing_is_counted_and_the_column_is_named() -> None:
    heads = ["编号", "申请人类别", "答复日期", "办理结果", "申请内容"]
    found = register([["A-001", "公民", "2024-1-5", "予以公开", "规划"]] * 3, heads)
    assert found.mapping.missing() == ("收到日期",)
    imported = found.imported(found.count(found.mapping, 2024), found.mapping)
    assert [f.code for f in imported.findings] == ["register.columns"]
    assert not any(id.startswith("t3.") for id in imported.edit)


def test_without_an_outcome_not_even_what_was_received_is_stated() -> None:
    found = register([["A-001", "公民", "2024-1-5", "规划"]] * 3, ["编号", "申请人类别", "收到日期", "申请人"])
    assert found.mapping.missing() == ("办理结果",)
    imported = found.imported(found.count(found.mapping, 2024), found.mapping)
    assert not any(id in LATEST.cells for id in imported.edit)


def test_every_cell_of_table_3_is_a_number_with_the_rows_behind_it() -> None:
    found = register([application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开")])
    edit = found.imported(found.count(found.mapping, 2024), found.mapping).edit
    leaves = [id for id, cell in LATEST.cells.items() if cell.table.id == "t3" and not cell.is_total]
    assert sum(edit[id] == 1 for id in leaves) == 2 and sum(edit[id] == 0 for id in leaves) == len(leaves) - 2
    assert edit["origin.t3.granted.natural"] == "台账.xlsx 工作表“台账”第2行"
    assert edit["origin.t3.granted.legal"] == "台账.xlsx 全部1件中没有"
    assert edit["t4.review.upheld"] == 0


@pytest.mark.parametrize(
    "rows", [[], [application("A-1", "公民", "2021-1-5", "2021-1-9", "予以公开")]], ids=["empty", "old"]
)
def test_a_register_of_which_no_row_counts_states_no_nil(rows: list[list[Any]]) -> None:
    found = register(rows)
    imported = found.imported(found.count(found.mapping, 2024), found.mapping)
    assert not any(id in LATEST.cells for id in imported.edit)
    assert [finding.code for finding in imported.findings if finding.severity is Severity.WARNING] == ["register.none"]


def test_the_form_of_2019_is_counted_into_its_own_rows() -> None:
    found = register([application("A-001", "公民", "2020-1-5", "2020-1-20", "撤回申请")])
    tally = found.count(found.mapping, 2020)
    assert numbers(tally) == {"t3.new.natural": 1, "t3.other.natural": 1}
    assert Report().apply(found.imported(tally, found.mapping).edit).foreign == ()


DATES = st.one_of(
    st.dates(datetime.date(2022, 6, 1), datetime.date(2025, 6, 1)),
    st.dates(datetime.date(2023, 1, 1), datetime.date(2025, 2, 1)).map(
        lambda day: f"{day.year}年{day.month}月{day.day}日"
    ),
    st.sampled_from(["", "3月5日", "不详", 45_300, "/"]),
)
WORDS = st.sampled_from(
    ["予以公开", "不存在", "不予公开", "部分公开", "办理中", "转办", "", "撤回", "重复申请", "其他"]
)
APPLICANTS = st.sampled_from(["公民", "公司", "律所", "法人", "外星人", "", "其他", "科研机构"])
ROWS = st.tuples(
    st.sampled_from(["A-1001", "A-1002", "", "7", "合计"]),
    st.sampled_from(["张三", "某公司", ""]),
    APPLICANTS,
    DATES,
    DATES,
    WORDS,
    st.sampled_from(["", "国家秘密", "过程性信息", "不清楚"]),
    st.sampled_from(["", "维持", "无", "有"]),
    st.sampled_from(["", "纠正", "审理中"]),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=40), st.sampled_from([2023, 2024]))
def test_any_register_foots_and_every_row_is_counted_once_or_listed_with_a_reason(rows: list[Any], year: int) -> None:
    found = register([application("B-0001", "公民", "2024-1-5", "2024-1-20", "予以公开"), *map(list, rows)])
    mapping = found.mapping
    tally = found.count(mapping, year)
    written = {i for i, row in enumerate(rows, 3) if any(str(cell) for cell in row)} | {2}
    counted_rows, left_rows = [p.row for p in tally.counted], [left.place.row for left in tally.left]
    assert sorted([*counted_rows, *left_rows]) == sorted(written)
    assert all(left.reason for left in tally.left)
    report = Report().apply(found.imported(tally, mapping).edit)
    assert [f for f in run_checks(report) if f.severity is Severity.ERROR] == []
    figures = evaluate(report)
    if not tally.counted:
        return
    taken = figures.add(("t3.new.total", "t3.carried_in.total"))
    assert taken == len(tally.counted) == figures.add(("t3.total.total", "t3.carried_out.total"))


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(len(HEADS))))
def test_the_order_of_the_columns_does_not_matter(order: list[int]) -> None:
    rows = [
        application("A-001", "公民", "2024-1-5", "2024-1-20", "不予公开", "国家秘密", "维持", "审理中"),
        application("A-002", "律所", "2023-12-5", "2024-1-20", "不存在", "", "", ""),
        application("A-003", "公司", "2024-12-5", "", "", "", "", ""),
    ]
    shuffled = [[row[i] for i in order] for row in rows]
    assert numbers(counted(shuffled, [HEADS[i] for i in order])) == numbers(counted(rows))


def test_each_field_is_told_by_at_most_one_column() -> None:
    found = register([application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开")])
    (key,) = found.mapping.layouts
    changed = found.mapping.with_field(key, 1, Field.APPLICANT).layouts[key]
    assert [column.index for column in changed.columns if column.field is Field.APPLICANT] == [1]


def test_a_date_without_its_year_has_it_from_the_other_date_and_that_is_said() -> None:
    rows = [
        application("1", "公民", "12月30日", "2024-1-9", "予以公开"),
        application("2", "公民", "2024-3-1", "3月9日", "予以公开"),
        application("3", "公民", "4月1日", "", ""),
    ]
    found = register(rows)
    tally = found.count(found.mapping, 2024)
    assert numbers(tally) == {"t3.carried_in.natural": 1, "t3.new.natural": 1, "t3.granted.natural": 2}
    assert [left.place.row for left in tally.open] == [4]
    said = [finding.message for finding in found.counted(2024).findings if finding.code == "register.year_taken"]
    assert len(said) == 1 and "第2、3行（共2件）有日期没写年份" in said[0]
