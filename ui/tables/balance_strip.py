"""The strip under a table whose columns must balance: for each column both sides, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.form import Form, Runs, Sum, Table
from models.values import show
from ui.session import Session
from ui.tables.painting import LEFT, RIGHT
from ui.tables.view import FormTableView
from ui.toolkit.theme import colors

HEIGHT = 26


@dataclass(frozen=True, slots=True)
class Side:
    """One column: both sides in figures, ``known`` where they can be computed, and whether they agree; ``said`` where they
    do not and that is shown as an error by now."""

    balance: Sum
    left: str
    right: str
    known: bool
    apart: str
    said: bool = False
    blanks: int = 0
    """Cells of the column that nobody has filled in yet."""
    started: bool = True

    @property
    def words(self) -> str:
        if not self.known:
            return f"{self.balance.line}：有格子不是数字，算不出"
        if not self.started:
            return f"{self.balance.line}：还没有填"
        if self.blanks:
            return f"{self.balance.line}：未填完，还差{self.blanks}格"
        if not self.apart:
            return f"{self.balance.line}：平，两边都是{self.left}"
        one, other = self.balance.said
        return f"{self.balance.line}：{one}＝{self.left}，{other}＝{self.right}，相差{self.apart}"


def balances_of(form: Form, table: Table) -> list[Sum]:
    """What must balance in a table, column by column."""
    return [item for item in form.sums if item.runs is Runs.BALANCE and item.table == table.id]


def side_of(session: Session, balance: Sum) -> Side:
    figures, report = session.figures, session.report
    if not figures.readable(balance.cells):
        return Side(balance, "", "", False, "")
    leaves = {leaf for cell in balance.cells for leaf in session.form.totals.get(cell, (cell,))}
    blanks = sum(report.get(leaf) is None for leaf in leaves)
    started = any(report.get(cell) is not None for cell in (*leaves, *balance.cells))
    left, right = figures.add(balance.left), figures.add(balance.right)
    apart = show(max(left - right, right - left)) if left != right else ""
    said = bool(apart) and any(finding.parts == balance.cells for finding in session.shown)
    return Side(balance, show(left), show(right), True, apart, said, blanks, started)


def apart_words(apart: str, width: int, metrics: QFontMetrics) -> tuple[str, str]:
    """What stands at the left and at the right of a column that does not balance: the figure always, words where they fit."""
    mark = "✕"
    for words in (f"差 {apart}", f"差{apart}", apart):
        if metrics.horizontalAdvance(mark) + metrics.horizontalAdvance(words) + 2 <= width:
            return mark, words
    return "", apart


class BalanceStrip(QWidget):
    """Aligned with the columns of ``view``; a click on a column goes to it."""

    chosen = Signal(str)
    """A cell of the column that was clicked."""

    def __init__(self, session: Session, view: FormTableView) -> None:
        super().__init__()
        self.session = session
        self.view = view
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies behind is not drawn again
        self.setFixedHeight(HEIGHT)
        self.balances = balances_of(session.form, view.shape_.table)
        self.sides = [side_of(session, balance) for balance in self.balances]
        self.setVisible(bool(self.balances))
        self._say()
        session.evaluated.connect(self.refresh)
        view.sizes_changed.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    def refresh(self) -> None:
        """Follow the session."""
        if self.session.form is not self.view.shape_.form:
            return
        sides = [side_of(self.session, balance) for balance in self.balances]
        if sides != self.sides:
            changed = [side for side, old in zip(sides, self.sides, strict=True) if side != old]
            self.sides = sides
            self._say()
            for side in changed:
                self.update(self.column_rect(side))

    def _say(self) -> None:
        self.setAccessibleName("；".join(side.words for side in self.sides))
        self.setToolTip("\n".join(side.words for side in self.sides))

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def column_rect(self, side: Side) -> QRect:
        column = self.view.shape_.spots[side.balance.right[0]][1]
        left = self.view.stub_header.width() + self.view.columnViewportPosition(column)
        return QRect(left, 0, self.view.columnWidth(column), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = colors()
        width = self.view.stub_header.width() + sum(self.view.columnWidth(i) for i in range(self.view.shape_.columns))
        region = event.region()
        painter.fillRect(event.rect(), QColor(scheme.ground))
        painter.fillRect(QRect(0, 0, width, self.height()), QColor(scheme.paper))
        painter.setFont(self.view.font())
        painter.setPen(QColor(scheme.text))
        stubs = QRect(0, 0, self.view.stub_header.width(), self.height())
        if self.balances and region.intersects(stubs):
            first = self.balances[0]
            label = f"勾稽：{first.said[0]} ＝ {first.said[1]}"
            painter.drawText(QRect(6, 0, self.view.stub_header.width() - 8, self.height()), LEFT, label)
        for side in self.sides:
            if region.intersects(self.column_rect(side)):
                self._draw(painter, side)

    def _draw(self, painter: QPainter, side: Side) -> None:
        scheme = colors()
        rect = self.column_rect(side).adjusted(0, 1, -1, -1)
        inner = rect.adjusted(4, 0, -5, 0)
        if not side.known:
            painter.setPen(QColor(scheme.faint))
            painter.drawText(inner, RIGHT, "—")
        elif not side.said and (side.blanks or not side.started):
            painter.setPen(QColor(scheme.faint))
            painter.drawText(inner, RIGHT, "未填完" if side.started else "")
        elif side.apart and not side.said:
            painter.setPen(QColor(scheme.faint))
            painter.drawText(inner, RIGHT, f"差 {side.apart}")
        elif side.apart:
            painter.fillRect(rect, QColor(scheme.error_ground))
            painter.setPen(QColor(scheme.error))
            mark, words = apart_words(side.apart, inner.width(), painter.fontMetrics())
            painter.drawText(inner, LEFT, mark)
            painter.drawText(inner, RIGHT, words)
        else:
            painter.setPen(QColor(scheme.good))
            painter.drawText(inner, LEFT, "✓")
            painter.drawText(inner, RIGHT, side.left)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            for side in self.sides:
                if self.column_rect(side).contains(event.position().toPoint()):
                    self.chosen.emit(side.balance.right[0])
                    return  # the columns may have moved by now
