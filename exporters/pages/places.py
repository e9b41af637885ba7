"""Where everything stands on the pages: from an id to its place, and from a place back to the id and the very character.

Cells follow from the marks that the typesetter leaves at the top of each row and the known widths of the columns. Blocks of
text stand one under another, so each has a band of the page; which character of it is where, is read from the characters of
the finished page, which come in the order in which they were set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exporters.document import Block, Document, Figure, Heading, Note, Paragraph, Run, Signature, TableBlock, Title
from exporters.geometry import BOTTOM, LEFT, PAGE, TEXT_WIDTH, TOP, TableGeometry, geometry_of
from models.grid import Place, Role

FOOT = PAGE[1] - BOTTOM


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page (counted from 0), in points from its upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point: the id of a cell, text or field; for a text the character of the stored text, else None."""

    id: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Glyph:
    """A visible character of a page and its box: left, top, right, bottom in points."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


Glyphs = Callable[[int], Sequence[Glyph]]
"""The characters of a page in the order in which they were set."""


@dataclass(frozen=True, slots=True)
class _Start:
    page: int
    top: float


class Places:
    """The places of one setting of a document; ``marks`` as ``Typesetter.draft`` gives them."""

    def __init__(self, document: Document, marks: Sequence[Any], glyphs: Glyphs) -> None:
        self._document = document
        self._glyphs = glyphs
        self._starts: dict[int, _Start] = {}
        self._rows: dict[tuple[str, int], list[_Start]] = {}
        for (kind, value), where in marks:
            page, y = where["page"] - 1, float(where["y"].removesuffix("pt"))
            if kind == "start":
                self._starts[value] = _Start(page, y - self._rise(document.blocks[value]))
            elif kind == "row":
                self._rows.setdefault((value[0], value[1]), []).append(_Start(page, y))
        self._tables = {block.table.id: block for block in document.blocks if isinstance(block, TableBlock)}

    def place_of(self, id: str, offset: int | None = None) -> Box | None:
        """Where a cell, text, note or field is printed; for a text the line of the character ``offset``. None if nowhere."""
        kind, _, rest = id.partition(".")
        if kind == "remark":
            id = rest
        for block in self._tables.values():
            if id in block.entries:
                return self._cell_box(block, id)
        indices = [i for i, block in enumerate(self._document.blocks) if i in self._starts and id in _ids(block)]
        if not indices:
            return None
        if offset is not None:
            for index in indices:
                box = self._character_box(index, id, offset)
                if box is not None:
                    return box
        return self._band(indices[0])[0]

    def id_at(self, page: int, x: float, y: float) -> Hit | None:
        """What is printed at a point of a page; None in the margins."""
        if not (0 <= y <= FOOT):
            return None
        for block in self._tables.values():
            hit = self._cell_at(block, page, x, y)
            if hit is not None:
                return hit
        for index in self._starts:
            if any(box.page == page and box.y <= y < box.y + box.height for box in self._band(index)):
                return self._text_at(index, page, x, y)
        return None

    def _rise(self, block: Block) -> float:
        """From the top of a line down to where its mark is noted: the base line; titles are noted at their top."""
        profile = self._document.profile
        if isinstance(block, Title | Signature | Figure):
            return 0.0
        size, pitch = (
            (profile.label_size, profile.label_size * 1.5)
            if isinstance(block, Note)
            else (profile.body_size, profile.pitch)
        )
        return size * 0.86 + (pitch - size) / 2

    # cells

    @cached_property
    def _geometries(self) -> dict[str, TableGeometry]:
        return {id: geometry_of(block, self._document.profile) for id, block in self._tables.items()}

    def _cell_box(self, block: TableBlock, cell: str) -> Box | None:
        place = next(place for place in block.grid.places if place.cell == cell)
        start = self._rows.get((block.table.id, place.row), [None])[0]
        return None if start is None else self._box(block, place, start)

    def _box(self, block: TableBlock, place: Place, start: _Start) -> Box:
        geometry = self._geometries[block.table.id]
        left = LEFT + sum(geometry.columns[: place.column])
        width = sum(geometry.columns[place.column : place.column + place.colspan])
        height = sum(geometry.rows[place.row : place.row + place.rowspan])
        return Box(start.page, left, start.top, width, height)

    def _cell_at(self, block: TableBlock, page: int, x: float, y: float) -> Hit | None:
        geometry = self._geometries[block.table.id]
        for (table, row), starts in self._rows.items():
            for start in starts:
                if table == block.table.id and start.page == page and 0 <= y - start.top < geometry.rows[row]:
                    numbers = [p for p in block.grid.places if p.role is Role.NUMBER and p.row == row]
                    found = next(
                        (
                            p
                            for p in numbers
                            if 0 <= x - self._box(block, p, start).x < self._box(block, p, start).width
                        ),
                        None,
                    )
                    # a click on the label of a row means the row
                    return Hit((found or numbers[0]).cell)
        return None

    # texts

    def _band(self, index: int) -> list[Box]:
        """The part of each page that a block takes up."""
        start = self._starts[index]
        after = next((self._starts[i] for i in range(index + 1, len(self._document.blocks)) if i in self._starts), None)
        table = self._document.blocks[index + 1] if index + 1 < len(self._document.blocks) else None
        if isinstance(table, TableBlock):
            rows = [self._rows[key][0] for key in self._rows if key[0] == table.table.id]
            top = min(rows, key=lambda row: (row.page, row.top), default=None)
            heads = table.grid.head_rows
            above = sum(self._geometries[table.table.id].rows[:heads]) if heads else 0
            after = _Start(top.page, top.top - above) if top else after
        last_page = start.page if after is None else after.page
        out = []
        for page in range(start.page, last_page + 1):
            top_y = start.top if page == start.page else TOP
            bottom = after.top if after is not None and page == after.page else FOOT
            if bottom > top_y + 1:
                out.append(Box(page, LEFT, top_y, TEXT_WIDTH, bottom - top_y))
        return out or [Box(start.page, LEFT, start.top, TEXT_WIDTH, 0)]

    def _characters(self, index: int) -> list[tuple[int, Glyph]]:
        """The visible characters of a block with their pages."""
        return [
            (box.page, glyph)
            for box in self._band(index)
            for glyph in self._glyphs(box.page)
            if box.y <= (glyph.top + glyph.bottom) / 2 < box.y + box.height
        ]

    def _character_box(self, index: int, id: str, offset: int) -> Box | None:
        """The box of the character of a block that prints ``offset`` of the text ``id``."""
        printed = [
            n
            for n, (source, position) in enumerate(_sources(self._document.blocks[index]))
            if source == id and position <= offset
        ]
        sources = list(_sources(self._document.blocks[index]))
        if not printed or (offset > sources[-1][1] + 1 and sources[-1][0] == id):
            return None
        glyphs = self._characters(index)
        if not glyphs:
            return None
        page, glyph = glyphs[_scaled(printed[-1], len(sources), len(glyphs))]
        return Box(page, glyph.left, glyph.top, glyph.right - glyph.left, glyph.bottom - glyph.top)

    def _text_at(self, index: int, page: int, x: float, y: float) -> Hit | None:
        block = self._document.blocks[index]
        sources = list(_sources(block))
        glyphs = self._characters(index)
        own = _own_id(block)
        if not glyphs or not sources:
            return Hit(own) if own else None

        def distance(n: int) -> tuple[float, float]:
            at, glyph = glyphs[n]
            down = max(glyph.top - y, y - glyph.bottom, 0)
            across = max(glyph.left - x, x - glyph.right, 0)
            return (1e6 * (at != page) + down, across)

        nearest = min(range(len(glyphs)), key=distance)
        id, position = sources[_scaled(nearest, len(glyphs), len(sources))]
        if not id:
            return Hit(own) if own else None
        after_it = x > (glyphs[nearest][1].left + glyphs[nearest][1].right) / 2
        return Hit(id, position + after_it)


def _scaled(n: int, of: int, to: int) -> int:
    """The number among ``to`` that corresponds to ``n`` of ``of``: the same, unless a font joined or split characters."""
    return min(n if of == to else n * to // max(of, 1), to - 1)


def _runs(block: Block) -> tuple[Run, ...]:
    return block.runs if isinstance(block, Heading | Paragraph | Note) else ()


def _sources(block: Block) -> Iterator[tuple[str, int]]:
    """For each visible character that a block prints, the text and the position it comes from; ("", 0) for the form's."""
    for run in _runs(block):
        for n, char in enumerate(run.text):
            if char.isspace():
                continue
            if run.source is None:
                yield "", 0
            else:
                yield run.source.text, run.source.start + (0 if run.cell else n)


def _own_id(block: Block) -> str:
    """What a block stands for where the words themselves come from the form."""
    match block:
        case Title():
            return "unit"
        case Heading() | Paragraph() | Figure():
            return block.place
        case Note():
            return f"note.{block.table}"
        case Signature():
            return "signed_by"
        case _:
            return ""


def _ids(block: Block) -> set[str]:
    found = {run.source.text for run in _runs(block) if run.source} | {_own_id(block)}
    if isinstance(block, Title):
        found.add("year")
    if isinstance(block, Signature):
        found.add("signed_on")
    return found
