"""The vocabulary in which an official form is declared.

A form is data: sections, tables, trees of row stubs and column heads, and the sums that the notice prescribes. Everything
else (grid, Word table, workbook, checks, import matching, help) is derived from it, so a new official edition is one new
declaration in ``models/forms``. All objects are frozen; ``Form`` validates itself when it is made and raises ``FormError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType

_KEY = re.compile(r"[a-z][a-z_]*")


class FormError(ValueError):
    """A declaration contradicts itself; raised while the form is made, never while a report is filled in."""


class Kind(Enum):
    """What kind of number a cell takes."""

    COUNT = "非负整数"
    SIGNED = "整数，可为负"
    AMOUNT = "金额（万元）"


BETWEEN = " · "
"""What stands between table, row and column in the name of a cell."""


@dataclass(frozen=True, slots=True)
class Node:
    """A row stub or a column head: a leaf carries numbers, a group spans its children.

    ``key`` is this node's part of the cell id ("" when it has none). ``label`` is the printed text; a line break in it is
    where the official form breaks the line. ``name`` is how messages call it (default: the label; "" leaves it out).
    A ``total`` sums all other leaves below its parent. ``help`` says what is counted; a node without one has its parent's.
    """

    key: str
    label: str
    children: tuple[Node, ...] = ()
    kind: Kind = Kind.COUNT
    total: bool = False
    help: str = ""
    name: str | None = None

    def leaves(self) -> Iterator[Node]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf with its way from the root; ``summed`` are the indices of the leaves it totals (empty: not a total).

    ``key`` is the leaf's part of the cell id, ``name`` how a message calls this row or column, for example
    ``（三）不予公开 1.属于国家秘密``.
    """

    path: tuple[Node, ...]
    summed: tuple[int, ...]
    key: str = field(init=False, compare=False)
    name: str = field(init=False, compare=False)

    def __post_init__(self) -> None:  # once, since every check asks for them at every keystroke
        names = (plain(node.label) if node.name is None else node.name for node in self.path)
        object.__setattr__(self, "key", ".".join(node.key for node in self.path if node.key))
        object.__setattr__(self, "name", " ".join(name for name in names if name))

    @property
    def node(self) -> Node:
        return self.path[-1]

    @property
    def help(self) -> str:
        return next((node.help for node in reversed(self.path) if node.help), "")


def plain(label: str) -> str:
    """The label without the line breaks of the printed form."""
    return label.replace("\n", "")


def leaves_of(roots: tuple[Node, ...]) -> tuple[Leaf, ...]:
    """The leaves below ``roots`` in printed order, each total knowing which others it sums."""
    found: list[tuple[tuple[Node, ...], tuple[int, int]]] = []

    def walk(nodes: tuple[Node, ...], path: tuple[Node, ...]) -> None:
        first = len(found)
        last = first + sum(len(list(node.leaves())) for node in nodes)
        for node in nodes:
            if node.children:
                walk(node.children, (*path, node))
            else:
                found.append(((*path, node), (first, last)))

    walk(roots, ())
    return tuple(
        Leaf(path, tuple(i for i in range(*span) if not found[i][0][-1].total) if path[-1].total else ())
        for path, span in found
    )


@dataclass(frozen=True, slots=True)
class Balance:
    """In every column the rows ``left`` and the rows ``right`` add up to the same figure."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A part of a table with its own heads: an optional title row, a corner, column heads, rows."""

    columns: tuple[Node, ...]
    rows: tuple[Node, ...]
    corner: str = ""
    title: str = ""

    @cached_property
    def column_leaves(self) -> tuple[Leaf, ...]:
        return leaves_of(self.columns)

    @cached_property
    def row_leaves(self) -> tuple[Leaf, ...]:
        return leaves_of(self.rows)


