"""The list of steps at the left: each with its state as a mark and in words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk.steps import Progress, State, Step
from ui.toolkit.qt import view_item
from ui.toolkit.theme import colors

Index = QModelIndex | QPersistentModelIndex
HEIGHT, LOWEST = 44, 34
"""Pixels of a step: as a rule, and where the window is low."""
WIDTH = 212
WRAP = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
PAD = 6
"""Pixels above and below the steps, as the style sheet has it."""


class StepModel(QAbstractListModel):
    """The steps and their states, as a list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()
        self.states: dict[str, State] = {}

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        self.beginResetModel()
        self.steps = steps
        self.states = {}
        self.endResetModel()

    def set_states(self, states: dict[str, State]) -> None:
        old, self.states = self.states, states
        for row, step in enumerate(self.steps):
            if old.get(step.id) != states.get(step.id):
                index = self.index(row)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        step = self.steps[index.row()]
        state = self.states.get(step.id)
        words = state.words if state else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return step.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{step.title}：{words}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{step.title}，{words}"
        if role == Qt.ItemDataRole.UserRole:
            return state
        return None


class StepDelegate(QStyledItemDelegate):
    """Paints the title over the state; the present step has a bar of the accent colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = view_item(option).widget
        if not isinstance(view, StepList):
            return QSize(WIDTH - 12, HEIGHT)
        more = view.lines_of(str(index.data())) - 1 if view.wraps else 0
        return QSize(WIDTH - 12, view.step_height + more * view.fontMetrics().lineSpacing())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        scheme = colors()
        item = view_item(option)
        rect = item.rect
        here = bool(item.state & QStyle.StateFlag.State_Selected)
        focused = bool(item.state & QStyle.StateFlag.State_HasFocus) and item.widget.hasFocus()
        painter.save()
        if here:
            painter.fillRect(rect, QColor(scheme.paper))
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(scheme.accent))
        elif item.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(scheme.label))
        if focused:
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        inner = rect.adjusted(14, 2, -8, -2)
        view = item.widget
        wraps = isinstance(view, StepList) and view.wraps
        half = (view.step_height - 4 if isinstance(view, StepList) else inner.height()) // 2
        above = inner.height() - half
        font = item.font
        font.setBold(here)
        painter.setFont(font)
        painter.setPen(QColor(scheme.accent if here else scheme.text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = str(index.data())
        if not wraps:
            title = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), above), left.value | WRAP, title)
        state = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(state, State):
            font.setBold(False)
            font.setPointSizeF(font.pointSizeF() - 1)
            painter.setFont(font)
            color = {
                Progress.TROUBLED: scheme.error,
                Progress.WARNED: scheme.warning,
                Progress.DONE: scheme.good,
            }.get(state.progress, scheme.faint)
            painter.setPen(QColor(color))
            below = QRect(inner.left(), inner.top() + above, inner.width(), half)
            painter.drawText(below, left, f"{state.progress.mark} {state.words}")
        painter.restore()


class StepList(QListView):
    """The steps; the arrow keys and a click go to one. ``entered``: by a click or Enter, to go on in its page."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName("步骤")
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.step_height = HEIGHT
        self.wraps = False
        self.steps = StepModel(self)
        self.setModel(self.steps)
        self.setItemDelegate(StepDelegate(self))
        self.clicked.connect(lambda _index: self.entered.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = max(self.steps.rowCount(), 1)
        room = self.contentsRect().height() - 2 * PAD
        more = sum(self.lines_of(step.title) - 1 for step in self.steps.steps) * self.fontMetrics().lineSpacing()
        height, wraps = min(max(room // count, LOWEST), HEIGHT), count * HEIGHT + more <= room
        if (height, wraps) != (self.step_height, self.wraps):
            self.step_height, self.wraps = height, wraps
            self.scheduleDelayedItemsLayout()

    def lines_of(self, title: str) -> int:
        """The lines that a title takes when it is shown whole, bold as it is when its step is in front."""
        font = self.font()
        font.setBold(True)
        box = QRect(0, 0, WIDTH - 12 - 22, 10_000)
        metrics = QFontMetrics(font)
        return max(metrics.boundingRect(box, WRAP, title).height() // metrics.lineSpacing(), 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def go(self, step_id: str) -> None:
        """Select the step without moving the focus."""
        for row, step in enumerate(self.steps.steps):
            if step.id == step_id:
                self.setCurrentIndex(self.steps.index(row))
