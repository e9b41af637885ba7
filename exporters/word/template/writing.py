"""Words put into a place of a template, in the style that the place has."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from exporters.word.template.elements import Element, attribute, child, local, named, number, parts, prompts, texts
from exporters.word.template.formats import Format, align, middle

_KEPT = frozenset(
    {"pPr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"}
)
"""What stays of a paragraph besides its words."""
_USUAL_MARGIN = 108
"""Twips between the edge of a cell and its text where the cell says nothing."""
_LEAST_SIZE = 15
"""In half-points."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def set_cell(cell: Element, text: str, format: Format) -> None:
    """Make this the only text of a cell: in its first paragraph, in the format of its table."""
    paragraphs = list(parts(cell, "p"))
    first = paragraphs[0] if paragraphs else etree.SubElement(cell, named(cell, "p"))
    style = deepcopy(format.style)
    for paragraph in paragraphs[1:]:
        _empty(paragraph)
    for control in (*_controls_around(cell), *_controls_around(first)):
        _show(control)
    middle(cell)
    align(first, format.align)
    set_paragraph(first, text, _fitting(cell, text, style))


def _fitting(cell: Element, text: str, style: Element) -> Element:
    """The style, its size smaller where a figure would otherwise break over two lines of its cell."""
    size, width = child(style, "sz"), child(cell, "tcPr", "tcW")
    if size is None or attribute(width, "type") != "dxa" or not text.replace(".", "").isdigit():
        return style
    margins = child(cell, "tcPr", "tcMar")
    sides = (child(margins, side) for side in ("left", "right"))
    room = number(width, 0, "w") - sum(number(side, _USUAL_MARGIN, "w") for side in sides)
    digit = number(size, 0) * 5  # half the size, half-points in twips
    if digit and room > 0 and len(text) * digit > room:
        for name in ("sz", "szCs"):
            element = child(style, name)
            if element is not None:
                element.set(named(element, "val"), str(max(_LEAST_SIZE, room // (5 * len(text)))))
    return style


def set_paragraph(paragraph: Element, text: str, style: Element | None = None) -> None:
    """Make this the only text of a paragraph, in the style of what stood there unless another is given."""
    style = deepcopy(_style(paragraph) if style is None else style)
    control = next((item for item in paragraph if local(item) == "sdt"), None)
    _empty(paragraph, keep=control)
    home = paragraph
    if control is not None:
        home = _emptied(control)
    if text:
        home.append(_run(paragraph, text, style))


def set_paragraphs(place: Element, lines: Sequence[str], style: Element | None = None) -> None:
    """Put several paragraphs where one stood, in its style unless another is given. ``lines`` is not empty."""
    controls = _controls_around(place)
    style = _style(place) if style is None else style
    copies: list[Element] = []
    for line in lines:
        copy = deepcopy(place)
        for key in list(copy.attrib):
            if str(key).rpartition("}")[2] in ("paraId", "textId"):
                del copy.attrib[key]
        if copies:
            for mark in [item for item in copy if local(item) in _KEPT and local(item) != "pPr"]:
                copy.remove(mark)
        set_paragraph(copy, line, style)
        copies.append(copy)
    for copy in copies[:-1]:
        section = child(copy, "pPr", "sectPr")
        if section is not None:
            child_of = section.getparent()
            assert child_of is not None
            child_of.remove(section)
    parent = place.getparent()
    assert parent is not None
    index = parent.index(place)
    copies[-1].tail = place.tail
    parent[index : index + 1] = copies
    for control in controls:
        _show(control)


def plain_paragraph(heading: Element) -> Element:
    """An empty paragraph for text where a template shows none: as large as its heading, in the usual font, begun two characters in."""
    made = etree.Element(named(heading, "p"))
    properties = etree.SubElement(made, named(heading, "pPr"))
    spacing = child(heading, "pPr", "spacing")
    if spacing is not None:
        properties.append(deepcopy(spacing))
    indent = etree.SubElement(properties, named(heading, "ind"))
    indent.set(named(heading, "firstLineChars"), "200")
    indent.set(named(heading, "firstLine"), "640")
    style = etree.SubElement(properties, named(heading, "rPr"))
    style.extend(deepcopy(item) for item in _style(heading) if local(item) in ("sz", "szCs"))
    return made


def replace_in(paragraph: Element, start: int, end: int, lines: Sequence[str]) -> None:
    """Replace the visible characters ``start`` to ``end`` of a paragraph by lines, the first in it and the others as paragraphs
    after it, all in the style of the first character. ``lines`` is not empty."""
    parent = paragraph.getparent()
    assert parent is not None
    after = deepcopy(paragraph) if len(lines) > 1 else None
    text, style = lines[0], None
    position = 0
    for node in list(texts(paragraph)):
        written = node.text or ""
        here, position = position, position + len(written)
        if position <= start or here >= end:
            continue
        before, behind = written[: max(0, start - here)], written[max(0, end - here) :]
        if style is None:
            style = _properties(node)
        node.text = before + text + behind
        node.set(_SPACE, "preserve")
        text = ""
    if after is not None:
        parent.insert(parent.index(paragraph) + 1, after)
        set_paragraphs(after, lines[1:], style)


def _properties(node: Element) -> Element:
    """The properties of the run that a ``w:t`` stands in, made where it has none."""
    run = node.getparent()
    assert run is not None
    found = child(run, "rPr")
    if found is None:
        found = etree.Element(named(run, "rPr"))
        run.insert(0, found)
    _hint(found)
    return found


def _style(paragraph: Element) -> Element:
    """The properties for new words: of the first run that shows some (not the grey prompt of a content control), else of the
    paragraph's mark."""
    for node in texts(paragraph):
        if (node.text or "").strip() and not prompts(node):
            run = node.getparent()
            found = child(run, "rPr") if run is not None else None
            return _no_properties(paragraph) if found is None else deepcopy(found)
    mark = child(paragraph, "pPr", "rPr")
    style = _no_properties(paragraph) if mark is None else deepcopy(mark)
    for item in list(style):
        if local(item) in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
            style.remove(item)
    return style


_OF_PROMPTS = frozenset({"color", "highlight", "shd", "i", "iCs", "u"})


def style_for_words(paragraph: Element) -> Element:
    """The properties for a text that takes the place of a paragraph: of most of its words, without what marks them as a prompt."""
    amounts: dict[int, int] = {}
    runs: dict[int, Element] = {}
    for node in texts(paragraph):
        run = node.getparent()
        if run is not None and not prompts(node):
            runs[id(run)] = run
            amounts[id(run)] = amounts.get(id(run), 0) + len((node.text or "").strip())
    most = max(amounts, key=lambda key: amounts[key], default=None)
    if most is None or not amounts[most]:
        style = _style(paragraph)
    else:
        found = child(runs[most], "rPr")
        style = _no_properties(paragraph) if found is None else deepcopy(found)
    for item in [item for item in style if local(item) in _OF_PROMPTS]:
        style.remove(item)
    return style


def _no_properties(paragraph: Element) -> Element:
    return etree.Element(named(paragraph, "rPr"))


def _empty(paragraph: Element, keep: Element | None = None) -> None:
    for item in list(paragraph):
        if local(item) not in _KEPT and item is not keep:
            paragraph.remove(item)


def _run(paragraph: Element, text: str, properties: Element) -> Element:
    run = etree.Element(named(paragraph, "r"))
    for item in [item for item in properties if local(item) in ("rPrChange", "vanish", "specVanish")]:
        properties.remove(item)
    _hint(properties)
    run.append(properties)
    for index, line in enumerate(text.split("\n")):
        if index:
            etree.SubElement(run, named(paragraph, "br"))
        node = etree.SubElement(run, named(paragraph, "t"))
        node.text = line
        node.set(_SPACE, "preserve")
    return run


def _hint(properties: Element) -> None:
    """Set “ ” — … in the Chinese font."""
    fonts = child(properties, "rFonts")
    if fonts is None:
        fonts = etree.Element(named(properties, "rFonts"))
        properties.insert(1 if len(properties) and local(properties[0]) == "rStyle" else 0, fonts)
    if not attribute(fonts, "hint"):
        fonts.set(named(properties, "hint"), "eastAsia")


def _controls_around(place: Element) -> list[Element]:
    """The content controls that hold this paragraph or cell and nothing that a table arranges."""
    out = []
    for parent in place.iterancestors():
        if local(parent) == "sdt":
            out.append(parent)
        elif local(parent) != "sdtContent":
            break
    return out


def _show(control: Element) -> None:
    """Make a content control show what is in it, not its prompt or data bound from elsewhere."""
    properties = child(control, "sdtPr")
    if properties is not None:
        for item in [item for item in properties if local(item) in ("showingPlcHdr", "dataBinding", "temporary")]:
            properties.remove(item)


def _emptied(control: Element) -> Element:
    """The content of a content control in a line, emptied and shown."""
    _show(control)
    content = child(control, "sdtContent")
    if content is None:
        content = etree.SubElement(control, named(control, "sdtContent"))
    for item in list(content):
        content.remove(item)
    return content
