"""What the first page shows: four figures, the shares of the results, review and litigation by outcome, each beside last year's.

The rows and columns come from the declaration by their roles, so that every edition gives its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from models.form import Cell, Form, Node, Role, plain
from models.report import Report
from models.totals import Figures, Number, evaluate

OUTCOMES = (Role.UPHELD, Role.CORRECTED, Role.OTHER_OUTCOME, Role.PENDING)


@dataclass(frozen=True, slots=True)
class Year:
    """A report and its figures; ``None`` for a year that is not known is no Year."""

    report: Report
    figures: Figures

    @classmethod
    def of(cls, report: Report) -> Year:
        return cls(report, evaluate(report))

    @property
    def form(self) -> Form:
        return self.report.form

    @property
    def name(self) -> str:
        return f"{self.report.year}年" if self.report.year else "本年"

    def amount(self, *roles: Role) -> Number | None:
        """What the roles mean between them; None where the form has no such thing, all of it is blank, or some of it is no number."""
        return self.sum(self.form.amount(*roles))

    def sum(self, ids: tuple[str, ...]) -> Number | None:
        known = ids and self.figures.readable(ids) and any(self.figures.printed[id] is not None for id in ids)
        return self.figures.add(ids) if known else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of both years."""

    label: str
    last: Number | None
    this: Number | None


@dataclass(frozen=True, slots=True)
class Result:
    """One kind of result: its name, and its number in each of the years, this year first; ``grouped``: it has rows below it."""

    label: str
    counts: tuple[Number, ...]
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one kind in one year: by outcome in the order of ``OUTCOMES``, all of them, and the share that was corrected."""

    label: str
    outcomes: tuple[Number | None, ...]
    total: Number | None
    corrected: str


def pairs(this: Year, last: Year | None) -> tuple[Pair, ...]:
    """The four figures that a leader asks for."""
    asked = (
        ("新收申请", Role.RECEIVED),
        ("办结申请", Role.CONCLUDED),
        ("行政复议", Role.REVIEW),
        ("行政诉讼", Role.SUITS),
    )
    return tuple(Pair(label, last.amount(role) if last else None, this.amount(role)) for label, role in asked)


def results(years: tuple[Year, ...]) -> tuple[Result, ...]:
    """The results of this year's form, each with its number in every year; a row that a year's form does not tell apart is nil there."""
    nodes = dict(_kinds(years[0].form))
    counted = [dict(_counts(year)) for year in years]
    return tuple(
        Result(
            _bare(node.name or plain(node.label)), tuple(count.get(key, 0) for count in counted), bool(node.children)
        )
        for key, node in nodes.items()
    )


def _kinds(form: Form) -> Iterator[tuple[object, Node]]:
    """The kinds of result: the rows right under the group of all results, without the total."""
    for cell in form.by_role(Role.RESULTS):
        node = _kind_of(cell)
        if node is not None:
            yield node.role or node.key, node


def _kind_of(cell: Cell) -> Node | None:
    below = [node for node in cell.row.path if node.role is not Role.RESULTS]
    return below[0] if below and not below[0].total else None


def _bare(label: str) -> str:
    """（一）予以公开 without its number."""
    return label.partition("）")[2] if label.startswith("（") else label


def _counts(year: Year) -> Iterator[tuple[object, Number]]:
    ids: dict[object, list[str]] = {}
    for cell in year.form.by_role(Role.RESULTS):
        node = _kind_of(cell)
        # applicants add up to a total that may be missing; the parts are what was counted
        if node is not None and not cell.is_total:
            ids.setdefault(node.role or node.key, []).append(cell.id)
    stated = {key: _stated(year, key) for key in ids}
    for key, cells in ids.items():
        yield key, stated[key] or year.sum(tuple(cells)) or 0


def _stated(year: Year, key: object) -> Number | None:
    return year.amount(key) if isinstance(key, Role) else None


def cases(this: Year, last: Year | None) -> tuple[Cases, ...]:
    """Review and litigation by outcome, each kind with last year's behind it."""
    found = []
    for label, role in (("行政复议", Role.REVIEW), ("行政诉讼", Role.SUITS)):
        for year in (this, last):
            if year is not None:
                outcomes = tuple(year.amount(role, outcome) for outcome in OUTCOMES)
                total = year.amount(role)
                found.append(Cases(f"{label}　{year.name}", outcomes, total, _corrected(outcomes)))
    return tuple(found)


def _corrected(outcomes: tuple[Number | None, ...]) -> str:
    """结果纠正 among the cases that were concluded; "—" where none was."""
    upheld, corrected, other, _ = (outcome or 0 for outcome in outcomes)
    concluded = upheld + corrected + other
    return percent_of(corrected, concluded)


def percent_of(part: Number, whole: Number) -> str:
    """A share in percent to one decimal; "—" of nothing."""
    if not whole or whole < 0 or part < 0:
        return "—"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
