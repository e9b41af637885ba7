"""The pane with the printed pages: follows the edit, zooms, and leads from a click to the cell or the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from exporters.geometry import PAGE
from models.findings import Span
from ui.preview.setting import Request, Setting
from ui.session import Session
from ui.toolkit import theme

if TYPE_CHECKING:
    from exporters.pages.places import Box

GAP = 12
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Pixels per point at 100 % scaling of the screen; 0 stands for the width of the pane."""


class PreviewPane(QAbstractScrollArea):
    """Shows the pages of the session's report. While it is hidden nothing is set or drawn."""

    zoomed = Signal()
    in_sight = Signal(int, int)
    """The page (from 0) that takes most of the pane, and how many there are."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.profile = str(QSettings().value("export/profile", ""))
        self.pages = 0
        self._images: dict[int, QImage] = {}
        self._fresh: set[int] = set()
        self._fixed = 0.0
        self._box: Box | None = None
        self._follow = True
        self.setting = Setting()
        self.setting.ready.connect(self._on_ready)
        self.setting.drawn.connect(self._on_drawn)
        self.setting.placed.connect(self._on_placed)
        self.setting.failed.connect(lambda words: session.say(words))
        self.setObjectName("pages")
        self.setAccessibleName("打印预览")
        self.setAccessibleDescription("单击页面上的文字或数字，到填写它的地方")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(280)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalScrollBar().valueChanged.connect(self._want)
        session.evaluated.connect(self.refresh)
        session.place_changed.connect(self.follow)
        session.replaced.connect(self.begin_anew)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(80)
        self._resized.timeout.connect(self._want)

    # what is shown

    def refresh(self) -> None:
        """Show the report as it is now."""
        if self.isVisible():
            self.setting.show(Request(self.session.report, self.session.figures, self.profile))

    def begin_anew(self) -> None:
        """Another report is to be shown: its first page, and no frame around a place of the one before."""
        self._images.clear()
        self._box = None
        self._follow = True
        self.verticalScrollBar().setValue(0)
        self.setting.find("", None)

    def follow(self, id: str, offset: int | None = None) -> None:
        """Scroll to what is being edited, and frame it."""
        self._follow = True
        self.setting.find(id, offset)

    def set_profile(self, name: str) -> None:
        self.profile = name
        self.refresh()

    def stop(self) -> None:
        """End the work behind the pane; before the window goes."""
        if self.setting.isRunning():
            self.setting.stop()

    @property
    def scale(self) -> float:
        """Pixels of the widget per point."""
        if self._fixed:
            return self._fixed
        return max((self.viewport().width() - 2 * GAP) / PAGE[0], 0.2)

    def zoom(self, steps: int) -> None:
        """One step larger or smaller; 0 fits the width."""
        bars = (self.verticalScrollBar(), self.horizontalScrollBar())
        middles = [(bar.value() + bar.pageStep() / 2) / (bar.maximum() + bar.pageStep() or 1) for bar in bars]
        if steps == 0:
            self._fixed = 0.0
        elif steps > 0:
            self._fixed = next((zoom for zoom in ZOOMS if zoom > self.scale * 1.01), ZOOMS[-1])
        else:
            self._fixed = next((zoom for zoom in reversed(ZOOMS) if zoom < self.scale * 0.99), ZOOMS[0])
        self._lay_out()
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
        self._want()
        self.zoomed.emit()

    def page_rect(self, page: int) -> QRect:
        """Where a page lies in the viewport."""
        width, height = round(PAGE[0] * self.scale), round(PAGE[1] * self.scale)
        left = max((self.viewport().width() - width) // 2, GAP) - self.horizontalScrollBar().value()
        return QRect(left, GAP + page * (height + GAP) - self.verticalScrollBar().value(), width, height)

    def _lay_out(self) -> None:
        width, height = round(PAGE[0] * self.scale), round(PAGE[1] * self.scale)
        port = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(GAP + self.pages * (height + GAP) - port.height(), 0))
        self.verticalScrollBar().setPageStep(port.height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, max(width + 2 * GAP - port.width(), 0))
        self.horizontalScrollBar().setPageStep(port.width())
        self.viewport().update()

    def _in_sight(self) -> list[int]:
        frame = self.viewport().rect()
        return [page for page in range(self.pages) if self.page_rect(page).intersects(frame)]

    def _want(self) -> None:
        """Have the pages in sight drawn, then their neighbours."""
        seen = self._in_sight()
        around = [page for page in (seen[0] - 1, seen[-1] + 1) if 0 <= page < self.pages] if seen else []
        self.setting.want([*seen, *around], self.scale * self._ratio)
        if seen:
            port = self.viewport().rect()
            self.in_sight.emit(max(seen, key=lambda page: (self.page_rect(page) & port).height()), self.pages)

    @property
    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _on_ready(self, pages: int) -> None:
        self.pages = pages
        self._fresh.clear()
        self._images = {page: image for page, image in self._images.items() if page < pages}
        self._lay_out()
        self._want()

    def _on_drawn(self, page: int, scale: float, image: QImage) -> None:
        image.setDevicePixelRatio(self._ratio)
        self._images[page] = image
        self._fresh.add(page)
        self.viewport().update(self.page_rect(page))

    def _on_placed(self, box: Box | None) -> None:
        self._box = box
        rect = self._place_rect()
        port, bar = self.viewport().height(), self.verticalScrollBar()
        if rect is not None and self._follow and (rect.top() < 24 or rect.bottom() > port - 24):
            bar.setValue(round(bar.value() + rect.center().y() - port / 2))
        self.viewport().update()

    def _place_rect(self) -> QRectF | None:
        """Where what is being edited lies in the viewport."""
        if self._box is None or self._box.page >= self.pages:
            return None
        page, scale, box = self.page_rect(self._box.page), self.scale, self._box
        return QRectF(page.left() + box.x * scale, page.top() + box.y * scale, box.width * scale, box.height * scale)

    # events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.setting.isRunning():
            self.setting.start()
        self._lay_out()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._images.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._resized.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.colors().ground))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_sight():
            rect = self.page_rect(page)
            image = self._images.get(page)
            if image is None:
                painter.fillRect(rect, Qt.GlobalColor.white)
            else:
                painter.drawImage(rect, image)
            painter.setPen(QColor(theme.colors().line))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self.pages == 0:
            painter.setPen(QColor(theme.colors().faint))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, "正在排版…")
        place = self._place_rect()
        if place is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.LIGHT.accent), 1.5))
            painter.drawRoundedRect(place.adjusted(-2, -1, 2, 1), 2, 2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.go_to(event.position())

    def go_to(self, spot: QPointF) -> None:
        """Go to the cell or words printed at a spot of the viewport."""
        at: QPoint = spot.toPoint()
        for page in self._in_sight():
            rect = self.page_rect(page)
            if rect.contains(at):
                x, y = (spot.x() - rect.left()) / self.scale, (spot.y() - rect.top()) / self.scale
                hit = self.setting.preview.id_at(page, x, y)
                if hit is not None:
                    span = None if hit.offset is None else Span(hit.id, hit.offset, hit.offset)
                    self.session.go_to(hit.id, span)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if delta := event.angleDelta().y():
                self.zoom(1 if delta > 0 else -1)
            return
        self._follow = False  # a person looks elsewhere: stay there until the next edit
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.zoom(steps[Qt.Key(event.key())])
            return
        self._follow = False
        super().keyPressEvent(event)
