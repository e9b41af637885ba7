"""The page 检查与导出: what is still to be done before the report can be handed in."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from ui.pages.page import Page
from ui.session import Session
from ui.theme import MARKS


class FinishPage(Page):
    """Every finding of the report as a line; Enter or a click goes to its place."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "finish", "检查与导出")
        self.summary = QLabel()
        self.summary.setObjectName("heading")
        self.list = QListWidget()
        self.list.setAccessibleName("检查结果")
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.list)
        session.evaluated.connect(self._refresh)

    def showEvent(self, event: object) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        findings = self.session.findings
        self.summary.setText(f"还有{len(findings)}处要看。" if findings else "没有发现问题，可以导出。")
        self.list.clear()
        self.list.addItems([f"{MARKS[f.severity]} {f.severity.word}　{f.message}" for f in findings])

    def _go(self, item: QListWidgetItem) -> None:
        finding = self.session.findings[self.list.row(item)]
        self.session.go_to(finding.cells[0], finding.spans[0] if finding.spans else None)
