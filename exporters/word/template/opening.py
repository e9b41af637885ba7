"""A template as it came: a zip package whose parts are kept byte for byte, but for the one that is filled in.

Refused, each with its reason: what is no .docx at all, is damaged, encrypted, or unpacks beyond all measure.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from exporters.options import ExportError
from exporters.word.template.elements import Element, local
from models.embedding import embed, extract
from models.report import Report

MAX_SIZE = 100 * 1024 * 1024
"""A template that unpacks to more is none."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_OFFICE_DOCUMENT = "/officeDocument"
_MARGIN = re.compile(r"word/(?:header|footer)\w*\.xml")
_ADVICE = "请换用能在 Word 或 WPS 中打开的 .docx 模板。"


class Template:
    """The parts of a template. Raises ExportError where it cannot be opened; ``name`` is its file name, for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(_OLE):
            raise ExportError(
                f"模板“{name}”是旧版 .doc 文件或加了密码；请在 Word 或 WPS 中打开，去掉密码并另存为 .docx 再用。"
            )
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                infos = file.infolist()
                if sum(info.file_size for info in infos) > MAX_SIZE:
                    raise ExportError(f"模板“{name}”展开后太大，不像是一份文档模板；{_ADVICE}")
                self._parts = [(info, file.read(info)) for info in infos]
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise ExportError(f"模板“{name}”不是 Word 文档（.docx），或者已经损坏；{_ADVICE}") from None
        self.main = self._main_part()
        self._types = self._parsed(self._read(_TYPES))
        if any("macroEnabled" in str(item.get("ContentType")) for item in self._types):
            raise ExportError(f"模板“{name}”带有宏，不能填写；请在 Word 或 WPS 中另存为不带宏的 .docx 再用。")
        self.tree = self._parsed(self._read(self.main)).getroottree()
        if local(self.tree.getroot()) != "document":
            raise self._foreign()

    @property
    def body(self) -> Element:
        body = next((child for child in self.tree.getroot() if local(child) == "body"), None)
        if body is None:
            raise self._foreign()
        return body

    @property
    def margins(self) -> Iterator[Element]:
        """The roots of the headers and footers."""
        for info, data in self._parts:
            if _MARGIN.fullmatch(info.filename):
                yield self._parsed(data)

    @property
    def signed(self) -> bool:
        """Whether it carries a digital signature, which any change voids."""
        return any(info.filename.startswith("_xmlsignatures/") for info, _ in self._parts)

    def _foreign(self) -> ExportError:
        return ExportError(f"模板“{self.name}”不是 Word 文档（.docx）；{_ADVICE}")

    def _read(self, name: str) -> bytes:
        for info, data in self._parts:
            if info.filename == name:
                return data
        raise self._foreign()

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
        for relationship in self._parsed(self._read("_rels/.rels")):
            if str(relationship.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                return str(relationship.get("Target", "")).lstrip("/")
        raise self._foreign()

    def packed(self, report: Report) -> bytes:
        """The package with the main part as it now is, all other parts and their order as they came.

        Where the template is a file of our own, the report that travels inside becomes the one that it now shows.
        """
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for info, data in self._entries(report):
                file.writestr(info, data, info.compress_type)
        return out.getvalue()

    def _entries(self, report: Report) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        for info, data in self._parts:
            if info.filename == self.main:
                data = etree.tostring(self.tree, encoding="UTF-8", standalone=True)
            elif info.filename == _TYPES and _TEMPLATE in data:
                # a .dotx: what comes out of it is a document
                data = data.replace(_TEMPLATE, _DOCUMENT)
            elif info.filename.startswith("customXml/") and extract(data, self.name) is not None:
                data = embed(report, "".join(item.text or "" for item in self.body.iter() if local(item) == "t"))
            yield info, data
