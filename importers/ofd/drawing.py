"""A page of an OFD as it is drawn: characters, rules and pictures at their places, in the terms of pdfplumber (points from the top left)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, cast

from lxml import etree
from pdfplumber.container import Container
from pdfplumber.table import TableFinder

from importers.document.xml import child, local, val
from importers.fixed.measure import CROWDED, MAX_ITEMS
from importers.ofd.path import Point, stretches
from importers.result import UnreadableError

MM = 72 / 25.4
MAX_DEPTH = 8
"""Objects within objects."""
MAX_LENGTH = 20_000.0
"""Millimetres; what stands further out stands nowhere."""
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u2014\u2026\u2018-\u201d]"
)
_STRAIGHT = 0.1
"""Millimetres by which a level or upright rule may lean."""

Matrix = tuple[float, float, float, float, float, float]
Thing = dict[str, Any]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Drawing(Container):
    """What is drawn on one page; ``unplaced`` counts texts that do not say where they stand."""

    def __init__(self, number: int, width: float, height: float) -> None:
        self.page_number = number
        self.width, self.height = width * MM, height * MM
        self.bbox = (0.0, 0.0, self.width, self.height)
        self.unplaced = 0
        self._things: dict[str, list[Thing]] = {"char": [], "line": [], "rect": [], "image": []}
        self._items = 0

    @property
    def objects(self) -> dict[str, list[Thing]]:
        return self._things

    def find_tables(self) -> Sequence[Any]:
        """The ruled tables, as pdfplumber finds them."""
        return TableFinder(cast(Any, self)).tables

    def add(self, kind: str, x0: float, top: float, x1: float, bottom: float, **more: Any) -> None:
        """Put something on the page, in millimetres. Raises UnreadableError where a page holds too much."""
        self._items += 1
        if self._items > MAX_ITEMS:
            raise UnreadableError(CROWDED)
        x0, x1, top, bottom = (value * MM for value in (min(x0, x1), max(x0, x1), min(top, bottom), max(top, bottom)))
        places = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top, "y0": -bottom, "y1": -top}
        size = {"width": x1 - x0, "height": bottom - top, "object_type": kind}
        self._things[kind].append({**places, **size, **more})


class Painter:
    """Draws objects on a page. ``unit_of`` gives the content of a composite object by its number, None where there is none."""

    def __init__(self, page: Drawing, unit_of: Callable[[str], etree._Element | None]) -> None:
        self._page = page
        self._unit_of = unit_of

    def draw(self, block: etree._Element, matrix: Matrix = IDENTITY, depth: int = 0) -> None:
        """Everything in a layer or block."""
        for element in block:
            if val(element, "Visible") == "false":
                continue
            kind = local(element)
            if kind in ("Layer", "PageBlock"):
                self._into(element, matrix, depth)
            elif kind == "TextObject":
                self._text(element, _placed(element, matrix))
            elif kind == "PathObject":
                self._path(element, _placed(element, matrix))
            elif kind == "ImageObject":
                self._image(element, matrix)
            elif kind == "CompositeObject":
                content = child(self._unit_of(val(element, "ResourceID")), "Content")
                if content is not None:
                    self._into(content, _placed(element, matrix), depth)

    def _into(self, block: etree._Element, matrix: Matrix, depth: int) -> None:
        if depth >= MAX_DEPTH:
            raise UnreadableError(CROWDED)
        self.draw(block, matrix, depth + 1)

    def _text(self, element: etree._Element, matrix: Matrix) -> None:
        size = number(val(element, "Size"))
        codes = [code for code in element if local(code) == "TextCode" and code.text]
        if size <= 0 or not val(element, "Boundary"):
            self._page.unplaced += len(codes)
            return
        stretch = number(val(element, "HScale"), 1.0) or 1.0
        turned = number(val(element, "CharDirection")) % 360 != 0
        x = y = 0.0
        for code in codes:
            x, y = number(val(code, "X"), x), number(val(code, "Y"), y)
            self._code(code, (x, y), size, stretch, matrix, turned)

    def _code(
        self, code: etree._Element, start: Point, size: float, stretch: float, matrix: Matrix, turned: bool
    ) -> None:
        """The characters of one code: each so far from the one before as is said, else as it is wide."""
        text = code.text or ""
        across, down = (list(distances(val(code, name), len(text))) for name in ("DeltaX", "DeltaY"))
        x, y = start
        upright = not turned and abs(matrix[1]) < 0.01 * abs(matrix[0]) and matrix[0] > 0
        high = size * math.hypot(matrix[2], matrix[3])
        for index, char in enumerate(text):
            wide = size * stretch * (1.0 if _WIDE.match(char) else 0.5)
            step = across[index] if index < len(across) else 0.0 if down else wide
            left, base = apply(matrix, x, y)
            # a letter is as wide as the way to the next, where that is no gap
            right, _ = apply(matrix, x + (step if 0 < step <= size * stretch and not down else wide), y)
            self._page.add(
                "char", left, base - 0.88 * high, right, base + 0.12 * high, text=char, size=high * MM, upright=upright
            )
            x, y = x + step, y + (down[index] if index < len(down) else 0.0)

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        """Level and upright rules, and boxes of them. What is neither drawn nor filled is a region to cut by, and no rule."""
        stroked, filled = val(element, "Stroke") != "false", val(element, "Fill") == "true"
        data = child(element, "AbbreviatedData")
        if data is None or not (stroked or filled):
            return
        for points, closed in stretches(data.text or ""):
            corners = [apply(matrix, x, y) for x, y in points]
            box = _box(corners) if closed or filled else None
            if box is not None:
                self._page.add("rect", *box)
                continue
            for (x, y), (x2, y2) in pairwise(corners):
                if abs(x - x2) < _STRAIGHT:
                    self._page.add("line", x, y, x, y2)
                elif abs(y - y2) < _STRAIGHT:
                    self._page.add("line", x, y, x2, y)

    def _image(self, element: etree._Element, matrix: Matrix) -> None:
        x, y, width, height = box_of(val(element, "Boundary"))
        self._page.add("image", *apply(matrix, x, y), *apply(matrix, x + width, y + height))


def _placed(element: etree._Element, outer: Matrix) -> Matrix:
    """From the measures of an object to those of the page: its own matrix, then the corner of its box, then what it stands in."""
    numbers = [number(word) for word in val(element, "CTM").split()]
    own: Matrix = (*numbers[:6],) if len(numbers) >= 6 else IDENTITY  # type: ignore[assignment]
    x, y, _, _ = box_of(val(element, "Boundary"))
    return combined(combined(own, (1, 0, 0, 1, x, y)), outer)


def _box(corners: Sequence[Point]) -> tuple[float, float, float, float] | None:
    """The box that the corners make, level and upright; None where they make anything else."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    at_edge = all(
        min(abs(x - left), abs(x - right)) < _STRAIGHT and min(abs(y - top), abs(y - bottom)) < _STRAIGHT
        for x, y in corners
    )
    level = all(abs(a[0] - b[0]) < _STRAIGHT or abs(a[1] - b[1]) < _STRAIGHT for a, b in pairwise(corners))
    return (left, top, right, bottom) if at_edge and level and 4 <= len(corners) <= 6 else None


def apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def combined(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = then
    return (
        a * a2 + b * c2, a * b2 + b * d2, c * a2 + d * c2, c * b2 + d * d2, e * a2 + f * c2 + e2, e * b2 + f * d2 + f2,
    )  # fmt: skip


def distances(written: str, count: int) -> Iterator[float]:
    """The distances between characters, ``count`` of them at most; "g 3 5.5" is 5.5 three times (GB/T 33190, 11.3)."""
    words = iter(written.split())
    for word in words:
        times = min(int(number(next(words, "0"))), count) if word == "g" else 1
        distance = number(next(words, "0") if word == "g" else word)
        for _ in range(times):
            yield distance
            count -= 1
        if count <= 0:
            return


def box_of(written: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of a box; nothing at all for one that is no box."""
    words = [number(word) for word in written.split()]
    return (words[0], words[1], words[2], words[3]) if len(words) >= 4 else (0.0, 0.0, 0.0, 0.0)


def number(written: str, default: float = 0.0) -> float:
    """A length as written, within bounds; ``default`` for anything else."""
    try:
        value = float(written)
    except ValueError:
        return default
    return value if abs(value) < MAX_LENGTH else default
