"""What an OFD is made of: its document, pages, page templates and shared objects, each found by its place in the package."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from importers.document.package import Package
from importers.document.xml import child, local, val
from importers.ofd.drawing import Drawing, Painter, box_of
from importers.result import UnreadableError

DAMAGED = "文件不完整或已损坏，请重新取得，或导入它的 Word 文件。"
_PROTECTED = "文件加了密码；请先解除密码（另存一份不加密的），再导入。"
_A4 = (0.0, 0.0, 210.0, 297.0)


class Structure:
    """The document in an OFD. Raises UnreadableError where there is none."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, DAMAGED)
        self._by_lower = {name.lower(): name for name in self._package.names("")}
        if any(name in self._by_lower for name in ("encryptions.xml", "encryption.xml")):
            raise UnreadableError(_PROTECTED)
        entry = self._package.xml(self._found("OFD.xml") or "OFD.xml")
        self.bodies = [body for body in entry if local(body) == "DocBody"]
        if local(entry) != "OFD" or not self.bodies:
            raise UnreadableError(DAMAGED)
        self._root, self._document = self._part("", _text(child(self.bodies[0], "DocRoot")))
        if self._document is None or local(self._document) != "Document":
            raise UnreadableError(DAMAGED)

    @cached_property
    def places(self) -> list[str]:
        """Where the pages are, in order."""
        pages = child(self._document, "Pages")
        return [] if pages is None else [val(page, "BaseLoc") for page in pages if local(page) == "Page"]

    def page(self, number: int) -> Drawing | None:
        """The page of this number (from 1); None where its file is missing."""
        place, root = self._part(self._root, self.places[number - 1])
        if root is None or local(root) != "Page":
            return None
        left, top, width, height = self._box(root)
        drawing = Drawing(number, width, height)
        painter = Painter(drawing, lambda id: self._units(place, root).get(id))
        for content in (*self._templates(root), child(root, "Content")):
            if content is not None:
                painter.draw(content, (1, 0, 0, 1, -left, -top))
        return drawing

    def _templates(self, page: etree._Element) -> Iterator[etree._Element | None]:
        """What the page is printed on: heads, feet, frames."""
        common = child(self._document, "CommonData")
        for use in page:
            for template in () if common is None or local(use) != "Template" else common:
                if local(template) == "TemplatePage" and val(template, "ID") == val(use, "TemplateID"):
                    yield child(self._part(self._root, val(template, "BaseLoc"))[1], "Content")

    def _box(self, page: etree._Element) -> tuple[float, float, float, float]:
        """The paper of a page: its own, else that of the document."""
        for area in (child(page, "Area"), child(self._document, "CommonData", "PageArea")):
            box = box_of(_text(child(area, "PhysicalBox")))
            if box[2] > 0 and box[3] > 0:
                return box
        return _A4

    def _units(self, place: str, page: etree._Element) -> dict[str, etree._Element]:
        """The composite objects that a page may use, by their numbers."""
        common = child(self._document, "CommonData")
        shared = [
            (self._root, res)
            for res in ([] if common is None else common)
            if local(res) in ("PublicRes", "DocumentRes")
        ]
        found: dict[str, etree._Element] = {}
        for base, res in (*shared, *((place, item) for item in page if local(item) == "PageRes")):
            _, root = self._part(base, _text(res))
            for unit in () if root is None else root.iter():
                if local(unit) == "CompositeGraphicUnit":
                    found[val(unit, "ID")] = unit
        return found

    def _part(self, base: str, place: str) -> tuple[str, etree._Element | None]:
        """Where a part is that another one in ``base`` points to, and its root; None where it is missing."""
        name = self._found(place if place.startswith("/") else posixpath.join(posixpath.dirname(base), place))
        return (name, self._package.xml(name)) if name else ("", None)

    def _found(self, place: str) -> str:
        """The name in the package, whatever its slashes and capitals; "" where there is none."""
        path = posixpath.normpath(place.replace("\\", "/")).lstrip("/")
        return path if path in self._package else self._by_lower.get(path.lower(), "")


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
