"""The typesetter: one warm typst compiler for the whole program, and the fonts that this computer has.

Making a compiler reads all fonts once (about a tenth of a second); setting the same report again after an edit reuses what
has not changed. Calls may come from any thread and are carried out one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from threading import Lock
from typing import Any, Final, Literal

import typst

from exporters.document import Document
from exporters.fonts import chain
from exporters.pages.source import TEMPLATE, data_of

ACCESSIBLE: Final[Literal["ua-1"]] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, titled, its language known; typst refuses to write a file that falls short of it."""

_MARKS = "query(<mark>).map(it => (it.value, it.location().position()))"


class Typesetter:
    """Sets documents; see ``typesetter`` for the shared one."""

    def __init__(self) -> None:
        fonts = typst.Fonts()
        self._families = {family.lower(): family for family in fonts.families()}
        self._compiler = typst.Compiler(input=TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)
        self._lock = Lock()

    def fonts_for(self, name: str) -> tuple[str, ...]:
        """The fonts of this computer that print what is to be printed in ``name``, best first; may be empty."""
        return tuple(self._families[other.lower()] for other in chain(name) if other.lower() in self._families)

    def stand_ins(self, names: Iterable[str]) -> dict[str, str]:
        """For each font that is not installed the one that stands in for it, "" where there is none."""
        missing = (name for name in names if name.lower() not in self._families)
        return {name: next(iter(self.fonts_for(name)), "") for name in missing}

    def pdf(self, document: Document, *, now: datetime | None = None) -> bytes:
        """The accessible PDF for publication: fonts embedded, tagged, with bookmarks, title and language."""
        inputs = self._inputs(document)
        with self._lock:
            made = self._compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=ACCESSIBLE, timestamp=now)
        assert isinstance(made, bytes)
        return made

    def draft(self, document: Document) -> tuple[bytes, list[Any]]:
        """A PDF for the screen, without tags, and where its marks stand: ``[[kind, value], {page, x, y}]`` each."""
        inputs = self._inputs(document)
        with self._lock:
            made = self._compiler.compile(format="pdf", sys_inputs=inputs, pdf_tags=False)
            marks = json.loads(self._compiler.eval(_MARKS))
        assert isinstance(made, bytes)
        return made, marks

    def _inputs(self, document: Document) -> dict[str, str]:
        return {"document": data_of(document, self.fonts_for)}


@cache
def typesetter() -> Typesetter:
    """The one typesetter of the program, made when first asked for."""
    return Typesetter()
