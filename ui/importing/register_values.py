"""What the words of the register mean: the unknown first, each asked once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QVBoxLayout, QWidget

from importers.register import Tally, ValueUse, targets_of
from importers.register.reader import where
from ui.importing.tables import fixed_item, plain_table
from ui.toolkit.theme import colors

HEADS = ("", "内容", "台账中写的", "行数", "计入")
MARK, KIND, VALUE, ROWS, TARGET = range(len(HEADS))
ASK = "请选择…"
MAX_VALUES = 150
"""Values shown; a register that has more in one column has another column there."""


class ValuesTab(QWidget):
    """``answered`` follows each choice: kind, value, target (None: the answer is taken back)."""

    answered = Signal(object, str, object)

    def __init__(self, form: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets = targets_of(form)
        self.words = QLabel(wordWrap=True)
        self.table = plain_table(HEADS, "台账中的各种写法")
        header = self.table.horizontalHeader()
        for column, width in ((MARK, 84), (KIND, 110), (ROWS, 64), (TARGET, 380)):
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table)
        self.uses: list[ValueUse] = []
        self.boxes: list[QComboBox] = []

    def show_tally(self, tally: Tally) -> None:
        uses = sorted(tally.values, key=lambda use: (use.target is not None, use.sure, use.kind.name, -len(use.rows)))
        asked = len(tally.questions)
        shown = uses[:MAX_VALUES]
        more = f"只列出前{MAX_VALUES}种，请看是不是指错了列。" if len(uses) > MAX_VALUES else ""
        if asked:
            self.words.setText(f"！ 有{asked}种写法不知道是哪一项，请各选一次，以后照此办理。{more}")
        else:
            self.words.setText(f"每种写法都认得了，请核对右边的含义。{more}" if uses else "还没有读到要认的内容。")
        self.words.setObjectName("error" if asked else "")
        self.words.style().polish(self.words)
        if [(use.kind, use.value) for use in shown] == [(use.kind, use.value) for use in self.uses]:
            self.uses = shown
            for row, use in enumerate(shown):
                self._show(row, use)
            return
        # an answer changes a mark, not the place of its row: what was answered stays where it is
        if {(use.kind, use.value) for use in shown} == {(use.kind, use.value) for use in self.uses}:
            by_key = {(use.kind, use.value): use for use in shown}
            self.uses = [by_key[use.kind, use.value] for use in self.uses]
            for row, use in enumerate(self.uses):
                self._show(row, use)
            return
        self.uses = shown
        self._fill()

    def _fill(self) -> None:
        self.table.setRowCount(len(self.uses))
        self.boxes = []
        for row, use in enumerate(self.uses):
            box = QComboBox()
            box.addItem(ASK, None)
            for key, name in self._targets.options[use.kind].items():
                box.addItem(name, key)
            box.setAccessibleName(f"{use.kind.value}“{use.value}”计入")
            box.activated.connect(lambda _index, row=row: self._chosen(row))
            self.table.setCellWidget(row, TARGET, box)
            self.boxes.append(box)
            self._show(row, use)
        self.table.resizeRowsToContents()

    def _show(self, row: int, use: ValueUse) -> None:
        unknown = use.target is None
        mark = "！ 要选择" if unknown else "✓" if use.sure else "○ 请核对"
        scheme = colors()
        color = scheme.error if unknown else scheme.good if use.sure else scheme.warning
        self.table.setItem(row, MARK, fixed_item(mark, color=color))
        for at, text in ((KIND, use.kind.value), (VALUE, use.value), (ROWS, str(len(use.rows)))):
            item = fixed_item(text)
            item.setToolTip(f"{use.value}\n{where(use.rows)}")
            self.table.setItem(row, at, item)
        box = self.boxes[row]
        box.setCurrentIndex(0 if unknown else max(box.findData(use.target), 0))

    def _chosen(self, row: int) -> None:
        use = self.uses[row]
        self.answered.emit(use.kind, use.value, self.boxes[row].currentData())