@dataclass(frozen=True)
class Table:
    """One statistical table. ``number`` is what people call it (表三); ``sum_basis`` says where its sums are prescribed."""

    id: str
    number: str
    blocks: tuple[Block, ...]
    balances: tuple[Balance, ...] = ()
    basis: str = ""
    sum_basis: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the report; ``id`` as in the data, ``title`` as printed in its heading, ``prompt`` asks the clerk for it."""

    id: str
    title: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: a table, or a text that may be told in parts."""

    number: str
    title: str
    prompt: str = ""
    parts: tuple[Part, ...] = ()
    table: Table | None = None
    basis: str = ""

    @property
    def heading(self) -> str:
        return f"{self.number}、{self.title}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table; ``name`` names table, row and column for messages."""

    id: str
    table: Table
    row: Leaf
    column: Leaf
    kind: Kind

    @property
    def is_total(self) -> bool:
        return self.row.node.total or self.column.node.total

    @property
    def name(self) -> str:
        return BETWEEN.join(part for part in (self.table.number, self.row.name, self.column.name) if part)

    @property
    def help(self) -> str:
        return "\n".join(text for text in dict.fromkeys((self.row.help, self.column.help)) if text)


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells of ``left`` add up to those of ``right``. For a total, ``right`` is that one cell; for a balance, several.

    ``line`` names the row or column in which the sum runs.
    """

    code: str
    line: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    basis: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (*self.left, *self.right)


def cell_id(table: Table, row: Leaf, column: Leaf) -> str:
    return ".".join(part for part in (table.id, row.key, column.key) if part)


@dataclass(frozen=True)
class Form:
    """An edition of the official form.

    ``years``: first and last report year it was prescribed for (None: still in force). ``preamble`` is the optional text
    before the first section.
    """

    id: str
    title: str
    basis: str
    years: tuple[int, int | None]
    preamble: Part
    sections: tuple[Section, ...]
    cells: Mapping[str, Cell] = field(init=False, repr=False, compare=False)
    totals: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    sums: tuple[Sum, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cells: dict[str, Cell] = {}
        totals: dict[str, tuple[str, ...]] = {}
        sums: list[Sum] = []
        for table in self.tables:
            for block in table.blocks:
                _add_cells(table, block, cells, totals)
                sums.extend(_sums(table, block))
        object.__setattr__(self, "cells", MappingProxyType(cells))
        object.__setattr__(self, "totals", MappingProxyType(totals))
        object.__setattr__(self, "sums", tuple(sums))
        self._validate()

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(section.table for section in self.sections if section.table)

    @cached_property
    def texts(self) -> Mapping[str, Part]:
        """Every text by id, in printed order: the preamble, each text section, each of its parts."""
        parts = [self.preamble]
        for section in self.sections:
            if section.table is None:
                parts.append(Part(section.number, section.title, section.prompt))
                parts.extend(section.parts)
        return MappingProxyType({part.id: part for part in parts})

    @cached_property
    def typed_cells(self) -> Mapping[str, tuple[Cell, ...]]:
        """By table id: the cells that a person types, totals left out."""
        return MappingProxyType(
            {
                table.id: tuple(cell for cell in self.cells.values() if cell.table is table and not cell.is_total)
                for table in self.tables
            }
        )

    @cached_property
    def by_column(self) -> Mapping[str, tuple[str, ...]]:
        """By column key: the ids of the cells of all columns of that key."""
        found: dict[str, tuple[str, ...]] = {}
        for id, cell in self.cells.items():
            found[cell.column.key] = (*found.get(cell.column.key, ()), id)
        return MappingProxyType(found)

    def section_of(self, text_or_table_id: str) -> Section | None:
        """The section that holds this text, table or cell; None for the preamble."""
        table_id = text_or_table_id.split(".")[0]
        for section in self.sections:
            if section.number == table_id or (section.table and section.table.id == table_id):
                return section
        return None

    def covers(self, year: int) -> bool:
        first, last = self.years
        return first <= year and (last is None or year <= last)

    def _validate(self) -> None:
        def must(condition: bool, message: str) -> None:
            if not condition:
                raise FormError(f"{self.id}: {message}")

        numbers = [section.number for section in self.sections]
        must(len(set(numbers)) == len(numbers), "a section number occurs twice")
        must(
            len(self.texts) == 1 + sum(1 + len(s.parts) for s in self.sections if not s.table), "a text id occurs twice"
        )
        for table in self.tables:
            for block in table.blocks:
                must(bool(block.rows and block.columns), f"{table.id}: a block without rows or columns")
                for leaf in (*block.row_leaves, *block.column_leaves):
                    for node in leaf.path:
                        must(not node.key or bool(_KEY.fullmatch(node.key)), f"{table.id}: bad key {node.key!r}")
                        must(not (node.total and node.children), f"{table.id}: the total {node.key!r} has children")
                    must(not leaf.node.total or bool(leaf.summed), f"{table.id}: the total {leaf.key!r} sums nothing")
                must(all(leaf.name for leaf in block.column_leaves), f"{table.id}: a column without a label")
                must(all(leaf.help for leaf in block.row_leaves if leaf.key), f"{table.id}: a row without help")
                must(all(leaf.help for leaf in block.column_leaves), f"{table.id}: a column without help")
            must(bool(table.basis), f"{table.id}: no legal basis")
        for item in self.sums:
            must(all(cell in self.cells for cell in item.cells), f"{item.code}: sums a cell that does not exist")
            must(bool(item.basis), f"{item.code}: no basis")
        for total, parts in self.totals.items():
            must(not any(part in self.totals for part in parts), f"{total}: derived from another total")
            must(
                len({self.cells[cell].kind for cell in (total, *parts)}) == 1,
                f"{total}: adds different kinds of number",
            )


def _add_cells(table: Table, block: Block, cells: dict[str, Cell], totals: dict[str, tuple[str, ...]]) -> None:
    rows, columns = block.row_leaves, block.column_leaves
    for row in rows:
        for column in columns:
            cell = Cell(cell_id(table, row, column), table, row, column, column.node.kind)
            if cell.id in cells:
                raise FormError(f"{cell.id}: the id occurs twice")
            cells[cell.id] = cell
            if cell.is_total:
                totals[cell.id] = tuple(
                    cell_id(table, r, c)
                    for r in ([rows[i] for i in row.summed] or [row])
                    for c in ([columns[i] for i in column.summed] or [column])
                )


def _sums(table: Table, block: Block) -> Iterator[Sum]:
    rows, columns = block.row_leaves, block.column_leaves
    by_key = {row.key: row for row in rows}
    for balance in table.balances:
        missing = [key for key in (*balance.left, *balance.right) if key not in by_key]
        if missing:
            raise FormError(f"{table.id}: a balance names rows that do not exist: {missing}")
        for column in columns:
            left, right = (
                tuple(cell_id(table, by_key[key], column) for key in side) for side in (balance.left, balance.right)
            )
            yield Sum(f"{table.id}.balance", column.name, left, right, table.sum_basis)
    for row in rows:
        if row.summed:
            for column in columns:
                left = tuple(cell_id(table, rows[i], column) for i in row.summed)
                yield Sum(f"{table.id}.column", column.name, left, (cell_id(table, row, column),), table.sum_basis)
    for column in columns:
        if column.summed:
            for row in rows:
                left = tuple(cell_id(table, row, columns[i]) for i in column.summed)
                line = row.name or " ".join(node.name or plain(node.label) for node in column.path[:-1])
                yield Sum(f"{table.id}.row", line, left, (cell_id(table, row, column),), table.sum_basis)
