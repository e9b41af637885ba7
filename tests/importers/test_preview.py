"""Before anything changes: what an import would do to the report, and the edit that does it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.draft import Draft
from importers.preview import HEADER, Preview, State, preview
from importers.result import Imported
from importers.text.plain import read_text
from models.forms import LATEST
from models.last_year import start_from
from models.report import Report
from models.values import Value
from tests.importers.register.registers import application, register
from tests.reports import CASES, published_report

HANYIN = read_text((CASES / "reports" / "hanyin-2021.txt").read_text("utf-8"), "hanyin-2021.txt")
EMPTY = Report().apply({"unit": "汉阴县交通运输局", "year": 2021})


def source(cells: dict[str, str], **fields: Value) -> Imported:
    draft = Draft("表三.xlsx")
    for id, value in fields.items():
        draft.set(id, value, "第1行")
    for id, written in cells.items():
        draft.cell(id, written, "C5")
    return draft.finish("2021")


def states(shown: Preview) -> dict[str, State]:
    return {id: row.state for id, row in shown.rows.items() if row.state is not State.MISSING}


def test_into_an_empty_report_everything_is_new_and_arrives_with_its_origin() -> None:
    shown = preview(HANYIN, EMPTY)
    assert shown.warnings == ()
    after = EMPTY.apply(shown.edit(shown.chosen))
    assert after == EMPTY.apply({**HANYIN.edit, "origin.unit": None, "origin.year": None})
    assert {group.key for group in shown.groups} == {HEADER, "preamble", *"一二三四五六"}


def test_the_same_source_again_changes_nothing() -> None:
    after = EMPTY.apply(HANYIN.edit)
    again = preview(HANYIN, after)
    assert set(states(again).values()) == {State.EQUAL}
    assert again.chosen == frozenset() and again.edit(again.rows) == {}


def test_a_row_names_the_cell_what_was_written_where_and_what_is_there_now() -> None:
    shown = preview(source({"t3.new.natural": "１２件"}), EMPTY.apply({"t3.new.natural": 7}))
    row = shown.rows["t3.new.natural"]
    assert (row.found, row.value, row.present, row.state) == ("１２件", 12, 7, State.DIFFERENT)
    assert row.name == "表三 · 一、本年新收政府信息公开申请数量 · 自然人"
    assert row.origin == "表三.xlsx C5"
    assert any("读作12" in note for note in row.notes)


def test_cells_that_a_table_of_the_source_lacks_are_shown_as_missing_and_keep_their_number() -> None:
    report = EMPTY.apply({"t3.new.business": 3})
    shown = preview(source({"t3.new.natural": "12"}), report)
    assert shown.rows["t3.new.business"].state is State.MISSING
    assert not any(id.startswith("t2.") for id in shown.rows)
    assert report.apply(shown.edit(shown.rows)).get("t3.new.business") == 3


def test_text_in_a_cell_is_unreadable_and_does_not_replace_a_number_unless_chosen() -> None:
    imported = source({"t3.new.natural": "若干", "t3.new.business": "若干"})
    shown = preview(imported, EMPTY.apply({"t3.new.natural": 7}))
    assert states(shown)["t3.new.natural"] is State.UNREADABLE
    assert shown.chosen == {"t3.new.business"}
    assert shown.edit(["t3.new.natural"])["t3.new.natural"] == "若干"


def test_a_source_of_another_year_is_said_first_and_nothing_of_it_is_chosen() -> None:
    shown = preview(source({"t3.new.natural": "12"}, year=2020), EMPTY)
    assert [warning.code for warning in shown.warnings] == ["import.other_year"]
    assert shown.chosen == frozenset()
    assert shown.edit(["t3.new.natural"])["t3.new.natural"] == 12


def test_another_units_name_is_said_and_not_taken_over() -> None:
    shown = preview(source({"t3.new.natural": "12"}, unit="汉阴县水利局"), EMPTY)
    assert [warning.code for warning in shown.warnings] == ["import.other_unit"]
    assert shown.chosen == {"t3.new.natural"}


def test_tables_printed_in_another_form_are_said() -> None:
    draft = Draft("旧表.docx")
    draft.cell("t3.other.natural", "3")
    shown = preview(draft.finish("2019"), EMPTY)
    assert [warning.code for warning in shown.warnings] == ["import.other_form"]
    assert shown.rows["t3.other.natural"].name.endswith("（另一格式）")


def test_a_total_that_nobody_stated_is_equal_where_the_numbers_add_up_to_it() -> None:
    full = EMPTY.apply({id: 1 for id, cell in LATEST.cells.items() if not cell.is_total})
    shown = preview(source({"t4.review.total": "4"}), full)
    assert shown.rows["t4.review.total"].state is State.EQUAL
    changed = preview(source({"t4.review.total": "4", "t4.review.upheld": "9"}), full)
    assert changed.rows["t4.review.total"].state is State.NEW


def test_a_stated_total_that_disagrees_with_the_computed_one_is_different() -> None:
    full = EMPTY.apply({id: 1 for id, cell in LATEST.cells.items() if not cell.is_total})
    row = preview(source({"t4.review.total": "5"}), full).rows["t4.review.total"]
    assert (row.state, row.present) == (State.DIFFERENT, 4)


def test_a_replaced_number_takes_its_old_remark_and_a_replaced_text_its_mark_of_last_year_along() -> None:
    report = EMPTY.apply(
        {"t2.normative.made": 2, "remark.t2.normative.made": "其中修订1件", "五": "旧", "draft.五": "2020"}
    )
    draft = Draft("a.docx")
    draft.cell("t2.normative.made", "3")
    draft.set("五", "新的问题。")
    shown = preview(draft.finish("2021"), report)
    after = report.apply(shown.edit(shown.chosen))
    assert after.get("remark.t2.normative.made") is None and after.get("draft.五") is None


def test_a_new_remark_stays_with_its_number() -> None:
    shown = preview(
        source({"t2.normative.made": "22（其中修订16件）"}), EMPTY.apply({"remark.t2.normative.made": "旧"})
    )
    after = EMPTY.apply(shown.edit(shown.chosen))
    assert (after.get("t2.normative.made"), after.get("remark.t2.normative.made")) == (22, "其中修订16件")


def test_what_found_no_place_is_added_to_what_was_there_once() -> None:
    draft = Draft("a.txt")
    draft.leave("附：联系电话", "第9行", "无处可放")
    imported = draft.finish(None)
    report = EMPTY.apply({"unplaced": "旧的"})
    after = report.apply(preview(imported, report).edit(["unplaced"]))
    assert after.text("unplaced") == "旧的\n附：联系电话"
    assert preview(imported, after).rows["unplaced"].state is State.EQUAL


def of_register(carried: int) -> Imported:
    """A register of 2024 with one new application, and so many that came in the year before, of citizens."""
    rows = [application("B-1", "公司", "2024-2-1", "2024-2-9", "予以公开")]
    rows += [application(f"A-{n}", "公民", "2023-12-20", "2024-1-9", "予以公开") for n in range(carried)]
    return register(rows).counted(2024)


def begun(**last: int) -> Report:
    previous = Report().apply({"year": 2023, **{f"t3.carried_out.{column}": n for column, n in last.items()}})
    return Report().apply(start_from(previous, 2024))


def test_a_register_without_last_years_open_cases_does_not_take_their_number_away() -> None:
    report = begun(natural=3, legal=1)
    shown = preview(of_register(1), report)
    (warning,) = shown.warnings
    assert (
        warning.code == "import.carried_in"
        and "自然人1件（上年报告3件），法律服务机构0件（上年报告1件）" in warning.message
    )
    after = report.apply(shown.edit(shown.chosen))
    assert [after.get(f"t3.carried_in.{column}") for column in ("natural", "legal")] == [3, 1]
    assert after.get("t3.new.business") == after.get("t3.granted.business") == 1
    row = shown.rows["t3.carried_in.natural"]
    assert row.state is State.DIFFERENT and warning.message in row.notes
    assert report.apply(shown.edit(shown.rows)).get("t3.carried_in.natural") == 1


def test_nor_where_last_year_told_only_a_total() -> None:
    shown = preview(of_register(1), begun(total=4))
    assert "总计1件（上年报告4件）" in shown.warnings[0].message
    assert not any(id.startswith("t3.carried_in.") for id in shown.chosen)


def test_a_register_with_all_of_last_years_open_cases_is_taken_and_so_is_one_against_a_typed_number() -> None:
    assert preview(of_register(3), begun(natural=3)).warnings == ()
    report = begun(natural=3)
    shown = preview(of_register(1), report.apply(report.with_marks({"t3.carried_in.natural": 4})))
    assert shown.warnings == () and "t3.carried_in.natural" in shown.chosen


def test_choosing_one_group_leaves_the_others_alone() -> None:
    shown = preview(HANYIN, EMPTY)
    third = next(group for group in shown.groups if group.key == "三")
    edit = shown.edit(third.ids)
    assert edit and all(".t3." in f".{id}." or id.startswith(("t3.", "origin.t3.")) for id in edit)
    assert third.counts() == {State.NEW: 175}


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(LATEST.cells)),
        st.one_of(st.integers(0, 10**6).map(str), st.sampled_from(["/", "", "无", "3（其中1件）", "1e20"])),
    ),
    st.sets(st.sampled_from(sorted(LATEST.cells))),
)
def test_any_choice_of_any_import_undoes_in_one_step(cells: dict[str, str], chosen: set[str]) -> None:
    report = published_report("huaian-2024")
    edit = preview(source(cells), report).edit(chosen)
    after = report.apply(edit)
    assert after.apply(report.inverse(edit)) == report
    assert {id for id in edit if id in LATEST.cells} <= chosen & cells.keys()
