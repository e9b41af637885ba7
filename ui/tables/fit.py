"""How wide the stubs and how high the rows of a table are, so that all of it fits the window where it can."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from models.grid import Place, Role
from ui.tables.shape import Shape

PAD = 4
WRAP = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
NARROWEST, WIDEST = 58, 120
NARROWEST_OF_MANY = 46
WIDEST_OF_BLOCKS = 560
"""Pixels of a column of numbers."""


@dataclass(frozen=True)
class Fit:
    """Sizes in pixels: of each stub column, each head row, each body row, and of one column of numbers."""

    stubs: tuple[int, ...]
    heads: tuple[int, ...]
    rows: tuple[int, ...]
    number: int


def text_height(metrics: QFontMetrics, text: str, width: int) -> int:
    """The height of a text wrapped to ``width``."""
    return metrics.boundingRect(QRect(0, 0, max(width, 1), 10_000), WRAP, text).height()


def text_width(metrics: QFontMetrics, text: str) -> int:
    return max(metrics.horizontalAdvance(line) for line in text.split("\n"))


def fit(shape: Shape, metrics: QFontMetrics, width: int, height: int) -> Fit:
    """The sizes for a view of this width and height: compact where room is scarce, airy where it is not."""
    compact = math.ceil(1.4 * metrics.horizontalAdvance("国"))  # some fonts claim more height than their glyphs take
    stubs = _stubs(shape, metrics, compact, width)
    room = width - sum(stubs)
    number = min(max(room // shape.columns, _narrowest(shape)), _widest(shape))
    if stubs and room > number * shape.columns:
        stubs = (*stubs[:-1], min(stubs[-1] + room - number * shape.columns, _wanted(shape, metrics, stubs)))
    heads = _heights(shape, shape.heads, 0, shape.grid.head_rows, metrics, number, compact)
    rows = _rows(shape, metrics, stubs, number, compact)
    spare = height - sum(heads) - sum(rows)
    more = min(max(spare // len(rows), 0), max(34 - compact, 0))
    return Fit(stubs, heads, tuple(row + more for row in rows), number)


def _narrowest(shape: Shape) -> int:
    """Many columns without stubs become narrower still, so that all are seen at once."""
    return max((NARROWEST if shape.grid.stub_columns else NARROWEST_OF_MANY) // _units(shape), 1)


def _widest(shape: Shape) -> int:
    return WIDEST if len(shape.table.blocks) == 1 else WIDEST_OF_BLOCKS // shape.columns


def _units(shape: Shape) -> int:
    """How many columns of the grid the narrowest number takes."""
    return min(place.colspan for place in shape.body if place.role is Role.NUMBER)


def _stubs(shape: Shape, metrics: QFontMetrics, compact: int, width: int) -> tuple[int, ...]:
    count = shape.grid.stub_columns
    if not count:
        return ()
    widths = []
    for column in range(count - 1):
        groups = [p for p in shape.stubs if p.column == column and p.colspan == 1 and p.role is Role.STUB]
        one = metrics.horizontalAdvance("国")
        widths.append(max((_narrow(metrics, p, one, compact) for p in groups), default=one) + 2 * PAD)
    wanted = _wanted(shape, metrics, (*widths, 0))
    room = width - sum(widths) - shape.columns * max(NARROWEST + 6, 1) // _units(shape)
    least = metrics.horizontalAdvance("国") * 12
    return (*widths, max(min(wanted, room), min(wanted, least)))


def _narrow(metrics: QFontMetrics, place: Place, one: int, compact: int) -> int:
    """The least width, in whole characters, at which a group's label fits beside its rows."""
    for characters in range(2, 30):
        if text_height(metrics, place.text, one * characters + 1) <= place.rowspan * compact:
            return one * characters + 1
    return one * 30


def _wanted(shape: Shape, metrics: QFontMetrics, stubs: tuple[int, ...]) -> int:
    """The width of the last stub column at which every label stands on one line."""
    last = shape.grid.stub_columns - 1
    before = sum(stubs[:last])
    needed = [80]
    for place in shape.stubs:
        if place.role is Role.STUB and place.column + place.colspan > last:
            spanned = before - sum(stubs[: place.column])
            needed.append(text_width(metrics, place.text) + 2 * PAD + 2 - spanned)
    return max(needed)


def _rows(shape: Shape, metrics: QFontMetrics, stubs: tuple[int, ...], number: int, compact: int) -> tuple[int, ...]:
    rows = [compact + (0 if shape.grid.head_rows else 8)] * shape.rows
    for place in shape.stubs:
        if place.rowspan == 1 and place.role in (Role.STUB, Role.CORNER):
            width = sum(stubs[place.column : place.column + place.colspan]) - 2 * PAD
            row = place.row - shape.grid.head_rows
            if text_width(metrics, place.text) > width:
                rows[row] = max(rows[row], text_height(metrics, place.text, width) + 2)
    for place in shape.body:
        if place.role is Role.HEAD and place.rowspan == 1:
            row = shape.spot(place)[0]
            rows[row] = max(rows[row], text_height(metrics, place.text, number * place.colspan - 2 * PAD) + 4)
    if len(shape.lines) == 1:
        rows = [max(height, 2 * compact) for height in rows]
    return tuple(rows)


def _heights(
    shape: Shape, places: tuple[Place, ...], top: int, count: int, metrics: QFontMetrics, number: int, compact: int
) -> tuple[int, ...]:
    heights = [compact] * count
    for place in sorted(places, key=lambda place: place.rowspan):
        needed = text_height(metrics, place.text, number * place.colspan - 2 * PAD) + 4
        rows = range(place.row - top, place.row - top + place.rowspan)
        missing = needed - sum(heights[row] for row in rows)
        if missing > 0:
            heights[rows[-1]] += missing
    return tuple(heights)
