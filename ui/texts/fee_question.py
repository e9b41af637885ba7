"""The question on 信息处理费 in section 六, which writes the sentence that the form asks for."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from models.form import Kind
from models.values import read_number, show

FEE = "信息处理费"
_SENTENCE = re.compile(r"[^。；\n]*信息处理费[^。；\n]*[。；]?")


def sentence(year: int | None, cases: int = 0, yuan: Decimal | int = 0) -> str:
    """What section 六 has to say of the fee (国办函〔2020〕109号); nil has to be said too."""
    when = f"{year}年度" if year else "本年度"
    if not cases:
        return f"{when}未收取信息处理费。"
    return f"{when}对{cases}件政府信息公开申请收取信息处理费，共{show(yuan)}元。"


def with_sentence(text: str, said: str) -> str:
    """The text of 六 with this sentence: in place of the one on the fee, else as its first paragraph.

    A text that says no more than 无 gives way.
    """
    if _SENTENCE.search(text):
        return _SENTENCE.sub(said.replace("\\", r"\\"), text, count=1)
    rest = text.strip()
    if rest.strip("。．. 　") in ("", "无", "没有", "无其他需要报告的事项"):
        other = "无其他需要报告的事项。" if rest else ""
        return f"{said}{other}"
    return f"{said}\n{text}"


class FeeQuestion(QGroupBox):
    """None, or the number of cases and yuan; ``answered`` gives (cases, yuan)."""

    answered = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("本年度收取信息处理费了吗？", parent)
        self.none = QRadioButton("没有收取")
        self.some = QRadioButton("收取了")
        group = QButtonGroup(self)
        group.addButton(self.none)
        group.addButton(self.some)
        self.cases = self._number("收取件数")
        self.yuan = self._number("收取金额（元）")
        self.write = QPushButton("写入正文")
        self.reason = QLabel()
        self.reason.setObjectName("error")
        layout = QHBoxLayout(self)
        for widget in (
            self.none,
            self.some,
            self.cases,
            QLabel("件，共"),
            self.yuan,
            QLabel("元"),
            self.write,
            self.reason,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        group.buttonToggled.connect(self._toggled)
        for field in (self.cases, self.yuan):
            field.textEdited.connect(lambda _text: self.some.setChecked(True))
            field.returnPressed.connect(self._answer)
        self.write.clicked.connect(self._answer)
        self.setToolTip(
            "信息处理费（国办函〔2020〕109号）在这里报告，单位是元；没有收取也要写明。与表二的行政事业性收费不是一回事。"
        )
        self._toggled()

    def _number(self, name: str) -> QLineEdit:
        field = QLineEdit(maxLength=16, alignment=Qt.AlignmentFlag.AlignRight)
        field.setFixedWidth(96)
        field.setAcceptDrops(False)  # a file dropped here is for the window to import
        field.setAccessibleName(name)
        return field

    def forget(self) -> None:
        """Begin anew, for another report."""
        group = self.none.group()
        group.setExclusive(False)
        for choice in (self.none, self.some):
            choice.setChecked(False)
        group.setExclusive(True)
        self.cases.clear()
        self.yuan.clear()
        self._toggled()

    def _toggled(self) -> None:
        self.write.setEnabled(self.none.isChecked() or self.some.isChecked())
        self.reason.clear()

    def _answer(self) -> None:
        self.reason.clear()
        if self.none.isChecked():
            self.answered.emit(0, Decimal(0))
            return
        cases = read_number(self.cases.text(), Kind.COUNT).value
        # the amount is in yuan here: read as it stands, whatever unit a cell of table 2 has
        yuan = read_number(self.yuan.text().strip().removesuffix("元"), Kind.AMOUNT).value
        if not isinstance(cases, int) or cases <= 0:
            self._refuse(self.cases, "件数填大于 0 的整数")
        elif not isinstance(yuan, (int, Decimal)) or yuan <= 0:
            self._refuse(self.yuan, "金额填大于 0 的数，单位元")
        else:
            self.answered.emit(cases, yuan)

    def _refuse(self, field: QLineEdit, why: str) -> None:
        self.reason.setText(f"⚠ {why}")
        field.setFocus()
        field.selectAll()
