"""The findings in the order of the report: by section as printed, errors first within one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.findings import Finding, Span
from models.form import Form
from models.naming import name_of
from models.values import show
from ui.pages.page import page_of
from ui.steps import steps_of


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


def next_of(form: Form, findings: Sequence[Finding], last: Finding | None, back: bool = False) -> Finding | None:
    """The finding after ``last`` in the order of the report, around the end; hints only where nothing is worse."""
    ordered = [finding for _, group in by_section(form, findings) for finding in group]
    urgent = [finding for finding in ordered if finding.severity.word != "提示"]
    ordered = urgent or ordered
    if not ordered:
        return None
    if last in ordered:
        return ordered[(ordered.index(last) + (-1 if back else 1)) % len(ordered)]
    return ordered[-1 if back else 0]


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
