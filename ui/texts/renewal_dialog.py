"""The preview of 换成今年的数: every change, and what stays as it is, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desk.renewal import Renewal, edit_of, renewal, renewals
from models.findings import Severity
from models.naming import name_of
from ui.session import Session
from ui.toolkit.button_row import button_row
from ui.toolkit.sizes import KeptSizes
from ui.toolkit.theme import MARKS

SIZE = QSize(820, 520)
AROUND = 12
"""Characters that stand on each side of a place."""


class RenewalDialog(QDialog):
    """Lists what becomes of some texts; accepting it makes one step of the history."""

    def __init__(self, session: Session, found: Sequence[Renewal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.found = session, list(found)
        self.setWindowTitle("换成今年的数")
        self.tree = QTreeWidget(columnCount=4)
        self.tree.setHeaderLabels(["原文", "现在", "换成", "依据"])
        self.tree.setAccessibleName("要换的数，和要自己看的地方")
        self.tree.setRootIsDecorated(False)
        KeptSizes(self, "renewal", SIZE, {"places": self.tree.header()})
        changes = sum(len(each.changes) for each in self.found)
        doubts = sum(len(each.doubts) for each in self.found)
        words = QLabel(
            f"换 {changes} 处。" + (f"另有 {doubts} 处不能确定，原样留着。" if doubts else ""), wordWrap=True
        )
        words.setObjectName("heading")
        self.buttons, self.ok = button_row(f"换 {changes} 处", self)
        self.ok.setEnabled(bool(changes))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.buttons)
        self._fill()

    def _fill(self) -> None:
        report = self.session.report
        for each in self.found:
            head = QTreeWidgetItem(self.tree, [name_of(each.id, report.form)])
            head.setFirstColumnSpanned(True)
            text = report.text(each.id)
            for change in each.changes:
                around = _around(text, change.span.start, change.span.end)
                QTreeWidgetItem(head, [around, change.old, change.new, change.why])
            for doubt in each.doubts:
                around = _around(text, doubt.span.start, doubt.span.end)
                QTreeWidgetItem(head, [around, doubt.words, f"{MARKS[Severity.WARNING]} 不换", doubt.why])
        self.tree.expandAll()
        for column in range(3):
            self.tree.resizeColumnToContents(column)

    def accept(self) -> None:
        self.session.edit(edit_of(self.session.report, self.found), "换成今年的数")
        super().accept()


def _around(text: str, start: int, end: int) -> str:
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    return f"{'…' if left else ''}{text[left:right]}{'…' if right < len(text) else ''}".replace("\n", " ")


def renew(session: Session, parent: QWidget, id: str = "") -> RenewalDialog | None:
    """Ask about one text, or all of them; None where there is nothing to ask, which is said."""
    session.settle.emit()
    report, previous = session.report, session.previous
    if session.read_only:
        session.say_read_only()
        return None
    if previous is None:
        session.say(
            "没有上年报告，不知道哪些是上年的数。", Severity.WARNING, "请先从上年报告开始，或者与上年报告比对。"
        )
        return None
    found = [renewal(report, previous, id)] if id else renewals(report, previous)
    found = [each for each in found if each.changes or each.doubts]
    if not found:
        session.say("没有找到上年的数，文字没有改动。")
        return None
    dialog = RenewalDialog(session, found, parent)
    dialog.open()
    return dialog
