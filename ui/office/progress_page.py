"""The page 进度: a bar for each superior, and figures that stand apart from those of units of their kind, as dots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.changes import headlines_of
from models.form import Form
from models.naming import name_of
from office import outliers, roster, status, sums
from office.ledger import Ledger
from office.outliers import Outlier
from office.roster import Unit
from office.states import State
from ui.toolkit import theme

_HEIGHT = 26
_LABEL = 170


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a superior: how many units are expected, and what became of them."""

    name: str
    expected: int
    on_time: int
    late: int
    passed: int


class ProgressPage(QWidget):
    """What has come in so far, and what looks wrong at a glance."""

    def __init__(self) -> None:
        super().__init__()
        self._ledger: Ledger | None = None
        self._node = ""
        self.bars = Bars()
        self.cell = QComboBox()
        self.cell.setAccessibleName("看哪一个数字")
        self.cell.currentIndexChanged.connect(self._plot)
        self.dots = Dots()
        self.told = QLabel(wordWrap=True)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.bars)
        row = QHBoxLayout()
        row.addWidget(QLabel("离群的数字"))
        row.addWidget(self.cell, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addLayout(row)
        layout.addWidget(self.dots)
        layout.addWidget(self.told)

    def show_node(self, ledger: Ledger, node: str) -> None:
        self._ledger, self._node = ledger, node
        units = roster.load(ledger)
        top = units.node(node)
        nodes = [top, *(each for each in units.nodes() if each.parent == top.id)]
        self.bars.show_progress([_progress(ledger, each, units) for each in nodes])
        form = sums.basis_of(ledger, node, units=units).form
        if self.cell.count() == 0:
            self.cell.blockSignals(True)
            for id in headlines_of(form):
                self.cell.addItem(name_of(id, form), id)
            self.cell.setCurrentIndex(max(0, self.cell.findData(_first(form))))
            self.cell.blockSignals(False)
        self._plot()

    def _plot(self) -> None:
        cell = self.cell.currentData()
        if self._ledger is None or not cell:
            return
        basis = sums.basis_of(self._ledger, self._node)
        found = outliers.outliers(self._ledger, basis, [cell])
        shares = sums.trace(self._ledger, basis, cell).shares
        self.dots.show_values([(s.unit, float(s.value)) for s in shares if s.value is not None], found)
        name = self.cell.currentText()
        few = f"同类单位不到{outliers.FEWEST}个的，不比。"
        self.told.setText("\n".join(each.said(name) for each in found[:6]) or f"没有离群的。{few}")


def _progress(ledger: Ledger, node: Unit, units: roster.Roster) -> Progress:
    found = status.of(ledger, node.name, units)
    received = len(found.received)
    return Progress(node.name, found.expected, received - found.late, found.late, found.count(State.PASSED))


def _first(form: Form) -> str:
    """What is looked at first: the whole of the first table of which all columns are added up."""
    return next((cell.id for cell in form.cells.values() if cell.column.node.total), next(iter(form.cells)))


class Bars(QWidget):
    """A bar a superior, drawn: on time, late, missing, and in words how many passed."""

    def __init__(self) -> None:
        super().__init__()
        self.progress: Sequence[Progress] = ()

    def show_progress(self, progress: Sequence[Progress]) -> None:
        self.progress = progress
        said = "；".join(f"{p.name}已收{p.on_time + p.late}/{p.expected}，通过{p.passed}" for p in progress[:40])
        self.setAccessibleName(f"报送进度：{said}")
        self.setMinimumHeight(_HEIGHT * len(progress) + 28)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, _HEIGHT * len(self.progress) + 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = theme.colors()
        room = max(60, self.width() - _LABEL - 190)
        painter.setPen(QColor(scheme.faint))
        painter.drawText(QRectF(8, 0, self.width() - 16, 20), "■ 按时　▨ 迟报　□ 未报")
        for number, each in enumerate(self.progress):
            top = 24 + number * _HEIGHT
            painter.setPen(QColor(scheme.text))
            name = painter.fontMetrics().elidedText(each.name, Qt.TextElideMode.ElideRight, _LABEL - 12)
            painter.drawText(QRectF(8, top, _LABEL - 12, 20), Qt.AlignmentFlag.AlignVCenter, name)
            self._bar(painter, QRectF(_LABEL, top + 3, room, 14), each)
            said = f"{each.on_time + each.late}/{each.expected}　迟报{each.late}　通过{each.passed}"
            painter.setPen(QColor(scheme.text))
            painter.drawText(QRectF(_LABEL + room + 8, top, 182, 20), Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()

    @staticmethod
    def _bar(painter: QPainter, area: QRectF, each: Progress) -> None:
        scheme = theme.colors()
        painter.setPen(QPen(QColor(scheme.field), 1))
        painter.setBrush(QColor(scheme.paper))
        painter.drawRect(area)
        left = area.left()
        parts = (
            (each.on_time, QColor(scheme.good), Qt.BrushStyle.SolidPattern),
            (each.late, QColor(scheme.warning), Qt.BrushStyle.BDiagPattern),
        )
        for count, colour, pattern in parts:
            wide = area.width() * count / each.expected if each.expected else 0
            painter.fillRect(QRectF(left, area.top() + 1, wide, area.height() - 1), QBrush(colour, pattern))
            left += wide


class Dots(QWidget):
    """A dot a unit on a logarithmic line; those that stand apart are named."""

    def __init__(self) -> None:
        super().__init__()
        self._values: Sequence[tuple[str, float]] = ()
        self._apart: Sequence[Outlier] = ()
        self.setFixedHeight(150)

    def show_values(self, values: Sequence[tuple[str, float]], apart: Sequence[Outlier]) -> None:
        self._values, self._apart = values, apart
        names = "、".join(each.unit for each in apart[:10])
        self.setAccessibleName(f"{len(values)}个单位的分布，离群的：{names or '没有'}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = theme.colors()
        most = max((abs(value) for _, value in self._values), default=1.0)
        wide = self.width() - 48
        middle = self.height() * 0.55

        def place(value: float) -> float:
            return 24 + wide * math.log1p(max(value, 0.0)) / math.log1p(max(most, 1.0))

        painter.setPen(QPen(QColor(scheme.grid), 1))
        painter.drawLine(QPointF(24, middle + 18), QPointF(24 + wide, middle + 18))
        tick = 1.0
        painter.setPen(QColor(scheme.faint))
        while tick <= most:
            painter.drawText(QPointF(place(tick) - 8, middle + 34), f"{tick:.0f}")
            tick *= 10
        apart = {each.unit for each in self._apart}
        for number, (unit, value) in enumerate(self._values):
            far = unit in apart
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.error if far else scheme.accent))
            size = 5.0 if far else 3.0
            painter.drawEllipse(QPointF(place(value), middle - (number % 9) * 4 + 10), size, size)
        painter.setPen(QColor(scheme.error))
        for number, each in enumerate(self._apart[:4]):
            left = min(place(float(each.value)) - 40, self.width() - 200)
            painter.drawText(QPointF(max(left, 8), 14 + number * 15), each.unit)
        painter.end()
