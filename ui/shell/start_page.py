"""The page 开始: a new report, one on disk, a recent one, or one begun from last year's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desk.due import due_words
from models.findings import Span
from ui.pages.page import Page, scrolling
from ui.session import Session
from ui.session.recent import recent
from ui.shell.due import local_date
from ui.shell.file_actions import FileActions
from ui.shell.recent_cards import RecentCards
from ui.toolkit.theme import colors, icon


class StartPage(Page):
    """Each way to begin is an action of the window, so that menu and page say the same."""

    def __init__(self, session: Session, files: FileActions, others: Sequence[QAction] = ()) -> None:
        super().__init__(session, "start", "开始")
        self.files = files
        heading = QLabel("政府信息公开工作年度报告")
        heading.setObjectName("title")
        inner = QWidget()
        inner.setMaximumWidth(760)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(heading)
        self.buttons = [self._choice(column, action) for action in (files.from_last, files.open, files.new, *others)]
        self.buttons[0].setObjectName("primary")
        self.buttons[0].setIcon(icon("last_year", colors().on_accent))
        self.recent = RecentCards(files.open_path)
        self.due = QLabel()
        self.due.setObjectName("heading")
        self.due.setWordWrap(True)
        column.addWidget(self.due)
        hint = QLabel("可以随时跳到任何一步；数字一填，合计和勾稽关系马上算好。保存用 Ctrl+S，撤销用 Ctrl+Z。")
        hint.setObjectName("faint")
        hint.setWordWrap(True)
        column.addSpacing(8)
        column.addWidget(hint)
        layout = scrolling(self)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addWidget(inner, 3, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self.recent, 2, Qt.AlignmentFlag.AlignTop)
        sides.addStretch(0)
        layout.addLayout(sides)
        layout.addStretch()
        session.status_changed.connect(self._show_state)

    def show_place(self, id: str, span: Span | None = None) -> None:
        self.buttons[0].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_state()

    def _choice(self, column: QVBoxLayout, action: QAction) -> QPushButton:
        name = action.text().split("(")[0]
        button = QPushButton(action.icon(), name)
        button.setAccessibleDescription(action.toolTip())
        button.setFixedWidth(180)
        button.setMinimumHeight(36)
        button.clicked.connect(action.trigger)
        words = QLabel(action.toolTip())
        words.setWordWrap(True)
        words.setObjectName("faint")
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(button)
        line.addWidget(words, 1)
        column.addLayout(line)
        return button

    def _show_state(self) -> None:
        if not self.isVisible():
            return
        words = due_words(self.session.report, date.today(), local_date(self.files.settings))
        self.due.setText(words)
        self.due.setVisible(bool(words))
        self.recent.show_paths(recent(self.files.settings))
