"""A template as it came, and the filled report as it goes: a zip package of which only what is shown is kept.

Refused, each with its reason: what is no .docx at all, is damaged, encrypted, has macros, or unpacks beyond all measure.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from exporters.document import Document
from exporters.options import ExportError
from exporters.word import parts as properties
from exporters.word.template.elements import Element, local
from exporters.word.template.parcel import (
    ROOT_RELATIONSHIPS,
    TYPES,
    Parcel,
    name_of_relationships,
    travelling,
)
from exporters.word.template.visible import hidden_styles_of, make_visible

MAX_SIZE = 100 * 1024 * 1024
"""A template that unpacks to more is none."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_OFFICE_DOCUMENT = "/officeDocument"
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ADVICE = "请换用能在 Word 或 WPS 中打开的 .docx 模板。"


class Template:
    """What a reader sees of a template. Raises ExportError where it cannot be opened; ``name`` is its file name, for messages.

    ``notes`` say what of it does not go into the report.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._files = self._unpacked(data)
        self.main = self._main_part()
        self._types = self._parsed(self._read(TYPES))
        if any("macroEnabled" in str(item.get("ContentType")) for item in self._types):
            raise ExportError(f"模板“{name}”带有宏，不能填写；请在 Word 或 WPS 中另存为不带宏的 .docx 再用。")
        self.tree = self._parsed(self._read(self.main)).getroottree()
        if local(self.tree.getroot()) != "document":
            raise self._foreign()
        self._parcel = self._parcel_of()
        self.notes = tuple(self._said())

    @property
    def body(self) -> Element:
        body = next((child for child in self.tree.getroot() if local(child) == "body"), None)
        if body is None:
            raise self._foreign()
        return body

    @property
    def margins(self) -> Iterator[Element]:
        """The roots of the headers and footers."""
        for part in self._parcel.parts.values():
            if not isinstance(part, bytes) and local(part) in ("hdr", "ftr"):
                yield part

    def packed(self, document: Document) -> bytes:
        """The package with its parts as they now are; the properties are those of the report."""
        core = properties.core_properties(document.title, document.unit)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in self._entries(core):
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(info, data)
        return out.getvalue()

    def _entries(self, core: bytes) -> Iterator[tuple[str, bytes]]:
        yield TYPES, self._types_now()
        yield ROOT_RELATIONSHIPS, self._root_now()
        for name, part in self._parcel.parts.items():
            yield name, part if isinstance(part, bytes) else _bytes(part)
            if name in self._parcel.relationships:
                yield name_of_relationships(name), _bytes(self._parcel.relationships[name])
        yield _CORE, core

    def _types_now(self) -> bytes:
        kept = {f"/{name}" for name in self._parcel.parts}
        for item in list(self._types):
            if item.get("PartName") is not None and item.get("PartName") not in kept:
                self._types.remove(item)
        namespace = self._types.tag.rpartition("}")[0] + "}"
        etree.SubElement(self._types, f"{namespace}Override", PartName=f"/{_CORE}", ContentType=_CORE_TYPE)
        # a .dotx: what comes out of it is a document
        return _bytes(self._types).replace(_TEMPLATE, _DOCUMENT)

    def _root_now(self) -> bytes:
        root = self._parsed(self._read(ROOT_RELATIONSHIPS))
        for item in list(root):
            if not str(item.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                root.remove(item)
        taken = {item.get("Id") for item in root}
        id = next(f"rId{number}" for number in range(1, 100) if f"rId{number}" not in taken)
        namespace = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
        etree.SubElement(root, f"{namespace}Relationship", Id=id, Type=_CORE_RELATIONSHIP, Target=_CORE)
        return _bytes(root)

    def _parcel_of(self) -> Parcel:
        try:
            return travelling(self._files, self.main, self.tree.getroot())
        except (etree.XMLSyntaxError, ValueError):
            raise ExportError(f"模板“{self.name}”已经损坏；{_ADVICE}") from None

    def _said(self) -> Iterator[str]:
        """Make every part show what is in it and nothing else, and say what went."""
        trees = [part for part in self._parcel.parts.values() if not isinstance(part, bytes)]
        hidden = [id for part in trees if local(part) == "styles" for id in hidden_styles_of(part)]
        for part in trees:
            yield from make_visible(part, hidden).notes
        if any(name.startswith("_xmlsignatures/") for name in self._files):
            yield "模板带有数字签名，填写之后签名失效。"
        if self._parcel.left:
            yield f"模板里的{'、'.join(self._parcel.left)}没有带入填好的报告。"

    def _unpacked(self, data: bytes) -> dict[str, bytes]:
        name = self.name
        if data.startswith(_OLE):
            raise ExportError(
                f"模板“{name}”是旧版 .doc 文件或加了密码；请在 Word 或 WPS 中打开，去掉密码并另存为 .docx 再用。"
            )
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                infos = file.infolist()
                if sum(info.file_size for info in infos) > MAX_SIZE:
                    raise ExportError(f"模板“{name}”展开后太大，不像是一份文档模板；{_ADVICE}")
                return {info.filename: file.read(info) for info in infos if not info.is_dir()}
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise ExportError(f"模板“{name}”不是 Word 文档（.docx），或者已经损坏；{_ADVICE}") from None

    def _foreign(self) -> ExportError:
        return ExportError(f"模板“{self.name}”不是 Word 文档（.docx）；{_ADVICE}")

    def _read(self, name: str) -> bytes:
        try:
            return self._files[name]
        except KeyError:
            raise self._foreign() from None

    def _parsed(self, data: bytes) -> Element:
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, strip_cdata=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise ExportError(f"模板“{self.name}”已经损坏；{_ADVICE}") from None
        if getattr(root.getroottree().docinfo, "doctype", ""):
            raise ExportError(f"模板“{self.name}”里有不该有的实体声明，可能不安全，没有使用；{_ADVICE}")
        return root

    def _main_part(self) -> str:
        for relationship in self._parsed(self._read(ROOT_RELATIONSHIPS)):
            if str(relationship.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                return str(relationship.get("Target", "")).lstrip("/")
        raise self._foreign()


def _bytes(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), encoding="UTF-8", standalone=True)
