"""What Qt has and the type stubs of its Python binding leave out, once and typed."""

from __future__ import annotations

from typing import Any, Protocol, cast

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QRect, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTextEdit, QWidget


class ViewItem(Protocol):
    """The members of a ``QStyleOptionViewItem``."""

    rect: QRect
    state: QStyle.StateFlag
    widget: QWidget
    font: QFont
    textElideMode: Qt.TextElideMode


def view_item(option: QStyleOptionViewItem) -> ViewItem:
    """The same option, with its members."""
    return cast(ViewItem, option)


def marked(cursor: QTextCursor, format: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """What the cursor selects, in this format, beside what the document holds."""
    selection: Any = QTextEdit.ExtraSelection()
    selection.cursor, selection.format = cursor, format
    return cast(QTextEdit.ExtraSelection, selection)


def ranges_of(selection: QItemSelection) -> list[QItemSelectionRange]:
    """The ranges of a selection."""
    return list(cast(Any, selection))
