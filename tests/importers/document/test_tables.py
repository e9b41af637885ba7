"""Tables that look like the official ones → cells of the form, by their labels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.document.shape import fit
from importers.document.tables import SourceCell, SourceTable, TablesRead, read_tables
from importers.draft import Draft
from models.findings import Severity
from models.forms import FORMS
from models.report import Report
from models.totals import evaluate
from tests.importers.shapes import (
    SHAPES,
    WITHOUT_FINDINGS,
    in_order,
    moved,
    other_signs_in_labels,
    retold,
    three,
    under_one_another,
)
from tests.importers.sources import numbers, official, sheet, unmerged
from tests.reports import PUBLISHED, footing_reports, published, published_report

FORM = FORMS["2021"]
SEED = published_report("huaian-2024")


def read(*tables: SourceTable, form: str = "2021", year: int | None = None) -> tuple[Draft, TablesRead]:
    found = read_tables(tables, FORMS[form], "某文件.xlsx", year)
    return found.draft, found


def sheets(parts: dict[str, list[SourceCell]]) -> list[SourceTable]:
    return [sheet(cells, f"工作表“{name}”") for name, cells in parts.items()]


def changed(cells: list[SourceCell], *, text: str, to: str, nth: int = 0) -> list[SourceCell]:
    """The cells with one text in other words."""
    places = [i for i, cell in enumerate(cells) if cell.text.replace("\n", "") == text]
    return [cell._replace(text=to) if i == places[nth] else cell for i, cell in enumerate(cells)]


def at(cells: list[SourceCell], row: int, column: int, **change: object) -> list[SourceCell]:
    """The cells with one place changed."""
    return [cell._replace(**change) if (cell.row, cell.column) == (row, column) else cell for cell in cells]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("shape", SHAPES)
def test_each_published_report_is_read_exactly_from_every_shape(name, shape):
    report, form = published_report(name), FORMS[published(name)["form"]]
    draft, found = read(*sheets(SHAPES[shape](report, form)), form=form.id, year=report.year)
    assert numbers(draft.values) == numbers(report)
    assert found.shape == form.id and set(found.used) == {"t2", "t3", "t4"}
    if shape in WITHOUT_FINDINGS:
        assert draft.unplaced == [] and [f.message for f in draft.findings] == []


def test_a_value_says_where_it_came_from():
    draft, _ = read(*sheets(three(SEED, FORM)))
    assert draft.origins["t3.new.natural"] == "某文件.xlsx 工作表“表三” D4"


def test_a_table_without_addresses_names_row_and_column():
    draft, _ = read(SourceTable("第2个表格", tuple(official(SEED, FORM, ["t3"]))))
    assert draft.origins["t3.new.natural"] == "某文件.xlsx 第2个表格 第4行第4列"


def test_the_shape_of_2019_in_a_report_of_2021_goes_to_3_other():
    data = published("hongze-2023")
    old, new = FORMS["2019"], FORMS["2021"]
    report = published_report("hongze-2023")
    printed = Report().apply({id: data["cells"].get(id) for id in old.cells if id.startswith("t3.")})
    parts = {**three(report, new), "表三": official(printed, old, ["t3"])}
    draft, found = read(*sheets(parts), year=2023)
    assert found.shape == "2019"
    fit(draft, new)
    assert numbers(draft.values) == numbers(report)
    assert "import.shape" in {finding.code for finding in draft.findings}


@pytest.mark.parametrize("shape", ["one_sheet_with_three_tables", "turned", "blocks_of_table_2_side_by_side"])
def test_the_edition_is_found_by_the_labels_whatever_is_expected(shape):
    report = published_report("shanghai-office-2019")
    draft, found = read(*sheets(SHAPES[shape](report, FORMS["2019"])), form="2021")
    assert found.shape == "2019" and numbers(draft.values) == numbers(report)


def test_remarks_in_cells_are_kept():
    draft, _ = read(*sheets(three(published_report("shanghai-office-2025"), FORM)))
    cells = at(official(published_report("shanghai-office-2025"), FORM, ["t2"]), 2, 1, text="22（其中修订16件）")
    draft, _ = read(sheet(cells))
    assert draft.values["t2.regulations.made"] == 22
    assert draft.values["remark.t2.regulations.made"] == "其中修订16件"


# what a person should look at


def test_a_typo_in_a_label_is_said_once_with_its_place():
    cells = changed(official(SEED, FORM, ["t3"]), text="2.重复申请", to="2.重复申情")
    draft, _ = read(sheet(cells, "工作表“表三”"))
    assert numbers(draft.values) == {id: v for id, v in numbers(SEED).items() if id.startswith("t3.")}
    (finding,) = draft.findings
    assert finding.code == "import.label" and finding.severity is Severity.WARNING
    assert "工作表“表三” C20" in finding.message and "2.重复申情" in finding.message


@pytest.mark.parametrize("text", ["2.重复申请和举报类", "其他情形", "小计"])
def test_a_row_that_the_form_does_not_have_is_left_out_and_said(text):
    cells = changed(official(SEED, FORM, ["t3"]), text="2.重复申请", to=text)
    draft, _ = read(sheet(cells))
    assert not any(id.startswith("t3.rejected.repeat.") for id in draft.values)
    expected = {id: v for id, v in numbers(SEED).items() if id[:3] == "t3." and "rejected.repeat" not in id}
    assert numbers(draft.values) == expected
    assert {f.code for f in draft.findings} == {"import.unplaced", "import.missing"}
    assert any(text in line for line in draft.unplaced)


def test_a_column_that_the_form_does_not_have_is_left_out_and_said():
    cells = changed(official(SEED, FORM, ["t3"]), text="科研机构", to="外国人")
    draft, _ = read(sheet(cells))
    assert not any(id.endswith(".research") for id in draft.values)
    assert "缺少1列：“科研机构”" in next(f.message for f in draft.findings if f.code == "import.missing")


def test_words_in_a_cell_are_kept_and_said():
    cells = at(official(SEED, FORM, ["t3"]), 3, 3, text="见附件")
    draft, _ = read(sheet(cells))
    assert draft.values["t3.new.natural"] == "见附件"
    assert [f.code for f in draft.findings] == ["import.value"]


def test_a_problem_of_a_cell_is_said_and_the_cell_left_blank():
    cells = at(official(SEED, FORM, ["t3"]), 3, 3, text="", problem="是公式，文件里没有它的计算结果")
    draft, _ = read(sheet(cells))
    assert "t3.new.natural" not in draft.values
    (finding,) = draft.findings
    assert finding.cells == ("t3.new.natural",) and "D4" in finding.message


def test_two_values_for_one_cell_are_said_and_the_first_is_kept():
    cells = official(SEED, FORM, ["t3"])
    again = [
        c._replace(row=40, text="8" if c.column > 2 and c.text.isdecimal() else c.text) for c in cells if c.row == 3
    ]
    draft, _ = read(sheet([*cells, *again]))
    assert draft.values["t3.new.natural"] == SEED.get("t3.new.natural")
    twice = [f for f in draft.findings if f.code == "import.twice"]
    assert twice and twice[0].cells == ("t3.new.natural",) and "D41" in twice[0].message


def test_a_figure_over_two_columns_has_no_place():
    cells = [c for c in official(SEED, FORM, ["t3"]) if (c.row, c.column) != (3, 4)]
    draft, _ = read(sheet(at(cells, 3, 3, colspan=2)))
    assert "t3.new.natural" not in draft.values and "t3.new.business" not in draft.values
    assert draft.unplaced


def test_an_amount_under_a_head_in_yuan_is_read_in_wan():
    label = "本年收费金额（单位：万元）"
    cells = at(changed(official(SEED, FORM, ["t2"]), text=label, to="本年收费金额（单位：元）"), 13, 1, text="251000")
    draft, _ = read(sheet(cells))
    assert str(draft.values["t2.fees.amount"]) == "25.1"
    assert any("251000元" in f.message for f in draft.findings)


def test_notes_belong_to_the_table_above_them():
    parts = []
    for id in ("t2", "t3", "t4"):
        parts += [official(SEED, FORM, [id]), [SourceCell(f"注：{id}的口径。", 0, 0, 1, 8)]]
    draft, _ = read(sheet(under_one_another(*parts)))
    assert [draft.values[f"note.{id}"] for id in ("t2", "t3", "t4")] == [
        "注：t2的口径。",
        "注：t3的口径。",
        "注：t4的口径。",
    ]


# several copies, several years


def doubled(parts: dict[str, list[SourceCell]]) -> dict[str, list[SourceCell]]:
    other = Report({id: 3 for id in SEED.values if id.startswith("t3.")})
    return {**parts, "表三（旧）": official(other, FORM, ["t3"])}


def test_several_copies_of_a_table_are_offered_and_the_first_is_taken():
    draft, _ = read(*sheets(doubled(three(SEED, FORM))), year=2024)
    imported = draft.finish("2021")
    assert numbers(dict(imported.edit)) == numbers(SEED)
    (choice,) = imported.choices
    assert [option.name for option in choice.options] == ["工作表“表三”", "工作表“表三（旧）”"]
    assert "import.choice" in {f.code for f in imported.findings}
    other = imported.choose(choice, 1)
    assert other.edit["t3.new.natural"] == 3
    assert other.edit["origin.t3.new.natural"] == "某文件.xlsx 工作表“表三（旧）” D4"
    assert other.edit["t2.regulations.made"] == SEED.get("t2.regulations.made")
    assert imported.choose(choice, 0).edit == imported.edit


def test_the_same_copy_twice_is_no_choice():
    parts = three(SEED, FORM)
    draft, _ = read(*sheets({**parts, "副本": parts["表三"]}))
    assert draft.findings == [] and draft.copies == {}


def test_last_years_columns_stay_out_and_are_said():
    draft, _ = read(*sheets(SHAPES["last_years_column_beside"](SEED, FORM)), year=2024)
    assert 77 not in draft.values.values()
    (finding,) = draft.findings
    assert finding.code == "import.other_year" and "2023年" in finding.message


@pytest.mark.parametrize(("last", "this"), [("上年", "本年"), ("去年数", "今年数"), ("2023年度", "2024年度")])
def test_years_are_known_by_many_words(last, this):
    words: dict[str, str] = {"2023年": last, "2024年": this}

    def say(text: str) -> str:
        return words.get(text, text)

    parts = SHAPES["last_years_column_beside"](SEED, FORM)
    draft, _ = read(*sheets({name: retold(cells, say) if name == "表三" else cells for name, cells in parts.items()}))
    assert numbers(draft.values) == numbers(SEED)


@pytest.mark.parametrize("merged", [True, False])
def test_years_above_the_columns(merged):
    """Two whole sets of columns, each under its year."""
    cells = official(SEED, FORM, ["t3"])
    figures = [cell for cell in cells if cell.column >= 3]
    before = [c._replace(text="66" if c.text.isdecimal() else c.text) for c in figures]
    stubs = [cell for cell in cells if cell.column < 3]
    heads = [SourceCell("2023年", 0, 3, 1, 7), SourceCell("2024年", 0, 10, 1, 7)]
    out = [*heads, *moved([*stubs, *before, *moved(figures, 0, 7)], 1)]
    draft, _ = read(sheet(out if merged else unmerged(out)), year=2024)
    assert numbers(draft.values) == {id: v for id, v in numbers(SEED).items() if id[:3] == "t3."}


def test_a_label_of_last_year_is_no_typo_of_this_years():
    cells = changed(official(SEED, FORM, ["t2"]), text="本年制发件数", to="上年制发件数")
    draft, _ = read(sheet(cells))
    assert "t2.regulations.made" not in draft.values and "t2.regulations.in_force" in draft.values


# what is not certain stays blank


def test_cases_without_their_groups_stay_blank():
    cells = [cell for cell in official(SEED, FORM, ["t4"]) if cell.row >= 2]
    draft, found = read(sheet(cells))
    assert numbers(draft.values) == {} and found.used == {}


@pytest.mark.parametrize("shift", [0, 1, 2, 4])
def test_groups_written_anywhere_over_their_columns(shift):
    cells = unmerged(official(SEED, FORM, ["t4"]))
    groups = ("行政复议", "未经复议直接起诉", "复议后起诉")
    out = [c._replace(column=c.column + shift) if c.text in groups else c for c in cells if c.text != "行政诉讼"]
    draft, _ = read(sheet(out))
    assert numbers(draft.values) == {id: v for id, v in numbers(SEED).items() if id[:3] == "t4."}


def test_groups_over_unequal_columns_stay_blank_rather_than_wrong():
    cells = [c for c in unmerged(official(SEED, FORM, ["t4"])) if c.column != 0]  # 结果维持 of 行政复议 is gone
    cells = [c._replace(column=c.column + 2) if c.text in ("未经复议直接起诉", "复议后起诉") else c for c in cells]
    cells.append(SourceCell("行政复议", 0, 3))
    draft, _ = read(sheet([c for c in cells if c.text != "行政诉讼"]))
    wrong = {id: v for id, v in numbers(draft.values).items() if SEED.get(id) != v}
    assert wrong == {}


def test_a_group_left_out_over_columns_without_heads_gives_no_figure_to_another_group():
    """复议后起诉 is gone and so are five heads: what is left would fit under 未经复议直接起诉."""
    gone = {(1, 10), (2, 7), (2, 8), (2, 10), (2, 11), (2, 14)}
    cells = [c for c in unmerged(official(SEED, FORM, ["t4"])) if (c.row, c.column) not in gone]
    draft, _ = read(sheet(cells))
    assert {id: v for id, v in numbers(draft.values).items() if SEED.get(id) != v} == {}


def test_rows_whose_labels_are_gone_do_not_become_the_one_row_of_2019():
    gone = {(24, 2), (25, 2)}
    cells = [c for c in official(SEED, FORM, ["t3"]) if (c.row, c.column) not in gone]
    draft, _ = read(sheet(cells))
    assert not any(id.startswith("t3.other.") and id.count(".") == 2 for id in draft.values)
    assert draft.unplaced


def test_a_table_of_something_else_is_not_read():
    cells = [SourceCell(text, 0, i) for i, text in enumerate(("单位", "自然人", "总计", "其他"))]
    cells += [
        SourceCell(f"{row}号窗口" if not column else str(row), row, column) for row in (1, 2) for column in range(4)
    ]
    draft, found = read(sheet(cells))
    assert draft.values == {} and found.used == {} and draft.findings == []


# properties


class Layout:
    """A report and its table 3 laid out; shown short where a test fails."""

    def __init__(self, report: Report, cells: list[SourceCell]) -> None:
        self.report, self.cells = report, cells


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Table 3 of a report that foots, rows and columns in any order, in any signs, merged or not, turned or not."""
    report = draw(footing_reports(FORM))
    table = FORM.tables[1]
    figures = evaluate(report)
    whole = report.apply({id: figures.printed[id] for id in FORM.cells if id.startswith("t3.")})
    block = table.blocks[0]
    kind = draw(st.sampled_from(["official", "unmerged", "any order"]))
    if kind == "any order":
        rows = draw(st.permutations(range(len(block.row_leaves))))
        columns = draw(st.permutations(range(len(block.column_leaves))))
        cells = in_order(whole, table, rows, columns)
    else:
        cells = official(whole, FORM, ["t3"])
        cells = unmerged(cells) if kind == "unmerged" else cells
    if draw(st.booleans()):
        cells = [c._replace(row=c.column, column=c.row, rowspan=c.colspan, colspan=c.rowspan) for c in cells]
    if draw(st.booleans()):
        cells = retold(cells, lambda text: text.replace(".", "、").replace("（", " ("))
    return Layout(whole, moved(cells, draw(st.integers(0, 9)), draw(st.integers(0, 9))))


