"""A page → its lines of text and its ruled tables, from where each character stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from importers.fixed.raised import with_marks
from models.forms import FORMS
from models.labels import labels_of
from models.tables.cells import NOTE

Char = dict[str, Any]
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2026\u2014]")
EDGE = 3.0
"""Points within which two rules are one."""
MIN_PICTURE = 0.03
"""The share of a page below which a picture is an ornament."""
MIN_GAP = 1.2
"""A gap of so many characters parts two cells of a table without rules."""


class Drawn(Protocol):
    """What is drawn on a page, in the terms of pdfplumber: lengths in points from the upper left corner."""

    @property
    def page_number(self) -> int: ...
    @property
    def width(self) -> Any: ...
    @property
    def height(self) -> Any: ...
    @property
    def chars(self) -> list[Char]: ...
    @property
    def images(self) -> list[Char]: ...
    @property
    def edges(self) -> list[Char]: ...
    def find_tables(self) -> Sequence[Any]: ...


@dataclass(slots=True)
class Line:
    """A line of text with its box in points from the top left, and the size of its type."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int = 0


@dataclass(slots=True)
class Box:
    """A cell of a ruled table, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str = ""


@dataclass(slots=True)
class Ruled:
    """A ruled table with its cells."""

    boxes: list[Box]
    page: int
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0

    def __post_init__(self) -> None:
        self.x0, self.x1 = min(box.x0 for box in self.boxes), max(box.x1 for box in self.boxes)
        self.top, self.bottom = min(box.top for box in self.boxes), max(box.bottom for box in self.boxes)

    def box_at(self, x: float, y: float, solid: bool) -> Box | None:
        """The cell at a place within the table. Where a rule is missing, a cell is made between the rules of the others."""
        for box in self.boxes:
            if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
                return box
        if not solid:
            return None
        row = [box for box in self.boxes if box.top <= y <= box.bottom]
        left = max((box.x1 for box in row if box.x1 <= x), default=self.x0)
        right = min((box.x0 for box in row if box.x0 >= x), default=self.x1)
        top = max(
            (box.top for box in row), default=max((b.bottom for b in self.boxes if b.bottom <= y), default=self.top)
        )
        bottom = min(
            (box.bottom for box in row), default=min((b.top for b in self.boxes if b.top >= y), default=self.bottom)
        )
        self.boxes.append(Box(left, top, right, bottom))
        return self.boxes[-1]

    def release(self) -> list[Box]:
        """Let go of boxes above and below the table that are no part of it: shaded or framed lines of prose."""
        beside = _beside(self.boxes)
        first, last = min(box.top for box in beside), max(box.bottom for box in beside)
        above = sorted((box for box in self.boxes if box.bottom <= first + EDGE), key=lambda box: -box.top)
        below = sorted((box for box in self.boxes if box.top >= last - EDGE), key=lambda box: box.top)
        gone: list[Box] = []
        for boxes, is_part in ((above, _is_title), (below, _is_note)):
            kept = next((i for i, box in enumerate(boxes) if not is_part(box.text)), len(boxes))
            gone += boxes[kept:]
        self.boxes = [box for box in self.boxes if box not in gone]
        self.__post_init__()
        return gone


def _beside(boxes: Sequence[Box]) -> list[Box]:
    """The boxes that stand beside another one: without any there is no table, only frames around lines."""
    return [
        box
        for box in boxes
        if any(o is not box and min(box.bottom, o.bottom) - max(box.top, o.top) > EDGE for o in boxes)
    ]


def _is_title(text: str) -> bool:
    return not text.strip() or any(labels_of(f.id, t.id).exact(text) for f in FORMS.values() for t in f.tables)


def _is_note(text: str) -> bool:
    return _is_title(text) or NOTE.match(text) is not None


@dataclass(slots=True)
class Sheet:
    """What a page holds: lines and tables; ``strange`` counts characters without a meaning, ``pictures`` the share of the page
    that pictures cover, ``images`` where the larger ones begin."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    chars: int = 0
    strange: int = 0
    pictures: float = 0.0
    images: list[float] = field(default_factory=list)


