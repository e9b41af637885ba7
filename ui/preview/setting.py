"""Setting and drawing the pages off the GUI thread; what is newest is done first, what is outdated never."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Condition
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal
from PySide6.QtGui import QImage

from models.report import Report
from models.totals import Figures

if TYPE_CHECKING:
    from exporters.pages.preview import Preview


@dataclass(frozen=True, slots=True)
class Request:
    """What to show, and in which house style."""

    report: Report
    figures: Figures
    profile: str = ""
    draft: bool = False


class Setting(QThread):
    """Sets the newest request, then draws the wanted pages. ``preview`` answers questions on places from any thread."""

    ready = Signal(int)
    """A request was set; the number of its pages."""
    drawn = Signal(int, float, QImage)
    """An image of a page (from 0) at a scale in pixels per point."""
    placed = Signal(object)
    """The Box of what is being edited, or None where it is not printed."""
    failed = Signal(str)
    _ready_there = Signal(int)
    _drawn_there = Signal(int, float, QImage)
    _placed_there = Signal(object)
    _failed_there = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        # from signal to signal, so that what is said leaves the thread before it reaches anything that is Python's
        self._ready_there.connect(self.ready)
        self._drawn_there.connect(self.drawn)
        self._placed_there.connect(self.placed)
        self._failed_there.connect(self.failed)
        self._news = Condition()
        self._request: Request | None = None
        self._wanted: tuple[tuple[int, ...], float] = ((), 1.0)
        self._done: set[int] = set()
        self._place: tuple[str, int | None] | None = None
        self._placing = False
        self._stopped = False

    @cached_property
    def preview(self) -> Preview:
        """The pages; made in the thread, since the typesetter takes long to import and to warm up."""
        from exporters.pages.preview import Preview

        return Preview()

    def show(self, request: Request) -> None:
        """Set this as soon as possible, in place of any earlier request that was not begun."""
        with self._news:
            self._request = request
            self._news.notify()

    def want(self, pages: Sequence[int], scale: float) -> None:
        """Draw these pages at this scale; those that are in sight first."""
        with self._news:
            if scale != self._wanted[1]:
                self._done.clear()
            self._wanted = (tuple(pages), scale)
            self._news.notify()

    def find(self, id: str, offset: int | None) -> None:
        """Tell where this cell, text or field is printed, now and after each setting."""
        with self._news:
            self._place = (id, offset)
            self._placing = True
            self._news.notify()

    def stop(self) -> None:
        """End the thread and let go of the pages."""
        with self._news:
            self._stopped = True
            self._news.notify()
        self.wait()
        self.preview.close()

    def run(self) -> None:
        pages = 0
        while True:
            with self._news:
                while not (self._stopped or self._request or self._placing or self._next(pages) is not None):
                    self._news.wait()
                if self._stopped:
                    return
                request, self._request = self._request, None
                place = self._place if request or self._placing else None
                self._placing = False
                page = None if request or place else self._next(pages)
                scale = self._wanted[1]
                if request is not None:
                    self._done.clear()
                elif page is not None:
                    self._done.add(page)
            if request is not None:
                pages = self._set(request, pages)
            if place is not None:
                self._placed_there.emit(self.preview.place_of(*place))
            if page is not None:
                self._draw(page, scale)

    def _next(self, pages: int) -> int | None:
        """The next wanted page that was not drawn since the last setting."""
        return next((page for page in self._wanted[0] if page < pages and page not in self._done), None)

    def _set(self, request: Request, before: int) -> int:
        try:
            pages = self.preview.render(
                request.report, request.figures, profile_name=request.profile, draft=request.draft
            )
        except Exception as error:
            # the pages before stay; the report itself is untouched
            self._failed_there.emit(f"预览没有更新（{type(error).__name__}）；填写和导出不受影响。")
            return before
        self._ready_there.emit(pages)
        return pages

    def _draw(self, page: int, scale: float) -> None:
        try:
            image = self.preview.image(page, scale)
        except IndexError:
            return
        made = QImage(image.data, image.width, image.height, image.stride, QImage.Format.Format_RGB32).copy()
        self._drawn_there.emit(page, scale, made)
