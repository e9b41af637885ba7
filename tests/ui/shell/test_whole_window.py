"""The real window under anything that a person may do: what is shown, what is held and what is kept are one thing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.report import Report
from models.storage import load, save
from models.storage.recovery import alike, of_journal
from models.texts import printed_text
from models.values import show
from tests.long import sample
from ui.pages.table_page import TablePage
from ui.pages.text_page import TextPage
from ui.pages.unit_page import UnitPage
from ui.session import Session
from ui.shell.window import ReportWizard
from ui.toolkit.settings import AUTOSAVE

BEGUN = Report().apply(
    {
        "unit": "某县某局",
        "year": 2024,
        "t3.new.natural": 3,
        "t2.fees.amount": None,
        "五": "存在的问题。\n改进情况。",
        "六": "无。",
    }
)
CELLS = {
    "二": ("t2.penalty.decisions", "t2.fees.amount"),
    "三": ("t3.new.natural", "t3.new.total", "t3.carried_in.legal"),
}
TEXTS = ("五", "六")
FIELDS = ("unit", "contact", "signed_by")

typed = st.sampled_from(["0", "7", "44", "1234", "1.5", "yi", "-2"])
words = st.sampled_from(["gaijin", "2024 nian ", "a", "."])


class Window(RuleBasedStateMachine):
    """Fills in, undoes, saves and goes about as a person would, with keys where a person uses keys."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.monkeypatch = pytest.MonkeyPatch()
        self.monkeypatch.setenv("GKBG_DATA_DIR", str(self.folder / "data"))
        self.path = self.folder / "r.gkbg"
        save(BEGUN, self.path)
        options = QSettings(str(self.folder / "settings.ini"), QSettings.Format.IniFormat)
        AUTOSAVE.put(options, False)
        self.window = ReportWizard(Session(), options)
        self.session = self.window.session
        self.window.show()
        self.window.begin(self.path)

    @initialize()
    def visit_pages(self) -> None:
        for page in ("unit", "二", "三", "五", "六"):
            self.window.go(page)

    # what a person does

    @rule(page=st.sampled_from(["unit", "二", "三", "五", "六", "finish"]))
    def go(self, page: str) -> None:
        self.window.go(page)

    @rule(page=st.sampled_from(sorted(CELLS)), place=st.integers(0, 2), figure=typed, f2=st.booleans())
    def type_a_figure(self, page: str, place: int, figure: str, f2: bool) -> None:
        view = self._open(page, place, f2)
        if f2:
            view.open_editor.selectAll()
        for key in figure:
            QTest.keyClicks(view.open_editor or view, key)

    @rule(
        key=st.sampled_from([Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Delete])
    )
    def press(self, key: Qt.Key) -> None:
        page = self.window.page
        if isinstance(page, TablePage):
            QTest.keyClick(page.view.open_editor or page.view, key)

    @rule(page=st.sampled_from(sorted(CELLS)), place=st.integers(0, 2), f2=st.booleans())
    def compose_in_a_cell(self, page: str, place: int, f2: bool) -> None:
        view = self._open(page, place, f2)
        before = self.session.report
        QApplication.sendEvent(view.open_editor or view, QInputMethodEvent("liu", []))
        view.settle()
        assert self.session.report == before, "nothing but a composition was typed"

    def _open(self, page: str, place: int, f2: bool):
        self.window.go(page)
        view = self.window.page.view
        view.settle()
        view.show_cell(CELLS[page][place % len(CELLS[page])], edit=f2)
        return view

    @rule(text=st.sampled_from(TEXTS), more=words, at_end=st.booleans())
    def write(self, text: str, more: str, at_end: bool) -> None:
        self.window.go(text)
        editor = self.window.page.editors[text]
        editor.setFocus()
        editor.moveCursor(QTextCursor.MoveOperation.End if at_end else QTextCursor.MoveOperation.Start)
        QTest.keyClicks(editor, more)

    @rule(text=st.sampled_from(TEXTS), count=st.integers(1, 5))
    def rub_out(self, text: str, count: int) -> None:
        self.window.go(text)
        editor = self.window.page.editors[text]
        editor.moveCursor(QTextCursor.MoveOperation.End)
        for _ in range(count):
            QTest.keyClick(editor, Qt.Key.Key_Backspace)

    @rule(text=st.sampled_from(TEXTS), word=st.sampled_from(["改进", "了"]))
    def compose_in_a_text(self, text: str, word: str) -> None:
        self.window.go(text)
        editor = self.window.page.editors[text]
        editor.setFocus()
        before = self.session.report.text(text)
        QApplication.sendEvent(editor, QInputMethodEvent(word, []))
        self.window.go("unit")
        assert len(self.session.report.text(text)) == len(before) + len(word)

    @rule(field=st.sampled_from(FIELDS), more=words)
    def write_in_a_field(self, field: str, more: str) -> None:
        self.window.go("unit")
        line = self.window.page.fields[field]
        line.setFocus()
        line.end(False)
        QTest.keyClicks(line, more)

    @rule(year=st.sampled_from(["2024", "2020", "2023"]))
    def another_year(self, year: str) -> None:
        self.window.go("unit")
        line = self.window.page.fields["year"]
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, year)
        QTest.keyClick(line, Qt.Key.Key_Return)

    @rule()
    def undo(self) -> None:
        self.window.menus.undo.trigger()

    @rule()
    def redo(self) -> None:
        self.window.menus.redo.trigger()

    @rule()
    def save(self) -> None:
        assert self.window.files.save_now()
        assert load(self.path) == self.session.report

    @rule()
    def check_texts(self) -> None:
        self.session.check_texts()

    @precondition(lambda self: self.session.undo_stack.count() > 0)
    @rule()
    def undo_all_and_redo_all(self) -> None:
        self.session.settle.emit()
        stack, after = self.session.undo_stack, self.session.report
        index = stack.index()
        reports = []
        while stack.canUndo():
            reports.append(self.session.report)
            self.session.undo()
        assert self.session.report == BEGUN
        while stack.index() < index:
            self.session.redo()
            assert self.session.report == reports.pop()
        assert self.session.report == after

    # what holds after each

    @invariant()
    def what_is_shown_is_what_the_report_holds(self) -> None:
        for page in self.window.pages.made():
            if isinstance(page, TablePage):
                self._figures(page)
            elif isinstance(page, TextPage):
                for id, editor in page.editors.items():
                    assert editor.flat.stored == self.session.report.text(id)
                    shown = editor.toPlainText()
                    assert shown == printed_text(self.session.report, self.session.figures, id) or not shown
            elif isinstance(page, UnitPage):
                self._fields(page)

    def _figures(self, page: TablePage) -> None:
        figures, report = self.session.figures, self.session.report
        for id in page.model.shape.spots:
            shown = page.model.data(page.model.index_of(id), Qt.ItemDataRole.DisplayRole)
            stated = report.get(id)
            assert shown == show(figures.printed[id] if stated is None else stated), id

    def _fields(self, page: UnitPage) -> None:
        for id, field in page.fields.items():
            if isinstance(field, QLineEdit) and not field.isModified():
                value = self.session.report.get(id)
                assert field.text() == ("" if value is None else str(value)), id

    @invariant()
    def what_is_kept_is_what_the_report_holds(self) -> None:
        journal = self.window.keeper.recorder.journal
        if journal is not None:
            left = of_journal(journal.file)
            assert left is not None and not left.damaged and alike(left.report, self.session.report)
        else:
            assert self.session.report == BEGUN
        if not self.session.modified:
            assert load(self.path) == self.session.report

    @invariant()
    def the_title_says_whether_it_is_saved(self) -> None:
        assert self.window.isWindowModified() is self.session.modified

    def teardown(self) -> None:
        self.session.undo_stack.setClean()
        self.session.settle.emit()
        self.session.undo_stack.setClean()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        self.monkeypatch.undo()
        shutil.rmtree(self.folder)


def test_shown_held_and_kept_are_one_thing_whatever_a_person_does(qapp):
    run_state_machine_as_test(
        Window,
        settings=settings(
            max_examples=sample(5, 100),
            stateful_step_count=sample(20, 50),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
