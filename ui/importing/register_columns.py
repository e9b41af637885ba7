"""Which column of the register tells what: heads with samples, each with a choice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QTableWidget, QVBoxLayout, QWidget

from importers.register import Field, Kind, Register, targets_of
from importers.register.mapping import Column, Mapping
from ui.importing.tables import fixed_item, plain_table

HEADS = ("列", "表头", "前几行的内容", "这一列是")
LETTER, HEAD, SAMPLES, MEANING = range(len(HEADS))
UNUSED = "（不用）"


class ColumnsTab(QWidget):
    """Shows one layout at a time; ``changed`` follows each choice with the layout, the column, its field and target."""

    changed = Signal(str, int, object, str)

    def __init__(self, register: Register, form: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self._options = _options(form)
        self.words = QLabel(wordWrap=True)
        self.layouts = QComboBox()
        self.layouts.setAccessibleName("哪些工作表")
        for key in register.mapping.layouts:
            sheets = "、".join(page.sheet.name or register.name for page in register.pages if page.layout == key)
            self.layouts.addItem(sheets, key)
        self.layouts.setVisible(self.layouts.count() > 1)
        self.table: QTableWidget = plain_table(HEADS, "台账的各列")
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(SAMPLES, QHeaderView.ResizeMode.Stretch)
        for column, width in ((LETTER, 48), (HEAD, 240), (MEANING, 300)):
            self.table.setColumnWidth(column, width)
        layout = QVBoxLayout(self)
        for widget in (self.words, self.layouts, self.table):
            layout.addWidget(widget)
        self.boxes: dict[int, QComboBox] = {}
        self._mapping = register.mapping
        self.layouts.currentIndexChanged.connect(lambda _index: self.show_mapping(self._mapping))

    @property
    def layout_key(self) -> str:
        return str(self.layouts.currentData())

    def show_mapping(self, mapping: Mapping) -> None:
        self._mapping = mapping
        layout = mapping.layouts[self.layout_key]
        missing = layout.missing()
        if missing:
            self.words.setText(f"！ 还没有“{'”“'.join(missing)}”列，不能统计：请在右边指定。")
        elif layout.remembered:
            self.words.setText("表头与上次导入的台账相同，各列按上次的选择。")
        else:
            self.words.setText("各列按表头和内容认出，请核对；不对的在右边改，下次同样的表头照此办理。")
        self.words.setObjectName("error" if missing else "")
        self.words.style().polish(self.words)
        if len(self.boxes) != len(layout.columns):
            self._fill(layout.columns)
        for column in layout.columns:
            self._show(column)

    def _fill(self, columns: tuple[Column, ...]) -> None:
        self.table.setRowCount(len(columns))
        self.boxes = {}
        for row, column in enumerate(columns):
            box = QComboBox()
            for name, told in self._options.items():
                box.addItem(name, told)
            box.setAccessibleName(f"{column.letter}列“{column.head}”是")
            box.activated.connect(lambda _index, row=row: self._chosen(row))
            self.table.setCellWidget(row, MEANING, box)
            self.boxes[column.index] = box
        self.table.resizeRowsToContents()

    def _show(self, column: Column) -> None:
        row = column.index
        texts = (column.letter, column.head or "（无表头）", "　".join(column.samples) or "（空）")
        for at, text in zip((LETTER, HEAD, SAMPLES), texts, strict=True):
            self.table.setItem(row, at, fixed_item(text, used=column.field is not None))
        self.boxes[column.index].setCurrentText(_name(column.field, column.target, self._options))

    def _chosen(self, index: int) -> None:
        field, target = self.boxes[index].currentData() or (None, "")
        self.changed.emit(self.layout_key, index, field, target)


def _options(form: str) -> dict[str, tuple[Field, str] | None]:
    """Name → what a column tells; columns of marks one by one."""
    options: dict[str, tuple[Field, str] | None] = {UNUSED: None}
    options.update({field.value: (field, "") for field in Field if not field.is_mark})
    targets = targets_of(form)
    for field, kind, names in (
        (Field.APPLICANT_MARK, Kind.APPLICANT, targets.applicants),
        (Field.OUTCOME_MARK, Kind.OUTCOME, targets.results),
    ):
        options.update({f"打勾：{kind.value} {name}": (field, key) for key, name in names.items()})
    return options


def _name(field: Field | None, target: str, options: dict[str, tuple[Field, str] | None]) -> str:
    return next((name for name, told in options.items() if told == ((field, target) if field else None)), UNUSED)
