"""Draws the places of a table: labels as on the official form, figures with what is said about them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon

from models.findings import Severity
from models.grid import Role
from ui.tables.fit import PAD
from ui.tables.looks import Look
from ui.tables.pair import Pair
from ui.toolkit.theme import MARKS, Colors

_Flag = Qt.AlignmentFlag
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
CENTER = _Flag.AlignCenter.value | _WRAP
LEFT = (_Flag.AlignLeft | _Flag.AlignVCenter).value
LEFT_WRAPPED = LEFT | _WRAP
RIGHT = (_Flag.AlignRight | _Flag.AlignVCenter).value


class Brushes:
    """The colours and fonts of one scheme, made once: the way of a keystroke makes no objects it can spare."""

    def __init__(self, scheme: Colors, font: QFont) -> None:
        self.scheme = scheme
        self.font = QFont(font)
        self.font.setFeature(QFont.Tag("tnum"), 1)
        self.small = QFont(font)
        self.small.setPointSizeF(font.pointSizeF() - 1.5)
        self.bold = QFont(font)
        self.bold.setBold(True)
        for name in ("paper", "label", "given", "trace", "select", "error_ground", "part_ground", "warning_ground"):
            setattr(self, name, QColor(getattr(scheme, name)))
        self.text = QPen(QColor(scheme.text))
        self.faint = QPen(QColor(scheme.faint))
        self.grid = QPen(QColor(scheme.grid))
        self.accent = QPen(QColor(scheme.accent), 2)
        self.link = QPen(QColor(scheme.accent))
        self.error = QPen(QColor(scheme.error))
        self.error_frame = QPen(QColor(scheme.error), 2)
        self.part_frame = QPen(QColor(scheme.error), 1, Qt.PenStyle.DashLine)
        self.warning = QPen(QColor(scheme.warning))

    paper: QColor
    label: QColor
    given: QColor
    trace: QColor
    select: QColor
    error_ground: QColor
    part_ground: QColor
    warning_ground: QColor


def evenly(text: str, width: int, metrics: QFontMetrics) -> str:
    """A head broken into lines where it does not fit one, not one character to a line: words have two, 社会公益 over 组织."""
    if "\n" in text or len(text) < 4 or (advance := metrics.horizontalAdvance(text)) <= width:
        return text
    lines = -(-advance // max(width, 1))
    size = -(-len(text) // lines)
    if size % 2 and (size + 1) * advance <= width * len(text):
        size += 1
    return "\n".join(text[at : at + size] for at in range(0, len(text), size))


def draw_label(
    painter: QPainter, brushes: Brushes, rect: QRect, text: str, role: Role, traced: bool, seen: QRect
) -> None:
    """A stub, head, corner or title; its text stands in the middle of the part that is ``seen``."""
    painter.fillRect(rect, brushes.trace if traced else brushes.paper if role is Role.TITLE else brushes.label)
    painter.setPen(brushes.grid)
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if text:
        painter.setFont(brushes.small if role is Role.CORNER else brushes.font)
        painter.setPen(brushes.text)
        inner = (rect & seen).adjusted(PAD, -2, -PAD, 0)  # glyphs stand below the middle of their line
        wide = role is Role.STUB and rect.height() < 3 * painter.fontMetrics().height()
        if role is Role.HEAD:
            text = evenly(text, inner.width(), painter.fontMetrics())
        painter.drawText(inner, LEFT_WRAPPED if wide else CENTER, text)


def pair_of(brushes: Brushes, rect: QRect, look: Look) -> Pair:
    """The two figures of a total that was stated otherwise."""
    return Pair.of(look.computed, look.text, rect, brushes.font, brushes.small)


def draw_number(
    painter: QPainter,
    brushes: Brushes,
    rect: QRect,
    look: Look,
    selected: bool,
    traced: bool,
    here: bool,
    last: str = "",
) -> None:
    """One figure: ``selected`` with others, ``traced`` in the cursor's row or column, ``here`` under the cursor."""
    mark = look.mark
    if mark is Severity.ERROR:
        ground = brushes.error_ground
    elif look.part:
        ground = brushes.part_ground
    elif mark is Severity.WARNING:
        ground = brushes.warning_ground
    elif selected and not here:
        ground = brushes.select
    elif look.derived:
        ground = brushes.given
    else:
        ground = brushes.trace if traced and not here else brushes.paper
    painter.fillRect(rect, ground)
    painter.setPen(brushes.grid)
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if mark is Severity.ERROR and not here:
        painter.setPen(brushes.error_frame)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
    elif look.part and not here:
        painter.setPen(brushes.part_frame)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
    if here:
        painter.setPen(brushes.accent)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
    elif selected and mark is not None:
        painter.setPen(brushes.link)
        painter.drawRect(rect.adjusted(3, 3, -4, -4))
    inner = rect.adjusted(PAD, -2, -PAD - 1, 0)
    if mark is not None and not look.computed:
        painter.setFont(brushes.small)
        painter.setPen(brushes.error if mark is Severity.ERROR else brushes.warning)
        painter.drawText(inner, LEFT, MARKS[mark])
    elif look.computed:
        pair_of(brushes, rect, look).draw(painter, rect, brushes.link, brushes.text)
    elif last:
        painter.setFont(brushes.small)
        painter.setPen(brushes.faint)
        painter.drawText(inner, LEFT, last)
    if look.text and not look.computed:
        painter.setFont(brushes.font)
        painter.setPen(brushes.error if look.wrong else brushes.faint if look.derived else brushes.text)
        text = look.text
        if look.wrong:
            room = inner.width() - (12 if mark else 0)
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, RIGHT, text)
    if look.memo:
        _corner(painter, brushes.warning.color(), rect.bottomLeft(), QPoint(7, 0), QPoint(0, -7))
    if look.remark:
        _corner(painter, brushes.link.color(), rect.topRight(), QPoint(-6, 0), QPoint(0, 6))


def _corner(painter: QPainter, color: QColor, corner: QPoint, along: QPoint, up: QPoint) -> None:
    """A small triangle in a corner of a cell."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygon([corner, corner + along, corner + up]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
