"""Printing the previewed pages through the system's dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from exporters.pages.preview import Preview

DPI = 300


def ask_printer(title: str, pages: int, parent: QWidget) -> QPrinter | None:
    """The printer that a person chose in the system's dialogue, set to A4 without margins of its own; None when cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, max(pages, 1))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    return printer if dialog.exec() else None


def print_pages(preview: Preview, pages: int, printer: QPrinter) -> int:
    """Print the pages in the chosen range and return how many went out."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    done = 0
    for page in range(first - 1, min(last, pages)):
        if done:
            printer.newPage()
        image = preview.image(page, DPI / 72)
        sheet = QImage(image.data, image.width, image.height, image.stride, QImage.Format.Format_RGB32)
        whole = printer.paperRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRectF(whole.topLeft(), QSizeF(whole.size())), sheet)
        done += 1
    painter.end()
    return done
