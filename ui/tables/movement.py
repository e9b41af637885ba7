"""Where the cursor goes from a cell: plain functions on the shape of a table, as people know it from spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from ui.tables.shape import Shape, Spot


class Way(Enum):
    """A direction on the grid: rows and columns per step."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)


def neighbour(shape: Shape, spot: Spot, way: Way) -> Spot:
    """The next number in this direction; the spot itself at the edge."""
    row, column = spot
    if way in (Way.LEFT, Way.RIGHT):
        line = next(line for line in shape.lines if line[0][0] == row)
        at = line.index(spot) + way.value[1]
        return line[at] if 0 <= at < len(line) else spot
    rows = [line for line in shape.lines if (line[0][0] > row if way is Way.DOWN else line[0][0] < row)]
    if not rows:
        return spot
    line = rows[0] if way is Way.DOWN else rows[-1]
    covering = [other for other in line if other[1] <= column]
    return covering[-1] if covering else line[0]


def edge(shape: Shape, spot: Spot, way: Way) -> Spot:
    """The last number in this direction (Ctrl and an arrow, Home, End)."""
    while (beyond := neighbour(shape, spot, way)) != spot:
        spot = beyond
    return spot


def first(shape: Shape) -> Spot:
    return shape.lines[0][0]


def last(shape: Shape) -> Spot:
    return shape.lines[-1][-1]


def onward(shape: Shape, spot: Spot, across: bool, back: bool = False) -> Spot | None:
    """The next number to type after this one (Enter, Tab): totals are passed over. None beyond the last."""
    order = shape.typed_across if across else shape.typed_down
    if spot in order:
        at = order.index(spot) + (-1 if back else 1)
        return order[at] if 0 <= at < len(order) else None
    key: Callable[[Spot], tuple[int, ...]] = (lambda s: s) if across else (lambda s: (s[1], s[0]))
    if back:
        return next((other for other in reversed(order) if key(other) < key(spot)), None)
    return next((other for other in order if key(other) > key(spot)), None)
