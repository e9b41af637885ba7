"""The labels that stay while a table scrolls: stubs at the left, heads above, the corner between them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from models.grid import Place, Role
from ui.tables.painting import Brushes, draw_label
from ui.tables.shape import Shape, Spot


class LabelHeader(QHeaderView):
    """A header of a table view that draws the merged labels of the official form.

    ``sizes`` are its stub columns or head rows in pixels; the sections are the body's rows or columns.
    """

    def __init__(self, orientation: Qt.Orientation, shape: Shape, brushes: Brushes, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._upright = orientation is Qt.Orientation.Vertical
        self.shape = shape
        self.brushes = brushes
        self.sizes: tuple[int, ...] = ()
        self.current: Spot | None = None
        self.body_width = 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)
        self.setAccessibleName("行的项目" if self._upright else "列的项目")
        resize = QHeaderView.ResizeMode.Fixed if self._upright else QHeaderView.ResizeMode.Interactive
        self.setSectionResizeMode(resize)

    @property
    def places(self) -> tuple[Place, ...]:
        return self.shape.stubs if self._upright else self.shape.heads

    def set_sizes(self, sizes: tuple[int, ...]) -> None:
        if sizes != self.sizes:
            self.sizes = sizes
            self.updateGeometry()
            self.geometriesChanged.emit()
            self.viewport().update()

    def set_current(self, spot: Spot | None) -> None:
        """Trace the labels of this spot."""
        if spot == self.current:
            return
        before = {place for place in self.places if self.traced(place)}
        self.current = spot
        for place in before ^ {place for place in self.places if self.traced(place)}:
            self.viewport().update(self.place_rect(place))

    def sizeHint(self) -> QSize:
        total = sum(self.sizes)
        return QSize(total, 0) if self._upright else QSize(0, total)

    def place_rect(self, place: Place) -> QRect:
        """Where a place stands in this header; a title reaches on beyond it, into the body."""
        row, column = self.shape.spot(place)
        if self._upright:
            top = self.sectionViewportPosition(row)
            height = sum(self.sectionSize(row + i) for i in range(place.rowspan))
            first = place.column
            left = sum(self.sizes[:first])
            width = sum(self.sizes[first : first + place.colspan])
            if place.column + place.colspan > len(self.sizes):
                width += self.body_width
            return QRect(left, top, width, height)
        left = self.sectionViewportPosition(column)
        width = sum(self.sectionSize(column + i) for i in range(place.colspan))
        top = sum(self.sizes[: place.row])
        return QRect(left, top, width, sum(self.sizes[place.row : place.row + place.rowspan]))

    def traced(self, place: Place) -> bool:
        if self.current is None or place.role not in (Role.STUB, Role.HEAD):
            return False
        row, column = self.shape.spot(place)
        at, first, span = (
            (self.current[0], row, place.rowspan) if self._upright else (self.current[1], column, place.colspan)
        )
        return first <= at < first + span

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        region = event.region()
        seen = self.viewport().rect()
        painter.fillRect(event.rect(), self.palette().window())
        for place in self.places:
            rect = self.place_rect(place)
            if region.intersects(rect):
                reach = seen.united(rect) if place.role is Role.TITLE else seen
                draw_label(painter, self.brushes, rect, place.text, place.role, self.traced(place), reach)
        painter.setPen(self.brushes.grid)
        end = min(self.length() - self.offset(), seen.height() if self._upright else seen.width()) - 1
        painter.drawLine(QPoint(0, 0), QPoint(0, end) if self._upright else QPoint(end, 0))


class Corner(QWidget):
    """The corner cell of the form, above the stubs and beside the heads."""

    def __init__(self, shape: Shape, brushes: Brushes, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = shape.corner
        self.brushes = brushes
        if self.place:
            self.setToolTip(self.place.text)
            self.setAccessibleName(self.place.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.place:
            draw_label(painter, self.brushes, self.rect(), self.place.text, Role.CORNER, False, self.rect())
        painter.setPen(self.brushes.grid)
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.drawLine(self.rect().topLeft(), self.rect().bottomLeft())
