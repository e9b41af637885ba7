"""A saved report in a few words: whose it is, how far it has come, when it was last changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.progress import Progress
from desk.steps import State, states
from models.checks import run_checks
from models.storage.errors import StorageError
from models.storage.file import load


@dataclass(frozen=True, slots=True)
class Summary:
    """``state`` is that of the last step, which gathers all; None where the file cannot be read, and ``failure`` says why.

    ``changed``: seconds since the epoch, of the file.
    """

    path: Path
    unit: str = ""
    year: int | None = None
    state: State | None = None
    changed: float = 0.0
    failure: str = ""


def summary_of(path: Path) -> Summary:
    """Read and check one report file; never raises for what a file can be."""
    try:
        changed = path.stat().st_mtime
        report = load(path)
    except StorageError as error:
        return Summary(path, failure=str(error))
    except OSError:
        return Summary(path, failure=f"“{path.name}”现在打不开。")
    found = run_checks(report)
    return Summary(path, report.unit, report.year, states(report, found)["finish"], changed)


def summaries(paths: Sequence[Path], progress: Progress) -> list[Summary]:
    """All of them in order; fewer where ``progress`` asked to stop."""
    found = []
    for done, path in enumerate(paths, 1):
        found.append(summary_of(path))
        if not progress(done, len(paths)):
            break
    return found
