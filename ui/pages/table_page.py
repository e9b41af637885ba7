"""The page of a table section, generated from the form."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout

from models.findings import Span
from models.form import Section
from ui.pages.page import Page
from ui.session import Session
from ui.tables.model import TableModel
from ui.tables.view import FormTableView


class TablePage(Page):
    """The table with its help line."""

    def __init__(self, session: Session, section: Section, settings: QSettings) -> None:
        super().__init__(session, section.number, section.title)
        assert section.table is not None
        self.table = section.table
        self.model = TableModel(session, section.table, self)
        self.view = FormTableView(self.model)
        self.help = QLabel()
        self.help.setObjectName("help")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 0)
        layout.setSpacing(4)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.help)
        self.view.cursor_moved.connect(self._moved)
        self.model.understood.connect(self._understood)

    def show_place(self, id: str, span: Span | None = None) -> None:
        if id in self.model.shape.spots:
            self.view.show_cell(id)
        else:
            self.view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.at(cell.id if (cell := self.view.current_cell) else "")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.session.at("")

    def _moved(self, id: str) -> None:
        if self.isVisible():
            self.session.at(id)
        if id:
            cell = self.session.form.cells[id]
            self.help.setText(f"{cell.row.name} · {cell.column.name}　{cell.help}".replace("\n", "　"))

    def _understood(self, note: str) -> None:
        if note:
            self.help.setText(note)
