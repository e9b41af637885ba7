"""The editor of one text of the report: official prose, plain, indented, with figures that follow the tables."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QTextEdit, QToolTip, QWidget

from models.exhibits import without_anchors
from models.findings import Finding, Span
from models.texts import bound, resolve
from models.values import show
from ui.session import Session
from ui.session.history import HistoryAction
from ui.texts import chips
from ui.texts.exhibiting import Exhibits
from ui.texts.flat import OBJECT, PICTURED, Change, Flat, change_between
from ui.texts.pasting import cleaned
from ui.toolkit import theme
from ui.toolkit.actions import action
from ui.toolkit.composing import Composition
from ui.toolkit.qt import marked

STORED = "application/x-gkbg-text"
"""The clipboard kind that keeps bound figures; others get their numbers."""

STEP_PAUSE = 1200
"""Milliseconds without typing after which a step of the history ends."""

FOLLOW_PAUSE = 40
"""Milliseconds after which the preview follows the cursor."""

INSERT_FIGURE = "F4"
"""Opens the list of figures. A function key: no Chinese input method takes it."""


class ProseEditor(QTextEdit):
    """Edits the text ``text_id`` of the session's report. Its own undo is off: there is one history, the session's."""

    figure_wanted = Signal()
    place_changed = Signal()

    def __init__(self, session: Session, text_id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.text_id = text_id
        self._name = name
        self._taking = False
        self._burst = 0
        self._edit_actions: list[QAction] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(STEP_PAUSE)
        self._pause.timeout.connect(self._end_step)
        self.composition = Composition(self)
        self.findings: list[Finding] = []
        self._marked: list[QTextCursor] = []
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(10)
        self.document().documentLayout().registerHandler(chips.CHIP, self._chip_object())
        self.exhibits = Exhibits(self)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())
        self.cursorPositionChanged.connect(self.place_changed)
        self._moved = QTimer(self)
        self._moved.setSingleShot(True)
        self._moved.setInterval(FOLLOW_PAUSE)
        self._moved.timeout.connect(self._say_place)
        self.cursorPositionChanged.connect(self._moved.start)
        session.changed.connect(self._on_changed)
        session.status_changed.connect(self._on_status)
        self._format_blocks()
        self.reload()
        self.textChanged.connect(self._typed)  # only now: filling the editor is not typing
        self._on_status()

    # what the document shows

    def _chip_object(self) -> chips.ChipObject:
        return chips.ChipObject(self.figure, self.caption, self)

    def figure(self, cell: str) -> str:
        """The number that is printed for a bound cell."""
        return resolve(bound(cell), self.session.figures)

    def caption(self, cell: str) -> str:
        item = self.session.report.form.cells.get(cell)
        return chips.caption(item) if item else cell

    @property
    def flat(self) -> Flat:
        return chips.flat_of(self.document())

    def reload(self) -> None:
        """Take over what the report holds, changing only what differs."""
        stored = Flat.of(self.session.report.text(self.text_id))
        change = change_between(self.flat, stored)
        if change is not None:
            self._take(change)

    def begin_anew(self) -> None:
        """Show the text of another report: no mark and no step of the one before."""
        self.setExtraSelections([])
        self.findings, self._marked = [], []
        self.setTextCursor(QTextCursor(self.document()))
        self.reload()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._end_step()

    def _take(self, change: Change) -> None:
        self._taking = True
        try:
            cursor = QTextCursor(self.document())
            cursor.setPosition(change.start)
            cursor.setPosition(change.end, QTextCursor.MoveMode.KeepAnchor)
            chips.insert(cursor, change.flat)
        finally:
            self._taking = False
        self._format_blocks()
        self._end_step()

    def _format_blocks(self) -> None:
        """Indent each paragraph by two characters."""
        format = QTextBlockFormat()
        format.setTextIndent(2 * self.fontMetrics().horizontalAdvance("国"))
        format.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        taking, self._taking = self._taking, True
        cursor.mergeBlockFormat(format)
        self.exhibits.format_blocks()
        self._taking = taking

    def _on_changed(self, ids: frozenset[str]) -> None:
        if self.text_id in ids:
            self.reload()
        self.exhibits.follow(ids)

    def refresh(self) -> None:
        """Follow the figures and findings of the session."""
        if OBJECT in self.document().toPlainText():
            chips.refresh(self.document())
        self.mark_findings()

    def _on_status(self) -> None:
        self.setReadOnly(self.session.read_only)

    # what a person does

    def _typed(self) -> None:
        if self._taking:
            return
        stored = self.flat.stored
        if stored == self.session.report.text(self.text_id):
            return
        edit = {**self.exhibits.take_carried(), self.text_id: stored or None}
        self.session.edit(edit, f"修改{self._name}", merge_key=f"text:{self.text_id}:{self._burst}")
        self._pause.start()
        before = self.textCursor().position() - 1
        if before >= 0 and self.document().characterAt(before) in "。\u2029":
            self._end_step()

    def _end_step(self) -> None:
        """What is typed from here on is another step of the history."""
        self._burst += 1

    def _say_place(self) -> None:
        if self.hasFocus():
            self.session.at(self.text_id, self.flat.in_stored(self.textCursor().position()))

    def insert_figure(self, cell: str) -> None:
        """Put a figure that follows ``cell`` at the cursor, replacing what is selected."""
        self._insert(Flat(OBJECT, (cell,)))

    def _insert(self, flat: Flat) -> None:
        """Put this in place of the selection, as a step of its own."""
        self._end_step()
        chips.insert(self.textCursor(), flat)
        self._end_step()

    def replace_span(self, span: Span, stored: str, name: str) -> None:
        """Replace the words of a span, as one step."""
        text = self.session.report.text(self.text_id)
        self.session.edit({self.text_id: text[: span.start] + stored + text[span.end :]}, name)

    def select_span(self, span: Span | None) -> None:
        """Put the cursor on these words, or at the end, with the editor ready for typing."""
        cursor = self.textCursor()
        if span is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        else:
            flat = self.flat
            cursor.setPosition(min(flat.in_document(span.start), self.document().characterCount() - 1))
            end = min(flat.in_document(span.end), self.document().characterCount() - 1)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # findings

    def mark_findings(self) -> None:
        """Underline the words that findings speak of; marks move with the words until the checks run again."""
        findings = [f for f in self.session.findings if any(span.text == self.text_id for span in f.spans)]
        whole = all(cursor.hasSelection() for cursor in self._marked)
        if findings == self.findings and whole:  # a text that was refilled has lost the words that were marked
            return
        self.findings, self._marked = findings, []
        selections = []
        flat = self.flat if self.findings else Flat("")
        last = self.document().characterCount() - 1
        for finding in self.findings:
            for span in finding.spans:
                if span.text != self.text_id:
                    continue
                format = QTextCharFormat()
                format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                format.setUnderlineColor(theme.severity_color(finding.severity))
                cursor = QTextCursor(self.document())
                cursor.setPosition(min(flat.in_document(span.start), last))
                cursor.setPosition(min(flat.in_document(span.end), last), QTextCursor.MoveMode.KeepAnchor)
                selections.append(marked(cursor, format))
                if span.start < span.end:
                    self._marked.append(cursor)
        self.setExtraSelections(selections)
        self.place_changed.emit()

    def finding_at(self, position: int) -> Finding | None:
        """The finding whose words stand at a document position."""
        if not self.findings:
            return None
        stored = self.flat.in_stored(position)
        for finding in self.findings:
            for span in finding.spans:
                if span.text == self.text_id and span.start <= stored <= span.end:
                    return finding
        return None

    @property
    def current_finding(self) -> Finding | None:
        return self.finding_at(self.textCursor().position())

    # events

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            position = self.cursorForPosition(self.viewport().mapFrom(self, event.pos())).position()
            said = self._said_at(position)
            QToolTip.showText(event.globalPos(), said, self) if said else QToolTip.hideText()
            return True
        return super().event(event)

    def _said_at(self, position: int) -> str:
        finding = self.finding_at(position)
        if finding is not None:
            return f"{finding.severity.word}：{finding.message}\n{finding.advice}".strip()
        at = chips.chip_at(self.document(), position)
        cell = self.session.report.form.cells.get(at)
        if cell is not None:
            return f"随表格更新的数字：{cell.name} = {show(self.session.figures.printed[cell.id]) or '0'}"
        return self.exhibits.said_of(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.session.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.session.redo()
        elif QKeySequence(event.keyCombination()) == QKeySequence(INSERT_FIGURE) and not self.isReadOnly():
            self.figure_wanted.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.composition.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composition.commit(has_focus=False)
        super().focusOutEvent(event)
        self.place_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, never the editor: it is as high as its text

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu_at(event.pos())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu_at(self, spot: QPoint) -> QMenu:
        """What can be done here."""
        menu = self.createStandardContextMenu(spot)
        self._put_history(menu)
        menu.addSeparator()
        insert = menu.addAction("插入表中数字…", INSERT_FIGURE, self.figure_wanted.emit)
        insert.setEnabled(not self.isReadOnly())
        self.exhibits.put_into(menu, chips.chip_at(self.document(), self.cursorForPosition(spot).position()))
        return menu

    def edit_actions(self) -> list[QAction]:
        """The actions for the menu 编辑: their keys are those of every editor, told and not taken from it."""
        if self._edit_actions is None:
            standard = QKeySequence.StandardKey
            self._edit_actions = [
                self._edit_action(name, key, act)
                for name, key, act in (
                    ("剪切", standard.Cut, self.cut),
                    ("复制", standard.Copy, self.copy),
                    ("粘贴", standard.Paste, self.paste),
                    ("全选", standard.SelectAll, self.selectAll),
                    ("插入表中数字…", INSERT_FIGURE, self.figure_wanted.emit),
                    ("插入图片…", "", self.exhibits.insert_picture),
                    ("插入小表格…", "", self.exhibits.insert_table),
                )
            ]
        for made in self._edit_actions:
            made.setEnabled(not self.isReadOnly() or made.text() in ("复制", "全选"))
        return self._edit_actions

    def _edit_action(self, name: str, key: str | QKeySequence.StandardKey, act: Callable[[], object]) -> QAction:
        made = action(self, name, act, key)
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return made

    def _put_history(self, menu: QMenu) -> None:
        """In place of the editor's own undo, which is off, the session's: the first two entries of Qt's menu."""
        present = menu.actions()
        if self.isReadOnly() or len(present) < 2:
            return
        history = HistoryAction(self.session, menu, back=True), HistoryAction(self.session, menu, back=False)
        for old, new in zip(present, history, strict=False):
            menu.insertAction(old, new)
            menu.removeAction(old)

    # clipboard

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        if any(url.isLocalFile() for url in source.urls()):
            return False  # a file dropped here is for the window to import
        return source.hasFormat(STORED) or source.hasText() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasImage() and not source.hasText() and not source.hasFormat(STORED):
            self.exhibits.paste(source)
            return
        if source.hasFormat(STORED):
            stored = bytes(source.data(STORED).data()).decode("utf-8", "replace")
            stored = self.exhibits.carried(source, stored)
            cells = self.session.report.form.cells
            flat = Flat.of(stored)
            if any(cell not in cells and not cell.startswith(PICTURED) for cell in flat.cells):
                flat = Flat.of(resolve(stored, self.session.figures))
        else:
            flat = Flat.of(cleaned(source.text()))
        self._insert(flat)
        self._format_blocks()
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        whole, cursor = self.flat, self.textCursor()
        start, end = whole.in_stored(cursor.selectionStart()), whole.in_stored(cursor.selectionEnd())
        stored = whole.stored[start:end]
        mime = QMimeData()
        mime.setText(resolve(without_anchors(stored), self.session.figures))
        self.exhibits.copy_into(mime, stored)
        mime.setData(STORED, stored.encode("utf-8", "replace"))
        return mime

    # size: as high as its text

    def sizeHint(self) -> QSize:
        height = int(self.document().size().height()) + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), max(height, self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def cursor_spot(self) -> QPoint:
        """Where a list may open: below the cursor, in global coordinates."""
        return self.viewport().mapToGlobal(self.cursorRect().bottomLeft() + QPoint(0, 4))
