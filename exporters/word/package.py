"""The Word file of a report: which parts it has."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from exporters.document import Document
from exporters.profiles import Profile
from exporters.word import parts, styles
from exporters.word.body import body, reference
from exporters.word.figures import pictures
from exporters.word.fonts import font_table
from exporters.word.opc import OFFICE, WORD, Part, document_package, relationships
from exporters.word.xml import DECLARATION, W, to_bytes
from models.embedding import NAMESPACE, PART, embed
from models.report import Report

_CUSTOM = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = "customXml/itemProps1.xml"
_ITEM = "{6F0A5C1E-7B0D-4E0E-9B57-6D1E3D0F2A11}"


def package(document: Document, now: datetime | None = None, *, data: Report | None = None) -> bytes:
    """The bytes of the Word file. ``now`` is the date in its properties.

    ``data`` is a report that travels inside the file, unseen by its readers: only for a file that is handed from one copy of this
    program to another. What is published holds nothing but what it shows.
    """
    links: dict[str, tuple[str, str]] = {}
    content: list[Part] = []
    references = []
    for kind, name, xml in _unchanging(document.profile, document.draft):
        id = f"rId{len(links) + 1}"
        links[id] = (f"{OFFICE}/{kind}", f"{name}.xml")
        content.append(Part(f"word/{name}.xml", xml, f"{WORD}.{kind}+xml"))
        if kind in ("header", "footer"):
            references.append(reference(kind, name.removeprefix(f"{kind}_"), id))
    shown, held = pictures(document)
    links |= shown
    content += held
    main = body(document, references)
    if data is not None:
        visible = "".join(element.text or "" for element in main.iter(f"{{{W}}}t"))
        links[f"rId{len(links) + 1}"] = (f"{OFFICE}/customXml", f"../{PART}")
        of_item = {"rId1": (f"{OFFICE}/customXmlProps", _PROPERTIES.rpartition("/")[2])}
        content += [
            Part(PART, embed(data, visible)),
            Part(_PROPERTIES, _item_properties(), _CUSTOM),
            Part("customXml/_rels/item1.xml.rels", relationships(of_item)),
        ]
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    return document_package(
        Part("word/document.xml", to_bytes(main), f"{WORD}.document.main+xml"),
        content,
        parts.core_properties(document.title, document.unit, moment),
        parts.extended_properties(document.unit),
        links,
    )


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
