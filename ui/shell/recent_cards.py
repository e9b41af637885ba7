"""The reports opened lately, as cards: whose, of which year, what is still open, when changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desk.due import when
from desk.summaries import Summary, summaries
from ui.toolkit.background import Work

WIDTH = 420
"""Pixels of a card, at most."""


def words_of(summary: Summary) -> str:
    """The lines of a card."""
    where = f"{summary.path.name}　（{summary.path.parent}）"
    if summary.failure:
        return f"{summary.path.stem}\n{summary.failure}\n{where}"
    whose = f"{summary.unit or '（没有单位名称）'}{f'　{summary.year}年' if summary.year else ''}"
    state = f"{summary.state.progress.mark} {summary.state.words}" if summary.state else ""
    return f"{whose}\n{state}　·　{when(summary.changed, datetime.now())}\n{where}"


class RecentCards(QWidget):
    """Shows the names at once and reads the files off the GUI thread; a card opens its report."""

    def __init__(self, open_path: Callable[[Path], object]) -> None:
        super().__init__()
        self._open = open_path
        self._work: Work | None = None
        self.cards: dict[Path, QPushButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.heading = QLabel("最近的报告")
        self.heading.setObjectName("heading")
        self._layout.addWidget(self.heading)
        self.setMaximumWidth(WIDTH)

    def show_paths(self, paths: list[Path]) -> None:
        """Show these files, newest first."""
        self.stop()
        for card in self.cards.values():
            self._layout.removeWidget(card)
            card.deleteLater()
        self.cards = {path: self._card(path) for path in paths}
        self.setVisible(bool(paths))
        if paths:
            self._work = Work(partial(summaries, paths), needed=False)
            self._work.done.connect(self._told)
            self._work.start()

    def stop(self) -> None:
        """Read no further."""
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _card(self, path: Path) -> QPushButton:
        card = QPushButton(f"{path.name}\n\n（{path.parent}）")
        card.setObjectName("card")
        card.setAccessibleName(f"打开 {path}")
        card.setCursor(Qt.CursorShape.PointingHandCursor)
        card.clicked.connect(partial(self._open, path))
        self._layout.addWidget(card)
        return card

    def _told(self, found: list[Summary]) -> None:
        self._work = None
        for summary in found:
            card = self.cards.get(summary.path)
            if card is not None:
                words = words_of(summary)
                metrics = card.fontMetrics()
                room = WIDTH - 32
                lines = [metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, room) for line in words.split("\n")]
                card.setText("\n".join(lines).replace("&", "&&"))
                card.setToolTip(words)
                card.setAccessibleName(f"打开 {words}")
