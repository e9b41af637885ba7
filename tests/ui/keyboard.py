"""A keyboard for tests: what is typed goes to whatever has the focus, Chinese characters as an input method commits them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def keys(*pressed: str | Qt.Key) -> None:
    """Type text and press keys, one after the other."""
    for one in pressed:
        if isinstance(one, Qt.Key):
            press(one)
        elif one.isascii():
            for character in one:
                QTest.keyClicks(QApplication.focusWidget(), character)
        else:
            event = QInputMethodEvent()
            event.setCommitString(one)
            QApplication.sendEvent(QApplication.focusWidget(), event)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key in whatever has the focus."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
