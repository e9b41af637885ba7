"""The panel 问题: every finding of the report by section, with what mends it; folds to one line."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desk.order import Here, by_section, fix_words, next_of, place_of
from desk.steps import page_of
from models.findings import Finding, Severity, counted
from ui.problems.dismissal import ask_and_dismiss
from ui.session import Session
from ui.toolkit.theme import MARKS, severity_color

_DATA = Qt.ItemDataRole.UserRole
LAGGING = 60
"""Milliseconds after which the panel follows an edit: off the way of a keystroke."""


def count_words(findings: list[Finding]) -> str:
    """How many there are of each kind, in words; "没有问题" where there are none."""
    return counted(findings) or "没有问题"


class FindingTree(QTreeWidget):
    """The findings under their sections; Enter goes to the place of one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(columnCount=2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setAccessibleName("问题列表，回车转到")
        self.setUniformRowHeights(True)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    @property
    def finding(self) -> Finding | None:
        """The finding under the cursor."""
        item = self.currentItem()
        found = item.data(0, _DATA) if item is not None else None
        return found if isinstance(found, Finding) else None

    def fill(self, groups: list[tuple[str, list[tuple[Finding, str]]]]) -> None:
        """Show these groups: for each finding the words that follow its message (a reason for a dismissal)."""
        kept = self.finding
        self.clear()
        for title, findings in groups:
            head = QTreeWidgetItem(self, [f"{title}（{len(findings)}）"])
            head.setFirstColumnSpanned(True)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = self.font()
            font.setBold(True)
            head.setFont(0, font)
            for finding, more in findings:
                mark = f"{MARKS[finding.severity]} {finding.severity.word}"
                item = QTreeWidgetItem(head, [mark, f"{finding.message}{finding.advice}{more}"])
                item.setForeground(0, QBrush(severity_color(finding.severity)))
                item.setToolTip(1, f"{finding.message}{finding.advice}\n依据：{finding.basis}")
                item.setData(0, _DATA, finding)
                if finding == kept:
                    self.setCurrentItem(item)
        self.expandAll()
        self.resizeColumnToContents(0)

    def select(self, finding: Finding) -> None:
        for number in range(self.topLevelItemCount()):
            head = self.topLevelItem(number)
            for row in range(head.childCount() if head else 0):
                item = head.child(row) if head else None
                if item is not None and item.data(0, _DATA) == finding:
                    self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.finding is not None:
            self.chosen.emit(self.finding)
            return
        super().keyPressEvent(event)

    def _choose(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _DATA) is not None:
            self.chosen.emit(item.data(0, _DATA))


class ProblemPanel(QWidget):
    """``line`` is the one line that stays when the panel is folded: a button with the counts."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._visited: Finding | None = None
        self._place: tuple[str, int | None] = ("", None)
        self.line = QPushButton()
        self.line.setObjectName("flat")
        self.line.setCheckable(True)
        self.line.toggled.connect(self.setVisible)
        self.line.setToolTip("展开或收起问题面板（F7）；F8 转到下一个问题")
        self.tree = FindingTree()
        self.tree.chosen.connect(self.go)
        self.tree.currentItemChanged.connect(lambda *_: self._show_buttons())
        self.words = QLabel()
        self.words.setObjectName("faint")
        self.words.setWordWrap(True)
        self.fix = QPushButton()
        self.fix.clicked.connect(self._fix)
        self.fix_all = QPushButton()
        self.fix_all.clicked.connect(self._fix_all)
        self.dismiss = QPushButton("忽略…")
        self.dismiss.setToolTip("说明理由后不再提醒，可以恢复")
        self.dismiss.clicked.connect(self._dismiss)
        self.take_back = QPushButton("恢复提醒")
        self.take_back.clicked.connect(self._take_back)
        buttons = QHBoxLayout()
        buttons.addWidget(self.words, 1)
        for button in (self.fix, self.fix_all, self.dismiss, self.take_back):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 4)
        layout.setSpacing(4)
        layout.addWidget(self.tree, 1)
        layout.addLayout(buttons)
        self._lag = QTimer(self)
        self._lag.setSingleShot(True)
        self._lag.setInterval(LAGGING)
        self._lag.timeout.connect(self.refresh)
        session.evaluated.connect(self._lag.start)
        session.place_changed.connect(self._follow)
        session.replaced.connect(self.begin_anew)
        self.hide()
        self.refresh()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible:
            self._fill()
            if (here := self._here()) is not None:
                self.tree.select(here)
        self._say_counts()

    def _here(self) -> Finding | None:
        """The finding that F8 led to, else one at the place with the cursor."""
        if self._visited in self.session.shown:
            return self._visited
        id, _ = self._place
        return next((finding for finding in self.session.shown if place_of(finding)[0] == id), None)

    def refresh(self) -> None:
        """Follow the session."""
        self._say_counts()
        if not self.isHidden():
            self._fill()

    def go(self, finding: Finding) -> None:
        """Go to the place of a finding."""
        self._visited = finding
        id, span = place_of(finding)
        self.session.go_to(id, span)
        self._place = id, span.end if span else None  # the cursor says so too, a moment later

    def go_next(self, page: str, back: bool = False) -> None:
        """Go to the next finding (F8) or the one before (Shift+F8), from where the cursor is on ``page``, the one in front."""
        id, offset = self._place
        form = self.session.form
        here = Here(page, id, offset) if id and page_of(form, id) == page else Here(page)
        found = next_of(form, self.session.shown, here, self._visited, back)
        if found is None:
            self.session.say("没有发现问题。")
            return
        self.tree.select(found)
        self.go(found)

    def _follow(self, id: str, offset: int | None) -> None:
        self._place = id, offset

    def begin_anew(self) -> None:
        """Another report stands in the window: its problems, and none of them chosen."""
        self._visited = None
        self._place = "", None
        self.tree.clear()
        self._show_buttons()
        self.refresh()

    def _say_counts(self) -> None:
        words = count_words(self.session.shown)
        self.line.setText(f"{'▼' if self.line.isChecked() else '▲'} 问题：{words}")
        self.line.setAccessibleName(f"问题：{words}")

    def _fill(self) -> None:
        groups = [
            (title, [(finding, "") for finding in findings])
            for title, findings in by_section(self.session.form, self.session.shown)
        ]
        set_aside = self.session.dismissed()
        if set_aside:
            groups.append(("已忽略", [(item.finding, f"　忽略的理由：{item.reason}") for item in set_aside]))
        self.tree.fill(groups)
        self._show_buttons()

    def _show_buttons(self) -> None:
        finding = self.tree.finding
        aside = finding is not None and finding not in self.session.findings
        writable = finding is not None and not self.session.read_only
        self.fix.setVisible(bool(writable and not aside and finding and finding.fix))
        if finding is not None and finding.fix:
            self.fix.setText(fix_words(self.session.form, finding))
        alike = self._alike() if writable and not aside else []
        self.fix_all.setVisible(len(alike) > 1)
        self.fix_all.setText(f"同样的{len(alike)}处都改")
        self.dismiss.setVisible(bool(writable and not aside and finding and finding.severity is not Severity.ERROR))
        self.take_back.setVisible(writable and aside)
        basis = f"　依据：{finding.basis}" if finding and finding.basis else ""
        self.words.setText(f"{finding.message}{finding.advice}{basis}" if finding else "")
        self.words.setVisible(bool(self.words.text()))

    def _fix(self) -> None:
        finding = self.tree.finding
        if finding is not None and finding.fix:
            self.session.mend(finding.fix, f"采用建议：{fix_words(self.session.form, finding)}")

    def _alike(self) -> list[Finding]:
        """The findings of the same kind whose fix, as that of the present one, is a figure in a cell."""
        chosen, cells = self.tree.finding, self.session.form.cells
        if chosen is None or not chosen.fix or not set(chosen.fix) <= cells.keys():
            return []
        same = [f for f in self.session.shown if f.code == chosen.code and f.fix and set(f.fix) <= cells.keys()]
        return [f for f in same if [*(f.fix or {}).values()] == [*chosen.fix.values()]]

    def _fix_all(self) -> None:
        alike = self._alike()
        if alike:
            words = fix_words(self.session.form, alike[0])
            together = {id: value for finding in alike for id, value in (finding.fix or {}).items()}
            self.session.mend(together, f"采用建议：{len(alike)}处{words}")

    def _dismiss(self) -> None:
        if (finding := self.tree.finding) is not None:
            ask_and_dismiss(self.session, finding, self)

    def _take_back(self) -> None:
        if (finding := self.tree.finding) is not None:
            self.session.take_back(finding)
