"""Limits for the PDF reader: a file that unpacks, repeats or draws without end is refused before it fills the memory."""

from __future__ import annotations

import zlib
from typing import Any, cast

import pdfplumber.page
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from importers.fixed.measure import CROWDED, MAX_ITEMS
from importers.result import UnreadableError

MAX_UNPACKED = 192 * 1024 * 1024
"""Bytes that the streams of a file may unpack to, pictures included."""
MAX_CONTENT = 8 * 1024 * 1024
"""Bytes of drawing instructions of one page; a page of text has some thousand."""
MAX_TOKENS = 200_000
MAX_ALL_TOKENS = 500_000
"""Words of drawing instructions of one page and of a file; each is worked on in Python, whatever it says."""
_DENSE = 300_000, 0.03
"""So many opening brackets of lists, and such a share of all bytes, are no document."""
_ZLIB = frozenset(b"\x78\x48\x68\x58\x38")


def weigh(data: bytes) -> None:
    """Refuse a file whose streams unpack beyond all measure, before anything keeps them in memory."""
    _refuse_dense(data)
    rest = MAX_UNPACKED
    at = data.find(b"stream")
    while at >= 0:
        start = at + 6
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        if data[at - 3 : at] != b"end" and start < len(data) and data[start] in _ZLIB:
            end = data.find(b"endstream", start)
            rest -= _unpacked(data[start : end if end >= 0 else len(data)], rest)
            if rest <= 0:
                raise UnreadableError("文件展开后太大，不会是一份年度报告；请确认来源。")
        at = data.find(b"stream", start)


def _refuse_dense(data: bytes) -> None:
    """Lists within lists without end are taken apart one by one before anything else of a file is known."""
    count = data.count(b"[") + data.count(b"<<")
    if count > min(_DENSE[0], max(20_000, len(data) // 4)) and count > _DENSE[1] * len(data):
        raise UnreadableError("文件的结构不正常，不会是一份年度报告；请确认来源。")


def _unpacked(packed: bytes, limit: int) -> int:
    """How many bytes a stream unpacks to, counted up to ``limit``; a stream within a stream counts as well."""
    total = 0
    unpack = zlib.decompressobj()
    try:
        while packed and not unpack.eof and total < limit:
            piece = unpack.decompress(packed, 1 << 20)
            if not total and piece[:1] == b"\x78" and len(piece) < 1 << 20:
                total += _unpacked(piece, limit)
            total += len(piece)
            _refuse_dense(piece)
            packed = unpack.unconsumed_tail
    except zlib.error:
        pass
    return total


class _Device(PDFPageAggregatorWithMarkedContent):
    """Collects what is drawn on a page, up to a limit."""

    items = 0
    content = 0
    tokens = 0

    def count(self, content: bytes = b"") -> None:
        self.items += 1
        self.content += len(content)
        if content and self.content <= MAX_CONTENT:
            self.tokens += len(content.split()) + sum(map(content.count, (b"[", b"(", b"<", b"/")))
        if self.items > MAX_ITEMS or self.content > MAX_CONTENT or self.tokens > MAX_TOKENS:
            raise UnreadableError(CROWDED)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self.count()
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self.count()
        super().paint_path(*args, **kwargs)

    def render_image(self, *args: Any, **kwargs: Any) -> None:
        self.count()
        super().render_image(*args, **kwargs)


class _Interpreter(PDFPageInterpreter):
    """Draws a page; drawings within drawings are counted."""

    def execute(self, streams: Any) -> None:
        for stream in streams:
            found = resolve1(stream)
            cast(_Device, self.device).count(found.get_data() if isinstance(found, PDFStream) else b"")
        super().execute(streams)


def lay_out(page: pdfplumber.page.Page) -> int:
    """Lay out a page within the limits; what pdfplumber asks of it afterwards is there already. Tells the words of its
    instructions."""
    # pdfminer lays a page out from 0,0 wherever its corner is; pdfplumber would move only a part of it back
    page.mediabox = page.bbox = (0, 0, page.width, page.height)
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return device.tokens
