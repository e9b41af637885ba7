"""The check of a government's report against those of its units, for whoever has all of them."""

from __future__ import annotations

from collections.abc import Iterator

from models.changes import apart
from models.checks.registry import Context, On, check, finding
from models.editions import between
from models.findings import Finding, Severity
from models.last_year import bases_of
from models.totals import Number, evaluate
from models.values import show

SUMMED = "政府的年度报告汇总所属各单位的数据"


@check(
    "units.sum",
    "政府的数字与各单位之和不符",
    Severity.WARNING,
    SUMMED,
    "{cell}填的是{this}，{count}个单位合计{sum}，相差{apart}。",
    On.UNITS,
)
def sum_of_units(context: Context) -> Iterator[Finding]:
    """各单位都已上报时，政府的每一格等于各单位之和；单位的格子不是数字的，不比；明细不等时不再说总计。"""
    if not context.units:
        return
    form = context.report.form
    figures = [between(unit.form, form).carried(evaluate(unit).printed) for unit in context.units]
    wrong: set[str] = set()
    for cell in sorted(context.report.form.cells.values(), key=lambda cell: cell.is_total):
        printed = [each.get(cell.id) for each in figures]
        this = context.figures.number(cell.id)
        if (
            this is None
            or any(isinstance(value, str) for value in printed)
            or not any(cell.id in each for each in figures)
        ):
            continue
        total: Number = sum((value for value in printed if value is not None and not isinstance(value, str)), 0)
        if total == this or (cell.is_total and not wrong.isdisjoint(context.report.form.totals[cell.id])):
            continue
        wrong.add(cell.id)
        yield finding(
            "units.sum",
            cells=(cell.id,),
            advice="请各单位核对后改正，或说明不计入的单位。"
            if cell not in bases_of(context.report.form)
            else "本级自己制发的也要计入。",
            cell=cell.name,
            this=show(this),
            count=len(context.units),
            sum=show(total),
            apart=show(apart(this, total)),
        )
