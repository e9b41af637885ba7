"""The books of a reading: what of a document no stage has dealt with goes to what has no place, whatever kind of file it came from.

Every line and every cell of a document is either dealt with by the stage that read it (``Draft.lines``, ``TablesRead.spots``), or
says nothing of its own (a caption, a unit, the number of a column), or it is left here, and said. So no reader can lose anything
by forgetting it: what it hands over as paragraphs and tables is accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from importers.document.kept import Kept, is_small
from importers.document.lines import Flow, prose_rows, rows_of, says_nothing
from importers.document.outline import TABLE, UNKNOWN, Chunk
from importers.document.tables import TablesRead
from importers.draft import Draft
from models.exhibits import Exhibit
from models.findings import Severity
from models.form import Form, Table
from models.forms import FORMS
from models.labels import labels_of, normal
from models.marks import APART, CHECK, FOOTS, SHEETS
from models.tables.cells import NOTE, SourceCell, SourceTable, is_value

_HEAD = re.compile(
    r"\s*(?:序号|行次|栏次|编号|序|代码|行号|列号|列次|甲|乙|丙|项目|指标|指标名称|内容|信息内容|类别|名称|数量|数值|合计数|备注|注|单位|件|项|个|条|万元|元|[-—:：、.]+)\s*"
)
"""Heads that people put over columns, and units: they say nothing of the report."""
_CHECKED = re.compile(rf"{CHECK}\s.*|{FOOTS}|{APART}-?[\d.]+", re.DOTALL)
MAX_LEFT = 20_000
"""Characters of one sheet that are kept among what has no place; of a larger one it is said that it was not used."""
MAX_ROWS = 6
"""So many rows of a table are said one by one; more are said together."""


def blank_form(table: SourceTable, form: Form) -> Table | None:
    """The table of the form that this one is where nobody has filled in its figures."""
    texts = [cell.text for cell in table.cells if cell.text.strip()]
    for item in form.tables:
        labels = labels_of(form.id, item.id)
        if len(texts) > 2 and sum(labels.exact(text) is not None for text in texts) > 0.7 * len(texts):
            return item
    return None


def offer_exhibits(flow: Flow, kept: Kept, form: Form) -> None:
    """Have the pictures and small tables that stand in a text kept where they stand."""
    for number, picture in flow.pictures:
        if picture.exhibit is not None:
            kept.offer(number, picture.exhibit)
    for number, table in flow.unused.items():
        rows = tuple(tuple(" ".join(cell.text.split()) for cell in row) for row in rows_of(table))
        if is_small(rows) and not blank_form(table, form):
            kept.offer(number, Exhibit(rows=rows))


def settle_flow(flow: Flow, chunks: Sequence[Chunk], form: Form, read: TablesRead, before: Draft, kept: Kept) -> Draft:
    """What is left of a document that came as paragraphs and tables; ``before`` is what the other stages found, ``kept`` what
    stays in the texts."""
    draft = Draft(before.source)
    for section in form.sections:
        if section.table is not None and section.table.id in read.used:
            for chunk in chunks:
                if chunk.number == section.number:
                    draft.add(_around(chunk, section.table, flow, draft.source))
    for number, table in flow.unused.items():
        if not kept.has(number, None):
            draft.add(settle_unread(table, form, draft.source, flow.place(number)))
    for index, table in enumerate(flow.tables):
        if index in read.seen:
            draft.add(settle_table(table, index, read.spots, draft.source))
    known = [chunk for chunk in chunks if chunk.heading and chunk.number != UNKNOWN]
    done = before.lines | draft.lines | {chunk.line for chunk in known}
    rest = [(number, text) for number, text in flow.lines if number not in done and text.strip() and text != TABLE]
    headings = {normal(chunk.heading) for chunk in known}
    texts = [str(value) for value in before.values.values()]
    lost = [
        (number, text.strip())
        for number, text in rest
        if not says_nothing(text) and normal(text) not in headings and not any(text.strip() in said for said in texts)
    ]
    if lost:
        draft.leave("\n".join(text for _, text in lost), flow.place(lost[0][0]), "不知道属于哪一部分")
    return draft


def settle_table(table: SourceTable, index: int, spots: Collection[tuple[int, int, int]], source: str) -> Draft:
    """What a table of the form holds beside its figures and labels: rows that the form does not have, words below it."""
    draft = Draft(source)
    rows = rows_of(table)
    lost: list[list[SourceCell]] = []
    for row, is_text in zip(rows, prose_rows(table, rows), strict=True):
        rest = (
            []
            if is_text
            else [cell for cell in row if (index, cell.row, cell.column) not in spots and not _is_idle(cell)]
        )
        if any(is_value(cell.text) for cell in rest) or any(len(normal(cell.text)) > 1 for cell in rest):
            lost.append(rest)
    figures = [row for row in lost if any(is_value(cell.text) for cell in row)]
    words = [row for row in lost if row not in figures]
    if len(figures) > MAX_ROWS:
        words, figures = [*figures, *words], []
    for row in figures:
        draft.leave(_written(row), f"{table.name} {row[0].where}", "不属于表中任何一行")
    if words:
        text = "\n".join(_written(row) for row in words)
        draft.leave(text, f"{table.name} {words[0][0].where}", "在表格里，不是它的行、列、数字或注")
    return draft


def _is_idle(cell: SourceCell) -> bool:
    """Whether a cell says nothing that could be lost."""
    text = cell.text
    if cell.problem or _HEAD.fullmatch(text) or NOTE.match(text) or says_nothing(text):
        return True
    return any(
        (labels := labels_of(form.id, item.id)).exact(text) is not None or labels.is_part(text)
        for form in FORMS.values()
        for item in form.tables
    )


def settle_unread(table: SourceTable, form: Form, source: str, place: str) -> Draft:
    """A table that is none of the form: blank, or left as a whole."""
    draft = Draft(source)
    found = blank_form(table, form)
    if found is not None:
        message = f"{draft.where(place)}：{found.number}没有填写数字。"
        draft.find("import.blank", Severity.INFO, message)
        rest = [row for row in rows_of(table) if any(not _is_idle(cell) and len(normal(cell.text)) > 1 for cell in row)]
        draft.leave("\n".join(map(_written, rest)), place, f"在空白的{found.number}里")
        return draft
    text = "\n".join(map(_written, rows_of(table)))
    if len(text) > MAX_LEFT:
        message = f"{draft.where(place)}：有{len(table.cells)}个单元格，不是报告格式里的表格，没有用到。"
        draft.find("import.unused", Severity.WARNING, message, advice="里面有需要的内容时，请单独存成一个文件再导入。")
    else:
        draft.leave(text, place, "不是报告格式里的表格")
    return draft


def settle_sheets(
    tables: Sequence[SourceTable],
    form: Form,
    read: TablesRead,
    spots: Collection[tuple[int, int, int]],
    source: str,
    *,
    ours: bool = False,
    told: Collection[str] = (),
) -> Draft:
    """What is left of a workbook. ``spots``: places that are dealt with besides those of the tables; ``ours``: the workbook is
    one of our own, whose instructions and checks are left out; ``told``: sheets of which it is said otherwise why they were not
    used or not read to their end."""
    draft = Draft(source)
    done = read.spots | frozenset(spots)
    for index, table in enumerate(tables):
        if ours:
            table = _without_checks(table)
        if index in read.seen:
            draft.add(settle_table(table, index, done, source))
        elif table.name not in told:
            left = tuple(cell for cell in table.cells if (index, cell.row, cell.column) not in done)
            draft.add(settle_unread(replace(table, cells=left), form, source, table.name))
    return draft


def _without_checks(table: SourceTable) -> SourceTable:
    """A sheet of a workbook of ours without what our program wrote on it to instruct and to check."""
    if any(f"“{name}”" in table.name for name in SHEETS.values()):
        return replace(table, cells=())
    return replace(table, cells=tuple(cell for cell in table.cells if not _CHECKED.fullmatch(cell.text.strip())))


def _written(row: Sequence[SourceCell]) -> str:
    return "\t".join(" ".join(cell.text.split()) for cell in row)


def _around(chunk: Chunk, table: Table, flow: Flow, source: str) -> Draft:
    """The lines around a table that has been read: notes to it, captions, and what has no place."""
    draft = Draft(source)
    note: list[str] = []
    rest: list[tuple[int, str]] = []
    first = 0
    for number, line in chunk.lines:
        text = line.strip()
        if not text or text == TABLE or says_nothing(text):
            continue
        if note or NOTE.fullmatch(text):
            note.append(text)
            first = first or number
        else:
            rest.append((number, text))
    draft.lines.update(number for number, text in chunk.lines if text != TABLE)
    if note:
        draft.add_text(f"note.{table.id}", "\n".join(note), flow.place(first))
    if rest:
        why = f"在{table.number}之外，不是注"
        draft.leave("\n".join(text for _, text in rest), flow.place(rest[0][0]), why)
    return draft


def tell_pictures(flow: Flow, chunks: Sequence[Chunk], form: Form, found: Draft, kept: Kept) -> Draft:
    """Say which tables are pictures, and that there are others. ``found`` is what was read."""
    draft = Draft(found.source)
    tables = {section.number: section for section in form.sections if section.table is not None}
    order = sorted(chunks, key=lambda chunk: chunk.line)
    others: list[str] = []
    told: set[str] = set()
    for number, picture in flow.pictures:
        if picture.exhibit is not None and kept.has(number, picture.exhibit):
            continue
        place = picture.place
        home = next((chunk.number for chunk in reversed(order) if chunk.line <= number), "")
        section = tables.get(home)
        table = section.table if section is not None else None
        if section is None or table is None or any(id.startswith(f"{table.id}.") for id in found.values):
            others.append(place)
        elif home not in told:
            told.add(home)
            message = f"{draft.where(place)}：“{section.heading}”的表格是图片，图片里的数字不能读取。"
            cells = [id for id, cell in form.cells.items() if cell.table is table][:1]
            advice = "请对照图片手工填写，或导入原来的 Word、Excel 文件。"
            draft.find("import.picture", Severity.WARNING, message, cells, advice)
    if others:
        shown = "、".join(dict.fromkeys(place for place in others[:5] if place))
        message = f"{draft.source}：有{len(others)}张图片没有读入" + (f"（{shown}）。" if shown else "。")
        draft.find("import.pictures", Severity.INFO, message, advice="图片里有需要的内容时，请手工填入。")
    return draft
