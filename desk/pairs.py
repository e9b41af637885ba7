"""Which of last year's reports belongs to which unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desk.inspect import Read
from models.units import folded, match


@dataclass(frozen=True)
class LastYear:
    """Last year's reports, found by unit. ``decided`` holds what a person answered: unit → unit of last year, "" for none."""

    reports: Sequence[Read] = ()
    decided: Mapping[str, str] = field(default_factory=dict)

    def of(self, read: Read) -> Read | None:
        """Last year's report of the same unit; None where there is none or a person has to say."""
        unit = read.unit
        if unit in self.decided:
            unit = self.decided[unit]
        found = self._by_name.get(folded(unit), ()) if unit else ()
        year = read.report_year
        before = (report for report in found if year is not None and report.report_year == year - 1)
        return next(before, found[-1] if found else None)

    def questions(self, reads: Iterable[Read]) -> dict[str, tuple[str, ...]]:
        """Units without a report of last year under their own name → the names to ask about, best first.

        A name that a unit bears this year too is that unit's.
        """
        reads = list(reads)
        borne = {folded(read.unit) for read in reads}
        names = [report.unit for report in self.reports if report.unit and folded(report.unit) not in borne]
        asked: dict[str, tuple[str, ...]] = {}
        for read in reads:
            if read.unit and read.unit not in self.decided and self.of(read) is None:
                likely = match(read.unit, names).likely
                if likely:
                    asked[read.unit] = likely
        return asked

    @cached_property
    def _by_name(self) -> dict[str, list[Read]]:
        found: dict[str, list[Read]] = {}
        for report in self.reports:
            if report.unit:
                found.setdefault(folded(report.unit), []).append(report)
        return found
