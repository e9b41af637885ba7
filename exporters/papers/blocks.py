"""What a short paper is made of. Widths are in millimetres, sizes in points, colours six hexadecimal digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

WIDTH = 174.0
"""Of what stands on an upright page between its margins."""
GREY, BLUE = "A9B2BF", "2F5D9B"
HEAD, GROUP, FAINT, RED = "E9EDF2", "F4F6F9", "5B6472", "A1260D"


class Tone(Enum):
    """What a line is: plain words, a paragraph of a letter, a point of a list, less than the rest, or words at the right edge."""

    PLAIN = "plain"
    LETTER = "letter"
    POINT = "point"
    FAINT = "faint"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Title:
    """The title, and below it what the paper is about."""

    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A real heading; ``new_page`` begins one."""

    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a table; ``below`` stands under them, small. ``bars`` are two shares of 0 to 1, last year's above this year's."""

    text: str = ""
    below: str = ""
    align: str = "left"
    bold: bool = False
    ink: str = ""
    shade: str = ""
    span: int = 1
    size: float = 9.5
    bars: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``height`` is the least height, in millimetres; ``keep`` holds it with the next one."""

    cells: tuple[Cell, ...]
    head: bool = False
    height: float = 0.0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``name`` tells those who hear it what it shows. ``lines`` False leaves out its borders."""

    name: str
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    lines: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar: how much of its whole, 0 to 1, and what is written in it where there is room."""

    share: float
    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of 100 %, with what stands left and right of it; no ``shares`` where the whole is nil."""

    label: str
    shares: tuple[Share, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of 100 % below each other. ``name`` says in words what they show."""

    name: str
    bars: tuple[Bar, ...]


Block = Title | Heading | Line | Grid | Bars


@dataclass(frozen=True, slots=True)
class Paper:
    """A short paper. ``title`` and ``author`` are its properties."""

    title: str
    author: str
    blocks: tuple[Block, ...]


def heads(*words: str, align: str = "center") -> Row:
    """The row of heads of a table."""
    return Row(tuple(Cell(word, align=align, bold=True, shade=HEAD) for word in words), head=True)


def rows_of(table: Sequence[Sequence[str | Cell]]) -> Iterator[Row]:
    """Rows of plain words."""
    for row in table:
        yield Row(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row))


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on this colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else "1F2328"
