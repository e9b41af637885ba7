"""Starting this year's report from last year's: what is carried over, and what stays last year's until it is rewritten.

Carried as this year's: 二、上年结转 (last year's 四, column by column), the organ's name, level, kind, contact line and
signature. Carried as drafts: the texts, each marked ``draft.<text>`` with last year until it is edited. Carried as a base
only: 现行有效件数, since this year's is base + 制发 − 废止. Everything else is for comparison, and no number is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from models.editions import Passage, between
from models.exhibits import without_anchors
from models.findings import Finding, Severity
from models.form import Cell, Form, Role
from models.forms import FORMS, form_for
from models.naming import name_of
from models.report import OF_LAST_YEAR, PREVIOUS, Edit, Report
from models.texts import BOUND, bound, resolve
from models.totals import Figures, Number, evaluate
from models.values import Value, is_number, show

KEPT = ("unit", "level", "organ", "contact", "signed_by")
"""The fields that hold for the organ from year to year."""

_FROM_LAST_YEAR = re.compile(r"(?:\d{4}年度|上年)报告(?: |$)")


def start_from(previous: Report, year: int, *, path: str = "") -> dict[str, Value]:
    """The edit that starts the report of ``year``; apply it to an empty report, or preview it beside one in progress.

    ``path``: the file of last year's report, kept for comparison. Each value has its origin, each text its draft mark.
    """
    form, figures = form_for(year), evaluate(previous)
    way = between(previous.form, form)
    last_year = way.carried(figures.printed)
    name = _called(previous)
    edit: dict[str, Value] = {"year": year, "last_year": path or None}
    origins: dict[str, str] = {}
    for id in KEPT:
        if previous.text(id):
            edit[id] = previous.text(id)
            origins[id] = name
    for cell, source, number in _carried_in(form, last_year):
        edit[cell.id] = number
        origins[cell.id] = f"{name} {_named_before(source, way)}"
    for cell in bases_of(form):
        value = last_year.get(cell.id)
        if is_number(value):
            edit[f"base.{cell.id}"] = show(value)
            origins[f"base.{cell.id}"] = f"{name} {_named_before(cell, way)}"
    for old, id in way.texts.items():
        text = _rebound(previous.text(old), figures, way)
        if text.strip():
            edit[id] = text
            edit[f"draft.{id}"] = str(previous.year or year - 1)
            origins[id] = f"{name} {name_of(old, previous.form)}"
    if previous.form is form:  # what a person said of a sentence holds where the sentence stays
        edit.update({f"tie.{key}": said for key, said in previous.under("tie")})
    edit.update({f"origin.{id}": origin for id, origin in origins.items()})
    return edit


def kept(previous: Report | None, report: Report) -> dict[str, Value]:
    """The edit by which ``report`` keeps this one as last year's, in place of what it kept before: figures, texts, and whose
    they are. One file then is a whole hand-over; nothing of it is ever printed. Empty where it keeps just that already."""
    before = dict.fromkeys(id for id in report.values if id.startswith(f"{PREVIOUS}."))
    held = {} if previous is None else {id: value for id, value in previous.values.items() if _is_kept(id)}
    wanted: dict[str, Value] = {**before, **{f"{PREVIOUS}.{id}": value for id, value in held.items()}}
    return {id: value for id, value in wanted.items() if report.get(id) != value}


def _is_kept(id: str) -> bool:
    return id in OF_LAST_YEAR or any(id in form.cells or id in form.texts for form in FORMS.values())


def objections(previous: Report, year: int, unit: str = "") -> list[Finding]:
    """What speaks against starting the report of ``year`` (of ``unit``, where known) from this one."""
    found = []
    if previous.year is None:
        message = "这份报告没有年度，不能确定是不是上一年的。"
        found.append(Finding("last_year.year", Severity.WARNING, message, cells=("year",), advice="请先核对。"))
    elif previous.year != year - 1:
        message = f"这是{previous.year}年度的报告，本年是{year}年度，它不是上一年（{year - 1}年度）的。"
        advice = "“上年结转”和“现行有效”须以上一年的报告为准，请确认没有选错文件。"
        found.append(Finding("last_year.year", Severity.WARNING, message, cells=("year",), advice=advice))
    if unit and previous.unit and previous.unit != unit:
        message = f"这份报告的单位是“{previous.unit}”，当前报告的单位是“{unit}”。"
        advice = "单位更名或合并的，请核对结转的数字；否则请换一个文件。"
        found.append(Finding("last_year.unit", Severity.WARNING, message, cells=("unit",), advice=advice))
    left = previous.form.amount(Role.CARRIED_OUT)
    if not any(is_number(evaluate(previous).printed[cell]) for cell in left):
        row = next((previous.form.cells[cell].row.name for cell in left), "结转下年度继续办理")
        message = f"这份报告的“{row}”没有填，不能带入“上年结转”。"
        found.append(Finding("last_year.blank", Severity.WARNING, message, advice="请向去年的经办人核实后手工填写。"))
    return found


def bases_of(form: Form) -> tuple[Cell, ...]:
    """The cells that go on from last year's figure: this year's = last year's + 制发 − 废止."""
    return form.by_role(Role.IN_FORCE)


