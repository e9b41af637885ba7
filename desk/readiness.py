"""Whether a report can be handed in: what still stands in the way, by kind."""

from __future__ import annotations

from dataclasses import dataclass

from models.checks import run_checks
from models.checks.not_made import NotMade, not_made
from models.checks.settings import DEFAULT, Settings
from models.findings import Finding, Severity
from models.report import Report


@dataclass(frozen=True, slots=True)
class Readiness:
    """``blanks`` and ``errors`` have to be mended, ``warnings`` mended or dismissed with a reason; ``hints`` are for a look, and
    ``not_made`` are the checks that had nothing to look at."""

    blanks: tuple[Finding, ...]
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    hints: tuple[Finding, ...]
    not_made: tuple[NotMade, ...] = ()

    @property
    def ready(self) -> bool:
        return not (self.blanks or self.errors or self.warnings)

    @property
    def in_the_way(self) -> tuple[Finding, ...]:
        return (*self.errors, *self.blanks, *self.warnings)

    @property
    def words(self) -> str:
        """What is left to do, in one line."""
        if self.ready:
            return "各项都已填写，没有错误，可以导出定稿。"
        parts = [
            f"{len(found)}{unit}"
            for found, unit in (
                (self.errors, " 个错误要改正"),
                (self.blanks, " 处没有填写"),
                (self.warnings, " 条提醒要改正或说明理由"),
            )
            if found
        ]
        return f"要定稿，还有 {'，'.join(parts)}。"


def readiness(report: Report, previous: Report | None, settings: Settings = DEFAULT) -> Readiness:
    """Check the report as one to be handed in."""
    found = run_checks(report, final=True, previous=previous, settings=settings)
    blanks = tuple(f for f in found if f.severity is Severity.ERROR and f.code.endswith(".blank"))
    errors = tuple(f for f in found if f.severity is Severity.ERROR and f not in blanks)
    warnings = tuple(f for f in found if f.severity is Severity.WARNING)
    hints = tuple(f for f in found if f.severity is Severity.INFO)
    return Readiness(blanks, errors, warnings, hints, not_made(report, previous=previous))
