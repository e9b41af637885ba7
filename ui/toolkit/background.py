"""Work off the GUI thread, with progress and cancel, whose results arrive in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Signal

from desk.progress import Progress


class Work(QObject):
    """Runs ``task`` in a thread and gives it a ``Progress``; ``done`` gives its result unless it was cancelled.

    ``task`` must not raise. The work lives until its thread has ended, whoever else lets go of it. What the thread says
    goes from signal to signal, and so leaves the thread before it reaches anything that is Python's. ``needed``: the program
    does not end before it is done, since it writes files; other work is cancelled then.
    """

    told = Signal(int, int)
    done = Signal(object)
    finished = Signal()
    _told_there = Signal(int, int)
    _done_there = Signal(object)

    def __init__(self, task: Callable[[Progress], object], *, needed: bool = True) -> None:
        super().__init__()
        self.needed = needed
        self._task = task
        self._thread = Thread(target=self._run, daemon=True)
        self.cancelled = False
        self._last_told = (0, 0)
        self._told_there.connect(self.told)
        self._done_there.connect(self._finish)

    def start(self) -> None:
        _running.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Stop at the next progress; nothing more is said."""
        self.cancelled = True

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        self._done_there.emit(self._task(self._tell))

    def _tell(self, done: int, total: int) -> bool:
        if (done, total) != self._last_told:  # readers only ask whether to go on, thousands of times
            self._last_told = done, total
            self._told_there.emit(done, total)
        return not self.cancelled

    def _finish(self, result: object) -> None:
        self._thread.join()
        _running.discard(self)
        if not self.cancelled:
            self.done.emit(result)
        self.finished.emit()


_running: set[Work] = set()


def wait_for_all() -> None:
    """Wait for all work, so that no file is left half done when the program ends."""
    for work in list(_running):
        if not work.needed:
            work.cancel()
    for work in list(_running):
        work.wait()
