"""Brings each edit of a session into its recovery journal before control returns to the event loop.

Writing is enough against the end of this process; what is written reaches the disk, against a power cut, when typing pauses.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from models.difference import between
from models.report import Edit, Report
from models.storage import Journal, Stamp, UnwritableError
from models.values import Value

SYNC_AFTER = 400
"""Milliseconds without an edit after which the journal is brought to the disk."""
AT_LATEST = 2_000
"""Milliseconds after an edit by which it is on the disk, however fast others follow."""


class Recorder(QObject):
    """The journal of the report in the window. It is opened with the first edit: until then nothing can be lost."""

    failed = Signal(str)
    """The journal cannot be written any more, and why."""
    works = Signal()
    """It can be written again, and nothing is missing in it."""
    _failed_there = Signal(str)

    def __init__(self, writer: ThreadPoolExecutor, parent: QObject) -> None:
        super().__init__(parent)
        self.journal: Journal | None = None
        self._writer = writer
        self._begun: tuple[Path | None, Report, Stamp | None] | None = None
        self._missed: dict[str, Value] = {}
        self._fails = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SYNC_AFTER)
        self._pause.timeout.connect(self.sync)
        self._waiting = QElapsedTimer()
        self._failed_there.connect(self._fail)

    def begin(self, path: Path | None, base: Report, stamp: Stamp | None) -> None:
        """From here on edits are kept; they lead on from ``base``, which is safe at ``path``."""
        self._begun = path, base, stamp
        self._writer.submit(_warm)

    def rebase(self, edit: Edit) -> None:
        """The report that the session began with has this too, without anybody's doing."""
        if self.journal is None and self._begun is not None:
            path, base, stamp = self._begun
            self._begun = path, base.apply(edit), stamp
        else:
            self.record(edit, "记下上年报告")

    def record(self, edit: Edit, name: str) -> None:
        """Keep an edit. One that cannot be written is written with the next."""
        if self._begun is None:
            return
        try:
            journal = self._opened()
            journal.append({**self._missed, **edit}, name, sync=False)
        except UnwritableError as error:
            self._missed.update(edit)
            self._fail(str(error))
            return
        self._missed.clear()
        self._sync_soon()
        if self._fails:
            self._fails = False
            self.works.emit()

    def _sync_soon(self) -> None:
        if not self._pause.isActive():
            self._waiting.start()
        if not self._pause.isActive() or self._waiting.elapsed() < AT_LATEST - SYNC_AFTER:
            self._pause.start()

    def holds_everything(self) -> bool:
        """Whether the journal has every edit; what is missing is tried once more."""
        if self._missed:
            self.record({}, "补记的修改")
        return not self._missed

    def sync(self) -> None:
        """Bring what was written to the disk, off the GUI thread."""
        self._pause.stop()
        if self.journal is not None:
            self._writer.submit(self._sync, self.journal)

    def saved(self, path: Path, report: Report, stamp: Stamp, now: Report) -> None:
        """``report`` is safe in the file at ``path``; ``now`` is what stands in the window, perhaps further on."""
        self._begun = path, report, stamp
        self._missed.clear()
        if self.journal is not None:
            try:
                self.journal.saved(path, report, stamp)
            except UnwritableError as error:
                self._fail(str(error))
        if further := between(report, now):
            self.record(further, "保存时的修改")

    def end(self, *, unsaved: bool) -> None:
        """The report leaves the window; edits that were not saved are set aside for thirty days."""
        self._pause.stop()
        self._missed.clear()
        self._fails = False
        self._begun = None
        journal, self.journal = self.journal, None
        if journal is not None and unsaved:
            journal.set_aside()
        elif journal is not None:
            journal.clear()

    def _opened(self) -> Journal:
        if self.journal is None:
            assert self._begun is not None
            path, base, stamp = self._begun
            self.journal = Journal.open(path, base, stamp=stamp)
        return self.journal

    def _sync(self, journal: Journal) -> None:
        try:
            journal.sync()
        except UnwritableError as error:
            self._failed_there.emit(str(error))

    def _fail(self, why: str) -> None:
        if not self._fails:
            self._fails = True
            self.failed.emit(why)


def _warm() -> None:
    """Load what opening a journal needs, off the way of the first keystroke."""
    import filelock  # noqa: F401
