"""便笺: one written on the cell or text with the cursor, and the list of all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.memos import memos
from models.findings import Severity
from models.naming import name_of
from models.report import MEMO
from ui.session import Session
from ui.toolkit.sizes import KeptSizes

ID = Qt.ItemDataRole.UserRole
SIZE = QSize(560, 360)


def ask_memo(session: Session, id: str, parent: QWidget) -> None:
    """Ask for the note on ``id``; an empty one is none."""
    form = session.form
    if id not in form.cells and id not in form.texts:
        session.say("便笺写在格子或文字上。", Severity.INFO, "先点表里的一格或一段文字。")
        return
    if session.read_only:
        session.say_read_only()
        return
    prompt = f"{name_of(id, form)}\n\n谁报来的数、还要向谁核实……只存在报告文件里，不会导出。清空就是划掉。"
    text, agreed = QInputDialog.getMultiLineText(parent, "便笺", prompt, session.report.text(f"{MEMO}.{id}"))
    if agreed:
        session.edit({f"{MEMO}.{id}": text.strip() or None}, "写便笺" if text.strip() else "划掉便笺")


class MemoList(QDialog):
    """All notes; Enter or a double click goes to one, 划掉 takes it away."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle("便笺一览")
        KeptSizes(self, "memos", SIZE)
        self.words = QLabel()
        self.words.setObjectName("faint")
        self.list = QListWidget()
        self.list.setAccessibleName("便笺，回车转到")
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(lambda item: self._go(item))
        self.strike = QPushButton("划掉")
        self.strike.clicked.connect(self._strike)
        close = QPushButton("关闭")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.strike)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addLayout(row)
        session.evaluated.connect(self.refresh)
        session.replaced.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the report."""
        found = memos(self.session.report)
        row = self.list.currentRow()
        self.list.clear()
        for memo in found:
            item = QListWidgetItem(f"{memo.name}\n{memo.text}")
            item.setData(ID, memo.id)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(found) - 1))
        self.strike.setEnabled(bool(found) and not self.session.read_only)
        self.words.setText(f"{len(found)} 条" if found else "还没有便笺；在格子或文字上按 Ctrl+M 写一条。")

    def _go(self, item: QListWidgetItem) -> None:
        self.session.go_to(item.data(ID))

    def _strike(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.session.edit({f"{MEMO}.{item.data(ID)}": None}, "划掉便笺")
