"""Elements of WordprocessingML, made with lxml; attributes and children in the order in which they are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMES = {"w": W, "r": R}
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TWIPS = 20
"""Twips in a point; half-points are the unit of sizes."""


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """The element ``w:name``; children that are None are left out."""
    element = etree.Element(f"{{{W}}}{name}", nsmap=NAMES)
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", str(value))
    element.extend(child for child in children if child is not None)
    return element


def val(name: str, value: str | int) -> Element:
    """The element ``w:name`` with its one attribute ``w:val``."""
    return w(name, val=value)


def text(words: str) -> Element:
    element = w("t")
    element.text = words
    if words != words.strip() or "  " in words:
        element.set(XML_SPACE, "preserve")
    return element


def twips(points: float) -> int:
    return round(points * TWIPS)


def to_bytes(root: Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w"])
    return DECLARATION + etree.tostring(root, encoding="utf-8")


def own(namespace: str) -> Mapping[str, str]:
    """The namespace map of a part whose elements need no prefix."""
    return cast(Mapping[str, str], {None: namespace})  # the stubs of lxml do not know the default namespace
