"""Sizes of windows and dialogues: within the screen, and as a person left them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSettings, QSize
from PySide6.QtWidgets import QHeaderView, QWidget
from shiboken6 import isValid

from ui.toolkit.settings import SIZES

FRAME = QSize(16, 48)
"""Pixels that the frame of a window and a bar of the desktop may take."""

WIDE = 1500
"""Width of a window from which form and pages stand side by side."""


def fitted(window: QWidget, size: QSize) -> QSize:
    """This size, or less where the screen is smaller, as a large one is at 200 %."""
    return size.boundedTo(window.screen().availableSize() - FRAME)


class KeptSizes(QObject):
    """Gives a window the size, and its tables the widths of columns, that they had when it was last put away."""

    def __init__(
        self, window: QWidget, key: str, size: QSize, headers: Mapping[str, QHeaderView] | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._key, self._headers = window, f"{SIZES}/{key}", dict(headers or {})
        self._settings = QSettings()
        stored = self._settings.value(f"{self._key}/window")
        window.resize(fitted(window, stored if isinstance(stored, QSize) else size))
        for name, header in self._headers.items():
            if state := self._settings.value(self._of(name, header)):
                header.restoreState(state)
        window.installEventFilter(self)

    def _of(self, name: str, header: QHeaderView) -> str:
        return f"{self._key}/{name}{header.count()}"  # the widths of other columns would mean nothing here

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._store()
        return False

    def _store(self) -> None:
        window: QWidget | None = getattr(
            self, "_window", None
        )  # gone where Python, or the window above, is taken apart
        if window is None or not isValid(window):
            return
        if not window.isMaximized():
            self._settings.setValue(f"{self._key}/window", window.size())
        for name, header in self._headers.items():
            self._settings.setValue(self._of(name, header), header.saveState())
