"""Sources of any kind → one result. ``read`` looks at the content of a file, never at its extension alone."""

from __future__ import annotations

from pathlib import Path

from importers.kinds import KINDS
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.stopping import may_stop

__all__ = ["Imported", "Source", "UnreadableError", "read"]


def read(path: Path, *, year: int | None = None, form: str | None = None, count: bool = True) -> Imported:
    """Read a report from a file of any known kind.

    ``year`` and ``form`` are what a person has stated about the report; they decide where the content leaves it open. Without
    ``count`` a register of applications is found and not counted.
    Raises UnreadableError with one clear sentence where the file cannot be read at all.
    """
    may_stop()
    source = Source(path, year, form, count=count)
    kind = next(kind for kind in KINDS if kind.sniff(source))
    return kind.read(source)
