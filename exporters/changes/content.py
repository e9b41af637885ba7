"""What the change sheet says: this year beside last year on one page, then every change in the order of what matters to the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Indel

from exporters.changes.figures import Cases, Pair, Result, Year, cases, pairs, results
from exporters.changes.words import percent, signed
from models.changes import Change, changes
from models.checks import Dismissed, dismissed, run_checks
from models.findings import Finding, Severity
from models.form import Cell, Role
from models.report import Report
from models.texts import printed_text
from models.values import Value, show

_TOTALS, _GROUPS, _ROWS, _APPLICANTS = "总数", "办理结果分类", "各种办理结果和复议诉讼结果", "各类申请人"
"""The changes in the order of what matters to the office."""
_LEAST, _LEAST_RATIO = 10, 30
"""What stands out: a difference of this many and of this many percent, or from nil."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the sheet in words; ``last`` and ``this`` are None where no bar can be drawn."""

    label: str
    last_text: str
    this_text: str
    difference: str
    ratio: str
    last: Decimal | None
    this: Decimal | None
    striking: bool


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text of the report: its length in both years and how it relates to last year's."""

    label: str
    last_length: int
    this_length: int
    said: str


@dataclass(frozen=True)
class Content:
    """All of the change sheet. ``years`` are those that are compared, this year first; ``tiers`` the changes, those that matter most first."""

    unit: str
    year: int | None
    last_year: int | None
    compared: bool
    same_form: bool
    years: tuple[str, ...]
    pairs: tuple[Pair, ...]
    results: tuple[Result, ...]
    cases: tuple[Cases, ...]
    state: str
    tiers: tuple[tuple[str, tuple[Line, ...]], ...]
    texts: tuple[TextLine, ...]
    open: tuple[Finding, ...]
    dismissed: tuple[Dismissed, ...]


def content_of(report: Report, previous: Report | None) -> Content:
    """Compare with ``previous``, else with last year's report that is kept inside this one; without either only this year is told."""
    previous = previous or report.previous
    this = Year.of(report)
    last = Year.of(previous) if previous is not None else None
    years = tuple(year for year in (this, last) if year is not None)
    opened = tuple(
        finding
        for finding in run_checks(report, figures=this.figures, previous=previous)
        if finding.severity is not Severity.INFO
    )
    aside = tuple(dismissed(report, figures=this.figures, previous=previous))
    return Content(
        report.unit,
        report.year,
        previous.year if previous else None,
        previous is not None,
        previous is None or previous.form is report.form,
        tuple(year.name for year in years),
        pairs(this, last),
        results(years),
        cases(this, last),
        _state(opened, aside),
        tuple(_tiers(this, last)),
        tuple(_texts(this, last)) if last is not None else (),
        opened,
        aside,
    )


def _state(found: tuple[Finding, ...], aside: tuple[Dismissed, ...]) -> str:
    errors = sum(f.severity is Severity.ERROR for f in found)
    warnings = len(found) - errors
    if not found:
        said = "核对没有发现错误，也没有未处理的提醒"
    else:
        said = "核对发现" + "、".join(f"{name}{n}条" for name, n in (("错误", errors), ("提醒", warnings)) if n)
    return f"{said}；{len(aside)}条提醒经人核实后放行。" if aside else f"{said}。"


# the list of all changes


def _tiers(this: Year, last: Year | None) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The changes by what they matter to the office, the greater ones first in each tier; without last year the figures that are not nil."""
    named: dict[str, list[Change]] = {name: [] for name in (_TOTALS, _GROUPS, _ROWS, _APPLICANTS)}
    if last is None:
        rows = changes(this.report, this.report, figures=this.figures, previous_figures=this.figures)
        rows = tuple(Change(row.id, row.name, None, row.this, None, None, False, row.headline) for row in rows)
    else:
        rows = changes(this.report, last.report, figures=this.figures, previous_figures=last.figures)
    cells = this.form.cells
    for row in rows:
        if (row.this if last is None else row.difference or _unlike(row)) and (last is not None or row.headline):
            named[_tier_of(cells[row.id])].append(row)
    if last is not None:
        named[_GROUPS] += _groups((this, last))
    for name, found in named.items():
        if found:
            ordered = sorted(found, key=_size, reverse=True)
            yield name, tuple(_line(label_of(cells[row.id]) if row.id else row.name, row) for row in ordered)


def _groups(years: tuple[Year, Year]) -> Iterator[Change]:
    """The kinds of result that have rows below them, each as a whole."""
    for result in results(years):
        this, last = result.counts
        if result.grouped and this != last:
            ratio = Decimal(this - last) * 100 / Decimal(last) if last else None
            yield Change("", f"{result.label}（合计）", last, this, this - last, ratio, True, False)


def _tier_of(cell: Cell) -> str:
    if cell.table.role is Role.APPLICATIONS:
        if not cell.column.node.total:
            return _APPLICANTS
        is_result = Role.RESULTS in cell.row.roles and Role.CONCLUDED not in cell.row.roles
        return _ROWS if is_result else _TOTALS
    if cell.table.role is Role.CASES:
        return _TOTALS if cell.column.node.total else _ROWS
    return _TOTALS


def _unlike(row: Change) -> bool:
    """Whether a figure that cannot be reckoned with stands in one of the years: it is shown, since nobody else will notice."""
    return row.last != row.this and (isinstance(row.this, str) or isinstance(row.last, str) or not row.comparable)


def _size(row: Change) -> Decimal:
    return abs(Decimal(row.difference or 0))


def _strikes(row: Change) -> bool:
    return _size(row) >= _LEAST and (row.ratio is None or abs(row.ratio) >= _LEAST_RATIO)


def _line(label: str, row: Change) -> Line:
    def printed(value: Value) -> str:
        return show(value) if value is not None else "0"

    def bar(value: Value) -> Decimal | None:
        return None if isinstance(value, str) else max(Decimal(value or 0), Decimal(0))

    text = isinstance(row.last, str) or isinstance(row.this, str)
    return Line(
        label,
        printed(row.last) if row.comparable else "—",
        printed(row.this),
        signed(row.difference) if row.difference is not None else "0" if row.comparable and not text else "—",
        percent(row),
        bar(row.last) if row.comparable else None,
        bar(row.this),
        _strikes(row),
    )


def label_of(cell: Cell) -> str:
    """How the sheet calls a number: its row and its column, without the column of totals where it is one."""
    column = cell.column.name
    if cell.column.node.total:
        column = " ".join(node.label if node.name is None else node.name for node in cell.column.path[:-1])
    return " · ".join(part for part in (cell.row.name, column.strip()) if part)


# the texts


def _texts(this: Year, last: Year) -> Iterator[TextLine]:
    for id, part in this.form.texts.items():
        now = "".join(printed_text(this.report, this.figures, id).split())
        before = "".join(printed_text(last.report, last.figures, id).split())
        if now or before:
            yield TextLine(part.title, len(before), len(now), _likeness(before, now))


def _likeness(last: str, this: str) -> str:
    if not this:
        return "本年没有写"
    if not last:
        return "上年没有写"
    if this == last:
        return "与上年完全相同"
    return f"与上年相同的约{round(Indel.normalized_similarity(last[:20_000], this[:20_000]) * 100)}%"
