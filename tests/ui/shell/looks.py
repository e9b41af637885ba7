"""All that a person sees of a widget and what stands on it, as data: for comparing two windows."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

Look = tuple[object, ...]


def looks(root: QWidget) -> list[Look]:
    """One entry for each widget below ``root`` that is to be seen, in order."""
    return [_look(widget) for widget in _below(root)]


def _below(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isHidden() and not child.isWindow():
            yield child
            yield from _below(child)


def _look(widget: QWidget) -> Look:
    return (
        type(widget).__name__,
        widget.objectName(),
        widget.isEnabled(),
        widget.toolTip(),
        widget.accessibleName(),
        *_content(widget),
    )


def _content(widget: QWidget) -> Iterator[object]:
    if isinstance(widget, QLabel):
        yield widget.text()
    elif isinstance(widget, QAbstractButton):
        yield widget.text(), widget.isChecked()
    elif isinstance(widget, QLineEdit):
        yield widget.text(), widget.isReadOnly(), widget.cursorPosition()
    elif isinstance(widget, QComboBox):
        yield widget.currentText(), widget.itemText(0)
    elif isinstance(widget, QTextEdit):
        marks = [(mark.cursor.selectionStart(), mark.cursor.selectionEnd()) for mark in widget.extraSelections()]
        yield widget.toPlainText(), widget.isReadOnly(), widget.textCursor().position(), marks
    elif isinstance(widget, QAbstractItemView):
        index = widget.currentIndex()
        chosen = sorted((i.row(), i.column()) for i in widget.selectedIndexes())
        yield (index.row(), index.column(), index.data()), chosen, list(_cells(widget.model()))
    if isinstance(widget, QAbstractScrollArea):
        yield widget.verticalScrollBar().value(), widget.horizontalScrollBar().value()


def _cells(model: QAbstractItemModel | None, parent: QModelIndex = QModelIndex()) -> Iterator[object]:  # noqa: B008
    if model is None:
        return
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield tuple(index.data(role) for role in roles)
            if column == 0:
                yield from _cells(model, index)
