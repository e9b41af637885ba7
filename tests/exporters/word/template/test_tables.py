"""The tables of a template filled in: each figure in its cell, whatever the template adds, lacks or measures otherwise."""

from __future__ import annotations

from copy import deepcopy

import pytest

from models.report import Report
from models.totals import evaluate
from models.values import show
from tests.exporters.word.cases import attribute, the, words
from tests.exporters.word.schema import W
from tests.exporters.word.template.cases import (
    CELLS,
    OFFICIAL,
    SHORT,
    blank_cells,
    body_of,
    cells_of,
    changed,
    fill,
    find,
    fragment,
    ours,
    printed,
    put_after,
    read,
    say,
)
from tests.reports import PUBLISHED, published_report


@pytest.mark.parametrize("name", [name for name in PUBLISHED if "2019" not in name])
@pytest.mark.parametrize("template", [OFFICIAL, ours()], ids=["official", "ours"])
def test_every_figure_stands_in_its_cell(template, name):
    report = published_report(name)
    assert cells_of(fill(template, report).data) == printed(report)


def test_a_column_of_notes_stays_empty():
    def change(body):
        for table in list(body.iter(f"{W}tbl"))[:2]:
            for index, row in enumerate(table.iter(f"{W}tr")):
                row.append(fragment(f"<w:tc><w:p><w:r><w:t>{'' if index else '备注'}</w:t></w:r></w:p></w:tc>"))

    filled = fill(changed(OFFICIAL, change), SHORT)
    assert cells_of(filled.data) == printed(SHORT)
    for table in list(body_of(filled.data).iter(f"{W}tbl"))[:2]:
        assert {words(row[-1]) for row in table.iter(f"{W}tr")} == {"备注", ""}


def test_the_2019_shape_takes_a_2019_report_as_it_is():
    report = published_report("shanghai-office-2019")
    output = fill(ours("2019"), report)
    assert cells_of(output.data) == printed(report)
    assert not any("格式" in note for note in output.notes)


def test_the_2019_shape_takes_the_sum_of_the_rows_that_it_does_not_tell_apart():
    output = fill(ours("2019"), SHORT)
    body = body_of(output.data)
    row = next(r for r in list(body.iter(f"{W}tbl"))[1].iter(f"{W}tr") if "（六）其他处理" in words(r))
    expected = [
        show(evaluate(SHORT).add(tuple(f"t3.other.{row}.{column}" for row in ("no_correction", "no_fee", "other"))))
        for column in ("natural", "business", "research", "nonprofit", "legal", "other", "total")
    ]
    assert [words(cell) for cell in row.iter(f"{W}tc")][-7:] == expected
    assert "模板的表三是2019年格式，按这个格式填写，请核对。" in output.notes
    assert any("表二没有这些数字的地方" in note and "现行有效件数" not in note for note in output.notes)


def test_a_table_3_without_its_heads_is_filled_in_their_order():
    def change(body):
        table = list(body.iter(f"{W}tbl"))[1]
        for row in list(table.iter(f"{W}tr"))[:3]:
            table.remove(row)

    filled = fill(changed(OFFICIAL, change), SHORT)
    table = list(body_of(filled.data).iter(f"{W}tbl"))[1]
    first = [words(cell) for cell in next(table.iter(f"{W}tr")).iter(f"{W}tc")]
    values = printed(SHORT)
    assert first[1:] == [values[id] for id in SHORT.form.cells if id.startswith("t3.new.")]


def test_rows_that_the_template_lacks_are_listed():
    def change(body):
        table = list(body.iter(f"{W}tbl"))[1]
        table.remove(next(row for row in table.iter(f"{W}tr") if "8.属于行政查询事项" in words(row)))

    notes = fill(changed(OFFICIAL, change), SHORT).notes
    assert notes == ("模板的表三没有这些数字的地方，没有填：“（三）不予公开 8.属于行政查询事项”。",)


def test_a_template_without_one_table_is_filled_and_says_so():
    def change(body):
        body.remove(list(body.iter(f"{W}tbl"))[2])

    output = fill(changed(OFFICIAL, change), SHORT)
    assert "模板里没有表四，这张表没有填。" in output.notes
    assert cells_of(output.data).items() >= {id: v for id, v in printed(SHORT).items() if id[:2] != "t4"}.items()


def test_a_blank_cell_prints_as_the_profile_wants_it():
    assert set(cells_of(fill(OFFICIAL, Report()).data).values()) == {"0"}
    assert not CELLS & set(read(fill(OFFICIAL, Report(), "空白不填零").data))


def test_a_figure_that_would_break_in_its_cell_is_set_smaller():
    body = body_of(fill(OFFICIAL, SHORT.apply({"t3.new.natural": 123456})).data)
    runs = {words(run): attribute(run, "rPr/sz") for run in list(body.iter(f"{W}tbl"))[1].iter(f"{W}r")}
    assert runs["53"] == "24" and runs["123456"] == "16"


def test_amounts_are_given_in_the_unit_of_the_template():
    def change(body):
        say(find(body, "本年收费金额（单位：万元）"), "本年收费金额（单位：元）")

    table = next(body_of(fill(changed(OFFICIAL, change), SHORT).data).iter(f"{W}tbl"))
    assert [words(cell) for cell in table.iter(f"{W}tc")][-1] == "961716000"


