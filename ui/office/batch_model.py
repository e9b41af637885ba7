"""The checked reports as rows of a table: a thin adapter over a plain list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from models.findings import Severity
from models.inspection import Inspected, in_order
from ui.toolkit import theme

Index = QModelIndex | QPersistentModelIndex
HEADS = ("单位", "年度", *(severity.word for severity in Severity), "结果", "上年报告", "文件")
_COUNTS = 2
SORTED = Qt.ItemDataRole.UserRole


class ReportsModel(QAbstractTableModel):
    """One row a report, those that cannot be read last; ``SORTED`` is the role to sort by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reports: list[Inspected] = []

    def show(self, reports: Sequence[Inspected]) -> None:
        self.beginResetModel()
        self.reports = in_order(reports)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.reports)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.reports[index.row()]
        value = self._value(item, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return str(value) if value or index.column() == 1 else ("" if isinstance(value, str) else str(value))
        if role == SORTED:
            return value
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.failure or str(value)
        if role == Qt.ItemDataRole.ForegroundRole and HEADS[index.column()] == "结果":
            severity = outcome_severity(item)
            return QBrush(theme.severity_color(severity)) if severity is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole and _COUNTS <= index.column() < _COUNTS + len(Severity):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _value(self, item: Inspected, column: int) -> str | int:
        counts = [item.count(severity) for severity in Severity]
        row = (item.name, item.year or "", *counts, outcome(item), item.previous.rsplit("/", 1)[-1], item.file)
        return row[column]


def outcome_severity(item: Inspected) -> Severity | None:
    """The gravest that was found; None where nothing was."""
    if item.failure:
        return Severity.ERROR
    return next((severity for severity in Severity if item.count(severity)), None)


def outcome(item: Inspected) -> str:
    """The outcome in a word, with its mark."""
    if item.failure:
        return f"{theme.MARKS[Severity.ERROR]} 无法读取"
    severity = outcome_severity(item)
    if severity is None or severity is Severity.INFO:
        return "✓ 通过" if item.compared else "◐ 未与上年比对"
    return f"{theme.MARKS[severity]} {'有错误' if severity is Severity.ERROR else '有提醒'}"
