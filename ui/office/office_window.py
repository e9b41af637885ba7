"""主管单位: the window on a ledger. Left the superiors, in the middle their units, sums and progress, right what is selected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.naming import name_of
from models.report import Report
from office import records, roster, states, status, sums
from office.filing import Taken
from office.ledger import Ledger
from office.states import Standing, State
from ui.office import details, jobs
from ui.office.compare_page import ComparePage
from ui.office.nodes_tree import NodesTree
from ui.office.progress_page import ProgressPage
from ui.office.sum_page import SumPage
from ui.office.units_page import UnitsPage
from ui.toolkit.actions import action
from ui.toolkit.background import Work
from ui.toolkit.sizes import KeptSizes

SIZE = QSize(1320, 780)
LOOK = 2_000
"""Milliseconds between two looks whether someone else has changed the ledger."""
UNITS, SUMS, PROGRESS, COMPARE, WAITING = range(5)
OpenReport = Callable[[Report, Report | None, str], object]
"""Opens a report read-only, with last year's, at its first finding; the words say which it is."""


class OfficeWindow(QWidget):
    """The superior office's work on one ledger; without one it offers to open or make it."""

    def __init__(
        self, open_report: OpenReport, check_folder: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("central")
        self.setWindowTitle("主管单位")
        self.setAcceptDrops(True)
        self._open_report = open_report
        self._check_folder = check_folder
        self._settings = QSettings()
        self.view: Ledger | None = None
        self.writer: Ledger | None = None
        self.node = ""
        self.work: Work | None = None
        self._seen = 0
        self.watcher = QFileSystemWatcher(self)
        self.watched: Path | None = None
        self._soon = QTimer(self, singleShot=True, interval=1500)
        self.watcher.directoryChanged.connect(lambda _path: self._soon.start())
        self._soon.timeout.connect(self._take_watched)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._refresh_if_changed)
        self._build()
        self._enable()
        KeptSizes(self, "office", SIZE, {"units": self.units.table.horizontalHeader()})

    # building

    def _build(self) -> None:
        self.tree = NodesTree()
        self.tree.chosen.connect(self._node_chosen)
        self.units = UnitsPage()
        self.units.selected.connect(self._unit_chosen)
        self.units.opened.connect(self.open_unit)
        self.units.decided.connect(self.decide)
        self.tabs = QTabWidget()
        self.sum_page, self.progress_page, self.compare_page = SumPage(), ProgressPage(), ComparePage()
        self.waiting = QListWidget()
        self.waiting.setAccessibleName("对不上的文件")
        self.waiting.setWordWrap(True)
        self.waiting.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.waiting.customContextMenuRequested.connect(self._waiting_menu)
        self.waiting.itemActivated.connect(lambda item: self.assign(item))
        for page, name in zip(
            (self.units, self.sum_page, self.progress_page, self.compare_page, self.waiting),
            ("单位", "汇总", "进度", "核对", "对不上"),
            strict=True,
        ):
            self.tabs.addTab(page, name)
        self.tabs.currentChanged.connect(lambda _index: self._fill_page())
        for page in (self.sum_page, self.compare_page):
            page.traced.connect(self.trace)
        self.details = QTextBrowser(openLinks=False)
        self.details.setAccessibleName("所选的内容")
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.tree, self.tabs, self.details):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, 1 if widget is self.tabs else 0)
        split.setSizes([230, 720, 360])
        self.summary = QLabel("还没有打开汇总册：打开一本，或由名册新建一本。", wordWrap=True)
        self.said = QLabel(wordWrap=True)
        self.said.setObjectName("faint")
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(self._bar())
        layout.addWidget(self.summary)
        layout.addWidget(self.said)
        layout.addWidget(split, 1)

    def _bar(self) -> QHBoxLayout:
        self.take_button = self._button("收报告…", self._take_menu, primary=True)
        self.out_button = self._button("写出…", self._out_menu)
        self.cancel = self._button("停止", self._cancel)
        self.progress = QProgressBar()
        for widget in (self.cancel, self.progress):
            widget.hide()
        bar = QHBoxLayout()
        for button in (
            self._button("打开册…", lambda: jobs.ask_open(self)),
            self._button("新建册…", lambda: jobs.ask_new(self)),
            self.take_button,
            self.out_button,
            self._button("只检查一个文件夹…", self._check_folder),
            self.cancel,
        ):
            bar.addWidget(button)
        bar.addWidget(self.progress, 1)
        bar.addStretch(1)
        return bar

    def _button(self, words: str, act: Callable[[], object], *, primary: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _checked=False: act())
        if primary:
            button.setObjectName("primary")
        return button

    # the ledger

    def use(self, view: Ledger, writer: Ledger | None, said: str = "") -> None:
        """Show this ledger; without ``writer`` it can only be looked at, and ``said`` tells why."""
        self.release()
        self.view, self.writer, self.node = view, writer, ""
        self.setWindowTitle(f"{view.path.name} — 主管单位" + ("" if writer else "（只读）"))
        self.refresh()
        self.say(said)
        self._look.start()

    def release(self) -> None:
        """Let go of the ledger."""
        self._look.stop()
        self.watch(None)
        for opened in (self.view, self.writer):
            if opened is not None:
                opened.close()
        self.view = self.writer = None

    def refresh(self) -> None:
        """Read the ledger anew."""
        if self.view is None:
            return
        try:
            self._seen = self.view.version
            units = roster.load(self.view)
            found = status.of(self.view, self.node, units)
            self.tree.show_nodes(self.view, units, self.node)
            self._fill_units(found)
            self._fill_page()
        except UserError as error:
            self.say(f"✕ {error}")
        self._enable()

    def _refresh_if_changed(self) -> None:
        try:
            if self.view is not None and self.view.version != self._seen:
                self.refresh()
        except UserError as error:
            self.say(f"✕ {error}")

    def _fill_units(self, found: status.Status) -> None:
        self.units.show_standings([each for each in found.standings if not each.unit.node or each.has_report])
        self.waiting.clear()
        for each in found.waiting:
            item = QListWidgetItem(f"{each.file}\n　{each.reason}")
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.waiting.addItem(item)
        self.tabs.setTabText(WAITING, f"对不上（{len(found.waiting)}）" if found.waiting else "对不上")
        self.summary.setText(
            f"{found.node.name}　{found.year}年度：应报{found.expected}，已收{len(found.received)}（按时"
            f"{len(found.received) - found.late}，迟报{found.late}），未报{len(found.missing)}，"
            f"退回{found.count(State.RETURNED)}，通过{found.count(State.PASSED)}。"
        )

    def _fill_page(self) -> None:
        if self.view is None:
            return
        page = self.tabs.currentWidget()
        if isinstance(page, SumPage | ProgressPage | ComparePage):
            try:
                page.show_node(self.view, self.node)
            except UserError as error:
                self.say(f"✕ {error}")

    # choosing

    def _node_chosen(self, name: str) -> None:
        self.node = name
        self.refresh()

    def _unit_chosen(self, standing: Standing) -> None:
        if self.view is not None:
            self.details.setHtml(details.of_unit(self.view, standing))

    def trace(self, cell: str) -> None:
        """List the units behind a figure of the sum."""
        if self.view is not None:
            scope = self.sum_page.scope.currentData() if self.tabs.currentIndex() == SUMS else sums.Scope.AREA
            basis = sums.basis_of(self.view, self.node, scope)
            traced = sums.trace(self.view, basis, cell)
            self.details.setHtml(details.of_figure(traced, name_of(cell, basis.form), basis.line))

    def open_unit(self, standing: Standing) -> None:
        """Open a unit's report read-only at its first finding."""
        unit = standing.unit
        if self.view is not None and unit.record is not None:
            last = records.report_of(self.view, unit.last) if unit.last is not None else None
            self._open_report(records.report_of(self.view, unit.record), last, f"{unit.name}　{standing.file}")

    # deciding

    def decide(self, state: State) -> None:
        """Set the selected units to a state."""
        said = []
        for standing in self.units.chosen():
            try:
                assert self.writer is not None
                said.append(states.decide(self.writer, standing.unit, state))
            except UserError as error:
                said.append(f"✕ {error}")
        self.refresh()
        self.say("".join(said[:6]))

    def assign(self, item: QListWidgetItem) -> None:
        """Ask whose report a waiting file is."""
        if self.writer is not None:
            jobs.ask_unit(self, item.data(Qt.ItemDataRole.UserRole))

    def _waiting_menu(self, where: QPoint) -> None:
        item = self.waiting.itemAt(where)
        if item is not None:
            menu = QMenu(self)
            menu.addAction(action(menu, "指定为某单位…", lambda: self.assign(item)))
            menu.setEnabled(self.writer is not None)
            menu.exec(self.waiting.viewport().mapToGlobal(where))

    # working

    def run(self, words: str, task: Callable[..., object], then: Callable[[object], str]) -> None:
        """Do something long off this thread, with progress and cancel; ``then`` gives what is to be said of it."""
        if self.work is not None:
            return
        work = Work(lambda progress: _caught(task, progress))
        self.work = work
        work.told.connect(self._told)
        work.done.connect(lambda result: self._done(result, then))
        work.finished.connect(self._finished)
        self.progress.setRange(0, 0)
        for widget in (self.progress, self.cancel):
            widget.show()
        self.say(words)
        self._enable()
        work.start()

    def _told(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _done(self, result: object, then: Callable[[object], str]) -> None:
        self.refresh()
        self.say(f"✕ {result}" if isinstance(result, UserError) else then(result))

    def _finished(self) -> None:
        stopped = self.work is not None and self.work.cancelled
        self.work = None
        for widget in (self.progress, self.cancel):
            widget.hide()
        if stopped:
            self.refresh()
            self.say("已停止；已经收下的都在，再收一次会接着做。")
        self._enable()

    def _cancel(self) -> None:
        if self.work is not None:
            self.work.cancel()

    def say(self, words: str) -> None:
        """A line below the counts: what was done, or why it could not be; "" for nothing."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def said_of(self, taken: object) -> str:
        """What came of taking, in words."""
        assert isinstance(taken, Taken)
        rest = f"　{'　'.join(taken.said[:3])}" if taken.said else ""
        return f"新收{taken.new}份，{taken.known}份没有变，{taken.waiting}份对不上，{taken.unreadable}份读不了。{rest}"

    def _take_menu(self) -> None:
        jobs.take_menu(self).exec(self.take_button.mapToGlobal(self.take_button.rect().bottomLeft()))

    def _out_menu(self) -> None:
        jobs.out_menu(self).exec(self.out_button.mapToGlobal(self.out_button.rect().bottomLeft()))

    def watch(self, folder: Path | None) -> None:
        """Take what comes into a folder by itself from now on; None: no longer."""
        if self.watcher.directories():
            self.watcher.removePaths(self.watcher.directories())
        self.watched = folder
        if folder is not None:
            self.watcher.addPath(str(folder))
            self._take_watched()

    def _take_watched(self) -> None:
        if self.watched is None or self.writer is None:
            return
        if self.work is not None:
            self._soon.start()
            return
        jobs.take(self, [self.watched])

    def _enable(self) -> None:
        self.take_button.setEnabled(self.writer is not None and self.work is None)
        self.out_button.setEnabled(self.view is not None and self.work is None)
        self.units.may_decide = self.writer is not None and self.work is None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        jobs.dropped(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.work is not None:
            work = self.work
            work.cancel()
            work.wait()
        self.release()
        super().closeEvent(event)


def _caught(task: Callable[..., object], progress: object) -> object:
    try:
        return task(progress)
    except UserError as error:
        return error
