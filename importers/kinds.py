"""The kinds of source, in the order in which they are recognised. A new kind is one line in ``KINDS``.

A kind names how its content is recognised and the reader, which is imported when it is needed. Kinds that cannot be read
have advice in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from importers.result import Imported, UnreadableError
from importers.source import OLE, Source
from models.storage import SUFFIX, is_report_file


@dataclass(frozen=True, slots=True)
class Kind:
    """``reader`` is "module:function", a function of one Source; ``advice`` is said where there is none."""

    name: str
    sniff: Callable[[Source], bool]
    reader: str = ""
    advice: str = ""

    def read(self, source: Source) -> Imported:
        if not self.reader:
            raise UnreadableError(f"“{source.name}”是{self.name}，{self.advice}")
        module, _, function = self.reader.partition(":")
        reader = cast(Callable[[Source], Imported], getattr(import_module(module), function))
        return reader(source)


def starts(*marks: bytes) -> Callable[[Source], bool]:
    """Recognise by the first bytes."""
    return lambda source: source.head.startswith(marks)


def member(*names: str) -> Callable[[Source], bool]:
    """Recognise a zip by the names in it; a name ending in "/" is a folder."""
    return lambda source: any(
        any(item.startswith(name) for item in source.members) if name.endswith("/") else name in source.members
        for name in names
    )


def stream(*names: str) -> Callable[[Source], bool]:
    """Recognise an OLE file by the streams in it."""
    return lambda source: not source.streams.isdisjoint(names)


def _json(source: Source) -> bool:
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") or (source.suffix == ".json" and b"\0" not in head[:64])


_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|title|table|tr|div|p|h[1-6]|span|section|article)[\s>/]", re.I
)
_MHT = re.compile(rb"^content-type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)", re.I | re.M)


def _html(source: Source) -> bool:
    head = source.head.replace(b"\0", b"") if source.head.startswith((b"\xff\xfe", b"\xfe\xff")) else source.head
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and _MARKUP.search(head) is not None


def _mht(source: Source) -> bool:
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return re.match(rb"[A-Za-z-]{2,40}:", head) is not None and _MHT.search(head) is not None


def _register(source: Source) -> bool:
    from importers.register.reader import looks_like_register

    return looks_like_register(source)


def _pdf(source: Source) -> bool:
    return b"%PDF-" in source.head[:1024]


def _ofd(source: Source) -> bool:
    return any(name.lower().lstrip("/") == "ofd.xml" for name in source.members)


_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\x01\0")
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"


def _report_file(source: Source) -> bool:
    return source.suffix == SUFFIX or is_report_file(source.head[:64])


def _open_document(source: Source) -> bool:
    """An .ods says what it is in its first part, which is not compressed."""
    return b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in source.head[:200] or (
        source.suffix == ".ods" and "content.xml" in source.members
    )


def _open_text(source: Source) -> bool:
    return b"mimetypeapplication/vnd.oasis.opendocument.text" in source.head[:200]


def _cut_short(source: Source) -> bool:
    """A package without its directory, as a document that was not copied whole."""
    return (source.head.startswith(b"PK\x03\x04") and not source.members) or (
        source.head.startswith(OLE) and not source.streams
    )


KINDS: tuple[Kind, ...] = (
    Kind("报告文件", _report_file, "importers.own.files:read_gkbg_source"),
    Kind("图片", starts(*_IMAGES), advice="图片里的文字不能读取；请导入 Word、Excel、PDF、OFD、网页或文本文件。"),
    Kind("PDF 文件", _pdf, "importers.pdf.reader:read_pdf"),
    Kind("Word 文件", member("word/"), "importers.word.reader:read_word"),
    Kind("Excel 文件", member("xl/workbook.xml"), "importers.workbook.reader:read_package"),
    Kind("二进制的 Excel 文件", member("xl/workbook.bin"), advice="请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"),
    Kind("OpenDocument 表格", _open_document, "importers.workbook.reader:read_open"),
    Kind("旧格式的 Excel 或 WPS 表格", stream("Workbook", "Book"), "importers.workbook.reader:read_old"),
    Kind("旧格式的 Word 文件", stream("WordDocument"), "importers.word.binary:read_word_binary"),
    Kind(
        "设有打开密码的文件",
        stream("EncryptedPackage"),
        advice="无法读取；请用 Office 或 WPS 打开，取消密码后另存再导入。",
    ),
    Kind("OpenDocument 文本", _open_text, advice=_SAVE_AS),
    Kind("OFD 版式文件", _ofd, "importers.ofd.reader:read_ofd"),
    Kind(
        "已损坏或不完整的文件", _cut_short, advice="无法读取；请重新取得文件，或用原来的程序打开、另存为新文件再导入。"
    ),
    Kind(
        "压缩文件",
        starts(b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
        advice="请先解压，再选择其中的报告文件。",
    ),
    Kind("旧格式的 Word、Excel 或 WPS 文件", starts(OLE), advice="请另存为 .docx 或 .xlsx 后再导入。"),
    Kind("程序", starts(b"MZ", b"\x7fELF"), advice="不是报告；请导入 Word、Excel、PDF、OFD、网页或文本文件。"),
    Kind("RTF 文件", starts(b"{\\rtf"), advice=_SAVE_AS),
    Kind("网页文件 MHT", _mht, "importers.web.reader:read_archive"),
    Kind("网页", _html, "importers.web.reader:read_web"),
    Kind("XML 文件", starts(b"<?xml", b"\xef\xbb\xbf<?xml"), advice=_SAVE_AS),
    Kind("JSON 文件", _json, "importers.own.files:read_json_source"),
    Kind("依申请公开台账", _register, "importers.register.reader:read_register"),
    Kind("文本", lambda source: True, "importers.own.files:read_text_source"),
)
