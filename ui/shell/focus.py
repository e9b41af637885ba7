"""Where the cursor goes when the control that had it vanishes: back to where the person was working.

Left alone, Qt hands the focus to whatever comes next in the tab order: after a fix, say, to the button of another finding,
which the next Enter would press.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

WORKED_IN = (QAbstractItemView, QTextEdit, QPlainTextEdit, QLineEdit, QComboBox, QAbstractSpinBox)


class FocusKeeper(QObject):
    """Watches one window. ``home`` puts the cursor into the page in front, where nothing was worked in before."""

    def __init__(self, window: QWidget, home: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._worked_in: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QAbstractButton) and self._mine(old) and (new is None or _vanished(old)):
            QTimer.singleShot(0, self, self._back)
        elif isinstance(new, WORKED_IN) and self._mine(new):
            self._worked_in = new

    def _back(self) -> None:
        """Put the cursor back, unless something is asked of the person just now."""
        if QApplication.activeModalWidget() is not None or not self._window.isActiveWindow():
            return
        worked_in = self._worked_in
        if worked_in is not None and isValid(worked_in) and not _vanished(worked_in):
            worked_in.setFocus()
        else:
            self._home()

    def _mine(self, widget: QWidget) -> bool:
        return self._window.isAncestorOf(widget)


def _vanished(widget: QWidget) -> bool:
    return not widget.isVisible() or not widget.isEnabled()
