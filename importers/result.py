"""What every importer gives back, whatever it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.findings import Finding
from models.values import Value


class UnreadableError(Exception):
    """The source cannot be read at all; the message is one clear sentence in Chinese with what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source holds: ``edit`` to apply to a report, with ``origin.<id>`` for each value and ``unplaced`` for what
    found no place, and ``findings`` of the reading. ``form`` is the shape in which the tables were printed ("2019", "2021"), None where there was none.
    ``written``: what stood in the source where the value is not the same signs (" １２件" for 12), by id.
    """

    edit: Mapping[str, Value]
    findings: tuple[Finding, ...] = field(default=())
    form: str | None = None
    written: Mapping[str, str] = field(default_factory=dict)
