"""A finding: one thing to mend or to look at, as a value that every part of the program reads alike."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from models.form import BETWEEN
from models.report import Edit
from models.values import show


class Severity(Enum):
    """``ERROR`` stops the final report; a ``WARNING`` can be dismissed with a reason; ``INFO`` is a hint."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        return {"error": "错误", "warning": "提醒", "info": "提示"}[self.value]

    def counted(self, count: int) -> str:
        """So many of them, in words: 2 个错误, 3 条提醒."""
        return f"{count} {'个' if self is Severity.ERROR else '条'}{self.word}"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text: characters ``start`` to ``end`` (exclusive) of the text ``text`` as it is stored.

    Stored means with the marks of bound figures, so that an editor can underline it and a fix can replace it.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """``cells`` are the cells at fault (ids of cells or texts), ``parts`` those that take part in the sum.

    ``message`` says what, where and both figures; ``basis`` cites the rule; ``fix`` mends it in one step where one
    number settles it; ``advice`` says what to do. ``spans`` are the words in the texts that it speaks of.
    """

    code: str
    severity: Severity
    message: str
    basis: str = ""
    cells: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    fix: Edit | None = None
    advice: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def key(self) -> str:
        """Identifies the finding for a dismissal; changes with the figures in the message, which voids the dismissal."""
        return f"{self.code}:{zlib.crc32(self.message.encode('utf-8', 'surrogatepass')):08x}"

    def as_json(self) -> dict[str, Any]:
        """The finding as ``check --json`` prints it: ``cells`` names the cells at fault first, then the others of the sum."""
        out: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "cells": [*self.cells, *(cell for cell in self.parts if cell not in self.cells)],
            "at_fault": list(self.cells),
            "message": self.message,
            "basis": self.basis,
        }
        if self.advice:
            out["advice"] = self.advice
        if self.spans:
            out["spans"] = [{"text": span.text, "start": span.start, "end": span.end} for span in self.spans]
        if self.fix is not None:
            out["fix"] = {
                id: value if isinstance(value, int) or value is None else show(value) for id, value in self.fix.items()
            }
        return out


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity, in words: 2 个错误 · 3 条提醒; "" where there are none."""
    counts = Counter(finding.severity for finding in findings)
    return BETWEEN.join(severity.counted(counts[severity]) for severity in Severity if counts[severity])
