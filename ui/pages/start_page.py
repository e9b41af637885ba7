"""The page 开始: a new report, one on disk, a recent one, or one begun from last year's."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from ui.pages.page import Page
from ui.session import Session


class StartPage(Page):
    """Buttons for the ways to begin; each is an action of the window, so that menu and page say the same."""

    def __init__(self, session: Session, actions: tuple[QAction, ...]) -> None:
        super().__init__(session, "start", "开始")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        for action in actions:
            button = QPushButton(action.icon(), action.text().split("(")[0])
            button.setToolTip(action.toolTip())
            button.setAccessibleDescription(action.toolTip())
            button.clicked.connect(action.trigger)
            button.setMaximumWidth(360)
            layout.addWidget(button)
        hint = QLabel("数字和文字都写在各步里；随时可以跳到任何一步，保存用 Ctrl+S。")
        hint.setObjectName("faint")
        layout.addWidget(hint)
        layout.addStretch()
