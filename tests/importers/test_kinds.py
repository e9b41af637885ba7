"""Files of any kind are told by their content."""

import io
import zipfile

import pytest

import importers
from importers.result import UnreadableError
from tests.reports import CASES

HANYIN = CASES / "reports" / "hanyin-2021.txt"


def zipped(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def open_document(kind):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "图片"),
        (zipped("a.txt"), "压缩文件"),
        (b"PK\x03\x04 damaged", "不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为"),
        (zipped("OFD.xml"), "不完整"),
        (open_document("application/vnd.oasis.opendocument.text"), "另存为 .docx"),
        (b"{\\rtf1\\ansi " + bytes(99), "另存为 .docx"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "另存为 .docx"),
        (b"MZ\x90" + bytes(99), "程序"),
        (bytes(range(256)) * 9, "不是文本"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_advice(tmp_path, data, said):
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=said) as raised:
        importers.read(path)
    assert "report.txt" in str(raised.value) and str(raised.value).endswith("。")


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    with pytest.raises(UnreadableError, match="找不到"):
        importers.read(tmp_path / "none.txt")
    with pytest.raises(UnreadableError, match="文件夹"):
        importers.read(tmp_path)


@pytest.mark.parametrize("name", ["report.txt", "report.docx", "report", "report.json.bak"])
def test_the_extension_does_not_matter(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(HANYIN.read_bytes())
    assert importers.read(path).edit["unit"] == "汉阴县交通运输局"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-be"])
def test_other_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(HANYIN.read_text("utf-8").encode(encoding))
    assert importers.read(path).edit["t2.penalty.decisions"] == 49
