"""A total that was stated otherwise than its parts add up to: where its two figures stand in their cell, both to be read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from ui.tables.fit import PAD

GAP = 5
"""Pixels that keep two figures side by side apart, at least."""
FRAME = 4
"""Pixels of a cell's height that the mark of a fault takes."""
COMFORTABLE = 7.5
"""Points down to which figures one above the other read better than smaller ones side by side."""
LEAST_BESIDE, LEAST = 6.5, 6.0
"""Points below which figures are not set: side by side, and at all."""


@dataclass(frozen=True, slots=True)
class Pair:
    """``computed`` (with ∑) at the left, ``stated`` at the right; ``stacked``: the one above the other."""

    computed: str
    stated: str
    computed_font: QFont
    stated_font: QFont
    stacked: bool = False

    @classmethod
    def of(cls, computed: str, stated: str, rect: QRect, font: QFont, small: QFont) -> Pair:
        """Side by side where both fit, in smaller type where the column is narrow, one above the other in a high row."""
        words = f"∑{computed}"

        def beside(computed_font: QFont, stated_font: QFont) -> Pair | None:
            fits = _width(computed_font, words) + _width(stated_font, stated) + GAP <= rect.width() - 2 * PAD - 1
            return cls(words, stated, computed_font, stated_font) if fits else None

        stacked = next(
            (size for size in _sizes(small) if 2 * QFontMetrics(size).capHeight() + 2 <= rect.height() - FRAME),
            _sized(small, LEAST),
        )
        found = beside(small, font) or beside(small, small)
        if found is None and stacked.pointSizeF() < COMFORTABLE:
            smaller = (size for size in _sizes(small) if size.pointSizeF() >= LEAST_BESIDE)
            found = next((pair for size in smaller if (pair := beside(size, size))), None)
        return found or cls(words, stated, stacked, stacked, True)

    def computed_rect(self, rect: QRect) -> QRect:
        """Where the computed figure stands in the cell: a click there takes it."""
        width = _width(self.computed_font, self.computed) + 2 * PAD
        return QRect(rect.left(), rect.top(), width, rect.height() // 2 if self.stacked else rect.height())

    def draw(self, painter: QPainter, rect: QRect, computed_pen: QPen, stated_pen: QPen) -> None:
        """Draw both figures."""
        upper, lower = self.baselines(rect)
        right = rect.right() - PAD - _width(self.stated_font, self.stated)
        for spot, font, pen, text in (
            (QPoint(rect.left() + PAD, upper), self.computed_font, computed_pen, self.computed),
            (QPoint(right, lower), self.stated_font, stated_pen, self.stated),
        ):
            painter.setFont(font)
            painter.setPen(pen)
            painter.drawText(spot, text)

    def baselines(self, rect: QRect) -> tuple[int, int]:
        """Where the lines of both figures stand: their digits within the frame, with as much room between as around."""
        heights = (QFontMetrics(self.computed_font).capHeight(), QFontMetrics(self.stated_font).capHeight())
        top = rect.top() + FRAME // 2
        room = rect.height() - FRAME
        if not self.stacked:
            upper, lower = (top + (room + height) // 2 for height in heights)
            return upper, lower
        gap = max(room - sum(heights), 0) / 3
        upper = round(top + gap + heights[0])
        return upper, round(top + 2 * gap + sum(heights))


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _sized(font: QFont, points: float) -> QFont:
    other = QFont(font)
    other.setPointSizeF(points)
    return other


def _sizes(font: QFont) -> list[QFont]:
    """The font, and smaller ones down to the least by half points."""
    steps = int((font.pointSizeF() - LEAST) * 2)
    return [font, *(_sized(font, font.pointSizeF() - step / 2) for step in range(1, steps + 1))]
