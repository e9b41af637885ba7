"""The checks that could not be made, and why: nobody shall take silence for a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.checks import CHECKS
from models.checks.registry import Context, Need
from models.naming import named_together
from models.report import Report
from models.totals import Figures, evaluate


@dataclass(frozen=True, slots=True)
class NotMade:
    """A check, by its code and title, and in words why it was not made."""

    code: str
    title: str
    reason: str

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "reason": self.reason}


def not_made(
    report: Report, *, previous: Report | None = None, figures: Figures | None = None, units: Sequence[Report] = ()
) -> tuple[NotMade, ...]:
    """Every registered check that had nothing to look at in this report, in the order of the register."""
    last_figures = None if previous is None else evaluate(previous)
    context = Context(
        report, figures or evaluate(report), previous=previous, previous_figures=last_figures, units=tuple(units)
    )
    lacking = {need: reason for need in Need if (reason := _REASONS[need](context))}
    found = [
        NotMade(check.code, check.title, lacking[need])
        for check in CHECKS.values()
        for need in [next((need for need in check.needs if need in lacking), None)]
        if need is not None
    ]
    return (*found, *_unread_sums(context))


def grouped(found: Iterable[NotMade]) -> list[tuple[str, tuple[str, ...]]]:
    """The same for people: each reason once, with the titles of the checks that were not made for it."""
    reasons: dict[str, dict[str, None]] = {}
    for item in found:
        reasons.setdefault(item.reason, {}).setdefault(item.title)
    return [(reason, tuple(titles)) for reason, titles in reasons.items()]


def said(found: Iterable[NotMade]) -> list[str]:
    """A sentence for each reason."""
    return [f"没有做的检查（{reason}）：{'、'.join(titles)}。" for reason, titles in grouped(found)]


def _unread_sums(context: Context) -> Iterator[NotMade]:
    """Sums with a cell that is no number."""
    figures, form = context.figures, context.report.form
    for code in dict.fromkeys(item.code for item in form.sums):
        unread = [
            cell for item in form.sums if item.code == code and not figures.readable(item.cells) for cell in item.cells
        ]
        bad = list(dict.fromkeys(cell for cell in unread if isinstance(context.report.get(cell), str)))
        if bad and code in CHECKS:
            yield NotMade(code, CHECKS[code].title, f"{named_together(bad, form)}不是数字")


def _no_last_year(context: Context) -> str:
    named = context.report.text("last_year")
    if context.previous is None:
        return f"没有找到上年报告“{named}”" if named else "没有上年报告"
    if not context.comparable:
        return f"用来比对的是{context.previous.year}年度的报告，不是上年的"
    return ""


def _no_last_figures(context: Context) -> str:
    figures = context.previous_figures
    if missing := _no_last_year(context):
        return missing
    return "" if figures and any(value is not None for value in figures.printed.values()) else "上年报告里没有数字"


def _no_last_texts(context: Context) -> str:
    if missing := _no_last_year(context):
        return missing
    last = context.previous
    written = last is not None and any(last.text(id).strip() for id in last.form.texts if id != last.form.preamble.id)
    return "" if written else "上年报告里没有文字"


def _no_texts(context: Context) -> str:
    if context.texts:
        return ""
    return (
        "文字还是上年的"
        if any(context.report.text(id).strip() for id in context.report.form.texts)
        else "报告里没有文字"
    )


def _no_figures(context: Context) -> str:
    return "" if any(value is not None for value in context.figures.printed.values()) else "表中没有数字"


_REASONS: dict[Need, Callable[[Context], str]] = {
    Need.TEXTS: _no_texts,
    Need.FIGURES: _no_figures,
    Need.LAST_FIGURES: _no_last_figures,
    Need.LAST_TEXTS: _no_last_texts,
    Need.YEAR: lambda context: "" if context.report.year is not None else "报告没有年度",
    Need.UNIT: lambda context: "" if context.report.unit.strip() else "报告没有单位名称",
}
"""What is lacking, in words; "" where it is there."""
