"""What every document is made of: paragraphs, tables and pictures in order. Page numbers are taken out of them, and tables that
were cut in two are one again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.document.title import is_title
from importers.draft import Draft
from importers.result import UnreadableError
from models.exhibits import Exhibit
from models.findings import Severity
from models.tables.cells import SourceTable
from models.texts import DRAFT_MARK

_PAGE = re.compile(r"\s*(?:[-—–－─·]+\s*\d{1,3}\s*[-—–－─·]+|第\s*\d{1,3}\s*页(?:[\s，,/／]*共\s*\d{1,3}\s*页)?)\s*")
YEAR_CAPTION = re.compile(r"[^。；]{0,12}(?:19|20)\d\d年[^。；]{0,16}")
MAX_LINES = 50_000
MAX_AREA = 500_000
MAX_CHARS = 1_000_000
"""Lines and cells of a document, what its cells cover, and characters; a report has some hundred, and some ten thousand."""


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


def measure(blocks: Sequence[Block]) -> None:
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


def without_pages(blocks: Sequence[Block], source: str) -> tuple[list[Block], Draft]:
    """The blocks without page numbers and the mark of a draft; what there is to say of the numbers."""
    draft = Draft(source)
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
    return kept, draft


def with_whole_tables(blocks: Sequence[Block]) -> list[Block]:
    """Tables of the same width with nothing between them made one: somebody cut them, or a page did."""
    out: list[Block] = []
    last = -1
    for block in blocks:
        if isinstance(block, SourceTable) and block.cells:
            before = out[last] if last >= 0 else None
            if (
                isinstance(before, SourceTable)
                and width_of(before) == width_of(block)
                and not _begins_alike(before, block)
            ):
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
    if not isinstance(line, Paragraph) or not YEAR_CAPTION.fullmatch(line.text.strip()) or is_title(line.text):
        return table
    return replace(table, name=f"{table.name}“{line.text.strip()}”")


def width_of(table: SourceTable) -> int:
    return max(cell.column_end for cell in table.cells)


def _stacked(above: SourceTable, below: SourceTable) -> SourceTable:
    top = max(cell.row_end for cell in above.cells) + 1
    moved = (
        cell._replace(row=cell.row + top, place=cell.place or f"（{below.name}）{cell.where}") for cell in below.cells
    )
    return SourceTable(above.name, (*above.cells, *moved))
