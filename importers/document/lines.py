"""The lines of a document, counted from 1, with their places and levels, and the tables and pictures that stand among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.document.blocks import YEAR_CAPTION, Block, Paragraph, Picture, width_of
from importers.document.outline import TABLE, Chunk, is_heading, outline, section_level
from importers.document.tables import TablesRead
from models.form import Form
from models.forms import FORMS, LATEST
from models.labels import labels_of
from models.tables.cells import NOTE, SourceCell, SourceTable

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"), None)
_CAPTION = re.compile(
    r"\s*[（(]?\s*(?:单位\s*[：:]\s*[件条个项万元、，,\s]{1,12}|续表|附?表\s*[一二三四\d]{0,2})\s*[)）]?\s*"
)
"""What may stand over a table and says nothing of its own."""
_TABLE_NUMBER = re.compile(r"\s*附?表\s*[一二三四五六\d]{1,2}\s*[：:、.．]?\s*")
MIN_PROSE = 60
"""A cell with a sentence of this length holds prose, no label."""


class Flow:
    """``lines`` with their numbers; ``levels`` of those that the source declares as headings; ``pictures``: after which line, and where."""

    def __init__(self, blocks: Sequence[Block], read: TablesRead | None = None, expected: Form | None = None) -> None:
        self._form = expected or LATEST
        self.lines: list[tuple[int, str]] = []
        self.levels: dict[int, int] = {}
        self._sections: dict[int, str] = {}
        self.tables: list[SourceTable] = []
        """All of them, those read included."""
        self.unused: dict[int, SourceTable] = {}
        """Those that hold no table of the form, by the lines at which they stand."""
        self.pictures: list[tuple[int, Picture]] = []
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
                self.pictures.append((len(self._places) - 1, block))
                continue
            index += 1
            self.tables.append(block)
            self._add_table(block, held.get(index, []), index in seen)

    def _add_paragraph(self, block: Paragraph) -> None:
        for text in block.text.split("\n"):
            number = self._add(text.translate(_INVISIBLE).replace(TABLE, ""), block.place)
            if block.level:
                self.levels[number] = block.level

    def _add_table(self, table: SourceTable, sections: Sequence[str], seen: bool) -> None:
        """A table of the form; text that only stands in the cells of a table is told apart from it."""
        rows = rows_of(table)
        prose = prose_rows(table, rows)
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
                self.unused[number] = table

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


def says_nothing(line: str) -> bool:
    """Whether a line over a table is a caption: its number, its title, its unit, its year."""
    if _CAPTION.fullmatch(line) or YEAR_CAPTION.fullmatch(line):
        return True
    return is_heading(_TABLE_NUMBER.sub("", line, count=1))


def rows_of(table: SourceTable) -> list[list[SourceCell]]:
    """The rows of a table, cells that hold nothing left out."""
    rows: dict[int, list[SourceCell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


def prose_rows(table: SourceTable, rows: Sequence[Sequence[SourceCell]]) -> list[bool]:
    """Which rows hold headings or running text and no figures: a whole report can be laid out as one table."""
    marks = [_isprose_rows(row) for row in rows]
    if not any(is_heading(cell.text) for row in rows for cell in row):
        return marks
    width = width_of(table)
    return [mark or (len(row) == 1 and _is_line(row[0], width)) for mark, row in zip(marks, rows, strict=True)]


def _is_line(cell: SourceCell, width: int) -> bool:
    """Whether a cell across the whole table is a line of text, no label and no note."""
    across = cell.column == 0 and cell.column_end == width and width > 0
    tables = ((form.id, table.id) for form in FORMS.values() for table in form.tables)
    return across and not NOTE.match(cell.text) and not any(labels_of(*ids).exact(cell.text) for ids in tables)


def _isprose_rows(row: Sequence[SourceCell]) -> bool:
    """Whether this row of a table holds a heading or running text and no figures."""
    if len(row) > 2:
        return False
    return any(
        is_heading(line) or (len(line) >= MIN_PROSE and "。" in line and not NOTE.match(line))
        for cell in row
        for line in cell.text.split("\n")
    )
