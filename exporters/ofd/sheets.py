"""The pages as they were set: what stands where, read from the PDF that the typesetter makes.

Lengths are in points, counted from the upper left corner of the page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument, PDFNoOutlines
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_pt, mult_matrix

from exporters.ofd.content import operators

Color = tuple[int, int, int]
BLACK: Color = (0, 0, 0)
UNKNOWN = "\ufffd"
"""The text of a glyph for which the typesetter names none."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a font by its number there, the characters that it shows, and the place of its origin on the line."""

    id: int
    text: str
    x: float


@dataclass(frozen=True, slots=True)
class Words:
    """Glyphs of one font on one base line ``y``; ``end`` is where a further one would stand.

    ``thickness`` is the width of the line drawn around them to make them bold, 0 for none.
    """

    font: Face
    size: float
    y: float
    glyphs: tuple[Glyph, ...]
    end: float
    color: Color = BLACK
    thickness: float = 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines and filled areas of one look. ``path`` has steps like ("M", x, y), ("L", x, y), ("B", x1, y1, x2, y2, x, y), ("C",)."""

    path: tuple[tuple[Any, ...], ...]
    stroke: Color | None
    fill: Color | None
    thickness: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a box on the page; ``data`` is a PNG or JPEG file."""

    data: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and what is on it, in the order in which it was painted."""

    width: float
    height: float
    items: tuple[Words | Shape | Picture, ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading with its level (from 1), its page (from 0) and how far down it stands."""

    title: str
    level: int
    page: int
    y: float


@dataclass(eq=False, slots=True)
class Face:
    """A font as the PDF embeds it, with only the glyphs that were used.

    ``data`` is a bare CFF or a font file without some tables. Measures are in thousandths of the size.
    """

    name: str
    data: bytes
    ascent: float
    descent: float
    box: tuple[float, float, float, float]
    cap_height: float
    italic: bool
    serif: bool
    fixed: bool
    weight: int
    advances: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pages:
    """All that was set."""

    sheets: tuple[Sheet, ...]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[Face, ...]


def pages_of(pdf: bytes) -> Pages:
    """The pages of a PDF that the typesetter made."""
    document = PDFDocument(PDFParser(io.BytesIO(pdf)))
    device = _Device(resources := PDFResourceManager())
    interpreter = _Interpreter(resources, device)
    numbers: dict[Any, int] = {}
    heights: list[float] = []
    for page in PDFPage.create_pages(document):
        numbers[page.pageid] = len(numbers)
        heights.append(page.mediabox[3] - page.mediabox[1])
        interpreter.process_page(page)
    return Pages(tuple(device.sheets), tuple(_bookmarks(document, numbers, heights)), tuple(device.faces.values()))


def _bookmarks(document: PDFDocument, numbers: dict[Any, int], heights: Sequence[float]) -> Iterator[Bookmark]:
    try:
        outlines = list(document.get_outlines())
    except PDFNoOutlines:
        return
    for level, title, target, _, _ in outlines:
        page, _, _, top, *_ = resolve1(target)  # [page /XYZ left top zoom]
        number = numbers[page.objid]
        yield Bookmark(title, level, number, heights[number] - top)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's, with a quicker way to take a page apart."""

    def execute(self, streams: Sequence[object]) -> None:
        data = b"\n".join(stream_value(stream).get_data() for stream in streams)
        for name, operands in operators(data):
            method = getattr(self, f"do_{name.replace('*', '_a')}", None)
            if method is None:
                continue
            self.argstack = operands
            count = method.__code__.co_argcount - 1
            method(*self.pop(count)) if count else method()


