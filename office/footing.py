"""The sums of all reports at once, in SQL: which reports do not foot. Of these alone the findings are then made one by one.

A report with text in a cell or a figure that is no whole number is always looked at one by one: SQL reckons those otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.checks import run_checks
from models.checks.registry import On
from models.findings import Finding
from models.form import Form, Sum
from models.report import Report
from office import records
from office.ledger import Ledger
from office.schema import column


def findings(ledger: Ledger, form: Form) -> Iterator[tuple[int, list[Finding]]]:
    """(report, its findings of sums) for each report of record that does not foot, as checking it alone finds them."""
    for id in suspects(ledger, form):
        found = of_report(records.report_of(ledger, id), form)
        if found:
            yield id, found


def of_report(report: Report, form: Form) -> list[Finding]:
    """The findings of sums on one report."""
    codes = {item.code for item in form.sums}
    return [finding for finding in run_checks(report, only={On.CELLS}) if finding.code in codes]


def suspects(ledger: Ledger, form: Form) -> list[int]:
    """The reports of record in which some sum does not hold or cannot be reckoned in SQL."""
    wrong = " OR ".join(_unequal(form, item) for item in form.sums)
    rows = ledger.rows(
        f"SELECT u.record FROM unit u JOIN figure f ON f.report = u.record WHERE ({wrong})"
        " OR EXISTS (SELECT 1 FROM unread x WHERE x.report = u.record)"
        f" OR EXISTS (SELECT 1 FROM exact x WHERE x.report = u.record AND x.cell IN ({_marks(form)})) ORDER BY u.id",
        _summed(form),
    )
    return [int(id) for (id,) in rows]


def _summed(form: Form) -> list[str]:
    return sorted({cell for item in form.sums for cell in item.cells})


def _marks(form: Form) -> str:
    return ", ".join("?" * len(_summed(form)))


def _unequal(form: Form, item: Sum) -> str:
    return f"{_added(form, item.left)} <> {_added(form, item.right)}"


def _added(form: Form, cells: Sequence[str]) -> str:
    return "(" + " + ".join(_printed(form, cell) for cell in cells) + ")"


def _printed(form: Form, cell: str) -> str:
    """A cell as it is printed: a total that nobody stated is what its parts add up to."""
    parts = form.totals.get(cell)
    if parts is None:
        return f"coalesce({column(cell)}, 0)"
    return f"coalesce({column(cell)}, {' + '.join(f'coalesce({column(part)}, 0)' for part in parts)})"
