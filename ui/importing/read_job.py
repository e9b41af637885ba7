"""Reading sources off the GUI thread, with a progress dialogue that can be cancelled."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from desk.progress import Progress
from importers import Imported
from importers.merge import Gathered, gather
from importers.stopping import Stopped, may_stop, stoppable
from models.errors import UserError
from ui.toolkit.background import Work

PATIENCE = 100
"""Milliseconds after which the progress dialogue shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading gave, or why it gave nothing; ``name`` is what the sources are called, ``path`` where a single one is."""

    name: str
    gathered: Gathered | None = None
    failure: str = ""
    path: Path | None = None

    @property
    def imported(self) -> Imported | None:
        return self.gathered.imported if self.gathered is not None else None


def called(paths: Sequence[Path]) -> str:
    """What several files are called together."""
    return paths[0].name if len(paths) == 1 else f"{paths[0].name}等{len(paths)}个文件"


def read_files(paths: Sequence[Path], form: str | None = None) -> Reading:
    """Read files into one result; never raises. ``form`` is that of the present report, to which the numbers are fitted."""
    name, path = called(paths), paths[0] if len(paths) == 1 else None
    return safely(lambda: Reading(name, gather(paths, form=form), path=path), name)


def safely(read: Callable[[], Reading], name: str) -> Reading:
    """What ``read`` gives; whatever goes wrong in it, in words."""
    try:
        return read()
    except UserError as error:
        return Reading(name, failure=str(error))
    except Exception as error:
        logging.getLogger(__name__).exception("reading %s failed", name)
        message = f"读取“{name}”时出了意外（{type(error).__name__}），报告没有改动；请另存为别的格式再试。"
        return Reading(name, failure=message)


_turn = threading.Lock()
"""One reading at a time: those that were cancelled and have not yet noticed do not pile up beside the next."""


def _in_turn(work: Callable[[], object], progress: Progress) -> object:
    """What ``work`` gives, its readers stopped once ``progress`` says so; then None, which nobody is told."""
    with stoppable(lambda: not progress(0, 0)):
        try:
            while not _turn.acquire(timeout=0.05):
                may_stop()
            try:
                return work()
            finally:
                _turn.release()
        except Stopped:
            return None


class Job(QObject):
    """Does ``work`` in a thread; ``done`` gives its result, unless it was cancelled. The caller's window shows the progress.

    ``work`` must not raise. Once cancelled, or with the window gone, it ends where its readers next ask.
    """

    done = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[], object], words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = parent
        self._words = words
        self._over = False
        self.progress: QProgressDialog | None = None
        self._work = Work(partial(_in_turn, work), needed=False)
        self._work.done.connect(self._finish)
        self.destroyed.connect(self._work.cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._show)

    def start(self, patience: bool = True) -> None:
        """Begin; without ``patience`` no progress is shown."""
        self._work.start()
        if patience:
            self._patience.start(PATIENCE)

    def cancel(self) -> None:
        """Stop reading, and throw away what may still come."""
        if not self._over:
            self._over = True
            self._work.cancel()
            self._close()
            self.cancelled.emit()

    def _show(self) -> None:
        if self._over:
            return
        self.progress = QProgressDialog(self._words, "取消", 0, 0, self._window)
        self.progress.setWindowTitle("正在读取")
        self.progress.setWindowModality(Qt.WindowModality.WindowModal)
        self.progress.setMinimumDuration(0)
        self.progress.canceled.connect(self.cancel)
        self.progress.show()

    def _finish(self, result: object) -> None:
        if not self._over:
            self._over = True
            self._close()
            self.done.emit(result)

    def _close(self) -> None:
        self._patience.stop()
        if self.progress is not None:
            self.progress.canceled.disconnect(self.cancel)
            self.progress.close()
            self.progress.deleteLater()
            self.progress = None
