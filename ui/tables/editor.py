"""The editor that opens in a cell: a plain line, no spin box; Enter, Tab and the arrows leave it with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.toolkit.composing import Composition

if TYPE_CHECKING:
    from ui.tables.view import FormTableView

Index = QModelIndex | QPersistentModelIndex
_Key = Qt.Key
LEAVING = frozenset({_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Up, _Key.Key_Down})
SIDEWAYS = frozenset({_Key.Key_Left, _Key.Key_Right, _Key.Key_Home, _Key.Key_End})


class CellEditor(QLineEdit):
    """A line in a cell. ``typed``: opened by typing, so that the arrows sideways leave it too; after F2 or a double click
    they move within the text. Where nothing but a composition of an input method was typed, the text that it began with
    stands."""

    def __init__(self, parent: QWidget, view: FormTableView, typed: bool) -> None:
        super().__init__(parent)
        self.view = view
        self.typed = typed
        self.setObjectName("cell")
        self.setFrame(False)
        self.setAcceptDrops(False)  # a file dropped here is for the window to import
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.composition = Composition(self, self.finish_composition, lambda: view if view.composing else self)
        self._began_with = ""
        self._before = ""

    def begin(self, text: str) -> None:
        """Show the text of the cell, ready to be replaced."""
        self._began_with = text
        self.setText(text)
        self.selectAll()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        composing = bool(self.composition.text)
        if not composing:
            self._before = self.text()
        super().inputMethodEvent(event)
        self.composition.follow(event)
        if composing and not event.preeditString() and not event.commitString():
            self._restore()  # given up: what was selected when it began is there again

    def finish_composition(self) -> None:
        """The person goes elsewhere while something is being composed: it is typed, unless nothing else was."""
        self.composition.commit()
        self._restore()

    def _restore(self) -> None:
        if self._before == self._began_with != self.text():
            self.begin(self._began_with)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in LEAVING or (self.typed and key in SIDEWAYS):
                self.view.leave_editor(self, event)
                return True
        return super().event(event)


class CellDelegate(QStyledItemDelegate):
    """Opens the editor; the view draws the cells itself."""

    def __init__(self, view: FormTableView) -> None:
        super().__init__(view)
        self.view = view

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave the keys that end an editor to the editor itself: Qt would commit once more, later, one that is gone."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in LEAVING:
            return False
        return super().eventFilter(editor, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Nothing: the view draws all cells in one go."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent, self.view, self.view.opened_by_typing)
        cell = self.view.form_model.cell(index)
        editor.setAccessibleName(cell.name if cell else "")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.begin(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.composition.finish()
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = self.view.visualRect(index)
        wide = max(rect.width(), 64)
        editor.setGeometry(QRect(rect.right() - wide + 1, rect.top(), wide, rect.height()))
