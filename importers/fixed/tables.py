"""Ruled tables of a PDF → tables with rows and columns; one that goes on over a page is one table again."""

from __future__ import annotations

from dataclasses import replace

from importers.document.edges import edges
from importers.fixed.page import EDGE, Box, Ruled
from models.forms import FORMS
from models.labels import labels_of
from models.tables.cells import SourceCell, SourceTable

_NEAR = 2 * EDGE
"""Points by which the rules of a table may move from one page to the next."""
_SAME_WIDTH = 12.0


def goes_on(above: Ruled, below: Ruled) -> bool:
    """Whether the table at the top of a page can be the rest of the one at the bottom of the page before."""
    return abs(above.x0 - below.x0) < _SAME_WIDTH and abs(above.x1 - below.x1) < _SAME_WIDTH


def stacked(above: Ruled, below: Ruled) -> Ruled:
    """The two as one table; a label that the page has cut in two is whole again."""
    scale = (above.x1 - above.x0) / max(below.x1 - below.x0, 1.0)

    def across(x: float) -> float:
        return above.x0 + (x - below.x0) * scale

    down = above.bottom - below.top
    moved = [
        replace(box, x0=across(box.x0), x1=across(box.x1), top=box.top + down, bottom=box.bottom + down)
        for box in below.boxes
    ]
    last = [box for box in above.boxes if above.bottom - box.bottom < EDGE]
    rest: list[Box] = []
    for box in moved:
        half = next((b for b in last if abs(b.x0 - box.x0) < _NEAR and abs(b.x1 - box.x1) < _NEAR), None)
        if half is not None and box.top - above.bottom < EDGE and _is_cut(half.text, box.text):
            half.text, half.bottom = half.text + box.text, box.bottom
        else:
            rest.append(box)
    return Ruled([*above.boxes, *rest], above.page)


def _is_cut(first: str, second: str) -> bool:
    """Whether two cells make up one label and neither is one by itself."""
    return bool(first and second) and _is_label(first + second) and not (_is_label(first) or _is_label(second))


def _is_label(text: str) -> bool:
    """Whether this is a label in the form's own words: those in use beside them are often the beginning of it."""
    found = (labels_of(form.id, table.id).exact(text) for form in FORMS.values() for table in form.tables)
    return any(match is not None and not match.differs for match in found)


def table_of(ruled: Ruled, number: int) -> SourceTable:
    """Rows and columns from where the rules are."""
    xs = edges((x for box in ruled.boxes for x in (box.x0, box.x1)), _NEAR)
    ys = edges((y for box in ruled.boxes for y in (box.top, box.bottom)), EDGE)

    def index(values: list[float], value: float, near: float) -> int:
        return max((i for i, edge in enumerate(values) if edge <= value + near), default=0)

    cells = []
    for box in sorted(ruled.boxes, key=lambda box: (round(box.top), box.x0)):
        left, right = index(xs, box.x0, 0.1), index(xs, box.x1, 0.1)
        top, bottom = index(ys, box.top, 0.1), index(ys, box.bottom, 0.1)
        cells.append(SourceCell(box.text, top, left, max(1, bottom - top), max(1, right - left)))
    return SourceTable(f"第{ruled.page}页第{number}个表格", tuple(cells))
