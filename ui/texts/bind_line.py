"""The line under an editor on its numbers: what the one at the cursor counts, and the offer to let it follow the table."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from models.findings import Span
from models.prose import NOTHING, Mention, mentions_of
from models.texts import bound
from ui.texts.editor import ProseEditor
from ui.texts.figure_picker import FigurePicker
from ui.texts.ties import at, bindable, said

PAUSE = 200
"""Milliseconds without typing or moving after which the numbers are read."""


class BindLine(QFrame):
    """Hidden while there is nothing to say. Changes go through the session, as everything does."""

    def __init__(self, editor: ProseEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._mentions: list[Mention] = []
        self._read: tuple[object, ...] = ()
        self._mention: Mention | None = None
        self._cell = ""
        self._declined: set[str] = set()
        self.text = QLabel(wordWrap=True)
        self.text.setObjectName("faint")
        self.bind = QPushButton("随表更新")
        self.bind.setToolTip("把手写的数字换成随表格更新的数字")
        self.change = QPushButton("改对应…")
        self.decline = QPushButton("不用")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.text, 1)
        for button in (self.bind, self.change, self.decline):
            layout.addWidget(button)
        self.bind.clicked.connect(self._bind)
        self.change.clicked.connect(self._change)
        self.decline.clicked.connect(self._decline)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.refresh)
        editor.place_changed.connect(self._pause.start)
        editor.session.evaluated.connect(self._on_evaluated)
        self.hide()

    def begin_anew(self) -> None:
        """Forget the numbers of the report before, and what was declined there."""
        self._mentions, self._read, self._mention, self._cell = [], (), None, ""
        self._declined.clear()
        self.hide()
        self._pause.start()

    def _on_evaluated(self) -> None:
        if self._editor.isVisible():
            self._pause.start()

    def refresh(self) -> None:
        """Read the numbers anew where the text, the tables or the corrections changed, and say what fits the cursor."""
        session = self._editor.session
        read = (session.report.text(self._editor.text_id), session.report.form, dict(session.report.under("tie")))
        if read != self._read:
            self._read = read
            self._mentions = mentions_of(session.report, self._editor.text_id) if read[0] else []
        self._mention = None
        if self._editor.hasFocus() or self.isAncestorOf(self.focusWidget() or self):
            position = self._editor.flat.in_stored(self._editor.textCursor().position())
            self._mention = at(self._mentions, position)
        offered = self._mention is None
        if offered:
            self._mention = next((m for m in self._mentions if self._may_bind(m)), None)
        self._cell = bindable(self._mention, session.figures) if self._mention else ""
        self.setVisible(self._mention is not None and not session.read_only)
        if self._mention is None:
            return
        span = self._mention.span
        written = read[0][span.start : span.end]
        if offered:
            name = session.report.form.cells[self._cell].name
            self.text.setText(f"文中的“{written}”就是 {name}，可以让它随表格更新。")
        else:
            self.text.setText(f"“{written}”{said(self._mention, session.figures)}。")
        self.bind.setVisible(bool(self._cell))
        self.change.setVisible(not offered)
        self.decline.setVisible(offered)

    def _may_bind(self, mention: Mention) -> bool:
        """Whether to offer it unasked: a total of the table, written by hand, that nobody has declined."""
        figures = self._editor.session.figures
        cell = bindable(mention, figures)
        return bool(cell) and mention.key not in self._declined and bool(figures.number(cell))

    def _bind(self) -> None:
        if self._mention is not None and self._cell:
            self._editor.replace_span(self._mention.span, bound(self._cell), "数字随表更新")

    def _decline(self) -> None:
        if self._mention is not None:
            self._declined.add(self._mention.key)
            self.refresh()

    def _change(self) -> None:
        """Let the clerk say what the number counts."""
        mention = self._mention
        if mention is None:
            return
        menu = QMenu(self)
        menu.addAction("选对应的表中数字…", lambda: self._pick(mention))
        menu.addAction("不对应表中任何数字", lambda: self.correct(mention, NOTHING))
        if mention.corrected:
            menu.addAction("恢复自动判断", lambda: self.correct(mention, None))
        menu.exec(self.change.mapToGlobal(self.change.rect().bottomLeft()))
        menu.deleteLater()

    def _pick(self, mention: Mention) -> None:
        picker = FigurePicker(self._editor.session, self)
        picker.picked.connect(lambda cell: self.correct(mention, cell))
        picker.open_at(self.change.mapToGlobal(self.change.rect().bottomLeft()))

    def correct(self, mention: Mention, cell: str | None) -> None:
        """Keep a person's word on what a number counts; None takes it back."""
        self._editor.session.edit({f"tie.{mention.key}": cell}, "改文中数字的对应")
        self.refresh()

    @property
    def offered(self) -> Span | None:
        """The words that are offered to be bound."""
        return self._mention.span if self._mention is not None and self._cell else None
