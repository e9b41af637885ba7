"""The page 单位与年度: what stands in the title, and what decides about form and checks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from models.findings import Severity, Span
from models.forms import FORMS, form_for
from models.organ import KINDS, LEVELS, named
from models.report import META
from models.values import Value
from models.years import read_year
from ui.pages.page import Page, scrolling
from ui.session import Session
from ui.toolkit.composing import ComposingLine

# fmt: off
FIELDS = (
    ("unit",      "单位全称",         "印在标题第一行，例如“汉阴县人民政府”。"),
    ("year",      "年度",             "报告的年度，例如 2024。"),
    ("form",      "格式",             "由年度决定；只有上级要求用别的格式时才改。"),
    ("level",     "级别",             "本机关的行政级别，用于检查（例如县级不能制定规章）。"),
    ("organ",     "机关类型",         "本机关是哪一类，用于检查和提交期限。"),
    ("contact",   "联系方式",         "地址、邮编、电话，写在引言里；检查时不当作个人信息。"),
    ("signed_by", "落款单位（可不填）", "印在正文之后；不填就不印。"),
    ("signed_on", "落款日期（可不填）", "例如“2025年1月20日”。"),
)
# fmt: on
CHOICES: dict[str, tuple[str, ...]] = {"level": LEVELS, "organ": KINDS}


class UnitPage(Page):
    """Unit, year, form, level, kind of organ, contact line and signature."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "unit", "单位与年度")
        self.fields: dict[str, QWidget] = {}
        self.hints: dict[str, QLabel] = {}
        self._lines: list[tuple[str, str, QLineEdit]] = []
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        for id, name, help in FIELDS:
            field = self._field(id, name)
            field.setAccessibleName(name)
            field.setAccessibleDescription(help)
            self.fields[id] = field
            label = QLabel(name)
            label.setBuddy(field)
            form.addRow(label, field)
            hint = QLabel(help)
            hint.setObjectName("faint")
            hint.setWordWrap(True)
            self.hints[id] = hint
            form.addRow("", hint)
        inner = QWidget()
        inner.setMaximumWidth(720)
        inner.setLayout(form)
        layout = scrolling(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(inner)
        layout.addStretch()
        self._refresh()
        session.settle.connect(self.settle)
        session.changed.connect(self._on_changed)
        session.evaluated.connect(self._say_findings)
        self._say_findings()
        session.status_changed.connect(self._refresh)

    def _say_findings(self) -> None:
        """Below each field what is wrong with it, in the words of the panel; else what it is for."""
        wrong = {finding.cells[0]: finding for finding in reversed(self.session.shown) if finding.cells}
        for id, _name, help in FIELDS:
            finding = wrong.get(id)
            told = f"{finding.severity.word}：{finding.message}{finding.advice}" if finding else help
            hint = self.hints[id]
            if hint.text() != told:
                hint.setText(told)
                hint.setObjectName("error" if finding and finding.severity is Severity.ERROR else "faint")
                hint.style().polish(hint)
                self.fields[id].setAccessibleDescription(told)

    def show_place(self, id: str, span: Span | None = None) -> None:
        self.fields.get(id, self.fields["unit"]).setFocus()

    def _field(self, id: str, name: str) -> QWidget:
        if id == "form" or id in CHOICES:
            box = QComboBox()
            if id == "form":
                box.addItem("", None)
                for form in FORMS.values():
                    box.addItem(f"{form.id}年格式（{form.basis}）", form.id)
            else:
                box.addItem("（未选）", None)
                for choice in CHOICES[id]:
                    box.addItem(choice, choice)
            box.activated.connect(lambda _index: self._store(id, name, box.currentData()))
            box.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
            return box
        line = ComposingLine()
        line.setAcceptDrops(False)  # a file dropped here is for the window to import, not its path for a name
        line.returnPressed.connect(lambda: self.focusNextChild())
        line.editingFinished.connect(lambda: self._typed(id, name, line))
        self._lines.append((id, name, line))
        return line

    def begin_anew(self) -> None:
        self._on_changed(frozenset(self.fields))
        for _id, _name, line in self._lines:
            line.setCursorPosition(0)

    def _on_changed(self, ids: frozenset[str]) -> None:
        """What the report holds now stands in place of what was being typed into these fields."""
        for id, _name, line in self._lines:
            if id in ids:
                line.setModified(False)
        self._refresh()

    def settle(self) -> None:
        """Take in what is being typed, if something is."""
        for id, name, line in self._lines:
            if line.isModified():
                self._typed(id, name, line)

    def _typed(self, id: str, name: str, line: QLineEdit) -> None:
        line.setModified(False)  # it is taken in: whatever changes the report from now on is newer
        if line.text() == self._shown(id):
            return
        written = line.text().strip()
        year = read_year(written) if int in META[id] else None
        self._store(id, name, written or None if year is None else year)

    def _shown(self, id: str) -> str:
        value = self.session.report.get(id)
        return "" if value is None else str(value)

    def _store(self, id: str, name: str, value: Value) -> None:
        name = name.removesuffix("（可不填）")
        self.session.edit({id: value}, f"填写{name}")
        self._refresh()

    def _guessed(self, id: str) -> str:
        """What stands where nothing is chosen: what the name of the unit tells, said to be a guess."""
        organ = named(self.session.report.unit.strip())
        guess = organ.level if id == "level" else organ.kind
        return f"{guess}（按单位名称推测）" if guess else "（未选）"

    def _refresh(self) -> None:
        report = self.session.report
        for id, field in self.fields.items():
            value = report.get(id)
            if isinstance(field, QComboBox):
                if id == "form":
                    prescribed = form_for(report.year)
                    field.setItemText(0, f"随年度（{prescribed.id}年格式，{prescribed.basis}）")
                else:
                    field.setItemText(0, self._guessed(id))
                field.setCurrentIndex(max(0, field.findData(value)))
                field.setEnabled(not self.session.read_only)
            elif isinstance(field, QLineEdit):
                field.setReadOnly(self.session.read_only)
                if field.text() != self._shown(id) and not field.isModified():
                    field.setText(self._shown(id))
                    if not field.hasFocus():
                        field.setCursorPosition(0)  # of a long name the beginning is seen
