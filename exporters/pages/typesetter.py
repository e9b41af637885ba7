"""The typesetter: one warm typst compiler for the whole program, and the fonts that this computer has.

Making a compiler reads all fonts once (about a tenth of a second); setting the same report again after an edit reuses what
has not changed. Calls may come from any thread and are carried out one after the other.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import Any, Final, Literal
from weakref import finalize

import typst

from exporters.document import Document, Figure, TableBlock
from exporters.fonts import SAME, chain
from exporters.options import ExportError
from exporters.pages.row_heads import with_row_heads
from exporters.pages.source import TEMPLATE, blocks_of, pictures_of, style_of
from models.grid import Grid
from models.leaving import when_leaving

ACCESSIBLE: Final[Literal["ua-1"]] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, titled, its language known."""
Standard = Literal["a-2a", "a-2b", "ua-1"]
STANDARDS: Final[tuple[tuple[Standard, ...], ...]] = (
    ("a-2a", "ua-1"),
    ("a-2b", "ua-1"),
    ("ua-1",),
    ("a-2a",),
    ("a-2b",),
    (),
)
"""What a PDF shall claim, best first: PDF/A-2 (ISO 19005-2), which can be read without anything else for as long as it is kept, in its
level a, tagged; and PDF/UA-1. typst refuses to write a file that falls short of what it shall claim.
"""

_BOLD = 600
"""The least weight of a bold face."""

_MARKS = "query(<mark>).map(it => (it.value, it.location().position()))"


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF, the standards that it claims, and what stood in the way of the rest, in the words of the typesetter."""

    data: bytes
    claims: tuple[Standard, ...]
    fault: str


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

    def pdf(self, document: Document, *, now: datetime | None = None) -> Made:
        """The PDF for publication and for the archive: fonts embedded, tagged, with bookmarks, title and language.

        Where no font of this computer has a character, it can claim no standard, though it is made the same way.
        """
        faults: list[str] = []
        with self._lock:
            self._put(document)
            for claims in STANDARDS:
                try:
                    made = self._compiler.compile(format="pdf", pdf_standards=list(claims), timestamp=now)
                except typst.TypstError as error:
                    faults.append(error.message)
                    continue
                assert isinstance(made, bytes)
                return Made(with_row_heads(made, list(_grids(document))), claims, faults[0] if faults else "")
        raise ExportError(f"页面没有排成（{faults[-1]}）；请把报告文件发给维护人员。")

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
        for file, picture in pictures_of(document).items():
            if not (self._root / file).exists():
                (self._root / file).write_bytes(picture)
        for name, data in (
            ("style", style_of(document, self.fonts_for, self.has_bold)),
            ("blocks", list(blocks_of(document))),
        ):
            written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            (self._root / f"{name}.json").write_text(written, "utf-8")


def _grids(document: Document) -> Iterator[Grid | None]:
    """The grid of each table that is set, None for one inside a text."""
    for block in document.blocks:
        if isinstance(block, TableBlock):
            yield block.grid
        elif isinstance(block, Figure) and block.exhibit.rows:
            yield None


def _squeezed(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


@cache
def typesetter() -> Typesetter:
    """The one typesetter of the program, made when first asked for."""
    return Typesetter()
