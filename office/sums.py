"""The sum of a node: every report of record once, leaf cells added, totals derived from them; and the way back to the units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from models.form import Form
from models.forms import form_for
from models.totals import Number
from office import roster
from office.errors import OfficeError
from office.ledger import Ledger
from office.roster import Roster, Unit, key_of
from office.schema import column


class Scope(Enum):
    """``OWN`` 本级: the units whose superior the node is; ``AREA`` 行政区域: all below it."""

    OWN = "own"
    AREA = "area"

    @property
    def word(self) -> str:
        return "本级" if self is Scope.OWN else "行政区域"


@dataclass(frozen=True)
class Basis:
    """What a sum rests on: the units that must report, those whose reports are ``counted``, and the lower nodes of which the
    government's own report counts since their units have sent none (``through``)."""

    node: Unit
    scope: Scope
    year: int
    expected: tuple[Unit, ...]
    counted: tuple[Unit, ...]
    through: tuple[Unit, ...]

    @property
    def missing(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.expected if unit.record is None)

    @property
    def form(self) -> Form:
        return form_for(self.year)

    @property
    def line(self) -> str:
        """What stands on every output: 58 of 60, and who is missing."""
        names = [unit.name for unit in self.missing]
        shown = "、".join(names[:20]) + (f"等{len(names)}个" if len(names) > 20 else "")
        missing = f"缺{len(names)}个：{shown}（数字未知，不是0）" if names else "已到齐"
        through = "；".join(f"“{unit.name}”按它自己的报告计入" for unit in self.through[:5])
        return (
            f"{self.node.name}（{self.scope.word}）{self.year}年度：应报{len(self.expected)}个，"
            f"计入{len(self.counted)}份，{missing}{'；' + through if through else ''}"
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """Text in a cell that is no number: the cell of this unit is unknown."""

    unit: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A total as a unit stated it, and as its own cells add up."""

    unit: str
    cell: str
    stated: Number
    sum: Number | None


@dataclass(frozen=True)
class Sum:
    """``cells`` holds every cell of the form: a number, or None where no counted report has one."""

    basis: Basis
    cells: Mapping[str, Number | None]
    unknown: tuple[Unknown, ...]
    disputed: tuple[Disputed, ...]

    def as_json(self) -> dict[str, Any]:
        """As ``office sum --json`` prints it."""
        basis = self.basis
        return {
            "node": basis.node.name,
            "scope": basis.scope.value,
            "year": basis.year,
            "expected": len(basis.expected),
            "counted": len(basis.counted),
            "missing": [unit.name for unit in basis.missing],
            "cells": dict(self.cells),
            "unknown": [{"unit": each.unit, "cell": each.cell, "text": each.text} for each in self.unknown],
            "disputed": [
                {"unit": each.unit, "cell": each.cell, "stated": each.stated, "sum": each.sum} for each in self.disputed
            ],
        }


@dataclass(frozen=True, slots=True)
class Share:
    """What a unit has in one cell; ``value`` is None for a blank. ``text``: it is text that is no number."""

    unit: str
    value: Number | None
    file: str
    place: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """One figure and the units behind it, the largest first."""

    cell: str
    total: Number | None
    shares: tuple[Share, ...]

    def as_json(self) -> dict[str, Any]:
        units = [{"unit": s.unit, "value": s.value, "file": s.file, "place": s.place} for s in self.shares]
        return {"cell": self.cell, "total": self.total, "units": units}


def basis_of(ledger: Ledger, node: str = "", scope: Scope = Scope.AREA, units: Roster | None = None) -> Basis:
    """What the sum of a node rests on. Raises OfficeError where there is no such node."""
    units = units or roster.load(ledger)
    top = units.node(node)
    area = units.own(top) if scope is Scope.OWN else units.area(top)
    counted: list[Unit] = []
    through: list[Unit] = []
    if scope is Scope.OWN:
        counted = [unit for unit in area if unit.record is not None]
    else:
        _count(units, top, counted, through)
    expected = tuple(unit for unit in area if not unit.excused)
    return Basis(top, scope, ledger.year, expected, tuple(counted), tuple(through))


def _count(units: Roster, node: Unit, counted: list[Unit], through: list[Unit]) -> None:
    """A lower node counts through its units where one of them has sent something, else through its own report, never both."""
    for unit in units.below.get(node.id, ()):
        if not unit.node:
            if unit.record is not None:
                counted.append(unit)
        elif units.has_units(unit):
            before = len(counted)
            _count(units, unit, counted, through)
            if len(counted) == before and unit.record is not None:
                counted.append(unit)
                through.append(unit)
        elif unit.record is not None and key_of(unit.name) != key_of(node.name):
            counted.append(unit)


def add_up(ledger: Ledger, basis: Basis) -> Sum:
    """The sum over the counted reports."""
    form = basis.form
    choose(ledger, basis.counted)
    leaves = [id for id in form.cells if id not in form.totals]
    cells: dict[str, Number | None] = dict(zip(leaves, _added(ledger, leaves), strict=True))
    cells.update(_exact(ledger, leaves))
    for total, parts in form.totals.items():
        known = [number for part in parts if (number := cells[part]) is not None]
        cells[total] = sum(known) if known else None
    ordered = {id: cells[id] for id in form.cells}
    names = {unit.record: unit.name for unit in basis.counted}
    return Sum(basis, ordered, _unknown(ledger, form, names), tuple(_disputed(ledger, form, names)))


def choose(ledger: Ledger, counted: Iterable[Unit]) -> None:
    """The reports that are added, for the queries that follow."""
    ledger.run("CREATE TEMP TABLE IF NOT EXISTS chosen (report INTEGER PRIMARY KEY, unit INTEGER)")
    ledger.run("DELETE FROM chosen")
    ledger.run_many("INSERT INTO chosen VALUES (?, ?)", ((unit.record, unit.id) for unit in counted))


def _added(ledger: Ledger, cells: Sequence[str]) -> list[int | None]:
    """The sums of whole numbers; cells that hold others are added digit for digit by ``_exact``."""
    columns = ", ".join(f"sum({column(cell)})" for cell in cells)
    try:
        row = ledger.one(f"SELECT {columns} FROM chosen JOIN figure USING (report)")
    except OfficeError:  # more than SQLite can count
        row = tuple(sum(values) if (values := [v for (v,) in _whole(ledger, cell)]) else None for cell in cells)
    assert row is not None
    return [None if value is None else int(value) for value in row]


def _whole(ledger: Ledger, cell: str) -> list[tuple[Any, ...]]:
    name = column(cell)
    return ledger.rows(f"SELECT {name} FROM chosen JOIN figure USING (report) WHERE typeof({name}) = 'integer'")


def _exact(ledger: Ledger, cells: Sequence[str]) -> dict[str, Number]:
    """The sums of the cells in which some report has a number that is not whole."""
    found: dict[str, Number] = {}
    for cell, digits in ledger.rows("SELECT cell, value FROM exact JOIN chosen USING (report)"):
        found[cell] = found.get(cell, 0) + Decimal(digits)
    wanted = set(cells)
    return {
        cell: value + sum(int(whole) for (whole,) in _whole(ledger, cell))
        for cell, value in found.items()
        if cell in wanted
    }


def _unknown(ledger: Ledger, form: Form, names: Mapping[int | None, str]) -> tuple[Unknown, ...]:
    rows = ledger.rows("SELECT report, cell, value FROM unread JOIN chosen USING (report) ORDER BY unit")
    order = {cell: number for number, cell in enumerate(form.cells)}
    rows = sorted((row for row in rows if row[1] in order), key=lambda row: order[row[1]])
    return tuple(Unknown(names[report], cell, text) for report, cell, text in rows)


def _disputed(ledger: Ledger, form: Form, names: Mapping[int | None, str]) -> Iterator[Disputed]:
    """Stated totals that are not what the unit's own cells add up to; where one of these is text, nobody can tell."""
    unknown: dict[int, set[str]] = {}
    for report, cell in ledger.rows("SELECT report, cell FROM unread JOIN chosen USING (report)"):
        unknown.setdefault(report, set()).add(cell)
    for total, parts in form.totals.items():
        stated, added = column(total), sum_of(parts)
        rows = ledger.rows(
            f"SELECT report, {stated}, {added}, coalesce({', '.join(map(column, parts))}) IS NULL"
            f" FROM chosen JOIN figure USING (report) WHERE {stated} <> {added} ORDER BY unit"
        )
        for report, said, value, blank in rows:
            if unknown.get(report, set()).isdisjoint(parts):
                yield Disputed(names[report], total, _number(said), None if blank else _number(value))


def sum_of(cells: Iterable[str]) -> str:
    return "(" + " + ".join(f"coalesce({column(cell)}, 0)" for cell in cells) + ")"


def _number(value: int | float) -> Number:
    return value if isinstance(value, int) else Decimal(repr(value))


def trace(ledger: Ledger, basis: Basis, cell: str) -> Trace:
    """A figure of the sum and what each unit has in it. Raises OfficeError for a cell that the form does not have."""
    form = basis.form
    if cell not in form.cells:
        raise OfficeError(f"{form.title}没有编号为“{cell}”的格子；编号如 t3.new.total，见导出的 JSON。")
    choose(ledger, basis.counted)
    parts = form.totals.get(cell, (cell,))
    known = ", ".join(map(column, parts))
    number = ledger.one("SELECT number FROM cell WHERE id = ?", (cell,))
    assert number is not None
    first = 4 * int(number[0]) + 1
    rows = ledger.rows(
        f"SELECT chosen.report, unit.name, {sum_of(parts)}, coalesce({known}, NULL) IS NULL, report.file, place.words"
        " FROM chosen JOIN figure USING (report) JOIN report ON report.id = chosen.report JOIN unit ON unit.id = chosen.unit"
        f" LEFT JOIN origin ON origin.report = chosen.report"
        f" LEFT JOIN place ON place.id = number_in(substr(origin.places, {first}, 4)) ORDER BY chosen.unit"
    )
    marks = ", ".join("?" * len(parts))
    digits = _digits(
        ledger, f"SELECT report, cell, value FROM exact JOIN chosen USING (report) WHERE cell IN ({marks})", parts
    )
    texts = _digits(
        ledger, f"SELECT report, cell, value FROM unread JOIN chosen USING (report) WHERE cell IN ({marks})", parts
    )
    shares = []
    for report, name, value, blank, file, words in rows:
        exact = _exact_share(ledger, report, parts, digits[report]) if report in digits else value
        text = "、".join(texts.get(report, {}).values())
        shares.append(Share(name, None if blank else exact, file, words or form.cells[cell].name, text))
    shares.sort(key=lambda share: (share.value is None, -(share.value or 0)))
    values = [share.value for share in shares if share.value is not None]
    return Trace(cell, sum(values) if values else None, tuple(shares))


def _digits(ledger: Ledger, sql: str, parts: Sequence[str]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for report, cell, value in ledger.rows(sql, parts):
        found.setdefault(report, {})[cell] = value
    return found


def _exact_share(ledger: Ledger, report: int, parts: Sequence[str], digits: Mapping[str, str]) -> Number:
    whole = [part for part in parts if part not in digits]
    total: Number = sum((Decimal(value) for value in digits.values()), Decimal(0))
    if whole:
        row = ledger.one(f"SELECT {sum_of(whole)} FROM figure WHERE report = ?", (report,))
        total += row[0] if row else 0
    return total
