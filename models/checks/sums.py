"""Checks of arithmetic, made from the sums that the editions declare: no declared sum is without its check, and no check
without a sum. Tolerance 0; a blank counts as nil."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from models.checks.registry import Context, check, finding
from models.findings import Finding, Severity
from models.form import Runs, Sum
from models.forms import FORMS
from models.report import Edit
from models.totals import Figures
from models.values import show

# fmt: off
WORDS = {
    # how it runs    lines  message                                                            what the reference says of it
    Runs.BALANCE: ("列", "{line}不平：{one}＝{left}，{other}＝{right}，相差{apart}。",
                   "每列两边各行之和相等；“总计”列的数都由各列相加得来、而已有别的列不平的，不再另说一遍。"),
    Runs.COLUMN:  ("列", "{line}：{total}填的是{right}，各项之和是{left}，相差{apart}。", "每列各行之和等于总计行。"),
    Runs.ROW:     ("行", "{line}：{total}填的是{right}，各项之和是{left}，相差{apart}。", "每行各列之和等于总计列。"),
}
"""The wording of every sum check; severity, tolerance and cells are the same for all."""
# fmt: on


def _register() -> None:
    """One check for all sums of a table that run the same way, as the latest edition that has them words it."""
    declared = {item.code: item for form in FORMS.values() for item in form.sums}
    for code, item in declared.items():
        table = next(t for form in FORMS.values() for t in form.tables if t.id == item.table)
        lines, message, told = WORDS[item.runs]
        title = f"{table.number}每{lines}：{item.said[0]}＝{item.said[1]}"
        check(code, title, Severity.ERROR, item.basis, message)(_run(code, item.runs, told))


def _run(code: str, runs: Runs, told: str) -> Callable[[Context], Iterable[Finding]]:
    def run(context: Context) -> Iterable[Finding]:
        unequal = [item for item in context.failing if item.code == code]
        if runs is Runs.BALANCE:
            unequal = [item for item in unequal if not _only_adds_up(context.figures, item)] or unequal
        return (_finding(context, item) for item in unequal)

    run.__doc__ = told
    return run


def _finding(context: Context, item: Sum) -> Finding:
    figures, form = context.figures, context.report.form
    left, right = figures.add(item.left), figures.add(item.right)
    is_balance = item.runs is Runs.BALANCE
    place = form.cells[item.right[0]]
    said: dict[str, Any] = {
        "line": f"{place.table.number}“{item.line}”{'' if item.runs is Runs.ROW else '列'}",
        "apart": show(max(left, right) - min(left, right)),
        "left": f"{_addends(figures, item.left)}＝{show(left)}" if is_balance else show(left),
        "right": f"{_addends(figures, item.right)}＝{show(right)}" if is_balance else show(right),
        "one": item.said[0],
        "other": item.said[1],
        "total": place.row.name if item.runs is Runs.COLUMN else place.column.name,
    }
    causes = _causes(figures, item)
    fix = _fix(context, item) if not causes else None
    if causes:
        names = "、".join(f"“{form.cells[cell].name}”" for cell in causes)
        advice = f"由{names}引起，先改正那里。"
    elif fix:
        advice = (
            "；".join(f"“{form.cells[cell].name}”改为{show(value)}" for cell, value in fix.items())
            + "，或改正其中的明细。"
        )
    else:
        advice = f"对照台账核对{'本列' if is_balance else ''}参加计算的各项。"
    return finding(
        item.code,
        basis=item.basis,
        cells=item.cells if is_balance else item.right,
        parts=item.cells,
        fix=fix,
        advice=advice,
        **said,
    )


def _only_adds_up(figures: Figures, item: Sum) -> bool:
    """Whether all of a balance are totals that agree with their parts: the balances of the parts say all that it says."""
    return all(cell in figures.derived and not _differs(figures, cell) for cell in item.cells)


def _addends(figures: Figures, cells: tuple[str, ...]) -> str:
    return "＋".join(show(figures.number(cell) or 0) for cell in cells)


def _differs(figures: Figures, cell: str) -> bool:
    """Whether this is a stated total that disagrees with its own parts."""
    derived = figures.derived.get(cell)
    return cell in figures.derived and cell not in figures.unknown and (figures.printed[cell] or 0) != (derived or 0)


def _causes(figures: Figures, item: Sum) -> tuple[str, ...]:
    """Stated totals in the sum that are wrong themselves, where the sum holds once they are computed."""
    wrong = tuple(cell for cell in item.cells if _differs(figures, cell) and item.right != (cell,))
    if not wrong:
        return ()

    def computed(cells: tuple[str, ...]) -> object:
        return sum((figures.derived[cell] if cell in wrong else figures.number(cell)) or 0 for cell in cells)

    return wrong if computed(item.left) == computed(item.right) else ()


def _fix(context: Context, item: Sum) -> Edit | None:
    """The one number that settles the sum: a stated total, or the only blank of a balance."""
    figures = context.figures
    if len(item.right) == 1:
        total = item.right[0]
        derived = figures.derived[total]
        return {total: derived} if derived is not None and _differs(figures, total) else None
    blank = [cell for cell in item.cells if figures.printed[cell] is None]
    if len(blank) != 1 or blank[0] in figures.derived:
        return None
    missing = figures.add(item.left) - figures.add(item.right)
    missing = missing if blank[0] in item.right else -missing
    return {blank[0]: missing} if missing > 0 else None


_register()