def read_page(page: Drawn) -> Sheet:
    """Lines and tables of a page; text inside a table is in its cells alone."""
    sheet = Sheet(page.page_number, float(page.width), float(page.height))
    chars = _chars(page, sheet)
    sheet.pictures = sum(_area(image) for image in page.images) / max(sheet.width * sheet.height, 1.0)
    sheet.images = [
        float(image["top"]) for image in page.images if _area(image) > MIN_PICTURE * sheet.width * sheet.height
    ]
    for found in page.find_tables():
        boxes = [Box(x0, top, x1, bottom) for x0, top, x1, bottom in found.cells]
        if _beside(boxes):
            sheet.tables.append(Ruled(boxes, sheet.number))
    rest: list[Char] = []
    inside: dict[int, list[Char]] = {}
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        table = next((t for t in sheet.tables if t.x0 <= x <= t.x1 and t.top <= y <= t.bottom), None)
        home = table.box_at(x, y, solid=not char["text"].isspace()) if table is not None else None
        if home is None:
            rest.append(char)
        else:
            inside.setdefault(id(home), []).append(char)
    for table in sheet.tables:
        for box in table.boxes:
            box.text = _cell_text(inside.get(id(box), []), box)
        for box in table.release():
            rest.extend(inside.get(id(box), []))
    sheet.lines = [line for line in map(_line, _rows_of([c for c in rest if c["upright"]])) if line is not None]
    for line in sheet.lines:
        line.page = sheet.number
    return sheet


def _area(image: Char) -> float:
    return max(0.0, float(image["x1"]) - float(image["x0"])) * max(0.0, float(image["bottom"]) - float(image["top"]))


def _chars(page: Drawn, sheet: Sheet) -> list[Char]:
    """The characters, each once although it may be printed twice to look bold; radicals as the characters they stand for."""
    out: list[Char] = []
    seen: set[tuple[str, int, int]] = set()
    for char in page.chars:
        text = char["text"]
        if not text or not (
            char["x1"] > 0 and char["x0"] < sheet.width and char["bottom"] > 0 and char["top"] < sheet.height
        ):
            continue
        sheet.chars += not text.isspace()
        if text.startswith("(cid:") or "\ue000" <= text[0] <= "\uf8ff" or text[0] == "\ufffd":
            sheet.strange += 1
            continue
        key = (text, round(char["x0"] / 1.5), round(char["top"] / 1.5))
        if key in seen:
            continue
        seen.add(key)
        if _RADICAL.search(text):
            char = {**char, "text": unicodedata.normalize("NFKC", text)}
        out.append(char)
    return with_marks(out) if len({round(char["size"]) for char in out}) > 1 else out


def _rows_of(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters in lines, from the top; what overlaps by half of its height stands on one line."""
    rows: list[list[Char]] = []
    bottoms: list[float] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"], c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and middle < bottoms[-1]:
            rows[-1].append(char)
            if not char["text"].isspace():
                bottoms[-1] = max(bottoms[-1], char["top"] + 0.75 * (char["bottom"] - char["top"]))
        else:
            rows.append([char])
            bottoms.append(char["top"] + 0.75 * (char["bottom"] - char["top"]))
    return [sorted(row, key=lambda c: c["x0"]) for row in rows]


def _line(chars: Sequence[Char]) -> Line | None:
    solid = [char for char in chars if not char["text"].isspace()]
    if not solid:
        return None
    size = sorted(float(char["size"]) for char in solid)[len(solid) // 2]
    return Line(
        _text(chars, size),
        float(solid[0]["x0"]),
        float(solid[-1]["x1"]),
        min(float(char["top"]) for char in solid),
        max(float(char["bottom"]) for char in solid),
        size,
    )


def _text(chars: Sequence[Char], size: float) -> str:
    """The text of a line: a wide gap is a tab; a space only between Latin words."""
    out: list[str] = []
    space = False
    last: Char | None = None
    for char in chars:
        text = char["text"]
        if text.isspace():
            space = True
            continue
        if last is not None:
            gap = char["x0"] - last["x1"]
            if gap > MIN_GAP * size:
                out.append("\t")
            elif (space or gap > 0.3 * size) and not (_WIDE.match(text) or _WIDE.match(last["text"])):
                out.append(" ")
        out.append(text)
        space = False
        last = char
    return "".join(out)


def _cell_text(chars: Sequence[Char], box: Box) -> str:
    """The text of a cell, its lines on lines of their own; a number broken at the edge of the cell is joined."""
    upright = [char for char in chars if char["upright"]]
    turned = [char for char in chars if not char["upright"] and not char["text"].isspace()]
    if len(turned) > len(upright):
        return "".join(char["text"] for char in sorted(turned, key=lambda c: (-round(c["x0"] / 4), c["top"])))
    lines = [line for line in map(_line, _rows_of(upright)) if line is not None]
    out = ""
    for before, line in zip([None, *lines], lines, strict=False):
        broken = (
            before is not None
            and re.fullmatch(r"[\d.,，]+", before.text) is not None
            and re.fullmatch(r"[\d.,，]+", line.text) is not None
            and box.x1 - before.x1 < 1.5 * before.size
        )
        out += line.text if before is None or broken else f"\n{line.text}"
    return out.replace("\t", " ")
