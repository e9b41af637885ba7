"""The page of a text section: one editor for each text, bound to the session."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout

from models.findings import Span
from models.form import Part, Section
from ui.pages.page import Page
from ui.session import Session


class TextEditor(QPlainTextEdit):
    """An editor of one text; its own undo is off, since there is one history for all."""

    def __init__(self, session: Session, part: Part) -> None:
        super().__init__()
        self._session = session
        self._part = part
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(part.title)
        self.setPlaceholderText(part.prompt)
        self.refresh()
        self.textChanged.connect(self._commit)

    def refresh(self) -> None:
        """Show what the report holds, keeping the cursor."""
        text = self._session.report.text(self._part.id)
        self.setReadOnly(self._session.read_only)
        if text != self.toPlainText():
            blocked = self.blockSignals(True)
            position = min(self.textCursor().position(), len(text))
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(position)
            self.setTextCursor(cursor)
            self.blockSignals(blocked)

    def _commit(self) -> None:
        id = self._part.id
        self._session.edit({id: self.toPlainText()}, f"修改“{self._part.title}”", merge_key=f"text:{id}")


class TextPage(Page):
    """A section of text: its whole, or its parts."""

    def __init__(self, session: Session, section: Section) -> None:
        super().__init__(session, section.number, section.title)
        own = Part(section.number, section.title, section.prompt)
        self.editors: dict[str, TextEditor] = {}
        layout = QVBoxLayout(self)
        for part in (own, *section.parts):
            label = QLabel(part.title)
            label.setObjectName("heading")
            self.editors[part.id] = editor = TextEditor(session, part)
            label.setBuddy(editor)
            layout.addWidget(label)
            layout.addWidget(editor)
        session.changed.connect(self._refresh)
        session.replaced.connect(self._refresh)

    def show_place(self, id: str, span: Span | None = None) -> None:
        editor = self.editors.get(id) or next(iter(self.editors.values()))
        if span is not None:
            length = len(editor.toPlainText())
            cursor = editor.textCursor()
            cursor.setPosition(min(span.start, length))
            cursor.setPosition(min(span.end, length), QTextCursor.MoveMode.KeepAnchor)
            editor.setTextCursor(cursor)
        editor.setFocus()

    def _refresh(self) -> None:
        for editor in self.editors.values():
            editor.refresh()
