"""The window that shows the manual, without a browser or a network."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from ui.shell.manual import MANUAL
from ui.toolkit.sizes import KeptSizes

_WIDTH = 720
"""Pixels of a picture, at most: what the window shows without scrolling sideways."""


class Browser(QTextBrowser):
    """Shows the manual; pictures fit the width."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setAccessibleName("使用说明")
        self.anchorClicked.connect(self._follow)
        self.setSearchPaths([str(MANUAL.parent)])

    def loadResource(self, type: int, name: QUrl | str) -> object:
        name = QUrl(name)
        resource = super().loadResource(type, name)
        if type == QTextDocument.ResourceType.ImageResource.value:
            # the document asks by the whole address, made of its own place and the name in the manual
            image = QImage(name.toLocalFile() or str(MANUAL.parent / name.toString()))
            if image.width() > _WIDTH:
                return image.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
            return image
        return resource

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)

    def show_heading(self, heading: str) -> bool:
        """Scroll to a heading; False where the manual has none of this name."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                cursor = QTextCursor(block)
                self.setTextCursor(cursor)
                layout = self.document().documentLayout()
                self.verticalScrollBar().setValue(int(layout.blockBoundingRect(block).top()))
                return True
            block = block.next()
        return False


class HelpWindow(QWidget):
    """Chapters at the left, the manual beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("central")
        self.setWindowTitle("使用说明")
        KeptSizes(self, "help", QSize(1040, 760))
        self.browser = Browser()
        self.chapters = QListWidget()
        self.chapters.setAccessibleName("章节")
        self.chapters.setMaximumWidth(220)
        split = QSplitter()
        split.addWidget(self.chapters)
        split.addWidget(self.browser)
        split.setStretchFactor(1, 1)
        split.setSizes([200, 820])
        row = QHBoxLayout()
        row.addWidget(split)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        try:
            self.browser.document().setBaseUrl(QUrl.fromLocalFile(f"{MANUAL.parent}/"))
            self.browser.setMarkdown(MANUAL.read_text("utf-8"))
        except OSError:
            self.browser.setPlainText(f"找不到使用说明“{MANUAL}”；请重新安装，或向提供软件的人索取。")
        self._list_chapters()
        self.chapters.currentTextChanged.connect(self.browser.show_heading)

    def _list_chapters(self) -> None:
        block = self.browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                self.chapters.addItem(block.text().strip())
            block = block.next()

    def open_at(self, heading: str) -> None:
        """Show the window at a heading."""
        self.show()
        self.raise_()
        self.activateWindow()
        listed = self.chapters.findItems(heading, Qt.MatchFlag.MatchExactly)
        self.chapters.setCurrentRow(self.chapters.row(listed[0]) if listed else -1)
        self.browser.show_heading(heading)
        QTimer.singleShot(0, self, lambda: self.browser.show_heading(heading))  # the pages have their height only then
