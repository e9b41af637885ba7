"""The units of a ledger as rows of a table, the gravest first: a thin adapter over a plain list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QBrush, QColor

from office.states import Standing, State
from ui.toolkit import theme

Index = QModelIndex | QPersistentModelIndex
HEADS = ("单位", "状态", "错误", "提醒", "版本", "上年", "收到", "文件")
WIDTHS = (230, 84, 52, 52, 52, 52, 130, 220)
SORTED = Qt.ItemDataRole.UserRole
MARKS = {
    State.MISSING: "○",
    State.RECEIVED: "●",
    State.LATE: "◔",
    State.RETURNED: "↩",
    State.AMENDED: "✎",
    State.PASSED: "✓",
    State.EXCUSED: "—",
}
"""A sign for each state, since a colour alone says nothing to some."""
_GRAVITY = (State.RETURNED, State.MISSING, State.LATE, State.AMENDED, State.RECEIVED, State.PASSED, State.EXCUSED)


def gravity(standing: Standing) -> tuple[int, int, int]:
    """What comes first: reports with errors that are not settled, then by state, then by warnings."""
    settled = standing.state in (State.PASSED, State.EXCUSED)
    return (
        0 if standing.errors and not settled else 1,
        _GRAVITY.index(standing.state),
        -standing.errors * 1000 - standing.warnings,
    )


class UnitsModel(QAbstractTableModel):
    """One row a unit; ``SORTED`` is the role to sort by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.standings: list[Standing] = []

    def show(self, standings: Sequence[Standing]) -> None:
        self.beginResetModel()
        self.standings = sorted(standings, key=gravity)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.standings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        standing = self.standings[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            value = self._value(standing, column)
            return f"{MARKS[standing.state]} {value}" if HEADS[column] == "状态" else str(value)
        if role == SORTED:
            return _GRAVITY.index(standing.state) if HEADS[column] == "状态" else self._value(standing, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(self._value(standing, column))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(standing, HEADS[column])
        if role == Qt.ItemDataRole.TextAlignmentRole and HEADS[column] in ("错误", "提醒", "版本"):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    @staticmethod
    def _value(standing: Standing, column: int) -> str | int:
        counted = standing.has_report
        row: tuple[str | int, ...] = (
            standing.unit.name,
            standing.state.word,
            standing.errors if counted else "",
            standing.warnings if counted else "",
            standing.versions or "",
            "有" if standing.unit.last is not None else "无",
            standing.received[:16],
            standing.file,
        )
        return row[column]

    @staticmethod
    def _ink(standing: Standing, head: str) -> QBrush | None:
        scheme = theme.colors()
        ink = ""
        if head == "错误" and standing.errors:
            ink = scheme.error
        elif head == "状态":
            ink = {State.MISSING: scheme.error, State.LATE: scheme.warning, State.RETURNED: scheme.warning}.get(
                standing.state, scheme.good if standing.state is State.PASSED else ""
            )
        return QBrush(QColor(ink)) if ink else None


class UnitsShown(QSortFilterProxyModel):
    """The rows that a person has asked for: of one state, with some words in their names."""

    def __init__(self, model: UnitsModel) -> None:
        super().__init__(model)
        self._units = model
        self._words = ""
        self._state: State | None = None
        self.setSourceModel(model)
        self.setSortRole(SORTED)

    def ask(self, words: str, state: State | None) -> None:
        self._words, self._state = words.strip(), state
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        standing = self._units.standings[row]
        named = self._words in standing.unit.name or self._words in standing.file
        return named and (self._state is None or standing.state is self._state)

    def standing(self, index: QModelIndex) -> Standing | None:
        source = self.mapToSource(index)
        return self._units.standings[source.row()] if source.isValid() else None
