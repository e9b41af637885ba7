"""The findings in the order of the report: by section as printed, errors first within one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.steps import page_of, steps_of
from models.findings import Finding, Severity, Span
from models.form import Form
from models.naming import name_of
from models.report import META
from models.values import show


def place_of(finding: Finding) -> tuple[str, Span | None]:
    """Where a finding is mended: the words it speaks of, else the first cell or text at fault."""
    if finding.spans:
        return finding.spans[0].text, finding.spans[0]
    return (finding.cells or finding.parts or ("unit",))[0], None


def by_section(form: Form, findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings under the titles of the steps on which they are mended; steps without one are left out."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(page_of(form, place_of(finding)[0]), []).append(finding)
    return [(step.title, groups[step.id]) for step in steps_of(form) if step.id in groups]


@dataclass(frozen=True, slots=True)
class Here:
    """Where a person is: the page in front and, where the cursor stands in it, the cell, text or field and the character."""

    page: str
    id: str = ""
    offset: int | None = None

    def at(self, finding: Finding) -> bool:
        """Whether the cursor stands where this finding is mended."""
        id, span = place_of(finding)
        return self.id == id and (span is None or self.offset is None or span.start <= self.offset <= span.end)


Position = tuple[int, int, int]
"""Step, place in it, character: what comes earlier in the report is less."""


def next_of(
    form: Form, findings: Sequence[Finding], here: Here, last: Finding | None = None, back: bool = False
) -> Finding | None:
    """The finding that comes after ``here`` in the report, around the end; hints only where nothing is worse.

    One that stands right here comes first, unless it is ``last``, to which the person was led before.
    """
    urgent = [finding for finding in findings if finding.severity is not Severity.INFO]
    steps = {step.id: at for at, step in enumerate(steps_of(form))}
    places = {id: at for at, id in enumerate((*META, form.preamble.id, *form.texts, *form.cells))}

    def position(page: str, id: str, offset: int) -> Position:
        return steps.get(page, -1), places.get(id, -1), offset

    def position_of(finding: Finding) -> Position:
        id, span = place_of(finding)
        return position(page_of(form, id), id, span.start if span else 0)

    ordered = sorted(urgent or findings, key=position_of)
    if not ordered:
        return None
    if last in ordered and here.at(last):
        return ordered[(ordered.index(last) + (-1 if back else 1)) % len(ordered)]
    now = position(here.page, here.id, here.offset or 0)
    if back:
        return next((f for f in reversed(ordered) if position_of(f) < now), ordered[-1])
    # words that begin before the cursor and end behind it are here too
    return next((f for f in ordered if position_of(f) >= now or here.at(f)), ordered[0])


def fix_words(form: Form, finding: Finding) -> str:
    """What the fix of a finding does, for its button."""
    fix = dict(finding.fix or {})
    if len(fix) == 1:
        ((id, value),) = fix.items()
        shown = show(value)
        if id in form.cells:
            return f"改为 {shown}" if shown else "清空"
        if id.startswith("draft."):
            return "已核对，就用这段"  # as the button above the text says
        return f"改正“{name_of(id, form)}”"
    return f"改正{len(fix)}处"
