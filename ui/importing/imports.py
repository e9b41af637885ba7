"""Importing as the window offers it: actions for its menus, and files dropped anywhere on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from models.storage import SUFFIX
from ui.session import Session
from ui.toolkit.actions import action

if TYPE_CHECKING:  # the readers and dialogues are loaded when something is imported: the start waits for none of them
    from ui.importing.flow import Import

_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.Drop)


def files_in(mime: QMimeData) -> list[Path]:
    """The files on this machine that are being dropped or pasted."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class Imports(QObject):
    """``files`` asks for files, ``paste`` takes the clipboard, ``last_year`` brings last year's report into the present one; a
    drop on ``window`` imports without asking. One import at a time. ``open_report`` opens a report file, for one that is
    dropped while nothing has been filled in."""

    imported = Signal()
    """Something was read into the report."""

    def __init__(self, session: Session, window: QWidget, open_report: Callable[[Path], object] | None = None) -> None:
        super().__init__(window)
        self.session = session
        self.window = window
        self.running: Import | None = None
        self._open_report = open_report
        self.files = action(
            self,
            "导入(&I)…",
            self.ask,
            "Ctrl+I",
            tip="从 Excel、Word、网页、PDF、OFD、文本或依申请公开台账读入数字和文字，先预览再写入；也可以把文件拖到窗口上。",
        )
        self.paste = action(
            self,
            "粘贴整份报告(&V)…",
            self.import_clipboard,
            "Ctrl+Shift+V",
            tip="把在 Word、Excel 或网页中复制的报告读入，先预览再写入。",
        )
        self.last_year = action(
            self,
            "带入上年报告的内容(&B)…",
            self.ask_last_year,
            tip="把上年的结转数、单位信息和文字底稿带入正在填写的报告，先预览再写入。",
        )
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def ask(self) -> None:
        from ui.importing.flow import FILTER

        if self.running is None:
            names, _ = QFileDialog.getOpenFileNames(self.window, "导入", "", FILTER)
            self.import_paths([Path(name) for name in names])

    def ask_last_year(self) -> None:
        from ui.importing.flow import FILTER, start_from_last_year

        if self.running is None:
            name, _ = QFileDialog.getOpenFileName(self.window, "选择上年的报告", "", FILTER)
            if name:
                self._start(start_from_last_year(self.session, Path(name), self.window))

    def import_paths(self, paths: Sequence[Path]) -> Import | None:
        """Import these files; None where nothing is to be read, or another import is on its way."""
        from ui.importing.flow import import_files

        if not paths or self.running is not None:
            return None
        is_report = len(paths) == 1 and paths[0].suffix.lower() == SUFFIX
        if is_report and self._open_report is not None and not self.session.report.values:
            self._open_report(paths[0])
            return None
        return self._start(import_files(self.session, paths, self.window))

    def import_clipboard(self) -> None:
        """Import what is on the clipboard: files, or the marked-up or plain text of a report."""
        from importers.text.clipboard import read_pasted
        from ui.importing.flow import form_of, import_data

        if self.running is not None:
            return
        mime = QGuiApplication.clipboard().mimeData() or QMimeData()
        if paths := files_in(mime):
            self.import_paths(paths)
            return
        html, text = mime.html() if mime.hasHtml() else None, mime.text() if mime.hasText() else None
        form = form_of(self.session.report)
        self._start(import_data(self.session, lambda: read_pasted(html, text, form=form), "粘贴的内容", self.window))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # an event of dragging is a kind of drop event
        if isinstance(event, QDropEvent) and event.type() in _DRAGGED and (paths := files_in(event.mimeData())):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.import_paths(paths)
            return True
        return super().eventFilter(watched, event)

    def _start(self, running: Import) -> Import:
        self.running = running
        running.over.connect(self._over)
        return running

    def _over(self, applied: bool) -> None:
        self.running = None
        if applied:
            self.imported.emit()
