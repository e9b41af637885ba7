"""What stands in an open editor but was not entered yet: a shortcut such as Ctrl+S must not leave it behind."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit

from ui.tables.editor import CellEditor
from ui.toolkit.composing import finish_composition


def take_what_is_typed() -> None:
    """Enter what is typed in the control with the focus, which stays as it is."""
    finish_composition()
    focused = QApplication.focusWidget()
    if isinstance(focused, CellEditor):
        focused.view.commitData(focused)
    elif isinstance(focused, QLineEdit):
        focused.editingFinished.emit()