class _Device(PDFDevice):
    """Takes down what is painted."""

    ctm: Matrix

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.sheets: list[Sheet] = []
        self.faces: dict[int, Face] = {}
        self._items: list[Words | Shape | Picture] = []
        self._size = (0.0, 0.0)
        self.ctm = MATRIX_IDENTITY

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        left, bottom, right, top = page.mediabox
        self._items, self._size = [], (right - left, top - bottom)

    def end_page(self, page: PDFPage) -> None:
        self.sheets.append(Sheet(*self._size, tuple(self._items)))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        font: PDFFont = textstate.font
        face = self.faces.get(id(font)) or self.faces.setdefault(id(font), _face(font))
        matrix = mult_matrix(textstate.matrix, self.ctm)
        scale = matrix[0]
        size = textstate.fontsize * scale
        x, y = apply_matrix_pt(matrix, textstate.linematrix)
        glyphs: list[Glyph] = []
        for part in seq:
            if isinstance(part, bytes):
                for id_ in font.decode(part):
                    glyphs.append(Glyph(id_, _text(font, id_), x))
                    if id_ not in face.advances:
                        face.advances[id_] = font.char_width(id_) * 1000
                    x += face.advances[id_] * size / 1000
            else:
                x -= part * size / 1000
        if glyphs:
            thick = graphicstate.linewidth * scale if textstate.render == 2 else 0.0
            height = self._size[1]
            self._items.append(Words(face, size, height - y, tuple(glyphs), x, _color(graphicstate.ncolor), thick))

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        steps = tuple(_steps(path, self.ctm, self._size[1]))
        line = _color(graphicstate.scolor) if stroke else None
        area = _color(graphicstate.ncolor) if fill else None
        thick = graphicstate.linewidth * abs(self.ctm[0]) if stroke else 0.0
        last = self._items[-1] if self._items else None
        if isinstance(last, Shape) and (last.stroke, last.fill, last.thickness) == (line, area, thick):
            self._items[-1] = Shape(last.path + steps, line, area, thick)
        else:
            self._items.append(Shape(steps, line, area, thick))

    def render_image(self, name: str, stream: PDFStream) -> None:
        left, bottom = apply_matrix_pt(self.ctm, (0, 0))
        right, top = apply_matrix_pt(self.ctm, (1, 1))
        box = (min(left, right), self._size[1] - max(top, bottom), abs(right - left), abs(top - bottom))
        self._items.append(Picture(_picture(stream), *box))


def _picture(stream: PDFStream) -> bytes:
    """The picture as a file of its own."""
    if any(str(name) == "/'DCTDecode'" for name, _ in stream.get_filters()):
        return bytes(stream.get_rawdata() or b"")
    from PIL import Image

    size = (int(resolve1(stream["Width"])), int(resolve1(stream["Height"])))
    pixels = stream.get_data()
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[len(pixels) // (size[0] * size[1])]
    image = Image.frombytes(mode, size, pixels)
    mask = resolve1(stream.get("SMask"))
    if isinstance(mask, PDFStream):
        image.putalpha(Image.frombytes("L", size, mask.get_data()))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


_STEPS = {"m": "M", "l": "L", "c": "B", "h": "C"}


def _steps(path: Any, matrix: Any, height: float) -> Iterator[tuple[Any, ...]]:
    for name, *numbers in path:
        points = (apply_matrix_pt(matrix, numbers[i : i + 2]) for i in range(0, len(numbers), 2))
        yield (_STEPS[name], *(value for x, y in points for value in (x, height - y)))


def _color(color: Any) -> Color:
    """Grey or red, green, blue from 0 to 1."""
    if color is None:
        return BLACK
    parts = color if isinstance(color, tuple | list) else (color,)
    red, green, blue = parts if len(parts) == 3 else (parts[0],) * 3
    return round(red * 255), round(green * 255), round(blue * 255)


def _text(font: PDFFont, glyph: int) -> str:
    try:
        return font.to_unichr(glyph) or UNKNOWN
    except PDFUnicodeNotDefined:
        return UNKNOWN


_FIXED, _SERIF, _ITALIC = 1 << 0, 1 << 1, 1 << 6
"""Flags of a font (ISO 32000-1, table 123)."""


def _face(font: Any) -> Face:
    about = font.descriptor
    file = about.get("FontFile2") or about["FontFile3"]
    flags = int(about.get("Flags", 0))
    name = str(font.basefont).partition("+")[2] or str(font.basefont)
    left, bottom, right, top = (float(value) for value in resolve1(about["FontBBox"]))
    return Face(
        name,
        stream_value(file).get_data(),
        float(about.get("Ascent", 880)),
        float(about.get("Descent", -120)),
        (left, bottom, right, top),
        float(about.get("CapHeight", 700)),
        bool(flags & _ITALIC),
        bool(flags & _SERIF),
        bool(flags & _FIXED),
        int(about.get("FontWeight", 400)),
    )
