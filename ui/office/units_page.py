"""The page 单位: the units of a superior, the gravest first, searched and filtered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from office.states import SETTABLE, Standing, State
from ui.office.units_model import WIDTHS, UnitsModel, UnitsShown
from ui.toolkit.actions import action

_SET = {State.RETURNED: "退回", State.RECEIVED: "恢复为已收（需要报送）"}


class UnitsPage(QWidget):
    """Says which unit was selected, which is to be opened, and what a person decided of those that are selected."""

    selected = Signal(object)
    opened = Signal(object)
    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = UnitsModel(self)
        self.shown = UnitsShown(self.model)
        self.may_decide = False
        self.search = QLineEdit(placeholderText="找单位或文件", clearButtonEnabled=True)
        self.search.setAccessibleName("找单位或文件")
        self.states = QComboBox()
        self.states.setAccessibleName("只看一种状态")
        self.states.addItem("全部状态", None)
        for state in State:
            self.states.addItem(state.word, state)
        self.search.textChanged.connect(self._ask)
        self.states.currentIndexChanged.connect(self._ask)
        self.table = QTableView(sortingEnabled=True)
        self._dress_table()
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.states)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.shown)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setAccessibleName("各单位")
        table.verticalHeader().hide()
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # as the model has them: the gravest first
        table.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._menu)
        table.doubleClicked.connect(self._open)
        table.selectionModel().currentRowChanged.connect(lambda index, _old: self._select(index))

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show these units; the one that was selected stays so."""
        before = self.chosen()
        self.model.show(standings)
        for row in range(self.shown.rowCount() if before else 0):
            again = self.shown.standing(self.shown.index(row, 0))
            if again is not None and again.unit.id == before[0].unit.id:
                self.table.selectRow(row)
                break

    def chosen(self) -> list[Standing]:
        """The units whose rows are selected."""
        rows = self.table.selectionModel().selectedRows()
        return [standing for index in rows if (standing := self.shown.standing(index)) is not None]

    def _ask(self) -> None:
        self.shown.ask(self.search.text(), self.states.currentData())

    def _select(self, index: QModelIndex) -> None:
        standing = self.shown.standing(index) if index.isValid() else None
        if standing is not None:
            self.selected.emit(standing)

    def _open(self, index: QModelIndex) -> None:
        standing = self.shown.standing(index)
        if standing is not None and standing.has_report:
            self.opened.emit(standing)

    def menu(self) -> QMenu:
        """What can be done with the units that are selected."""
        menu = QMenu(self)
        for state in SETTABLE:
            made = action(menu, _SET.get(state, state.word), lambda chosen=state: self.decided.emit(chosen))  # type: ignore[misc]
            made.setEnabled(self.may_decide)
            menu.addAction(made)
        menu.addSeparator()
        menu.addAction(action(menu, "打开报告", lambda: self._open(self.table.currentIndex())))
        return menu

    def _menu(self, where: QPoint) -> None:
        if self.chosen():
            self.menu().exec(self.table.viewport().mapToGlobal(where))
