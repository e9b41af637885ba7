"""The pictures in the paragraphs of a Word file, as far as they can be kept: PNG and JPEG."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from importers.document.xml import local, number_of, val
from importers.word.package import Package
from models.exhibits import MAX_BYTES, Exhibit, size_of

_TEXT_WIDTH = 156 * 36_000
"""The width of the text on the page, in units of drawings."""
MAX_WORDS = 300
"""Characters of an alternative text that are kept."""


class Pictures:
    """The pictures of one document."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._folder, _, self._name = main.rpartition("/")

    @cached_property
    def _targets(self) -> dict[str, str]:
        """Where the parts are that the document refers to, by the ids of the references."""
        part = f"{self._folder}/_rels/{self._name}.rels"
        if part not in self._package:
            return {}
        return {
            val(item, "Id"): posixpath.normpath(posixpath.join(self._folder, val(item, "Target"))).lstrip("/")
            for item in self._package.xml(part)
            if val(item, "TargetMode") != "External"
        }

    def of(self, paragraph: etree._Element) -> Iterator[Exhibit]:
        """The pictures of a paragraph that can be kept."""
        for drawing in paragraph.iter("{*}drawing"):
            parts = {local(item): item for item in drawing.iter() if local(item) in ("extent", "docPr", "blip")}
            target = self._targets.get(val(parts.get("blip"), "embed"), "")
            data = self._package.read(target) if target in self._package else b""
            if size_of(data) is None or len(data) > MAX_BYTES:
                continue
            width = number_of_units(val(parts.get("extent"), "cx"))
            share = min(max(round(100 * width / _TEXT_WIDTH), 10), 100) if width else 100
            alt = " ".join(val(parts.get("docPr"), "descr").split())[:MAX_WORDS]
            yield Exhibit(alt=alt, width=share, data=data)


def number_of_units(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else number_of(written)
