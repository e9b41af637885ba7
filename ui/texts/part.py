"""One text on a page: its heading, what it should say, the editor, and the lines below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.findings import Finding
from models.form import Part
from models.last_year import confirm
from models.report import MEMO
from models.texts import printed_text
from ui.session import Session
from ui.texts.bind_line import BindLine
from ui.texts.editor import ProseEditor
from ui.texts.figure_picker import FigurePicker
from ui.texts.finding_line import FindingLine
from ui.texts.last_year import LastYear
from ui.texts.renewal_dialog import renew


def length(text: str) -> int:
    """The characters of a text as offices count them: without spaces and line ends."""
    return sum(not character.isspace() for character in text)


class PartEditor(QWidget):
    """Edits one text; ``heading`` is "" where the page's title says it already."""

    def __init__(
        self,
        session: Session,
        part: Part,
        heading: str,
        dismiss: Callable[[Finding], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.part = part
        self.editor = ProseEditor(session, part.id, heading or part.title)
        self.editor.setMinimumHeight(self.editor.fontMetrics().lineSpacing() * (4 if heading else 14))
        self.count = QLabel()
        self.count.setObjectName("faint")
        self.draft = QLabel()
        self.draft.setObjectName("draft")
        self.accept_draft = QPushButton("已核对，就用这段")
        self.insert = QPushButton("插入表中数字（F4）")
        self.insert.setToolTip("插入的数字随表格更新")
        self.memo = QLabel(wordWrap=True)
        self.memo.setObjectName("draft")
        self.memo.setTextFormat(Qt.TextFormat.PlainText)
        self.renew = QPushButton("换成今年的数")
        self.renew.setToolTip("文字里上年的数，换成今年表里的数；先看再换")
        self.last_year = LastYear(session, part.id)
        self.compare = QPushButton("对照去年")
        self.compare.setCheckable(True)
        name = heading or part.title
        for button in (self.accept_draft, self.insert, self.renew, self.compare):
            button.setAccessibleName(f"{name}：{button.text()}")  # heard alone, each of a page has a name of its own

        head = QHBoxLayout()
        title = QLabel(heading)
        title.setObjectName("heading")
        title.setVisible(bool(heading))
        title.setBuddy(self.editor)
        head.addWidget(title)
        head.addWidget(self.draft)
        head.addWidget(self.accept_draft)
        head.addStretch(1)
        head.addWidget(self.count)
        head.addWidget(self.renew)
        head.addWidget(self.compare)
        head.addWidget(self.insert)
        prompt = QLabel(part.prompt, wordWrap=True)
        prompt.setObjectName("faint")
        beside = QHBoxLayout()
        own = QVBoxLayout()
        own.addWidget(prompt)
        own.addWidget(self.memo)
        own.addWidget(self.editor)
        beside.addLayout(own, 3)
        beside.addWidget(self.last_year, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(beside)
        self.bind = BindLine(self.editor)
        layout.addWidget(FindingLine(self.editor, dismiss))
        layout.addWidget(self.bind)

        self.insert.clicked.connect(self.pick_figure)
        self.renew.clicked.connect(lambda: renew(session, self, part.id))
        self.editor.figure_wanted.connect(self.pick_figure)
        self.accept_draft.clicked.connect(self._accept_draft)
        self.compare.toggled.connect(self.last_year.setVisible)
        self._compares = not heading
        self.compare.setChecked(self._compares)
        self.last_year.setVisible(self.compare.isChecked())
        self.refresh()

    def begin_anew(self) -> None:
        """Another report stands in the window."""
        self.editor.begin_anew()
        self.last_year.begin_anew()
        self.bind.begin_anew()
        self.compare.setChecked(self._compares)

    @property
    def printed_length(self) -> int:
        return length(printed_text(self.session.report, self.session.figures, self.part.id))

    def refresh(self) -> None:
        """Follow the session; the page calls it while it is in front."""
        self.editor.refresh()
        self.last_year.refresh()
        self.count.setText(f"{self.printed_length} 字")
        draft = self.session.report.text(f"draft.{self.part.id}")
        self.draft.setText(f"去年（{draft}年）的文字，请改写" if draft else "")
        self.draft.setVisible(bool(draft))
        self.accept_draft.setVisible(bool(draft))
        memo = self.session.report.text(f"{MEMO}.{self.part.id}")
        self.memo.setText(f"便笺：{memo}")
        self.memo.setVisible(bool(memo))
        self.insert.setEnabled(not self.session.read_only)
        report = self.session.report
        can_renew = self.session.previous is not None and bool(report.text(self.part.id).strip())
        self.renew.setVisible(can_renew and not self.session.read_only)
        self.compare.setVisible(self.last_year.available)
        self.last_year.setVisible(self.last_year.available and self.compare.isChecked())

    def pick_figure(self) -> None:
        """Open the list of figures at the cursor."""
        picker = FigurePicker(self.session, self)
        picker.picked.connect(self.editor.insert_figure)
        picker.picked.connect(lambda _cell: self.editor.setFocus())
        picker.open_at(self.editor.cursor_spot())

    def _accept_draft(self) -> None:
        self.session.edit(confirm(self.session.report, (self.part.id,)), "核对去年的文字")
        self.editor.setFocus()  # the button is gone
