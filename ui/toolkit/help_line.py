"""One line of text that changes with every move of the cursor: drawn without laying the window out anew."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.toolkit.theme import colors

LAGGING = 40
"""Milliseconds after which the line is drawn: off the way of a keystroke, of which so long a text would take a tenth."""


class HelpLine(QWidget):
    """Shows ``text``, cut off with … where the window is too narrow; the tooltip has it whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._lag = QTimer(self)
        self._lag.setSingleShot(True)
        self._lag.setInterval(LAGGING)
        self._lag.timeout.connect(self._show)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies behind is not drawn again
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._lag.start()

    def _show(self) -> None:
        self.setAccessibleName(self._text)
        self.setToolTip(self._text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().ground))
        painter.setPen(QColor(colors().faint))
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter.value, shown)
