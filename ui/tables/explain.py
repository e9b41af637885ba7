"""The panel 怎么算的: a total's parts with their values, its formula, and the difference; a click goes to a part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.form import Form, Runs
from models.values import show
from ui.session import Session

WIDTH = 300


@dataclass(frozen=True, slots=True)
class Explained:
    """A computation in words: what it is about, its parts (id, name, value), the formula and what comes of it."""

    title: str
    parts: tuple[tuple[str, str, str], ...]
    formula: str
    result: str
    agrees: bool


def explain(session: Session, cell_id: str) -> list[Explained]:
    """The sums in which this cell stands: as their total first, then the balances that it takes part in."""
    form = session.form
    sums = [item for item in form.sums if item.runs is not Runs.BALANCE and item.right == (cell_id,)]
    sums += [item for item in form.sums if item.runs is Runs.BALANCE and cell_id in item.cells]
    found = []
    for item in sums:
        figures = session.figures
        balance = item.runs is Runs.BALANCE
        shared = form.cells[item.right[0]]
        listed = item.cells if balance else item.left
        parts = tuple((id, _short(form, id, item.code), show(figures.printed[id]) or "空白（当作0）") for id in listed)
        if not figures.readable(item.cells):
            found.append(Explained(_title(form, item.right[0], balance), parts, "有格子不是数字，算不出。", "", False))
            continue
        left, right = figures.add(item.left), figures.add(item.right)
        formula = f"{_added(session, item.left)} ＝ {show(left)}"
        if balance:
            formula += f"\n{_added(session, item.right)} ＝ {show(right)}"
        if left == right:
            result = (
                "两边相等。"
                if balance
                else "与填写的一致。"
                if item.right[0] in session.report.values
                else "自动计算。"
            )
        else:
            stated = f"两边相差 {show(max(left - right, right - left))}。"
            result = stated if balance else f"填的是 {show(right)}，相差 {show(max(left - right, right - left))}。"
        found.append(Explained(_title(form, shared.id, balance), parts, formula, result, left == right))
    return found


def _title(form: Form, id: str, balance: bool) -> str:
    cell = form.cells[id]
    return f"{cell.column.name}列的勾稽关系" if balance else cell.name


def _short(form: Form, id: str, code: str) -> str:
    cell = form.cells[id]
    return cell.column.name if code.endswith(".row") else cell.row.name


def _added(session: Session, cells: tuple[str, ...]) -> str:
    """The addends; nil ones are left out where there are many."""
    shown = [show(session.figures.number(cell) or 0) for cell in cells]
    if len(shown) > 8:
        shown = [figure for figure in shown if figure != "0"] or ["0"]
    return " ＋ ".join(shown)


class ExplainPanel(QFrame):
    """Shows how the cell under the cursor is made up, as long as it is open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.cell_id = ""
        self.links: dict[str, QPushButton] = {}
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("怎么算的")
        title = QLabel("怎么算的")
        title.setObjectName("heading")
        self.close_button = QPushButton("关闭")
        self.close_button.setObjectName("flat")
        self.close_button.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        self.hide()
        session.evaluated.connect(self._follow)

    def show_cell(self, cell_id: str) -> None:
        """Explain this cell, where it stands in a sum."""
        self.cell_id = cell_id
        if self.isVisible():
            self._fill()

    def open(self, cell_id: str) -> None:
        self.show()
        self.show_cell(cell_id)

    def words(self) -> str:
        """All that the panel says, as text."""
        return (
            "\n".join(label.text() for label in self._area.widget().findChildren(QLabel)) if self._area.widget() else ""
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.session.go_to(self.cell_id)
            return
        super().keyPressEvent(event)

    def _follow(self) -> None:
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        if self.cell_id not in self.session.form.cells:
            return
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(2)
        self.links = {}
        explained = explain(self.session, self.cell_id)
        if not explained:
            column.addWidget(_label("这一格是直接填写的，不由别的格子算出。把光标移到总计上再看。"))
        for item in explained:
            column.addWidget(_label(item.title, "heading"))
            column.addWidget(_label(item.formula))
            column.addWidget(_label(f"{'✓' if item.agrees else '✕'} {item.result}", "good" if item.agrees else "bad"))
            for id, name, value in item.parts:
                column.addLayout(self._part(id, name, value))
            column.addSpacing(8)
        column.addStretch()
        self._area.setWidget(inner)

    def _part(self, id: str, name: str, value: str) -> QHBoxLayout:
        link = QPushButton(name if len(name) <= 16 else f"{name[:15]}…")
        link.setObjectName("link")
        link.setToolTip(f"转到“{self.session.form.cells[id].name}”")
        link.setAccessibleName(f"{name}：{value}")
        link.clicked.connect(partial(self.session.go_to, id))
        self.links[id] = link
        figure = QLabel(value)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.addWidget(link)
        line.addStretch()
        line.addWidget(figure)
        return line


def _label(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setObjectName(name)
    return label
