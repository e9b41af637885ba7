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
        self.outermost = False  # no corner and no other header stands before this one: it draws the edge there
        self.body_width = 0
        self._rects: dict[Place, QRect] | None = None
        self._traced: frozenset[Place] = frozenset()
        self._lines = self._labels_by_line()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)
        self.setAccessibleName("行的项目" if self._upright else "列的项目")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        resize = QHeaderView.ResizeMode.Fixed if self._upright else QHeaderView.ResizeMode.Interactive
        self.setSectionResizeMode(resize)

    def _labels_by_line(self) -> tuple[frozenset[Place], ...]:
        """For each section: the labels that name it."""
        count = self.shape.rows if self._upright else self.shape.columns
        lines: list[set[Place]] = [set() for _ in range(count)]
        for place in self.places:
            if place.role in (Role.STUB, Role.HEAD):
                row, column = self.shape.spot(place)
                first, span = (row, place.rowspan) if self._upright else (column, place.colspan)
                for line in lines[first : first + span]:
                    line.add(place)
        return tuple(frozenset(line) for line in lines)

    @property
    def places(self) -> tuple[Place, ...]:
        return self.shape.stubs if self._upright else self.shape.heads

    def set_sizes(self, sizes: tuple[int, ...]) -> None:
        if sizes != self.sizes:
            self.sizes = sizes
            self.forget_rects()
            self.updateGeometry()
            self.geometriesChanged.emit()
            self.viewport().update()

    def set_current(self, spot: Spot | None) -> None:
        """Trace the labels of this spot; only those whose trace changes are drawn again."""
        if spot == self.current:
            return
        before, self.current = self._traced, spot
        self._traced = frozenset() if spot is None else self._lines[spot[0] if self._upright else spot[1]]
        for place in before ^ self._traced:
            self.viewport().update(self.place_rect(place))

    def sizeHint(self) -> QSize:
        total = sum(self.sizes)
        return QSize(total, 0) if self._upright else QSize(0, total)

    def place_rect(self, place: Place) -> QRect:
        """Where a place stands in this header; a title reaches on beyond it, into the body."""
        rect = self.rects[place]
        return rect.translated(0, -self.offset()) if self._upright else rect.translated(-self.offset(), 0)

    @property
    def rects(self) -> dict[Place, QRect]:
        """Where each place stands as long as nothing is scrolled; kept until a size changes."""
        if self._rects is None:
            self._rects = {place: self._rect(place) for place in self.places}
        return self._rects

    def forget_rects(self) -> None:
        """A size has changed."""
        self._rects = None

    def _rect(self, place: Place) -> QRect:
        row, column = self.shape.spot(place)
        if self._upright:
            height = sum(self.sectionSize(row + i) for i in range(place.rowspan))
            first = place.column
            width = sum(self.sizes[first : first + place.colspan])
            if first + place.colspan > len(self.sizes):
                width += self.body_width
            return QRect(sum(self.sizes[:first]), self.sectionPosition(row), width, height)
        width = sum(self.sectionSize(column + i) for i in range(place.colspan))
        height = sum(self.sizes[place.row : place.row + place.rowspan])
        return QRect(self.sectionPosition(column), sum(self.sizes[: place.row]), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        region = event.region()
        seen = self.viewport().rect()
        painter.fillRect(event.rect(), self.palette().window())
        x, y = (0, self.offset()) if self._upright else (self.offset(), 0)
        for place, kept in self.rects.items():
            rect = kept.translated(-x, -y) if x or y else kept
            if region.intersects(rect):
                reach = seen.united(rect) if place.role is Role.TITLE else seen
                draw_label(painter, self.brushes, rect, place.text, place.role, place in self._traced, reach)
        painter.setPen(self.brushes.grid)
        end = min(self.length() - self.offset(), seen.height() if self._upright else seen.width()) - 1
        painter.drawLine(QPoint(0, 0), QPoint(0, end) if self._upright else QPoint(end, 0))
        if self.outermost:
            painter.drawLine(QPoint(0, 0), QPoint(seen.width(), 0) if self._upright else QPoint(0, seen.height()))


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
