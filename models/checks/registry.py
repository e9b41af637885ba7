"""The register of checks. A check is a function that yields findings; its entry here carries code, severity and basis."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from models.findings import Finding, Severity
from models.report import Report
from models.totals import Figures


class On(Enum):
    """What a check looks at, and so when it must run: cell checks cost microseconds and run at each keystroke; those of
    the texts and against last year's report run when typing pauses."""

    CELLS = "cells"
    TEXT = "text"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class Context:
    """What a check may look at. ``final``: the report is to be handed in, so nothing may be blank."""

    report: Report
    figures: Figures
    final: bool = False
    previous: Report | None = None
    previous_figures: Figures | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One registered check: the codes of its findings with a title and what they rest on."""

    code: str
    title: str
    severity: Severity
    basis: str
    on: On
    run: Callable[[Context], Iterable[Finding]]


CHECKS: dict[str, Check] = {}

CheckFunction = Callable[[Context], Iterable[Finding]]


def check(
    code: str, title: str, severity: Severity, basis: str, on: On = On.CELLS
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated function under ``code``."""

    def register(run: CheckFunction) -> CheckFunction:
        if code in CHECKS:
            raise ValueError(f"check {code} is registered twice")
        CHECKS[code] = Check(code, title, severity, basis, on, run)
        return run

    return register
