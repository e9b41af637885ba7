"""What every page is: a widget with an id and a title that can show a place in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.findings import Span
from ui.session import Session


class Page(QWidget):
    """One step. ``page_id`` names it; ``title`` is its heading in the step list."""

    def __init__(self, session: Session, page_id: str, title: str) -> None:
        super().__init__()
        self.session = session
        self.page_id = page_id
        self.title = title
        self.setObjectName("page")
        self.setAccessibleName(title)
        session.replaced.connect(self.begin_anew)

    def begin_anew(self) -> None:
        """Another report stands in the window: nothing of the one before may stay here, whether this page is in front or not.
        Every page and what stands on it is told here and nowhere else."""

    def retire(self) -> None:
        """This page is taken away: it is told of nothing any more."""
        self.session.replaced.disconnect(self.begin_anew)

    def show_place(self, id: str, span: Span | None = None) -> None:
        """Put the cursor at the cell, text or field ``id`` (and the words of ``span``), ready to be changed."""
        self.setFocus()

    def reveal(self, id: str) -> None:
        """Show the cell, text or field ``id``, which has just changed, without opening it."""
        self.show_place(id)

    def edit_actions(self) -> list[QAction]:
        """What the menu 编辑 offers on this page."""
        return []

    def refresh_theme(self) -> None:
        """Draw again in the scheme now in use; the style sheet has dressed the ordinary controls already."""


def scrolling(page: Page) -> QVBoxLayout:
    """A layout in ``page`` that scrolls where the window is too low for all that stands in it."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    area.setWidget(inner)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return QVBoxLayout(inner)
