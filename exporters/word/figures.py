"""Pictures and small tables inside a text, in the Word file: in the middle of the line, the caption under a picture and over a table."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporters.document import Document, Figure
from exporters.geometry import CELL_MARGIN, TEXT_WIDTH, picture_size
from exporters.word import styles
from exporters.word.opc import OFFICE, Part
from exporters.word.xml import Element, R, text, twips, val, w

_CLOSE = 2.0
"""Points between a caption and what it belongs to."""
_EMU = 12700
"""Units of drawings in a point."""
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

_NAMES = {"wp": _WP, "a": _A, "pic": _PIC}


def pictures(document: Document) -> tuple[dict[str, tuple[str, str]], list[Part]]:
    """The relationships to the pictures of a document, their ids by key in order, and the parts that hold them."""
    links: dict[str, tuple[str, str]] = {}
    parts: list[Part] = []
    for block in document.blocks:
        if isinstance(block, Figure) and block.exhibit.data:
            name = f"media/{block.key}.{block.exhibit.suffix}"
            kind = "png" if block.exhibit.suffix == "png" else "jpeg"
            if not any(part.name == f"word/{name}" for part in parts):
                parts.append(Part(f"word/{name}", block.exhibit.data, f"image/{kind}"))
            links[_link(block.key)] = (f"{OFFICE}/image", name)
    return links, parts


def _link(key: str) -> str:
    return f"rIdPicture_{key}"


def figure(block: Figure, number: int, gap: float) -> Iterator[Element]:
    """The paragraphs of a figure; ``number`` tells it from others in the file, ``gap`` are the points above and below it."""
    space, caption = twips(gap), block.exhibit.caption
    if block.exhibit.data:
        drawing = w("r", w("drawing", _inline(block, number)))
        yield _centred([drawing], space, 0 if caption else space, keep=bool(caption))
        if caption:
            yield _centred(_words(caption), twips(_CLOSE), space, keep=False, style=styles.NOTE)
        return
    if caption:
        yield _centred(_words(caption), space, twips(_CLOSE), keep=True, style=styles.NOTE)
    yield _table(block)


def _words(words: str) -> list[Element]:
    return [w("r", w("rPr", w("rFonts", hint="eastAsia")), text(words))]


def _centred(runs: list[Element], before: int, after: int, *, keep: bool, style: str = "") -> Element:
    spacing = {"before": before, "after": after}
    if not style:
        spacing |= {"line": 240}  # a line as high as the picture
    return w(
        "p",
        w(
            "pPr",
            val("pStyle", style) if style else None,
            val("keepNext", 1) if keep else None,
            w("spacing", **spacing, **({} if style else {"lineRule": "auto"})),
            w("ind", firstLine=0, firstLineChars=0),
            val("jc", "center"),
        ),
        *runs,
    )


def _inline(block: Figure, number: int) -> Element:
    """The picture as a sign of the line, described for whoever cannot see it."""
    width, height = (round(side * _EMU) for side in picture_size(block.exhibit))
    inline = _element(_WP, "inline", distT="0", distB="0", distL="0", distR="0")
    inline.append(_element(_WP, "extent", cx=str(width), cy=str(height)))
    about = {"id": str(number), "name": f"图{number}", "descr": block.exhibit.described}
    inline.append(_element(_WP, "docPr", **about))
    data = _element(_A, "graphicData", uri=_PIC)
    picture = _element(_PIC, "pic")
    properties = _element(_PIC, "nvPicPr")
    properties.append(_element(_PIC, "cNvPr", **about))
    properties.append(_element(_PIC, "cNvPicPr"))
    fill = _element(_PIC, "blipFill")
    blip = _element(_A, "blip")
    blip.set(f"{{{R}}}embed", _link(block.key))
    stretch = _element(_A, "stretch")
    stretch.append(_element(_A, "fillRect"))
    fill.extend([blip, stretch])
    shape = _element(_PIC, "spPr")
    frame = _element(_A, "xfrm")
    frame.extend([_element(_A, "off", x="0", y="0"), _element(_A, "ext", cx=str(width), cy=str(height))])
    form = _element(_A, "prstGeom", prst="rect")
    form.append(_element(_A, "avLst"))
    shape.extend([frame, form])
    picture.extend([properties, fill, shape])
    data.append(picture)
    graphic = _element(_A, "graphic")
    graphic.append(data)
    inline.append(graphic)
    return inline


def _element(namespace: str, name: str, /, **attributes: str) -> Element:
    element = etree.Element(f"{{{namespace}}}{name}", nsmap=_NAMES)
    for key, value in attributes.items():
        element.set(key, value)
    return element


def _table(block: Figure) -> Element:
    rows = block.exhibit.rows
    columns = max(map(len, rows))
    width = twips(TEXT_WIDTH * block.exhibit.width / 100)
    each = width // columns
    borders = [
        w(side, val="single", sz=4, space=0, color="auto")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    properties = w(
        "tblPr",
        w("tblW", w=each * columns, type="dxa"),
        val("jc", "center"),
        w("tblBorders", *borders),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=twips(CELL_MARGIN), type="dxa") for side in ("top", "left", "bottom", "right"))),
        val("tblDescription", block.exhibit.described),
    )
    out = w("tbl", properties, w("tblGrid", *(w("gridCol", w=each) for _ in range(columns))))
    for number, row in enumerate(rows):
        head = val("tblHeader", 1) if not number else None
        made = w("tr", w("trPr", val("cantSplit", 1), head))
        for column in range(columns):
            words = row[column] if column < len(row) else ""
            cell = w("tc", w("tcPr", w("tcW", w=each, type="dxa"), val("vAlign", "center")))
            cell.append(_centred(_words(words), 0, 0, keep=False, style=styles.NOTE))
            made.append(cell)
        out.append(made)
    return out
