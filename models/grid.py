"""The printed grid of a table, derived from its declaration: which text or number stands where and what it spans."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from models.form import Block, Node, Table, cell_id


class Role(Enum):
    """What a place of the grid is for."""

    TITLE = "title"
    CORNER = "corner"
    HEAD = "head"
    STUB = "stub"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Place:
    """One merged place: position and span in grid units, its printed text or the id of its number."""

    row: int
    column: int
    rowspan: int
    colspan: int
    role: Role
    text: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """All places of a table in reading order; ``head_rows`` are repeated on each page, ``stub_columns`` hold labels."""

    rows: int
    columns: int
    head_rows: int
    stub_columns: int
    places: tuple[Place, ...]


@lru_cache(maxsize=16)
def grid_of(table: Table) -> Grid:
    """The grid of a table. Blocks stand under one another; their number columns share the widths of the widest division."""
    stub_columns = max(_stub_columns(block) for block in table.blocks)
    units = math.lcm(*(len(block.column_leaves) for block in table.blocks))
    places: list[Place] = []
    row = 0
    for block in table.blocks:
        row = _lay_block(table, block, row, stub_columns, units, places)
    first = table.blocks[0]
    head_rows = _head_rows(first) if len(table.blocks) == 1 else 0
    places.sort(key=lambda place: (place.row, place.column))
    return Grid(row, stub_columns + units, head_rows, stub_columns, tuple(places))


def _stub_columns(block: Block) -> int:
    return max(node.depth if node.label else 0 for node in block.rows)


def _head_rows(block: Block) -> int:
    return max(node.depth for node in block.columns)


def _lay_block(table: Table, block: Block, row: int, stub_columns: int, units: int, places: list[Place]) -> int:
    unit = units // len(block.column_leaves)
    if block.title:
        places.append(Place(row, 0, 1, stub_columns + units, Role.TITLE, block.title))
        row += 1
    heads = _head_rows(block)
    if stub_columns:
        places.append(Place(row, 0, heads, stub_columns, Role.CORNER, block.corner))

    def head(node: Node, top: int, left: int) -> int:
        width = len(list(node.leaves())) * unit
        span = 1 if node.children else row + heads - top
        places.append(Place(top, left, span, width, Role.HEAD, node.label))
        inner = left
        for child in node.children:
            inner = head(child, top + 1, inner)
        return left + width

    left = stub_columns
    for node in block.columns:
        left = head(node, row, left)
    row += heads

    def stub(node: Node, top: int, column: int) -> int:
        height = len(list(node.leaves()))
        span = 1 if node.children else stub_columns - column
        if span:
            places.append(Place(top, column, height, span, Role.STUB, node.label))
        inner = top
        for child in node.children:
            inner = stub(child, inner, column + 1)
        return top + height

    top = row
    for node in block.rows:
        top = stub(node, top, 0)
    for i, row_leaf in enumerate(block.row_leaves):
        for j, column_leaf in enumerate(block.column_leaves):
            cell = cell_id(table, row_leaf, column_leaf)
            places.append(Place(row + i, stub_columns + j * unit, 1, unit, Role.NUMBER, cell=cell))
    return top
