"""The zip package of a Word file, opened with care: nothing is unpacked beyond a limit, no entity is expanded, nothing fetched."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from importers.document.xml import parse_xml
from importers.result import UnreadableError

MAX_PART = 16 * 1024 * 1024
"""The largest part of a report read, unpacked; a real one with pictures beside it stays under 2 MB."""
MAX_PARTS = 5_000
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
        return parse_xml(self.read(name), _DAMAGED)


def too_large() -> str:
    return f"文件展开后太大（超过{MAX_PART // 1024 // 1024}MB），不会是一份年度报告；请确认来源。"
