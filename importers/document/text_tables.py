"""Tables that came as lines of text: each read in the edition that fits it best."""

from __future__ import annotations

from collections.abc import Collection

from importers.document.outline import TABLE, Chunk, Lines
from importers.document.sections import Place
from importers.document.stream import Found, read_stream
from importers.draft import Draft
from importers.stopping import may_stop
from models.editions import shapes_of
from models.findings import Severity
from models.form import Form, Section, Table
from models.forms import FORMS


def read_text_tables(
    chunks: list[Chunk], expected: Form, source: str, place: Place, done: Collection[str] = ()
) -> tuple[Draft, str | None]:
    """Read the tables from the lines of their sections; their figures, and the shape in which they were printed.

    ``done``: ids of the tables that have been read already.
    """
    draft = Draft(source)
    shape: str | None = None
    told = False
    for chunk in chunks:
        may_stop()
        section = next((s for s in expected.sections if s.number == chunk.number), None)
        if section is None or section.table is None or section.table.id in done:
            continue
        best = _best([line for line in chunk.lines if line[1] != TABLE], expected, section)
        if chunk.guessed and best.cells:
            where = draft.where(place(chunk.line))
            message = f"{where}：没有找到标题“{section.heading}”，按表格内容认出。"
            draft.find("import.heading", Severity.WARNING, message, advice="请核对。")
        _take(best, draft, place)
        draft.lines.update(number for number, text in chunk.lines if text != TABLE)
        if best.cells and _tells_edition(section.table):
            if best.form is not expected or not told:
                shape = best.form.id
            told = told or best.form is not expected
    return draft, shape


def _tells_edition(table: Table) -> bool:
    """Whether this table is not the same in every edition."""
    return any(all(other.blocks != table.blocks for other in form.tables) for form in FORMS.values())


def _best(lines: Lines, expected: Form, section: Section) -> Found:
    assert section.table is not None
    best = read_stream(lines, expected, section.table)
    if not best.unplaced and best.cells:
        return best
    for form, id in shapes_of(expected.id, section.table.id):
        table = next(table for table in form.tables if table.id == id)
        if table != section.table:
            found = read_stream(lines, form, table)
            if found.score > best.score:
                best = found
    return best


MAX_SAID = 4
"""So many rows that could not be read are said one by one."""


def _leave(found: Found, draft: Draft, place: Place) -> None:
    """What has no place: row by row where a few could not be read, as a whole where it is no table that could be."""
    if len(found.unplaced) <= MAX_SAID:
        for text, line, why in found.unplaced:
            code = "import.row" if why.startswith("有") else "import.unplaced"
            draft.leave(text, f"{place(line)} {found.table.number}", why, code)
        return
    first, last = found.unplaced[0][1], found.unplaced[-1][1]
    where = place(first) if place(first) == place(last) else f"{place(first)}至{place(last)}"
    why = f"等{len(found.unplaced)}行看不出属于{found.table.number}的哪一格"
    draft.leave("\n".join(text for text, _, _ in found.unplaced), where, why)


def _take(found: Found, draft: Draft, place: Place) -> None:
    table = found.table
    for id, (text, line) in found.cells.items():
        draft.cell(id, text, place(line), found.form)
    for written, label, line in found.differing:
        message = f"{draft.where(place(line))}：{table.number}的“{written}”与格式的“{label}”不同，按后者读入。"
        draft.find("import.label", Severity.WARNING, message, advice="请核对，按格式改正。", basis=found.form.basis)
    if found.notes:
        draft.set(f"note.{table.id}", "\n".join(text.strip() for text, _ in found.notes), place(found.notes[0][1]))
    if found.columns_differ and found.cells:
        message = f"{draft.source}：{table.number}的列标题不全或顺序与格式不同，数字按格式的列序读入。"
        draft.find("import.columns", Severity.WARNING, message, list(found.cells), "请逐列核对。", found.form.basis)
    _leave(found, draft, place)
    rows = {leaf.key: leaf.name for block in table.blocks for leaf in block.row_leaves}
    absent = [name for key, name in rows.items() if key not in found.rows]
    if found.cells and absent:
        message = f"{draft.source}：{table.number}缺少{len(absent)}行：{'、'.join(f'“{name}”' for name in absent)}。"
        draft.find("import.missing", Severity.WARNING, message, advice="请补填。", basis=found.form.basis)
