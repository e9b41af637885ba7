"""When a sum that does not hold is said: when its parts are complete, or when the clerk has gone on.

While a table is being filled in its sums cannot hold yet. So the broken sum of a column is held back as long as one of its
cells is blank, that of a row as long as one is blank and still lies ahead of the cursor in the order of filling in, and both
as long as nothing of them is there but what last year's report left over; said once, it stays until it is mended. The last
step and the command line hold nothing back.
"""

from __future__ import annotations

from models.findings import Finding, Severity
from models.form import Form
from models.report import Report

_orders: dict[tuple[str, bool], dict[str, tuple[int, int]]] = {}


def _order(form: Form, across: bool) -> dict[str, tuple[int, int]]:
    """The place of every cell in the order of filling in: made once for each form."""
    if (form.id, across) not in _orders:
        order = _orders[form.id, across] = {}
        rows: dict[tuple[str, str], int] = {}
        columns: dict[tuple[str, str], int] = {}
        for id, cell in form.cells.items():
            row = rows.setdefault((cell.table.id, cell.row.key), len(rows))
            column = columns.setdefault((cell.table.id, cell.column.key), len(columns))
            order[id] = (row, column) if across else (column, row)
    return _orders[form.id, across]


class Patience:
    """Decides which findings are shown; remembers which broken sums have been said."""

    def __init__(self) -> None:
        self.cursor = ""
        self.across = False
        self._said: set[tuple[str, tuple[str, ...]]] = set()

    def shown(self, report: Report, findings: list[Finding]) -> list[Finding]:
        """The findings without the sums that are still being typed."""
        broken = {(f.code, f.parts) for f in findings if f.parts and f.severity is Severity.ERROR}
        self._said &= broken
        kept = []
        for finding in findings:
            if finding.parts and finding.severity is Severity.ERROR:
                name = (finding.code, finding.parts)
                if name not in self._said and self._still_typed(report, finding):
                    continue
                self._said.add(name)
            kept.append(finding)
        return kept

    def forget(self) -> None:
        """Begin anew, for another report."""
        self._said.clear()
        self.cursor = ""

    def _still_typed(self, report: Report, finding: Finding) -> bool:
        form = report.form
        leaves = {leaf for part in finding.parts for leaf in form.totals.get(part, (part,))}
        if all(_carried(report, part) for part in (leaves | set(finding.parts)) if report.get(part) is not None):
            return True
        if len({form.cells[part].row for part in finding.parts}) > 1 and any(
            report.get(leaf) is None for leaf in leaves
        ):
            return True  # a column is filled in row by row as well as down: it is complete when nothing in it is blank
        here = form.cells.get(self.cursor)
        if here is None or here.table is not form.cells[finding.parts[0]].table:
            return False
        order = _order(form, self.across)
        now = order[self.cursor]
        return any(report.get(leaf) is None and order[leaf] >= now for leaf in leaves)


def _carried(report: Report, cell: str) -> bool:
    """Whether this figure was carried over from last year's report, untouched: typing would have taken its origin away."""
    return report.form.cells[cell].row.key == "carried_in" and f"origin.{cell}" in report.values
