"""The package of an office file: its parts, what kind each is, and which refers to which (ECMA-376 part 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from exporters.word.xml import DECLARATION, own

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
EXTENDED = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of the entries: the same content gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Part:
    """``content`` is the kind of the part; "" for plain XML."""

    name: str
    data: bytes
    content: str = ""


def document_package(
    main: Part, others: Sequence[Part], core: bytes, extended: bytes, links: Mapping[str, tuple[str, str]]
) -> bytes:
    """The bytes of a Word file: its main part, the parts beside it, and its properties.

    ``links`` are the relationships of the main part: id → (kind, target).
    """
    properties = [Part("docProps/core.xml", core, CORE), Part("docProps/app.xml", extended, EXTENDED)]
    everything = [main, *others, *properties]
    root = {
        "rId1": (f"{OFFICE}/officeDocument", main.name),
        "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", properties[0].name),
        "rId3": (f"{OFFICE}/extended-properties", properties[1].name),
    }
    folder, _, name = main.name.rpartition("/")
    return _zipped(
        [
            ("[Content_Types].xml", _content_types(everything)),
            ("_rels/.rels", relationships(root)),
            (f"{folder}/_rels/{name}.rels", relationships(links)),
            *((part.name, part.data) for part in everything),
        ]
    )


def relationships(numbered: Mapping[str, tuple[str, str]]) -> bytes:
    """The part that lists relationships: id → (kind, target)."""
    namespace = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{namespace}}}Relationships", nsmap=own(namespace))
    for id, (kind, target) in numbered.items():
        etree.SubElement(root, f"{{{namespace}}}Relationship", Id=id, Type=kind, Target=target)
    return DECLARATION + etree.tostring(root, encoding="utf-8")


def _content_types(entries: Sequence[Part]) -> bytes:
    def lines() -> Iterator[str]:
        yield '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        yield '<Default Extension="xml" ContentType="application/xml"/>'
        for part in entries:
            if part.content:
                yield f'<Override PartName="/{part.name}" ContentType="{part.content}"/>'

    return DECLARATION + f'<Types xmlns="{PACKAGE}/content-types">{"".join(lines())}</Types>'.encode()


def _zipped(entries: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()
