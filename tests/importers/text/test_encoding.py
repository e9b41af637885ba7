"""Bytes of a text file: encodings in use in Chinese offices, and what is no text."""

import codecs

import pytest

from importers.result import UnreadableError
from importers.text.encoding import decode
from tests.reports import CASES

HANYIN = (CASES / "reports" / "hanyin-2021.txt").read_text("utf-8")


@pytest.mark.parametrize("text", [HANYIN, "2021年度报告\n无", "一、总体情况\n12\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_same_text_in_every_encoding(text, encoding):
    assert decode(text.encode(encoding)).text == text


def test_utf16_big_endian_with_mark():
    assert decode(codecs.BOM_UTF16_BE + HANYIN.encode("utf-16-be")).text == HANYIN


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16-le"])
def test_a_file_cut_in_the_middle_of_a_character_is_read_and_said(encoding):
    decoded = decode(HANYIN.encode(encoding).rstrip(b"\n\0")[:-1])
    assert HANYIN.startswith(decoded.text.rstrip()) and len(decoded.text) > 7000 / 3
    assert decoded.note


@pytest.mark.parametrize(
    "data", [b"", b"   \n", codecs.BOM_UTF8, b"\0" * 50, codecs.BOM_UTF16_LE + "\u3000\n".encode("utf-16-le")]
)
def test_an_empty_file_is_refused(data):
    with pytest.raises(UnreadableError, match="空的"):
        decode(data)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80" * 9, b"\xff\xfe\x00\xd8" * 300]
)
def test_a_binary_is_refused(data):
    with pytest.raises(UnreadableError, match="不是文本"):
        decode(data)
