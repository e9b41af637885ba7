"""What the change sheet says: this year beside last year, what stands out, what was checked, what was set aside and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Indel

from models.changes import Change, changes
from models.checks import Dismissed, dismissed, run_checks
from models.findings import Finding, Severity
from models.form import Cell, Kind
from models.report import Report
from models.texts import printed_text
from models.totals import Figures, evaluate
from models.values import Value, show

_ABSURD = 15
"""Digits of a percentage that only a slip of the pen makes."""
MAX_STRIKING = 6
MAX_DETAILS = 30
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
    """All of the change sheet."""

    unit: str
    year: int | None
    last_year: int | None
    compared: bool
    points: tuple[str, ...]
    overview: tuple[tuple[str, tuple[Line, ...]], ...]
    details: tuple[tuple[str, tuple[Line, ...]], ...]
    left_out: int
    texts: tuple[TextLine, ...]
    open: tuple[Finding, ...]
    dismissed: tuple[Dismissed, ...]


def content_of(report: Report, previous: Report | None) -> Content:
    """Compare with ``previous``; without it only this year's numbers and findings are given."""
    figures = evaluate(report)
    before = previous or Report()
    rows = changes(report, before, figures=figures) if previous else tuple(_alone(report, figures))
    cells = report.form.cells
    found = run_checks(report, figures=figures, previous=previous)
    aside = tuple(dismissed(report, figures=figures, previous=previous))
    opened = tuple(f for f in found if f.severity is not Severity.INFO)
    striking = sorted((row for row in rows if _strikes(row)), key=_weight, reverse=True)
    overview = _grouped(report, (row for row in rows if row.headline and (row.last or row.this)), True)
    changed = [row for row in rows if not row.headline and row.difference]
    chosen = {row.id for row in sorted(changed, key=_weight, reverse=True)[:MAX_DETAILS]}
    details = _grouped(report, (row for row in changed if row.id in chosen), False)
    points = [*_summary(rows, previous), *_checks_said(opened, aside)]
    points += [_sentence(cells[row.id], row) for row in striking[:MAX_STRIKING]]
    return Content(
        report.unit,
        report.year,
        previous.year if previous else None,
        previous is not None,
        tuple(points),
        overview,
        details if previous else (),
        max(0, len(changed) - MAX_DETAILS),
        tuple(_texts(report, figures, previous)) if previous else (),
        opened,
        aside,
    )


def _alone(report: Report, figures: Figures) -> Iterator[Change]:
    for row in changes(report, report, figures=figures, previous_figures=figures):
        yield Change(row.id, row.name, None, row.this, None, None, False, row.headline)


def label_of(cell: Cell, *, short: bool) -> str:
    """How the sheet calls a number below the heading of its table; ``short`` leaves out the total that it is."""
    column = cell.column.name
    if short and cell.column.node.total:
        column = " ".join(node.label if node.name is None else node.name for node in cell.column.path[:-1])
    return " · ".join(part for part in (cell.row.name, column.strip()) if part)


def _grouped(report: Report, rows: Iterable[Change], short: bool) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    cells = report.form.cells
    by_table: dict[str, list[Line]] = {}
    for row in rows:
        cell = cells[row.id]
        heading = next(s.heading for s in report.form.sections if s.table is cell.table)
        by_table.setdefault(heading, []).append(_line(cell, row, short))
    return tuple((heading, tuple(lines)) for heading, lines in by_table.items())


def _line(cell: Cell, row: Change, short: bool) -> Line:
    def printed(value: Value) -> str:
        return show(value) if value is not None else "0"

    def bar(value: Value) -> Decimal | None:
        return None if isinstance(value, str) else max(Decimal(value or 0), Decimal(0))

    return Line(
        label_of(cell, short=short),
        printed(row.last) if row.comparable else "—",
        printed(row.this),
        signed(row.difference) if row.difference is not None else "0" if row.comparable and not _text(row) else "—",
        percent(row),
        bar(row.last) if row.comparable else None,
        bar(row.this),
        _strikes(row),
    )


