"""All checks of a report; ``run_checks`` is the one list that panel, marks, command line and the final gate read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from models.checks.registry import CHECKS, Check, Context, On
from models.checks.settings import DEFAULT, Settings
from models.findings import Finding, Severity
from models.report import Report
from models.totals import Figures, evaluate

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Dismissed",
    "On",
    "Settings",
    "dismissed",
    "has_errors",
    "run_checks",
]

MOST = 250
"""Findings of one check that are told: more than a report has cells, fewer than a text of noise would yield."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding that a person has looked at and set aside, with the reason given."""

    finding: Finding
    reason: str


def run_checks(
    report: Report,
    *,
    figures: Figures | None = None,
    final: bool = False,
    previous: Report | None = None,
    only: Collection[On] | None = None,
    settings: Settings = DEFAULT,
    units: Sequence[Report] = (),
) -> list[Finding]:
    """Every finding of the report, errors first, dismissed ones left out; an error cannot be dismissed.

    ``previous`` is last year's report, else the one that is kept inside this one; ``units`` are the reports of all the units whose sum this one gives;
    ``only`` restricts to the checks that look at these things, for example ``{On.CELLS}`` after each keystroke.
    """
    reasons = dict(report.under("dismissed"))
    found = _find(report, figures, final, previous, only, settings, units)
    return [f for f in found if f.severity is Severity.ERROR or f.key not in reasons] if reasons else found


def dismissed(
    report: Report,
    *,
    figures: Figures | None = None,
    previous: Report | None = None,
    final: bool = False,
    settings: Settings = DEFAULT,
) -> list[Dismissed]:
    """The findings that were set aside and still hold, with their reasons: for the leader who signs.

    A dismissal whose figures have changed is void: its finding is back in ``run_checks``, and it is not listed here.
    """
    reasons = dict(report.under("dismissed"))
    if not reasons:
        return []
    found = _find(report, figures, final, previous, None, settings, ())
    return [Dismissed(f, reasons[f.key]) for f in found if f.severity is not Severity.ERROR and f.key in reasons]


def _find(
    report: Report,
    figures: Figures | None,
    final: bool,
    previous: Report | None,
    only: Collection[On] | None,
    settings: Settings,
    units: Sequence[Report],
) -> list[Finding]:
    if previous is None:
        previous = report.previous
    last_figures = None if previous is None else evaluate(previous)
    context = Context(report, figures or evaluate(report), final, previous, last_figures, settings, tuple(units))
    chosen = (item for item in CHECKS.values() if only is None or item.on in only)
    found = [finding for item in chosen for finding in islice(item.run(context), MOST)]
    found.sort(key=lambda finding: _ORDER[finding.severity])
    return found


def has_errors(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
