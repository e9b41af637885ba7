"""The preview as the window holds it: made when it is first shown, since what sets pages takes long to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSplitter, QWidget

from ui.session import Session
from ui.toolkit import settings as kept
from ui.toolkit.actions import action, toggle
from ui.toolkit.sizes import WIDE

if TYPE_CHECKING:
    from ui.preview.side import PreviewSide

AFTER = 200
"""Milliseconds after the start at which a wide window shows the pages."""


class PreviewLater(QObject):
    """``toggle`` and ``print`` are there from the start; ``side`` stands in ``splitter`` beside ``form`` once it was asked for."""

    def __init__(self, session: Session, settings: QSettings, form: QWidget, splitter: QSplitter) -> None:
        super().__init__(splitter)
        self.session, self.settings = session, settings
        self.form, self.splitter = form, splitter
        self.side: PreviewSide | None = None
        self._width = 0
        self.toggle = toggle(self, "打印预览", keys="F9", tip="边填边看印出来的样子（F9）")
        self.toggle.triggered.connect(lambda on: self.made().toggle.setChecked(on))
        self.print = action(self, "打印…", lambda: self.made().print_report(), QKeySequence.StandardKey.Print)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.made)

    def made(self) -> PreviewSide:
        """The preview, made now where it is not there yet."""
        if self.side is None:
            from ui.preview.side import PreviewSide

            self._timer.stop()
            self.side = PreviewSide(self.session, self.settings, self.form)
            self.side.toggle.toggled.connect(self.toggle.setChecked)
            self.splitter.addWidget(self.side)
            self.splitter.setSizes([900, 560])
            self.side.adapt(self._width)
            self.toggle.setChecked(self.side.toggle.isChecked())
        return self.side

    def adapt(self, width: int) -> None:
        """Follow the width of the window."""
        self._width = width
        if self.side is not None:
            self.side.adapt(width)
        elif width >= WIDE and kept.PREVIEW.of(self.settings):
            self._timer.start()
        else:
            self._timer.stop()

    def show_form(self) -> None:
        """Bring the form to the front, where the preview stands before it."""
        if self.side is not None:
            self.side.show_form()

    def stop(self) -> None:
        """End the work behind the pages; before the window goes."""
        self._timer.stop()
        if self.side is not None:
            self.side.stop()
