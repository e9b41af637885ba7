"""Bound figures in a document: one object character that draws the number of its cell and says which cell it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from models.form import Cell, plain
from ui.texts.flat import OBJECT, PICTURED, Flat
from ui.toolkit import theme

CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
EXHIBIT = QTextFormat.ObjectTypes.UserObject.value + 2
CELL = QTextFormat.Property.UserProperty.value + 1
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）、.]*")
_COMMON = re.compile(r"^本年度?|政府信息公开申请|数量$|（.*）$")


def caption(cell: Cell) -> str:
    """A short name of a cell, for example 新收 · 总计; the full one is ``cell.name``."""
    words: list[str] = []
    for leaf in (cell.row, cell.column):
        nodes = [node for node in leaf.path if node.label and node.name != ""]
        words += [_shortened(plain(node.label)) for node in nodes[-1:]]
    if len(set(words)) < len(words) and len(cell.row.path) > 1:
        words[0] = _shortened(plain(cell.row.path[-2].label))  # the total of totals: of what, says the group above
    words = [word if len(word) <= 10 else f"{word[:9]}…" for word in words]
    if not words[1:] and len(cell.column.path) > 1:
        words.insert(0, cell.column.path[-2].name or plain(cell.column.path[-2].label))
    return " ".join(words)


def _shortened(label: str) -> str:
    return _COMMON.sub("", _COMMON.sub("", _NUMBERING.sub("", label))) or label


class ChipObject(QPyTextObject):
    """Draws every chip of a document; ``figure`` gives the printed number of a cell, ``name`` its caption."""

    def __init__(self, figure: Callable[[str], str], name: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._figure = figure
        self._name = name

    def _fonts(self, format: QTextFormat) -> tuple[QFont, QFont]:
        font = format.toCharFormat().font()
        small = QFont(font)
        small.setPointSizeF(max(font.pointSizeF() * 0.68, 7))
        return font, small

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        font, small = self._fonts(format)
        cell = str(format.property(CELL))
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(self._figure(cell)) + QFontMetricsF(small).horizontalAdvance(self._name(cell))
        return QSizeF(width + 16, metrics.ascent() + 3)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        font, small = self._fonts(format)
        cell = str(format.property(CELL))
        scheme = theme.colors()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(rect)
        box = rect.adjusted(1.5, 0.5, -1.5, QFontMetricsF(font).descent())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.trace))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(scheme.text))
        painter.setFont(font)
        baseline = rect.bottom() - 3
        figure = self._figure(cell)
        painter.drawText(QPointF(rect.left() + 6, baseline), figure)
        left = rect.left() + 10 + QFontMetricsF(font).horizontalAdvance(figure)
        painter.setPen(QColor(scheme.faint))
        painter.setFont(small)
        painter.drawText(QPointF(left, baseline), self._name(cell))
        painter.restore()


def insert(cursor: QTextCursor, flat: Flat) -> None:
    """Insert text with figures at the cursor, replacing what is selected, in one edit block."""
    plain_format = QTextCharFormat()
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    cells = iter(flat.cells)
    for index, piece in enumerate(flat.text.split(OBJECT)):
        if index:
            chip = QTextCharFormat()
            cell = next(cells)
            chip.setObjectType(EXHIBIT if cell.startswith(PICTURED) else CHIP)
            chip.setProperty(CELL, cell)
            chip.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
            cursor.insertText(OBJECT, chip)
        if piece:
            cursor.insertText(piece, plain_format)
    cursor.endEditBlock()


def flat_of(document: QTextDocument) -> Flat:
    """The text of a document with its figures; line separators inside a paragraph count as paragraph ends."""
    text = document.toPlainText()
    if OBJECT not in text:
        return Flat(text)
    cells = []
    cursor = QTextCursor(document)
    position = document.find(OBJECT, 0)
    while not position.isNull():
        cursor.setPosition(position.selectionEnd())
        cells.append(str(cursor.charFormat().property(CELL) or ""))
        position = document.find(OBJECT, position.selectionEnd())
    if len(cells) == text.count(OBJECT) and all(cells):
        return Flat(text, tuple(cells))
    kept = [cell for cell in cells if cell]
    return Flat.of(_without_strangers(text, cells)) if kept else Flat(text.replace(OBJECT, ""))


def _without_strangers(text: str, cells: list[str]) -> str:
    """The stored text, object characters that are no figure (a pasted picture) left out."""
    pieces = text.split(OBJECT)
    marks = [f"⟦{cell}⟧" if cell else "" for cell in cells] + [""] * len(pieces)
    return "".join(piece + mark for piece, mark in zip(pieces, marks, strict=False))


def chip_at(document: QTextDocument, position: int) -> str:
    """The cell of the chip before or after a position; "" where there is none."""
    for start in (position, position - 1):
        if start >= 0 and document.characterAt(start) == OBJECT:
            cursor = QTextCursor(document)
            cursor.setPosition(start + 1)
            return str(cursor.charFormat().property(CELL) or "")
    return ""


def refresh(document: QTextDocument) -> None:
    """Lay the chips out anew after their numbers changed."""
    position = document.find(OBJECT, 0)
    while not position.isNull():
        document.markContentsDirty(position.selectionStart(), 1)
        position = document.find(OBJECT, position.selectionEnd())
