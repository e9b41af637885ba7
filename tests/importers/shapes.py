"""Shapes in which a careless office sends its tables: each makes sheets of cells from a report.

All of them hold every number of the report, and none that is not the report's own (last year's beside it apart).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from importers.document.tables import SourceCell
from models.form import Form, Table, cell_id
from models.grid import Place, Role, grid_of
from models.report import Report
from models.values import show
from tests.importers.sources import official, unmerged

Cells = list[SourceCell]
Sheets = dict[str, Cells]
Shape = Callable[[Report, Form], Sheets]
SHAPES: dict[str, Shape] = {}


def shape(make: Shape) -> Shape:
    SHAPES[make.__name__] = make
    return make


def moved(cells: Sequence[SourceCell], rows: int = 0, columns: int = 0) -> Cells:
    return [cell._replace(row=cell.row + rows, column=cell.column + columns) for cell in cells]


def retold(cells: Sequence[SourceCell], say: Callable[[str], str]) -> Cells:
    """Every text that is no number in other words."""
    return [cell._replace(text=cell.text if is_figure(cell.text) else say(cell.text)) for cell in cells]


def is_figure(text: str) -> bool:
    return bool(re.match(r"[-\d./—无]", text)) and not re.match(r"\d\.\D", text)


def under_one_another(*parts: Sequence[SourceCell], gap: int = 1) -> Cells:
    out: Cells = []
    for part in parts:
        top = max((cell.row_end for cell in out), default=-1 - gap) + 1 + gap
        out.extend(moved(part, top))
    return out


def three(report: Report, form: Form) -> dict[str, Cells]:
    return {table.number: official(report, form, [table.id]) for table in form.tables}


def in_order(report: Report, table: Table, rows: Sequence[int], columns: Sequence[int]) -> Cells:
    """A table of one block without merges, its rows and columns in another order, groups written in every line."""
    block = table.blocks[0]
    depth = max(len(leaf.path) for leaf in block.column_leaves)
    width = max(len(leaf.path) for leaf in block.row_leaves)
    out: Cells = []
    for place, j in enumerate(columns):
        for line, node in enumerate(block.column_leaves[j].path):
            out.append(SourceCell(node.label, line, width + place))
    for place, i in enumerate(rows):
        row = block.row_leaves[i]
        for line, node in enumerate(row.path):
            out.append(SourceCell(node.label, depth + place, line))
        for column, j in enumerate(columns):
            text = show(report.get(cell_id(table, row, block.column_leaves[j])))
            out.append(SourceCell(text, depth + place, width + column))
    return out


def table(form: Form, id: str) -> Table:
    return next(item for item in form.tables if item.id == id)


@shape
def one_sheet_with_three_tables(report: Report, form: Form) -> Sheets:
    return {"Sheet1": official(report, form)}


@shape
def one_sheet_without_merged_cells(report: Report, form: Form) -> Sheets:
    return {"Sheet1": unmerged(official(report, form))}


@shape
def three_sheets_in_another_order(report: Report, form: Form) -> Sheets:
    return dict(reversed(three(report, form).items()))


@shape
def titles_captions_units_and_notes_around(report: Report, form: Form) -> Sheets:
    parts: list[Cells] = [[SourceCell("某县某局政府信息公开工作年度报告附表", 0, 0, 1, 10)]]
    for section in form.sections:
        if section.table:
            parts.append([SourceCell(section.heading, 0, 0, 1, 6), SourceCell("单位：件", 0, 8)])
            parts.append(official(report, form, [section.table.id]))
            parts.append([SourceCell(f"注：{section.table.number}由政务公开办填写。", 0, 0, 1, 10)])
    parts.append(
        [SourceCell("填表人：张三", 0, 0), SourceCell("审核人：李四", 0, 4), SourceCell("联系电话：0562-1234567", 0, 7)]
    )
    return {"年报": moved(under_one_another(*parts, gap=0), 1, 1)}


@shape
def side_by_side(report: Report, form: Form) -> Sheets:
    """All three tables next to each other."""
    out: Cells = []
    for cells in three(report, form).values():
        out.extend(moved(cells, 2, max((cell.column_end for cell in out), default=-2) + 2))
    return {"汇总": out}


@shape
def turned(report: Report, form: Form) -> Sheets:
    """Rows for columns."""
    return {
        name: [
            cell._replace(row=cell.column, column=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
            for cell in cells
        ]
        for name, cells in three(report, form).items()
    }


@shape
def rows_and_columns_from_the_end(report: Report, form: Form) -> Sheets:
    sheets = three(report, form)
    block = table(form, "t3").blocks[0]
    sheets["表三"] = in_order(
        report,
        table(form, "t3"),
        list(reversed(range(len(block.row_leaves)))),
        list(reversed(range(len(block.column_leaves)))),
    )
    return sheets


@shape
def totals_first(report: Report, form: Form) -> Sheets:
    sheets = three(report, form)
    columns = range(len(table(form, "t4").blocks[0].column_leaves))
    sheets["表四"] = in_order(report, table(form, "t4"), [0], sorted(columns, key=lambda i: (i // 5, -(i % 5))))
    return sheets


@shape
def group_labels_left_out(report: Report, form: Form) -> Sheets:
    """In table 3 each row and column is known by its own label."""
    block = table(form, "t3").blocks[0]
    groups = {node.label for leaf in (*block.row_leaves, *block.column_leaves) for node in leaf.path[:-1]}
    sheets = three(report, form)
    sheets["表三"] = [cell for cell in sheets["表三"] if cell.text not in groups]
    return sheets


@shape
def numbers_of_labels_left_out(report: Report, form: Form) -> Sheets:
    pattern = r"^(?:（[一二三四五六七]）|[一二三四]、|\d\.)"
    return {name: retold(cells, lambda text: re.sub(pattern, "", text)) for name, cells in three(report, form).items()}


@shape
def numbers_of_labels_in_a_column_of_their_own(report: Report, form: Form) -> Sheets:
    sheets = {name: moved(cells, 0, 3) for name, cells in three(report, form).items()}
    out: Cells = []
    for cell in sheets["表三"]:
        match = re.match(r"（[一二三四五六七]）|[一二三四]、|\d\.(?=\D)", cell.text)
        if match and cell.rowspan == 1:
            out.append(cell._replace(text=match[0], column=cell.column - 3, colspan=1))
            cell = cell._replace(text=cell.text[match.end() :])
        out.append(cell)
    return {**sheets, "表三": out}


@shape
def other_signs_in_labels(report: Report, form: Form) -> Sheets:
    """、 for ., half-width brackets, straight quotes, spaces and line breaks."""
    signs = str.maketrans({"（": "(", "）": ")", "“": '"', "”": '"', ".": "、", "，": ","})

    def say(text: str) -> str:
        text = re.sub(r"([一-鿿])([一-鿿])", r"\1 \2", text.translate(signs).replace("\n", ""), count=2)
        return f" {text[: len(text) // 2]}\n{text[len(text) // 2 :]} "

    return {name: retold(cells, say) for name, cells in three(report, form).items()}


@shape
def units_behind_labels(report: Report, form: Form) -> Sheets:
    def say(text: str) -> str:
        return f"{text}（件）" if re.match(r"[一二四]、|（[一七]）|本年制发|本年处理", text) else text

    return {name: retold(cells, say) for name, cells in three(report, form).items()}


@shape
def numbers_with_units_and_full_width_digits(report: Report, form: Form) -> Sheets:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    out = {}
    for name, cells in three(report, form).items():
        out[name] = [
            cell._replace(text=f"{cell.text}件" if cell.column % 2 else cell.text.translate(wide))
            if cell.text.isdecimal() and name != "表二"
            else cell
            for cell in cells
        ]
    return out


@shape
def numbered_rows_and_columns(report: Report, form: Form) -> Sheets:
    """序号 before the rows, 栏次 below the heads."""
    sheets = three(report, form)
    cells = sheets["表三"]
    heads = grid_of(table(form, "t3")).head_rows
    last = max(cell.row for cell in cells)
    out = [cell._replace(row=cell.row + (cell.row >= heads), column=cell.column + 1) for cell in cells]
    out += [SourceCell("序号", 0, 0, heads), SourceCell("栏次", heads, 1, 1, 3)]
    out += [SourceCell(str(row), heads + row, 0) for row in range(1, last - heads + 2)]
    out += [SourceCell(str(column), heads, 3 + column) for column in range(1, 8)]
    width = len(table(form, "t4").blocks[0].column_leaves)
    four = [cell._replace(row=cell.row + (cell.row >= 3)) for cell in sheets["表四"]]
    four += [SourceCell(str(column + 1), 3, column) for column in range(width)]
    return {**sheets, "表三": out, "表四": four}


@shape
def last_years_column_beside(report: Report, form: Form) -> Sheets:
    """Each column of table 3 twice: last year's and this year's."""
    sheets = three(report, form)
    stubs = grid_of(table(form, "t3")).stub_columns
    heads = grid_of(table(form, "t3")).head_rows
    year = report.year or 0
    out: Cells = []
    for cell in sheets["表三"]:
        if cell.column < stubs:
            out.append(
                cell._replace(row=cell.row + (cell.row >= heads)) if cell.row else cell._replace(rowspan=heads + 1)
            )
            continue
        column = stubs + 2 * (cell.column - stubs)
        if cell.row < heads:
            out.append(cell._replace(column=column, colspan=2 * cell.colspan))
        else:
            out.append(cell._replace(row=cell.row + 1, column=column, text="77"))
            out.append(cell._replace(row=cell.row + 1, column=column + 1))
    for column in range(7):
        out.append(SourceCell(f"{year - 1}年", heads, stubs + 2 * column))
        out.append(SourceCell(f"{year}年", heads, stubs + 2 * column + 1))
    return {**sheets, "表三": out}


@shape
def last_years_sheets_beside(report: Report, form: Form) -> Sheets:
    now = {f"{report.year}年{name}": cells for name, cells in three(report, form).items()}
    before = {
        f"{(report.year or 0) - 1}年{name}": [c._replace(text="55" if is_figure(c.text) else c.text) for c in cells]
        for name, cells in three(report, form).items()
    }
    return {**before, **now}


@shape
def cases_as_a_matrix(report: Report, form: Form) -> Sheets:
    """Table 4 with a row for each group."""
    item = table(form, "t4")
    leaves = item.blocks[0].column_leaves
    outcomes = list(dict.fromkeys(leaf.node.label for leaf in leaves))
    groups = list(dict.fromkeys(leaf.path[-2].label for leaf in leaves))
    out = [SourceCell("类型", 0, 0)]
    out += [SourceCell(label, 0, 1 + i) for i, label in enumerate(outcomes)]
    out += [SourceCell(label, 1 + i, 0) for i, label in enumerate(groups)]
    for leaf in leaves:
        text = show(report.get(cell_id(item, item.blocks[0].row_leaves[0], leaf)))
        out.append(SourceCell(text, 1 + groups.index(leaf.path[-2].label), 1 + outcomes.index(leaf.node.label)))
    return {**three(report, form), "表四": out}


@shape
def lists_of_one_number_a_row(report: Report, form: Form) -> Sheets:
    """Each number in a row of its own, row and column of the form before it."""
    sheets: Sheets = {}
    for item in form.tables:
        out: Cells = []
        for cell in form.cells.values():
            if cell.table is item:
                labels = [node.label for leaf in (cell.row, cell.column) for node in leaf.path if node.label]
                row = max((c.row for c in out), default=-1) + 1
                width = 6 - len(labels)
                out += [SourceCell(label, row, width + i) for i, label in enumerate(labels)]
                out.append(SourceCell(show(report.get(cell.id)), row, 6))
        sheets[item.number] = out
    return sheets


@shape
def blocks_of_table_2_side_by_side(report: Report, form: Form) -> Sheets:
    grid = grid_of(table(form, "t2"))
    titles = [place.row for place in grid.places if place.role is Role.TITLE]
    out: Cells = []
    for start, end in zip(titles, (*titles[1:], grid.rows), strict=True):
        part = [place for place in grid.places if start <= place.row < end]
        left = max((cell.column_end for cell in out), default=-1) + 1
        out += [_cell(report, place, -start, left) for place in part]
    return {**three(report, form), "表二": out}


def _cell(report: Report, place: Place, rows: int, columns: int) -> SourceCell:
    text = show(report.get(place.cell)) if place.cell else place.text
    return SourceCell(text, place.row + rows, place.column + columns, place.rowspan, place.colspan)


@shape
def table_3_over_two_sheets(report: Report, form: Form) -> Sheets:
    """The second half without heads, as a page break leaves it."""
    sheets = three(report, form)
    cells = sheets.pop("表三")
    first = [cell._replace(rowspan=min(cell.rowspan, 15 - cell.row)) for cell in cells if cell.row < 15]
    second = moved([cell for cell in cells if cell.row >= 15], -15)
    return {"表三": first, "表三续": second, **sheets}


@shape
def table_3_cut_with_its_heads_repeated(report: Report, form: Form) -> Sheets:
    sheets = three(report, form)
    cells = sheets["表三"]
    first = [cell._replace(rowspan=min(cell.rowspan, 15 - cell.row)) for cell in cells if cell.row < 15]
    second = [cell for cell in cells if cell.row < 3] + moved([cell for cell in cells if cell.row >= 15], -12)
    return {**sheets, "表三": under_one_another(first, second)}


@shape
def gaps_between_rows_and_columns(report: Report, form: Form) -> Sheets:
    """An empty line after every third row, an empty column before the figures."""
    out = {}
    for name, cells in three(report, form).items():
        stubs = grid_of(next(t for t in form.tables if t.number == name)).stub_columns
        spread = unmerged(cells)
        out[name] = [
            cell._replace(row=cell.row + max(0, cell.row - 3) // 3, column=cell.column + (cell.column >= stubs > 0))
            for cell in spread
        ]
    return out


@shape
def a_column_of_remarks(report: Report, form: Form) -> Sheets:
    sheets = three(report, form)
    return {**sheets, "表三": [*sheets["表三"], SourceCell("备注", 0, 10, 3), SourceCell("含街道办", 3, 10)]}


@shape
def other_tables_around(report: Report, form: Form) -> Sheets:
    """A register, a list of contacts and a chart's data on sheets of their own."""
    register = [SourceCell(text, 0, i) for i, text in enumerate(("序号", "申请人", "类型", "收到日期", "办理结果"))]
    for row in range(1, 30):
        texts = (
            str(row),
            f"张{row}",
            "自然人" if row % 2 else "商业企业",
            f"{report.year}-03-{row:02}",
            "（一）予以公开",
        )
        register += [SourceCell(text, row, i) for i, text in enumerate(texts)]
    chart = [SourceCell(text, 0, i) for i, text in enumerate(("月份", "网站", "总计"))]
    chart += [SourceCell(str(row * (column + 1)), row, column) for row in range(1, 13) for column in range(3)]
    contacts = [SourceCell(text, 0, i) for i, text in enumerate(("姓名", "电话"))]
    contacts += [SourceCell("王五", 1, 0), SourceCell("05171234567", 1, 1)]
    return {"台账": register, "图表": chart, **three(report, form), "联系人": contacts}


@shape
def a_wrong_word_here_and_there(report: Report, form: Form) -> Sheets:
    wrong = {
        "2.重复申请": "2.重复申情",
        "8.属于行政查询事项": "8.属于行政查讯事项",
        "科研\n机构": "科研机构（个）",
        "行政规范性文件": "规范性文件",
        "四、结转下年度继续办理": "四、结转下年度继续办里",
        "总计": "合计",
    }
    return {name: retold(cells, lambda text: wrong.get(text, text)) for name, cells in three(report, form).items()}


WITHOUT_FINDINGS: Mapping[str, Shape] = {
    name: make
    for name, make in SHAPES.items()
    if name
    not in (
        "numbers_with_units_and_full_width_digits",
        "last_years_column_beside",
        "last_years_sheets_beside",
        "a_column_of_remarks",
        "a_wrong_word_here_and_there",
    )
}
"""Shapes that leave nothing to be said."""
