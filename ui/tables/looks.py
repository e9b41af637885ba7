"""How each cell of a table appears: its figure, whether it was typed, and what findings say about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.findings import Finding, Severity
from models.report import MEMO
from models.values import show
from ui.session import Session


class Look(NamedTuple):
    """What is drawn in one cell.

    ``text`` is the figure as printed or the text that is no number; ``computed`` the total by computation where the stated
    one disagrees; ``derived``: nobody typed it; ``mark``: the worst finding about this cell; ``part``: it takes part in a
    sum that does not hold; ``wrong``: its text is no number; ``remark``: a remark stands beside it; ``memo``: the clerk left a
    note on it.
    """

    text: str
    computed: str = ""
    derived: bool = False
    mark: Severity | None = None
    part: bool = False
    wrong: bool = False
    remark: bool = False
    memo: bool = False


def about_cells(findings: Iterable[Finding]) -> tuple[dict[str, Severity], set[str]]:
    """The cells at fault with their worst severity, and those that merely take part in an error."""
    marks: dict[str, Severity] = {}
    parts: set[str] = set()
    for finding in findings:
        if finding.severity is Severity.INFO:
            continue
        for cell in finding.cells:
            if marks.get(cell) is not Severity.ERROR:
                marks[cell] = finding.severity
        if finding.severity is Severity.ERROR:
            parts.update(finding.parts)
    return marks, parts


def looks_of(session: Session, cells: Sequence[str]) -> dict[str, Look]:
    """The look of each of these cells, by id."""
    figures = session.figures
    stated, printed, derived, unknown = session.report.values, figures.printed, figures.derived, figures.unknown
    marks, parts = about_cells(session.shown)
    noted = {id for id, _ in session.report.under(MEMO)}
    found: dict[str, Look] = {}
    for id in cells:
        value = printed[id]
        typed = id in stated
        computed = ""
        if typed and id in derived and id not in unknown and derived[id] is not None and derived[id] != value:
            computed = show(derived[id])
        found[id] = Look(
            str(value) if value.__class__ is int else show(value),
            computed,
            not typed and id in derived,
            marks.get(id),
            id in parts,
            value.__class__ is str,
            typed and f"remark.{id}" in stated,
            id in noted,
        )
    return found