def in_force(report: Report, figures: Figures | None = None) -> Iterator[tuple[Cell, Number, Number, Number]]:
    """For each cell with a base whose 制发 and 废止 are filled in: the cell, its base, 制发 and 废止."""
    form, figures = report.form, figures or evaluate(report)
    for cell in bases_of(form):
        base = report.text(f"base.{cell.id}")
        made, repealed = (
            figures.printed[other.id] if (other := form.in_row(cell, role)) else None
            for role in (Role.MADE, Role.REPEALED)
        )
        if base.isdigit() and isinstance(made, int) and isinstance(repealed, int):
            yield cell, int(base), made, repealed


def drafts(report: Report) -> tuple[str, ...]:
    """The texts that are still last year's, in printed order."""
    marked = dict(report.under("draft"))
    return tuple(id for id in report.form.texts if id in marked and report.text(id))


def confirm(report: Report, ids: tuple[str, ...]) -> Edit:
    """The edit by which a person says that these texts hold for this year as they stand."""
    return {f"draft.{id}": None for id in ids if f"draft.{id}" in report.values}


def is_carried(report: Report, id: str) -> bool:
    """Whether this value came from last year's report as ``start_from`` brought it, and stands as it did."""
    return _FROM_LAST_YEAR.match(report.text(f"origin.{id}")) is not None


def _called(previous: Report) -> str:
    return f"{previous.year}年度报告" if previous.year else "上年报告"


def _named_before(cell: Cell, way: Passage) -> str:
    """How last year's report calls what became this cell."""
    return "＋".join(name_of(id, way.source) for id in way.sources_of(cell.id))


def _carried_in(form: Form, last_year: Mapping[str, Value]) -> Iterator[tuple[Cell, Cell, Number]]:
    """(cell, the one of the same column for what was carried out, last year's number of the latter) for 上年结转; a total only
    where last year's report gives nothing but a total."""
    found = False
    for cell in sorted(form.by_role(Role.CARRIED_IN), key=lambda cell: cell.is_total):
        source = form.in_column(cell, Role.CARRIED_OUT)
        value = last_year.get(source.id) if source is not None else None
        if source is not None and isinstance(value, int) and not (cell.is_total and found):
            found = True
            yield cell, source, value


def _rebound(text: str, figures: Figures, way: Passage) -> str:
    """The text with its bound figures following this year's cells; those without such a cell become last year's number. Its
    pictures stay with last year's report."""

    def moved(match: re.Match[str]) -> str:
        to = way.homes.get(match[1])
        return bound(to) if to is not None and way.sources_of(to) == (match[1],) else resolve(match[0], figures)

    return BOUND.sub(moved, without_anchors(text)).strip("\n")
