"""A document as a flow of paragraphs and tables → the one result. Text, Word, web pages and PDF all end here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.document.kept import Kept, is_small
from importers.document.outline import TABLE, Chunk, is_heading, outline, renumbered, section_level
from importers.document.sections import once, take_opening, take_texts
from importers.document.shape import fit, target
from importers.document.tables import TablesRead, read_tables
from importers.document.text_tables import read_text_tables
from importers.document.title import is_title, read_opening
from importers.draft import Draft, agree_on_year, missing
from importers.result import Imported, UnreadableError
from importers.stopping import may_stop
from models.exhibits import Exhibit
from models.findings import Severity
from models.form import Form, Table
from models.forms import FORMS, LATEST, form_for
from models.labels import labels_of
from models.tables.cells import NOTE, SourceCell, SourceTable
from models.texts import DRAFT_MARK

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"), None)
_PAGE = re.compile(r"\s*(?:[-—–－─·]+\s*\d{1,3}\s*[-—–－─·]+|第\s*\d{1,3}\s*页(?:[\s，,/／]*共\s*\d{1,3}\s*页)?)\s*")
_CAPTION = re.compile(
    r"\s*[（(]?\s*(?:单位\s*[：:]\s*[件条个项万元、，,\s]{1,12}|续表|附?表\s*[一二三四\d]{0,2})\s*[)）]?\s*"
)
"""What may stand over a table and says nothing of its own."""
_TABLE_NUMBER = re.compile(r"\s*附?表\s*[一二三四五六\d]{1,2}\s*[：:、.．]?\s*")
_YEAR_CAPTION = re.compile(r"[^。；]{0,12}(?:19|20)\d\d年[^。；]{0,16}")
MAX_LINES = 50_000
MAX_AREA = 500_000
MAX_CHARS = 1_000_000
"""Lines and cells of a document, what its cells cover, and characters; a report has some hundred, and some ten thousand."""
MIN_PROSE = 60
"""A cell with a sentence of this length holds prose, no label."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a person sees it, its automatic number in its text; a line break in it starts a new line.

    ``place`` is how messages call it (第12段, 第3页); ``level`` its outline level (1 is the highest, 0: no heading).
    """

    text: str
    place: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands among the paragraphs; what is in it cannot be read. ``exhibit`` is the picture itself where it can be kept."""

    place: str = ""
    exhibit: Exhibit | None = None


Block = Paragraph | SourceTable | Picture


def read_flow(blocks: Sequence[Block], draft: Draft, *, year: int | None = None, form: str | None = None) -> Imported:
    """Read a report from its paragraphs and tables in order. ``draft`` may hold findings of the reading so far;
    ``year`` and ``form`` are what a person has stated.

    What is missing or could not be placed is a finding. Raises UnreadableError only for a document out of all measure.
    """
    may_stop()
    _measure(blocks)
    blocks = _joined(_without_pages(blocks, draft))
    tables = [block for block in blocks if isinstance(block, SourceTable)]
    stated = _title(blocks, draft, year)
    expected = FORMS[form] if form in FORMS else form_for(stated)
    read = read_tables(tables, expected, draft)
    flow = _Flow(blocks, read, expected)
    chunks = once(flow.chunks(), draft, flow.place)
    stray = take_opening(chunks, draft, flow.place)
    shape = read_text_tables(chunks, expected, draft, flow.place, read.used)
    shape = read.shape or shape
    report_form = target(stated, form, shape)
    chunks = renumbered(chunks, expected, report_form)
    if stated is None and not form and shape and FORMS[shape] is not form_for(None):
        draft.set("form", shape, "表格的样式")
    kept = Kept(chunks, report_form)
    flow.keep_exhibits(kept, report_form)
    take_texts(chunks, report_form, draft, flow.place, flow.levels)
    kept.into(draft)
    flow.leave_rest(chunks, report_form, read, draft)
    flow.tell_pictures(chunks, report_form, draft)
    fit(draft, report_form)
    if not stray or draft.values.keys() - {"year", "form"}:  # of a mere letter enough has been said
        missing(draft, draft.values, report_form)
    return draft.finish(shape)


