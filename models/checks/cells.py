"""Checks of single cells and fields: what is blank, what is no number, what is out of range."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from textwrap import shorten

from models.checks.registry import Context, On, check, finding
from models.findings import Finding, Severity
from models.form import Kind, Table
from models.forms import form_for
from models.values import NIL_WORDS, read_number, show
from models.years import read_year

MANY_ROWS = 5
"""So many rows with blanks are told one by one; of more, a table is told as one."""
ADVICE = "填写数字；没有的填0。"
FORMAT = "年度报告格式：各项均须填写，没有的填0"
LONGEST_SAID = 30
"""Characters of what stands in the place of a year that a message repeats."""


@check("cell.unreadable", "格内不是数字", Severity.ERROR, "表内各项为数字", "{cell}填的是“{value}”，{reason}。")
def unreadable(context: Context) -> Iterator[Finding]:
    """不是数字的内容原样保留，不当作0；须改为数字。"""
    if context.figures.plain:
        return
    for cell in context.report.form.cells.values():
        value = context.report.get(cell.id)
        if isinstance(value, str):
            reason = read_number(value, cell.kind).note or "不是数字"
            advice = "改为数字；没有的填0。"
            fix = {cell.id: 0} if value.strip() in NIL_WORDS else None
            yield finding(
                "cell.unreadable", cells=(cell.id,), fix=fix, advice=advice, cell=cell.name, value=value, reason=reason
            )


@check("cell.range", "件数为负数或小数", Severity.ERROR, "件数为非负整数", "{cell}填的是{value}，{fault}。")
def out_of_range(context: Context) -> Iterator[Finding]:
    """件数是非负整数；2019年格式“本年增/减”可为负；金额不为负，可有小数。"""
    values = context.report.values
    for cell in context.report.form.cells.values():
        value = values.get(cell.id)
        if value is None or isinstance(value, str) or (type(value) is int and value >= 0):
            continue
        if value < 0 and cell.kind is not Kind.SIGNED:
            fault = "不能是负数"
        elif isinstance(value, Decimal) and cell.kind is not Kind.AMOUNT:
            fault = "不能有小数"
        else:
            continue
        yield finding(
            "cell.range",
            cells=(cell.id,),
            basis=f"本格填{cell.kind.value}",
            advice="请核对后重填。",
            cell=cell.name,
            value=show(value),
            fault=fault,
        )


@check("cell.blank", "格子没有填", Severity.INFO, FORMAT, "{what}没有填。")
def blank(context: Context) -> Iterator[Finding]:
    """空白不是0。填写过程中是提示，定稿时是错误。一行一条；一张表超过五行的合为一条。"""
    severity = Severity.ERROR if context.final else Severity.INFO
    for table in context.report.form.tables:
        rows = _blank_rows(context, table)
        leaves = context.report.form.typed_cells[table.id]
        if sum(map(len, rows.values())) == len(leaves):
            rows = {"": tuple(cell.id for cell in leaves)}
        if len(rows) > MANY_ROWS:
            cells = tuple(cell for row in rows.values() for cell in row)
            what = f"{table.number}有{len(rows)}行共{len(cells)}格"
            yield finding("cell.blank", severity=severity, cells=cells, advice=ADVICE, what=what)
            continue
        for name, cells in rows.items():
            if not name:
                what = f"{table.number}还"
            elif len(cells) == 1:
                what = context.report.form.cells[cells[0]].name
            else:
                what = f"{table.number} · {name}有{len(cells)}格"
            yield finding("cell.blank", severity=severity, cells=cells, advice=ADVICE, what=what)


def _blank_rows(context: Context, table: Table) -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    values = context.report.values
    for cell in context.report.form.typed_cells[table.id]:
        if cell.id not in values:
            name = cell.row.name or cell.column.path[-2].label
            rows[name] = (*rows.get(name, ()), cell.id)
    return rows


@check("text.blank", "部分没有写", Severity.INFO, FORMAT, "“{section}”没有写。", On.TEXT, needs=())
def blank_text(context: Context) -> Iterator[Finding]:
    """六个部分一个也不能少；写在分项里的也算写了。"""
    severity = Severity.ERROR if context.final else Severity.INFO
    for section in context.report.form.sections:
        if section.table is None:
            ids = (section.number, *(part.id for part in section.parts))
            if not any(context.report.text(id).strip() for id in ids):
                yield finding(
                    "text.blank",
                    severity=severity,
                    basis=context.report.form.basis,
                    cells=(section.number,),
                    advice=section.prompt,
                    section=section.heading,
                )


@check("report.unit", "没有单位名称", Severity.WARNING, "标题应有单位名称", "没有单位名称。")
def unit(context: Context) -> Iterator[Finding]:
    """标题的第一行是单位全称。"""
    if not context.report.unit.strip():
        severity = Severity.ERROR if context.final else Severity.WARNING
        yield finding("report.unit", severity=severity, cells=("unit",), advice="填写单位全称。")


@check("report.year", "没有年度，或年度与格式不符", Severity.WARNING, "标题应有年度；格式由年度决定", "{what}。")
def year(context: Context) -> Iterator[Finding]:
    """2019、2020年用2019年试行格式，2021年起用2021年格式；人工选定别的格式时提醒。"""
    report = context.report
    if isinstance(written := report.get("year"), str):
        yield finding(
            "report.year",
            severity=Severity.ERROR,
            basis="标题应有年度",
            cells=("year",),
            fix={"year": meant} if (meant := read_year(written)) else None,
            advice="请写四位数字，例如 2024。",
            what=f"年度填的是“{shorten(written, LONGEST_SAID, placeholder='…')}”，看不懂",
        )
    elif report.year is None:
        severity = Severity.ERROR if context.final else Severity.WARNING
        advice = "填写报告的年度。"
        yield finding(
            "report.year",
            severity=severity,
            basis="标题应有年度",
            cells=("year",),
            advice=advice,
            what="没有报告年度",
        )
    elif form_for(report.year) is not report.form:
        what = f"{report.year}年度的报告用的是{report.form.id}年格式"
        yield finding("report.year", basis=report.form.basis, cells=("form",), advice="请确认年度和格式。", what=what)


@check(
    "cell.foreign",
    "数字不属于本格式",
    Severity.WARNING,
    "格式由年度决定",
    "有{count}个数字属于另一格式，{form}年格式没有这些格子，不会印出。",
)
def foreign(context: Context) -> Iterator[Finding]:
    """换用另一格式后，原格式独有的数字保留在文件中，但不印出。"""
    cells = tuple(id for id in context.report.foreign)
    if cells:
        form = context.report.form
        advice = "核对后移到对应的格子。"
        yield finding("cell.foreign", basis=form.basis, cells=cells, advice=advice, count=len(cells), form=form.id)
