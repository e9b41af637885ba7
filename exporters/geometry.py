"""Measures of the printed page (GB/T 9704) and of its tables, shared by all that print so that their pages break alike.

Lengths are in points where nothing else is said; a character is as wide as its size, a digit half of that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exporters.document import Block, Figure, Note, Signature, TableBlock
from exporters.profiles import Profile
from exporters.titles import balanced, width
from models.exhibits import Exhibit, size_of
from models.grid import Place, Role

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, 35 * MM, 28 * MM, 26 * MM
TEXT_WIDTH = 156 * MM
TEXT_HEIGHT = 225 * MM
CHARACTERS = 28
LINES = 22
NUMBER_SIZE = 14.0
"""Size of the page number, 4号."""
NUMBER_GAP = 7 * MM
"""From the text block down to the page number."""

CELL_MARGIN = 2.0
CELL_PADDING = 1.0
LINE_RATIO = 9 / 7
"""Pitch of the lines in a cell, in sizes of its labels."""
NOTE_RATIO = 1.5
"""Pitch of the lines of a note, in sizes of a label."""
BORDER = 0.5
TABLE_GAP = 6.0
"""Between a heading and its table, and between a table and what follows."""

SIGNATURE_IN = 2.0
"""Characters that a long signature stands in from the right."""
_STUB_CHARACTERS = (3, 4)
"""Characters a line in the stubs of groups, as the official form breaks them: 三、本/年度办/理结果, （三）不/予公开."""
_MOST_OF_PAGE = 0.85
"""Of the height of the text, for a picture with its caption."""
_SLACK = 1.0
"""More than the characters need, since renderers round."""
_LEAST_LABEL = 9.0
_LEAST_FIGURE = 7.5
_ROOMY_ROW = 20.0
_FIGURE_COLUMN = 31.0
"""Width of a figure's column in a table with several columns of stubs: five digits at 10.5 pt."""


@dataclass(frozen=True, slots=True)
class TableGeometry:
    """How a table is set. ``columns`` are the widths of its grid; ``small`` are the cells whose figure is set smaller than the others';
    ``line`` is the pitch of lines in a cell, ``row`` the least height of a
    row, ``rows`` the height each row will have; ``whole``: it fits on one page together with its heading and notes.
    """

    columns: tuple[float, ...]
    label_size: float
    figure_size: float
    small: Mapping[str, float]
    line: float
    row: float
    rows: tuple[float, ...]
    whole: bool

    def figure_of(self, cell: str) -> float:
        """The size of the figure of a cell."""
        return self.small.get(cell, self.figure_size)

    @property
    def height(self) -> float:
        return sum(self.rows) + BORDER

    @property
    def fills_page(self) -> bool:
        """Whether the table takes up a page of its own: it fits on one, and little else would."""
        return self.whole and self.height > PAGE[1] / 2


def geometry_of(block: TableBlock, profile: Profile) -> TableGeometry:
    """The measures of a table at the size of the profile, or smaller (to 9 pt) where only that puts it whole on a page."""
    size = profile.label_size
    chosen = _at(block, profile, size)
    trial = chosen
    while not trial.whole and size > _LEAST_LABEL:
        size = max(_LEAST_LABEL, size - 0.5)
        trial = _at(block, profile, size)
    if trial.whole:
        chosen = trial
    return chosen


def gap_above(block: Block, before: Block | None) -> float:
    """Points between a block and the one before it, beyond the lines of both: tables and their notes, and pictures, stand apart."""
    if isinstance(block, Figure) or isinstance(before, Figure):
        return TABLE_GAP
    if isinstance(block, Note):
        return TABLE_GAP if isinstance(before, TableBlock) else 0
    return TABLE_GAP if isinstance(before, TableBlock | Note) else 0


def picture_size(exhibit: Exhibit) -> tuple[float, float]:
    """Width and height of a picture on the page: its share of the width of the text, less where it would be higher than a page."""
    pixels = size_of(exhibit.data) or (1, 1)
    width = TEXT_WIDTH * exhibit.width / 100
    height = width * pixels[1] / pixels[0]
    most = TEXT_HEIGHT * _MOST_OF_PAGE
    return (width, height) if height <= most else (width * most / height, most)


