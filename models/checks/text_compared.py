"""The check of what the text compares with last year, against last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from models.changes import apart
from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.checks.text_numbers import said, tied
from models.checks.text_shares import rounds_to
from models.findings import Finding, Severity
from models.prose import Relation, Tie
from models.prose.lexicon.numerals import Numeral
from models.totals import Number
from models.values import Value, show

COMPARED = "与上年比较的数字应以上年公布的报告为准"


@check(
    "text.compared",
    "与上年比较的数字不符",
    Severity.WARNING,
    COMPARED,
    "{where}写“{said}”，上年报告是{last}，本年是{this}，{result}。",
    On.PREVIOUS,
    needs=(Need.TEXTS, Need.LAST_FIGURES),
)
def comparisons(context: Context) -> Iterator[Finding]:
    """“较上年增长12.3%”“比上年多7件”“2023年为20件”等，与上年报告核对；上年格式没有这一格的不比。"""
    last_year = context.last_year
    wanted = (Relation.LAST_YEAR, Relation.UP, Relation.DOWN, Relation.MORE, Relation.LESS)
    for mention, tie in tied(context, *wanted):
        numeral = mention.numeral
        pairs = list(_both_years(context, tie, last_year)) if numeral is not None and not tie.elsewhere else []
        if numeral is None or not pairs or any(_holds(numeral, tie.relation, this, last) for this, last in pairs):
            continue
        this, last = pairs[0]
        yield finding(
            "text.compared",
            cells=(mention.span.text,),
            parts=tie.quantity.cells,
            spans=(mention.span,),
            advice="以上年公布的报告为准核对。",
            where=passages.where(context, mention.span.text),
            said=said(context, mention),
            this=show(this),
            last=show(last),
            result=_result(this, last),
        )


def _both_years(context: Context, tie: Tie, last_year: Mapping[str, Value]) -> Iterator[tuple[Number, Number]]:
    for group in tie.quantity.alternatives:
        before = [last_year[cell] for cell in group if cell in last_year]
        known = [value for value in before if isinstance(value, (int, Decimal))]
        if (
            len(before) == len(group)
            and known
            and context.figures.readable(group)
            and not any(isinstance(v, str) for v in before)
        ):
            yield context.figures.add(group), sum(known, 0)


def _holds(numeral: Numeral, relation: Relation, this: Number, last: Number) -> bool:
    if relation is Relation.LAST_YEAR:
        return numeral.means(last)
    if relation in (Relation.MORE, Relation.LESS):
        return numeral.means(this - last if relation is Relation.MORE else last - this)
    if not last:
        return False
    percent = Decimal(this - last) * 100 / Decimal(last)
    return rounds_to(numeral, percent if relation is Relation.UP else -percent)


def _result(this: Number, last: Number) -> str:
    if this == last:
        return "持平"
    word = "增加" if this > last else "减少"
    percent = f"（{abs(Decimal(this - last)) * 100 / Decimal(last):.2f}%）" if last else ""
    return f"{word}{show(apart(this, last))}{percent}"
