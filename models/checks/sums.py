"""Checks of arithmetic, generated from the sums that the form declares. Tolerance 0; a blank counts as nil."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from models.checks.registry import CHECKS, Context, check, finding
from models.findings import Finding, Severity
from models.form import Sum
from models.report import Edit
from models.totals import Figures
from models.values import show

BALANCE_BASIS = "表三左上角：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"
UNBALANCED = "{line}不平：一＋二＝{left}，三（七）总计＋四＝{right}，相差{apart}。"
UNEQUAL = "{line}：{total}填的是{right}，各项之和是{left}，相差{apart}。"


@check("t3.balance", "表三每列：一＋二＝三（七）总计＋四", Severity.ERROR, BALANCE_BASIS, UNBALANCED)
def balance(context: Context) -> Iterable[Finding]:
    """第一项加第二项之和，等于第三项加第四项之和（表三左上角），七列各一次；“总计”列的数都由各列相加得来、而已有别的列不平的，不再另说一遍。"""
    unequal = [item for item in context.failing if item.code == "t3.balance"]
    told = [item for item in unequal if not _only_adds_up(context.figures, item)]
    return (_finding(context, item) for item in told or unequal)


@check("t3.column", "表三每列：各办理结果之和＝（七）总计", Severity.ERROR, "表三“（七）总计”行", UNEQUAL)
def results(context: Context) -> Iterable[Finding]:
    """每列各结果行之和等于（七）总计。"""
    return _check(context, "t3.column")


@check("t3.row", "表三每行：自然人＋法人或其他组织五类＝总计", Severity.ERROR, "表三“总计”列", UNEQUAL)
def applicants(context: Context) -> Iterable[Finding]:
    """每行六类申请人之和等于总计。"""
    return _check(context, "t3.row")


@check("t4.row", "表四三组：维持＋纠正＋其他＋尚未审结＝总计", Severity.ERROR, "表四“总计”列", UNEQUAL)
def cases(context: Context) -> Iterable[Finding]:
    """复议、未经复议直接起诉、复议后起诉，各组四项之和等于总计。"""
    return _check(context, "t4.row")


def _check(context: Context, code: str) -> Iterator[Finding]:
    return (_finding(context, item) for item in context.failing if item.code == code)


def _finding(context: Context, item: Sum) -> Finding:
    figures, form = context.figures, context.report.form
    left, right = figures.add(item.left), figures.add(item.right)
    apart = max(left, right) - min(left, right)
    is_balance = len(item.right) > 1
    # the corner of table 3 prescribes its balance; of its totals it says nothing
    basis = item.basis if is_balance or not item.code.startswith("t3.") else f"{form.basis} {CHECKS[item.code].basis}"
    at_fault = item.cells if is_balance else item.right
    place = form.cells[item.right[0]]
    where = f"{place.table.number}“{item.line}”{'列' if item.code.endswith(('balance', 'column')) else ''}"
    if is_balance:
        said: dict[str, Any] = {
            "left": f"{_addends(figures, item.left)}＝{show(left)}",
            "right": f"{_addends(figures, item.right)}＝{show(right)}",
        }
    else:
        total = place.row.name if item.code.endswith("column") else place.column.name
        said = {"left": show(left), "right": show(right), "total": total}
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
        what = "本列的一、二、四和各项办理结果" if is_balance else "参加计算的各项"
        advice = f"对照台账核对{what}。"
    return finding(
        item.code,
        basis=basis,
        cells=at_fault,
        parts=item.cells,
        fix=fix,
        advice=advice,
        line=where,
        apart=show(apart),
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
