"""The row of buttons at the foot of a dialogue."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QPushButton


def button_row(accept: str) -> tuple[QDialogButtonBox, QPushButton]:
    """The buttons of a dialogue: one that goes on, called ``accept``, and 取消."""
    buttons = QDialogButtonBox()
    go_on = QPushButton(accept)
    go_on.setObjectName("primary")
    go_on.setDefault(True)
    buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    return buttons, go_on
