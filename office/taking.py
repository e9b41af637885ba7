"""``take``: what was handed in comes into the ledger. Each file is one step: a run that ends anywhere has lost at most the file in hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from desk.progress import Progress
from models.findings import Finding, Severity
from models.values import Value
from office import alike, filing, last_year, records
from office.examining import Checked, Examined
from office.filing import Taken
from office.ledger import Ledger
from office.sources import Item, Received, items
from office.workers import LOST, Checking, Engine, Outcome, Processes, Reading, Task


def take(
    ledger: Ledger,
    paths: Iterable[Path],
    *,
    before: Path | None = None,
    received: Received | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Take all that ``paths`` hold into the ledger, and check it beside last year's reports, a folder or a ledger ``before``.

    Raises OfficeError; what was taken until then stays. Interrupted or stopped, the next run goes on where this one ended.
    """
    engine = engine or Processes()
    with tempfile.TemporaryDirectory(prefix="gkhz-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for part in ("now", "last"):
            (folder / part).mkdir()
        desk = filing.Filing(ledger)
        run = _Run(ledger, engine, desk, progress)
        try:
            if before is not None:
                if last_year.is_ledger(before):
                    last_year.copy(ledger, before, desk)
                else:
                    run.read(items([before], folder / "last"), "last")
            run.read(items(paths, folder / "now", received), "unit")
            run.check_again()
        finally:
            engine.close()
    with ledger.transaction():
        desk.keep_twins()
        alike.find(ledger)
    return desk.taken


class _Run:
    """One run of ``take``: gives files to the engine, and files what comes back."""

    def __init__(self, ledger: Ledger, engine: Engine, desk: filing.Filing, progress: Progress | None) -> None:
        self._ledger = ledger
        self._engine = engine
        self._desk = desk
        self._progress = progress
        self._tokens = count()
        self._items: dict[int, tuple[Item, str]] = {}
        self._checking: dict[int, int] = {}
        self._total = 0
        self._done = 0

    def read(self, sources: Iterable[Item], role: str) -> None:
        """Read what is new among the sources, as reports of this year's units or as last year's (``role``)."""
        found = list(sources)
        self._total, self._done = len(found), 0
        self._engine.run(self._readings(found, role), self._then)

    def check_again(self) -> None:
        """Check the reports of record that were not checked to the end, or have another report of last year by now."""
        rows = self._ledger.rows(
            "SELECT r.id FROM report r JOIN unit u ON u.record = r.id"
            " WHERE NOT r.checked OR (u.last IS NOT NULL AND r.compared IS NOT u.last)"
        )
        self._total, self._done = len(rows), 0
        self._engine.run(self._checkings(int(id) for (id,) in rows), self._then)

    def _readings(self, found: list[Item], role: str) -> Iterator[tuple[int, Task]]:
        for item in found:
            if self._desk.taken.stopped:
                return
            if item.failure:
                with self._ledger.transaction():
                    self._desk.refuse(item, role)
                self._told()
                continue
            try:
                if self._desk.knows(item, role):
                    self._told()
                    continue
            except OSError:
                pass  # its reading says why
            token = next(self._tokens)
            self._items[token] = (item, role)
            yield token, Reading(item.path, item.file)

    def _checkings(self, ids: Iterable[int]) -> Iterator[tuple[int, Task]]:
        for id in ids:
            if self._desk.taken.stopped:
                return
            token = next(self._tokens)
            self._checking[token] = id
            yield token, self._from_ledger(id)

    def _then(self, token: int, outcome: Outcome) -> Checking | None:
        if token in self._checking:
            return self._checked(token, outcome)
        item, role = self._items[token]
        assert isinstance(outcome, Examined)
        with self._ledger.transaction():
            id = self._desk.file(item, outcome, role, order=token)
        if id is None or role == "last":
            self._finished(token)
            return None
        self._checking[token] = id
        return Checking(self._previous(id))

    def _checked(self, token: int, outcome: Outcome) -> Checking | None:
        id = self._checking[token]
        if isinstance(outcome, Examined):
            if outcome.kind == LOST:
                return self._from_ledger(id)
            outcome = _unchecked(outcome.reason)
        with self._ledger.transaction():
            records.put_findings(self._ledger, id, outcome, compared=self._last(id))
        self._finished(token)
        return None

    def _finished(self, token: int) -> None:
        self._items.pop(token, None)
        self._checking.pop(token, None)
        self._told()

    def _told(self) -> None:
        self._done += 1
        if self._progress is not None and not self._progress(self._done, self._total):
            self._desk.taken.stopped = True

    def _from_ledger(self, id: int) -> Checking:
        findings, _ = records.findings_of(self._ledger, id)
        values = records.values_of(self._ledger, id)
        return Checking(self._previous(id), values, told=records.told(findings))

    def _previous(self, id: int) -> dict[str, Value] | None:
        last = self._last(id)
        return None if last is None else records.values_of(self._ledger, last)

    def _last(self, id: int) -> int | None:
        row = self._ledger.one("SELECT u.last FROM unit u JOIN report r ON r.unit = u.id WHERE r.id = ?", (id,))
        return None if row is None else row[0]


def _unchecked(reason: str) -> Checked:
    found = Finding("office.unchecked", Severity.WARNING, reason, advice="请打开这份报告单独检查。")
    return Checked((found,), ("",))
