"""Keeps the session's report safe: its file, the lock on it, the recovery journal, earlier copies, last year's report.

Nothing here stops the work: what goes wrong is said as a line in the window with what to do, and the report stays in memory
and in the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from models.difference import Restoring, restoring
from models.findings import Severity
from models.report import Report
from models.storage import (
    SUFFIX,
    ChangedOnDiskError,
    ForeignError,
    Loaded,
    Lock,
    LockedError,
    Stamp,
    StorageError,
    load,
    load_whole,
    save,
    stamp_of,
)
from models.storage.copies import keep
from ui.session import Change, Session
from ui.session.disk import changed_meanwhile, same_place
from ui.session.notice import Notice
from ui.session.recent import remember
from ui.session.recorder import Recorder
from ui.toolkit import settings as kept

SAVE_AFTER = 3_000
"""Milliseconds after an edit until the report saves itself, where the setting says so."""

Action = tuple[str, Callable[[], object]]


class Keeper(QObject):
    """Opens and saves the session's report. ``wants_path`` asks the window for a file name to save under."""

    wants_path = Signal()
    wants_last_year = Signal(Path)
    """Last year's report, which this one names, is in this file of another kind: it is to be read for comparison."""
    wants_import = Signal(Path)
    """A person agrees to have this file, which is no report file, imported."""
    saved = Signal()
    """The report is safe in its file."""
    _saved_there = Signal(object)
    _copy_failed = Signal(str)

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__(session)
        self.session = session
        self.settings = settings
        self._stamp: Stamp | None = None
        self._lock: Lock | None = None
        self._older = False
        self._saving: Future[Stamp] | None = None
        self._saving_what: tuple[Path, Report] | None = None
        self._writer = ThreadPoolExecutor(1)
        self.recorder = Recorder(self._writer, self)
        self.recorder.failed.connect(self._journal_fails)
        self.recorder.works.connect(lambda: self.session.withdraw.emit("journal"))
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_AFTER)
        self._save_timer.timeout.connect(self._save_by_itself)
        self._saved_there.connect(self._saved_by_itself)
        self._copy_failed.connect(self._copies_fail)
        session.applied.connect(self._applied)
        session.previous_kept.connect(self.recorder.rebase)

    @property
    def saves_by_itself(self) -> bool:
        """Whether edits save themselves: the setting says so, the report has a file of the present layout and may change."""
        session = self.session
        may = session.path is not None and not session.read_only and not self._older
        return may and kept.AUTOSAVE.of(self.settings)

    # beginning

    def begin(self, report: Report) -> None:
        """A report that has no file yet."""
        self._let_go()
        self.session.load(report, None, modified=bool(report.values))
        self.session.read_only = False
        self.recorder.begin(None, Report(), None)
        if report.values:
            self.recorder.record(report.values, "开始")

    def begin_sample(self, report: Report) -> None:
        """The sample: nothing of it is unsaved work until it is changed."""
        self._let_go()
        self.session.load(report, None, modified=False)
        self.session.read_only = False
        self.recorder.begin(None, report, None)

    def show_only(self, report: Report) -> None:
        """A report to look at: nothing of it can be changed."""
        self._let_go()
        self.session.load(report, None)
        self.session.read_only = True

    def open(self, path: Path) -> bool:
        """Open the report in a file; False where it cannot be read, and then nothing has changed.

        A report that another window or person has open is shown read-only.
        """
        self._join()
        own = self._lock if self._lock is not None and same_place(self._lock.path, path) else None
        lock = own or Lock(path)
        locked = ""
        try:
            lock.acquire()
        except LockedError as error:
            locked = str(error)
        except StorageError:
            pass  # what is wrong with the place is said better by reading
        try:
            loaded = load_whole(path)
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
        self._take(path, loaded, read_only=bool(locked))
        if locked:
            again = ("再试一次", lambda: self.open(path))
            who = locked.partition("；")[0]  # its advice is for those who cannot open the file at all
            said = f"{who}，这里以只读方式打开。要修改，请等那边关闭后点“再试一次”，或另存一份。"
            self._say(said, Severity.WARNING, (again, self._save_as()), key="lock")
        remember(self.settings, path)
        return True

    def _take(self, path: Path, loaded: Loaded, *, read_only: bool) -> None:
        self._stamp, self._older = loaded.stamp, loaded.older
        self.session.load(loaded.report, path)
        self.session.read_only = read_only
        if not read_only:
            self.recorder.begin(path, loaded.report, loaded.stamp)
            self._writer.submit(self._keep_copy, path)
        if loaded.altered:
            said = "这个文件在本程序之外改动过，已照改动后的内容打开；如果不是自己人改的，请核对，或取回以前的版本。"
            self._say(said, Severity.WARNING, key="altered")
        if self.session.locked:
            self._say(f"{self.session.lock_words}要修改，请先在“文件”菜单解除锁定。", key="locked")
        elif loaded.older and not read_only and kept.AUTOSAVE.of(self.settings):
            said = "这个文件是较早版本的程序保存的，不会自动保存；按 Ctrl+S 保存时改为现在的格式，原来的文件留在旁边。"
            self._say(said, key="older")
        self._find_last_year(path)

    def restore(self, report: Report, base: Report, path: Path | None) -> Restoring:
        """Bring what was recovered, ``report`` begun from ``base``, into the window as one step that can be undone.

        Its file is opened for it where it is not in the window already. What file and window hold by now that is newer stays;
        it is given back, and what was recovered in its place. Where the file cannot be opened for writing the recovered report
        begins without a file.
        """
        if path is None or not self._can_change(path):
            base = Report()
            if self.session.path is not None or self.session.report.values:
                self.begin(Report())
        found = restoring(base, report, self.session.report)
        self.session.edit(found.edit, "恢复上次的修改")
        self._find_last_year(path)
        return found

    def _can_change(self, path: Path) -> bool:
        """Whether the report of this file stands in the window, opened for it where needed, and can be changed there."""
        here = self.session.path
        if here is None or not same_place(here, path):
            self.open(path)
        here = self.session.path
        return here is not None and same_place(here, path) and not self.session.read_only

    def _find_last_year(self, path: Path | None) -> None:
        """Load last year's report, where this one names it and does not keep it, from where it was or from beside this one's
        file, if it has one."""
        named = self.session.report.text("last_year")
        if not named or self.session.previous is not None:
            return
        beside = () if path is None else (path.parent / Path(named).name,)
        why = f"没有找到上年报告“{named}”"
        for place in (Path(named), *beside):
            if place.is_file() and place.suffix.lower() != SUFFIX:
                self.wants_last_year.emit(place)
                return
            try:
                self.session.set_previous(load(place))
                return
            except StorageError as error:
                if place.is_file():
                    why = f"上年报告读不了：{str(error).rstrip('。')}"
        self._say(f"{why}，与上年的比对暂时不做。", Severity.INFO)

    # saving

    def save(self) -> bool:
        """Save where the report belongs; asks for a name where it has none. False where it is not saved."""
        self._join()
        self.session.settle.emit()
        if self.session.opened_read_only:
            self.session.say_read_only()
            return False
        if self.session.path is None:
            self.wants_path.emit()
            return not self.session.modified
        return self._write(self.session.path, self._stamp)

    def save_as(self, path: Path) -> bool:
        """Save under another name (a person has agreed to replace what is there) and go on with that file."""
        self._join()
        self.session.settle.emit()
        own = self.session.path is not None and same_place(path, self.session.path)
        if own and not self.session.opened_read_only:
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
        self.session.read_only = False
        remember(self.settings, path)
        return True

    def _write(self, path: Path, expect: Stamp | None) -> bool:
        report = self.session.report
        if expect is None and path.exists():
            self._keep_copy(path)  # what is replaced with a person's consent can be had back
        try:
            stamp = save(report, path, expect=expect)
        except StorageError as error:
            self._not_saved(path, error)
            return False
        self._is_saved(path, report, stamp)
        return True

    def _is_saved(self, path: Path, report: Report, stamp: Stamp) -> None:
        self._stamp, self._older = stamp, False
        self._save_timer.stop()
        self.session.path = path
        if self.session.report is report:
            self.session.undo_stack.setClean()
        self.recorder.saved(path, report, stamp, self.session.report)
        self._writer.submit(self._keep_copy, path)
        self.session.status_changed.emit()
        self.session.withdraw.emit("save")
        self.saved.emit()

    def _not_saved(self, path: Path, error: StorageError) -> None:
        if isinstance(error, ChangedOnDiskError):
            replace = ("用我的内容覆盖", lambda: self._write(path, None))
            self._say(str(error), Severity.ERROR, (self._save_as(), self._reopen(path), replace), key="save")
            return
        kept_ = "您的修改还在窗口里，也在恢复日志里。"
        if not self.recorder.holds_everything():
            kept_ = "您的修改只在窗口里，恢复日志也写不进去：保存好之前请不要关闭程序。"
        self._say(f"{error}{kept_}", Severity.ERROR, (("再试一次", self.save), self._save_as()), key="save")

    def _save_as(self) -> Action:
        return "另存为…", self.wants_path.emit

    def _reopen(self, path: Path) -> Action:
        return "放弃我的修改，重新打开", lambda: self.open(path)

    # saving by itself, off the GUI thread

    def _applied(self, change: Change) -> None:
        self.recorder.record(change.edit, change.name)
        if self.saves_by_itself:
            self._save_timer.start()

    def _save_by_itself(self) -> None:
        session = self.session
        if self._saving is not None or session.path is None or not session.modified or not self.saves_by_itself:
            return
        report, path = session.report, session.path  # what is being typed is left alone
        self._saving_what = path, report
        self._saving = self._writer.submit(save, report, path, expect=self._stamp)
        self._saving.add_done_callback(self._saved_there.emit)

    def _saved_by_itself(self, future: Future[Stamp]) -> None:
        if future is self._saving:
            self._join()
            if self.session.modified and self.saves_by_itself and future.exception() is None:
                self._save_timer.start()

    def _join(self) -> None:
        """Wait for the saving that goes on by itself, if there is one, and take in what came of it."""
        future, self._saving = self._saving, None
        if future is None or self._saving_what is None:
            return
        path, report = self._saving_what
        try:
            stamp = future.result()
        except StorageError as error:
            self._not_saved(path, error)
        else:
            self._is_saved(path, report, stamp)

    # what is said of disk and data folder

    def check_disk(self) -> None:
        """Say where the file was changed or has gone meanwhile; asked when the window comes to the front."""
        self._join()
        path = self.session.path
        if path is None or self._stamp is None or self.session.opened_read_only:
            return
        try:
            now = stamp_of(path)
        except StorageError as error:
            self._say(f"{error}您的内容还在窗口里。", Severity.WARNING, (self._save_as(),), key="disk")
            return
        said = changed_meanwhile(path, self._stamp, now)
        if not said:
            self.session.withdraw.emit("disk")
        else:
            again = () if now is None else (self._reopen(path),)
            self._say(said, Severity.WARNING, (*again, self._save_as()), key="disk")

    def _keep_copy(self, path: Path) -> None:
        """Keep an earlier copy; in any thread."""
        try:
            keep(path)
        except StorageError as error:
            self._copy_failed.emit(str(error))

    def _copies_fail(self, why: str) -> None:
        self._say(f"以前的版本没有留下：{why}报告本身不受影响。", Severity.WARNING, key="copies")

    def _journal_fails(self, why: str) -> None:
        text = f"恢复日志写不进去，程序或电脑突然关闭会丢失没有保存的修改，请尽快保存。{why}"
        self._say(text, Severity.WARNING, key="journal")

    def flush(self) -> None:
        """Bring the journal to the disk now."""
        self.recorder.sync()

    # ending

    def close(self) -> None:
        """End in good order: nothing is left to recover, others may open the file."""
        self._let_go()
        self._writer.shutdown()

    def _let_go(self) -> None:
        self._join()
        self._save_timer.stop()
        self.recorder.end(unsaved=self.session.modified)
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._stamp, self._older = None, False

    def _say(
        self, text: str, severity: Severity = Severity.INFO, actions: tuple[Action, ...] = (), key: str = ""
    ) -> None:
        self.session.notice.emit(Notice(text, severity, actions, key, stays=bool(actions)))
