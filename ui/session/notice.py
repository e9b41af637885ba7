"""A notice: one line in the window that says what happened, where and what to do, with buttons that do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.findings import Severity


@dataclass(frozen=True, slots=True)
class Notice:
    """``actions`` are buttons: label and what it does. ``key``: a later notice with the same key takes its place, and
    ``stays`` keeps it until it is answered or closed. ``beyond``: it speaks of more than the report in the window, and stays when
    another comes."""

    text: str
    severity: Severity = Severity.INFO
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    key: str = ""
    stays: bool = False
    beyond: bool = False
