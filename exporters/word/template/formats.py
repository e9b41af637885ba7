"""One format for the figures of a table: that which most of its cells show, in the middle, and no row split over two pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from exporters.word.template.elements import Element, attribute, child, local, named, parts, prompts, texts

_FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_OF_PROMPTS = frozenset(
    {"color", "highlight", "shd", "i", "iCs", "u", "rPrChange", "vanish", "ins", "del", "lang", "noProof"}
)
"""What marks words as a prompt or a change, and does not belong to the figure that replaces them."""
_BEFORE_CELL = ("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter")
_BEFORE_JC_TOLD = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens
    kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
    mirrorIndents suppressOverlap
"""
_BEFORE_JC = frozenset(_BEFORE_JC_TOLD.split())


@dataclass(frozen=True, slots=True)
class Format:
    """``style``: the properties of the words; ``align``: where they stand in their cell."""

    style: Element
    align: str


def format_of(cells: Iterable[Element]) -> Format:
    """The format that most of these cells show; right where most say so, else in the middle."""
    styles: Counter[bytes] = Counter()
    sides: Counter[str] = Counter()
    kept: dict[bytes, Element] = {}
    for cell in cells:
        paragraph = next(parts(cell, "p"), None)
        if paragraph is None:
            continue
        style = _shown(paragraph)
        key = etree.tostring(style, method="c14n", exclusive=True)
        kept.setdefault(key, style)
        styles[key] += 1
        sides[attribute(child(paragraph, "pPr", "jc"))] += 1
    if not styles:
        raise ValueError("a table without a cell to write in")
    telling = {key: count for key, count in styles.items() if child(kept[key], "rFonts") is not None} or styles
    most = max(telling, key=lambda key: telling[key])
    right = sum(count for side, count in sides.items() if side in ("right", "end"))
    return Format(kept[most], "right" if 2 * right > sides.total() else "center")


def _shown(paragraph: Element) -> Element:
    """The properties of the words in a paragraph, of its mark where it has none: complete in its fonts, without marks of a prompt."""
    run = next((text.getparent() for text in texts(paragraph) if (text.text or "").strip() and not prompts(text)), None)
    empty = next(
        (child(other, "rPr") for other in parts(paragraph, "r") if child(other, "rPr", "rFonts") is not None), None
    )
    mark = child(paragraph, "pPr", "rPr")
    found = child(run, "rPr") if run is not None else empty if empty is not None else mark
    style = etree.Element(named(paragraph, "rPr")) if found is None else deepcopy(found)
    style.tail = None
    for item in [item for item in style if local(item) in _OF_PROMPTS or (local(item) == "rStyle" and run is None)]:
        style.remove(item)
    fonts = child(style, "rFonts")
    if fonts is not None:
        _complete(fonts)
    return style


def _complete(fonts: Element) -> None:
    """Name a font for every script, so that a remark beside a figure is not set in another one."""
    given = {face: attribute(fonts, face) for face in _FACES}
    chinese = given["eastAsia"] or next((name for name in given.values() if name and not name.isascii()), "")
    latin = given["ascii"] or given["hAnsi"] or chinese
    for face, name in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese), ("cs", given["cs"] or latin)):
        if name and not any(str(key).rpartition("}")[2] == f"{face}Theme" for key in fonts.attrib):
            fonts.set(named(fonts, face), name)


def align(paragraph: Element, side: str) -> None:
    """Set where the words of a figure's paragraph stand, without an indent that would push them aside."""
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = etree.Element(named(paragraph, "pPr"))
        paragraph.insert(0, properties)
    for name in ("ind", "jc"):
        old = child(properties, name)
        if old is not None:
            properties.remove(old)
    jc = etree.Element(named(properties, "jc"))
    jc.set(named(properties, "val"), side)
    place = sum(1 for item in properties if local(item) in _BEFORE_JC)
    properties.insert(place, jc)


def middle(cell: Element) -> None:
    """Set the figure of a cell in the middle of its height, as all others of its table."""
    properties = child(cell, "tcPr")
    if properties is None:
        properties = etree.Element(named(cell, "tcPr"))
        cell.insert(0, properties)
    mark = child(properties, "vAlign")
    if mark is None:
        mark = etree.Element(named(properties, "vAlign"))
        behind = ("hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange")
        properties.insert(sum(1 for item in properties if local(item) not in behind), mark)
    mark.set(named(mark, "val"), "center")


def keep_whole(row: Element) -> None:
    """Let no page end within a row."""
    properties = child(row, "trPr")
    if properties is None:
        properties = etree.Element(named(row, "trPr"))
        row.insert(sum(1 for item in row if local(item) == "tblPrEx"), properties)
    mark = child(properties, "cantSplit")
    if mark is None:
        mark = etree.Element(named(properties, "cantSplit"))
        properties.insert(sum(1 for item in properties if local(item) in _BEFORE_CELL), mark)
    for key in list(mark.attrib):
        del mark.attrib[key]
