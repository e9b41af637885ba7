"""All checks of a report; ``run_checks`` is the one list that panel, marks, command line and the final gate read."""

from __future__ import annotations

from models.checks import cells, sums
from models.checks.registry import CHECKS, Check, Context
from models.findings import Finding, Severity
from models.report import Report
from models.totals import Figures, evaluate

__all__ = ["CHECKS", "Check", "Context", "cells", "has_errors", "run_checks", "sums"]

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def run_checks(
    report: Report, *, figures: Figures | None = None, final: bool = False, previous: Report | None = None
) -> list[Finding]:
    """Every finding of the report, errors first, dismissed warnings left out."""
    context = Context(
        report, figures or evaluate(report), final, previous, None if previous is None else evaluate(previous)
    )
    found = [finding for item in CHECKS.values() for finding in item.run(context)]
    dismissed = {key for key, _ in report.under("dismissed")}
    kept = [f for f in found if not (f.severity is Severity.WARNING and f.key in dismissed)]
    kept.sort(key=lambda finding: _ORDER[finding.severity])
    return kept


def has_errors(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
