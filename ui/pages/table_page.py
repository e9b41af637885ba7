"""The page of a table section, generated from the form: the table, what to do with it, its balance and a help line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from models.findings import Span
from models.form import Section
from models.report import MEMO
from models.values import show
from ui.pages.page import Page
from ui.session import Session
from ui.tables.actions import TableActions
from ui.tables.balance_strip import BalanceStrip
from ui.tables.explain import ExplainPanel
from ui.tables.model import TableModel
from ui.tables.view import FormTableView
from ui.toolkit import settings as kept
from ui.toolkit.help_line import HelpLine

MARGIN = 10
"""Pixels at the left and right of the page."""
WELL_KNOWN = 3
"""The buttons 复制, 粘贴 and 填 0, which are known by their icons."""
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def sum_words(session: Session, ids: Sequence[str]) -> str:
    """The sum of several cells in words; totals count only where nothing but totals is selected."""
    cells, figures = session.form.cells, session.figures
    leaves = [id for id in ids if not cells[id].is_total] or list(ids)
    numbers = [value for id in leaves if (value := figures.number(id)) is not None]
    left = len(leaves) - len(numbers)
    words = f"选中 {len(ids)} 格，合计 {show(sum(numbers, 0))}"
    notes = [f"其中 {left} 格空白或不是数字" if left else "", "总计没有重复相加" if len(leaves) < len(ids) else ""]
    said = "，".join(note for note in notes if note)
    return f"{words}（{said}）。" if said else f"{words}。"


class TablePage(Page):
    """One table of the form."""

    def __init__(self, session: Session, section: Section, settings: QSettings) -> None:
        super().__init__(session, section.number, section.title)
        assert section.table is not None
        self.table = section.table
        self.settings = settings
        self.model = TableModel(session, section.table, self)
        self.view = FormTableView(self.model)
        self.actions_ = TableActions(self.view)
        self.strip = BalanceStrip(session, self.view)
        self.explain = ExplainPanel(session)
        self.help = HelpLine()
        self._noted = ("", "")
        self._note = ""
        self._lay_out(section)
        self.view.cursor_moved.connect(self._moved)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.view.left_at_end.connect(self._leave)
        self.view.sizes_changed.connect(self._store_widths)
        self.model.understood.connect(self._understood)
        self.strip.chosen.connect(self._explain)
        self.actions_.explain.connect(self._explain)
        self._restore_widths()
        self._moved(cell.id if (cell := self.view.current_cell) else "")

    def _lay_out(self, section: Section) -> None:
        self.heading = QLabel(section.heading)
        self.heading.setObjectName("title")
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.heading, 1)
        does = self.actions_
        self.buttons = [self._button(action) for action in (does.copy, does.paste, does.zero, does.how, does.fill)]
        for button in self.buttons:
            head.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self.view, 1)
        left.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(left, 1)
        row.addWidget(self.explain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 2, MARGIN, 2)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addLayout(row, 1)
        layout.addWidget(self.help)
        self.session.evaluated.connect(self._follow)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        button.setDefaultAction(action)
        button.setToolButtonStyle(_BESIDE)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Leave the heading its room: where the page is narrow, buttons that everyone knows keep their icon alone."""
        room = self.contentsRect().width() - 2 * MARGIN - self.heading.sizeHint().width()
        for icons in (0, WELL_KNOWN, len(self.buttons)):
            for at, button in enumerate(self.buttons):
                style = Qt.ToolButtonStyle.ToolButtonIconOnly if at < icons else _BESIDE
                if button.toolButtonStyle() is not style:
                    button.setToolButtonStyle(style)
            if sum(button.sizeHint().width() + 2 for button in self.buttons) <= room:
                return

    def begin_anew(self) -> None:
        self._note = ""
        self.view.begin_anew()
        self.strip.refresh()
        self.explain.hide()
        self._moved(cell.id if (cell := self.view.current_cell) else "")

    def show_place(self, id: str, span: Span | None = None) -> None:
        if id in self.model.shape.spots:
            self.view.show_cell(id)
        else:
            self.view.setFocus()

    def reveal(self, id: str) -> None:
        prefix, _, rest = id.partition(".")
        cell = rest if prefix in ("remark", "base") else id
        if cell in self.model.shape.spots:
            self.view.show_cell(cell, edit=False)

    def edit_actions(self) -> list[QAction]:
        return self.actions_.fitting()

    def refresh_theme(self) -> None:
        self.view.refresh_theme()
        self.strip.update()
        self.actions_.refresh_icons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.across = kept.ACROSS.of(self.settings)
        self.session.at(cell.id if (cell := self.view.current_cell) else "")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.session.at("")

    def _moved(self, id: str) -> None:
        if self.isVisible():
            self.session.at(id)
        if id:
            note, self._note = self._note, ""  # what was just entered is said beside the cell that Enter led to
            self._noted = (id, note)
            self._help(id, note)
            self.explain.show_cell(id)

    def _help(self, id: str, note: str = "") -> None:
        """Say below the table what there is to say of a cell, what is wrong with it first."""
        cell, look, report = self.session.form.cells[id], self.model.looks[id], self.session.report
        last = self.model.last_year(id)
        stated = f"填的是{look.text}，按明细计算是{look.computed}（点∑或按 Ctrl+= 改用）" if look.computed else ""
        memo, remark = report.text(f"{MEMO}.{id}"), report.text(f"remark.{id}")
        origin = report.text(f"origin.{id}")
        parts = (
            note,
            *self.model.said(cell),
            cell.name,
            stated,
            f"便笺：{memo}" if memo else "",
            f"格内说明：{remark}" if remark else "",
            cell.help.replace("\n", "　"),
            f"上年：{last}" if last else "",
            f"来自 {origin}" if origin else "",
        )
        self.help.setText("　".join(part for part in parts if part))

    def _follow(self) -> None:
        """The figures and findings changed under the cursor: what is said of its cell follows."""
        if self.isVisible() and self.session.form is self.view.shape_.form and (cell := self.view.current_cell):
            noted, note = self._noted
            self._help(cell.id, self._note or (note if noted == cell.id else ""))

    def _selected(self) -> None:
        """Several cells are selected: say their sum, as a spreadsheet does."""
        if self.view.selectionModel().selection().count() == 0 or len(ids := self.view.selected_cells()) < 2:
            return
        self.help.setText(sum_words(self.session, ids))

    def _understood(self, note: str) -> None:
        self._note = note if not note or note.endswith("。") else f"{note}。"
        if note:
            self.help.setText(self._note)

    def _explain(self, cell_id: str = "") -> None:
        if cell_id:
            self.view.show_cell(cell_id, edit=False)
        if cell := self.view.current_cell:
            self.explain.open(cell.id)

    def _leave(self, back: bool) -> None:
        """Tab beyond the last cell leads on to the next control."""
        self.view.focusNextPrevChild(not back)

    @property
    def _key(self) -> str:
        return f"{kept.COLUMNS}/{self.session.form.id}/{self.table.id}"

    def _store_widths(self) -> None:
        if self.view.user_widths:
            self.settings.setValue(self._key, [str(width) for width in self.view.user_widths])
        elif self.settings.contains(self._key):
            self.settings.remove(self._key)

    def _restore_widths(self) -> None:
        stored = self.settings.value(self._key, [])
        if isinstance(stored, list):
            self.view.user_widths = [int(width) for width in stored if str(width).isdigit()]
