"""The typesetter: one warm typst compiler for the whole program, and the fonts that this computer has.

Making a compiler reads all fonts once (about a tenth of a second); setting the same report again after an edit reuses what
has not changed. Calls may come from any thread and are carried out one after the other.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import Any, Final, Literal
from weakref import finalize

import typst

from exporters.document import Document
from exporters.fonts import SAME, chain
from exporters.pages.source import TEMPLATE, blocks_of, style_of
from models.leaving import when_leaving

ACCESSIBLE: Final[Literal["ua-1"]] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, titled, its language known; typst refuses to write a file that falls short of it."""

_BOLD = 600
"""The least weight of a bold face."""

_MARKS = "query(<mark>).map(it => (it.value, it.location().position()))"


class Typesetter:
    """Sets documents; see ``typesetter`` for the shared one."""

    def __init__(self) -> None:
        self.fonts = fonts = typst.Fonts()
        self._families = {family.lower(): family for family in fonts.families()}
        self._bold = {font.family for font in fonts.fonts() if font.weight >= _BOLD}
        # typst remembers what it has set only while its own inputs stay the same, and so reads the report from files
        self._root = Path(mkdtemp(prefix="gkbg-"))
        when_leaving(finalize(self, shutil.rmtree, self._root, ignore_errors=True))
        self._lay_template()
        self._compiler = typst.Compiler(input=self._root / TEMPLATE.name, root=self._root, font_paths=fonts)
        self._lock = Lock()

    def fonts_for(self, name: str) -> tuple[str, ...]:
        """The fonts of this computer that print what is to be printed in ``name``, best first; may be empty."""
        return tuple(self._families[other.lower()] for other in chain(name) if other.lower() in self._families)

    def has_bold(self, name: str) -> bool:
        """Whether what prints this font has a bold face; those of official documents have none, and office programs thicken them."""
        return any(font in self._bold for font in self.fonts_for(name)[:1])

    def stand_ins(self, names: Iterable[str]) -> dict[str, str]:
        """For each font that is not installed, under its English name neither, the one that stands in for it, "" where there is none."""
        missing = (name for name in names if not {name.lower(), SAME.get(name, name).lower()} & self._families.keys())
        return {name: next(iter(self.fonts_for(name)), "") for name in missing}

    def family_of(self, name: str) -> str:
        """The family of the font that a file calls by this PostScript name; the name itself where none of this computer fits."""
        squeezed = _squeezed(name)
        return max((f for f in self._families.values() if squeezed.startswith(_squeezed(f))), key=len, default=name)

    def pdf(self, document: Document, *, now: datetime | None = None) -> tuple[bytes, str]:
        """The accessible PDF for publication: fonts embedded, tagged, with bookmarks, title and language.

        Where no font of this computer has a character, the PDF cannot claim the standard, though it is made the same way; the second
        of the pair then says what stands in the way, and is "" otherwise.
        """
        fault = ""
        with self._lock:
            self._put(document)
            try:
                made = self._compiler.compile(format="pdf", pdf_standards=ACCESSIBLE, timestamp=now)
            except typst.TypstError as error:
                made, fault = self._compiler.compile(format="pdf", timestamp=now), error.message
        assert isinstance(made, bytes)
        return made, fault

    def draft(self, document: Document) -> tuple[bytes, list[Any]]:
        """A PDF for the screen, without tags, and where its marks stand: ``[[kind, value], {page, x, y}]`` each."""
        with self._lock:
            self._put(document)
            made = self._compiler.compile(format="pdf", pdf_tags=False)
            marks = json.loads(self._compiler.eval(_MARKS))
        assert isinstance(made, bytes)
        return made, marks

    def pages(self, document: Document) -> bytes:
        """The pages as a PDF without tags, for what reads them back."""
        with self._lock:
            self._put(document)
            made = self._compiler.compile(format="pdf", pdf_tags=False)
        assert isinstance(made, bytes)
        return made

    def _lay_template(self) -> None:
        self._root.mkdir(exist_ok=True)
        shutil.copy(TEMPLATE, self._root)

    def _put(self, document: Document) -> None:
        if not (self._root / TEMPLATE.name).exists():  # someone has tidied up temporary files
            self._lay_template()
        for name, data in (
            ("style", style_of(document, self.fonts_for, self.has_bold)),
            ("blocks", list(blocks_of(document))),
        ):
            written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            (self._root / f"{name}.json").write_text(written, "utf-8")


def _squeezed(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


@cache
def typesetter() -> Typesetter:
    """The one typesetter of the program, made when first asked for."""
    return Typesetter()