def _measure(blocks: Sequence[Block]) -> None:
    """Refuse what is far larger than any report, before time and memory go into it."""
    lines = chars = area = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.text.count("\n") + 1
            chars += len(block.text)
        elif isinstance(block, SourceTable):
            lines += len(block.cells)
            chars += sum(len(cell.text) for cell in block.cells)
            area += sum(cell.rowspan * cell.colspan for cell in block.cells)
    if lines > MAX_LINES or area > MAX_AREA or chars > MAX_CHARS:
        raise UnreadableError("内容太多，不会是一份年度报告；请确认选对了文件。")


def is_page_number(line: str) -> bool:
    """Whether a line is a page number and nothing else: "— 2 —", 第2页."""
    return len(line.strip()) < 40 and bool(_PAGE.fullmatch(line.strip()))


def _without_pages(blocks: Sequence[Block], draft: Draft) -> list[Block]:
    """Leave out page numbers and the mark of a draft, and say so of the numbers."""
    kept: list[Block] = []
    pages: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.text.strip() == DRAFT_MARK:
            continue
        if isinstance(block, Paragraph) and is_page_number(block.text):
            pages.append(block)
        else:
            kept.append(block)
    if pages:
        shown = "、".join(block.place for block in pages[:5])
        message = f"{draft.source}：略去{len(pages)}处页码（{shown}{'…' if len(pages) > 5 else ''}）。"
        draft.find("import.pages", Severity.INFO, message)
    return kept


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Tables of the same width with nothing between them made one: somebody cut them, or a page did."""
    out: list[Block] = []
    last = -1
    for block in blocks:
        if isinstance(block, SourceTable) and block.cells:
            before = out[last] if last >= 0 else None
            if isinstance(before, SourceTable) and _width(before) == _width(block) and not _begins_alike(before, block):
                out[last:] = [_stacked(before, block)]
                continue
            last = len(out)
            block = _captioned(block, out)
        elif isinstance(block, Picture) or (isinstance(block, Paragraph) and block.text.strip()):
            last = -1
        out.append(block)
    return out


def _begins_alike(above: SourceTable, below: SourceTable) -> bool:
    """Whether the second table has heads of its own: it is another copy."""
    first = above.cells[0].text.strip()
    return bool(first) and first == below.cells[0].text.strip()


def _captioned(table: SourceTable, before: Sequence[Block]) -> SourceTable:
    """The table with the line that gives its year in its name: of last year, perhaps."""
    line = next((block for block in reversed(before) if not isinstance(block, Paragraph) or block.text.strip()), None)
    if not isinstance(line, Paragraph) or not _YEAR_CAPTION.fullmatch(line.text.strip()) or is_title(line.text):
        return table
    return replace(table, name=f"{table.name}“{line.text.strip()}”")


def _width(table: SourceTable) -> int:
    return max(cell.column_end for cell in table.cells)


def _stacked(above: SourceTable, below: SourceTable) -> SourceTable:
    top = max(cell.row_end for cell in above.cells) + 1
    moved = (
        cell._replace(row=cell.row + top, place=cell.place or f"（{below.name}）{cell.where}") for cell in below.cells
    )
    return SourceTable(above.name, (*above.cells, *moved))


def _title(blocks: Sequence[Block], draft: Draft, year: int | None) -> int | None:
    """Unit and year from the title, before anything else is read: the year tells which edition and which columns are meant."""
    flow = _Flow(blocks)
    opening = read_opening([line for line in flow.chunks()[0].lines if line[1] != TABLE])
    draft.set("unit", opening.unit, flow.place(opening.unit_line))
    draft.set("year", opening.year, flow.place(opening.year_line))
    return agree_on_year(draft, opening.year, year)


class _Flow:
    """The lines of a document (counted from 1) with their places and levels, and the tables that stand among them."""

    def __init__(self, blocks: Sequence[Block], read: TablesRead | None = None, expected: Form | None = None) -> None:
        self._form = expected or LATEST
        self.lines: list[tuple[int, str]] = []
        self.levels: dict[int, int] = {}
        self._sections: dict[int, str] = {}
        self._unused: dict[int, SourceTable] = {}
        self._pictures: list[tuple[int, Picture]] = []
        self._kept: Kept | None = None
        self._places: list[str] = [""]
        held: dict[int, list[str]] = {}
        for section in expected.sections if expected and read else ():
            for index in read.used.get(section.table.id, ()) if section.table and read else ():
                held.setdefault(index, []).append(section.number)
        seen = read.seen if read else frozenset[int]()
        index = -1
        for block in blocks:
            if isinstance(block, Paragraph):
                self._add_paragraph(block)
                continue
            if isinstance(block, Picture):
                self._pictures.append((len(self._places) - 1, block))
                continue
            index += 1
            self._add_table(block, held.get(index, []), index in seen)

    def _add_paragraph(self, block: Paragraph) -> None:
        for text in block.text.split("\n"):
            number = self._add(text.translate(_INVISIBLE).replace(TABLE, ""), block.place)
            if block.level:
                self.levels[number] = block.level

    def _add_table(self, table: SourceTable, sections: Sequence[str], seen: bool) -> None:
        """A table of the form; text that only stands in the cells of a table is told apart from it."""
        rows = _rows(table)
        prose = _prose(table, rows)
        if not seen and (any(prose) or max(map(len, rows), default=0) == 1):
            for row in rows:
                self._add_cells(row, table)
        elif seen and any(prose):
            open_ = False
            for row, is_text in zip(rows, prose, strict=True):
                if is_text:
                    self._add_cells(row, table)
                elif not open_:
                    self._add(TABLE, table.name)
                open_ = not is_text
        elif sections:
            for section in sections:
                self._sections[self._add(TABLE, table.name)] = section
        else:
            number = self._add(TABLE, table.name)
            if not seen:
                self._unused[number] = table

    def _add_cells(self, cells: Sequence[SourceCell], table: SourceTable) -> None:
        for cell in cells:
            self._add_paragraph(Paragraph(cell.text, f"{table.name}{cell.where}"))

    def _add(self, text: str, place: str) -> int:
        self._places.append(place)
        self.lines.append((len(self._places) - 1, text))
        return len(self._places) - 1

    def place(self, number: int) -> str:
        return self._places[number] if 0 <= number < len(self._places) else ""

    def chunks(self) -> list[Chunk]:
        top = section_level(self.levels, self.lines)
        declared = {number for number, level in self.levels.items() if level == top} if top else set[int]()
        return outline(self.lines, self._sections, declared, self._form)

    def keep_exhibits(self, kept: Kept, form: Form) -> None:
        """Have the pictures and small tables that stand in a text kept where they stand."""
        self._kept = kept
        for number, picture in self._pictures:
            if picture.exhibit is not None:
                kept.offer(number, picture.exhibit)
        for number, table in self._unused.items():
            rows = tuple(tuple(" ".join(cell.text.split()) for cell in row) for row in _rows(table))
            if is_small(rows) and not blank_form(table, form):
                kept.offer(number, Exhibit(rows=rows))

    def _is_kept(self, number: int, exhibit: Exhibit | None = None) -> bool:
        return self._kept is not None and self._kept.has(number, exhibit)

    def leave_rest(self, chunks: Sequence[Chunk], form: Form, read: TablesRead, draft: Draft) -> None:
        """The lines around a table that has been read: notes to it, captions, and what has no place. Tables of no section."""
        for section in form.sections:
            if section.table is not None and section.table.id in read.used:
                for chunk in chunks:
                    if chunk.number == section.number:
                        self._leave_around(chunk, section.table, draft)
        for number, table in self._unused.items():
            if self._is_kept(number):
                continue
            if form_table := blank_form(table, form):
                message = f"{draft.where(self.place(number))}：{form_table.number}没有填写数字。"
                draft.find("import.blank", Severity.INFO, message)
                continue
            text = "\n".join("\t".join(" ".join(cell.text.split()) for cell in row) for row in _rows(table))
            draft.leave(text, self.place(number), "不是报告格式里的表格")

    def tell_pictures(self, chunks: Sequence[Chunk], form: Form, draft: Draft) -> None:
        """Say which tables are pictures, and that there are others."""
        tables = {section.number: section for section in form.sections if section.table is not None}
        order = sorted(chunks, key=lambda chunk: chunk.line)
        others: list[str] = []
        told: set[str] = set()
        for number, picture in self._pictures:
            if picture.exhibit is not None and self._is_kept(number, picture.exhibit):
                continue
            place = picture.place
            home = next((chunk.number for chunk in reversed(order) if chunk.line <= number), "")
            section = tables.get(home)
            table = section.table if section is not None else None
            if section is None or table is None or any(id.startswith(f"{table.id}.") for id in draft.values):
                others.append(place)
            elif home not in told:
                told.add(home)
                message = f"{draft.where(place)}：“{section.heading}”的表格是图片，图片里的数字不能读取。"
                cells = [id for id, cell in form.cells.items() if cell.table is table]
                draft.find(
                    "import.picture",
                    Severity.WARNING,
                    message,
                    cells[:1],
                    "请对照图片手工填写，或导入原来的 Word、Excel 文件。",
                )
        if others:
            shown = "、".join(dict.fromkeys(place for place in others[:5] if place))
            message = f"{draft.source}：有{len(others)}张图片没有读入" + (f"（{shown}）。" if shown else "。")
            draft.find("import.pictures", Severity.INFO, message, advice="图片里有需要的内容时，请手工填入。")

    def _leave_around(self, chunk: Chunk, table: Table, draft: Draft) -> None:
        note: list[str] = []
        rest: list[tuple[int, str]] = []
        for number, line in chunk.lines:
            text = line.strip()
            if not text or text == TABLE or _says_nothing(text):
                continue
            if note or NOTE.fullmatch(text):
                note.append(text)
                if len(note) == 1:
                    first = number
            else:
                rest.append((number, text))
        if note:
            draft.add_text(f"note.{table.id}", "\n".join(note), self.place(first))
        if rest:
            why = f"在{table.number}之外，不是注"
            draft.leave("\n".join(text for _, text in rest), self.place(rest[0][0]), why)


def _says_nothing(line: str) -> bool:
    """Whether a line over a table is a caption: its number, its title, its unit, its year."""
    if _CAPTION.fullmatch(line) or _YEAR_CAPTION.fullmatch(line):
        return True
    return is_heading(_TABLE_NUMBER.sub("", line, count=1))


def _rows(table: SourceTable) -> list[list[SourceCell]]:
    """The rows of a table, cells that hold nothing left out."""
    rows: dict[int, list[SourceCell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


def blank_form(table: SourceTable, form: Form) -> Table | None:
    """The table of the form that this one is where nobody has filled in its figures."""
    texts = [cell.text for cell in table.cells if cell.text.strip()]
    for item in form.tables:
        labels = labels_of(form.id, item.id)
        if len(texts) > 2 and sum(labels.exact(text) is not None for text in texts) > 0.7 * len(texts):
            return item
    return None


def _prose(table: SourceTable, rows: Sequence[Sequence[SourceCell]]) -> list[bool]:
    """Which rows hold headings or running text and no figures: a whole report can be laid out as one table."""
    marks = [_is_prose(row) for row in rows]
    if not any(is_heading(cell.text) for row in rows for cell in row):
        return marks
    width = _width(table)
    return [mark or (len(row) == 1 and _is_line(row[0], width)) for mark, row in zip(marks, rows, strict=True)]


def _is_line(cell: SourceCell, width: int) -> bool:
    """Whether a cell across the whole table is a line of text, no label and no note."""
    across = cell.column == 0 and cell.column_end == width and width > 0
    tables = ((form.id, table.id) for form in FORMS.values() for table in form.tables)
    return across and not NOTE.match(cell.text) and not any(labels_of(*ids).exact(cell.text) for ids in tables)


def _is_prose(row: Sequence[SourceCell]) -> bool:
    """Whether this row of a table holds a heading or running text and no figures."""
    if len(row) > 2:
        return False
    return any(
        is_heading(line) or (len(line) >= MIN_PROSE and "。" in line and not NOTE.match(line))
        for cell in row
        for line in cell.text.split("\n")
    )
