"""Last year's text beside this year's, with the passages that both have."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QTextEdit, QVBoxLayout, QWidget

from models.editions import between
from models.report import Report
from models.similarity import common_passages
from models.texts import printed_text
from models.totals import evaluate
from ui.session import Session
from ui.toolkit.qt import marked
from ui.toolkit.theme import colors

PAUSE = 300
"""Milliseconds without a change after which the two texts are compared."""


class LastYear(QWidget):
    """Shows the text of ``session.previous`` that tells the same, read-only; hidden by its owner where there is none."""

    def __init__(self, session: Session, text_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.text_id = text_id
        self.name = ""
        self._of: Report | None = None
        self.heading = QLabel()
        self.heading.setObjectName("faint")
        self.text = QTextEdit(readOnly=True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.document().setDocumentMargin(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.text, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.mark)
        self.refresh()

    @property
    def available(self) -> bool:
        return bool(self.text.toPlainText())

    def _source(self, previous: Report) -> str:
        """The text of last year's form that became this one; "" where it had none."""
        texts = between(previous.form, self.session.form).texts
        return next((old for old, new in texts.items() if new == self.text_id), "")

    def begin_anew(self) -> None:
        """Another report stands in the window, perhaps with another last year."""
        self.text.setExtraSelections([])
        self.text.verticalScrollBar().setValue(0)
        self._show(self.session.previous)

    def refresh(self) -> None:
        self._pause.start()
        if self.session.previous is not self._of:
            self._show(self.session.previous)

    def _show(self, previous: Report | None) -> None:
        self._of = previous
        shown = printed_text(previous, evaluate(previous), self._source(previous)) if previous is not None else ""
        year = previous.year if previous is not None else None
        self.name = f"{year}年的文字" if year else "去年的文字"
        self.heading.setText(self.name)
        self.text.setAccessibleName(self.name)
        if shown == self.text.toPlainText():
            return
        self.text.setPlainText(shown)
        format = QTextBlockFormat()
        format.setTextIndent(2 * self.text.fontMetrics().horizontalAdvance("国"))
        format.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(format)

    def mark(self) -> None:
        """Mark the passages that this year's text has too; digits count as alike."""
        if not self.available or self.isHidden():
            return
        shown = self.text.toPlainText()
        passages = common_passages(printed_text(self.session.report, self.session.figures, self.text_id), shown)
        self.text.setExtraSelections([self._marked(shown, p.last, p.last + p.length) for p in passages])
        self.heading.setText(f"{self.name}（标出的和今年相同）" if passages else self.name)

    def _marked(self, shown: str, start: int, end: int) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(_units(shown[:start]))
        cursor.setPosition(_units(shown[:end]), QTextCursor.MoveMode.KeepAnchor)
        format = QTextCharFormat()
        format.setBackground(QColor(colors().trace))
        return marked(cursor, format)


def _units(text: str) -> int:
    """The length of a text as Qt counts it, a rare character twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
