"""Checks of the numbers in the text against the tables. What a number counts is read by ``models.prose``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.findings import Finding, Severity
from models.prose import Exactness, Mention, Relation, Tie, name_of
from models.report import Edit
from models.roles import Role
from models.totals import Number
from models.values import show

AGREE = "年度报告文字与表格数据应一致"
_CASES = {"行政复议": Role.REVIEW, "行政诉讼": Role.SUITS}


_REPEALED = re.compile("废止(?:和|、|及|或)?(?:宣布)?失效|失效(?:和|、|及|或)?废止")


def tied(context: Context, *relations: Relation) -> Iterator[tuple[Mention, Tie]]:
    """Every number of the texts that is tied in one of these ways, except bound figures, which cannot be wrong."""
    for mentions in context.mentions.values():
        for mention in mentions:
            if mention.numeral is None or not mention.numeral.cell:
                yield from ((mention, tie) for tie in mention.ties if tie.relation in relations)


def value_of(context: Context, mention: Mention) -> Number:
    """The number as said; that of a bound figure is the table's."""
    numeral = mention.numeral
    if numeral is None:
        return 0
    return (context.figures.number(numeral.cell) or 0) if numeral.cell in context.figures.printed else numeral.value


def said(context: Context, mention: Mention) -> str:
    """The words of a number and those around it, for a message."""
    return mention.clause.replace("\n", " ")


@check(
    "text.number",
    "文字中的数字与表格不符",
    Severity.WARNING,
    AGREE,
    "{where}写“{said}”，表中{figures}。",
    On.TEXT,
    needs=(Need.TEXTS, Need.FIGURES),
)
def numbers(context: Context) -> Iterator[Finding]:
    """文字里的每个数字，凡认得出指表中哪一格或哪几格之和的，都与表核对；“收到、受理”含不含上年结转都算对；约数从宽；说的是下属单位、本机关或全系统的，和连同修订一起说的制发、废止，只提示。"""
    for mention, tie in tied(context, Relation.VALUE):
        numeral = mention.numeral
        figures = tie.quantity.figures(context.figures)
        if numeral is None or not figures or any(numeral.means(figure) for figure in figures):
            continue
        if tie.elsewhere:
            advice = "这里说的可能是别的范围的数字；如果说的就是本报告的数字，请改正。"
        else:
            advice = "以台账为准，改文字或改表；这个数字不是指这一格的，改正所指，或者说明。"
        yield finding(
            "text.number",
            severity=None
            if tie.is_sure and not tie.elsewhere and not _amended(context, mention, tie)
            else Severity.INFO,
            cells=(mention.span.text,),
            parts=tie.quantity.cells,
            spans=(mention.span,),
            fix=None if tie.elsewhere else _fix(context, mention, figures),
            advice=advice,
            where=passages.where(context, mention.span.text),
            said=said(context, mention),
            figures=_figures(context, tie),
        )


def _amended(context: Context, mention: Mention, tie: Tie) -> bool:
    """Whether the sentence speaks of amended documents too, which some offices count as 制发 and others do not."""
    if not any(cell.endswith((".made", ".repealed")) for cell in tie.quantity.cells):
        return False
    text, start = context.texts[mention.span.text], mention.span.start
    around = _REPEALED.sub("", text[max(0, start - 40) : start + 40])
    return re.search("修订|修改|修正|失效", around) is not None


def _figures(context: Context, tie: Tie) -> str:
    """“表三 · 一、… · 总计”是23, and each other reading that has another figure."""
    told: dict[Number, str] = {}
    for group in tie.quantity.alternatives:
        if context.figures.readable(group):
            told.setdefault(context.figures.add(group), name_of(context.report.form, group))
    return "，".join(f"“{name}”是{show(figure)}" for figure, name in told.items())


def _fix(context: Context, mention: Mention, figures: tuple[Number, ...]) -> Edit | None:
    """The table's number in place of the text's, where there is one and the text means it literally."""
    numeral = mention.numeral
    if numeral is None or numeral.exactness is not Exactness.EXACT or len(set(figures)) != 1:
        return None
    unit = "万元" if numeral.unit == "万元" else ""
    return passages.replace(context, mention.span, f"{show(figures[0])}{unit}")


@check(
    "text.denied",
    "文字说没有，表中却有",
    Severity.WARNING,
    AGREE,
    "{where}写“{said}”，表中{figures}。",
    On.TEXT,
    needs=(Need.TEXTS, Need.FIGURES),
)
def denials(context: Context) -> Iterator[Finding]:
    """“未收到申请”“无行政复议”等各种说法，与表核对。"""
    for mention, tie in tied(context, Relation.VALUE):
        figures = tie.quantity.figures(context.figures)
        if mention.is_denial and figures and all(figures):
            yield finding(
                "text.denied",
                severity=None if tie.is_sure and not tie.elsewhere else Severity.INFO,
                cells=(mention.span.text,),
                parts=tie.quantity.cells,
                spans=(mention.span,),
                advice="以台账为准，改文字或改表。",
                where=passages.where(context, mention.span.text),
                said=said(context, mention),
                figures=_figures(context, tie),
            )


@check(
    "text.unsaid",
    "有复议、诉讼案件，文字没有提到",
    Severity.INFO,
    AGREE,
    "{table}{kind}总计是{cases}件，总体情况里没有提到{kind}。",
    On.TEXT,
    needs=(Need.TEXTS, Need.FIGURES),
)
def unsaid_cases(context: Context) -> Iterator[Finding]:
    """第一部分写了文字而一字不提的，提示一句。"""
    form = context.report.form
    told = form.texts_of(Role.OVERVIEW)
    overview = "".join(text for id, text in context.texts.items() if id in told)
    for kind, role in _CASES.items():
        cells = form.amount(Role.CASES, role)
        cases = context.figures.add(cells) if context.figures.readable(cells) else 0
        if overview and cases and kind[2:] not in overview:
            advice, table = "在“依申请公开”部分补充一句。", form.cells[cells[0]].table.number
            yield finding("text.unsaid", cells=cells, advice=advice, table=table, kind=kind, cases=show(cases))
