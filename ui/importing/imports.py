"""Importing as the window offers it: one action, and files dropped anywhere on the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QAction, QDropEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.importing.flow import Import, ask_files, import_files
from ui.session import Session


def dropped_files(mime: QMimeData) -> list[Path]:
    """The files on this machine that are being dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.Drop)


class Imports(QObject):
    """``action`` asks for files; a drop on ``window`` imports them without asking. One import at a time."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.window = window
        self.running: Import | None = None
        self.action = QAction("导入(&I)…", self)
        self.action.setToolTip("从 Excel、Word、网页、PDF、文本或依申请公开台账读入数字和文字，先预览再写入。")
        self.action.setShortcut(QKeySequence("Ctrl+I"))
        self.action.triggered.connect(lambda _checked=False: self.ask())
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def ask(self) -> None:
        if self.running is None:
            self._start(ask_files(self.session, self.window))

    def import_paths(self, paths: Sequence[Path]) -> None:
        if paths and self.running is None:
            self._start(import_files(self.session, paths, self.window))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # an event of dragging is a kind of drop event
        if isinstance(event, QDropEvent) and event.type() in _DRAGGED and (paths := dropped_files(event.mimeData())):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.import_paths(paths)
            return True
        return super().eventFilter(watched, event)

    def _start(self, running: Import | None) -> None:
        if running is not None:
            self.running = running
            running.over.connect(self._over)

    def _over(self, _applied: bool) -> None:
        self.running = None
