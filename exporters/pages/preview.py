"""The live preview: a report set after every edit, images of its pages when asked for, and the way from ids to places and back.

No Qt here, and every method may be called from any thread. Drawing goes through PDFium, which draws one page of the finished
PDF in a few milliseconds, and which must never be entered by two threads at once: a single lock guards it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import RLock

import pypdfium2
import pypdfium2.raw as pdfium

from exporters.document import Document, document_of
from exporters.pages.places import Box, Glyph, Hit, Places
from exporters.pages.typesetter import Typesetter, typesetter
from exporters.profiles import DEFAULT, profile
from models.report import Report
from models.totals import Figures

_PDFIUM = RLock()


@dataclass(frozen=True, slots=True)
class Image:
    """Pixels of a page, four bytes each in the order blue, green, red, unused (Qt calls it RGB32), rows from the top."""

    width: int
    height: int
    stride: int
    data: bytes


class Preview:
    """One report on pages. ``render`` sets it; the other methods speak of what was set last."""

    def __init__(self, engine: Typesetter | None = None) -> None:
        self._engine = engine or typesetter()
        self._pdf: pypdfium2.PdfDocument | None = None
        self._places: Places | None = None

    def render(
        self, report: Report, figures: Figures | None = None, *, profile_name: str = "", draft: bool = False
    ) -> int:
        """Set the report and return the number of its pages."""
        chosen = profile(profile_name or DEFAULT)
        return self.show(document_of(report, figures, profile=chosen, draft=draft))

    def show(self, document: Document) -> int:
        """Set a document and return the number of its pages."""
        data, marks = self._engine.draft(document)
        with _PDFIUM:
            self.close()
            self._pdf = pypdfium2.PdfDocument(data)
            glyphs = lru_cache(maxsize=4)(self._glyphs)
            self._places = Places(document, marks, glyphs)
            return len(self._pdf)

    def image(self, page: int, scale: float) -> Image:
        """The page (from 0) at ``scale`` pixels per point. Raises IndexError where there is no such page."""
        with _PDFIUM:
            if self._pdf is None or not 0 <= page < len(self._pdf):
                raise IndexError(page)
            sheet = self._pdf[page]
            bitmap = sheet.render(scale=scale, prefer_bgrx=True, force_bitmap_format=pdfium.FPDFBitmap_BGRx)
            made = Image(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            sheet.close()
            return made

    def place_of(self, id: str, offset: int | None = None) -> Box | None:
        """Where a cell, text or field is printed; for a text the character ``offset`` of it. None if nowhere."""
        with _PDFIUM:
            return self._places.place_of(id, offset) if self._places else None

    def id_at(self, page: int, x: float, y: float) -> Hit | None:
        """What is printed at a point of a page, in points from its upper left corner."""
        with _PDFIUM:
            return self._places.id_at(page, x, y) if self._places else None

    def close(self) -> None:
        """Let go of the pages."""
        with _PDFIUM:
            if self._pdf is not None:
                self._pdf.close()
            self._pdf = self._places = None

    def _glyphs(self, page: int) -> Sequence[Glyph]:
        assert self._pdf is not None
        sheet = self._pdf[page]
        text = sheet.get_textpage()
        handle, height = text.raw, sheet.get_height()
        box = pdfium.FS_RECTF()
        found = []
        for index in range(text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(handle, index) or 32)
            if char.isspace() or pdfium.FPDFText_IsGenerated(handle, index) == 1:
                continue
            pdfium.FPDFText_GetLooseCharBox(handle, index, box)  # as high as the line, whatever the sign
            found.append(Glyph(char, box.left, height - box.top, box.right, height - box.bottom))
        text.close()
        sheet.close()
        return found
