"""The steps of a report and how far each has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from models.findings import Finding, Severity
from models.form import Form, Section
from models.report import META, Report


class Progress(Enum):
    """How far a step has come: its word, and the mark that stands before it."""

    NOT_STARTED = "未开始", "○"
    UNDER_WAY = "还差", "◐"
    WARNED = "有提醒", "！"
    DONE = "已完成", "✓"
    TROUBLED = "有问题", "✕"

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def mark(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the id of its page, its title, and the section it fills in (None for those around the sections)."""

    id: str
    title: str
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """What is open on a step: errors, warnings, and what is still to be filled in, by what people call it."""

    errors: int = 0
    warnings: int = 0
    cells: int = 0
    texts: int = 0
    fields: int = 0

    def __add__(self, other: Open) -> Open:
        return Open(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def blanks(self) -> str:
        """What is still to be filled in: 12 格、2 段."""
        counts = ((self.cells, "格"), (self.texts, "段"), (self.fields, "项"))
        return "、".join(f"{count} {unit}" for count, unit in counts if count)


@dataclass(frozen=True, slots=True)
class State:
    """The progress of a step, and what is open on it."""

    progress: Progress
    open: Open = Open()

    @property
    def count(self) -> int:
        """The errors on it."""
        return self.open.errors

    @property
    def words(self) -> str:
        detail = {
            Progress.TROUBLED: str(self.open.errors),
            Progress.UNDER_WAY: self.open.blanks,
            Progress.WARNED: str(self.open.warnings),
        }.get(self.progress, "")
        return f"{self.progress.word} {detail}".rstrip()


def preamble_section(form: Form) -> Section:
    """The preamble as a section, so that its page is made like those of the texts."""
    return Section(form.preamble.id, form.preamble.title, form.preamble.prompt)


def page_of(form: Form, id: str) -> str:
    """The page on which the cell, text or field ``id`` is changed."""
    if id in ("start", "finish"):
        return id
    prefix, _, rest = id.partition(".")
    if prefix in ("remark", "origin", "note", "draft", "base", "memo"):
        id = rest
    if id in META:
        return "unit"
    if id == form.preamble.id:
        return form.preamble.id
    section = form.section_of(id)
    return section.number if section else "unit"


def steps_of(form: Form) -> tuple[Step, ...]:
    """All steps in their order."""
    preamble = preamble_section(form)
    return (
        Step("start", "开始"),
        Step("unit", "单位与年度"),
        Step(preamble.number, preamble.title, preamble),
        *(Step(section.number, section.heading, section) for section in form.sections),
        Step("finish", "检查与导出"),
    )


def items_of(form: Form) -> int:
    """How many cells, texts and fields a whole report has to be filled in with."""
    texts = sum(section.table is None for section in form.sections)
    return sum(map(len, form.typed_cells.values())) + texts + 2  # the unit and the year


def states(report: Report, findings: Sequence[Finding]) -> dict[str, State]:
    """The state of every step, from what is filled in and from ``findings``; the last step gathers all of them."""
    form = report.form
    open_on: dict[str, Open] = {}
    for finding in findings:
        page = page_of(form, finding.cells[0]) if finding.cells else "unit"
        open_on[page] = open_on.get(page, Open()) + _open(finding)
    started = set(_started(report))
    found: dict[str, State] = {}
    for step in steps_of(form):
        if step.id == "start":
            found[step.id] = State(Progress.DONE if started else Progress.NOT_STARTED)
        elif step.id == "finish":
            found[step.id] = _state(sum(open_on.values(), Open()), bool(started))
        else:
            found[step.id] = _state(open_on.get(step.id, Open()), step.id in started)
    return found


_BLANK = {"cell.blank": "cells", "text.blank": "texts", "text.draft": "texts", "report.unit": "fields"}
"""Findings that say what is still to be filled in → what is counted."""


def _open(finding: Finding) -> Open:
    """What one finding leaves open."""
    if finding.severity is Severity.ERROR and not finding.code.endswith(".blank"):
        return Open(errors=1)
    if finding.code in _BLANK:
        return Open(**{_BLANK[finding.code]: len(finding.cells)})
    if finding.code == "report.year" and finding.cells == ("year",):
        return Open(fields=1)
    return Open(warnings=1) if finding.severity is Severity.WARNING else Open()


def _state(left: Open, started: bool) -> State:
    """Done only where nothing is open; the gravest of what is open is named."""
    if left.errors:
        return State(Progress.TROUBLED, left)
    if not started:
        return State(Progress.NOT_STARTED, left)
    if left.blanks:
        return State(Progress.UNDER_WAY, left)
    return State(Progress.WARNED if left.warnings else Progress.DONE, left)


def _started(report: Report) -> Iterator[str]:
    for id in report.values:
        if (
            not id.startswith(("origin.", "dismissed.", "tie.", "remark.", "draft.", "base.", "previous.", "memo."))
            and id != "unplaced"
        ):
            yield page_of(report.form, id)
