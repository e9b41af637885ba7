"""The zip package of a Word file, opened with care: nothing is unpacked beyond a limit, no entity is expanded, nothing fetched."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from importers.result import UnreadableError

MAX_PART = 16 * 1024 * 1024
"""The largest part of a report read, unpacked; a real one with pictures beside it stays under 2 MB."""
MAX_PARTS = 5_000
MAX_ELEMENTS = 500_000
"""Elements of one part or page; a report has some ten thousand."""
_CHUNK = 1 << 18
_DAMAGED = "文件不完整或已损坏，请重新取得，或用 Word、WPS 打开后另存为 .docx 再导入。"


class Package:
    """The parts of a package by name. Raises UnreadableError for a file that is damaged, protected or out of all measure."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
            raise UnreadableError(_DAMAGED) from None
        if len(self._names) > MAX_PARTS:
            raise UnreadableError(f"文件里有{len(self._names)}个部分，不是正常的文档；请确认来源。")

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self, prefix: str) -> list[str]:
        return [name for name in self._names if name.startswith(prefix)]

    def read(self, name: str) -> bytes:
        """The bytes of a part; what it claims to unpack to is not believed."""
        info = self._names.get(name)
        if info is None:
            raise UnreadableError(_DAMAGED)
        if info.flag_bits & 1:
            raise UnreadableError("文件加了密码；请先解除密码（另存一份不加密的），再导入。")
        if info.file_size > MAX_PART:
            raise UnreadableError(too_large())
        try:
            with self._zip.open(info) as part:
                data = part.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise UnreadableError(_DAMAGED) from None
        if len(data) > MAX_PART:
            raise UnreadableError(too_large())
        return data

    def xml(self, name: str) -> etree._Element:
        """The root of a part that is XML."""
        return parse_xml(self.read(name))


def too_large() -> str:
    return f"文件展开后太大（超过{MAX_PART // 1024 // 1024}MB），不会是一份年度报告；请确认来源。"


def parse_xml(data: bytes) -> etree._Element:
    """Parse without expanding entities and without loading anything. Raises UnreadableError."""
    parser = etree.XMLPullParser(
        ("start",), resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = grown(parser, data)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(_DAMAGED) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise UnreadableError(
            "文件里有不该有的实体声明，可能不安全，没有读取；请用 Word、WPS 打开后另存为 .docx 再导入。"
        )
    return root


def grown(parser: etree.XMLPullParser | etree.HTMLPullParser, data: bytes) -> etree._Element:
    """The tree of ``data``; refused before it has more elements than any report. Raises UnreadableError."""
    count = 0
    for at in range(0, len(data), _CHUNK):
        parser.feed(data[at : at + _CHUNK])
        count += sum(1 for _ in parser.read_events())
        if count > MAX_ELEMENTS:
            raise UnreadableError("文件的内容太多，不会是一份年度报告；请确认选对了文件。")
    return parser.close()


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: the same in transitional and strict files."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def val(element: etree._Element | None, name: str = "val") -> str:
    """An attribute by its name without namespace; "" where there is none."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of this name, or going down several names."""
    for name in names:
        element = None if element is None else next((item for item in element if local(item) == name), None)
    return element


def number_of(written: str, default: int = 0) -> int:
    """A small whole number from an attribute, bounded; ``default`` for anything else."""
    return int(written) if re.fullmatch(r"-?\d{1,6}", written) else default


def is_on(element: etree._Element | None) -> bool:
    """A switch of Word: present and not turned off."""
    return element is not None and val(element) not in ("0", "false", "off")