def signature_lines(block: Signature) -> tuple[tuple[str, float], ...]:
    """The lines of organ and date, each with the characters that it stands in from the right.

    The date stands four characters in and the organ is centred over it; an organ longer than that stands two in. One that is longer than
    a line is broken by its sense, and its lines and the date end at the same edge.
    """
    organ, date = width(block.organ), width(block.date)
    if organ > CHARACTERS - SIGNATURE_IN:
        lines = balanced(block.organ, CHARACTERS - SIGNATURE_IN)
        return tuple((words, SIGNATURE_IN) for words in (*lines, block.date) if words)
    date_in, organ_in = 4.0, 4.0 + (date - organ) / 2
    if organ_in < 2:
        organ_in = 2.0
        date_in = 2.0 + (organ - date) / 2 if block.date else 0.0
    return tuple((words, inside) for words, inside in ((block.organ, organ_in), (block.date, date_in)) if words)


def notes_height(block: TableBlock, profile: Profile) -> float:
    """The height of the notes under a table, about."""
    if not block.notes:
        return 0
    size = profile.label_size
    lines = sum(_lines(note.text, size, TEXT_WIDTH) for note in block.notes)
    return TABLE_GAP + lines * size * NOTE_RATIO


def tracking(size: float) -> float:
    """What is added to each character of the body, in whole twips, so that 28 of them fit into a line and 29 do not.

    A twip less than they need: LibreOffice makes the lines of a page with a grid narrower by the rest that the grid leaves.
    """
    return (math.floor((TEXT_WIDTH / CHARACTERS - size) * 20) - 1) / 20


def line_of(size: float) -> float:
    """The pitch of lines of labels of this size in a cell."""
    return round(size * LINE_RATIO * 2) / 2


def _at(block: TableBlock, profile: Profile, size: float) -> TableGeometry:
    columns = _columns(block, size)
    line = line_of(size)
    row = line + 2 * CELL_PADDING + 1.5 if block.grid.stub_columns > 1 else _ROOMY_ROW
    figure = profile.figure_size - (profile.label_size - size)
    small = _small(block, columns, figure)
    rows = tuple(_rows(block, columns, size, figure, small, line, row))
    room = TEXT_HEIGHT - profile.pitch - TABLE_GAP - notes_height(block, profile)
    return TableGeometry(columns, size, figure, small, line, row, rows, sum(rows) + BORDER <= room)


def _columns(block: TableBlock, size: float) -> tuple[float, ...]:
    """Even widths; where stubs stand in several columns, those of groups are narrow and the innermost takes what is left."""
    grid = block.grid
    if grid.stub_columns < 2:
        stubs = (TEXT_WIDTH / 4,) * grid.stub_columns
        figures = (TEXT_WIDTH - sum(stubs)) / (grid.columns - grid.stub_columns)
        return (*stubs, *([figures] * (grid.columns - grid.stub_columns)))
    narrow = [chars * size + 2 * CELL_MARGIN + _SLACK for chars in _STUB_CHARACTERS[: grid.stub_columns - 1]]
    figures = _FIGURE_COLUMN
    count = grid.columns - grid.stub_columns
    return (*narrow, TEXT_WIDTH - sum(narrow) - figures * count, *([figures] * count))


def room_of(place: Place, columns: tuple[float, ...]) -> float:
    """Width for the text of a place."""
    return sum(columns[place.column : place.column + place.colspan]) - 2 * CELL_MARGIN


def printed_at(block: TableBlock, place: Place) -> str:
    """The words or the figure at a place."""
    return block.entries[place.cell].printed if place.role is Role.NUMBER else place.text


def _rows(
    block: TableBlock,
    columns: tuple[float, ...],
    label: float,
    figure: float,
    small: Mapping[str, float],
    line: float,
    least: float,
) -> Iterator[float]:
    heights = [least] * block.grid.rows
    for place in block.grid.places:
        if place.rowspan == 1:
            own = small.get(place.cell, figure)
            size, pitch = (own, line_of(own)) if place.role is Role.NUMBER else (label, line)
            lines = _lines(printed_at(block, place), size, room_of(place, columns))
            # a least height counts its border, as Word and LibreOffice do
            heights[place.row] = max(heights[place.row], lines * pitch + 2 * CELL_PADDING + BORDER)
    return iter(heights)


def _lines(text: str, size: float, room: float) -> int:
    return sum(max(1, math.ceil(width(part) * size / room)) for part in text.split("\n"))


def _small(block: TableBlock, columns: tuple[float, ...], size: float) -> dict[str, float]:
    """The cells whose figure is too wide for one line at ``size``, each with the largest size at which it is not; the others keep theirs."""
    found: dict[str, float] = {}
    for place in block.grid.places:
        if place.role is Role.NUMBER and block.entries[place.cell].number:
            wide, fits = width(block.entries[place.cell].text) / room_of(place, columns), size
            while wide * fits > 1 and fits > _LEAST_FIGURE:
                fits = max(_LEAST_FIGURE, fits - 0.5)
            if fits < size:
                found[place.cell] = fits
    return found
