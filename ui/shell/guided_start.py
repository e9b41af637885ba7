"""The guided start: three questions that lead through the imports in their order, and what came of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.steps import states
from models.report import Report
from ui.session import Session
from ui.toolkit.sizes import KeptSizes

if TYPE_CHECKING:
    from ui.importing.flow import Import

SIZE = QSize(720, 420)
Begin = Callable[[Path], "Import | None"]
"""Begins to read a file; None where it cannot begin."""


@dataclass(frozen=True, slots=True)
class Question:
    """``asks`` and ``brings`` are what the clerk reads; ``begin`` reads the file that is chosen."""

    asks: str
    brings: str
    begin: Begin


def questions(last_year: Begin, data: Begin) -> tuple[Question, ...]:
    """The three questions in the order in which their answers build on one another."""
    return (
        Question(
            "有上年的报告吗？",
            "Word、PDF、网页或报告文件：带入结转数、现行有效数、单位信息和文字底稿，并留下来比对。",
            last_year,
        ),
        Question("有别人报来的表吗？", "Excel、Word 等：采集表、上级系统导出的表、各科室报的数。", data),
        Question("有依申请公开台账吗？", "一行一件申请的 Excel：数出表三，必要时也数表四。", data),
    )


class GuidedStart(QDialog):
    """One question after the other; each can be skipped, and answered again."""

    def __init__(self, session: Session, asked: tuple[Question, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle("一步一步开始")
        KeptSizes(self, "guided", SIZE)
        self._questions = asked
        self._before = Report()
        self.choose: list[QPushButton] = []
        self.skip: list[QPushButton] = []
        self.said: list[QLabel] = []
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for row, question in enumerate(asked):
            self._row(grid, row, question)
        self.left = QLabel(wordWrap=True)
        self.left.setObjectName("faint")
        self.fill_in = QPushButton("开始填写")
        self.fill_in.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.left, 1)
        foot.addWidget(self.fill_in)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addLayout(foot)
        self.accepted.connect(lambda: session.go_to("unit"))
        self._show(0)

    def _row(self, grid: QGridLayout, row: int, question: Question) -> None:
        asks = QLabel(f"{row + 1}．{question.asks}")
        asks.setObjectName("heading")
        brings = QLabel(question.brings, wordWrap=True)
        brings.setObjectName("faint")
        said = QLabel(wordWrap=True)
        choose, skip = QPushButton("选择文件…"), QPushButton("跳过")
        for button in (choose, skip):
            button.setAccessibleName(f"{question.asks}{button.text()}")
        choose.clicked.connect(partial(self._ask, row))
        skip.clicked.connect(partial(self.answered, row, "跳过了；以后可以从“文件”菜单导入。"))
        grid.addWidget(asks, 3 * row, 0)
        grid.addWidget(choose, 3 * row, 1)
        grid.addWidget(skip, 3 * row, 2)
        grid.addWidget(brings, 3 * row + 1, 0, 1, 3)
        grid.addWidget(said, 3 * row + 2, 0, 1, 3)
        self.choose.append(choose)
        self.skip.append(skip)
        self.said.append(said)

    def _ask(self, row: int) -> None:
        from ui.importing.flow import FILTER  # readers: the start waits for none of them

        name, _ = QFileDialog.getOpenFileName(self, self._questions[row].asks, "", FILTER)
        if name:
            self.read(row, Path(name))

    def read(self, row: int, path: Path) -> None:
        """Read the file that answers a question; its preview comes as in every import."""
        self._before = self.session.report
        running = self._questions[row].begin(path)
        if running is None:
            self.said[row].setText("另一个导入还没有完成，请先完成它。")
            return
        self.said[row].setText(f"正在读入“{path.name}”……")
        running.over.connect(partial(self._over, row, path.name))

    def _over(self, row: int, name: str, applied: bool) -> None:
        self.answered(
            row, f"✓ {name}：{came_of(self._before, self.session.report)}" if applied else f"没有读入“{name}”。"
        )
        self.raise_()

    def answered(self, row: int, words: str, *_checked: bool) -> None:
        """Say what came of a question, and go on to the next."""
        self.said[row].setText(words)
        self._show(row + 1)

    def _show(self, row: int) -> None:
        """The question at hand is the one that Enter answers; what is left to do stands at the foot."""
        for at, button in enumerate(self.choose):
            button.setObjectName("primary" if at == row else "")
            button.style().polish(button)
        (self.choose[row] if row < len(self.choose) else self.fill_in).setFocus()
        self.fill_in.setObjectName("primary" if row >= len(self.choose) else "")
        self.fill_in.style().polish(self.fill_in)
        left = states(self.session.report, self.session.findings)["finish"].open.blanks
        self.left.setText(f"还差 {left}" if left else "都已填写")


def came_of(before: Report, after: Report) -> str:
    """What an import brought, in words: 读入 12 个数、3 段文字."""
    changed = {id for id in {*before.values, *after.values} if before.get(id) != after.get(id)}
    form = after.form
    cells = sum(id in form.cells and after.get(id) is not None for id in changed)
    texts = sum(id in form.texts and bool(after.text(id)) for id in changed)
    counts = [f"{count} {unit}" for count, unit in ((cells, "个数"), (texts, "段文字")) if count]
    return f"读入 {'、'.join(counts)}。" if counts else "内容与原来的相同。"
