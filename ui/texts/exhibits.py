"""Pictures and small tables in an editor: drawn where they stand, and asked for in a dialogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPainter,
    QPixmap,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.exhibits import MAX_COLUMNS, MAX_ROWS, Exhibit, size_of
from ui.texts.chips import CELL
from ui.texts.flat import PICTURED
from ui.toolkit import theme

HIGHEST = 180.0
"""Pixels of a picture in an editor; on paper it is as wide as it was asked to be."""
WIDEST = 1_600
"""Pixels of a picture that is kept: 260 to an inch across the text."""
_LINE = 1.6


class ExhibitObject(QPyTextObject):
    """Draws every picture and table of a document; ``find`` gives one by its key."""

    def __init__(self, find: Callable[[str], Exhibit | None], parent: QObject) -> None:
        super().__init__(parent)
        self._find = find

    def _exhibit(self, format: QTextFormat) -> Exhibit:
        return self._find(str(format.property(CELL)).removeprefix(PICTURED)) or Exhibit("没有内容的图表")

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        exhibit = self._exhibit(format)
        line = QFontMetricsF(format.toCharFormat().font()).height()
        room = max(doc.textWidth() - 60, 120) if doc.textWidth() > 0 else 400
        if exhibit.data:
            return QSizeF(min(room, _shown(exhibit.data).width() + 2), _shown(exhibit.data).height() + line * _LINE)
        return QSizeF(room * 0.8, line * _LINE * (len(exhibit.rows) + 1))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        exhibit, box = self._exhibit(format), QRectF(rect)
        font = format.toCharFormat().font()
        line = QFontMetricsF(font).height() * _LINE
        scheme = theme.colors()
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(scheme.faint))
        middle = Qt.AlignmentFlag.AlignCenter
        if exhibit.data:
            painter.drawPixmap(QPointF(box.left(), box.top()), _shown(exhibit.data))
            below = QRectF(box.left(), box.bottom() - line, box.width(), line)
            painter.drawText(below, middle, exhibit.caption or "（没有图题）")
        else:
            painter.drawText(
                QRectF(box.left(), box.top(), box.width(), line), middle, exhibit.caption or "（没有表题）"
            )
            columns = max(map(len, exhibit.rows), default=1)
            for y, row in enumerate(exhibit.rows, 1):
                for x in range(columns):
                    each = box.width() / columns
                    cell = QRectF(box.left() + x * each, box.top() + y * line, each, line)
                    painter.drawRect(cell)
                    painter.drawText(cell.adjusted(3, 0, -3, 0), middle, row[x] if x < len(row) else "")
        painter.restore()


@lru_cache(maxsize=24)
def _shown(data: bytes) -> QPixmap:
    """A picture as large as an editor shows it."""
    pixmap = QPixmap()
    pixmap.loadFromData(data)
    if pixmap.height() > HIGHEST:
        pixmap = pixmap.scaledToHeight(round(HIGHEST), Qt.TransformationMode.SmoothTransformation)
    return pixmap


def kept_bytes(data: bytes) -> bytes:
    """A picture of any kind that Qt reads as PNG or JPEG, no larger than print needs; b"" for bytes that are no picture."""
    size = size_of(data)
    if size is not None and size[0] <= WIDEST:
        return data if not QImage.fromData(data).isNull() else b""
    return png_of(QImage.fromData(data), "JPEG" if data.startswith(b"\xff\xd8") else "PNG")


def png_of(image: QImage, kind: str = "PNG") -> bytes:
    """The bytes of an image, made narrower where it is wider than print needs; b"" for none."""
    if image.isNull():
        return b""
    if image.width() > WIDEST:
        image = image.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(buffer.data().data())


class ExhibitDialog(QDialog):
    """Asks for what stands beside a picture, or for a small table. ``exhibit`` is the answer."""

    def __init__(self, exhibit: Exhibit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = exhibit
        self.setWindowTitle("图片" if exhibit.data else "小表格")
        form = QFormLayout()
        if exhibit.data:
            picture = QLabel()
            picture.setPixmap(_shown(exhibit.data))
            picture.setAccessibleName("图片")
            form.addRow(picture)
        self.rows = QPlainTextEdit("\n".join("\t".join(row) for row in exhibit.rows))
        self.rows.setTabChangesFocus(True)
        self.rows.setPlaceholderText(
            "从 Excel 或 Word 复制表格，粘贴到这里。一行一行写也可以，格与格之间用“|”隔开；第一行是表头。"
        )
        if not exhibit.data:
            form.addRow("内容(&R)", self.rows)
        self.caption = QLineEdit(exhibit.caption)
        form.addRow("图题(&C)" if exhibit.data else "表题(&C)", self.caption)
        self.alt = QLineEdit(exhibit.alt)
        self.alt.setPlaceholderText("给看不见的人听的一句话：图上是什么，说明什么")
        form.addRow("说明(&A)", self.alt)
        self.width_share = QSpinBox(minimum=10, maximum=100, singleStep=5, suffix=" %")
        self.width_share.setValue(exhibit.width)
        form.addRow("占版心宽度(&W)", self.width_share)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.rows.textChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._ok.setEnabled(bool(self._given.data or rows_of(self.rows.toPlainText())))

    @property
    def exhibit(self) -> Exhibit:
        rows = () if self._given.data else rows_of(self.rows.toPlainText())
        caption, alt = self.caption.text().strip(), self.alt.text().strip()
        return replace(self._given, caption=caption, alt=alt, width=self.width_share.value(), rows=rows)


def rows_of(written: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table as typed or pasted: cells parted by tabs, else by bars."""
    lines = [line for line in written.split("\n") if line.strip(" |\t")]
    parted = [line.split("\t") if "\t" in line else line.strip().strip("|").split("|") for line in lines]
    return tuple(tuple(cell.strip() for cell in row[:MAX_COLUMNS]) for row in parted[:MAX_ROWS])
