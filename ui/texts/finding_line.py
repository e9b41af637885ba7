"""The line under an editor: the finding where the cursor stands, else the first one, with what mends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from models.findings import Finding, Severity
from ui.texts.editor import ProseEditor
from ui.toolkit.theme import MARKS


class FindingLine(QFrame):
    """Hidden while the text has no finding. ``dismiss`` asks for a reason and sets a finding aside."""

    def __init__(
        self, editor: ProseEditor, dismiss: Callable[[Finding], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._dismiss_finding = dismiss
        self._finding: Finding | None = None
        self.setObjectName("notice")
        self.text = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fix = QPushButton()
        self.show_words = QPushButton("看原文")
        self.dismiss = QPushButton("忽略…")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(self.text, 1)
        for button in (self.fix, self.show_words, self.dismiss):
            layout.addWidget(button)
        self.fix.clicked.connect(self._mend)
        self.show_words.clicked.connect(self._show_words)
        self.dismiss.clicked.connect(self._set_aside)
        editor.place_changed.connect(self.refresh)
        self.refresh()

    @property
    def finding(self) -> Finding | None:
        return self._finding

    def refresh(self) -> None:
        findings = self._editor.findings
        finding = self._editor.current_finding or (findings[0] if findings else None)
        self._finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        more = f"（本段共{len(findings)}条）" if len(findings) > 1 else ""
        self.text.setText(f"{MARKS[finding.severity]} {finding.severity.word}：{finding.message}{finding.advice}{more}")
        self.setProperty("severity", finding.severity.value)
        self.style().polish(self)
        self.fix.setVisible(finding.fix is not None)
        if finding.fix is not None:
            in_text = set(finding.fix) <= set(self._editor.session.report.form.texts)
            self.fix.setText("改成表中数字" if in_text and finding.parts else "按建议改正")
        self.dismiss.setVisible(finding.severity is not Severity.ERROR)
        self.show_words.setVisible(self._editor.current_finding is None)

    def _mend(self) -> None:
        if self._finding is not None and self._finding.fix is not None:
            self._editor.session.mend(self._finding.fix, self.fix.text())

    def _show_words(self) -> None:
        if self._finding is not None:
            self._editor.select_span(next(s for s in self._finding.spans if s.text == self._editor.text_id))

    def _set_aside(self) -> None:
        if self._finding is not None:
            self._dismiss_finding(self._finding)
