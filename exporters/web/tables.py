"""A table of the form as HTML rows: which cells are headers, for what, and which headers a figure stands under.

A screen reader that says "3" must also say of what. ``scope`` is enough for a simple table; those of the form have heads of three
levels and blocks with their own heads, so each figure names its headers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from models.form import Table
from models.grid import Place, Role, grid_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One ``th`` or ``td`` as the template writes it. ``role`` chooses its style; ``cell`` is the id of its number, ``text``
    its label where it is none, a newline where the official form breaks it."""

    tag: str
    role: str
    text: str
    cell: str
    colspan: int
    rowspan: int
    id: str = ""
    scope: str = ""
    headers: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """``thead`` with the heads of the whole table, or a ``tbody`` for each block."""

    tag: str
    rows: tuple[tuple[Cell, ...], ...]


@lru_cache(maxsize=16)
def groups_of(table: Table) -> tuple[Group, ...]:
    """The rows of a table in groups: its heads and then its body, or each block under its title."""
    grid = grid_of(table)
    starts = [place.row for place in grid.places if place.role is Role.TITLE] or [0, grid.head_rows]
    found = []
    for first, last in pairwise([*starts, grid.rows]):
        # heads that stand in one group are those of the figures in it, or of the whole table
        heads = [p for p in grid.places if p.text and p.role in (Role.TITLE, Role.HEAD) and p.row in range(first, last)]
        if last <= grid.head_rows:
            common = heads
        elif not heads:
            heads = common
        stubs = [p for p in grid.places if p.text and p.role is Role.STUB and p.row in range(first, last)]
        rows: list[list[Cell]] = [[] for _ in range(first, last)]
        for place in grid.places:
            if first <= place.row < last:
                rows[place.row - first].append(_cell(table, place, heads, stubs))
        found.append(Group("thead" if last <= grid.head_rows else "tbody", tuple(map(tuple, rows))))
    return tuple(found)


def _cell(table: Table, place: Place, heads: list[Place], stubs: list[Place]) -> Cell:
    shape = (place.colspan, place.rowspan)
    if place.role is Role.NUMBER:
        above = [p for p in heads if p.column <= place.column < p.column + p.colspan]
        beside = [p for p in stubs if p.row <= place.row < p.row + p.rowspan]
        headers = " ".join(_id(table, p) for p in (*above, *beside))
        return Cell("td", place.role.value, "", place.cell, *shape, headers=headers)
    text = place.text
    if not text or place.role is Role.CORNER:
        return Cell("td", place.role.value, text, "", *shape)
    return Cell("th", place.role.value, text, "", *shape, _id(table, place), _scope(place))


def _scope(place: Place) -> str:
    if place.role is Role.STUB:
        return "rowgroup" if place.rowspan > 1 else "row"
    return "colgroup" if place.colspan > 1 else "col"


def _id(table: Table, place: Place) -> str:
    return f"{table.id}-{place.row + 1}-{place.column + 1}"
