"""Shows what a step of the history changes when it is taken back or done again: no undo that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desk.steps import page_of
from models.report import META
from ui.pages.page import Page
from ui.session import Session, Step
from ui.session.notice import Notice

_UNSEEN = ("last_year", "unplaced")
"""Fields that stand on no page."""
_OF_ALL_PAGES = frozenset({"year", "form"})
"""Fields that change the page in front too, whichever it is."""


class ShownSteps(QObject):
    """Goes to the place that a step changes; where it changes several pages it says so and stays. ``page`` is the page in
    front, ``go`` brings another there."""

    def __init__(self, session: Session, page: Callable[[], Page], go: Callable[[str], object]) -> None:
        super().__init__(session)
        self.session, self.page, self.go = session, page, go
        session.stepped.connect(self._show)

    def _show(self, step: Step) -> None:
        seen = [id for id in step.ids if self._has_place(id)]
        pages = dict.fromkeys(page_of(self.session.form, id) for id in seen)
        word = f"{'已撤销' if step.back else '已重做'}：{step.name}。"
        here = self.page().page_id
        if not seen:
            self._say(word)
        elif here in pages:
            self.page().reveal(next(id for id in seen if page_of(self.session.form, id) == here))
            if len(pages) > 1:
                self._say(f"{word}别的页上也有改动。")
        elif len(pages) == 1 and not _OF_ALL_PAGES.intersection(seen):
            self._reveal(seen[0])
            self._say(word)
        else:
            self._say(word, (("去看看", lambda: self._reveal(seen[0])),))

    def _has_place(self, id: str) -> bool:
        form = self.session.form
        prefix, _, rest = id.partition(".")
        if prefix in ("remark", "note", "base"):
            return rest in form.cells or any(rest == table.id for table in form.tables)
        return id in form.cells or id in form.texts or (id in META and id not in _UNSEEN)

    def _reveal(self, id: str) -> None:
        self.go(page_of(self.session.form, id))
        self.page().reveal(id)

    def _say(self, text: str, actions: tuple[tuple[str, Callable[[], object]], ...] = ()) -> None:
        self.session.notice.emit(Notice(text, actions=actions, key="step"))
