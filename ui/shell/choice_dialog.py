"""A list of things of which one is chosen, with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)


@dataclass(frozen=True)
class Offer:
    """A button: what it is called, what it does with the chosen row, whether the dialogue goes with it, and why it cannot be
    used, where it cannot."""

    name: str
    act: Callable[[int], object]
    closes: bool = True
    dead: str = ""


class ChoiceDialog(QDialog):
    """``rows`` below ``heads``, the first chosen; ``note`` says above them what they are."""

    def __init__(
        self,
        title: str,
        note: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        offers: Sequence[Offer],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(860, 460)
        self.note = QLabel(note)
        self.note.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName(title)
        self.list.setHeaderLabels(list(heads))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        items = [QTreeWidgetItem(list(row)) for row in rows]
        for item, row in zip(items, rows, strict=True):
            for column, text in enumerate(row):
                item.setToolTip(column, text)
        self.list.addTopLevelItems(items)
        for column in range(len(heads) - 1):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, min(self.list.columnWidth(column) + 16, 320))
        self.buttons = {offer.name: self._button(offer) for offer in offers}
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        for button in (*self.buttons.values(), close):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.note)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.list.itemDoubleClicked.connect(lambda _item, _column: self._first(offers))
        if items:
            self.list.setCurrentItem(items[0])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def row(self) -> int:
        """The place of the chosen row."""
        return self.list.indexOfTopLevelItem(self.list.currentItem())

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.name)
        button.setEnabled(self.list.topLevelItemCount() > 0 and not offer.dead)
        button.setToolTip(offer.dead)
        button.clicked.connect(lambda _checked=False: self._do(offer))
        return button

    def _first(self, offers: Sequence[Offer]) -> None:
        if offers and self.buttons[offers[0].name].isEnabled():
            self._do(offers[0])

    def _do(self, offer: Offer) -> None:
        row = self.row
        if offer.closes:
            self.accept()
        offer.act(row)
