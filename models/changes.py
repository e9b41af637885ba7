"""What changed from last year's report, as data: one row per number of this year's form, in printed order.

The change sheet, the window and the checks against last year read the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from models.editions import between
from models.form import Cell, Form
from models.forms import FORMS
from models.report import Report
from models.totals import Figures, Number, evaluate
from models.values import Value, is_number

_MEANINGFUL = 20
"""A percentage of more digits is left as it is: there are not enough for its decimals."""


@dataclass(frozen=True, slots=True)
class Change:
    """One number beside last year's.

    ``last`` and ``this`` are the printed values (None: blank; text where the cell holds no number). ``difference`` is
    ``this`` − ``last``, a blank counting as nil; None where both are blank, one is text, or last year's form has no such
    cell (``comparable`` is then False). ``ratio`` is the difference in percent of last year's, to two decimals; None where
    last year's is nil. ``headline``: the row belongs to the overview, which holds table 2 and the totals of tables 3 and 4.
    """

    id: str
    name: str
    last: Value
    this: Value
    difference: Number | None
    ratio: Decimal | None
    comparable: bool
    headline: bool


def changes(
    report: Report,
    previous: Report,
    *,
    figures: Figures | None = None,
    previous_figures: Figures | None = None,
) -> tuple[Change, ...]:
    """All rows, comparable or not; ``previous`` may be of another form."""
    now, before = figures or evaluate(report), previous_figures or evaluate(previous)
    last_year = between(previous.form, report.form).carried(before.printed)
    overview = frozenset(headlines_of(report.form))
    return tuple(_change(cell, now.printed[id], last_year, id in overview) for id, cell in report.form.cells.items())


def _change(cell: Cell, this: Value, last_year: Mapping[str, Value], headline: bool) -> Change:
    comparable = cell.id in last_year
    last = last_year.get(cell.id)
    difference: Number | None = None
    ratio: Decimal | None = None
    if comparable and (is_number(this) or is_number(last)) and not (isinstance(this, str) or isinstance(last, str)):
        difference = (this or 0) - (last or 0)
        if last:
            ratio = Decimal(difference) * 100 / Decimal(last)
            if ratio.adjusted() < _MEANINGFUL:
                ratio = ratio.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Change(cell.id, cell.name, last, this, difference, ratio, comparable, headline)


def headlines_of(form: Form) -> tuple[str, ...]:
    """The cells of the overview in order: the total columns of the tables that have some, all cells of the others."""
    return _headlines_of(form.id)


@lru_cache(maxsize=8)
def _headlines_of(form_id: str) -> tuple[str, ...]:
    cells = FORMS[form_id].cells.values()
    totalled = {cell.table.id for cell in cells if cell.column.node.total}
    return tuple(c.id for c in cells if c.column.node.total or c.table.id not in totalled)


def apart(first: Number, second: Number) -> Number:
    """How far two figures are apart."""
    return first - second if first > second else second - first
