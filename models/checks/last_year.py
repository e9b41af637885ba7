"""Checks of a report that was started from last year's: drafts not yet rewritten, 现行有效 not yet reckoned."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.registry import Context, On, check, finding
from models.findings import Finding, Severity
from models.last_year import confirm, drafts, in_force
from models.naming import name_of
from models.values import show

REWRITE = "年度报告应反映本年度情况"
RECKONED = "现行有效＝上年现行有效＋本年制发−本年废止"


@check(
    "text.draft",
    "文字还是去年的",
    Severity.WARNING,
    REWRITE,
    "“{text}”还是{year}年度的文字，没有改写。",
    On.TEXT,
    needs=(),
)
def still_last_years(context: Context) -> Iterator[Finding]:
    """从上年报告带入的文字，改写之前标“去年”；填写过程中是提醒，定稿时是错误。内容今年仍然适用的，可以确认。"""
    severity = Severity.ERROR if context.final else Severity.WARNING
    marked = dict(context.report.under("draft"))
    for id in drafts(context.report):
        advice = "按本年情况改写；今年仍然适用的，确认后不再提醒。"
        name, fix = name_of(id, context.report.form), confirm(context.report, (id,))
        yield finding("text.draft", severity=severity, cells=(id,), fix=fix, advice=advice, text=name, year=marked[id])


@check(
    "t2.base",
    "现行有效没有填，可由上年推算",
    Severity.INFO,
    RECKONED,
    "{cell}没有填：上年{base}＋制发{made}−废止{repealed}＝{value}。",
)
def reckoned_from_base(context: Context) -> Iterator[Finding]:
    """上年现行有效已带入、本年制发和废止已填而现行有效空白时，给出推算的数；不自动填入。"""
    for cell, base, made, repealed in in_force(context.report, context.figures):
        if context.report.get(cell.id) is None:
            value = base + made - repealed
            yield finding(
                "t2.base",
                cells=(cell.id,),
                fix={cell.id: value} if value >= 0 else None,
                advice="核对后采用。",
                cell=cell.name,
                base=show(base),
                made=show(made),
                repealed=show(repealed),
                value=show(value),
            )
