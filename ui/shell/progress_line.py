"""How much of the report is filled in, and what is left to do: a calm line at the foot of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from desk.steps import Open, State, items_of
from models.form import Form

WIDTH = 120


class ProgressLine(QWidget):
    """Follows the states of the steps; says nothing of a report that is not begun."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setObjectName("faint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(WIDTH, 6)
        self.bar.setAccessibleName("填写进度")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.words)
        self.hide()

    def show_state(self, form: Form, state: State) -> None:
        """Show the state of the last step, which gathers all."""
        whole, left = items_of(form), state.open
        missing = left.cells + left.texts + left.fields
        self.bar.setRange(0, whole)
        self.bar.setValue(whole - min(missing, whole))
        self.words.setText(_left(left))
        self.bar.setAccessibleDescription(self.words.text())
        self.setVisible(missing < whole)


def _left(left: Open) -> str:
    return f"还差 {left.blanks}" if left.blanks else "都已填写"
