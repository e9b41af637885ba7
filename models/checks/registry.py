"""The register of checks. A check is a function that yields findings; its entry here carries code, severity, basis and
the wording of its message, so that the reference of checks is made from it."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING

from models.checks.settings import DEFAULT, Settings
from models.editions import between
from models.findings import Finding, Severity, Span
from models.form import Sum
from models.last_year import drafts
from models.report import Edit, Report
from models.totals import Figures
from models.values import Value

if TYPE_CHECKING:
    from models.prose import Mention


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
        from models.prose import mentions_of

        report = self.report
        last = self.previous if self.comparable else None
        return {id: mentions_of(report, id, self.figures, last) for id in self.texts if id != report.form.preamble.id}

    @cached_property
    def failing(self) -> tuple[Sum, ...]:
        """The sums of the form that do not hold; those with a cell that is no number are left out."""
        figures = self.figures
        return tuple(
            item
            for item in self.report.form.sums
            if figures.readable(item.cells) and figures.add(item.left) != figures.add(item.right)
        )

    @cached_property
    def last_year(self) -> Mapping[str, Value]:
        """Last year's printed figures by the ids of this year's form: those that count the same; {} without such a report."""
        if self.previous is None or self.previous_figures is None or not self.comparable:
            return {}
        return between(self.previous.form, self.report.form).carried(self.previous_figures.printed)

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


class Register(Mapping[str, Check]):
    """The checks by code. The modules beside this one define them, and are imported when the first is asked for: a new check
    is a function in a module there, and nothing else."""

    def __init__(self) -> None:
        self._entries: dict[str, Check] = {}
        self._complete = False
        self._loading = RLock()

    def add(self, entry: Check) -> None:
        if entry.code in self._entries:
            raise ValueError(f"check {entry.code} is registered twice")
        self._entries[entry.code] = entry

    def __getitem__(self, code: str) -> Check:
        return self._all()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Check]:
        if not self._complete:
            with self._loading:
                package = __name__.rpartition(".")[0]
                for module in pkgutil.iter_modules(import_module(package).__path__):
                    import_module(f"{package}.{module.name}")
                self._complete = True
        return self._entries


CHECKS = Register()

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
        CHECKS.add(Check(code, title, severity, basis, template, on, wanted, run))
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
