"""What checking a report that others made has found: one entry a file, for the superior office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from models.checks import CHECKS
from models.checks.not_made import NotMade
from models.checks.registry import Need
from models.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Inspected:
    """One file. ``failure`` says why it cannot be read ("" where it can); ``previous`` is the file it was compared with.
    ``not_made`` are the checks that had nothing to look at.

    ``places`` names, for each finding, the cells and texts it speaks of, since the form of the report is not kept.
    """

    file: str
    unit: str = ""
    year: int | None = None
    findings: tuple[Finding, ...] = ()
    places: tuple[str, ...] = field(default=(), repr=False)
    failure: str = ""
    previous: str = ""
    not_made: tuple[NotMade, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def compared(self) -> bool:
        """Whether it was compared with last year's report."""
        return not any(Need.LAST_FIGURES in CHECKS[item.code].needs for item in self.not_made)

    @property
    def name(self) -> str:
        """How lists call it: the unit, else the name of the file."""
        return self.unit or self.file.replace("\\", "/").rsplit("/", 1)[-1]

    def as_json(self) -> dict[str, Any]:
        """The entry as ``check --json`` prints it for several reports."""
        out: dict[str, Any] = {"file": self.file, "unit": self.unit or None, "year": self.year}
        if self.previous:
            out["last_year"] = self.previous
        if self.failure:
            out["error"] = self.failure
        out["findings"] = [finding.as_json() for finding in self.findings]
        out["not_made"] = [item.as_json() for item in self.not_made]
        return out


def in_order(inspected: Iterable[Inspected]) -> list[Inspected]:
    """The readable ones by unit and file, then those that cannot be read."""
    return sorted(inspected, key=lambda item: (bool(item.failure), item.unit or "\uffff", item.file))


SAID_TWICE = {"import.unit": "report.unit", "import.year": "report.year", "import.value": "cell.unreadable"}
"""What reading a file says and a check of what was read says again."""


def told_once(told: Iterable[Finding], checked: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings ``told`` by reading a file, less those that say of a cell what one of ``checked`` says of it too."""
    again = [other for other in checked if other.code in SAID_TWICE.values()]

    def is_twice(finding: Finding) -> bool:
        code = SAID_TWICE.get(finding.code)
        same = (other for other in again if other.code == code)
        return any(not finding.cells or not set(finding.cells).isdisjoint(other.cells) for other in same)

    return tuple(finding for finding in told if not is_twice(finding))
