"""A Word file that is no report, damaged or hostile: refused with advice, or what is left of it read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import importers
from importers.document.package import MAX_PART
from importers.result import Imported, UnreadableError
from models.report import Report
from tests.importers.documents import NAMESPACES, body_of, printed, word_file

SEED = "huaian-2024"
SMALL = f"<w:document {NAMESPACES}><w:body>{body_of(printed('hanyin-2021'))}</w:body></w:document>".encode()


def read(tmp_path, data: bytes) -> Imported:
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    return importers.read(path)


def encrypted() -> bytes:
    data = bytearray(word_file(body_of(printed(SEED))))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word_file(""), "空的"),
        (word_file("<w:p><w:r><w:drawing/></w:r></w:p>"), "只有图片"),
        (word_file("<w:p>"), "损坏"),
        (word_file("", {"word/document.xml": b""}), "损坏"),
        (word_file(body_of(printed(SEED)))[:-900], "压缩文件|损坏"),
        (word_file("", {"word/document.xml": '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'}), "实体"),
        (word_file("", {"word/document.xml": '<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'}), "实体"),
        (word_file(" " * (MAX_PART + 1)), "太大"),
        (word_file("<w:sdt>" * 2000), "损坏"),
        (encrypted(), "密码"),
    ],
    ids=["empty", "pictures only", "broken xml", "no bytes", "cut", "entities", "external", "bomb", "deep", "password"],
)
def test_a_file_that_cannot_be_read_is_refused_with_advice(tmp_path, data, said):
    with pytest.raises(UnreadableError, match=said) as raised:
        read(tmp_path, data)
    assert "报告.docx" in str(raised.value) and str(raised.value).endswith("。")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_are_read_or_refused_never_worse(tmp_path, data):
    document = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(document) - 1))
        document[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        imported = read(tmp_path, word_file("", {"word/document.xml": bytes(document)}))
    except UnreadableError:
        return
    Report().apply(imported.edit)
