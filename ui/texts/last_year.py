"""Last year's text beside this year's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QTextEdit, QVBoxLayout, QWidget

from models.texts import printed_text
from models.totals import evaluate
from ui.session import Session


class LastYear(QWidget):
    """Shows the text of the same id in ``session.previous``, read-only; hidden by its owner where there is none."""

    def __init__(self, session: Session, text_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.text_id = text_id
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
        self.refresh()

    @property
    def available(self) -> bool:
        return bool(self.text.toPlainText())

    def refresh(self) -> None:
        previous = self.session.previous
        shown = printed_text(previous, evaluate(previous), self.text_id) if previous is not None else ""
        if shown == self.text.toPlainText():
            return
        year = previous.year if previous is not None else None
        self.heading.setText(f"{year}年的文字" if year else "去年的文字")
        self.text.setAccessibleName(self.heading.text())
        self.text.setPlainText(shown)
        format = QTextBlockFormat()
        format.setTextIndent(2 * self.text.fontMetrics().horizontalAdvance("国"))
        format.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(format)
