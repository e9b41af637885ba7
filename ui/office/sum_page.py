"""The page 汇总: the official tables with the sums of a node; a click on a figure tells the units behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.form import Form, Table
from models.grid import Place, Role, grid_of
from models.values import show
from office import sums
from office.ledger import Ledger
from office.sums import Basis, Scope, Sum
from ui.toolkit import theme

_CELL = Qt.ItemDataRole.UserRole
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class SumPage(QWidget):
    """``traced`` says which cell was clicked."""

    traced = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ledger: Ledger | None = None
        self._node = ""
        self.sum: Sum | None = None
        self.scope = QComboBox()
        self.scope.setAccessibleName("本级或行政区域")
        for scope in (Scope.AREA, Scope.OWN):
            self.scope.addItem(scope.word, scope)
        self.scope.currentIndexChanged.connect(self._add_up)
        self.line = QLabel(wordWrap=True)
        self.line.setObjectName("faint")
        self.tables = QTabWidget()
        self._form: Form | None = None
        self._grids: dict[str, QTableWidget] = {}
        head = QHBoxLayout()
        head.addWidget(QLabel("范围"))
        head.addWidget(self.scope)
        head.addWidget(self.line, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.tables, 1)

    @property
    def basis(self) -> Basis | None:
        return self.sum.basis if self.sum is not None else None

    def show_node(self, ledger: Ledger, node: str) -> None:
        """Show the sums of a node."""
        self._ledger, self._node = ledger, node
        self._add_up()

    def _add_up(self) -> None:
        if self._ledger is None:
            return
        basis = sums.basis_of(self._ledger, self._node, self.scope.currentData())
        self.sum = sums.add_up(self._ledger, basis)
        unknown = f"　有{len(self.sum.unknown)}格是文字，没有计入。" if self.sum.unknown else ""
        disputed = f"　有{len(self.sum.disputed)}个单位的总计与明细不符，按明细计入。" if self.sum.disputed else ""
        self.line.setText(f"{basis.line}。{unknown}{disputed}")
        if self._form is not basis.form:
            self._build(basis.form)
        for grid in self._grids.values():
            self._fill(grid, self.sum)

    def _build(self, form: Form) -> None:
        self._form = form
        self.tables.clear()
        self._grids = {}
        for table in form.tables:
            grid = self._grid(table)
            self._grids[table.id] = grid
            self.tables.addTab(grid, table.number)

    def _grid(self, table: Table) -> QTableWidget:
        places = grid_of(table)
        made = QTableWidget(places.rows, places.columns)
        made.setAccessibleName(f"{table.number}的汇总")
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.horizontalHeader().hide()
        made.verticalHeader().hide()
        made.setWordWrap(True)
        for place in places.places:
            if place.rowspan * place.colspan > 1:
                made.setSpan(place.row, place.column, place.rowspan, place.colspan)
            made.setItem(place.row, place.column, _item(place))
        for column in range(places.columns):
            stub = column < places.stub_columns
            wide = places.stub_columns == 1 or column == places.stub_columns - 1
            number = max(22, 520 // (places.columns - places.stub_columns))
            made.setColumnWidth(column, (170 if wide else 66) if stub else number)
        made.resizeRowsToContents()
        made.cellClicked.connect(lambda row, column: self._clicked(made, row, column))
        made.currentCellChanged.connect(lambda row, column, *_old: self._clicked(made, row, column))
        return made

    def _fill(self, grid: QTableWidget, summed: Sum) -> None:
        unknown = {each.cell for each in summed.unknown}
        for row in range(grid.rowCount()):
            for column in range(grid.columnCount()):
                item = grid.item(row, column)
                cell = item.data(_CELL) if item is not None else None
                if item is not None and cell:
                    value = summed.cells[cell]
                    mark = " ?" if cell in unknown else ""
                    item.setText(f"{show(value)}{mark}" if value is not None else f"—{mark}")

    def _clicked(self, grid: QTableWidget, row: int, column: int) -> None:
        item = grid.item(row, column)
        cell = item.data(_CELL) if item is not None else None
        if cell:
            self.traced.emit(cell)


def _item(place: Place) -> QTableWidgetItem:
    item = QTableWidgetItem(place.text)
    scheme = theme.colors()
    if place.role is Role.NUMBER:
        item.setData(_CELL, place.cell)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip("点一下，右边列出这个数字是哪些单位的。")
    else:
        item.setBackground(QBrush(QColor(scheme.label)))
        item.setTextAlignment(_MIDDLE if place.role is not Role.STUB else Qt.AlignmentFlag.AlignVCenter)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        if place.role is Role.TITLE:
            font = QFont()
            font.setBold(True)
            item.setFont(font)
    return item
