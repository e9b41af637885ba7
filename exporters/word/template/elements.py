"""Elements of a document made by others: told by their local names, so that transitional and strict files are read alike."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element

_THROUGH = frozenset(
    {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"}
)
"""Elements that only wrap what a reader sees."""
_ASIDE = frozenset({"del", "moveFrom", "txbxContent", "drawing", "pict", "object", "Fallback", "Choice", "rt"})
"""Elements whose words are not part of the text: taken out by a reviser, or standing in a box."""


def local(element: Element) -> str:
    """The name without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: Element, name: str) -> str:
    """The name of an element in the namespace of ``element``."""
    tag = str(element.tag)
    return f"{tag.rpartition('}')[0]}}}{name}" if "}" in tag else name


def attribute(element: Element | None, name: str = "val") -> str:
    """An attribute by its local name; "" where there is none."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this name, or going down several names."""
    for name in path:
        element = None if element is None else next((item for item in element if local(item) == name), None)
    return element


def number(element: Element | None, default: int, name: str = "val") -> int:
    """A small whole number in an attribute."""
    written = attribute(element, name)
    return int(written) if written.isdecimal() and len(written) < 5 else default


def parts(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, those in content controls and insertions included."""
    for item in element:
        name = local(item)
        if name in names:
            yield item
        elif name in _THROUGH:
            yield from parts(item, *names)


def runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph that a reader sees."""
    yield from parts(paragraph, "r")


def texts(element: Element) -> Iterator[Element]:
    """The ``w:t`` below a paragraph or cell that a reader sees, without those of boxes and removed ones."""
    for item in element:
        name = local(item)
        if name == "t":
            yield item
        elif name not in _ASIDE:
            yield from texts(item)


def words(element: Element) -> str:
    """The visible words of a paragraph or cell; a content control that only shows its prompt has none."""
    return "".join(text.text or "" for text in texts(element) if not prompts(text))


def prompts(text: Element) -> bool:
    """Whether this is the prompt of a content control that nobody has filled in."""
    return any(
        local(parent) == "sdt" and child(parent, "sdtPr", "showingPlcHdr") is not None
        for parent in text.iterancestors()
    )
