"""The window: steps at the left, the page in the middle, problems below it, 上一步 and 下一步 at the foot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desk.steps import page_of, states, steps_of
from models.findings import Span
from ui.importing.imports import Imports
from ui.pages.page import Page
from ui.preview.later import PreviewLater
from ui.problems.panel import ProblemPanel
from ui.session import Session
from ui.session.keeper import Keeper
from ui.session.notice import Notice
from ui.shell import recovery
from ui.shell.about import about
from ui.shell.beside import Beside
from ui.shell.file_actions import FileActions
from ui.shell.find_bar import FindBar
from ui.shell.focus import FocusKeeper
from ui.shell.kept_actions import KeptActions
from ui.shell.limit import check_settings
from ui.shell.menus import Commands, Menus
from ui.shell.notice_bar import NoticeBar
from ui.shell.office_actions import OfficeActions
from ui.shell.page_stack import PageMaker, Pages
from ui.shell.progress_line import ProgressLine
from ui.shell.status import Status
from ui.shell.step_list import StepList
from ui.shell.steps_shown import ShownSteps
from ui.toolkit import settings as kept
from ui.toolkit import theme
from ui.toolkit.actions import action
from ui.toolkit.composing import finish_composition
from ui.toolkit.sizes import fitted

LAGGING = 40
"""Milliseconds after which the steps follow an edit: off the way of a keystroke."""

SAMPLE = "这是自带的样例：一份公布过的报告，可以随意试。自己的报告请用“从上年报告开始”或“新建报告”。"


class ReportWizard(QMainWindow):
    """The application's window on one session."""

    def __init__(self, session: Session, settings: QSettings | None = None) -> None:
        super().__init__()
        self.session = session
        self.settings = settings or QSettings()
        self.keeper = Keeper(session, self.settings)
        self.files = FileActions(session, self.keeper, self.settings, self)
        self.office = OfficeActions(session, self.settings, self)
        self.kept = KeptActions(session, self.keeper, self, self.files.may_leave)
        self.imports = Imports(session, self, self.files.open_path)
        self.beside = Beside(session, self, self.files, self.imports)
        self.guide = action(
            self,
            "一步一步开始(&G)…",
            self.beside.open_guide,
            tip="问三句话：上年的报告、别人报来的表、台账，依次读入。",
        )
        self.keeper.wants_last_year.connect(self._read_last_year)
        self.keeper.wants_import.connect(lambda path: self.imports.import_paths([path]))
        self.imports.imported.connect(self._leave_start)
        self.problems = ProblemPanel(session)
        self.step_list = StepList()
        self.stack = QStackedWidget()
        self._make = PageMaker(session, self.settings, self.files, (self.guide, self.imports.files, self.office.office))
        self.pages = Pages((), self.stack, self._make)
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.notices = NoticeBar()
        self.find_bar = FindBar(session)
        self.progress = ProgressLine()
        self.back = QPushButton("上一步")
        self.next = QPushButton("下一步")
        self._build_layout()
        self.menus = Menus(self, session, self.settings, self._commands())
        self._lag = QTimer(self)
        self._lag.setSingleShot(True)
        self._lag.setInterval(LAGGING)
        self._lag.timeout.connect(self._show_states)
        session.check_by(check_settings(self.settings))
        session.patience.across = kept.ACROSS.of(self.settings)
        session.evaluated.connect(self._lag.start)
        session.form_changed.connect(self._build_pages)
        session.goto.connect(self._go_to)
        session.notice.connect(self.notices.show_notice)
        session.withdraw.connect(self.notices.withdraw)
        session.replaced.connect(self.notices.forget_report)
        session.replaced.connect(self._show_states)
        self.shown_steps = ShownSteps(session, lambda: self.page, self.go)
        self.focus_keeper = FocusKeeper(self, lambda: self.page.show_place(""))
        self._build_pages()
        self.status.refresh()
        self._restore_sizes()

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def begin(self, path: Path | None = None, *, sample: bool = False) -> None:
        """What the window does first: opens ``path``, the sample or an empty report, and offers what a crash left."""
        if path is None and sample:
            from ui.verbs.sample import sample_report  # the readers are needed this once only

            self.keeper.begin_sample(sample_report())
            self.session.notice.emit(Notice(SAMPLE, key="sample", stays=True))
        elif path is None or not self.keeper.open(path):
            self.keeper.begin(self.session.report)
        elif self.session.path is not None:
            self.go("unit")
        recovery.offer(self.keeper, self.files.may_leave)

    # going about

    def go(self, page_id: str) -> None:
        """Bring a page to the front."""
        finish_composition()
        self.stack.setCurrentWidget(self.pages[page_id])
        self.beside.page_id = page_id
        self.step_list.go(page_id)
        order = list(self.pages)
        self.back.setEnabled(order.index(page_id) > 0)
        self.next.setEnabled(order.index(page_id) < len(order) - 1)

    def go_next(self) -> None:
        self._step(1)

    def go_back(self) -> None:
        self._step(-1)

    def next_area(self) -> None:
        """Move the focus on: steps, page, problems, and around."""
        areas = [self.step_list, self.page]
        if self.problems.isVisible():
            areas.append(self.problems.tree)
        focused = self.focusWidget()
        here = next(
            (i for i, area in enumerate(areas) if focused and (area is focused or area.isAncestorOf(focused))), -1
        )
        target = areas[(here + 1) % len(areas)]
        if target is self.page:
            self.page.show_place("")
        else:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def next_problem(self, back: bool = False) -> None:
        """Go to the next problem, or the one before, from where the cursor is."""
        self.session.settle.emit()
        self.problems.go_next(self.page.page_id, back)

    def open_find(self, *, replacing: bool) -> None:
        """Search the whole report, from any page."""
        focused = self.focusWidget()
        selected = focused.textCursor().selectedText() if isinstance(focused, QTextEdit) else ""
        self.find_bar.open(replacing=replacing, selected=selected)

    def set_across(self, across: bool) -> None:
        """Whether Enter moves along the rows of tables."""
        kept.ACROSS.put(self.settings, across)
        self.session.patience.across = across

    def refresh_theme(self) -> None:
        """Draw again in the scheme now in use."""
        for page in self.pages.made():
            page.refresh_theme()
        self.problems.refresh()

    def export(self, *, draft: bool) -> None:
        """Go to the last step and ask there what to write."""
        from ui.finish.finish_page import FinishPage

        self.session.settle.emit()
        self.go("finish")
        finish = self.page
        assert isinstance(finish, FinishPage)
        finish.export(draft=draft)

    def use_scheme(self, key: str) -> None:
        """Dress the application in another scheme of colours, and keep it."""
        kept.SCHEME.put(self.settings, key)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, key)
        self.refresh_theme()

    # closing, and coming to the front

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        self.beside.close()
        self._store_sizes()
        self.preview.stop()
        self.keeper.close()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.adapt(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.keeper.check_disk()

    # building

    def _build_layout(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_next)
        self.next.setObjectName("primary")
        self.status = Status(self.session, self)
        bar = QWidget()
        bar.setObjectName("bar")
        foot = QHBoxLayout(bar)
        foot.setContentsMargins(8, 4, 8, 4)
        foot.addWidget(self.problems.line)
        foot.addStretch()
        foot.addWidget(self.progress)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        said = QHBoxLayout()
        said.setContentsMargins(10, 0, 10, 0)
        said.addWidget(self.notices)
        column.addLayout(said)
        column.addWidget(self.stack, 1)
        column.addWidget(self.find_bar)
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.addWidget(upper)
        self.middle.addWidget(self.problems)
        self.middle.setStretchFactor(0, 1)
        self.middle.setSizes([600, 200])
        self.middle.setCollapsible(0, False)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.middle)
        self.preview = PreviewLater(self.session, self.settings, self.middle, self.splitter)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([900, 560])
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.step_list)
        row.addWidget(self.splitter, 1)
        central = QWidget()
        central.setObjectName("central")
        whole = QVBoxLayout(central)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(bar)
        self.setCentralWidget(central)
        self.step_list.selectionModel().currentChanged.connect(self._step_chosen)
        self.step_list.entered.connect(self._enter_page)

    def _commands(self) -> Commands:
        """What the menus offer."""
        files, imports, standard = self.files, self.imports, QKeySequence.StandardKey

        def here() -> list[QAction]:
            return self.page.edit_actions() if self.pages else []

        return Commands(
            open=(files.new, files.open),
            open_recent=files.open_path,
            files=(
                *(self.guide, files.from_last, files.compare, None),
                *(imports.files, imports.paste, imports.last_year, None),
                *(files.save, files.save_as, None),
                *(self.kept.earlier, self.kept.found, self.kept.lock, None),
                action(self, "导出草稿(&D)…", lambda: self.export(draft=True), "Shift+F12"),
                action(self, "导出定稿(&E)…", lambda: self.export(draft=False), "F12"),
                self.preview.print,
            ),
            here=here,
            find=(
                action(self, "查找(&F)…", lambda: self.open_find(replacing=False), standard.Find),
                action(self, "替换(&H)…", lambda: self.open_find(replacing=True), "Ctrl+H"),
                action(self, "便笺(&M)…", self.beside.write_memo, "Ctrl+M"),
                action(self, "全部文字换成今年的数(&T)…", self.beside.renew_texts),
            ),
            view=(
                action(self, "问题面板(&P)", self.problems.line.toggle, "F7"),
                action(self, "便笺一览(&M)…", self.beside.list_memos),
                self.preview.toggle,
            ),
            use_scheme=self.use_scheme,
            go=(
                action(self, "上一步(&B)", self.go_back, "Ctrl+PgUp"),
                action(self, "下一步(&N)", self.go_next, "Ctrl+PgDown"),
                None,
                action(self, "下一个问题(&P)", self.next_problem, "F8"),
                action(self, "上一个问题(&R)", lambda: self.next_problem(back=True), "Shift+F8"),
                None,
                action(self, "换一个区域：步骤、页面、问题(&A)", self.next_area, "F6"),
            ),
            tools=(self.office.office, self.office.batch, self.office.blank),
            set_across=self.set_across,
            help=(
                action(self, "使用说明(&M)", self.beside.open_help, standard.HelpContents),
                action(self, "关于(&A)…", lambda: about(self).exec()),
            ),
        )

    def _build_pages(self) -> None:
        """Begin the pages of the report's form; the step in front stays in front."""
        steps = steps_of(self.session.form)
        here = self.page.page_id if self.pages else "start"
        old, self.pages = self.pages, Pages(steps, self.stack, self._make)
        self.step_list.steps.set_steps(steps)
        self.go(here if here in self.pages else "start")
        old.discard()
        self._show_states()

    def _step(self, by: int) -> None:
        order = list(self.pages)
        at = order.index(self.page.page_id) + by
        if 0 <= at < len(order):
            self.go(order[at])
            self.page.show_place("")

    def _step_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.preview.show_form()
            self.go(self.step_list.steps.steps[index.row()].id)

    def _leave_start(self) -> None:
        """There is a report now: show it, where the page in front is still the one that offers to begin one."""
        if self.page.page_id == "start":
            self.session.go_to("unit")

    def _read_last_year(self, path: Path) -> None:
        from ui.importing.flow import read_last_year  # readers: the start waits for none of them

        read_last_year(self.session, path)

    def _enter_page(self) -> None:
        """Go on in the page of the step: what is typed next belongs there."""
        self.preview.show_form()
        self.page.show_place("")

    def _go_to(self, id: str, span: Span | None) -> None:
        self.go(page_of(self.session.form, id))
        self.page.show_place(id, span)

    # what the window says of the report

    def _show_states(self) -> None:
        found = states(self.session.report, self.session.shown)
        self.step_list.steps.set_states(found)
        self.progress.show_state(self.session.form, found["finish"])

    def _restore_sizes(self) -> None:
        self.resize(fitted(self, QSize(1280, 720)))
        if geometry := self.settings.value(f"{kept.WINDOW}/geometry"):
            self.restoreGeometry(geometry)
        for name, splitter in (("middle", self.middle), ("sides", self.splitter)):
            if sizes := self.settings.value(f"{kept.WINDOW}/{name}"):
                splitter.restoreState(sizes)
        self.problems.line.setChecked(kept.PROBLEMS.of(self.settings))

    def _store_sizes(self) -> None:
        self.settings.setValue(f"{kept.WINDOW}/geometry", self.saveGeometry())
        self.settings.setValue(f"{kept.WINDOW}/middle", self.middle.saveState())
        self.settings.setValue(f"{kept.WINDOW}/sides", self.splitter.saveState())
        kept.PROBLEMS.put(self.settings, self.problems.line.isChecked())
