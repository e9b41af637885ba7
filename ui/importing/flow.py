"""The entry points of importing: files, data from the clipboard, last year's report; each ends in one step of the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QDialog, QMessageBox, QWidget

from importers import Imported
from importers.merge import Gathered
from importers.register import Register, recall
from importers.register.reader import uncounted
from models.findings import Finding, Severity
from models.last_year import kept, objections, start_from
from models.report import Report
from ui.importing.preview_dialog import PreviewDialog
from ui.importing.read_job import Job, Reading, called, read_files, safely
from ui.importing.register_dialog import RegisterDialog
from ui.session import Session
from ui.session.notice import Notice

FILTER = (
    "可以导入的文件 (*.xlsx *.xlsm *.xls *.ods *.et *.csv *.docx *.docm *.dotx *.doc *.wps *.html *.htm *.xhtml *.mht *.mhtml *.pdf *.ofd *.txt *.json *.gkbg)"
    ";;所有文件 (*)"
)


class Import(QObject):
    """One import on its way: reading, the mapping of a register, the preview, the edit. ``over`` comes at its end, with
    whether something was applied; ``dialog`` is the one that is open. ``begin`` puts an empty report into the session just
    before the edit, where the import is to begin a report and not to go into the present one."""

    over = Signal(bool)

    def __init__(self, session: Session, window: QWidget | None, begin: Callable[[], None] | None = None) -> None:
        super().__init__(window)
        self.begin = begin
        self.session = session
        self.window = window
        self.dialog: QDialog | None = None
        self.job: Job | None = None
        self.uncounted: Finding | None = None
        self.previous: Report | None = None

    @property
    def target(self) -> Report:
        """The report into which the import goes."""
        return self.session.report if self.begin is None else Report()

    def read(self, work: Callable[[], Reading], words: str, then: Callable[[Reading], None]) -> None:
        """Do ``work`` off the GUI thread; a failure is said in the window."""

        def done(result: object) -> None:
            assert isinstance(result, Reading)
            if result.failure:
                self._give_up(result.failure)
            else:
                then(result)

        self.job = Job(work, words, self.window)
        self.job.done.connect(done)
        self.job.cancelled.connect(lambda: self._end(False))
        self.job.start()

    def show(self, reading: Reading) -> None:
        """Go on with what was read."""
        gathered = reading.gathered
        assert gathered is not None
        if gathered.beside:
            self._ask(reading, gathered)
        elif gathered.register is not None:
            self._map(reading, gathered, gathered.register)
        else:
            imported = gathered.imported
            assert imported is not None
            dialog = self.preview(imported, reading.name, f"导入 {reading.name}")
            dialog.as_last_year.connect(lambda: self.carry(Report().apply(imported.edit), reading.name, reading.path))

    def _ask(self, reading: Reading, gathered: Gathered) -> None:
        """Which of tables and register a workbook that holds both is meant for."""
        box = QMessageBox(QMessageBox.Icon.Question, "导入", "", parent=self.window)
        box.setText(f"“{reading.name}”里既有报表，也有依申请公开台账，导入哪些？")
        box.setInformativeText("两者都导入时，表三、表四里数字不同的，在预览中选一处。")
        ways: dict[QAbstractButton, Gathered] = {
            box.addButton(words, QMessageBox.ButtonRole.AcceptRole): wanted
            for words, wanted in (
                ("报表和台账", gathered.with_both()),
                ("只要报表", gathered.with_tables()),
                ("只要台账", gathered.with_registers()),
            )
        }
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        self._open(box, lambda: self.show(replace(reading, gathered=ways[box.clickedButton()])))

    def _map(self, reading: Reading, gathered: Gathered, register: Register) -> None:
        report, imported = self.session.report, gathered.imported
        if form_of(report) is None and imported is not None:
            report = Report().apply({id: imported.edit.get(id) for id in ("year", "form")})
        dialog = RegisterDialog(register, report.form, report.year, self.window, memory=recall())
        name = f"导入 {reading.name}"

        def counted() -> None:
            self.uncounted = uncounted(dialog.tally) if dialog.tally is not None else None
            extra = [self.uncounted] if self.uncounted is not None else []
            assert dialog.imported is not None
            self.preview(gathered.with_count(dialog.imported), reading.name, name, extra=extra)

        self._open(dialog, counted)

    def preview(
        self, imported: Imported, source: str, name: str, *, carried: bool = False, extra: Sequence[Finding] = ()
    ) -> PreviewDialog:
        """Show what would change, and apply what is chosen as one step called ``name``."""
        dialog = PreviewDialog(imported, self.target, source, self.window, carried=carried, extra=extra)
        self._open(dialog, lambda: self._apply(dialog, name))
        return dialog

    def read_last_year(self, path: Path, then: Callable[[Report], object]) -> None:
        """Read last year's report and go on with it."""

        def done(reading: Reading) -> None:
            if reading.imported is None:
                self._give_up(f"“{reading.name}”是依申请公开台账，不是年度报告；", "请选择上年的报告。")
            else:
                then(Report().apply(reading.imported.edit))

        self.read(lambda: read_files((path,)), f"正在读取“{path.name}”…", done)

    def compare(self, previous: Report, path: Path) -> None:
        """Take this as last year's report, and say so; a report opened read-only is compared too, and left as it is."""
        session = self.session
        if not session.read_only:
            session.edit({"last_year": str(path), **kept(previous, session.report)}, "指定上年报告")
        session.set_previous(previous)
        against = objections(previous, session.report.year, session.report.unit) if session.report.year else []
        for finding in against:
            session.say(finding.message, finding.severity, finding.advice)
        if not against:
            session.say(
                f"已和{f'{previous.year}年度的' if previous.year else ''}“{path.name}”比对，本年的内容没有改动。"
            )
        self._end(True)

    def carry(self, previous: Report, source: str, path: Path | None) -> None:
        """Show what last year's report brings into the present one; once applied it is kept for comparison."""
        report = self.target
        if report.year is None and previous.year is None:
            advice = "请先在“单位与年度”填写本年的年度，再从上年报告开始。"
            self._give_up(f"“{source}”里没有年度，不知道本年是哪一年。", advice)
            return
        year = report.year or (previous.year or 0) + 1
        self.previous = previous
        self.preview(
            Imported(start_from(previous, year, path=str(path or ""))),
            source,
            f"从{previous.year}年度报告开始" if previous.year else "从上年报告开始",
            carried=True,
            extra=objections(previous, year, report.unit),
        )

    def _give_up(self, why: str, advice: str = "") -> None:
        self.session.say(why, Severity.WARNING, advice)
        self._end(False)

    def _apply(self, dialog: PreviewDialog, name: str) -> None:
        if self.begin is not None:
            self.begin()
        stack, chosen = self.session.undo_stack, len(dialog.model.chosen)
        last_year = kept(self.previous, self.session.report) if self.previous is not None else {}
        self.session.edit({**dialog.edit, **last_year}, name)
        applied = not self.session.read_only
        if applied:
            step = stack.index()
            undo = (("撤销", lambda: self._undo(step, name)),)
            said, severity = f"{name}：{'带入' if dialog.carried else '写入'}{chosen}项。", Severity.INFO
            if self.uncounted is not None:  # numbers that are all there, and of too few rows, look complete
                said, severity = f"{said}{self.uncounted.message}{self.uncounted.advice}", self.uncounted.severity
            self.session.notice.emit(Notice(said, severity, actions=undo, key="import"))
        self._end(applied)

    def _undo(self, step: int, name: str) -> None:
        """Take the import back, unless other steps came after it: these are not to go with it unasked."""
        session = self.session
        if session.undo_stack.index() == step:
            session.undo()
        elif session.undo_stack.index() > step:
            session.say(f"“{name}”之后又有修改；请在“编辑”菜单中逐步撤销。", Severity.INFO)

    def _open(self, dialog: QDialog, accepted: Callable[[], object]) -> None:
        self.dialog = dialog
        dialog.accepted.connect(accepted)
        dialog.rejected.connect(lambda: self._end(False) if self.dialog is dialog else None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _end(self, applied: bool) -> None:
        self.dialog = None
        self.over.emit(applied)
        self.deleteLater()


def import_files(session: Session, paths: Sequence[Path], parent: QWidget | None = None) -> Import:
    """Read files of any kind and show what they would change; several are read as one report."""
    running = Import(session, parent)
    files = tuple(paths)
    form = form_of(session.report)
    running.read(lambda: read_files(files, form), f"正在读取“{called(files)}”…", running.show)
    return running


def form_of(report: Report) -> str | None:
    """The form to which numbers are fitted; None where the report has no year or form of its own and takes the source's."""
    return report.form.id if report.year is not None or report.text("form") else None


def import_data(session: Session, read: Callable[[], Imported], source: str, parent: QWidget | None = None) -> Import:
    """Show what pasted data would change; ``read`` makes an import of it, ``source`` says what it is called (剪贴板)."""
    running = Import(session, parent)
    running.read(
        lambda: safely(lambda: Reading(source, Gathered(source, read())), source), f"正在读取{source}…", running.show
    )
    return running


def start_from_last_year(
    session: Session, path: Path, parent: QWidget | None = None, begin: Callable[[], None] | None = None
) -> Import:
    """Bring last year's report into this year's: read it, show what would be carried over, apply it, keep it for comparison.
    With ``begin`` a new report is begun from it."""
    running = Import(session, parent, begin)

    running.read_last_year(path, lambda previous: running.carry(previous, path.name, path))
    return running


def compare_with_last_year(session: Session, path: Path, parent: QWidget | None = None) -> Import:
    """Read last year's report only to compare with: nothing of this year's changes, but that it remembers which one it was."""
    running = Import(session, parent)
    running.read_last_year(path, lambda previous: running.compare(previous, path))
    return running


def read_last_year(session: Session, path: Path) -> Job:
    """Read last year's report, of any kind, only to compare with; nothing happens where another report is open by then."""
    named = session.report.text("last_year")
    job = Job(lambda: read_files((path,)), f"正在读取上年报告“{path.name}”…", None)
    job.setParent(session)

    def done(result: object) -> None:
        assert isinstance(result, Reading)
        if session.report.text("last_year") != named:
            return
        if result.imported is None:
            session.say(result.failure or f"“{path.name}”不是年度报告，与上年的比对暂时不做。", Severity.WARNING)
        else:
            session.set_previous(Report().apply(result.imported.edit))

    job.done.connect(done)
    job.start(patience=False)
    return job
