"""Files → reports for the verbs: a report file is loaded, anything else is imported."""

from __future__ import annotations

from pathlib import Path

from models.findings import Finding
from models.report import Report
from models.storage.codec import is_report_file
from models.storage.file import SUFFIX, load


def report_of(path: Path) -> tuple[Report, tuple[Finding, ...]]:
    """The report in a file of any kind, and the findings of reading it. Raises StorageError, UnreadableError."""
    if _may_be_opened(path) and (path.suffix.lower() == SUFFIX or _is_report_file(path)):
        return load(path), ()
    import importers

    imported = importers.read(path)
    return Report().apply(imported.edit), imported.findings


def _may_be_opened(path: Path) -> bool:
    """Whether opening it ends: not so with a pipe or a device, of which the importer says what it is."""
    try:
        return path.is_file() or not path.exists()
    except (OSError, ValueError):
        return True


def _is_report_file(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_report_file(file.read(64))
    except (OSError, ValueError):
        return False  # the importer says why


def same_file(first: Path, second: Path) -> bool:
    """Whether both paths lead to one existing file."""
    try:
        return first.samefile(second)
    except (OSError, ValueError):
        return False
