"""Checks of the figures against last year's report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.changes import apart, headlines_of
from models.checks.registry import Context, On, check, finding
from models.findings import Finding, Severity
from models.form import Cell, Kind, Role
from models.last_year import bases_of
from models.totals import Number
from models.values import show

CARRIED = "上一年度报告的“四、结转下年度继续办理”即本年的“二、上年结转政府信息公开申请数量”，逐列相等"
RECKONED = "现行有效＝上年现行有效＋本年制发−本年废止"
PENDING = "上年尚未审结的案件在本年审结或仍未审结，都计入本年"
JUMPS = "与上年相比悬殊的数字应核对"

BIG = 100
"""Figures below this may jump without a question."""
FACTOR = 10
PER_WAN = range(8_000, 12_501)
"""A factor on an amount in 万元 that looks like 元 typed for 万元."""


def _last(context: Context, cell: Cell | None) -> Number | None:
    """Last year's printed number of what a cell counts; None where last year's form has no such thing, for a blank and text."""
    value = None if cell is None else context.last_year.get(cell.id)
    return None if isinstance(value, str) else value


@check(
    "year.previous",
    "比对的不是上一年的报告",
    Severity.WARNING,
    CARRIED,
    "用来比对的是{last}年度的报告，本年是{year}年度，没有比对。",
    On.PREVIOUS,
    needs=(),
)
def previous_is_not_last_year(context: Context) -> Iterator[Finding]:
    """与上年相比的各项检查只在两份报告的年度相连时进行。"""
    if context.previous is not None and not context.comparable:
        advice = "请换上一年度的报告。"
        yield finding(
            "year.previous", cells=("year",), advice=advice, last=context.previous.year, year=context.report.year
        )


@check(
    "year.missing",
    "没有与上年比对",
    Severity.WARNING,
    CARRIED,
    "报告是从上年报告“{name}”开始的，现在找不到它，与上年相比的各项检查都没有做。",
    On.PREVIOUS,
    needs=(),
)
def last_year_is_missing(context: Context) -> Iterator[Finding]:
    """报告注明了上年报告而没有它可比时，不能当作已经比对。"""
    named = context.report.text("last_year")
    if named and context.previous is None:
        advice = "把上年报告放回原处，或者用“与上年报告比对”另选一份。"
        yield finding("year.missing", cells=("year",), advice=advice, name=named.replace("\\", "/").rpartition("/")[2])


@check(
    "year.carried",
    "上年结转与上年报告不符",
    Severity.WARNING,
    CARRIED,
    "{cell}填的是{this}，上年“{row}”是{last}，相差{apart}。",
    On.PREVIOUS,
)
def carried_in(context: Context) -> Iterator[Finding]:
    """上年的四逐列等于本年的二；明细列不等时不再说总计列。"""
    form, found = context.report.form, False
    for cell in sorted(form.by_role(Role.CARRIED_IN), key=lambda cell: cell.is_total):
        source = form.in_column(cell, Role.CARRIED_OUT)
        last, this = _last(context, source), context.figures.number(cell.id)
        if source is None or last is None or this is None or last == this or (cell.is_total and found):
            continue
        found = True
        yield finding(
            "year.carried",
            cells=(cell.id,),
            fix=None if cell.is_total else {cell.id: last},
            advice="以上年公布的报告为准；上年报告有误的，请说明原因。",
            cell=cell.name,
            row=source.row.name,
            this=show(this),
            last=show(last),
            apart=show(apart(this, last)),
        )


@check(
    "year.in_force",
    "现行有效与上年推算不符",
    Severity.WARNING,
    RECKONED,
    "{cell}填的是{this}，上年{last}＋制发{made}−废止{repealed}＝{reckoned}，相差{apart}。",
    On.PREVIOUS,
)
def in_force(context: Context) -> Iterator[Finding]:
    """规章和行政规范性文件各一次；2019年格式没有现行有效件数，不比。"""
    for row in _document_rows(context):
        last, this = _last(context, row.in_force), context.figures.number(row.in_force.id)
        made, gone = row.made or 0, row.repealed or 0
        if last is None or this is None or this == last + made - gone:
            continue
        reckoned = last + made - gone
        yield finding(
            "year.in_force",
            cells=(row.in_force.id,),
            parts=row.parts,
            fix={row.in_force.id: reckoned} if reckoned >= 0 else None,
            advice="核对制发、废止是否漏计；有修订、清理或口径调整的，请说明。",
            cell=row.in_force.name,
            this=show(this),
            last=show(last),
            made=show(made),
            repealed=show(gone),
            reckoned=show(reckoned),
            apart=show(apart(this, reckoned)),
        )


@check(
    "year.repealed",
    "废止多于上年有效与本年制发之和",
    Severity.WARNING,
    RECKONED,
    "{cell}填的是{repealed}，多于上年现行有效{last}＋本年制发{made}＝{most}。",
    On.PREVIOUS,
)
def repealed(context: Context) -> Iterator[Finding]:
    """废止的件数不能多于上年现行有效与本年制发之和。"""
    for row in _document_rows(context):
        last, gone, made = _last(context, row.in_force), row.repealed, row.made or 0
        if row.gone is not None and last is not None and gone is not None and gone > last + made:
            yield finding(
                "year.repealed",
                cells=(row.gone.id,),
                parts=tuple(part for part in row.parts if part != row.gone.id),
                advice="核对废止件数。",
                cell=row.gone.name,
                repealed=show(gone),
                last=show(last),
                made=show(made),
                most=show(last + made),
            )


@check(
    "t2.in_force",
    "现行有效少于制发减废止",
    Severity.WARNING,
    RECKONED,
    "{cell}填的是{this}，少于本年制发{made}−废止{repealed}＝{least}。",
)
def fewer_than_made(context: Context) -> Iterator[Finding]:
    """没有上年报告时也看得出的：现行有效至少是制发减废止。"""
    for row in _document_rows(context):
        this, made, gone = context.figures.number(row.in_force.id), row.made, row.repealed or 0
        if this is not None and made is not None and this < made - gone:
            yield finding(
                "t2.in_force",
                cells=(row.in_force.id,),
                parts=row.parts,
                advice="核对现行有效件数。",
                cell=row.in_force.name,
                this=show(this),
                made=show(made),
                repealed=show(gone),
                least=show(made - gone),
            )


@dataclass(frozen=True, slots=True)
class _Documents:
    """A row of documents: its cell for 现行有效, that for 废止, and the numbers of 制发 and 废止 with their cells."""

    in_force: Cell
    gone: Cell | None
    made: Number | None
    repealed: Number | None
    parts: tuple[str, ...]


def _document_rows(context: Context) -> Iterator[_Documents]:
    """规章 and 行政规范性文件, where the form tells what is in force."""
    form, figures = context.report.form, context.figures
    for cell in bases_of(form):
        made, gone = form.in_row(cell, Role.MADE), form.in_row(cell, Role.REPEALED)
        one, other = (figures.number(found.id) if found else None for found in (made, gone))
        yield _Documents(cell, gone, one, other, tuple(found.id for found in (made, gone) if found))


@check(
    "year.pending",
    "上年尚未审结多于本年总计",
    Severity.WARNING,
    PENDING,
    "{cell}是{this}，上年尚未审结的有{last}。",
    On.PREVIOUS,
)
def pending_cases(context: Context) -> Iterator[Finding]:
    """行政复议、未经复议直接起诉、复议后起诉各一次；有的地方不计上年结转的案件，可以说明后略过。"""
    form = context.report.form
    for cell in form.by_role(Role.CASES):
        if cell.column.node.total:
            last, this = _last(context, form.in_row(cell, Role.PENDING)), context.figures.number(cell.id)
            if last is not None and this is not None and last > this:
                advice = "核对上年未审结的案件是否漏计；本地不计上年结转案件的，请加注说明。"
                yield finding(
                    "year.pending", cells=(cell.id,), advice=advice, cell=cell.name, this=show(this), last=show(last)
                )


@check(
    "year.jump",
    "与上年相比变化悬殊",
    Severity.WARNING,
    JUMPS,
    "“{cell}”本年是{this}，上年是{last}{guess}。",
    On.PREVIOUS,
)
def jumps(context: Context) -> Iterator[Finding]:
    """只看表二和各总计；较大的一方不小于100，从零到很大或相差10倍以上；金额相差约一万倍的，多半是把元当成了万元。"""
    form, printed, last_year = context.report.form, context.figures.printed, context.last_year
    for id in headlines_of(form):
        this, last = printed[id], last_year.get(id)
        # a blank is not filled in yet, and said as such; it is no fall to nil
        if this is None or id not in last_year or isinstance(this, str) or isinstance(last, str):
            continue
        guess = _guess(this, last or 0, amount=form.cells[id].kind is Kind.AMOUNT)
        if guess is not None:
            yield finding(
                "year.jump",
                cells=(id,),
                advice="核对数字和单位；确实如此的，注明原因。",
                cell=form.cells[id].name,
                this=show(this),
                last=show(last or 0),
                guess=guess,
            )


def _guess(this: Number, last: Number, *, amount: bool) -> str | None:
    """What a jump looks like; None where it is no jump."""
    low, high = (this, last) if this < last else (last, this)
    if amount and low > 0 and int(high / low) in PER_WAN:
        return "，相差约一万倍，是否把元当成了万元"
    if high < BIG or low * FACTOR > high:
        return None
    if low <= 0:
        return ""
    return f"，相差{int(high / low)}倍"
