"""Dropping files as a file manager does: through the window of the system, which finds the widget that takes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def files(paths: Sequence[Path]) -> QMimeData:
    """What a file manager of Linux gives: the addresses, and the paths as text besides."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(str(path) for path in paths))
    return mime


def drop_on(widget: QWidget, *paths: Path) -> None:
    """Drag files over the middle of a widget and let go."""
    mime, window = files(paths), widget.window()
    handle, spot = window.windowHandle(), widget.mapTo(window, widget.rect().center())
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(handle, QDragEnterEvent(spot, Qt.DropAction.CopyAction, mime, button, none))
    QApplication.sendEvent(handle, QDropEvent(QPointF(spot), Qt.DropAction.CopyAction, mime, button, none))