def _text(row: Change) -> bool:
    return isinstance(row.last, str) or isinstance(row.this, str)


def signed(number: int | Decimal) -> str:
    """A difference with its sign, a real minus."""
    return f"+{show(number)}" if number > 0 else f"−{show(-number)}" if number < 0 else "0"


def percent(row: Change) -> str:
    """The difference in percent, as a multiple where percent would say little, in words where there is no basis."""
    if not row.difference:
        return "—" if row.difference is None else "持平"
    if row.ratio is None:
        return "上年为0"
    if row.ratio.adjusted() >= _ABSURD:
        return "极大"
    if row.ratio >= 900 and not isinstance(row.this, str) and not isinstance(row.last, str) and row.last and row.this:
        return f"{show(round(Decimal(row.this) / Decimal(row.last), 1).normalize())}倍"
    return f"{signed(row.ratio.quantize(Decimal('0.1')))}%"


def _size(row: Change) -> Decimal:
    return abs(Decimal(row.difference or 0))


def _strikes(row: Change) -> bool:
    if _size(row) < _LEAST:
        return False
    return row.ratio is None or abs(row.ratio) >= _LEAST_RATIO


def _weight(row: Change) -> tuple[bool, Decimal]:
    """Totals come first, then what changed most for its size."""
    size = _size(row)
    share = min(abs(row.ratio), Decimal(1000)) if row.ratio is not None else Decimal(1000)
    return row.headline, share * size.ln() if size > 1 else Decimal(0)


def _sentence(cell: Cell, row: Change) -> str:
    unit = "万元" if cell.kind is Kind.AMOUNT else "件"
    last, this = show(row.last) or "0", show(row.this) or "0"
    went = "增加" if row.difference and row.difference > 0 else "减少"
    size = show(_size(row))
    share = percent(row)
    share = f"（是上年的{share}）" if share.endswith("倍") else f"（{share}）"
    return f"{row.name}：上年{last}{unit}，本年{this}{unit}，{went}{size}{unit}{share}。"


def _summary(rows: tuple[Change, ...], previous: Report | None) -> Iterator[str]:
    if previous is None:
        yield "没有选定上年的报告，本表只列本年的数字。"
        return
    comparable = [row for row in rows if row.comparable]
    changed = [row for row in comparable if row.difference]
    yield f"与上年可比的数字{len(comparable)}个，其中{len(changed)}个有变化。"
    if len(comparable) < len(rows):
        yield f"两年格式不同，有{len(rows) - len(comparable)}个数字上年没有对应的格，不作比较。"


def _checks_said(found: tuple[Finding, ...], aside: tuple[Dismissed, ...]) -> Iterator[str]:
    errors = sum(f.severity is Severity.ERROR for f in found)
    warnings = len(found) - errors
    if not found:
        said = "核对没有发现错误，也没有未处理的提醒"
    else:
        said = "核对发现" + "、".join(f"{name}{n}条" for name, n in (("错误", errors), ("提醒", warnings)) if n)
    yield f"{said}；{len(aside)}条提醒经人核实后放行。" if aside else f"{said}。"


def _texts(report: Report, figures: Figures, previous: Report) -> Iterator[TextLine]:
    old_figures = evaluate(previous)
    for id, part in report.form.texts.items():
        this = "".join(printed_text(report, figures, id).split())
        last = "".join(printed_text(previous, old_figures, id).split())
        if this or last:
            yield TextLine(part.title, len(last), len(this), _likeness(last, this))


def _likeness(last: str, this: str) -> str:
    if not this:
        return "本年没有写"
    if not last:
        return "上年没有写"
    if this == last:
        return "与上年完全相同"
    return f"与上年相同的约{round(Indel.normalized_similarity(last[:20_000], this[:20_000]) * 100)}%"
