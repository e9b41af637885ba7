"""The .docx as a package: its parts, what kind each is, and which refers to which (ECMA-376 part 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from lxml import etree

from exporters.document import Document
from exporters.profiles import Profile
from exporters.word import parts, styles
from exporters.word.body import body, reference
from exporters.word.fonts import font_table
from exporters.word.xml import DECLARATION, W, own, to_bytes
from models.embedding import NAMESPACE, PART, embed
from models.report import Report

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = "customXml/itemProps1.xml"
_ITEM = "{6F0A5C1E-7B0D-4E0E-9B57-6D1E3D0F2A11}"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of the entries: the same report gives the same bytes."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    data: bytes
    content: str
    """Its kind; "" for plain XML."""


def package(document: Document, now: datetime | None = None, *, data: Report | None = None) -> bytes:
    """The bytes of the Word file. ``now`` is the date in its properties.

    ``data`` is a report that travels inside the file, unseen by its readers: only for a file that is handed from one copy of this
    program to another. What is published holds nothing but what it shows.
    """
    numbered: dict[str, tuple[str, str]] = {}  # id → (kind of relationship, target)
    content: list[_Part] = []
    references = []
    for kind, name, xml in _unchanging(document.profile, document.draft):
        id = f"rId{len(numbered) + 1}"
        numbered[id] = (f"{_OFFICE}/{kind}", f"{name}.xml")
        content.append(_Part(f"word/{name}.xml", xml, f"{_WORD}.{kind}+xml"))
        if kind in ("header", "footer"):
            references.append(reference(kind, name.removeprefix(f"{kind}_"), id))
    main = body(document, references)
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    document_part = _Part("word/document.xml", to_bytes(main), f"{_WORD}.document.main+xml")
    properties = [
        _Part("docProps/core.xml", parts.core_properties(document, moment), "application/vnd.openxmlformats-package.core-properties+xml"),
        _Part("docProps/app.xml", parts.extended_properties(document), "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]  # fmt: skip
    carried: list[_Part] = []
    if data is not None:
        visible = "".join(element.text or "" for element in main.iter(f"{{{W}}}t"))
        numbered[f"rId{len(numbered) + 1}"] = (f"{_OFFICE}/customXml", f"../{PART}")
        carried = [
            _Part(PART, embed(data, visible), ""),
            _Part(_PROPERTIES, _item_properties(), _CUSTOM),
            _Part(
                "customXml/_rels/item1.xml.rels",
                _relationships({"rId1": (f"{_OFFICE}/customXmlProps", "itemProps1.xml")}),
                "",
            ),
        ]
    everything = [document_part, *content, *properties, *carried]
    root = {
        "rId1": (f"{_OFFICE}/officeDocument", document_part.name),
        "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", properties[0].name),
        "rId3": (f"{_OFFICE}/extended-properties", properties[1].name),
    }
    entries = [
        ("[Content_Types].xml", _content_types(everything)),
        ("_rels/.rels", _relationships(root)),
        ("word/_rels/document.xml.rels", _relationships(numbered)),
        *((part.name, part.data) for part in everything),
    ]
    return _zipped(entries)


@lru_cache(maxsize=32)
def _unchanging(profile: Profile, draft: bool) -> tuple[tuple[str, str, bytes], ...]:
    """The parts that are the same for every report of a profile: kind, name, bytes. Pages of a book: default are the odd ones."""
    pages = ("default", "even")
    elements = [
        ("styles", "styles", styles.styles(profile)),
        ("settings", "settings", parts.settings()),
        ("fontTable", "fontTable", font_table(profile.fonts)),
        *(("header", f"header_{on}", parts.header()) for on in (pages if draft else ())),
        *(("footer", f"footer_{on}", parts.footer(profile, even=on == "even")) for on in pages),
    ]
    return tuple((kind, name, to_bytes(element)) for kind, name, element in elements)


def _item_properties() -> bytes:
    """What makes Word and WPS keep the report that travels inside when they save."""
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    schema = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    return (
        DECLARATION
        + f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{namespace}">{schema}</ds:datastoreItem>'.encode()
    )


def _content_types(entries: list[_Part]) -> bytes:
    def lines() -> Iterator[str]:
        yield '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        yield '<Default Extension="xml" ContentType="application/xml"/>'
        for part in entries:
            if part.content:
                yield f'<Override PartName="/{part.name}" ContentType="{part.content}"/>'

    return DECLARATION + f'<Types xmlns="{_PACKAGE}/content-types">{"".join(lines())}</Types>'.encode()


def _relationships(numbered: Mapping[str, tuple[str, str]]) -> bytes:
    namespace = f"{_PACKAGE}/relationships"
    root = etree.Element(f"{{{namespace}}}Relationships", nsmap=own(namespace))
    for id, (kind, target) in numbered.items():
        etree.SubElement(root, f"{{{namespace}}}Relationship", Id=id, Type=kind, Target=target)
    return DECLARATION + etree.tostring(root, encoding="utf-8")


def _zipped(entries: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()
