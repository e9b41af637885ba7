"""Reading and checking many reports off the GUI thread, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QThread, Signal

from ui.batch.inspect import Progress


class Work(QThread):
    """Runs ``task`` with a progress function that stops when the thread is asked to; ``done`` gives its result."""

    told = Signal(int, int)
    done = Signal(object)

    def __init__(self, task: Callable[[Progress], object], parent: object = None) -> None:
        super().__init__(parent)
        self._task = task
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True

    def run(self) -> None:
        result = self._task(self._tell)
        if not self.cancelled:
            self.done.emit(result)

    def _tell(self, done: int, total: int) -> bool:
        self.told.emit(done, total)
        return not self.cancelled
