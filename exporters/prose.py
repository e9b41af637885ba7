"""Stored text turned into passages that can be printed: cleaned, cut into paragraphs, bound figures resolved, each piece knowing
where in the stored text it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.exhibits import ANCHOR
from models.findings import Span
from models.texts import BOUND, resolve
from models.totals import Figures

_BREAK = re.compile(f"\r\n|[\n\r\v\f\u0085\u2028\u2029]|{ANCHOR.pattern}")
_LAST_OF_PLANES = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}\ufeff]")
"""What XML cannot hold, or no font can show: control characters, lone surrogates, noncharacters, a stray byte order mark."""
_MAX_QUOTED = 30


@dataclass(frozen=True, slots=True)
class Piece:
    """Printed words with the place they have in the stored text; for a bound figure ``cell`` is set."""

    text: str
    id: str
    start: int
    end: int
    cell: str = ""

    def span(self, start: int, end: int) -> Span:
        """Where the words from ``start`` to ``end`` of this piece are stored; a bound figure is stored as a whole."""
        return Span(self.id, self.start, self.end) if self.cell else Span(self.id, self.start + start, self.start + end)


@dataclass(frozen=True)
class Passage:
    """One paragraph, without blanks around it; or no words but a picture or table, by its key."""

    pieces: tuple[Piece, ...]
    exhibit: str = ""

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def clean(text: str) -> tuple[str, list[str]]:
    """The text without characters that cannot be printed, and those characters."""
    left_out = _UNPRINTABLE.findall(text)
    return (_UNPRINTABLE.sub("", text) if left_out else text), left_out


def in_short(text: str) -> str:
    """The beginning of a text on one line, for a note."""
    line = " ".join(clean(text)[0].split())
    return line if len(line) <= _MAX_QUOTED else f"{line[:_MAX_QUOTED]}…"


def left_out_note(left_out: Sequence[str], name: str) -> str:
    """The sentence that says which characters of a field could not be printed."""
    codes = "、".join(dict.fromkeys(f"U+{ord(char):04X}" for char in left_out[:200]))
    return f"{name}里有{len(left_out)}个文件中不能有的字符（{codes}），已略去。"


def passages_of(stored: str, id: str, figures: Figures) -> tuple[list[Passage], list[str]]:
    """The paragraphs of a stored text that are not blank, and the characters that were left out."""
    left_out = _UNPRINTABLE.findall(stored)
    passages: list[Passage] = []
    start = 0
    for stop in (*_BREAK.finditer(stored), None):
        end = stop.start() if stop else len(stored)
        pieces = tuple(_pieces(stored, start, end, id, figures, bool(left_out)))
        if pieces:
            passages.append(Passage(pieces))
        if stop is None:
            break
        if stop[1]:
            passages.append(Passage((), stop[1]))
        start = stop.end()
    return passages, left_out


def _pieces(stored: str, start: int, end: int, id: str, figures: Figures, unclean: bool) -> Iterator[Piece]:
    """The pieces of one paragraph; characters ``start`` to ``end`` of the stored text."""
    while start < end and _blank(stored[start]):
        start += 1
    while end > start and _blank(stored[end - 1]):
        end -= 1
    position = start
    for mark in BOUND.finditer(stored, start, end):
        figure = resolve(mark[0], figures)
        if figure != mark[0]:
            yield from _words(stored, position, mark.start(), id, unclean)
            yield Piece(figure, id, mark.start(), mark.end(), mark[1])
            position = mark.end()
    yield from _words(stored, position, end, id, unclean)


def _words(stored: str, start: int, end: int, id: str, unclean: bool) -> Iterator[Piece]:
    if unclean:
        for bad in _UNPRINTABLE.finditer(stored, start, end):
            if bad.start() > start:
                yield _plain(stored, start, bad.start(), id)
            start = bad.end()
    if end > start:
        yield _plain(stored, start, end, id)


def _plain(stored: str, start: int, end: int, id: str) -> Piece:
    return Piece(stored[start:end].replace("\t", " "), id, start, end)


def _blank(char: str) -> bool:
    return char.isspace() or _UNPRINTABLE.match(char) is not None
