"""The page of a text section, generated from the Form: one editor, or one for each part that the form names."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desk.preamble import standard_preamble
from models.findings import Severity, Span
from models.form import Part, Role, Section
from models.report import Edit
from models.values import Value
from ui.pages.page import Page
from ui.problems.dismissal import ask_and_dismiss
from ui.session import Session
from ui.texts.editor import ProseEditor
from ui.texts.fee_question import FEE, FeeQuestion, sentence, with_sentence
from ui.texts.part import PartEditor

NUMERALS = "一二三四五六七八九"


def part_heading(place: int, part: Part) -> str:
    """The heading of a part as printed: （一）主动公开."""
    return f"（{NUMERALS[place]}）{part.title}"


def merged(section: Section, text: dict[str, str]) -> Edit:
    """The edit that puts the parts of a section into one text, each under its heading."""
    pieces = [text[section.number]] if text[section.number] else []
    for place, part in enumerate(section.parts):
        if text[part.id]:
            pieces.append(f"{part_heading(place, part)}\n{text[part.id]}")
    return {section.number: "\n".join(pieces) or None, **dict.fromkeys((part.id for part in section.parts), None)}


def told_apart(section: Section, whole: str) -> Edit | None:
    """The edit that puts one text into the parts of the section by its headings; None where they are not those of the parts."""
    from importers.document.parts import parts_of  # only when asked for: the start waits for nothing of it

    parts = parts_of(section, list(enumerate(whole.split("\n"), 1)))
    if parts is None:
        return None
    edit: dict[str, Value] = {section.number: None}
    for id, _heading, lines in parts:
        edit[id] = "\n".join(text for _, text in lines if text.strip()) or None
    return edit


class TextPage(Page):
    """Edits the texts of ``section``; the preamble comes as a section of its own."""

    def __init__(self, session: Session, section: Section) -> None:
        form = session.form
        whole = form.texts[section.number]
        heading = whole.title if form.section_of(section.number) is None else section.heading
        super().__init__(session, section.number, whole.title)
        self.section = section
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(16, 8, 16, 8)
        self._layout.setSpacing(8)
        title = QLabel(heading)
        title.setObjectName("title")
        self.total = QLabel()
        self.total.setObjectName("faint")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        self.standard = QPushButton("写标准引言")
        self.standard.setToolTip("由单位、年度和联系方式写成，可以再改")
        self.standard.clicked.connect(self._write_standard)
        self.standard.hide()
        head.addWidget(self.standard)
        head.addWidget(self.total)
        self._layout.addLayout(head)
        self.parts: dict[str, PartEditor] = {}
        self._forget: list[Callable[[], object]] = []
        if section.parts:
            self.join = QPushButton("合为一篇写")
            self.split = QPushButton("分成各部分写")
            self.join.setToolTip("把各部分接成一篇文字，各带小标题；可随时再分开")
            head.addWidget(self.join)
            head.addWidget(self.split)
            self.join.clicked.connect(self._join)
            self.split.clicked.connect(self._split)
            self._add(Part(whole.id, "开头", whole.prompt), "开头")
            for place, part in enumerate(section.parts):
                self._add(part, part_heading(place, part))
        else:
            if whole.role == Role.FEE and FEE in whole.prompt:  # the edition of 2019 asks for no fee yet
                self.fee = FeeQuestion()
                self.fee.answered.connect(self._write_fee)
                self._forget.append(self.fee.forget)
                self._layout.addWidget(self.fee)
            self._add(whole, "")
        self._layout.addStretch(1)
        self._scroll.setWidget(self._body)
        session.evaluated.connect(self._on_evaluated)
        session.status_changed.connect(self._on_evaluated)
        self._refresh()

    def begin_anew(self) -> None:
        for forget in self._forget:
            forget()
        for part in self.parts.values():
            part.begin_anew()
        self._scroll.verticalScrollBar().setValue(0)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _on_evaluated(self) -> None:
        if self.isVisible():  # a page that is not in front does not slow a keystroke in another
            self._refresh()

    def _add(self, part: Part, heading: str) -> None:
        editor = PartEditor(self.session, part, heading, lambda finding: ask_and_dismiss(self.session, finding, self))
        self.parts[part.id] = editor
        editor.editor.place_changed.connect(self._keep_cursor_in_sight)
        self._layout.addWidget(editor)

    @property
    def editors(self) -> dict[str, ProseEditor]:
        """The editors by text id."""
        return {id: part.editor for id, part in self.parts.items()}

    def show_place(self, id: str, span: Span | None = None) -> None:
        """Show a text of this page with the cursor on the words of ``span``."""
        editor = self.parts.get(id) or next(iter(self.parts.values()))
        editor.editor.select_span(span)
        QTimer.singleShot(0, editor, lambda: self._bring_into_sight(editor if id else None))
        self._keep_cursor_in_sight()

    def reveal(self, id: str) -> None:
        editor = self.parts.get(id)
        if editor is not None and not editor.editor.hasFocus():  # else the cursor stands where the person left it
            self.show_place(id)

    def _bring_into_sight(self, editor: PartEditor | None) -> None:
        """Show a text, or for a page that is come to its beginning; and the cursor in any case."""
        if editor is None:
            self._scroll.verticalScrollBar().setValue(0)
        else:
            self._scroll.ensureWidgetVisible(editor, 0, 24)
        self._keep_cursor_in_sight()

    def edit_actions(self) -> list[QAction]:
        """Those of the text in which the cursor stands, else of the first."""
        focused = [editor for editor in self.editors.values() if editor.hasFocus()]
        return (focused or list(self.editors.values()))[0].edit_actions()

    def _keep_cursor_in_sight(self) -> None:
        for item in self.parts.values():
            if item.editor.hasFocus():
                spot = item.editor.cursorRect()
                at = item.editor.viewport().mapTo(self._body, spot.center())
                self._scroll.ensureVisible(at.x(), at.y(), 0, 48)

    def _refresh(self) -> None:
        for part in self.parts.values():
            part.refresh()
        written = sum(editor.printed_length for editor in self.parts.values())
        limit = self.session.check_settings.overview_limit if self.section.parts else 0
        over = bool(limit and written > limit)
        self.total.setText(f"{'⚠ ' if over else ''}共 {written} 字" + (f"，以 {limit} 字为宜" if limit else ""))
        self.standard.setVisible(self._may_be_standard())
        if self.section.parts:
            in_parts = any(self.session.report.text(part.id) for part in self.section.parts)
            self.join.setVisible(in_parts)
            self.split.setVisible(not in_parts and bool(self.session.report.text(self.section.number)))
            for item in (self.join, self.split):
                item.setEnabled(not self.session.read_only)

    def _may_be_standard(self) -> bool:
        """Whether this is the preamble, still blank, and there is enough to write it."""
        report = self.session.report
        mine = self.section.number == report.form.preamble.id and not self.session.read_only
        return mine and not report.text(self.section.number).strip() and bool(standard_preamble(report))

    def _write_standard(self) -> None:
        self.session.settle.emit()
        self.session.edit({self.section.number: standard_preamble(self.session.report)}, "写标准引言")
        self.show_place(self.section.number)

    def _join(self) -> None:
        self.session.edit(merged(self.section, {id: self.session.report.text(id) for id in self.parts}), "合为一篇")

    def _split(self) -> None:
        edit = told_apart(self.section, self.session.report.text(self.section.number))
        if edit is None:
            names = "、".join(f"“{part_heading(i, part)}”" for i, part in enumerate(self.section.parts))
            self.session.say("没有找到各部分的小标题，不能分开。", Severity.WARNING, f"小标题各占一行：{names}。")
        else:
            self.session.edit(edit, "分成各部分")

    def _write_fee(self, cases: int, yuan: Decimal) -> None:
        text = self.session.report.text(self.page_id)
        said = sentence(self.session.report.year, cases, yuan)
        self.session.edit({self.page_id: with_sentence(text, said)}, "写入信息处理费情况")
        self.show_place(self.page_id, None)
