"""The preview of an import: what speaks against it first, then value by value, chosen by section or by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from importers import Imported
from importers.preview import Preview, Row, State, preview
from models.findings import Finding, Severity
from models.report import Edit, Report
from models.values import show
from ui.importing.preview_model import FOUND, ITEM, ORIGIN, PRESENT, STATE, PreviewModel, state_words
from ui.toolkit.button_row import button_row
from ui.toolkit.qt import view_item
from ui.toolkit.sizes import KeptSizes, fitted
from ui.toolkit.theme import MARKS

SIZE = (1120, 640)
NARROWEST = 96
"""Pixels of a column on a small screen, at least."""
MAX_NOTES = 30
"""Findings that belong to no row and are named; the rest is counted."""


class PreviewDialog(QDialog):
    """Shows an import beside the report. ``edit`` is what was chosen; ``carried``: it comes from last year's report, into
    this year's; ``extra`` are warnings to be said besides its own."""

    as_last_year = Signal()
    """The source is of the year before, and is to be brought in as such instead."""

    def __init__(
        self,
        imported: Imported,
        report: Report,
        source: str,
        parent: QWidget | None = None,
        *,
        carried: bool = False,
        extra: Sequence[Finding] = (),
    ) -> None:
        super().__init__(parent)
        self.imported = imported
        self.report = report
        self._extra = tuple(extra)
        self.carried = carried
        self.setWindowTitle("从上年报告开始" if carried else "导入预览")
        self.model = PreviewModel(self._previewed(), self, carried=carried)
        taken = f"“{source}”里的这些内容可以带入本年，其余的数由您填写；" if carried else f"“{source}”里有这些内容，"
        self.heading = QLabel(f"{taken}选定后才写入报告，一步“撤销”可全部取消。")
        self.heading.setWordWrap(True)
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(4)
        self.choices = QFormLayout()
        self.only = QCheckBox("只看会改变的")
        self.only.setChecked(True)
        self.everything = QPushButton("全选")
        self.nothing = QPushButton("全不选")
        self.summary = QLabel()
        self.tree = QTreeView()
        self.details = QPlainTextEdit(readOnly=True)
        self.details.setAccessibleName("所选一项的详情")
        self.details.setPlaceholderText("点一行，这里显示它的全文、来历和读法。")
        self._verb = "带入" if carried else "导入"
        self.buttons, self.ok = button_row(self._verb, self)
        self._lay_out()
        KeptSizes(self, "import", QSize(*SIZE), {"values": self.tree.header()})
        self._connect()
        self._show_choices()
        self._show()

    @property
    def preview(self) -> Preview:
        return self.model.preview

    @property
    def edit(self) -> Edit:
        """The edit that applies what is chosen."""
        return self.preview.edit(self.model.chosen)

    def choose_option(self, choice: int, option: int) -> None:
        """Take another copy of a table that the source holds several times."""
        taken = self.imported.choose(self.imported.choices[choice], option)
        self.imported = replace(taken, choices=self.imported.choices)
        self.model.set_preview(self._previewed())
        self._show()

    def _previewed(self) -> Preview:
        """What was read beside the report; of last year's only what is carried over: this year's numbers it cannot have."""
        return preview(self.imported, self.report, lacking=not self.carried)

    def _lay_out(self) -> None:
        self.tree.setModel(self.model)
        self.tree.setAccessibleName("来源中的内容")
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setItemDelegateForColumn(ORIGIN, MiddleElided(self.tree))
        header = self.tree.header()
        header.setStretchLastSection(True)
        for column, width in ((ITEM, 400), (FOUND, 210), (PRESENT, 150), (STATE, 110), (ORIGIN, 150)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.tree.setColumnWidth(column, max(width * fitted(self, QSize(*SIZE)).width() // SIZE[0], NARROWEST))
        tools = QHBoxLayout()
        tools.addWidget(self.summary, 1)
        for widget in (self.only, self.everything, self.nothing):
            tools.addWidget(widget)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(self.details)
        split.setSizes([SIZE[1] - 260, 110])
        split.setCollapsible(0, False)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addLayout(self.warnings)
        layout.addLayout(self.choices)
        layout.addLayout(tools)
        layout.addWidget(split, 1)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.only.toggled.connect(self._show_only)
        self.everything.clicked.connect(lambda: self.model.choose_all(True))
        self.nothing.clicked.connect(lambda: self.model.choose_all(False))
        self.model.chosen_changed.connect(self._show_count)
        self.tree.selectionModel().currentChanged.connect(self._show_details)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _show_choices(self) -> None:
        for at, choice in enumerate(self.imported.choices):
            box = QComboBox()
            box.addItems([option.name for option in choice.options])
            box.setAccessibleName("取哪一处的表格")
            box.currentIndexChanged.connect(lambda option, at=at: self.choose_option(at, option))
            number = next((t.number for t in self.report.form.tables if t.id == choice.table), choice.table)
            self.choices.addRow(f"{number}在来源中有{len(choice.options)}处，数字不同，取", box)

    def _show(self) -> None:
        while (item := self.warnings.takeAt(0)) is not None:
            item.widget().deleteLater()
        for finding in (*self._extra, *self.preview.warnings):
            line = warning_line(finding)
            if finding.code == "import.other_year" and self.imported.edit.get("year") == (self.report.year or 0) - 1:
                self.instead = QPushButton("作为上年报告带入")
                self.instead.clicked.connect(self._bring_as_last_year)
                line.layout().addWidget(self.instead)
            self.warnings.addWidget(line)
        for at in range(self.model.rowCount()):
            self.tree.setFirstColumnSpanned(at, QModelIndex(), True)
        self.tree.expandAll()
        self._show_count()
        self._show_details(self.tree.currentIndex())

    def _bring_as_last_year(self) -> None:
        self.as_last_year.emit()
        self.reject()

    def _show_only(self, only: bool) -> None:
        self.model.show_changes_only(only)
        self._show()

    def _show_count(self) -> None:
        n = len(self.model.chosen)
        self.ok.setText(f"{self._verb}选中的{n}项" if n else self._verb)
        self.ok.setEnabled(n > 0)
        rows = self.preview.rows.values()
        counts = {state: sum(row.state is state for row in rows) for state in State}
        words = "　".join(f"{state_words(state)} {n}" for state, n in counts.items() if n)
        changes = any(row.applicable for row in rows)
        self.summary.setText(
            words if changes else f"{words}　没有会改变的内容。" if words else "来源中没有可以导入的内容。"
        )

    def _show_details(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        self.details.setPlainText(self._notes() if row is None else details_of(row))

    def _notes(self) -> str:
        """What the reading has to say of the source as a whole."""
        notes = self.preview.notes
        lines = [f"{MARKS[note.severity]} {note.message}{note.advice}" for note in notes[:MAX_NOTES]]
        if len(notes) > MAX_NOTES:
            lines.append(f"还有{len(notes) - MAX_NOTES}条。")
        return "\n".join(lines)


class MiddleElided(QStyledItemDelegate):
    """Leaves a place its beginning and its end, where the column is too narrow: the file, and the line or cell."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        view_item(option).textElideMode = Qt.TextElideMode.ElideMiddle


def details_of(row: Row) -> str:
    """All there is to say of a row."""
    lines = [row.name]
    if row.state is not State.MISSING:
        read = show(row.value)
        lines.append(f"来源中写的：{row.found}" if row.found == read else f"来源中写的：{row.found}　读作：{read}")
    lines.append(f"现在：{show(row.present) or '空白'}")
    lines.append(f"状态：{row.state.value}")
    if row.origin:
        lines.append(f"来自：{row.origin}")
    lines.extend(row.notes)
    return "\n".join(lines)


def warning_line(finding: Finding) -> QFrame:
    """A finding as a line with mark, word and advice."""
    line = QFrame()
    line.setObjectName("notice")
    line.setProperty("severity", finding.severity.value if finding.severity is not Severity.INFO else "")
    label = QLabel(f"{MARKS[finding.severity]} {finding.severity.word}：{finding.message}{finding.advice}")
    label.setWordWrap(True)
    layout = QHBoxLayout(line)
    layout.setContentsMargins(10, 4, 10, 4)
    layout.addWidget(label, 1)
    line.setAccessibleName(label.text())
    return line
