"""The page 核对: the node's own report beside the sum of its units, each gap with its likely causes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk.reading import report_of
from models.errors import UserError
from models.naming import name_of
from models.report import Report
from models.values import show
from office import compare, records, roster, sums
from office.compare import Cause
from office.ledger import Ledger

HEADS = ("格子", "报告", "汇总", "相差", "可能的原因，最可能的在前")


class ComparePage(QWidget):
    """``traced`` says which cell was clicked."""

    traced = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ledger: Ledger | None = None
        self._node = ""
        self._report: tuple[str, Report] | None = None
        self.line = QLabel(wordWrap=True)
        choose = QPushButton("选政府自己的报告…")
        choose.clicked.connect(self._choose)
        self.gaps = QTableWidget(0, len(HEADS))
        self.gaps.setHorizontalHeaderLabels(list(HEADS))
        self.gaps.setAccessibleName("报告与汇总的差别")
        self.gaps.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.gaps.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.gaps.verticalHeader().hide()
        self.gaps.horizontalHeader().setSectionResizeMode(HEADS.index(HEADS[-1]), QHeaderView.ResizeMode.Stretch)
        self.gaps.setColumnWidth(0, 230)
        for column in (1, 2, 3):
            self.gaps.setColumnWidth(column, 76)
        self.gaps.currentCellChanged.connect(lambda row, *_: self._chosen(row))
        head = QHBoxLayout()
        head.addWidget(self.line, 1)
        head.addWidget(choose)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.gaps, 1)

    def show_node(self, ledger: Ledger, node: str) -> None:
        """Compare the node's own report that was taken, until a person chooses another."""
        if node != self._node:
            self._report = None
        self._ledger, self._node = ledger, node
        own = roster.load(ledger).node(node)
        if self._report is None and own.record is not None:
            file = ledger.rows("SELECT file FROM report WHERE id = ?", (own.record,))[0][0]
            self._report = (str(file), records.report_of(ledger, own.record))
        self._compare()

    def use(self, path: Path) -> None:
        """Compare the report in a file."""
        try:
            self._report = (path.name, report_of(path)[0])
        except UserError as error:
            self.line.setText(f"✕ {error}")
            return
        self._compare()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "政府自己的报告")
        if name:
            self.use(Path(name))

    def _compare(self) -> None:
        self.gaps.setRowCount(0)
        if self._ledger is None:
            return
        if self._report is None:
            self.line.setText("还没有政府自己的报告；请选一个文件，或把它和各单位的报告一起收进来。")
            return
        file, report = self._report
        basis = sums.basis_of(self._ledger, self._node)
        if report.year not in (None, basis.year):
            self.line.setText(f"✕ “{file}”是{report.year}年度的报告，本册是{basis.year}年度的，不能比较。")
            return
        found = compare.compare(self._ledger, sums.add_up(self._ledger, basis), report)
        self.line.setText(f"“{file}”与汇总：{f'{len(found.gaps)}处差别' if found.gaps else '没有差别'}。{basis.line}。")
        self.gaps.setRowCount(len(found.gaps))
        for row, gap in enumerate(found.gaps):
            causes = "；".join(_said(cause) for cause in gap.causes)
            figures = (show(gap.report) or "—", show(gap.sum) or "—", show(gap.difference))
            for column, text in enumerate((name_of(gap.cell, basis.form), *figures, causes)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.UserRole, gap.cell)
                if 0 < column < len(HEADS) - 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.gaps.setItem(row, column, item)

    def _chosen(self, row: int) -> None:
        item = self.gaps.item(row, 0) if row >= 0 else None
        if item is not None:
            self.traced.emit(item.data(Qt.ItemDataRole.UserRole))


def _said(cause: Cause) -> str:
    value = f"（{show(cause.value)}）" if cause.value is not None else "（数字未知）"
    return f"{cause.unit or ''}{compare.WORDS[cause.kind]}{value}"
