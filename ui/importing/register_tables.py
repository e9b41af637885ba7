"""Tables 3 and 4 as counted, with the rows of the register behind the number under the cursor; and the rows left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QSplitter, QTableWidget, QVBoxLayout, QWidget

from importers.register import Mapping, Place, Register, Tally
from importers.register.reader import where
from importers.register.sheets import text_of
from models.form import Form, Table
from models.report import Edit, Report
from ui.importing.tables import fixed_item, plain_table
from ui.session import Session
from ui.tables.model import TableModel
from ui.tables.view import FormTableView

MAX_ROWS = 500
"""Rows of the register shown behind one number, or left out; the rest is counted."""


class CountedTab(QWidget):
    """Table 3 (and 4, where the register tells of it) as the register counts it, not to be typed into."""

    def __init__(self, register: Register, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._form = form
        self.session = Session(Report(), self)
        self.session.read_only = True
        self.which = QComboBox()
        self.which.setAccessibleName("看哪张表")
        self.views: dict[str, FormTableView] = {}
        self.words = QLabel(wordWrap=True)
        self.rows = plain_table(("行",), "所选数字对应的台账各行")
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(QWidget())
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.words)
        column.addWidget(self.rows)
        self._split.addWidget(below)
        self._split.setSizes([360, 150])
        layout = QVBoxLayout(self)
        layout.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._split, 1)
        self._tally: Tally | None = None
        self._mapping: Mapping = register.mapping
        self.which.currentIndexChanged.connect(lambda _index: self._bring())

    def show_tally(self, tally: Tally, mapping: Mapping, edit: Edit) -> None:
        self._tally, self._mapping = tally, mapping
        numbers = {id: value for id, value in edit.items() if id in self._form.cells}
        self.session.load(Report().apply({"year": tally.year or None, "form": self._form.id, **numbers}), None)
        tables = [t for t in self._form.tables if any(self._form.cells[id].table is t for id in numbers)]
        names = [table.number for table in tables]
        if names != [self.which.itemText(i) for i in range(self.which.count())]:
            self.which.blockSignals(True)
            self.which.clear()
            for table in tables:
                self.which.addItem(table.number, table.id)
            self.which.blockSignals(False)
        self.which.setVisible(len(tables) > 1)
        self._bring()

    @property
    def view(self) -> FormTableView | None:
        """The table in front."""
        return self.views.get(str(self.which.currentData()))

    def _bring(self) -> None:
        table = next((t for t in self._form.tables if t.id == self.which.currentData()), None)
        if table is None:
            self.words.setText("还没有可以统计的内容。")
            return
        if table.id not in self.views:
            self.views[table.id] = self._made(table)
        view = self.views[table.id]
        old = self._split.widget(0)
        if old is not view:
            self._split.replaceWidget(0, view)
            old.hide()
            view.show()
            self._split.setSizes([360, 150])
        self._show_rows(cell.id if (cell := view.current_cell) else "")

    def _made(self, table: Table) -> FormTableView:
        view = FormTableView(TableModel(self.session, table, self))
        view.cursor_moved.connect(self._show_rows)
        return view

    def _show_rows(self, id: str) -> None:
        places = self.places_of(id)
        name = self._form.cells[id].name if id in self._form.cells else ""
        if not name:
            self.words.setText("点一个数字，下面列出它所计的台账各行。")
        else:
            self.words.setText(f"{name}：{where(places)}" if places else f"{name}：没有")
        show_places(self.rows, self._register, self._mapping, places)

    def places_of(self, id: str) -> tuple[Place, ...]:
        """The rows behind a number; those of a total are those of its parts."""
        if self._tally is None or not id:
            return ()
        parts = self._form.totals.get(id, (id,))
        return tuple(sorted(place for part in parts for place in self._tally.cells.get(part, ())))


class LeftTab(QWidget):
    """The rows that are not counted, those that wait for a person first."""

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self.words = QLabel(wordWrap=True)
        self.table = plain_table(("行", "为什么没有计入"), "没有计入的各行")
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table)

    def show_tally(self, tally: Tally, mapping: Mapping) -> None:
        left = sorted(tally.left, key=lambda item: (not item.why.open, item.place))
        waiting = len(tally.open)
        more = f"只列出前{MAX_ROWS}行。" if len(left) > MAX_ROWS else ""
        if waiting:
            self.words.setText(f"！ 有{waiting}行需要处理，才能计入：改正台账后再导入，或在前两页选定。{more}")
        else:
            self.words.setText(f"没有计入的{len(left)}行都不必处理。{more}" if left else "每一行都计入了。")
        self.words.setObjectName("error" if waiting else "")
        self.words.style().polish(self.words)
        reasons = {item.place: f"{'！ ' if item.why.open else ''}{item.reason}" for item in left}
        show_places(self.table, self._register, mapping, tuple(reasons), reasons)


def show_places(
    table: QTableWidget,
    register: Register,
    mapping: Mapping,
    places: Sequence[Place],
    reasons: dict[Place, str] | None = None,
) -> None:
    """Fill a table with rows of the register: where each stands, why it is left out, what its columns say."""
    pages = {page.sheet.name: page for page in register.pages}
    several = len(pages) > 1
    layouts = {pages[place.sheet].layout for place in places}
    columns = [c for key in layouts for c in mapping.layouts[key].columns] if len(layouts) == 1 else []
    used = [column for column in columns if column.field is not None]
    shown = [*used, *(column for column in columns if column.field is None)]
    heads = ["行", *(["为什么没有计入"] if reasons is not None else []), *(column.head for column in shown)]
    table.setColumnCount(len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.setRowCount(min(len(places), MAX_ROWS))
    for at, place in enumerate(places[:MAX_ROWS]):
        texts = [f"{place.sheet} {place.row}" if several else str(place.row)]
        if reasons is not None:
            texts.append(reasons[place])
        cells = pages[place.sheet].sheet.rows[place.row - 1]
        texts += [text_of(cells[column.index]) if column.index < len(cells) else "" for column in shown]
        for column, text in enumerate(texts):
            table.setItem(at, column, fixed_item(text))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.resizeColumnsToContents()
    for column in range(len(heads)):
        table.setColumnWidth(column, min(max(table.columnWidth(column), 56), 360))
