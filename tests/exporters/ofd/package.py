"""An OFD taken apart by the standard, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

OFD = "{http://www.ofdspec.org/2016}"

CHILDREN: Mapping[str, str] = {
    "OFD": "DocBody",
    "DocBody": "DocInfo DocRoot Versions Signatures",
    "DocInfo": "DocID Title Author Subject Abstract CreationDate ModDate DocUsage Cover Keywords Creator CreatorVersion CustomDatas",
    "Keywords": "Keyword",
    "Document": "CommonData Pages Outlines Permissions Actions VPreferences Bookmarks Annotations CustomTags Attachments Extensions",
    "CommonData": "MaxUnitID PageArea PublicRes DocumentRes TemplatePage DefaultCS",
    "PageArea": "PhysicalBox ApplicationBox ContentBox BleedBox",
    "Area": "PhysicalBox ApplicationBox ContentBox BleedBox",
    "Pages": "Page",
    "Outlines": "OutlineElem",
    "OutlineElem": "Actions OutlineElem",
    "Actions": "Action",
    "Action": "Region Goto",
    "Goto": "Dest",
    "VPreferences": "PageMode PageLayout TabDisplay HideToolbar HideMenubar HideWindowUI ZoomMode",
    "Res": "ColorSpaces DrawParams Fonts MultiMedias CompositeGraphicUnits",
    "Fonts": "Font",
    "Font": "FontFile",
    "MultiMedias": "MultiMedia",
    "MultiMedia": "MediaFile",
    "Page": "Template PageRes Area Content Actions",
    "Content": "Layer",
    "Layer": "TextObject PathObject ImageObject",
    "TextObject": "Actions Clips FillColor StrokeColor CGTransform TextCode",
    "CGTransform": "Glyphs",
    "PathObject": "Actions Clips StrokeColor FillColor AbbreviatedData",
    "ImageObject": "Actions Clips Border",
}
"""What each element may hold, in this order (GB/T 33190—2016, chapters 6 to 11); a layer holds its objects in any order."""


class Package:
    """The files of an OFD."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            assert file.testzip() is None
            self.files = {name: file.read(name) for name in file.namelist()}
        self.trees = {name: etree.fromstring(data) for name, data in self.files.items() if name.endswith(".xml")}

    @property
    def pages(self) -> list[etree._Element]:
        return [tree for name, tree in self.trees.items() if name.endswith("Content.xml")]

    def all(self, name: str) -> Iterator[etree._Element]:
        for tree in self.trees.values():
            yield from tree.iter(f"{OFD}{name}")

    def fonts(self) -> dict[str, bytes]:
        """The files of the fonts by the number of the font."""
        return {
            str(font.get("ID")): self.files[f"Doc_0/Res/{font.findtext(f'{OFD}FontFile')}"] for font in self.all("Font")
        }


def misplaced(tree: etree._Element) -> list[str]:
    """Elements that the standard does not have where they stand."""
    wrong = []
    for element in tree.iter():
        names = [str(child.tag).removeprefix(OFD) for child in element]
        allowed = CHILDREN.get(str(element.tag).removeprefix(OFD), "").split()
        unknown = [name for name in names if name not in allowed]
        places = [allowed.index(name) for name in names if name in allowed]
        ordered = places == sorted(places) or str(element.tag) == f"{OFD}Layer"
        if unknown or not ordered:
            wrong.append(f"{element.tag}: {names}")
    return wrong


def characters(page: etree._Element) -> Iterator[tuple[str, float, float, float]]:
    """Each character of a page with its origin and size in millimetres (chapter 11)."""
    for text in page.iter(f"{OFD}TextObject"):
        left, top = (float(value) for value in str(text.get("Boundary")).split()[:2])
        for code in text.iter(f"{OFD}TextCode"):
            x, y = left + float(code.get("X", "0")), top + float(code.get("Y", "0"))
            distances = [0.0, *deltas(code.get("DeltaX", ""))]
            for char, distance in zip(code.text or "", distances, strict=True):
                x += distance
                yield char, x, y, float(text.get("Size", "0"))


def deltas(written: str) -> Iterator[float]:
    """Distances as written: "g 3 5.5" is 5.5 three times."""
    words = iter(written.split())
    for word in words:
        count = int(next(words)) if word == "g" else 1
        distance = float(next(words) if word == "g" else word)
        yield from [distance] * count


def shapes(page: etree._Element) -> Iterator[tuple[tuple[float, float], ...]]:
    """Each stretch of each path, as points in millimetres on the page."""
    for path in page.iter(f"{OFD}PathObject"):
        left, top = (float(value) for value in str(path.get("Boundary")).split()[:2])
        points: list[tuple[float, float]] = []
        words = iter(str(path.findtext(f"{OFD}AbbreviatedData")).split())
        for word in words:
            if word == "M" and points:
                yield tuple(points)
                points = []
            if word in "ML":
                points.append((left + float(next(words)), top + float(next(words))))
        yield tuple(points)
