"""The row of buttons at the foot of a dialogue."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton


def button_row(accept: str, dialog: QDialog) -> tuple[QDialogButtonBox, QPushButton]:
    """The buttons of ``dialog``: one that goes on, called ``accept``, which Enter presses, and 取消."""
    buttons = QDialogButtonBox(dialog)
    go_on = QPushButton(accept)
    go_on.setObjectName("primary")
    buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    go_on.setDefault(True)  # only now: Qt asks the dialogue that the button stands in
    return buttons, go_on


def make_default(button: QPushButton, *among: QPushButton) -> None:
    """Let Enter press ``button`` and it look so, and none of the others."""
    for other in among:
        other.setObjectName("primary" if other is button else "")
        other.style().unpolish(other)
        other.style().polish(other)
    button.setDefault(True)
