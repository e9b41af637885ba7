"""The pages of the window by step, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from desk.steps import Step
from ui.pages.page import Page
from ui.session import Session
from ui.shell.file_actions import FileActions


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
            page.retire()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._made.clear()


class PageMaker:
    """Makes the page of a step; its module is loaded with it. ``begin``: what the start offers beside opening files."""

    def __init__(self, session: Session, settings: QSettings, files: FileActions, begin: Sequence[QAction]) -> None:
        self._session, self._settings, self._files, self._begin = session, settings, files, begin

    def __call__(self, step: Step) -> Page:
        if step.id == "start":
            from ui.shell.start_page import StartPage

            return StartPage(self._session, self._files, self._begin)
        if step.id == "unit":
            from ui.pages.unit_page import UnitPage

            return UnitPage(self._session)
        if step.section is not None and step.section.table is not None:
            from ui.pages.table_page import TablePage

            return TablePage(self._session, step.section, self._settings)
        if step.section is not None:
            from ui.pages.text_page import TextPage

            return TextPage(self._session, step.section)
        from ui.finish.finish_page import FinishPage

        return FinishPage(self._session)
