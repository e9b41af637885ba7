"""Registers as files: where the head is, what the columns tell, what careless offices send."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import importers
from importers import read
from importers.register import Field, Memory, Why, find_register, open_register, recall, remember
from importers.register.mapping import Layout
from importers.register.sheets import Sheet, sheets_of
from importers.result import UnreadableError
from models.forms import LATEST
from tests.importers.register.registers import HEADS, application, numbers, opened, text, workbook

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
ROWS: list[list[Any]] = [
    application("A-001", "公民", datetime.date(2024, 1, 5), datetime.datetime(2024, 1, 20), "予以公开"),
    application("A-002", "律所", "2023年12月20日", "2024.1.8", "不予公开", "国家秘密", "维持", ""),
    application("A-003", "公司", 20241220, "", "办理中"),
]
COUNTED = {
    "t3.new.natural": 1,
    "t3.granted.natural": 1,
    "t3.carried_in.legal": 1,
    "t3.denied.secret.legal": 1,
    "t4.review.upheld": 1,
    "t3.new.business": 1,
    "t3.carried_out.business": 1,
}


def fields(layout: Layout) -> dict[str, Field | None]:
    return {column.head: column.field for column in layout.columns}


@pytest.mark.parametrize(
    "data",
    [
        workbook([HEADS, *ROWS]),
        workbook([["某局2024年政府信息公开依申请公开台账"], [], HEADS, *ROWS, ["合计", 3]], ["A1:I1"]),
        text([HEADS, *ROWS]),
        text([HEADS, *ROWS], "\t", "gb18030"),
        text([HEADS, *ROWS], ";", "utf-16"),
        text([["台账"], HEADS, *ROWS], encoding="utf-8-sig"),
    ],
    ids=["workbook", "with a title and a total", "csv", "tabs in GBK", "semicolons in UTF-16", "csv with a mark"],
)
def test_the_same_register_in_any_file_gives_the_same_numbers(data: bytes) -> None:
    register = opened(data)
    assert numbers(register.count(register.mapping, 2024)) == COUNTED


def test_a_head_of_two_rows_with_merged_cells() -> None:
    rows: list[list[Any]] = [
        ["2024年度台账"],
        ["序号", "申请人情况", "", "收到申请时间", "办理情况", "", ""],
        ["", "姓名（名称）", "类别", "", "答复时间", "答复结果", "具体理由"],
        [1, "张三", "公民", "2024-1-5", "2024-1-20", "不予公开", "过程性信息"],
    ]
    register = opened(workbook(rows, ["A1:G1", "A2:A3", "B2:C2", "D2:D3", "E2:G2"]))
    (layout,) = register.mapping.layouts.values()
    assert fields(layout) == {
        "序号": Field.NUMBER,
        "申请人情况 姓名（名称）": Field.NAME,
        "申请人情况 类别": Field.APPLICANT,
        "收到申请时间": Field.RECEIVED,
        "办理情况 答复时间": Field.ANSWERED,
        "办理情况 答复结果": Field.OUTCOME,
        "办理情况 具体理由": Field.REASON,
    }
    assert register.year == 2024
    assert numbers(register.count(register.mapping, 2024)) == {"t3.new.natural": 1, "t3.denied.process.natural": 1}


def test_deadlines_and_dates_of_reviews_are_not_taken_for_the_answer() -> None:
    heads = [
        "受理编号",
        "申请人",
        "申请人性质",
        "受理日期",
        "答复期限",
        "复议日期",
        "办结日期",
        "处理结果",
        "复议结果",
        "答复方式",
    ]
    row = ["A-1", "张三", "公民", "2024-1-5", "2024-2-1", "2024-3-1", "2024-1-30", "予以公开", "维持", "邮寄"]
    (layout,) = opened(workbook([heads, row])).mapping.layouts.values()
    assert [fields(layout)[head] for head in ("答复期限", "复议日期", "答复方式")] == [None, None, None]
    assert layout.column(Field.ANSWERED) == layout.columns[6] and layout.columns[8].field is Field.REVIEW


def test_columns_without_telling_heads_are_known_by_their_values() -> None:
    heads = ["编号", "申请人姓名", "日期", "来自", "结论", "答复日期"]
    rows = [[f"A-{n:03}", "张三", "2024-1-5", "公民", "予以公开", "2024-1-9"] for n in range(5)]
    (layout,) = opened(workbook([heads, *rows])).mapping.layouts.values()
    assert (fields(layout)["来自"], fields(layout)["结论"]) == (Field.APPLICANT, Field.OUTCOME)


def test_the_reasons_of_refusals_are_known_by_their_values_where_no_head_says_so() -> None:
    heads = ["编号", "申请人类别", "收到日期", "答复日期", "办理结果", "备注一"]
    rows = [[f"A-{n:03}", "公民", "2024-1-5", "2024-1-9", "不予公开", "过程性信息"] for n in range(3)]
    register = opened(workbook([heads, *rows]))
    assert numbers(register.count(register.mapping, 2024)) == {"t3.new.natural": 3, "t3.denied.process.natural": 3}


def test_the_sample_register_is_counted_with_one_question_and_one_row_without_a_year() -> None:
    register = opened((SAMPLES / "依申请公开台账2024年.csv").read_bytes())
    tally = register.count(register.mapping, register.usual_year() or 0)
    assert (tally.year, len(tally.counted)) == (2024, 13)
    assert [use.value for use in tally.questions] == ["转送其他机关"]
    assert {left.why for left in tally.left} == {Why.OUTCOME, Why.DATE, Why.TOTAL}
    assert {id: n for id, n in numbers(tally).items() if id.startswith("t4.")} == {
        "t4.review.upheld": 2,
        "t4.review.corrected": 1,
        "t4.after_review.pending": 1,
    }


def test_a_row_of_a_merged_number_is_part_of_one_application_and_other_merged_values_hold_for_each() -> None:
    rows = [
        HEADS,
        ["A-001", "张三", "公民", "2024-1-5", "2024-1-20", "予以公开"],
        ["", "", "", "", "", "补充材料"],
        ["A-002", "李四", "公民", "2024-1-6", "2024-1-20", "予以公开"],
        ["A-003", "", "", "", "2024-1-21", "不存在"],
    ]
    register = opened(workbook(rows, ["A2:A3", "D4:D5", "C4:C5"]))
    tally = register.count(register.mapping, 2024)
    assert numbers(tally) == {"t3.new.natural": 3, "t3.granted.natural": 2, "t3.unable.not_held.natural": 1}
    assert [(left.place.row, left.why) for left in tally.left] == [(3, Why.NO_APPLICATION)]


def test_sheets_of_several_months_are_one_register_and_others_are_left_aside() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([HEADS, ROWS[0]], title="1月")))
    for name, row in (("2月", ROWS[1]), ("3月", ROWS[2])):
        sheet = book.create_sheet(name)
        sheet.append(HEADS)
        sheet.append(row)
    book.create_sheet("说明").append(["填表说明：按月填写"])
    out = io.BytesIO()
    book.save(out)
    register = opened(out.getvalue())
    assert len(register.mapping.layouts) == 1 and register.aside == ("说明",)
    assert numbers(register.count(register.mapping, 2024)) == COUNTED


def test_a_sheet_of_the_whole_year_beside_those_of_the_months_counts_nothing_twice() -> None:
    heads = ["序号", "申请人姓名", "申请人类别", "收到日期", "答复日期", "办理结果", "申请内容"]
    january = [[n, "张三", "公民", "2024-1-5", "2024-1-9", "予以公开", f"文件{n}"] for n in range(1, 4)]
    february = [[n, "李四", "公司", "2024-2-5", "2024-2-9", "不存在", f"规划{n}"] for n in range(1, 3)]
    year = [[n, *row[1:]] for n, row in enumerate([*january, *february], 1)]
    months: dict[str, list[list[Any]]] = {"1月": january, "2月": february, "全年": year}
    sheets = [Sheet(name, [list(heads), *rows]) for name, rows in months.items()]
    register = find_register(sheets, "台账.xlsx", memory=Memory())
    assert register is not None
    tally = register.count(register.mapping, 2024)
    assert numbers(tally)["t3.new.natural"] == 3 and numbers(tally)["t3.new.business"] == 2
    assert {left.why for left in tally.left} == {Why.DUPLICATE} and len(tally.left) == 5
    assert tally.left[3].reason == "与工作表“2月”第2行相同，只计一次"


def test_two_applications_alike_in_one_sheet_with_running_numbers_both_count() -> None:
    heads = ["序号", "申请人姓名", "申请人类别", "收到日期", "答复日期", "办理结果"]
    rows: list[list[Any]] = [[n, "张三", "公民", "2024-1-5", "2024-1-9", "予以公开"] for n in (1, 2)]
    register = find_register([Sheet("台账", [list(heads), *rows])], "台账.xlsx", memory=Memory())
    assert register is not None
    assert len(register.count(register.mapping, 2024).counted) == 2


@pytest.mark.parametrize(
    "data",
    [
        text([["一、", "总体情况"], ["自然人", "商业企业", "科研机构", "总计"], ["1", "2", "3", "6"]]),
        workbook([["姓名", "电话", "地址"], ["张三", "1", "某路"]]),
        workbook([["日期", "收入", "支出"], ["2024-1-5", 1, 2]]),
        workbook([]),
    ],
)
def test_other_tables_are_no_register(data: bytes) -> None:
    assert open_register(data, "a", memory=Memory()) is None


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 50, b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 broken", workbook([HEADS])[:700]]
)
def test_a_file_that_cannot_be_read_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        sheets_of(data)


def test_a_csv_whose_columns_cannot_be_told_apart_says_so(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(text([HEADS, application("A-1", "公民" * 100_000, "2024-1-5")]))
    with pytest.raises(UnreadableError, match=r"“台账\.csv”.*过长的一格"):
        read(path)


def test_a_register_without_rows_counts_nothing_and_says_that_there_is_no_date() -> None:
    register = opened(workbook([HEADS]))
    assert register.count(register.mapping, 2024).counted == () and register.usual_year() is None


def test_a_hundred_thousand_rows_are_all_counted() -> None:
    lines = (f"N{n:06},公民,2024-{n % 12 + 1}-{n % 27 + 1},45657,予以公开" for n in range(100_000))
    register = opened("\n".join(("编号,申请人类别,收到日期,答复日期,办理结果", *lines)).encode())
    tally = register.count(register.mapping, 2024)
    assert len(tally.counted) == 100_000 and tally.left == ()


def test_what_a_person_corrected_is_remembered_for_the_next_file_with_these_heads(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "register.json"
    first = opened(workbook([HEADS, application("A-1", "公民", "2024-1-5", "2024-1-20", "转办")]))
    (key,) = first.mapping.layouts
    mapping = first.mapping.with_field(key, 7, None)
    question = first.count(mapping, 2024).questions[0]
    memory = Memory()
    memory.learn(mapping.with_answer(question.kind, question.value, "unable.not_held"))
    remember(memory, path)

    heads = [f" {head}\n" for head in HEADS]
    data = workbook([heads, application("B-7", "公民", "2024-3-5", "2024-3-20", "转办", "", "维持")])
    second = open_register(data, "新.xlsx", memory=recall(path))
    assert second is not None
    assert second.mapping.layouts[key].remembered and second.mapping.layouts[key].columns[7].field is None
    assert numbers(second.count(second.mapping, 2024)) == {"t3.new.natural": 1, "t3.unable.not_held.natural": 1}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"version": 2}', '{"version": 1}', '{"version": 1, "layouts": {"a": {"x": 1}}, "answers": []}'],
)
def test_a_damaged_memory_counts_as_empty(tmp_path: Path, content: str) -> None:
    path = tmp_path / "register.json"
    path.write_text(content, "utf-8")
    assert recall(path) == Memory() == recall(tmp_path / "none.json")


def test_a_csv_register_is_recognised_and_counted_for_the_year_asked(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(text([HEADS, *ROWS], encoding="gb18030"))
    imported = importers.read(path, year=2024)
    found = {id: value for id, value in imported.edit.items() if id in LATEST.cells and value}
    assert found == COUNTED and imported.edit["year"] == 2024
    assert imported.edit["origin.t3.new.natural"] == "台账.csv 第2行"


def test_without_a_year_asked_the_one_of_most_applications_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(text([HEADS, *ROWS]))
    assert importers.read(path).edit["year"] == 2024


def test_a_workbook_that_holds_a_register_and_no_table_of_the_form_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "登记.xls"
    path.write_bytes(workbook([["2024年依申请公开台账"], HEADS, *ROWS]))
    imported = importers.read(path)
    assert {id: value for id, value in imported.edit.items() if id in LATEST.cells and value} == COUNTED
    assert imported.edit["year"] == 2024


def test_a_long_register_beside_a_table_of_the_form_leaves_the_table_the_first_say(tmp_path: Path) -> None:
    rows = [application(f"A-{n:04}", "公民", "2024-1-5", "2024-1-20", "予以公开") for n in range(400)]
    book = openpyxl.load_workbook(io.BytesIO(workbook([HEADS, *rows])))
    table = book.create_sheet("表二")
    for line in (["第二十条第（六）项"], ["信息内容", "本年处理决定数量"], ["行政处罚", 7], ["行政强制", 3]):
        table.append(line)
    book.save(tmp_path / "数据.xlsx")
    imported = importers.read(tmp_path / "数据.xlsx", year=2024)
    assert imported.edit["t2.penalty.decisions"] == 7
    del book["表二"]
    book.save(tmp_path / "台账.xlsx")
    assert importers.read(tmp_path / "台账.xlsx", year=2024).edit["t3.granted.natural"] == 400


def test_a_register_whose_title_names_another_year_says_so(tmp_path: Path) -> None:
    path = tmp_path / "登记.xlsx"
    path.write_bytes(workbook([["2024年依申请公开台账"], HEADS, *ROWS]))
    codes = {year: {f.code for f in importers.read(path, year=year).findings} for year in (2023, 2024)}
    assert "register.other_year" in codes[2023] and "register.other_year" not in codes[2024]


def test_a_register_without_any_date_says_so(tmp_path: Path) -> None:
    path = tmp_path / "登记.xlsx"
    path.write_bytes(workbook([HEADS, application("A-1", "公民", "", "", "予以公开")]))
    imported = importers.read(path)
    assert [finding.code for finding in imported.findings] == ["register.year"]
    assert not any(id in LATEST.cells for id in imported.edit)


CELLS = st.one_of(
    st.sampled_from([*HEADS, "合计", "√", "公民", "予以公开", "2024-1-5", "自然人", "1"]),
    st.text(max_size=6),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.times(),
    st.just(""),
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=10), max_size=12), st.booleans(), st.lists(st.tuples(*[st.integers(0, 12)] * 4))
)
def test_any_sheet_is_a_register_that_foots_or_none(
    rows: list[list[Any]], headed: bool, merged: list[tuple[int, int, int, int]]
) -> None:
    spans = tuple(((top, left), (top + down, left + right)) for top, left, down, right in merged)
    sheet = Sheet("甲", [list(HEADS), *rows] if headed else rows, spans)
    register = find_register([sheet], "甲.xlsx", memory=Memory())
    assert register is not None or merged or not headed
    if register is not None:
        tally = register.count(register.mapping, 2024)
        found = numbers(tally)
        taken = sum(n for id, n in found.items() if id.startswith(("t3.new.", "t3.carried_in.")))
        assert taken == len(tally.counted) == sum(n for id, n in found.items() if id.startswith("t3.")) - taken
        register.imported(tally, register.mapping)