def split(table, at):
    """Cut a table in two before a row, as the end of a page or a person does; the second part begins with the heads again."""
    rows = list(table.iter(f"{W}tr"))
    second = deepcopy(table)
    for row in rows[at:]:
        table.remove(row)
    for row in list(second.iter(f"{W}tr"))[3:at]:
        second.remove(row)
    put_after(table, fragment("<w:p/>"), second)
    return second


@pytest.mark.parametrize("at", [8, 16, 25])
@pytest.mark.parametrize("heads", [True, False], ids=["heads repeated", "no heads"])
def test_a_table_that_is_split_over_two_is_filled_in_both(at, heads):
    def change(body):
        second = split(list(body.iter(f"{W}tbl"))[1], at)
        if not heads:
            for row in list(second.iter(f"{W}tr"))[:3]:
                second.remove(row)

    filled = fill(changed(OFFICIAL, change), SHORT)
    assert cells_of(filled.data) == printed(SHORT) and filled.notes == ()


def test_heads_that_are_repeated_within_a_table_do_not_confuse():
    def change(body):
        rows = list(list(body.iter(f"{W}tbl"))[1].iter(f"{W}tr"))
        for row in rows[:3]:
            rows[16].addprevious(deepcopy(row))

    assert cells_of(fill(changed(OFFICIAL, change), SHORT).data) == printed(SHORT)


def test_two_copies_of_a_table_are_not_taken_for_the_parts_of_one():
    def change(body):
        table = list(body.iter(f"{W}tbl"))[2]
        put_after(table, fragment("<w:p/>"), deepcopy(table))

    assert fill(changed(OFFICIAL, change), SHORT).notes == ("模板里有2张表四，填了其中最完整的一张。",)


def test_columns_of_numbers_and_of_sums_that_the_form_has_not_stay_empty():
    def change(body):
        rows = list(list(body.iter(f"{W}tbl"))[1].iter(f"{W}tr"))
        for index, row in enumerate(rows):
            cells = list(row.iter(f"{W}tc"))
            label = ["序号", "", ""][index] if index < 3 else str(index - 2)
            cells[0].addprevious(fragment(f"<w:tc><w:p><w:r><w:t>{label}</w:t></w:r></w:p></w:tc>"))
            if index < 2:
                span = the(next(c for c in cells if ("申请人情况", "法人")[index] in words(c)), "tcPr/gridSpan")
                span.set(f"{W}val", str(int(span.get(f"{W}val") or 1) + 1))
            else:
                label = "小计" if index == 2 else ""
                cells[-1].addprevious(fragment(f"<w:tc><w:p><w:r><w:t>{label}</w:t></w:r></w:p></w:tc>"))

    filled = fill(changed(OFFICIAL, change), SHORT).data
    assert cells_of(filled) == printed(SHORT)
    rows = list(list(body_of(filled).iter(f"{W}tbl"))[1].iter(f"{W}tr"))
    assert {words(list(row.iter(f"{W}tc"))[-2]) for row in rows[3:]} == {""}


@pytest.mark.parametrize("mark", ["○", "〇", "X", "___", "{{n}}", "（填数）"])
def test_signs_that_hold_a_place_are_replaced(mark):
    def change(body):
        for cell in blank_cells(body):
            the(cell, "p").append(fragment(f"<w:r><w:t>{mark}</w:t></w:r>"))

    assert cells_of(fill(changed(OFFICIAL, change), SHORT).data) == printed(SHORT)


def figures_of(body):
    """For each table of a filled template the cells of its figures."""
    for table in body.iter(f"{W}tbl"):
        yield [cell for cell in table.iter(f"{W}tc") if words(cell).replace(".", "").isdigit()]


def test_the_figures_of_a_table_have_one_format_and_stand_in_the_middle():
    body = body_of(fill(OFFICIAL, SHORT.apply({"remark.t2.normative.made": "其中修订3件"})).data)
    for cells in figures_of(body):
        faces = {
            (
                *(attribute(run, "rPr/rFonts", face) for face in ("ascii", "hAnsi", "eastAsia")),
                attribute(run, "rPr/sz") if len(words(run)) < 6 else None,
            )
            for cell in cells
            for run in cell.iter(f"{W}r")
        }
        sizes = {face[:3] for face in faces}
        assert len(sizes) == 1 and None not in next(iter(sizes))
        assert {attribute(cell, "p/pPr/jc") for cell in cells} == {"center"}
        assert {attribute(cell, "tcPr/vAlign") for cell in cells} == {"center"}
        assert not any(cell.find(f"{W}p/{W}pPr/{W}ind") is not None for cell in cells)


def test_figures_that_a_template_sets_right_stay_right():
    def change(body):
        for cell in blank_cells(body):
            the(cell, "p").insert(0, fragment("<w:pPr><w:jc w:val='right'/></w:pPr>"))

    for cells in figures_of(body_of(fill(changed(OFFICIAL, change), SHORT).data)):
        assert {attribute(cell, "p/pPr/jc") for cell in cells} == {"right"}


def test_no_row_of_a_filled_table_is_split_over_two_pages():
    def change(body):
        next(body.iter(f"{W}tr")).insert(0, fragment("<w:trPr><w:cantSplit w:val='0'/></w:trPr>"))

    body = body_of(fill(changed(OFFICIAL, change), SHORT).data)
    for table, cells in zip(body.iter(f"{W}tbl"), figures_of(body), strict=True):
        rows = {id(row): row for cell in cells for row in cell.iterancestors(f"{W}tr")}
        assert rows and all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows.values())
        assert table.find(f".//{W}cantSplit[@{W}val]") is None or len(rows) < len(list(table.iter(f"{W}tr")))
