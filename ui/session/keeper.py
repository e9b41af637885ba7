"""Keeps the session's report safe: its file, the lock on it, the recovery journal, last year's report beside it.

Nothing here stops the work: what goes wrong is said as a line in the window with what to do, and the report stays in memory
and in the journal.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from models.findings import Severity
from models.report import Edit, Report
from models.storage import (
    SUFFIX,
    ChangedOnDiskError,
    ForeignError,
    Journal,
    Lock,
    LockedError,
    Stamp,
    StorageError,
    UnwritableError,
    load,
    load_stamped,
    save,
    stamp_of,
)
from models.values import Value
from ui.session import Change, Session
from ui.session.notice import Notice
from ui.session.recent import remember
from ui.toolkit import settings as kept

JOURNAL_AFTER = 400
"""Milliseconds after an edit until it is in the recovery journal."""
SAVE_AFTER = 3_000
"""Milliseconds after an edit until the report saves itself, where the setting says so."""

OF_THE_REPORT = ("sample", "import", "fill", "back", "export", "save", "disk", "lock", "journal")
"""The keys of notices that speak of the report in the window: with it they go."""

Action = tuple[str, Callable[[], object]]


class Keeper(QObject):
    """Opens and saves the session's report. ``wants_path`` asks the window for a file name to save under."""

    wants_path = Signal()
    wants_import = Signal(Path)
    """A person agrees to have this file, which is no report file, imported."""
    wants_last_year = Signal(Path)
    """Last year's report, which the open one names, is in this file, which is no report file: to be read and compared."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__(session)
        self.session = session
        self.settings = settings
        self._stamp: Stamp | None = None
        self._lock: Lock | None = None
        self._journal: Journal | None = None
        self._begun_from: tuple[Path | None, Report, Stamp | None] | None = None
        self._pending: dict[str, Value] = {}
        self._pending_name = ""
        self._writer = ThreadPoolExecutor(1)
        self._journal_timer = self._timer(JOURNAL_AFTER, self.flush)
        self._save_timer = self._timer(SAVE_AFTER, self._save_by_itself)
        session.applied.connect(self._applied)
        session.previous_kept.connect(self._previous_kept)

    def _timer(self, interval: int, act: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(act)
        return timer

    @property
    def saves_by_itself(self) -> bool:
        return kept.AUTOSAVE.of(self.settings)

    # beginning

    def begin(self, report: Report) -> None:
        """A report that has no file yet."""
        self._let_go()
        self.session.load(report, None, modified=bool(report.values))
        self.session.read_only = False
        self._begin_journal(None, Report())
        self._record_all(Report(), report)

    def begin_sample(self, report: Report) -> None:
        """The sample: nothing of it is unsaved work until it is changed."""
        self._let_go()
        self.session.load(report, None, modified=False)
        self.session.read_only = False
        self._begin_journal(None, report)

    def open(self, path: Path) -> bool:
        """Open the report in a file; False where it cannot be read, and then nothing has changed.

        A report that another window or person has open is shown read-only.
        """
        own = self._lock if self._lock is not None and _same(self._lock.path, path) else None
        lock = own or Lock(path)
        locked = ""
        try:
            lock.acquire()
        except LockedError as error:
            locked = str(error)
        except StorageError:
            pass  # what is wrong with the place is said better by reading
        try:
            report, stamp = load_stamped(path)
        except StorageError as error:
            if own is None:
                lock.release()
            foreign = (("导入", lambda: self.wants_import.emit(path)),) if isinstance(error, ForeignError) else ()
            self._say(str(error), Severity.ERROR, foreign)
            return False
        if own is not None:
            self._lock = None  # it stays held: nobody can take the file between now and then
        self._let_go()
        self._lock = lock if lock.held else None
        self._stamp = stamp
        self.session.load(report, path)
        self.session.read_only = bool(locked)
        if locked:
            again = ("再试一次", lambda: self.open(path))
            who = locked.partition("；")[0]  # its advice is for those who cannot open the file at all
            said = f"{who}，这里以只读方式打开。要修改，请等那边关闭后点“再试一次”，或另存一份。"
            self._say(said, Severity.WARNING, (again, self._save_as()), key="lock")
        else:
            self._begin_journal(path, report)
        self._find_last_year(path)
        remember(self.settings, path)
        return True

    def restore(self, report: Report, base: Report, path: Path | None, *, changed_since: bool) -> None:
        """Put a recovered report in place: not saved yet, and again in a journal."""
        self._let_go()
        readonly = ""
        if path is not None:
            lock = Lock(path)
            try:
                lock.acquire()
                self._lock = lock
            except StorageError as error:
                readonly = str(error)
        self.session.load(report, path if not readonly else None, modified=True)
        self.session.read_only = False
        # a file that is another by now must not be replaced without asking: this stamp matches none
        self._stamp = Stamp(0, 0, "") if changed_since else self._stamp_now(path)
        self._begin_journal(self.session.path, base)
        self._record_all(base, report)
        self._find_last_year(path)
        if readonly:
            self._say(f"{readonly}恢复的内容请另存。", Severity.WARNING, (self._save_as(),))

    def _stamp_now(self, path: Path | None) -> Stamp | None:
        try:
            return stamp_of(path) if path else None
        except StorageError:
            return None

    def _find_last_year(self, path: Path | None) -> None:
        """Load last year's report, where this one names it and does not keep it, from where it was or from beside this one's
        file, if it has one."""
        named = self.session.report.text("last_year")
        if not named or self.session.previous is not None:
            return
        beside = () if path is None else (path.parent / Path(named).name,)
        for place in (Path(named), *beside):
            if place.is_file() and place.suffix.lower() != SUFFIX:
                self.wants_last_year.emit(place)
                return
            try:
                self.session.set_previous(load(place))
                return
            except StorageError:
                continue
        self._say(f"没有找到上年报告“{named}”，与上年的比对暂时不做。", Severity.INFO)

    # saving

    def save(self) -> bool:
        """Save where the report belongs; asks for a name where it has none. False where it is not saved."""
        self.session.settle.emit()
        if self.session.read_only:
            self.session.say_read_only()
            return False
        if self.session.path is None:
            self.wants_path.emit()
            return not self.session.modified
        return self._write(self.session.path, self._stamp)

    def save_as(self, path: Path) -> bool:
        """Save under another name (a person has agreed to replace what is there) and go on with that file."""
        self.session.settle.emit()
        if path == self.session.path and not self.session.read_only:
            return self._write(path, None)
        lock = Lock(path)
        try:
            lock.acquire()
        except StorageError as error:
            self._say(str(error), Severity.ERROR, (self._save_as(),), key="save")
            return False
        if not self._write(path, None):
            lock.release()
            return False
        if self._lock is not None:
            self._lock.release()
        self._lock = lock
        if self.session.read_only:
            self.session.read_only = False
            self._begin_journal(path, self.session.report)
        remember(self.settings, path)
        return True

    def _write(self, path: Path, expect: Stamp | None) -> bool:
        report = self.session.report
        try:
            stamp = save(report, path, expect=expect)
        except ChangedOnDiskError as error:
            replace = ("用我的内容覆盖", lambda: self._write(path, None))
            reopen = ("放弃我的修改，重新打开", lambda: self.open(path))
            self._say(str(error), Severity.ERROR, (self._save_as(), reopen, replace), key="save")
            return False
        except StorageError as error:
            kept = "您的修改还在窗口里，也在恢复日志里。"
            again = ("再试一次", self.save)
            self._say(f"{error}{kept}", Severity.ERROR, (again, self._save_as()), key="save")
            return False
        self._stamp = stamp
        self._pending.clear()
        self._save_timer.stop()
        self.session.path = path
        self.session.undo_stack.setClean()
        self.session.status_changed.emit()
        self.session.withdraw.emit("save")
        self._begun_from = path, report, stamp
        if self._journal is not None:
            try:
                self._journal.saved(path, report, stamp)
            except UnwritableError as error:
                self._journal_fails(error)
        return True

    def _save_as(self) -> Action:
        return "另存为…", self.wants_path.emit

    def _save_by_itself(self) -> None:
        if self.saves_by_itself and self.session.path is not None and self.session.modified:
            self._write(self.session.path, self._stamp)  # what is being typed is left alone

    def check_disk(self) -> None:
        """Say where the file was changed or has gone meanwhile; asked when the window comes to the front."""
        path = self.session.path
        if path is None or self._stamp is None or self.session.read_only:
            return
        try:
            now = stamp_of(path)
        except StorageError:
            now = None
        if now is None:
            text = f"找不到文件“{path}”了，可能U盘已拔出，或文件已被移走。您的内容还在窗口里；请插回U盘，或另存为一份。"
            self._say(text, Severity.WARNING, (self._save_as(),), key="disk")
        elif now.digest != self._stamp.digest:
            text = f"“{path.name}”在打开之后被别人或别的程序改过。要用哪一份，请选一个；现在保存不会覆盖它。"
            reopen = ("放弃我的修改，重新打开", lambda: self.open(path))
            self._say(text, Severity.WARNING, (reopen, self._save_as()), key="disk")
        else:
            self.session.withdraw.emit("disk")

    # the journal

    def _applied(self, change: Change) -> None:
        self._pending |= change.edit
        self._pending_name = change.name
        if not self._journal_timer.isActive():
            self._journal_timer.start()
        if self.saves_by_itself:
            self._save_timer.start()

    def _previous_kept(self, edit: Edit) -> None:
        """Last year's report was found: the session began with it, for nobody has changed anything."""
        if self._journal is None and self._begun_from is not None:
            path, base, stamp = self._begun_from
            self._begun_from = path, base.apply(edit), stamp
        else:
            self._applied(Change(edit, "记下上年报告"))

    def flush(self) -> None:
        """Bring what was edited into the journal now."""
        self._journal_timer.stop()
        journal = self._opened_journal() if self._pending else None
        if journal is None:
            return
        pending, self._pending = self._pending, {}
        try:
            journal.append(pending, self._pending_name, sync=False)
        except UnwritableError as error:
            self._pending = pending | self._pending
            self._journal_fails(error)
            return
        self._writer.submit(journal.sync)

    def _record_all(self, base: Report, report: Report) -> None:
        ids = base.values.keys() | report.values.keys()
        edit = {id: report.get(id) for id in ids if base.get(id) != report.get(id)}
        if edit:
            self._pending, self._pending_name = edit, "恢复的内容"
            self.flush()

    def _begin_journal(self, path: Path | None, base: Report) -> None:
        """From here on edits are kept; the journal itself is opened with the first: until then nothing can be lost."""
        self._begun_from = path, base, self._stamp

    def _opened_journal(self) -> Journal | None:
        if self._journal is None and self._begun_from is not None:
            path, base, stamp = self._begun_from
            try:
                self._journal = Journal.open(path, base, stamp=stamp)
            except UnwritableError as error:
                self._journal_fails(error)
        return self._journal

    def _journal_fails(self, error: Exception) -> None:
        self._say(f"恢复日志写不进去，万一断电会丢失修改，请尽快保存。{error}", Severity.WARNING, key="journal")

    # ending

    def close(self) -> None:
        """End in good order: nothing is left to recover, others may open the file."""
        self._let_go()
        self._writer.shutdown()

    def _let_go(self) -> None:
        for key in OF_THE_REPORT:
            self.session.withdraw.emit(key)
        self._journal_timer.stop()
        self._save_timer.stop()
        self._pending.clear()
        if self._journal is not None:
            self._journal.clear()
            self._journal = None
        self._begun_from = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._stamp = None

    def _say(self, text: str, severity: Severity, actions: tuple[Action, ...] = (), key: str = "") -> None:
        self.session.notice.emit(Notice(text, severity, actions, key, stays=bool(actions)))


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
