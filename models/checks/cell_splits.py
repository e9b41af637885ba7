"""The check of a number whose digits a paste has put into two cells: 12 as 1 and 2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.checks.registry import Context, check, finding
from models.findings import Finding, Severity
from models.form import Cell, Sum
from models.report import Edit
from models.totals import Number, evaluate
from models.values import show

SPLIT = "一个数只填在一格里"
MOST = 12
"""Sums that fail: with more, the table is no slip of a paste, and trying all pairs would take its time."""


@check(
    "cell.split",
    "一个数拆在了两格里",
    Severity.WARNING,
    SPLIT,
    "{row}：“{first}”的{one}和“{second}”的{two}合起来正好是{joined}，可能是一个数粘贴时拆成了两格。",
)
def split_numbers(context: Context) -> Iterator[Finding]:
    """勾稽不平，而把相邻两格的数字连成一个数、后一格填0就都平了的。"""
    figures, failing = context.figures, context.failing
    if not 0 < len(failing) <= MOST:
        return
    apart = {abs(_apart(context, item)) for item in failing}
    for left, right in _neighbours(context, failing):
        one, two = int(figures.number(left.id) or 0), int(figures.number(right.id) or 0)
        joined = int(f"{one}{two}")
        if joined - one - two not in apart and not {joined - one, two} <= apart:
            continue
        edit: Edit = {left.id: joined, right.id: 0}
        if _settles(context, edit, failing, (left.id, right.id)):
            yield finding(
                "cell.split",
                cells=(left.id, right.id),
                fix=edit,
                advice=f"对照原表；如果是{joined}，把“{left.column.name}”改为{joined}，“{right.column.name}”改为0。",
                row=f"{left.table.number} · {left.row.name}" if left.row.name else left.table.number,
                first=left.column.name,
                second=right.column.name,
                one=show(one),
                two=show(two),
                joined=show(joined),
            )


def _apart(context: Context, item: Sum) -> Number:
    return context.figures.add(item.left) - context.figures.add(item.right)


def _neighbours(context: Context, failing: Sequence[Sum]) -> Iterator[tuple[Cell, Cell]]:
    """Typed cells side by side in one row that stand in sums which fail, the first not nil, the second a digit or more."""
    form = context.report.form
    wrong = {cell for item in failing for cell in item.cells}
    for table in form.tables:
        for left, right in pairwise(form.typed_cells[table.id]):
            group = left.column.path[:1] == right.column.path[:1]
            if left.row is not right.row or not group or not {left.id, right.id} & wrong:
                continue
            one, two = context.report.get(left.id), context.report.get(right.id)
            if isinstance(one, int) and isinstance(two, int) and one > 0 and 0 <= two < 1000:
                yield left, right


def _settles(context: Context, edit: Edit, failing: Sequence[Sum], cells: tuple[str, str]) -> bool:
    """Whether the edit puts right the sum of the row, or those of both columns, and no sum fails for it."""
    after = evaluate(context.report.apply(edit))

    def holds(item: Sum) -> bool:
        return after.add(item.left) == after.add(item.right)

    known = {id(item) for item in failing}
    if not all(
        holds(item) for item in context.report.form.sums if id(item) not in known and after.readable(item.cells)
    ):
        return False
    mended = [_parts(context, item) for item in failing if holds(item)]
    of_row = any(set(cells) <= parts for parts in mended)
    return of_row or all(any(cell in parts for parts in mended) for cell in cells)


def _parts(context: Context, item: Sum) -> set[str]:
    """The typed cells that a sum rests on: those in it, and those of its totals that are derived."""
    totals = context.report.form.totals
    derived = context.figures
    return {
        leaf
        for cell in item.cells
        for leaf in (totals[cell] if cell in totals and context.report.get(cell) is None else (cell,))
        if leaf in derived.printed
    }
