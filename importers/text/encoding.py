"""Bytes of a text file → text: UTF-8 and UTF-16 with or without byte order mark, GB18030 (which holds GBK and GB2312)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from importers.result import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ue000-\uf8ff]")
_USUAL = re.compile(r"[\t\n\r -~　-〿\u2010-\u2027\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 100_000
MAX_STRANGE = 0.02
"""The share of control and private characters above which bytes are no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was in, and what had to be left out ("" when nothing)."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes) -> Decoded:
    """Decode a text file. Raises UnreadableError for an empty file and for bytes that are no text."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("文件是空的，没有内容可以导入；请确认选对了文件。")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], (encoding,))
    if b"\0" in data[:_SAMPLE]:
        return _checked(data, ("utf-16-le", "utf-16-be"))
    return _checked(data, ("utf-8", "gb18030"))


def _checked(data: bytes, encodings: tuple[str, ...]) -> Decoded:
    """The first reading that is text; of two UTF-16 readings the one with more usual characters."""
    readings = [reading for encoding in encodings if (reading := _strictly(data, encoding)) is not None]
    if encodings[0].startswith("utf-16"):
        readings = sorted((r for r in readings if _usual(r.text) > 0.8), key=lambda r: -_usual(r.text))
    for reading in readings:
        if len(_CONTROL.findall(reading.text, 0, _SAMPLE)) <= MAX_STRANGE * min(len(reading.text), _SAMPLE):
            if not reading.text.strip("\ufeff \t\r\n\u3000"):
                raise UnreadableError("文件是空的，没有内容可以导入；请确认选对了文件。")
            return reading
    raise UnreadableError(
        "这个文件不是文本（可能是图片、程序或损坏的文件）；请导入年度报告的文本、Word、Excel、PDF 或网页文件。"
    )


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    """The text if the bytes are valid, a last character cut in two left out; None otherwise."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data, final=False)
    except UnicodeDecodeError:
        return None
    rest = decoder.getstate()[0]
    if len(rest) > 3:
        return None
    note = "文件末尾不完整，最后一个字无法读出。" if rest else ""
    return Decoded(text, encoding, note)


def _usual(text: str) -> float:
    sample = text[:_SAMPLE]
    return len(_USUAL.findall(sample)) / max(len(sample), 1)
