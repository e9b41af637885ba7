"""A zip package of XML (Word, OFD), opened with care: nothing is unpacked beyond a limit, no entity is expanded, nothing fetched."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from importers.document.xml import parse_xml
from importers.result import UnreadableError

MAX_PART = 16 * 1024 * 1024
"""The largest part of a report read, unpacked; a real one with pictures beside it stays under 2 MB."""
MAX_ALL = 192 * 1024 * 1024
"""What all parts that are read may unpack to."""
MAX_PARTS = 5_000


class Package:
    """The parts of a package by name. Raises UnreadableError for a file that is protected, out of all measure, or damaged: then it
    says ``damaged``.
    """

    def __init__(self, data: bytes, damaged: str) -> None:
        self._damaged = damaged
        self._rest = MAX_ALL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
            raise UnreadableError(self._damaged) from None
        if len(entries) > MAX_PARTS:
            raise UnreadableError(f"文件里有{len(entries)}个部分，不是正常的文档；请确认来源。")
        self._names = {info.filename: info for info in entries}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self, prefix: str) -> list[str]:
        return [name for name in self._names if name.startswith(prefix)]

    def read(self, name: str) -> bytes:
        """The bytes of a part; what it claims to unpack to is not believed."""
        info = self._names.get(name)
        if info is None:
            raise UnreadableError(self._damaged)
        if info.flag_bits & 1:
            raise UnreadableError("文件加了密码；请先解除密码（另存一份不加密的），再导入。")
        if info.file_size > MAX_PART:
            raise UnreadableError(too_large())
        try:
            with self._zip.open(info) as part:
                data = part.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise UnreadableError(self._damaged) from None
        self._rest -= len(data)
        if len(data) > MAX_PART or self._rest < 0:
            raise UnreadableError(too_large())
        return data

    def xml(self, name: str) -> etree._Element:
        """The root of a part that is XML."""
        return parse_xml(self.read(name), self._damaged)


def too_large() -> str:
    return f"文件展开后太大（超过{MAX_PART // 1024 // 1024}MB），不会是一份年度报告；请确认来源。"
