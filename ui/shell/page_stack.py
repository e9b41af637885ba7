"""The pages of the window by step, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QStackedWidget

from desk.steps import Step
from ui.pages.page import Page


class Pages(Mapping[str, Page]):
    """The pages of ``steps`` in their order, in ``stack``; ``make`` makes one."""

    def __init__(self, steps: Sequence[Step], stack: QStackedWidget, make: Callable[[Step], Page]) -> None:
        self._steps = {step.id: step for step in steps}
        self._stack = stack
        self._make = make
        self._made: dict[str, Page] = {}

    def __getitem__(self, id: str) -> Page:
        if id not in self._made:
            self._made[id] = page = self._make(self._steps[id])
            self._stack.addWidget(page)
        return self._made[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)

    def __contains__(self, id: object) -> bool:
        return id in self._steps

    def made(self) -> list[Page]:
        """The pages that were asked for so far."""
        return list(self._made.values())

    def discard(self) -> None:
        """Take all pages away."""
        for page in self._made.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._made.clear()
