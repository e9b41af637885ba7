"""The vocabulary in which an official form is declared.

A form is data: sections, tables, trees of row stubs and column heads, and the sums that the notice prescribes. Everything
else (grid, Word table, workbook, checks, import matching, help) is derived from it, so a new official edition is one new
declaration in ``models/forms``. All objects are frozen; ``Form`` validates itself when it is made and raises ``FormError``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from models.node import Kind, Leaf, Node, leaves_of, plain
from models.roles import Role
from models.table import BETWEEN, Balance, Block, Cell, FormError, Runs, Sum, Table, add_cells, cell_id, sums_of

__all__ = [
    "BETWEEN",
    "Balance",
    "Block",
    "Cell",
    "Form",
    "FormError",
    "Kind",
    "Leaf",
    "Node",
    "Part",
    "Role",
    "Runs",
    "Section",
    "Sum",
    "Table",
    "cell_id",
    "leaves_of",
    "plain",
]

_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the report; ``id`` as in the data, ``title`` as printed in its heading, ``prompt`` asks the clerk for it.

    ``words`` are what its heading speaks of, however it is worded; ``role`` and ``was`` as for a ``Node``.
    """

    id: str
    title: str
    prompt: str
    role: Role | None = None
    words: str | tuple[str, ...] = ()
    was: str | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """The words of its heading, one by one."""
        return tuple(self.words.split()) if isinstance(self.words, str) else self.words


@dataclass(frozen=True, slots=True)
class Section:
    """A section: a table, or a text that may be told in parts. ``words`` are other titles in use for it; ``role`` and ``was``
    (the number in the edition before) as for a ``Node``; the role of a section with a table is the table's."""

    number: str
    title: str
    prompt: str = ""
    parts: tuple[Part, ...] = ()
    table: Table | None = None
    basis: str = ""
    role: Role | None = None
    words: str | tuple[str, ...] = ()
    was: str | None = None

    @property
    def heading(self) -> str:
        return f"{self.number}、{self.title}"

    @property
    def said(self) -> tuple[str, ...]:
        """The other titles in use, one by one."""
        return tuple(self.words.split()) if isinstance(self.words, str) else self.words


@dataclass(frozen=True)
class Form:
    """An edition of the official form.

    ``since``: the first report year it is prescribed for; its last one follows from the next edition (``models.forms``).
    ``preamble`` is the optional text before the first section.
    """

    id: str
    title: str
    basis: str
    since: int
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
                add_cells(table, block, cells, totals)
            sums.extend(sums_of(table, self.basis))
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
                parts.append(Part(section.number, section.title, section.prompt, section.role))
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

    def by_role(self, *roles: Role) -> tuple[Cell, ...]:
        """The cells whose table, row and column have all these roles between them, in printed order."""
        if roles not in self._asked:
            wanted = frozenset(roles)
            self._asked[roles] = tuple(cell for cell in self.cells.values() if wanted <= cell.roles)
        return self._asked[roles]

    def amount(self, *roles: Role) -> tuple[str, ...]:
        """The ids of the cells that add up to what the roles mean between them, each thing once: the totals that the form
        prints, else their parts; () where the form has no such thing. For example ``form.amount(Role.DENIED)``."""
        cells = [cell.id for cell in self.by_role(*roles)]
        wide = sorted(cells, key=lambda id: -len(self.totals.get(id, ())))
        taken: dict[str, frozenset[str]] = {}
        for id in wide:
            leaves = frozenset(self.totals.get(id, (id,)))
            if all(leaves.isdisjoint(other) for other in taken.values()):
                taken[id] = leaves
        return tuple(id for id in cells if id in taken)

    def in_row(self, cell: Cell, role: Role) -> Cell | None:
        """The cell of this row whose column has the role, in the same group of columns; None where there is none."""
        return self._beside(cell, [c for c in self.by_role(role) if role in c.column.roles and c.row is cell.row])

    def in_column(self, cell: Cell, role: Role) -> Cell | None:
        """The cell of this column whose row has the role; None where there is none."""
        return self._beside(cell, [c for c in self.by_role(role) if role in c.row.roles and c.column is cell.column])

    def _beside(self, cell: Cell, found: list[Cell]) -> Cell | None:
        near = [c for c in found if c.column.path[:-1] == cell.column.path[:-1] and c.table is cell.table]
        return near[0] if near else None

    def table(self, role: Role) -> Table | None:
        """The table with this role."""
        return next((table for table in self.tables if table.role == role), None)

    def section(self, role: Role) -> Section | None:
        """The section with this role, or whose table has it."""
        return next((s for s in self.sections if role in (s.role, s.table.role if s.table else None)), None)

    def texts_of(self, role: Role) -> tuple[str, ...]:
        """The ids of the texts of the section with this role, its parts included, or of the one part with it."""
        section = self.section(role)
        if section is not None and section.table is None:
            return (section.number, *(part.id for part in section.parts))
        return tuple(id for id, part in self.texts.items() if part.role == role)

    @cached_property
    def _asked(self) -> dict[tuple[Role, ...], tuple[Cell, ...]]:
        return {}

    def section_of(self, text_or_table_id: str) -> Section | None:
        """The section that holds this text, table or cell; None for the preamble."""
        table_id = text_or_table_id.split(".")[0]
        for section in self.sections:
            if section.number == table_id or (section.table and section.table.id == table_id):
                return section
        return None

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
