"""The lines above the page in which the program says what happened, and what to do: no box stops the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.findings import Severity
from ui.session.notice import Notice
from ui.toolkit.theme import MARKS

SHOWN_FOR = 12_000
"""Milliseconds after which a hint goes by itself; warnings and errors stay until closed or answered."""


class NoticeLine(QFrame):
    """One notice with its buttons."""

    def __init__(self, notice: Notice, parent: NoticeBar) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("notice")
        self.setProperty("severity", notice.severity.value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        label = QLabel(f"{MARKS[notice.severity]} {notice.text}")
        label.setWordWrap(True)
        layout.addWidget(label, 1)
        self.setAccessibleName(f"{notice.severity.word}：{notice.text}")
        self.buttons: list[QPushButton] = []
        for name, act in notice.actions:
            button = QPushButton(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where the clerk was typing
            button.clicked.connect(lambda _checked=False, act=act: self._answer(act))
            layout.addWidget(button)
            self.buttons.append(button)
        close = QPushButton("关闭")
        close.setObjectName("flat")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(lambda: parent.remove(self))
        layout.addWidget(close)
        if not notice.stays and notice.severity is Severity.INFO:
            QTimer.singleShot(SHOWN_FOR, self, lambda: parent.remove(self))

    def _answer(self, act: object) -> None:
        bar = self.parentWidget()
        if isinstance(bar, NoticeBar):
            bar.remove(self)
        if callable(act):
            act()


class NoticeBar(QWidget):
    """The notices that stand at present, newest last; at most three."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[NoticeLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.hide()

    @property
    def notices(self) -> list[Notice]:
        return [line.notice for line in self.lines]

    def show_notice(self, notice: Notice) -> None:
        for line in list(self.lines):
            same = notice.key and line.notice.key == notice.key
            if same or line.notice.text == notice.text:
                self.remove(line)
        while len(self.lines) >= 3:
            self.remove(next((line for line in self.lines if not line.notice.stays), self.lines[0]))
        line = NoticeLine(notice, self)
        self.lines.append(line)
        self._layout.addWidget(line)
        self.show()

    def withdraw(self, key: str) -> None:
        """Take away the notice of this key: what it said no longer holds."""
        for line in [line for line in self.lines if line.notice.key == key]:
            self.remove(line)

    def forget_report(self) -> None:
        """Another report stands in the window: what was said of the one before goes with it."""
        for line in [line for line in self.lines if not line.notice.beyond]:
            self.remove(line)

    def remove(self, line: NoticeLine) -> None:
        if line in self.lines:
            self.lines.remove(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self.lines))
