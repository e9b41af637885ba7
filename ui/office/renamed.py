"""Asks which unit of last year a unit is that has no report under its own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.toolkit.sizes import fitted

NONE = "上年没有（新设单位，或没有它的报告）"


class RenamedUnits(QDialog):
    """One line a unit with the likely names of last year; ``answers`` maps each unit to the chosen one, "" for none."""

    def __init__(self, asked: Mapping[str, Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("这些单位改过名称吗？")
        self.choices: dict[str, QComboBox] = {}
        body = QWidget()
        form = QFormLayout(body)
        for unit, names in asked.items():
            choice = QComboBox()
            choice.setAccessibleName(f"{unit}上年的名称")
            choice.addItem(NONE, "")
            for name in names:
                choice.addItem(name, name)
            self.choices[unit] = choice
            form.addRow(unit, choice)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("上年报告里没有同名的单位，名称相近的列在右边；请选它上年的名称。", wordWrap=True))
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.resize(fitted(self, QSize(640, 140 + min(body.sizeHint().height(), 420))))

    @property
    def answers(self) -> dict[str, str]:
        return {unit: str(choice.currentData()) for unit, choice in self.choices.items()}
