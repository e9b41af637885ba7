"""One statistical table as it is declared: its blocks, its cells, the sums that hold in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from models.node import Kind, Leaf, Node, leaves_of, plain
from models.roles import Role


class FormError(ValueError):
    """A declaration contradicts itself; raised while the form is made, never while a report is filled in."""


BETWEEN = " · "
"""What stands between table, row and column in the name of a cell."""


@dataclass(frozen=True, slots=True)
class Balance:
    """In every column the rows ``left`` and the rows ``right`` (by key) add up to the same figure.

    ``said`` is how messages call both sides; the names of the rows where it is left out.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    said: tuple[str, str] | None = None


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
    """One statistical table. ``number`` is what people call it (表三); ``sum_basis`` says where its balances are prescribed.

    ``role`` and ``was`` (the id of the table in the edition before) as for a ``Node``.
    """

    id: str
    number: str
    blocks: tuple[Block, ...]
    balances: tuple[Balance, ...] = ()
    basis: str = ""
    sum_basis: str = ""
    role: Role | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table; ``name`` names table, row and column for messages."""

    id: str
    table: Table
    row: Leaf
    column: Leaf
    kind: Kind

    @property
    def roles(self) -> frozenset[Role]:
        """What its table, its row and its column mean, their groups included."""
        own = self.row.roles | self.column.roles
        return own if self.table.role is None else own | {self.table.role}

    @property
    def is_total(self) -> bool:
        return self.row.node.total or self.column.node.total

    @property
    def name(self) -> str:
        return BETWEEN.join(part for part in (self.table.number, self.row.name, self.column.name) if part)

    @property
    def help(self) -> str:
        return "\n".join(text for text in dict.fromkeys((self.row.help, self.column.help)) if text)


class Runs(StrEnum):
    """How a sum runs: rows against rows in each column, down to a total row, along to a total column."""

    BALANCE = "balance"
    COLUMN = "column"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells of ``left`` add up to those of ``right``. For a total, ``right`` is that one cell; for a balance, several.

    ``line`` names the row or column in which the sum runs, ``said`` what stands on its two sides. All sums of a table that run
    the same way are one check, whose code is ``code``.
    """

    table: str
    runs: Runs
    line: str
    said: tuple[str, str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    basis: str

    @property
    def code(self) -> str:
        return f"{self.table}.{self.runs}"

    @property
    def cells(self) -> tuple[str, ...]:
        return (*self.left, *self.right)


def cell_id(table: Table, row: Leaf, column: Leaf) -> str:
    return ".".join(part for part in (table.id, row.key, column.key) if part)


def add_cells(table: Table, block: Block, cells: dict[str, Cell], totals: dict[str, tuple[str, ...]]) -> None:
    """Enter the cells of a block, and of each total the leaf cells that it is derived from."""
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


MANY = 8
"""Parts of a sum beyond which they are not named one by one."""


def sums_of(table: Table, notice: str) -> Iterator[Sum]:
    """The sums that hold in a table, of each block the balances first; ``notice`` prescribes the totals."""
    if missing := _unknown_rows(table):
        raise FormError(f"{table.id}: a balance names rows that do not exist: {missing}")
    for block in table.blocks:
        yield from _balances(table, block, notice)
        yield from _totals(table, block, notice)


def _unknown_rows(table: Table) -> list[str]:
    """The rows that a balance names and no block has together."""
    blocks = [{row.key for row in block.row_leaves} for block in table.blocks]
    wanted = [(*balance.left, *balance.right) for balance in table.balances]
    return [key for keys in wanted if not any(block.issuperset(keys) for block in blocks) for key in keys]


def _balances(table: Table, block: Block, notice: str) -> Iterator[Sum]:
    rows = {row.key: row for row in block.row_leaves}
    basis = table.sum_basis or f"{notice} {table.number}"
    for balance in table.balances:
        sides = balance.left, balance.right
        if rows.keys() >= {*balance.left, *balance.right}:
            one, other = balance.said or tuple("＋".join(rows[key].name for key in side) for side in sides)
            for column in block.column_leaves:
                left, right = (tuple(cell_id(table, rows[key], column) for key in side) for side in sides)
                yield Sum(table.id, Runs.BALANCE, column.name, (one, other), left, right, basis)


def _totals(table: Table, block: Block, notice: str) -> Iterator[Sum]:
    rows, columns = block.row_leaves, block.column_leaves
    for row in rows:
        if row.summed:
            said = _said([rows[i] for i in row.summed], row)
            basis = f"{notice} {table.number}“{said[1]}”行"
            for column in columns:
                left = tuple(cell_id(table, rows[i], column) for i in row.summed)
                yield Sum(table.id, Runs.COLUMN, column.name, said, left, (cell_id(table, row, column),), basis)
    for column in columns:
        if column.summed:
            said = _said([columns[i] for i in column.summed], column)
            basis = f"{notice} {table.number}“{said[1]}”列"
            for row in rows:
                left = tuple(cell_id(table, row, columns[i]) for i in column.summed)
                line = row.name or " ".join(node.name or plain(node.label) for node in column.path[:-1])
                yield Sum(table.id, Runs.ROW, line, said, left, (cell_id(table, row, column),), basis)


def _said(parts: Sequence[Leaf], total: Leaf) -> tuple[str, str]:
    names = [plain(leaf.node.label) for leaf in parts]
    return "＋".join(names) if len(names) <= MANY else "各项之和", plain(total.node.label)
