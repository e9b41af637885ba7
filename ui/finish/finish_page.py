"""The page 检查与导出: what is still in the way, the answers at a glance, and the export."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QBrush, QColor, QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from desk.answers import answers
from desk.export_job import ExportJob, Result, Target, free_name
from desk.memos import memos
from desk.readiness import Readiness, readiness
from models.checks.not_made import said
from models.findings import Finding, Severity
from ui.finish.export_dialog import ExportDialog
from ui.pages.page import Page
from ui.session import Session
from ui.session.notice import Notice
from ui.toolkit import theme
from ui.toolkit.background import Work

ID = Qt.ItemDataRole.UserRole


class FinishPage(Page):
    """Looks the whole report over. 修改 on a line goes to its place, and the way back is offered there."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "finish", "检查与导出")
        self._work: Work | None = None
        self._said: set[str] = set()
        self.readiness = Readiness((), (), (), ())
        heading = QLabel("检查与导出")
        heading.setObjectName("title")
        self.words = QLabel(wordWrap=True)
        self.words.setObjectName("heading")
        self.deal = QPushButton("从第一处开始处理")
        self.deal.clicked.connect(self._deal)
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.deal)
        self.not_made = QLabel(wordWrap=True)
        self.not_made.setObjectName("faint")
        self.tree = QTreeWidget(columnCount=3)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels(["项目", "填写的内容", ""])
        self.tree.setAccessibleName("填写内容一览，回车修改")
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setAccessibleName("列名")
        self.tree.itemActivated.connect(lambda item, _column: self._change(item))
        self.tree.itemClicked.connect(lambda item, column: self._change(item) if column == 2 else None)
        self.draft = QPushButton("导出草稿…")
        self.draft.setToolTip("任何时候都可以导出，每页标明“草稿”")
        self.final = QPushButton("导出定稿…")
        self.final.setObjectName("primary")
        self.progress = QLabel()
        self.cancel = QPushButton("停止")
        self.cancel.hide()
        bar = QHBoxLayout()
        bar.addWidget(self.progress, 1)
        for button in (self.cancel, self.draft, self.final):
            bar.addWidget(button)
        self.draft.clicked.connect(lambda: self.export(draft=True))
        self.final.clicked.connect(lambda: self.export(draft=False))
        self.cancel.clicked.connect(self._cancel)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addLayout(head)
        layout.addWidget(self.not_made)
        layout.addWidget(self.tree, 1)
        layout.addLayout(bar)
        session.evaluated.connect(self._on_evaluated)

    def begin_anew(self) -> None:
        self._said.clear()
        self.tree.clear()
        self.tree.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.withdraw.emit("back")
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for key in self._said:  # what was exported is no matter of the next page
            self.session.withdraw.emit(key)
        self._said.clear()

    def show_place(self, id: str, span: object = None) -> None:
        self.tree.setFocus()

    def refresh(self) -> None:
        """Check the report as one to be handed in, and list its answers."""
        report, figures = self.session.report, self.session.figures
        self.readiness = readiness(report, self.session.previous, self.session.check_settings)
        self.words.setText(self.readiness.words)
        self.deal.setVisible(not self.readiness.ready)
        lines = said(self.readiness.not_made)
        if noted := memos(report):
            names = "、".join(memo.name for memo in noted[:3])
            lines.append(f"还有 {len(noted)} 条便笺没有划掉：{names}{'等' if len(noted) > 3 else ''}。便笺不会导出。")
        self.not_made.setText("\n".join(lines))
        self.not_made.setVisible(bool(lines))
        faulty: dict[str, Finding] = {}
        for finding in self.readiness.in_the_way:
            for id in finding.cells:
                faulty.setdefault(id, finding)
        self.tree.clear()
        group, section = None, ""
        bold = self.tree.font()
        bold.setBold(True)
        for answer in answers(report, figures):
            if answer.section != section or group is None:
                section = answer.section
                group = QTreeWidgetItem(self.tree, [section])
                group.setFont(0, bold)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            fault = faulty.get(answer.id)
            blank = "（可不填）" if answer.optional else "没有填写"
            shown = answer.shown or blank
            item = QTreeWidgetItem(
                group, [answer.name, f"{theme.MARKS[fault.severity]} {shown}" if fault else shown, "修改"]
            )
            item.setData(0, ID, answer.id)
            item.setToolTip(1, fault.message if fault else shown)
            item.setForeground(2, QBrush(QColor(theme.colors().accent)))
            if fault is not None:
                item.setForeground(1, QBrush(theme.severity_color(fault.severity)))
        self.tree.expandAll()
        self.tree.resizeColumnToContents(0)
        self.tree.resizeColumnToContents(2)

    def _on_evaluated(self) -> None:
        if self.isVisible():
            self.refresh()

    def _deal(self) -> None:
        finding = self.readiness.in_the_way[0]
        place = finding.cells[0] if finding.cells else "unit"
        self._leave_for(place)
        self.session.go_to(place, finding.spans[0] if finding.spans else None)

    def _change(self, item: QTreeWidgetItem) -> None:
        id = item.data(0, ID)
        if id:
            self._leave_for(id)
            self.session.go_to(id)

    def _leave_for(self, id: str) -> None:
        """Offer the way back to this page, wherever the change is made."""
        back = ("回到检查与导出", lambda: self.session.go_to(self.page_id))
        self.session.notice.emit(Notice("改好以后可以回到这里继续检查。", actions=(back,), key="back", stays=True))

    # export

    def export(self, *, draft: bool) -> None:
        """Ask what to write and write it. A final report is refused while anything stands in its way."""
        if not draft:
            self.refresh()
            if not self.readiness.ready:
                go = ("从第一处开始处理", self._deal)
                words = f"还不能导出定稿：{self.readiness.words}可以先导出草稿。"
                self.session.notice.emit(Notice(words, Severity.WARNING, (go,), key="export"))
                return
        dialog = ExportDialog(
            self.session.report, self.session.previous, draft=draft, beside=self.session.path, parent=self
        )
        if dialog.exec():
            self.start(ExportJob(self.session.report, tuple(dialog.targets), dialog.options))
        dialog.deleteLater()

    def start(self, job: ExportJob) -> None:
        """Write documents off the GUI thread."""
        self._work = work = Work(job.run)
        for button in (self.draft, self.final):
            button.setEnabled(False)
        self.cancel.show()
        self.progress.setText("正在导出…")
        work.told.connect(self._told)
        work.done.connect(partial(self._done, job))
        work.finished.connect(self._idle)
        work.start()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _told(self, done: int, total: int) -> None:
        self.progress.setText(f"正在导出…{done}/{total}")

    def _idle(self) -> None:
        self._work = None
        for button in (self.draft, self.final):
            button.setEnabled(True)
        self.cancel.hide()
        self.progress.clear()

    def _done(self, job: ExportJob, results: list[Result]) -> None:
        for result in results:
            if result.notes:
                words = f"{result.target.path.name}：{''.join(result.notes)}"  # in one: there is room for three notices
                self._say(Notice(words, Severity.WARNING, key=f"notes:{result.target.path.name}"))
        written = [result for result in results if not result.failure]
        if written:
            self._say_written(written)
        for result in results:
            if result.failure:
                again = ("换个名字导出", partial(self._again, result.target, job))
                self.session.notice.emit(Notice(f"没有导出：{result.failure}", Severity.ERROR, (again,)))

    def _say_written(self, written: Sequence[Result]) -> None:
        path = written[0].target.path
        what = f"“{path.name}”" if len(written) == 1 else f"{len(written)}个文件"
        actions = [("打开所在文件夹", partial(_open, str(path.parent)))]
        if len(written) == 1:
            actions.insert(0, ("打开文件", partial(_open, str(path))))
        self._say(Notice(f"已导出{what}到“{path.parent}”。", actions=tuple(actions), key="export", stays=True))

    def _say(self, notice: Notice) -> None:
        self._said.add(notice.key)
        self.session.notice.emit(notice)

    def _again(self, target: Target, job: ExportJob) -> None:
        self.start(job.renamed(Target(target.kind, free_name(target.path))))


def _open(path: str) -> bool:
    """Open a file or folder with what the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(path))
