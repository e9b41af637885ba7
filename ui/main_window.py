"""The window: steps at the left, the page in the middle, 上一步 and 下一步 below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.findings import Span
from ui.notice_bar import NoticeBar
from ui.pages.finish_page import FinishPage
from ui.pages.page import Page, page_of
from ui.pages.start_page import StartPage
from ui.pages.table_page import TablePage
from ui.pages.text_page import TextPage
from ui.pages.unit_page import UnitPage
from ui.session import Session
from ui.step_list import StepList
from ui.steps import Step, states, steps_of

LAGGING = 40
"""Milliseconds after which the steps follow an edit: off the way of a keystroke."""


class ReportWizard(QMainWindow):
    """The application's window on one session."""

    def __init__(self, session: Session, settings: QSettings | None = None) -> None:
        super().__init__()
        self.session = session
        self.settings = settings or QSettings()
        self.pages: dict[str, Page] = {}
        self.step_list = StepList()
        self.stack = QStackedWidget()
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.notices = NoticeBar()
        self.back = QPushButton("上一步")
        self.next = QPushButton("下一步")
        self._build_actions()
        self._build_layout()
        self._lag = QTimer(self)
        self._lag.setSingleShot(True)
        self._lag.setInterval(LAGGING)
        self._lag.timeout.connect(self._show_states)
        session.evaluated.connect(self._lag.start)
        session.form_changed.connect(self._build_pages)
        session.goto.connect(self._go_to)
        session.notice.connect(self.notices.show_notice)
        session.status_changed.connect(self._show_status)
        self._build_pages()
        self._show_status()
        self.resize(1280, 720)
        if geometry := self.settings.value("window/geometry"):
            self.restoreGeometry(geometry)

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def go(self, page_id: str) -> None:
        """Bring a page to the front."""
        self.stack.setCurrentWidget(self.pages[page_id])
        self.step_list.go(page_id)
        order = list(self.pages)
        self.back.setEnabled(order.index(page_id) > 0)
        self.next.setEnabled(order.index(page_id) < len(order) - 1)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)

    def _build_actions(self) -> None:
        stack = self.session.undo_stack
        undo = stack.createUndoAction(self, "撤销")
        undo.setShortcuts(QKeySequence.StandardKey.Undo)
        redo = stack.createRedoAction(self, "重做")
        redo.setShortcuts([QKeySequence(QKeySequence.StandardKey.Redo), QKeySequence("Ctrl+Y")])
        edit = self.menuBar().addMenu("编辑(&E)")
        edit.addActions([undo, redo])
        self.new_action = QAction("新建报告(&N)", self)
        self.new_action.setShortcut(QKeySequence.StandardKey.New)
        self.new_action.setToolTip("从空白的表开始。")
        self.new_action.triggered.connect(lambda: self.go("unit"))

    def _build_layout(self) -> None:
        self.back.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.next.setObjectName("primary")
        self.status = QLabel()
        bar = QWidget()
        bar.setObjectName("bar")
        buttons = QHBoxLayout(bar)
        buttons.setContentsMargins(8, 4, 8, 4)
        buttons.addWidget(self.status, 1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 8, 8, 0)
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(middle)
        central = QWidget()
        central.setObjectName("central")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.step_list)
        row.addWidget(self.splitter, 1)
        whole = QVBoxLayout(central)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(bar)
        self.setCentralWidget(central)
        self.step_list.selectionModel().currentChanged.connect(self._step_chosen)

    def _make_page(self, step: Step) -> Page:
        if step.id == "start":
            return StartPage(self.session, (self.new_action,))
        if step.id == "unit":
            return UnitPage(self.session)
        if step.section is not None:
            make = TextPage if step.section.table is None else TablePage
            return make(self.session, step.section)
        return FinishPage(self.session)

    def _build_pages(self) -> None:
        """Make the pages of the report's form; the step in front stays in front."""
        here = self.page.page_id if self.pages else "start"
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        steps = steps_of(self.session.form)
        self.pages = {step.id: self._make_page(step) for step in steps}
        for page in self.pages.values():
            self.stack.addWidget(page)
        self.step_list.steps.set_steps(steps)
        self.go(here if here in self.pages else "start")
        self._show_states()

    def _step(self, by: int) -> None:
        order = list(self.pages)
        self.go(order[order.index(self.page.page_id) + by])

    def _step_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go(self.step_list.steps.steps[index.row()].id)

    def _go_to(self, id: str, span: Span | None) -> None:
        self.go(page_of(self.session.form, id))
        self.page.show_place(id, span)

    def _show_states(self) -> None:
        self.step_list.steps.set_states(states(self.session, self.session.shown))

    def _show_status(self) -> None:
        path = self.session.path
        name = path.name if path else "未保存的报告"
        self.setWindowTitle(f"{name}[*] — 政府信息公开工作年度报告")
        self.setWindowModified(self.session.modified)
        if self.session.read_only:
            self.status.setText("只读")
        else:
            self.status.setText("有未保存的修改" if self.session.modified else "已保存" if path else "")
