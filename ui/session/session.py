"""The one owner of what is being filled in: the report, its history, its figures and findings.

Pages, tables and panels read from a ``Session`` and change it through ``edit`` alone; they never talk to each other or to
a file. Figures and the findings of cells are up to date when ``edit`` returns; findings on texts and against last year's
report follow when typing pauses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desk.patience import Patience
from models.checks import Dismissed, On, dismissed, run_checks
from models.checks.settings import DEFAULT, Settings
from models.exhibits import removals
from models.findings import Finding, Severity, Span
from models.form import Form
from models.last_year import kept
from models.report import LOCKED, PREVIOUS, Edit, Report
from models.totals import Figures, evaluate
from models.values import Value
from ui.session.notice import Notice
from ui.toolkit.composing import finish_composition

PAUSE = 150
"""Milliseconds without an edit after which the checks of texts and against last year run."""

STEPS_KEPT = 2_000
"""Steps that can be undone: some whole reports, and yet memory does not grow without end."""
_LATER = (On.TEXT, On.PREVIOUS)
_ORDER = tuple(Severity)
_OF_PREVIOUS = f"{PREVIOUS}."
_NO_FIGURES = ("dismissed.", "origin.", "tie.", "remark.", "draft.", _OF_PREVIOUS)


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history, as the journal keeps it: what to change, and what it is called."""

    edit: Edit
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken back (``back``) or done again: what it is called and the ids that it changed."""

    name: str
    ids: tuple[str, ...]
    back: bool


class EditCommand(QUndoCommand):
    """Applies an edit and takes it back; consecutive ones with the same merge key become one step."""

    def __init__(self, session: Session, edit: Edit, name: str, merge_key: str) -> None:
        super().__init__(name)
        self._session = session
        self._forward: dict[str, Value] = dict(edit)
        self._back = session.report.inverse(edit)
        self._merge_key = merge_key
        self._done = False

    def id(self) -> int:
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._forward |= other._forward
        self._back = other._back | self._back
        return True

    def redo(self) -> None:
        self._session._apply(self._forward, self.text())
        if self._done:
            self._session.stepping = Step(self.text(), tuple(self._forward), back=False)
        self._done = True

    def undo(self) -> None:
        self._session._apply(self._back, f"撤销{self.text()}")
        self._session.stepping = Step(self.text(), tuple(self._back), back=True)


class Session(QObject):
    """The report being filled in.

    ``findings`` holds every finding that is not dismissed, errors first; ``shown`` those of them to be shown now, without
    sums whose parts are still being typed; ``previous`` is last year's report, where there is one: the one that the report
    keeps, or the one beside which a report that cannot change was laid; ``modified`` says that something is not saved.
    """

    changed = Signal(frozenset)
    """The ids whose stored value changed, before the figures follow."""
    evaluated = Signal()
    """Figures and findings are up to date."""
    applied = Signal(object)
    """A ``Change`` was made, undone or redone: what the journal keeps."""
    stepped = Signal(object)
    """A ``Step`` of the history was undone or redone: the window shows where."""
    previous_kept = Signal(dict)
    """Last year's report was put into this one by this edit, which is no step of the history."""
    replaced = Signal()
    """Another report stands in place of the one before: pages begin anew."""
    form_changed = Signal()
    """The report follows another edition of the form: pages are built anew."""
    status_changed = Signal()
    """Path, modified, read-only or saved time changed."""
    notice = Signal(object)
    """A ``Notice`` to show as a line in the window."""
    place_changed = Signal(str, object)
    """The cursor stands in this cell, or at this character of a text: what shows the report elsewhere follows."""
    settle = Signal()
    """The report is about to be saved, exported or left: what is still being typed in a cell or field is to be taken in."""
    withdraw = Signal(str)
    """The notice of this key no longer holds."""
    goto = Signal(str, object)
    """Go to the cell, text or field of this id, and to this Span in it (or None)."""

    def __init__(self, report: Report | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report = report or Report()
        self.figures: Figures = evaluate(self.report)
        self.findings: list[Finding] = []
        self.shown: list[Finding] = []
        self.patience = Patience()
        self.previous: Report | None = self.report.previous
        self.check_settings = DEFAULT
        self.previous_figures: Figures | None = None
        self.path: Path | None = None
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(STEPS_KEPT)
        self.undo_stack.cleanChanged.connect(self.status_changed)
        self.undo_stack.indexChanged.connect(self._say_step)
        self.stepping: Step | None = None
        self._read_only = False
        self._now: list[Finding] = []
        self._later: list[Finding] = []
        self._form = self.report.form
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.check_texts)
        self._check_all()
        self.settle.connect(finish_composition)  # first, before those who take in what is typed

    @property
    def form(self) -> Form:
        return self.report.form

    @property
    def modified(self) -> bool:
        return not self.undo_stack.isClean()

    @property
    def read_only(self) -> bool:
        """Nothing can be changed: the file is another's just now, or the report is locked after it was signed off."""
        return self._read_only or self.locked

    @read_only.setter
    def read_only(self, value: bool) -> None:
        if value != self._read_only:
            self._read_only = value
            self.status_changed.emit()

    @property
    def opened_read_only(self) -> bool:
        """The file is another's: nothing of this report can be saved under its name."""
        return self._read_only

    @property
    def locked(self) -> bool:
        """The report was signed off and is not to be changed until it is unlocked."""
        return bool(self.report.text(LOCKED))

    @property
    def lock_words(self) -> str:
        """Since when it is locked, in one sentence."""
        return f"这份报告已于{self.report.text(LOCKED)}锁定，不能修改。"

    def lock(self, day: date) -> None:
        """Sign the report off: from now on it can be read only."""
        self.settle.emit()
        self.edit({LOCKED: f"{day.year}年{day.month}月{day.day}日"}, "锁定")

    def unlock(self) -> None:
        """Let the report be changed again."""
        self.edit({LOCKED: None}, "解除锁定")

    def undo(self) -> None:
        """Take the last step back; nothing of a report that cannot be changed."""
        self._step(self.undo_stack.undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.undo_stack.redo)

    def _step(self, step: Callable[[], object]) -> None:
        self.settle.emit()
        if self.read_only:
            self.say_read_only()
        else:
            step()

    def edit(self, edit: Edit, name: str, merge_key: str = "") -> None:
        """Change the report: one step of the history called ``name``, in words ("填写表三 · 总计", "粘贴").

        Steps with the same non-empty ``merge_key`` that follow one another become one. Nothing happens in a read-only
        session, which says so, nor where the edit changes nothing. A value that changes loses its marks of origin and draft; a
        picture or table goes with its last anchor.
        """
        if all(self.report.get(id) == (value if value != "" else None) for id, value in edit.items()):
            return
        if self._read_only or (self.locked and set(edit) != {LOCKED}):
            self.say_read_only()
            return
        whole = {**removals(self.report, edit), **edit}
        self.undo_stack.push(EditCommand(self, self.report.with_marks(whole), name, merge_key))

    def _say_step(self, _index: int) -> None:
        """The history has taken a step to its end: only now may it be shown, since going elsewhere may make another."""
        step, self.stepping = self.stepping, None
        if step is not None:
            self.stepped.emit(step)

    def load(self, report: Report, path: Path | None, *, modified: bool = False) -> None:
        """Put another report in place of the present one; the history begins anew."""
        old_form = self._form
        self.report = report
        self.path = path
        self._take_previous(report.previous)
        self._form = report.form
        self.patience.forget()
        self.undo_stack.clear()
        if modified:
            self.undo_stack.resetClean()
        self.figures = evaluate(report)
        self._check_all()
        if self._form is not old_form:
            self.form_changed.emit()
        self.replaced.emit()
        self.evaluated.emit()
        self.status_changed.emit()

    def set_previous(self, previous: Report | None) -> None:
        """Compare with this as last year's report from now on. A report that can be changed keeps it, without a step of the
        history: nobody has changed anything of this year's."""
        edit = {} if self._read_only else kept(previous, self.report)
        if edit:
            self.report = self.report.apply(edit)
            self.previous_kept.emit(edit)
        self._take_previous(previous if self._read_only else self.report.previous)
        self._check_all()
        self.evaluated.emit()

    def _take_previous(self, previous: Report | None) -> None:
        self.previous = previous
        self.previous_figures = None if previous is None else evaluate(previous)

    def say(self, text: str, severity: Severity = Severity.INFO, advice: str = "") -> None:
        """Show a line in the window."""
        self.notice.emit(Notice(f"{text}{advice}", severity))

    def say_read_only(self) -> None:
        """Say why nothing changes."""
        if self._read_only:
            self.say("这份报告以只读方式打开，不能修改。", Severity.WARNING, "要修改，请先“另存为”一份。")
        else:
            self.say(self.lock_words, Severity.WARNING, "要修改，请先在“文件”菜单解除锁定。")

    def mend(self, fix: Edit, name: str) -> None:
        """Apply the fix of a finding. A total that takes its computed figure is left to be derived, so that it goes on
        following its parts."""
        derived = self.figures.derived
        self.edit(
            {id: None if value is not None and derived.get(id) == value else value for id, value in fix.items()}, name
        )

    def check_by(self, settings: Settings) -> None:
        """Hold the report to these settings from now on."""
        self.check_settings = settings
        self._check_all()
        self.evaluated.emit()

    def dismissed(self) -> list[Dismissed]:
        """The findings set aside with a reason that still hold."""
        return dismissed(self.report, figures=self.figures, previous=self.previous, settings=self.check_settings)

    def dismiss(self, finding: Finding, reason: str) -> None:
        """Set a warning or hint aside; ``reason`` is kept in the report."""
        self.edit({f"dismissed.{finding.key}": reason}, "忽略一条提醒")

    def take_back(self, finding: Finding) -> None:
        """Undo a dismissal: the finding stands again."""
        self.edit({f"dismissed.{finding.key}": None}, "恢复一条提醒")

    def check_texts(self) -> None:
        """Run the checks that wait for a pause, now."""
        self._pause.stop()
        self._later = self._run(_LATER)
        self._gather()
        self.evaluated.emit()

    def _apply(self, edit: Edit, name: str) -> None:
        self.report = self.report.apply(edit)
        if any(id.startswith(_OF_PREVIOUS) for id in edit):
            self._take_previous(self.report.previous)
        self.changed.emit(frozenset(edit))
        if not all(id.startswith(_NO_FIGURES) for id in edit):
            self.figures = evaluate(self.report)
        if self.report.form is not self._form:
            self._form = self.report.form
            self.form_changed.emit()
        self._now = self._run((On.CELLS,))
        if any(id.startswith("dismissed.") for id in edit):
            reasons = dict(self.report.under("dismissed"))
            self._later = [f for f in self._later if f.key not in reasons]
        self._gather()
        self._pause.start()
        self.evaluated.emit()
        self.applied.emit(Change(edit, name))
        if LOCKED in edit:
            self.status_changed.emit()

    def _check_all(self) -> None:
        self._pause.stop()
        self._now = self._run((On.CELLS,))
        self._later = self._run(_LATER)
        self._gather()

    def _run(self, only: Sequence[On]) -> list[Finding]:
        return run_checks(
            self.report, figures=self.figures, previous=self.previous, only=only, settings=self.check_settings
        )

    def _gather(self) -> None:
        self.findings = sorted([*self._now, *self._later], key=lambda finding: _ORDER.index(finding.severity))
        self.shown = self.patience.shown(self.report, self.findings)

    def at(self, id: str, offset: int | None = None) -> None:
        """Say where the cursor stands: in a cell, or at a character of a text ("" elsewhere). A sum that is left behind may
        be said now."""
        if id:
            self.place_changed.emit(id, offset)
        self.patience.cursor = id
        if len(self.shown) < len(self.findings):
            shown = self.patience.shown(self.report, self.findings)
            if len(shown) != len(self.shown):
                self.shown = shown
                self.evaluated.emit()

    def go_to(self, id: str, span: Span | None = None) -> None:
        """Ask the window to show this cell, text or field, ready to be changed."""
        self.goto.emit(id, span)
