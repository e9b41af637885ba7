"""Find and replace over the whole report: a bar below the page, its hits listed with their place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from desk.search import Hit, find, replaced
from models.findings import Severity
from ui.session import Session

ROWS = 5
"""Lines of the list that are seen at once."""
TYPING = 120
"""Milliseconds after a key until the report is searched."""


class FindBar(QWidget):
    """Hidden until asked for. Enter goes to the next hit, Shift+Enter to the one before, Esc puts the bar away."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.hits: list[Hit] = []
        self.setObjectName("bar")
        self.words = QLineEdit(placeholderText="查找文字、数字、标签", clearButtonEnabled=True)
        self.words.setAccessibleName("查找")
        self.by = QLineEdit(placeholderText="替换为")
        self.by.setAccessibleName("替换为")
        self.said = QLabel()
        self.said.setObjectName("faint")
        self.list = QListWidget()
        self.list.setAccessibleName("找到的地方，回车转到")
        self.list.setUniformItemSizes(True)
        self.before = self._button("上一处", lambda: self.step(-1))
        self.after = self._button("下一处", lambda: self.step(1))
        self.one = self._button("替换", self.replace_one)
        self.all = self._button("全部替换", self.replace_all)
        self.close_ = self._button("关闭", self.put_away)
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setVerticalSpacing(4)
        for column, widget in enumerate((self.words, self.before, self.after, self.said, self.close_)):
            layout.addWidget(widget, 0, column)
        for column, widget in enumerate((self.by, self.one, self.all)):
            layout.addWidget(widget, 1, column)
        layout.addWidget(self.list, 2, 0, 1, 5)
        layout.setColumnStretch(0, 2)
        layout.setColumnStretch(3, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self.search)
        self.words.textEdited.connect(lambda _text: self._typing.start())
        self.words.returnPressed.connect(lambda: self.step(1))
        self.words.installEventFilter(self)
        self.by.returnPressed.connect(self.replace_one)
        self.list.itemActivated.connect(lambda item: self.go(self.list.row(item)))
        self.list.itemClicked.connect(lambda item: self.go(self.list.row(item)))
        session.evaluated.connect(self._follow)
        session.replaced.connect(self._follow)
        self.hide()

    def _button(self, name: str, act: object) -> QPushButton:
        button = QPushButton(name)
        button.clicked.connect(act)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
        return button

    def open(self, *, replacing: bool, selected: str = "") -> None:
        """Show the bar with the cursor in it, on the words selected in the report where there are any."""
        for widget in (self.by, self.one, self.all):
            widget.setVisible(replacing and not self.session.read_only)
        if selected and "\n" not in selected and len(selected) < 60:
            self.words.setText(selected)
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.search()

    def put_away(self) -> None:
        """Hide the bar; the cursor goes back to the hit last shown, or to the page."""
        row = self.list.currentRow()
        self.hide()
        if 0 <= row < len(self.hits):
            self._show(self.hits[row])
        elif (window := self.window()) is not None:
            window.setFocus()

    def search(self) -> None:
        """Search the report, and list what was found."""
        self._typing.stop()
        self.session.settle.emit()
        self.hits = find(self.session.report, self.session.figures, self.words.text())
        row = self.list.currentRow()
        self.list.clear()
        for hit in self.hits:
            item = QListWidgetItem(f"{hit.name}　{hit.around}")
            item.setToolTip(hit.kind.value)
            self.list.addItem(item)
        if self.hits and row >= 0:
            self.list.setCurrentRow(min(row, len(self.hits) - 1))
        height = self.list.sizeHintForRow(0) * min(len(self.hits), ROWS) + 2 * self.list.frameWidth()
        self.list.setFixedHeight(max(height, 0))
        self.list.setVisible(bool(self.hits))
        count = len(self.hits)
        self.said.setText(f"找到 {count} 处" if count else "没有找到" if self.words.text().strip() else "")
        for button in (self.before, self.after):
            button.setEnabled(bool(count))
        can = any(hit.can_be_replaced for hit in self.hits)
        self.one.setEnabled(can)
        self.all.setEnabled(any(hit.span is not None for hit in self.hits))

    def step(self, by: int) -> None:
        """Go to the next hit, or the one before, around the ends."""
        if self._typing.isActive():
            self.search()
        if self.hits:
            row = self.list.currentRow()
            self.go((row + by) % len(self.hits) if row >= 0 else 0 if by > 0 else len(self.hits) - 1)

    def go(self, row: int) -> None:
        """Show a hit in its page; the cursor stays here where it stands here."""
        here = self.focusWidget() if self.isAncestorOf(self.window().focusWidget() or self) else None
        self.list.setCurrentRow(row)
        self._show(self.hits[row])
        if here is not None:
            here.setFocus()

    def _show(self, hit: Hit) -> None:
        prefix, _, rest = hit.id.partition(".")
        self.session.go_to(rest if prefix == "remark" else hit.id, hit.span)

    def replace_one(self) -> None:
        """Replace the hit that is shown, and go on to the next."""
        row = self.list.currentRow()
        if row < 0:
            self.step(1)
            return
        hit = self.hits[row]
        if not hit.can_be_replaced:
            self.session.say(
                "这一处不能替换。", Severity.INFO, "表格的标签由格式规定；随表格更新的数字，请改它的格子。"
            )
            self.step(1)
            return
        self.session.edit(replaced(self.session.report, [hit], self.by.text()), f"替换“{self.words.text().strip()}”")
        self.search()
        if self.hits:
            self.go(min(row, len(self.hits) - 1))

    def replace_all(self) -> None:
        """Replace the words in all texts and fields, in one step; figures in tables are left to be replaced one by one."""
        words = [hit for hit in self.hits if hit.span is not None]
        left = len(self.hits) - len(words)
        edit = replaced(self.session.report, words, self.by.text())
        self.session.edit(edit, f"全部替换“{self.words.text().strip()}”")
        rest = f"另有 {left} 处是表格里的数字或标签，没有替换。" if left else ""
        self.session.say(f"替换了 {len(words)} 处，可以撤销。{rest}")
        self.search()

    def _follow(self) -> None:
        if self.isVisible() and not self._typing.isActive():
            self._typing.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shift+Enter and the arrows, while the words are typed."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) or (enter and shift):
                self.step(1 if key == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)