@given(layouts())
@settings(max_examples=25, deadline=None, report_multiple_bugs=False)
def test_any_layout_of_a_report_is_read_back_exactly(layout):
    draft, _ = read(sheet(layout.cells))
    assert numbers(draft.values) == {id: v for id, v in numbers(layout.report).items() if id.startswith("t3.")}
    assert draft.findings == []


@given(st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_whatever_is_cut_out_no_figure_moves_to_another_cell(data):
    """Labels and figures vanish at random: what is still read is right."""
    sheets_ = data.draw(st.sampled_from([three(SEED, FORM), other_signs_in_labels(SEED, FORM)]))
    cells = sheets_[data.draw(st.sampled_from(list(sheets_)))]
    cells = unmerged(cells) if data.draw(st.booleans()) else cells
    gone = data.draw(st.sets(st.integers(0, len(cells) - 1), max_size=25))
    draft, _ = read(sheet([cell for i, cell in enumerate(cells) if i not in gone]))
    assert {id: v for id, v in numbers(draft.values).items() if SEED.get(id) != v} == {}


def test_the_edge_of_a_group_may_run_through_a_column():
    """As programs convert a table whose columns are a hair wider than those of the row above."""
    report, form = published_report("huaian-2024"), FORMS["2021"]
    cells = []
    for cell in official(report, form, ("t4",)):
        if cell.row and cell.column == 4:
            cell = cell._replace(colspan=2)
        elif cell.column > 4 and cell.row:
            cell = cell._replace(column=cell.column + 1)
        elif cell.column == 5:
            cell = cell._replace(colspan=11)
        cells.append(cell)
    draft, _ = read(sheet(cells), year=2024)
    assert numbers(draft.values) == {id: v for id, v in numbers(report).items() if id.startswith("t4.")}
    assert draft.unplaced == []


def test_a_figure_among_the_others_without_a_head_is_listed():
    report, form = published_report("huaian-2024"), FORMS["2021"]
    cells = [
        cell._replace(text="")
        if (cell.row, cell.column) == (0, 5) or (cell.row in (1, 2) and 5 <= cell.column <= 9)
        else cell
        for cell in official(report, form, ("t4",))
    ]
    draft, _ = read(sheet(cells), year=2024)
    kept = numbers(draft.values)
    assert kept == {id: numbers(report)[id] for id in kept}
    listed = " ".join(draft.unplaced).split()
    assert {id.rsplit(".", 1)[0] for id in kept} == {"t4.review", "t4.after_review"}
    assert listed == [
        str(numbers(report)[f"t4.direct.{key}"]) for key in ("upheld", "corrected", "other", "pending", "total")
    ]
