"""The model behind the preview: groups of rows with a check mark each, a thin adapter over ``importers.preview``."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication

from importers.preview import Group, Preview, Row, State
from models.form import BETWEEN
from models.values import show
from ui.toolkit.theme import colors

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

HEADS = ("内容", "来源中写的", "现在", "状态", "来自")
CARRIED = "带入的内容"
"""The head in place of 来源中写的 where the values are made from last year's report."""
ITEM, FOUND, PRESENT, STATE, ORIGIN = range(len(HEADS))
MARKS = {State.NEW: "＋", State.EQUAL: "＝", State.DIFFERENT: "≠", State.MISSING: "－", State.UNREADABLE: "！"}
SHOWN = 60
"""Characters of a text that fit into a line of the list; the details show all of it."""


def state_color(state: State) -> QColor:
    scheme = colors()
    return QColor(
        {
            State.NEW: scheme.good,
            State.DIFFERENT: scheme.warning,
            State.UNREADABLE: scheme.error,
        }.get(state, scheme.faint)
    )


def state_words(state: State) -> str:
    return f"{MARKS[state]} {state.value}"


def counted(group: Group) -> str:
    """How many rows of a group are in each state, in words."""
    return "　".join(f"{state_words(state)} {n}" for state, n in group.counts().items())


class PreviewModel(QAbstractItemModel):
    """Two levels: groups, and the rows in them. ``chosen`` are the ids checked; ``changes_only`` hides what would not change."""

    chosen_changed = Signal()

    def __init__(self, preview: Preview, parent: QObject | None = None, *, carried: bool = False) -> None:
        super().__init__(parent)
        self.preview = preview
        self.heads = tuple(CARRIED if carried and at == FOUND else head for at, head in enumerate(HEADS))
        self.chosen: set[str] = set(preview.chosen)
        self.changes_only = True
        self._shown: list[tuple[Group, list[Row]]] = []
        self._bold = QGuiApplication.font()
        self._bold.setBold(True)
        self._gather()

    def set_preview(self, preview: Preview) -> None:
        """Show another preview: what was left out before stays left out."""
        left_out = {id for id, row in self.preview.rows.items() if row.applicable} - self.chosen
        self.beginResetModel()
        self.chosen = {id for id in preview.chosen if id not in left_out or self.preview.rows[id] != preview.rows[id]}
        self.preview = preview
        self._gather()
        self.endResetModel()
        self.chosen_changed.emit()

    def show_changes_only(self, only: bool) -> None:
        self.beginResetModel()
        self.changes_only = only
        self._gather()
        self.endResetModel()

    def choose_all(self, choose: bool) -> None:
        self.chosen = {id for id, row in self.preview.rows.items() if choose and row.applicable}
        self._tell_all()

    def group_at(self, index: Index) -> Group | None:
        if not index.isValid():
            return None
        at = index.row() if index.internalId() == 0 else int(index.internalId()) - 1
        return self._shown[at][0]

    def row_at(self, index: Index) -> Row | None:
        """The row of an index; None for a group."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._shown[int(index.internalId()) - 1][1][index.row()]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._shown)
        return len(self._shown[parent.row()][1]) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        return self.heads[section] if role == _Role.DisplayRole and orientation == Qt.Orientation.Horizontal else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row, group = self.row_at(index), self.group_at(index)
        can = row.applicable if row is not None else bool(group and group.ids)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if can and index.column() == ITEM else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        row, group = self.row_at(index), self.group_at(index)
        if group is None:
            return None
        if role == _Role.CheckStateRole:
            return self._check(group, row) if self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable else None
        return self._of_group(group, index.column(), role) if row is None else self._of_row(row, index.column(), role)

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        row, group = self.row_at(index), self.group_at(index)
        assert group is not None
        ids = group.ids if row is None else {row.id}
        self.chosen = self.chosen | ids if Qt.CheckState(value) == Qt.CheckState.Checked else self.chosen - ids
        self._tell_all()
        return True

    def _gather(self) -> None:
        self._shown = []
        for group in self.preview.groups:
            rows = [row for row in group.rows if row.applicable or not self.changes_only]
            if rows or not self.changes_only:
                self._shown.append((group, rows))

    def _tell_all(self) -> None:
        for at, (_, rows) in enumerate(self._shown):
            top = self.index(at, ITEM)
            self.dataChanged.emit(top, top, [_Role.CheckStateRole])
            if rows:
                first, last = self.index(0, ITEM, top), self.index(len(rows) - 1, ITEM, top)
                self.dataChanged.emit(first, last, [_Role.CheckStateRole])
        self.chosen_changed.emit()

    def _check(self, group: Group, row: Row | None) -> Qt.CheckState:
        ids = group.ids if row is None else {row.id}
        some = self.chosen & ids
        if not some:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if len(some) == len(ids) else Qt.CheckState.PartiallyChecked

    def _of_group(self, group: Group, column: int, role: int) -> object:
        if role == _Role.DisplayRole:
            return f"{group.title}　　{counted(group)}" if column == ITEM else None
        if role == _Role.FontRole and column == ITEM:
            return self._bold
        if role == _Role.AccessibleTextRole and column == ITEM:
            return f"{group.title}：{counted(group)}"
        return None

    def _of_row(self, row: Row, column: int, role: int) -> object:
        if role == _Role.DisplayRole:
            return self._text(row, column)
        if role == _Role.ForegroundRole:
            return state_color(row.state) if column == STATE else None
        if role == _Role.ToolTipRole:
            return "\n".join((*row.notes, f"来自 {row.origin}")) if row.origin else "\n".join(row.notes) or None
        if role == _Role.AccessibleTextRole and column == ITEM:
            return f"{row.name}：来源中是{row.found or '空白'}，现在是{show(row.present) or '空白'}，{row.state.value}"
        return None

    def _text(self, row: Row, column: int) -> str:
        if column == ITEM:
            # the group names the section already
            return row.name.split(BETWEEN, 1)[-1]
        if column == FOUND:
            read = show(row.value)
            return _line(row.found if row.found.strip() == read else f"{row.found.strip()} → {read}")
        return (_line(show(row.present)), state_words(row.state), row.origin)[column - PRESENT]


def _line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[:SHOWN]}…"
