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
    UNDER_WAY = "进行中", "◐"
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
class State:
    """The progress of a step; ``count`` are the errors on it."""

    progress: Progress
    count: int = 0

    @property
    def words(self) -> str:
        return f"{self.progress.word} {self.count}" if self.count else self.progress.word


def preamble_section(form: Form) -> Section:
    """The preamble as a section, so that its page is made like those of the texts."""
    return Section(form.preamble.id, form.preamble.title, form.preamble.prompt)


def page_of(form: Form, id: str) -> str:
    """The page on which the cell, text or field ``id`` is changed."""
    if id in ("start", "finish"):
        return id
    prefix, _, rest = id.partition(".")
    if prefix in ("remark", "origin", "note", "draft", "base"):
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


def states(report: Report, findings: Sequence[Finding]) -> dict[str, State]:
    """The state of every step, from what is filled in and from ``findings``."""
    form = report.form
    errors: dict[str, int] = {}
    open_pages: set[str] = set()
    for finding in findings:
        for page in {page_of(form, id) for id in finding.cells[:1]}:
            if finding.severity is Severity.ERROR:
                errors[page] = errors.get(page, 0) + 1
            if finding.code.endswith((".blank", ".draft")) or finding.code in ("report.unit", "report.year"):
                open_pages.add(page)
    started = set(_started(report))
    found: dict[str, State] = {}
    for step in steps_of(form):
        if step.id == "start":
            progress = Progress.DONE if started else Progress.NOT_STARTED
        elif step.id == "finish":
            total = sum(errors.values())
            warned = any(finding.severity is Severity.WARNING for finding in findings)
            ready = not open_pages and not warned
            found[step.id] = State(Progress.TROUBLED, total) if total else State(_finish(started, ready))
            continue
        elif errors.get(step.id):
            found[step.id] = State(Progress.TROUBLED, errors[step.id])
            continue
        elif step.id not in started:
            progress = Progress.NOT_STARTED
        else:
            progress = Progress.UNDER_WAY if step.id in open_pages else Progress.DONE
        found[step.id] = State(progress)
    return found


def _finish(started: set[str], ready: bool) -> Progress:
    """Done where the final report can be exported: nothing blank, each warning mended or dismissed."""
    if not started:
        return Progress.NOT_STARTED
    return Progress.DONE if ready else Progress.UNDER_WAY


def _started(report: Report) -> Iterator[str]:
    for id in report.values:
        if not id.startswith(("origin.", "dismissed.", "tie.", "remark.", "draft.", "base.")) and id != "unplaced":
            yield page_of(report.form, id)
