"""Stored text ↔ what an editor's document holds.

In a document a bound figure (``⟦t3.new.total⟧`` in the stored text) is one object character, and positions count UTF-16
units. ``Flat`` is that form of a text; it maps the positions of findings, which speak of the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from models.texts import bound

OBJECT = "\ufffc"
PICTURED = "图:"
"""With this begins what stands in the place of a cell for a picture or table."""
_MARK = re.compile(rf"⟦([a-z0-9_.]+|{PICTURED}[a-z]{{1,8}})⟧")


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units, in which a document counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Flat:
    """``text`` has one object character for each bound figure, picture and table; ``cells`` are their cells in order, and for a
    picture or table its key behind ``PICTURED``."""

    text: str
    cells: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: str) -> Flat:
        """The document form of a stored text; an object character that is no figure is left out."""
        stored = stored.replace(OBJECT, "")
        if "⟦" not in stored:
            return cls(stored)
        return cls(_MARK.sub(OBJECT, stored), tuple(match[1] for match in _MARK.finditer(stored)))

    @cached_property
    def stored(self) -> str:
        if not self.cells:
            return self.text
        pieces = self.text.split(OBJECT)
        marks = [*(bound(cell) for cell in self.cells), ""]
        return "".join(piece + mark for piece, mark in zip(pieces, marks, strict=True))

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where each character begins: in the stored text and in the document; with the ends."""
        stored, document = [0], [0]
        cells = iter(self.cells)
        for character in self.text:
            stored.append(stored[-1] + (len(bound(next(cells))) if character == OBJECT else 1))
            document.append(document[-1] + (2 if ord(character) > 0xFFFF else 1))
        return stored, document

    def in_document(self, position: int) -> int:
        """The document position of a position in the stored text; inside a figure, its beginning."""
        stored, document = self._starts
        return document[max(bisect_right(stored, position) - 1, 0)]

    def in_stored(self, position: int) -> int:
        """The stored position of a document position."""
        stored, document = self._starts
        return stored[max(bisect_right(document, position) - 1, 0)]


@dataclass(frozen=True, slots=True)
class Change:
    """Replace the document's ``start`` to ``end`` (UTF-16 units) by ``flat``."""

    start: int
    end: int
    flat: Flat


def change_between(old: Flat, new: Flat) -> Change | None:
    """The smallest change that makes ``old`` into ``new``, so that an editor keeps its cursor; None where they are equal."""
    if old == new:
        return None
    a, b = _items(old), _items(new)
    limit = min(len(a), len(b))
    head = next((i for i in range(limit) if a[i] != b[i]), limit)
    tail = next((i for i in range(limit - head) if a[-1 - i] != b[-1 - i]), limit - head)
    middle = b[head : len(b) - tail]
    inserted = Flat(
        "".join(item if len(item) == 1 else OBJECT for item in middle), tuple(item for item in middle if len(item) > 1)
    )
    start = units("".join(_shown(a[:head])))
    return Change(start, start + units("".join(_shown(a[head : len(a) - tail]))), inserted)


def _items(flat: Flat) -> list[str]:
    """Characters, and cell ids (always longer than a character) for figures."""
    cells = iter(flat.cells)
    return [next(cells) if character == OBJECT else character for character in flat.text]


def _shown(items: list[str]) -> list[str]:
    return [item if len(item) == 1 else OBJECT for item in items]
