"""The check of cases that the text says were all upheld: 行政复议7件，诉讼9件，均获维持."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.checks.text_numbers import AGREE, tied
from models.findings import Finding, Severity
from models.form import Form, Role
from models.prose import Exactness, Mention, Quantity, Relation, name_of
from models.values import show

REACH = 80
"""Characters behind a number in which the claim must stand: bounds the time for text without full stops."""
_UPHELD = re.compile(r"(?P<all>均|全部|都)?[^，,。；;、\d]{0,8}?维持(?:原[^，,。；;\d]{0,8})?(?=[，,。；;）)\n]|$)")
_MORE_TO_SAY = re.compile("纠正|其他|未|撤|驳|终止|余|审理中|在审|部分|一审|二审")
_END = re.compile("[。！？!?；;\n]")


@check(
    "text.outcome",
    "文字说均维持，表中不是",
    Severity.WARNING,
    AGREE,
    "{where}写“{said}”，表中“{name}”是{upheld}。",
    On.TEXT,
    needs=(Need.TEXTS, Need.FIGURES),
)
def all_upheld(context: Context) -> Iterator[Finding]:
    """“复议3件、诉讼2件，结果均为维持”等，维持的件数应等于所说的件数；同一句里还说了别的结果的不看。"""
    for mention, tie in tied(context, Relation.VALUE):
        upheld = _upheld(context.report.form, tie.quantity)
        numeral = mention.numeral
        if not upheld or tie.elsewhere or numeral is None or numeral.exactness is not Exactness.EXACT:
            continue
        said = _claim(context, mention)
        printed = any(context.figures.printed[cell] is not None for cell in tie.quantity.cells)
        if not said or not printed or not context.figures.readable(upheld):
            continue
        if context.figures.add(upheld) != numeral.value:
            yield finding(
                "text.outcome",
                cells=(mention.span.text,),
                parts=upheld,
                spans=(mention.span,),
                advice="以台账为准，改文字或改表；有纠正、其他结果或尚未审结的，在文字里写明。",
                where=passages.where(context, mention.span.text),
                said=said,
                name=name_of(context.report.form, upheld),
                upheld=show(context.figures.add(upheld)),
            )


def _upheld(form: Form, quantity: Quantity) -> tuple[str, ...]:
    """The cells of what was upheld of the cases counted; () where the quantity is not all cases of a kind."""
    cells = [form.cells[id] for id in quantity.alternatives[0]]
    upheld = [form.in_row(cell, Role.UPHELD) for cell in cells if Role.CASES in cell.roles and cell.column.node.total]
    return tuple(cell.id for cell in upheld if cell) if len(upheld) == len(cells) and all(upheld) else ()


def _claim(context: Context, mention: Mention) -> str:
    """The words from a number of cases to 均维持 in the same sentence; "" where it does not say so of all of them."""
    text, numeral = context.texts[mention.span.text], mention.numeral
    if numeral is None:
        return ""
    stop = _END.search(text, numeral.unit_end, numeral.unit_end + REACH)
    end = min(stop.start() if stop else len(text), numeral.unit_end + REACH)
    match = _UPHELD.search(text, numeral.unit_end, end)
    if match is None or _MORE_TO_SAY.search(text, numeral.unit_end, end):
        return ""
    between = text[numeral.unit_end : match.start()]
    if not match["all"] and (numeral.value != 1 or re.search(r"\d", between)):
        return ""
    if re.search(r"\d", re.sub("诉讼[^，,、；\\d]{0,4}\\d+[件起宗]", "", between)):
        return ""  # another number stands between, and 均 may speak of that one alone
    start = text.rfind(mention.clause, max(0, mention.span.start - len(mention.clause)), end)
    return text[start if start >= 0 else mention.span.start : match.end()]
