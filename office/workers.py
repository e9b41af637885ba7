"""Processes that read and check files for one that keeps the ledger. A file that ends or holds up a process ends no run.

Each process is given files ahead, so that it never waits; the one that reads a report keeps it until it is told beside which
last year's report to check it. A process that takes too long or too much is ended, its file named, and another takes its place.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from models.findings import Finding
from models.values import Value
from office.examining import Checked, Examined, check, examine

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

SECONDS = 90.0
"""How long one file may take; readers end hostile ones far sooner."""
MEMORY = 3 << 30
"""Bytes of address space of a process, where the system can hold it to that."""
AHEAD = 2
LARGE = 30_000
"""Signs of a task that may not fit into a pipe beside others."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Read a file. ``name`` is how messages call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Checking:
    """Check a report; without ``values`` the one that was read under the same token."""

    previous: Mapping[str, Value] | None
    values: Mapping[str, Value] | None = None
    told: tuple[Finding, ...] = ()


Task = Reading | Checking
Outcome = Examined | Checked
Then = Callable[[int, Outcome], "Checking | None"]
"""Told a token and what came of its task; gives the next task for the same token, None where it is done with."""


class Engine(Protocol):
    """What carries out tasks somewhere."""

    def run(self, tasks: Iterator[tuple[int, Task]], then: Then) -> None:
        """Carry out all ``tasks``, and what ``then`` asks for, until nothing is left; ``then`` is called in this process."""

    def close(self) -> None: ...


@dataclass(eq=False)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    busy: deque[tuple[int, Task]] = field(default_factory=deque)
    later: deque[tuple[int, Task]] = field(default_factory=deque)
    since: float = 0.0

    @property
    def load(self) -> int:
        return len(self.busy) + len(self.later)


class Processes:
    """The engine of one machine: a process a core."""

    def __init__(self, count: int = 0, seconds: float = SECONDS) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._count = count or min(os.cpu_count() or 1, 8)
        self._seconds = seconds
        self._workers: list[_Worker] = []

    def run(self, tasks: Iterator[tuple[int, Task]], then: Then) -> None:
        more = True
        while True:
            while more and (worker := self._free()) is not None:
                task = next(tasks, None)
                if task is None:
                    more = False
                    break
                self._give(worker, task)
            busy = [worker for worker in self._workers if worker.busy]
            if not busy:
                if not more:
                    return
                continue
            for worker in self._answered(busy):
                self._take(worker, then)

    def close(self) -> None:
        """End all processes at once."""
        for worker in self._workers:
            worker.pipe.close()  # on which a process that waits ends by itself
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(1)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _free(self) -> _Worker | None:
        least = min(self._workers, key=lambda worker: worker.load, default=None)
        if least is not None and (least.load == 0 or (least.load < AHEAD and len(self._workers) == self._count)):
            return least
        if len(self._workers) < self._count:
            self._workers.append(self._started())
            return self._workers[-1]
        return None

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, task: tuple[int, Task]) -> None:
        if worker.load and _is_large(task[1]):
            worker.later.append(task)  # both sides must not wait for each other to take something large
            return
        if not worker.busy:
            worker.since = time.monotonic()
        worker.busy.append(task)
        with contextlib.suppress(BrokenPipeError, OSError):  # it has ended; reading from it says so
            worker.pipe.send(task)

    def _answered(self, busy: list[_Worker]) -> list[_Worker]:
        """The processes that have something to say; those that took too long are ended, and have something to say too."""
        first = min(worker.since for worker in busy)
        left = max(0.0, first + self._seconds - time.monotonic())
        ready = wait([worker.pipe for worker in busy], timeout=left)
        late = time.monotonic() - self._seconds
        for worker in busy:
            if worker.pipe not in ready and worker.since < late:
                worker.process.kill()
                worker.process.join()
                ready.append(worker.pipe)
        return [worker for worker in busy if worker.pipe in ready]

    def _take(self, worker: _Worker, then: Then) -> None:
        try:
            outcome: Outcome = worker.pipe.recv()
        except (EOFError, OSError, BrokenPipeError):
            self._replace(worker, then)
            return
        token, _ = worker.busy.popleft()
        worker.since = time.monotonic()
        following = then(token, outcome)
        if following is not None:
            self._give(worker, (token, following))
        if not worker.busy and worker.later:
            waiting = worker.later.popleft()
            self._give(_Worker(worker.process, worker.pipe, worker.busy), waiting)

    def _replace(self, worker: _Worker, then: Then) -> None:
        """A process has ended with the first of its tasks in hand: that is said, the others go to a new process."""
        slow = time.monotonic() - worker.since >= self._seconds
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        (token, task), *others = (*worker.busy, *worker.later)
        why = f"读取超过{self._seconds:.0f}秒" if slow else "读取时占用的内存太多，或使读取程序出错"
        name = f"“{task.name}”" if isinstance(task, Reading) else "这份报告"
        then(token, Examined("", "unreadable", f"{name}{why}，没有收；请用 Word 或 Excel 打开，另存后再收。"))
        following = [(t, then(t, Examined("", LOST)) if _needs_report(other) else other) for t, other in others]
        again = [(t, other) for t, other in following if other is not None]
        if again:
            self._workers.append(self._started())
            for each in again:
                self._give(self._workers[-1], each)


LOST = "lost"
"""The kind of an outcome whose report was in a process that has ended: it is to be checked from the ledger."""


def _needs_report(task: Task) -> bool:
    return isinstance(task, Checking) and task.values is None


def _is_large(task: Task) -> bool:
    if isinstance(task, Reading):
        return False
    values = [*(task.previous or {}).values(), *(task.values or {}).values()]
    return sum(len(value) for value in values if isinstance(value, str)) > LARGE


def serve(pipe: Connection) -> None:
    """The work of a process: tasks in, outcomes out, until the other side is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _bounded()
    held: dict[int, Examined] = {}
    while True:
        try:
            token, task = pipe.recv()
            pipe.send(_performed(task, token, held))
        except (EOFError, OSError):
            return


def _performed(task: Task, token: int, held: dict[int, Examined]) -> Outcome:
    try:
        return perform(task, token, held)
    except Exception as error:
        return Examined("", "unreadable", f"检查没有完成（{type(error).__name__}）；请打开这份报告单独检查。")


def perform(task: Task, token: int, held: dict[int, Examined]) -> Outcome:
    """Carry out one task; ``held`` keeps what was read until it is checked."""
    if isinstance(task, Reading):
        examined = examine(task.path, task.name)
        if len(held) > 2 * AHEAD:
            held.pop(next(iter(held)))
        held[token] = examined
        return examined
    if task.values is not None:
        return check(task.values, task.told, task.previous)
    examined = held.pop(token)
    return check(examined.values, examined.findings, task.previous)


def _bounded() -> None:
    """Reports hold few cycles: looking for them at every few hundred objects is a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass
