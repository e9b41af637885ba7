"""What an import would change, before anything changes: each value found, where, what it means, and what is there now.

``preview`` lays the result of an importer beside the present report; a person chooses by section or by row; ``Preview.edit``
is the one edit that applies the choice, each value with its origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from importers.result import Imported
from models.exhibits import exhibit_ids
from models.findings import Finding, Severity
from models.form import Form
from models.last_year import is_carried
from models.naming import cell_named, name_of
from models.report import EXHIBIT, META, PICTURE, Report
from models.totals import Figures, evaluate
from models.values import Value, show

HEADER = "header"
"""The key of the group of fields that stand beside the sections: unit, year, signature."""

_ASIDE = ("origin", "draft", "dismissed", "tie")
_FEWER = "import.carried_in"
_FALLS = ("draft", "remark")
"""What belongs to a value and falls with it."""


class State(Enum):
    """How a value found stands to what the report holds now."""

    NEW = "新增"
    EQUAL = "相同"
    DIFFERENT = "不同"
    MISSING = "来源中没有"
    UNREADABLE = "不是数字"


@dataclass(frozen=True, slots=True)
class Row:
    """One value. ``found``: as written in the source; ``value``: what it was read as; ``origin``: where it stood;
    ``present``: what the report holds now, a derived total included; ``notes``: what the reading has to say of it;
    ``draft``: the earlier year whose text it is."""

    id: str
    name: str
    found: str
    value: Value
    origin: str
    present: Value
    state: State
    notes: tuple[str, ...] = ()
    draft: str = ""

    @property
    def applicable(self) -> bool:
        return self.state in (State.NEW, State.DIFFERENT, State.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one section of the form, or of the fields beside them (``HEADER``)."""

    key: str
    title: str
    rows: tuple[Row, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The rows that can be applied."""
        return frozenset(row.id for row in self.rows if row.applicable)

    def counts(self) -> dict[State, int]:
        """How many rows are in each state, states without any left out, in the order of ``State``."""
        return {state: n for state in State if (n := sum(row.state is state for row in self.rows))}


@dataclass(frozen=True)
class Preview:
    """``warnings``: what speaks against the source as a whole (another year, unit, form), to be said first; ``notes``:
    other findings of the reading that belong to no single row; ``chosen``: what is applied unless a person decides otherwise."""

    report: Report
    warnings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    groups: tuple[Group, ...]
    chosen: frozenset[str]
    exhibits: Mapping[str, Value] = field(default_factory=dict)
    """What pictures and tables in the texts are, which come with their text."""

    @cached_property
    def rows(self) -> dict[str, Row]:
        return {row.id: row for group in self.groups for row in group.rows}

    def edit(self, chosen: Collection[str]) -> dict[str, Value]:
        """The edit that applies the rows ``chosen`` (their ids): values with origins; an earlier remark, origin or mark of
        last year's draft goes with the value it belonged to. What cannot be applied is left out."""
        edit: dict[str, Value] = {}
        for id in chosen:
            row = self.rows.get(id)
            if row is None or not row.applicable:
                continue
            if id == "unplaced":
                edit[id] = _joined(self.report.text(id), str(row.value))
                continue
            edit[id] = row.value
            edit |= {each: self.exhibits[each] for each in exhibit_ids(str(row.value)) if each in self.exhibits}
            edit[f"origin.{id}"] = row.origin or None
            if row.draft:
                edit[f"draft.{id}"] = row.draft
            for tied in (f"{prefix}.{id}" for prefix in _FALLS):
                if tied in self.report.values and tied not in chosen:
                    edit.setdefault(tied, None)
        return edit


def preview(imported: Imported, report: Report, *, lacking: bool = True) -> Preview:
    """Lay what was imported beside the present report. Nothing changes.

    ``lacking``: of tables and texts that the source speaks of, list what it does not have too.
    """
    form = report.apply(_form_fields(imported, report)).form
    found: dict[str, Value] = {
        id: v for id, v in imported.edit.items() if v is not None and id.partition(".")[0] not in _ASIDE
    }
    figures = evaluate(report)
    notes: dict[str, list[str]] = defaultdict(list)
    warnings = tuple(_warnings(imported, report, form))
    for finding in (*imported.findings, *(warning for warning in warnings if warning.code == _FEWER)):
        for id in finding.cells:
            notes[id].append(finding.message)
    groups = []
    for key, title, ids in _layout(form, found, report):
        if not lacking:
            ids = [id for id in ids if id in found]
        rows = tuple(_row(id, imported, found, report, figures, form, notes) for id in ids)
        if rows:
            groups.append(Group(key, title, rows))
    groups = _settle_totals(groups, form)
    of_rows = {id for group in groups for row in group.rows for id in (row.id,)}
    loose = tuple(f for f in imported.findings if not f.cells or not of_rows.intersection(f.cells))
    exhibits = {id: value for id, value in found.items() if id.startswith((f"{EXHIBIT}.", f"{PICTURE}."))}
    return Preview(report, warnings, loose, tuple(groups), frozenset(_usual(groups, warnings)), exhibits)


def _form_fields(imported: Imported, report: Report) -> dict[str, Value]:
    """Year and form that decide the form of the result: the report's own, else the source's."""
    if report.year is not None or report.text("form"):
        return {}
    return {id: imported.edit[id] for id in ("year", "form") if id in imported.edit}


def _layout(form: Form, found: dict[str, Value], report: Report) -> Iterator[tuple[str, str, list[str]]]:
    """Each group with the ids to show, in printed order: what was found, and for tables the source speaks of what it lacks."""
    yield HEADER, "单位、年度等", [id for id in META if id in found and id != "unplaced"]
    yield form.preamble.id, form.preamble.title, [form.preamble.id] if form.preamble.id in found else []
    for section in form.sections:
        if section.table is None:
            texts = [section.number, *(part.id for part in section.parts)]
            spoken = any(id in found for id in texts)
            yield section.number, section.heading, [id for id in texts if id in found or (spoken and report.text(id))]
            continue
        table = section.table.id
        foreign = [id for id in found if id.split(".")[0] == table and id not in form.cells]
        spoken = bool(foreign) or any(id in found for id, cell in form.cells.items() if cell.table is section.table)
        ids = [id for id, cell in form.cells.items() if cell.table is section.table]
        shown = [id for id in ids if id in found or (spoken and not form.cells[id].is_total)]
        beside = [f"{mark}.{id}" for mark in ("base", "remark") for id in (*ids, *foreign) if f"{mark}.{id}" in found]
        yield section.number, section.heading, [*shown, *foreign, *beside, *_if(f"note.{table}", found)]
    yield "unplaced", "未能放置的内容", _if("unplaced", found)


def _if(id: str, found: dict[str, Value]) -> list[str]:
    return [id] if id in found else []


def _row(
    id: str,
    imported: Imported,
    found: dict[str, Value],
    report: Report,
    figures: Figures,
    form: Form,
    notes: dict[str, list[str]],
) -> Row:
    value = found.get(id)
    stated = report.get(id)
    present = figures.printed.get(id) if stated is None else stated
    cell = cell_named(id, form)
    if value is None:
        state = State.MISSING
    elif cell is not None and isinstance(value, str):
        state = State.EQUAL if value == stated else State.UNREADABLE
    elif id == "unplaced":
        state = State.EQUAL if str(value) in report.text(id) else State.NEW
    elif stated is None:
        state = State.NEW if present is None or present == value else State.DIFFERENT
    else:
        state = State.EQUAL if value == stated else State.DIFFERENT
    origin = imported.edit.get(f"origin.{id}")
    written = imported.written.get(id, show(value))
    draft = imported.edit.get(f"draft.{id}")
    said = tuple(notes.get(id, ()))
    return Row(id, name_of(id, form), written, value, str(origin or ""), present, state, said, str(draft or ""))


def _settle_totals(groups: list[Group], form: Form) -> list[Group]:
    """A total that nobody stated is equal where it is what the report's own numbers add up to and none of these changes."""
    rows = {row.id: row for group in groups for row in group.rows}

    def settled(row: Row) -> Row:
        parts = form.totals.get(row.id, ())
        still = all(part not in rows or not rows[part].applicable for part in parts)
        if parts and row.state is State.NEW and row.present is not None and still:
            return replace(row, state=State.EQUAL)
        return row

    return [Group(group.key, group.title, tuple(map(settled, group.rows))) for group in groups]


def _warnings(imported: Imported, report: Report, form: Form) -> Iterator[Finding]:
    year, unit = imported.edit.get("year"), imported.edit.get("unit")
    if report.year is not None and isinstance(year, int) and year != report.year:
        message = f"来源是{year}年度的报告，当前报告是{report.year}年度。"
        advice = "要以上年报告为基础，请用“从上年报告开始”；确实要导入这些数字，请在下面勾选。"
        yield Finding("import.other_year", Severity.WARNING, message, cells=("year",), advice=advice)
    if report.unit and isinstance(unit, str) and unit != report.unit:
        message = f"来源的单位是“{unit}”，当前报告的单位是“{report.unit}”。"
        advice = "请确认没有选错文件；单位名称不会自动改变。"
        yield Finding("import.other_unit", Severity.WARNING, message, cells=("unit",), advice=advice)
    if imported.form is not None and imported.form != form.id:
        message = f"来源的表格是{imported.form}年格式，当前报告是{form.id}年格式。"
        advice = "能对应的数字已放到本年格式的格子里，其余请逐项核对。"
        yield Finding("import.other_form", Severity.WARNING, message, form.basis, ("form",), advice=advice)
    yield from _fewer_carried_in(imported, report, form)


def _fewer_carried_in(imported: Imported, report: Report, form: Form) -> Iterator[Finding]:
    """That a register counts fewer open cases of the year before than last year's report handed on. A register of one year
    often lists none of them, and what it does not list is no reason to lose the figure that was published."""
    if not any(finding.code == "register.count" for finding in imported.findings):
        return
    row = tuple(id for id, cell in form.cells.items() if cell.row.key == "carried_in")
    fewer = []
    for id in row:
        counted, present = [imported.edit.get(part) for part in form.totals.get(id, (id,))], report.get(id)
        if isinstance(present, int) and is_carried(report, id) and all(isinstance(n, int) for n in counted):
            n = sum(n for n in counted if isinstance(n, int))
            if n < present:
                fewer.append(f"{name_of(id, form).rpartition(' · ')[2]}{n}件（上年报告{present}件）")
    if fewer:
        message = f"“二、上年结转”：台账比上年报告结转的少：{'，'.join(fewer)}。"
        advice = "这一行没有勾选，仍用上年报告的数；请看上年没有办结的申请是否漏登。上年报告有误的，再勾选台账的数。"
        yield Finding(_FEWER, Severity.WARNING, message, form.basis, row, advice=advice)


def _usual(groups: Iterable[Group], warnings: tuple[Finding, ...]) -> Iterator[str]:
    """What is chosen at first: everything that can be applied; but nothing of another year, no field that contradicts the
    report, no text over a number, no earlier year's draft over a text, and no 上年结转 that falls short of last year's report."""
    short = {id for warning in warnings if warning.code == _FEWER for id in warning.cells}
    if any(warning.code == "import.other_year" for warning in warnings):
        return
    for group in groups:
        for row in group.rows:
            contradicts = group.key == HEADER and row.state is State.DIFFERENT
            loses = (row.state is State.UNREADABLE or row.draft) and row.present is not None
            if row.applicable and not contradicts and not loses and row.id not in short:
                yield row.id


def _joined(before: str, more: str) -> str:
    return f"{before}\n{more}" if before else more
