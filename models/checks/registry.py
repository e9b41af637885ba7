"""The register of checks. A check is a function that yields findings; its entry here carries code, severity, basis and
the wording of its message, so that the reference of checks is made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from models.checks.settings import DEFAULT, Settings
from models.findings import Finding, Severity, Span
from models.form import Sum
from models.last_year import drafts
from models.prose import Mention, mentions_of
from models.report import Edit, Report
from models.totals import Figures


class On(Enum):
    """What a check looks at, and so when it must run: cell checks cost microseconds and run at each keystroke; those of
    the texts and against last year's report run when typing pauses; those of the units when many reports are at hand."""

    CELLS = "cells"
    TEXT = "text"
    PREVIOUS = "previous"
    UNITS = "units"


class Need(Enum):
    """What must be there for a check to see anything; where it is not, the check counts as not made."""

    TEXTS = "texts"
    FIGURES = "figures"
    LAST_FIGURES = "last year's figures"
    LAST_TEXTS = "last year's texts"
    YEAR = "year"
    UNIT = "unit"


_USUAL = {On.TEXT: (Need.TEXTS,), On.PREVIOUS: (Need.LAST_FIGURES,)}
"""What checks need unless they say otherwise."""


@dataclass(frozen=True)
class Context:
    """What a check may look at. ``final``: the report is to be handed in, so nothing may be blank.

    ``previous`` is last year's report. ``units`` are the reports of the units whose sum this report gives.
    """

    report: Report
    figures: Figures
    final: bool = False
    previous: Report | None = None
    previous_figures: Figures | None = None
    settings: Settings = DEFAULT
    units: tuple[Report, ...] = ()

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts as stored, by id in printed order; without blanks and without those that are still last year's."""
        report = self.report
        waiting = drafts(report)
        return {id: text for id in report.form.texts if (text := report.text(id)).strip() and id not in waiting}

    @cached_property
    def mentions(self) -> Mapping[str, list[Mention]]:
        """The numbers of each text but the preamble, as read."""
        report = self.report
        return {id: mentions_of(report, id) for id in self.texts if id != report.form.preamble.id}

    @cached_property
    def failing(self) -> tuple[Sum, ...]:
        """The sums of the form that do not hold; those with a cell that is no number are left out."""
        figures = self.figures
        return tuple(
            item
            for item in self.report.form.sums
            if figures.readable(item.cells) and figures.add(item.left) != figures.add(item.right)
        )

    @property
    def comparable(self) -> bool:
        """Whether last year's report is there and is that of the year before."""
        year, last = self.report.year, self.previous.year if self.previous else None
        return self.previous is not None and (year is None or last is None or last == year - 1)


@dataclass(frozen=True, slots=True)
class Check:
    """One registered check: its code, what it finds, what it rests on, and the wording of its message.

    ``severity`` is that of most of its findings; some become errors in the final report, some are hints where less is
    certain. ``template`` names the figures that the message gives.
    """

    code: str
    title: str
    severity: Severity
    basis: str
    template: str
    on: On
    needs: tuple[Need, ...]
    run: Callable[[Context], Iterable[Finding]]


CHECKS: dict[str, Check] = {}

CheckFunction = Callable[[Context], Iterable[Finding]]


def check(
    code: str,
    title: str,
    severity: Severity,
    basis: str,
    template: str,
    on: On = On.CELLS,
    *,
    needs: tuple[Need, ...] | None = None,
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated function under ``code``. ``needs``: without these it sees nothing (by ``on`` unless given)."""
    wanted = _USUAL.get(on, ()) if needs is None else needs

    def register(run: CheckFunction) -> CheckFunction:
        if code in CHECKS:
            raise ValueError(f"check {code} is registered twice")
        CHECKS[code] = Check(code, title, severity, basis, template, on, wanted, run)
        return run

    return register


def finding(
    code: str,
    *,
    cells: Iterable[str] = (),
    parts: Iterable[str] = (),
    spans: Iterable[Span] = (),
    fix: Edit | None = None,
    advice: str = "",
    severity: Severity | None = None,
    basis: str = "",
    **said: object,
) -> Finding:
    """A finding of a registered check; ``said`` fills its template. Severity and basis are the check's unless given."""
    entry = CHECKS[code]
    return Finding(
        code,
        severity or entry.severity,
        entry.template.format(**said),
        basis or entry.basis,
        tuple(cells),
        tuple(parts),
        fix,
        advice,
        tuple(spans),
    )
