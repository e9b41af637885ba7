"""A small office for tests: a ledger made of a few lines, and files read in this very process, which is quicker for a few."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from office import ledger, roster, status, taking
from office.examining import Examined
from office.filing import Taken
from office.ledger import Ledger
from office.roster import Entry
from office.sources import Received
from office.workers import Task, Then, perform
from tests.office.collection import EARLY, figures, put, report

COUNTY = "云岭县"


class Here:
    """An engine without other processes."""

    def run(self, tasks: Iterator[tuple[int, Task]], then: Then) -> None:
        held: dict[int, Examined] = {}
        for first in tasks:
            waiting = deque([first])
            while waiting:
                token, task = waiting.popleft()
                following = then(token, perform(task, token, held))
                if following is not None:
                    waiting.append((token, following))

    def close(self) -> None:
        pass


def unit(
    name: str, superior: str = COUNTY, *, deadline: str = "2026-01-31", former: str = "", excuse: str = ""
) -> Entry:
    return Entry(name, superior, deadline=deadline, former=former, excuse=excuse)


def office(folder: Path, entries: Sequence[Entry], name: str = "册.gkhz", year: int = 2025) -> Ledger:
    made = ledger.make(folder / name, year)
    roster.save(made, entries)
    return made


def take(opened: Ledger, *paths: Path, last: Path | None = None, received: Received | None = None) -> Taken:
    return taking.take(opened, paths, before=last, received=received, engine=Here())


def hand_in(
    folder: Path, name: str, seed: int = 0, *, file: str = "", moment: datetime = EARLY, year: int = 2025
) -> Path:
    """A report of a unit, as a file that was last changed at a moment."""
    return put(report(name, figures(seed), year, seed), folder / (file or f"{name}.gkbg"), moment)


def standing(opened: Ledger, name: str) -> dict[str, object]:
    """The unit's entry in the status."""
    return next(each for each in status.of(opened).as_json()["units"] if each["unit"] == name)
