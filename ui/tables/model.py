"""The model behind a table view: a thin adapter from the session's figures to Qt's rows and columns."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desk.arithmetic import computed
from models.form import Cell, Table
from models.report import MEMO, Edit
from models.values import Value, read_number, show
from ui.session import Session
from ui.tables.looks import Look, looks_of
from ui.tables.shape import Shape, Spot

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NONE = Look("")


class TableModel(QAbstractTableModel):
    """The numbers of one table. What a person writes is read for what it means; text that is no number stays visible."""

    understood = Signal(str)
    """What was made of a number written in another way ("“12件”读作12"), or why it is no number."""

    def __init__(self, session: Session, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.shape = Shape(session.form, table)
        self._cells = tuple(self.shape.spots)
        self.looks: dict[str, Look] = looks_of(session, self._cells)
        session.evaluated.connect(self.refresh)

    def refresh(self) -> None:
        """Follow the session: only cells that look different are drawn again."""
        if self.session.form is not self.shape.form:
            return  # the page is about to be made anew for another form
        old, self.looks = self.looks, looks_of(self.session, self._cells)
        for id, look in self.looks.items():
            if look != old[id]:
                index = self.index_of(id)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.shape.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.shape.columns

    def index_of(self, cell_id: str) -> QModelIndex:
        return self.index(*self.shape.spots[cell_id])

    def cell(self, index: Index) -> Cell | None:
        """The cell of an index; None for a head or a title."""
        return self.shape.cell((index.row(), index.column())) if index.isValid() else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.cell(index) is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.session.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        cell = self.cell(index)
        if cell is None:
            place = self.shape.place((index.row(), index.column())) if index.isValid() else None
            shown = role in (_Role.DisplayRole, _Role.AccessibleTextRole)
            return place.text.replace("\n", "") if place and shown else None
        if role == _Role.DisplayRole:
            return self.looks.get(cell.id, _NONE).text
        if role == _Role.EditRole:
            return self.written(cell.id)
        if role == _Role.TextAlignmentRole:
            return _RIGHT
        if role == _Role.ToolTipRole:
            return self.tooltip(cell)
        if role == _Role.AccessibleTextRole:
            return f"{cell.name}：{self.looks[cell.id].text or '空白'}"
        if role == _Role.AccessibleDescriptionRole:
            return "\n".join(self.said(cell))
        return None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        cell = self.cell(index)
        written = str(value)
        if cell is None or role != _Role.EditRole or written == self.written(cell.id):
            return False
        edit, note = self.typed(cell, written)
        self.session.edit(edit, f"填写{cell.name}")
        self.understood.emit(note)
        return True

    def written(self, id: str) -> str:
        """The figure as an editor shows it, its remark in brackets behind it."""
        remark = self.session.report.text(f"remark.{id}")
        return show(self.session.figures.printed[id]) + (f"（{remark}）" if remark else "")

    def typed(self, cell: Cell, written: str) -> tuple[Edit, str]:
        """The edit for what a person wrote in a cell, and what was made of it in words."""
        if (total := computed(written)) is not None:
            made, note = self.typed(cell, str(total))
            return made, f"{written.strip()} 算得 {total}" + (f"；{note}" if note else "")
        reading = read_number(written, cell.kind)
        edit: dict[str, Value] = {cell.id: reading.value}
        if self.session.report.text(f"remark.{cell.id}") != reading.remark:
            edit[f"remark.{cell.id}"] = reading.remark or None
        if isinstance(reading.value, str):
            return edit, f"“{written.strip()}”{reading.note}，先原样留着；请改为数字，没有的填0。"
        return edit, reading.note

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        for spot in self.shape.spots.values():
            if spot[orientation is Qt.Orientation.Horizontal] == section:
                cell = self.shape.cell(spot)
                assert cell is not None
                return cell.column.name if orientation is Qt.Orientation.Horizontal else cell.row.name
        return ""

    def said(self, cell: Cell) -> list[str]:
        """What the findings say about this cell: the words of the panel."""
        return [
            f"{finding.severity.word}：{finding.message}{finding.advice}"
            for finding in self.session.shown
            if cell.id in finding.cells or cell.id in finding.parts
        ]

    def tooltip(self, cell: Cell) -> str:
        """Name, findings, stated against computed, remark, origin, last year's figure and what the cell counts."""
        session, look = self.session, self.looks[cell.id]
        lines = [cell.name, *self.said(cell)]
        if look.computed:
            lines.append(f"填的是{look.text}，按明细计算是{look.computed}；点左边的∑{look.computed}改用计算值。")
        elif look.derived and look.text:
            lines.append("由明细自动计算。")
        if remark := session.report.text(f"remark.{cell.id}"):
            lines.append(f"格内说明：{remark}")
        if memo := session.report.text(f"{MEMO}.{cell.id}"):
            lines.append(f"便笺：{memo}")
        if origin := session.report.text(f"origin.{cell.id}"):
            lines.append(f"来自 {origin}")
        if last := self.last_year(cell.id):
            lines.append(f"上年：{last}")
        return "\n".join([*lines, cell.help])

    def last_year(self, id: str) -> str:
        """Last year's figure of this cell; "" where there is none."""
        figures = self.session.previous_figures
        return show(figures.printed.get(id)) if figures else ""

    def spot(self, index: Index) -> Spot:
        return index.row(), index.column()
