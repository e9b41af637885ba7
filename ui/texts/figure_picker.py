"""The list of figures that can be put into a text: totals first, found by typing a few words of row and column."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from models.form import Cell, Role
from models.texts import bound, resolve
from ui.session import Session

CELL = Qt.ItemDataRole.UserRole + 1
_SEARCHED = Qt.ItemDataRole.UserRole + 2
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class _Words(QSortFilterProxyModel):
    """Accepts a figure when every typed word occurs in its name or number."""

    words: tuple[str, ...] = ()

    def search(self, typed: str) -> None:
        self.words = tuple(typed.split())
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        searched = str(self.sourceModel().index(row, 0, parent).data(_SEARCHED))
        return all(word in searched for word in self.words)


class FigurePicker(QFrame):
    """A pop-up; ``picked`` gives the cell id. Enter takes the first one, Esc closes, arrows move through the list."""

    picked = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("插入表中数字")
        self.search = QLineEdit(placeholderText="输入几个字查找，例如：新收 总计", clearButtonEnabled=True)
        self.search.setAccessibleName("查找数字")
        self.list = QListView(uniformItemSizes=True)
        self.list.setAccessibleName("表中数字")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.model = _Words(self)
        self.model.setSourceModel(self._figures(session))
        self.list.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._take)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._take)
        self.resize(560, 360)
        self._search("")

    def _figures(self, session: Session) -> QStandardItemModel:
        model = QStandardItemModel(self)
        cells = session.report.form.cells.values()
        for cell in sorted(cells, key=_rank):
            figure = resolve(bound(cell.id), session.figures)
            item = QStandardItem(f"{figure}\t{cell.name}")
            item.setText(f"{cell.name}　=　{figure}")
            item.setToolTip(cell.help)
            item.setData(cell.id, CELL)
            item.setData(f"{cell.name} {figure}", _SEARCHED)
            model.appendRow(item)
        return model

    def open_at(self, spot: QPoint) -> None:
        """Show below a spot in global coordinates, inside the screen."""
        screen = self.screen().availableGeometry()
        left = min(spot.x(), screen.right() - self.width())
        top = spot.y() if spot.y() + self.height() <= screen.bottom() else max(spot.y() - self.height() - 32, 0)
        self.move(max(left, screen.left()), top)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, typed: str) -> None:
        self.model.search(typed)
        self.list.setCurrentIndex(self.model.index(0, 0))

    def _take(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.picked.emit(str(index.data(CELL)))
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)


def _rank(cell: Cell) -> tuple[int, ...]:
    """Grand totals, then totals of rows, then of columns, then single figures; each in the order of the form."""
    totals = cell.row.node.total + cell.column.node.total
    return (0 if totals else 1 if cell.table.role == Role.DISCLOSURE else 2, 0 if cell.column.node.total else 1)
