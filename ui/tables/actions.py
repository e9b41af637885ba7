"""What can be done in a table by menu, key and context menu: copy, cut, paste, clear, fill 0, take the computed total."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desk.clipboard import as_html, as_text, read_clipboard
from models.findings import Severity
from models.values import Value, show
from ui.session import Change
from ui.session.notice import Notice
from ui.tables.ranges import cleared, copied, paste, zeros
from ui.tables.view import FormTableView
from ui.toolkit import theme
from ui.toolkit.actions import action


class TableActions(QObject):
    """The actions of one table view. ``explain``: show how the total under the cursor is made up."""

    explain = Signal()

    def __init__(self, view: FormTableView) -> None:
        super().__init__(view)
        self.view = view
        self.session = view.form_model.session
        self.table = view.shape_.table
        self._icons: dict[QAction, str] = {}
        self._pasted = ""
        standard = QKeySequence.StandardKey
        self.cut = self._action("剪切", "cut", self._cut, standard.Cut)
        self.copy = self._action("复制", "copy", self._copy, standard.Copy)
        self.paste = self._action("粘贴", "paste", self._paste, standard.Paste)
        self.clear = self._action("清空", "clear", self._clear, "Del", "Backspace")
        self.zero = self._action("填 0", "zero", self._zero, "Ctrl+0")
        self.computed = self._action("改用计算值", "sum", self._take_here, "Ctrl+=")
        self.how = self._action("怎么算的", "sum", self.explain.emit, "Ctrl+J")
        self.all = self._action("全选", "", self._select_all, standard.SelectAll)
        self.widths = self._action("恢复自动列宽", "", view.forget_widths)
        self.fill = action(self, "本部分全部填 0", self.fill_section, tip="没有填的格子都填 0；已经填了数的，先问。")
        self._icons[self.fill] = "zero"
        view.addAction(self.fill)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        view.take_computed.connect(self.take_computed)
        self.session.applied.connect(self._changed)
        self.refresh_icons()

    def _action(
        self, text: str, icon: str, act: Callable[[], object], *keys: str | QKeySequence.StandardKey
    ) -> QAction:
        made = action(self, text, act, *keys)
        if icon:
            self._icons[made] = icon
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        key = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{text}（{key}）" if key else text)
        self.view.addAction(made)
        return made

    def fitting(self) -> list[QAction]:
        """The actions that do something here and now: in a report that is read only, those that change nothing."""
        cell = self.view.current_cell
        disagrees = cell is not None and bool(self.view.form_model.looks[cell.id].computed)
        writing = {self.cut, self.paste, self.clear, self.zero, self.computed, self.fill}
        left_out = writing if self.session.read_only else set() if disagrees else {self.computed}
        if not self.view.user_widths:
            left_out = left_out | {self.widths}
        return [action for action in self.view.actions() if action not in left_out]

    def _open_menu(self, spot: QPoint) -> None:
        menu = QMenu(self.view)
        menu.addActions(self.fitting())
        menu.exec(self.view.viewport().mapToGlobal(spot))
        menu.deleteLater()

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of the scheme now in use."""
        for made, name in self._icons.items():
            made.setIcon(theme.icon(name))

    def _cut(self) -> None:
        self._copy()
        self._edit(cleared(self.session, self.view.selected_cells()), "剪切")

    def _copy(self) -> None:
        rows = copied(self.view.form_model, *self.view.selected_corners())
        data = QMimeData()
        data.setText(as_text(rows))
        data.setHtml(as_html(rows))
        QGuiApplication.clipboard().setMimeData(data)

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        rows = read_clipboard(data.text(), data.html())
        first, last = self.view.selected_corners()
        done = paste(self.view.form_model, first, last, rows)
        if done.edit:
            self._edit(done.edit, f"粘贴到{self.table.number}")
            self._pasted = f"粘贴到{self.table.number}"
            model = self.view.form_model
            chosen = QItemSelection(model.index(*done.first), model.index(*done.last))
            self.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        count = sum(id in self.session.form.cells for id in done.edit)
        said = f"粘贴了{count}格。" if done.edit else ""
        severity = Severity.WARNING if "没有" in done.words or "请" in done.words else Severity.INFO
        if done.words:
            self.session.notice.emit(Notice(f"{said}{done.words}", severity, key="paste"))

    def _changed(self, change: Change) -> None:
        """What was said of a paste holds until something else is done, or it is taken back."""
        if self._pasted:
            self._pasted = ""
            self.session.withdraw.emit("paste")

    def _clear(self) -> None:
        self._edit(cleared(self.session, self.view.selected_cells()), "清空")

    def _zero(self) -> None:
        self._edit(zeros(self.session, self.view.selected_cells()), "填 0")

    def _select_all(self) -> None:
        model, spots = self.view.form_model, self.view.shape_.spots.values()
        first, last = min(spots), max(spots)
        chosen = QItemSelection(model.index(*first), model.index(last[0], model.columnCount() - 1))
        self.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _take_here(self) -> None:
        cell = self.view.current_cell
        if cell is not None:
            self.take_computed(cell.id)

    def take_computed(self, cell_id: str) -> None:
        """Let the computed figure of a total stand in place of the stated one; from then on it follows its parts."""
        look = self.view.form_model.looks[cell_id]
        if look.computed:
            name = self.session.form.cells[cell_id].name
            self.session.edit({cell_id: None}, f"{name}改用计算值 {look.computed}")

    def fill_section(self) -> None:
        """Fill the whole table with 0; asks before it overwrites a figure."""
        cells = [cell.id for cell in self.session.form.typed_cells[self.table.id]]
        report = self.session.report
        filled = [cell for cell in cells if report.get(cell) not in (None, 0)]
        name = f"{self.table.number}全部填 0"
        if not filled:
            self._edit(zeros(self.session, cells), name)
            step = self.session.undo_stack.index()
            undo = ("撤销", lambda: self._undo(step))
            self.session.notice.emit(Notice(f"{self.table.number}没有填的格子都填了 0。", actions=(undo,), key="fill"))
            return
        example = self.session.form.cells[filled[0]]
        text = f"{self.table.number}已有{len(filled)}格填了数（例如“{example.name}”是{show(report.get(filled[0]))}）。"
        blanks = (
            "只把空白格填 0",
            lambda: self._edit(zeros(self.session, cells, only_blank=True), f"{name}（空白格）"),
        )
        every = ("全部改为 0", lambda: self._edit(self._all_zero(cells), name))
        notice = Notice(text, Severity.WARNING, (blanks, every, ("不填了", lambda: None)), key="fill", stays=True)
        self.session.notice.emit(notice)

    def _undo(self, step: int) -> None:
        """Take the filling back, unless other steps came after it: these are not to go with it unasked."""
        stack = self.session.undo_stack
        if stack.index() == step:
            self.session.undo()
        elif stack.index() > step:
            self.session.say("填 0 之后又有修改；请在“编辑”菜单中逐步撤销。")

    def _all_zero(self, cells: list[str]) -> dict[str, Value]:
        return cleared(self.session, cells) | zeros(self.session, cells)

    def _edit(self, edit: dict[str, Value], name: str) -> None:
        if edit:
            self.session.edit(edit, name)
