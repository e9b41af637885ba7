"""The printed report, neutral of any file format: what stands on the pages, in which order, and where each word came from.

Word, PDF, preview and web page render this and nothing else, so that they cannot differ. Everything is cleaned here once:
characters that no file can hold are left out, and ``Document.left_out`` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count, repeat

from exporters.outline import Line, lines_of
from exporters.profiles import Profile
from exporters.prose import Passage, clean, left_out_note, passages_of
from exporters.titles import title_lines, title_of
from models.exhibits import Exhibit, exhibit_of
from models.findings import Span
from models.form import Form, Part, Section, Table
from models.grid import Grid, grid_of
from models.report import Report
from models.texts import printed_text
from models.totals import Figures, evaluate
from models.values import show

LANGUAGE = "zh-CN"
MAX_ROOMY = 6
"""In a table with more figure columns than this a remark has no room beside its figure and stands under the table."""
MOST_CONTACTS = 2
"""A paragraph that gives so many ways to reach the office is a contact line."""
_UNBROKEN = re.compile(r"https?://|\bwww\.|[\w.+-]+@[\w-]+\.\w|[!-~]{16,}")
_CONTACT = re.compile(r"(?:电话|传真|邮箱|地址|邮编|邮政编码|网址|联系人|电邮)\s*(?:[:：]|是|为)")
_NUMERALS = "一二三四五六七八九十"
_NOTE_WORDS = ("注", "备注", "说明", "附注")


class Face(Enum):
    """How words of a paragraph are set: as its text, as the heading that is run in before it, or as a point (一是)."""

    TEXT = "text"
    HEADING = "heading"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face. ``source`` is where they stand in the stored text, None for words that the form puts there.

    ``cell`` names the cell that a figure in the text is bound to.
    """

    text: str
    face: Face = Face.TEXT
    source: Span | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The title, broken into balanced lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own; it stays with what follows. ``place`` is the text or table it stands over.

    Level 1: 一、; 2: （一）; 3: 1.; 4: （1）.
    """

    level: int
    runs: tuple[Run, ...]
    place: str

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text; ``level`` is that of its numbering, which sets the face of its heading (0: none).

    ``place`` is the text it belongs to, ``index`` its number among that text's paragraphs that are not blank (from 0; −1 for a line
    that the report adds, such as the contact line).
    """

    runs: tuple[Run, ...]
    place: str
    index: int = -1
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def ragged(self) -> bool:
        """Whether its lines end where they end: an address of the web or a contact line, made as wide as the page, would tear apart."""
        text = self.text
        return (
            self.place == "contact"
            or _UNBROKEN.search(text) is not None
            or len(_CONTACT.findall(text)) >= MOST_CONTACTS
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell prints: the figure (nil as the profile has it), and the remark beside it. ``text`` is not blank for text that is no number."""

    text: str
    remark: str = ""
    blank: bool = False
    number: bool = True

    @property
    def printed(self) -> str:
        return f"{self.text}（{self.remark}）" if self.remark else self.text


@dataclass(frozen=True, slots=True)
class Note:
    """A line under a table: "注：…"."""

    runs: tuple[Run, ...]
    table: str

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of the form with its grid and what each cell prints, by cell id; ``notes`` are the lines that follow under it."""

    table: Table
    grid: Grid
    entries: Mapping[str, Entry]
    caption: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or small table among the paragraphs of a text, with its caption; ``place`` is that text."""

    key: str
    exhibit: Exhibit
    place: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Organ and date at the end, each possibly "" (never both)."""

    organ: str
    date: str


Block = Title | Heading | Paragraph | Figure | TableBlock | Note | Signature


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report as printed. ``left_out``: sentences about characters that could not be printed."""

    title: str
    unit: str
    year: int | None
    form: Form
    profile: Profile
    blocks: tuple[Block, ...]
    draft: bool = False
    left_out: tuple[str, ...] = ()
    language: str = LANGUAGE


def document_of(report: Report, figures: Figures | None = None, *, profile: Profile, draft: bool = False) -> Document:
    """Lay out a report. ``figures`` may be handed in where they are known already; ``draft`` marks every page."""
    return _Layout(report, figures or evaluate(report), profile).document(draft)


class _Layout:
    def __init__(self, report: Report, figures: Figures, profile: Profile) -> None:
        self.report = report
        self.form = report.form
        self.figures = figures
        self.profile = profile
        self.left_out: list[str] = []

    def document(self, draft: bool) -> Document:
        unit = self.line("unit", "单位名称")
        blocks: list[Block] = [Title(title_lines(unit, self.report.year, self.profile))]
        blocks += self.text(self.form.preamble)
        contact = self.line("contact", "联系方式")
        if contact and contact not in printed_text(self.report, self.figures, self.form.preamble.id):
            blocks.append(Paragraph((Run(contact, source=self.whole("contact")),), "contact"))
        for section in self.form.sections:
            blocks += self.section(section)
        organ, date = self.line("signed_by", "落款单位"), self.line("signed_on", "落款日期")
        if organ or date:
            blocks.append(Signature(organ, date))
        return Document(
            title_of(unit, self.report.year),
            unit,
            self.report.year,
            self.form,
            self.profile,
            tuple(blocks),
            draft,
            tuple(self.left_out),
        )

    def line(self, id: str, name: str) -> str:
        """A field of one line, cleaned."""
        words, left_out = clean(self.report.text(id))
        self.say(left_out, name)
        return " ".join(words.split())

    def whole(self, id: str) -> Span:
        return Span(id, 0, len(self.report.text(id)))

    def say(self, left_out: Sequence[str], name: str) -> None:
        """Note which characters of a text or field could not be printed."""
        if left_out:
            self.left_out.append(left_out_note(left_out, name))

    def section(self, section: Section) -> Iterator[Block]:
        place = section.table.id if section.table else section.number
        yield Heading(1, (Run(section.heading),), place)
        if section.table is not None:
            block = self.table(section.table, section.heading)
            yield block
            yield from block.notes
            return
        yield from self.text(Part(section.number, section.title, section.prompt))
        yield from self.parts(section)

    def parts(self, section: Section) -> Iterator[Block]:
        """The parts of 一 under their headings: all of them as soon as one is filled in, since none may be missing.

        Their headings are run in only where that suits all of them, so that they look alike.
        """
        texts = {part: list(self.text(part)) for part in section.parts}
        if not any(texts.values()):
            return
        run_in = self.profile.second_heading == "run-in" and all(
            isinstance(blocks[0], Paragraph) and (not blocks[0].level or _brings(blocks, index))
            for index, blocks in enumerate(texts.values())
            if blocks
        )
        for index, (part, blocks) in enumerate(texts.items()):
            first = blocks[0] if blocks else None
            heading = f"（{_NUMERALS[index]}）{part.title}"
            if _brings(blocks, index):
                yield from blocks
            elif run_in and isinstance(first, Paragraph):
                lead = Run(f"{heading}。", Face.HEADING)
                yield Paragraph((lead, *first.runs), part.id, first.index, 2)
                yield from blocks[1:]
            else:
                yield Heading(2, (Run(heading),), part.id)
                yield from blocks

    def table(self, table: Table, caption: str) -> TableBlock:
        grid = grid_of(table)
        entries = {place.cell: self.entry(place.cell) for place in grid.places if place.cell}
        aside: list[tuple[str, Entry]] = []
        if grid.columns - grid.stub_columns > MAX_ROOMY:
            aside = [(cell, entry) for cell, entry in entries.items() if entry.remark]
            entries.update((cell, replace(entry, remark="")) for cell, entry in aside)
        return TableBlock(table, grid, entries, caption, tuple(self.notes(table, aside)))

    def entry(self, cell: str) -> Entry:
        value = self.figures.printed[cell]
        name = self.form.cells[cell].name
        remark, left_out = clean(self.report.text(f"remark.{cell}"))
        self.say(left_out, f"{name}的备注")
        remark = " ".join(remark.split())
        if value is None:
            return Entry(self.profile.nil, remark, blank=True)
        if isinstance(value, str):
            words, left_out = clean(value)
            self.say(left_out, name)
            return Entry(" ".join(words.split()), remark, number=False)
        return Entry(show(value), remark)

    def notes(self, table: Table, aside: Sequence[tuple[str, Entry]]) -> Iterator[Note]:
        """The notes as written, then the remarks that have no room in their cells."""
        lines = [tuple(_runs(passage, Line())) for passage in self.passages(f"note.{table.id}", f"{table.number}的注")]
        for id, entry in aside:
            cell = self.form.cells[id]
            name = f"“{cell.row.name}”{cell.column.name}" if cell.row.name else f"“{cell.column.name}”"
            lines.append((Run(f"{name}{entry.printed}。", source=self.whole(f"remark.{id}")),))
        for index, runs in enumerate(lines):
            marked = runs[0].text.lstrip("（(").startswith(_NOTE_WORDS)
            yield Note(runs if index or marked else (Run("注："), *runs), table.id)

    def passages(self, id: str, name: str) -> list[Passage]:
        passages, left_out = passages_of(self.report.text(id), id, self.figures)
        self.say(left_out, name)
        return passages

    def text(self, part: Part) -> Iterator[Block]:
        """A text as it stands, its headings told by their numbering."""
        passages = self.passages(part.id, f"“{part.title}”的文字")
        words = [passage for passage in passages if not passage.exhibit]
        blocks = map(_block, words, lines_of([passage.text for passage in words]), repeat(part.id), count())
        for passage in passages:
            if not passage.exhibit:
                yield next(blocks)
            elif (exhibit := exhibit_of(self.report, passage.exhibit)) is not None:
                yield Figure(passage.exhibit, self.cleaned(exhibit, part), part.id)
            else:
                self.left_out.append(f"“{part.title}”的文字里有一处图表没有内容，已略去。")

    def cleaned(self, exhibit: Exhibit, part: Part) -> Exhibit:
        """An exhibit whose words can be printed."""

        def words(text: str) -> str:
            kept, left_out = clean(text)
            self.say(left_out, f"“{part.title}”中的图表")
            return " ".join(kept.split())

        rows = tuple(tuple(map(words, row)) for row in exhibit.rows)
        return replace(exhibit, caption=words(exhibit.caption), alt=words(exhibit.alt), rows=rows)


def _brings(blocks: Sequence[Block], index: int) -> bool:
    """Whether the text of a part begins with its own numbered heading."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Heading | Paragraph) or first.level != 2:
        return False
    written = first.text.replace("(", "（").replace(")", "）").replace(" ", "")
    return written.startswith(f"（{_NUMERALS[index]}）")


def _block(passage: Passage, line: Line, place: str, index: int) -> Block:
    runs = tuple(_runs(passage, line))
    if line.end and not line.run_in:
        return Heading(line.level, runs, place)
    return Paragraph(runs, place, index, line.level)


def _runs(passage: Passage, line: Line) -> Iterator[Run]:
    """The words of a passage, cut where the face changes and where its source has a seam."""
    faces: list[tuple[int, Face]] = []
    if line.end and line.run_in:
        faces += [(0, Face.HEADING), (line.end, Face.TEXT)]
    for start, end in line.points:
        faces += [(start, Face.POINT), (end, Face.TEXT)]
    face = Face.TEXT
    cuts = iter([*faces, (len(passage.text) + 1, Face.TEXT)])
    cut, following = next(cuts)
    position = 0
    for piece in passage.pieces:
        start = 0
        while start < len(piece.text):
            while cut <= position:
                face = following
                cut, following = next(cuts)
            end = min(len(piece.text), start + cut - position)
            yield Run(piece.text[start:end], face, piece.span(start, end), piece.cell)
            position += end - start
            start = end
