"""Old binary Word files, as LibreOffice writes them from the reports of ``documents.printed``."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import importers
from importers.result import Imported, UnreadableError
from models.report import Report
from tests.importers.documents import expected, found
from tests.reports import CASES

PLAIN = (CASES / "documents" / "plain.doc").read_bytes()
STYLED = (CASES / "documents" / "styled.doc").read_bytes()
"""Headings by style with automatic numbers; some words deleted with changes tracked, some hidden."""
START = PLAIN.index(b"\xec\xa5")
"""Where the stream of the text begins in the file."""


def read(tmp_path, data: bytes, name: str = "报告.doc") -> Imported:
    path = tmp_path / name
    path.write_bytes(data)
    return importers.read(path)


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps", "报告.docx"])
def test_an_old_word_file_is_read_exactly_whatever_its_name(tmp_path, name):
    imported = read(tmp_path, PLAIN, name)
    assert found(imported.edit) == expected("shuyang-ndrc-2023")
    assert imported.edit["origin.t3.new.natural"] == f"{name} 第2个表格 第4行第4列"
    assert imported.findings == ()


def test_headings_by_style_and_what_is_deleted_or_hidden(tmp_path):
    imported = read(tmp_path, STYLED)
    assert found(imported.edit) == expected("hongze-2023")
    assert [f.message for f in imported.findings if f.code == "import.tracked"] == [
        "报告.doc：有1处隐藏的或修订时删除的文字，没有读入。"
    ]


def changed(offset: int, value: bytes) -> bytes:
    return PLAIN[: START + offset] + value + PLAIN[START + offset + len(value) :]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed(0x0A, b"\x00\x03"), "密码"),
        (changed(2, b"\x68\x00"), "Word 97 以前"),
        (changed(0, b"\0\0"), "Word 97 以前"),
        (changed(0x1A2, b"\xff\xff\xff\x7f"), "损坏"),
        (changed(0x4C, b"\0\0\0\0"), "没有文字"),
        (changed(0x20, b"\xff\xff"), "损坏"),
        (PLAIN[:3000], "损坏|另存为"),
    ],
    ids=["password", "older", "no mark", "no pieces", "no text", "no places", "cut"],
)
def test_a_file_that_cannot_be_read_is_refused_with_advice(tmp_path, data, said):
    with pytest.raises(UnreadableError, match=said) as raised:
        read(tmp_path, data)
    assert "报告.doc" in str(raised.value) and str(raised.value).endswith("。")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_are_read_or_refused_never_worse(tmp_path, data):
    document = bytearray(STYLED)
    streams = STYLED.index(b"\xec\xa5")
    for _ in range(data.draw(st.integers(1, 20))):
        # in the streams for the most part: what breaks the container is told before anything is read
        at = data.draw(st.integers(streams, streams + 2000) | st.integers(0, len(document) - 4))
        document[at : at + 4] = data.draw(st.binary(min_size=4, max_size=4))
    try:
        imported = read(tmp_path, bytes(document[: data.draw(st.integers(2000, len(document)))]))
    except UnreadableError:
        return
    Report().apply(imported.edit)
