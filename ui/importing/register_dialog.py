"""The mapping step of a register: columns, words, table 3 as counted, rows left out; corrected and remembered."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from importers import Imported
from importers.register import Field, Kind, Mapping, Memory, Register, Tally, remember
from models.errors import UserError
from models.form import Form
from ui.importing.read_job import Job
from ui.importing.register_columns import ColumnsTab
from ui.importing.register_tables import CountedTab, LeftTab
from ui.importing.register_values import ValuesTab
from ui.toolkit.button_row import button_row, make_default
from ui.toolkit.sizes import KeptSizes

SIZE = (1180, 660)
PAUSE = 60
"""Milliseconds after a change before the register is counted anew."""
AT_ONCE = 4_000
"""Rows that are counted within some 100 ms; more are counted off the GUI thread."""


class RegisterDialog(QDialog):
    """``imported`` is the count under ``mapping``. Accepting remembers the mapping for the next file."""

    def __init__(
        self,
        register: Register,
        form: Form,
        year: int | None,
        parent: QWidget | None = None,
        *,
        memory: Memory | None = None,
        memory_file: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.register = register
        self.form = form
        self.mapping: Mapping = register.mapping
        self.tally: Tally | None = None
        self.imported: Imported | None = None
        self._own_year: int | None = None
        self._memory = memory
        self._memory_file = memory_file
        self.setWindowTitle("导入依申请公开台账")
        KeptSizes(self, "register", QSize(*SIZE))
        self.year = QSpinBox()
        self.year.setRange(2008, 2099)
        self.year.setAccessibleName("统计哪一年")
        usual = register.usual_year()
        self.year.setValue(year or usual or 2024)
        self.summary = QLabel(wordWrap=True)
        self.columns = ColumnsTab(register, form.id)
        self.values = ValuesTab(form.id)
        self.counted = CountedTab(register, form)
        self.left = LeftTab(register)
        self.tabs = QTabWidget()
        for tab in (self.columns, self.values, self.counted, self.left):
            self.tabs.addTab(tab, "")
        self.forward = QPushButton("下一页")
        self.buttons, self.ok = button_row("预览导入", self)
        self.buttons.addButton(self.forward, QDialogButtonBox.ButtonRole.ActionRole)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()
        self.job: Job | None = None
        self.recount()

    def recount(self) -> None:
        """Count anew, a large register off the GUI thread."""
        self._pause.stop()
        if self.job is not None:
            self.job.cancel()
            self.job = None
        work = partial(_count, self.register, self.mapping, self.year.value(), self.form)
        if sum(len(page.sheet.rows) for page in self.register.pages) <= AT_ONCE:
            self._show(*work())
            return
        self.ok.setEnabled(False)
        self.summary.setText(f"正在统计“{self.register.name}”…")
        self.job = Job(work, "", self)
        self.job.done.connect(self._counted)
        self.job.start(patience=False)

    def _counted(self, result: tuple[Tally, Imported, int | None]) -> None:
        self.job = None
        self._show(*result)

    def _show(self, tally: Tally, imported: Imported, own_year: int | None) -> None:
        """Show a count everywhere; ``own_year`` is the year of the register by its title or its dates."""
        first = self.tally is None
        self.tally, self.imported, self._own_year = tally, imported, own_year
        missing = self.mapping.missing()
        self.columns.show_mapping(self.mapping)
        self.values.show_tally(self.tally)
        self.counted.show_tally(self.tally, self.mapping, self.imported.edit)
        self.left.show_tally(self.tally, self.mapping)
        asked, waiting = len(self.tally.questions), len(self.tally.open)
        for at, name in enumerate(
            (
                f"① 各列{f'（缺{len(missing)}列）' if missing else ''}",
                f"② 写法的含义{f'（{asked}种要选）' if asked else ''}",
                "③ 统计结果",
                f"④ 没有计入的（{len(self.tally.left)}行{f'，{waiting}行要处理' if waiting else ''}）",
            )
        ):
            self.tabs.setTabText(at, name)
        self.ok.setEnabled(not missing and bool(self.tally.counted))
        make_default(self.forward if asked or waiting else self.ok, self.forward, self.ok)
        self._show_summary(missing)
        if first:
            self._begin()

    def accept(self) -> None:
        """Keep what was chosen for the next file; that it cannot be kept is no reason not to import."""
        if self._pause.isActive() or self.job is not None:
            self.recount()
            return  # what was chosen last is to be seen before it is taken
        memory = self._memory or Memory()
        memory.learn(self.mapping)
        try:
            remember(memory, self._memory_file)
        except UserError:
            pass
        super().accept()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        label = QLabel("统计年度")
        label.setBuddy(self.year)
        top.addWidget(label)
        top.addWidget(self.year)
        top.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.recount)
        self.year.valueChanged.connect(lambda _year: self._pause.start())
        self.columns.changed.connect(self._column_chosen)
        self.values.answered.connect(self._answered)
        self.forward.clicked.connect(lambda: self.tabs.setCurrentIndex(self.tabs.currentIndex() + 1))
        self.tabs.currentChanged.connect(self._page_shown)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _page_shown(self, at: int) -> None:
        last = at == self.tabs.count() - 1
        if last and self.forward.hasFocus():
            self.tabs.setFocus()  # else it falls to the next button, and one Enter too many imports or throws all away
        self.forward.setEnabled(not last)

    def _begin(self) -> None:
        """Where a person is needed first; with nothing to ask, the result."""
        assert self.tally is not None
        layout = next(iter(self.mapping.layouts.values()))
        if self.mapping.missing() or not layout.remembered:
            self.tabs.setCurrentWidget(self.columns)
        else:
            self.tabs.setCurrentWidget(self.values if self.tally.questions else self.counted)

    def _column_chosen(self, layout: str, index: int, field: Field | None, target: str) -> None:
        self.mapping = self.mapping.with_field(layout, index, field, target)
        self._pause.start()

    def _answered(self, kind: Kind, value: str, target: str | None) -> None:
        self.mapping = self.mapping.with_answer(kind, value, target)
        self._pause.start()

    def _show_summary(self, missing: tuple[str, ...]) -> None:
        if missing:
            self.summary.setText(f"“{self.register.name}”还缺“{'”“'.join(missing)}”列。")
            return
        tally = self.tally
        assert tally is not None
        waiting = len(tally.open)
        rest = f"，{waiting}行需要处理" if waiting else ""
        own = self._own_year
        other = own is not None and own != tally.year
        if other:
            said = "标题写的是" if self.register.year is not None else "多数申请收到于"
            rest += f"。！ 台账{said}{own}年，这里按{tally.year}年度统计，请确认没有选错"
        self.summary.setObjectName("error" if other else "")
        self.summary.style().polish(self.summary)
        self.summary.setText(f"“{self.register.name}”计入{len(tally.counted)}件，没有计入{len(tally.left)}行{rest}。")


def _count(register: Register, mapping: Mapping, year: int, form: Form) -> tuple[Tally, Imported, int | None]:
    tally = register.count(mapping, year, form)
    return tally, register.imported(tally, mapping, form), register.usual_year(mapping)
