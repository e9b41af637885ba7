"""Old binary Word files, as LibreOffice writes them from the reports of ``documents.printed``."""

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import importers
from importers.document.flow import Paragraph
from importers.draft import Draft
from importers.result import Imported, UnreadableError
from importers.word.binary import blocks_of
from importers.word.binary_lists import read_numbering
from models.report import Report
from models.tables.cells import SourceTable
from tests.importers.documents import expected, found
from tests.reports import CASES

PLAIN = (CASES / "documents" / "plain.doc").read_bytes()
STYLED = (CASES / "documents" / "styled.doc").read_bytes()
"""Headings by style with automatic numbers; some words deleted with changes tracked, some hidden."""
NUMBERED = (CASES / "documents" / "numbered.doc").read_bytes()
"""Lists of several levels, one that begins anew, bullets, a style with a list, a number in a cell, a footnote and an endnote."""
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


def test_automatic_numbers_and_notes_are_read_as_they_show():
    draft = Draft("报告.doc")
    *paragraphs, table = blocks_of(NUMBERED, draft)
    assert isinstance(table, SourceTable)
    assert [block.text for block in paragraphs if isinstance(block, Paragraph)] == [
        "某县某局2024年政府信息公开工作年度报告",
        "一、总体情况",
        "（一）主动公开",
        "公开信息8条。",
        "1.甲类信息",
        "2.乙类信息",
        "2.1子项",
        "2.2子项二",
        "（二）依申请公开",
        "1.丙类",
        "1.重新开始",
        "1.接着",
        "圆点",
        "③圈三",
        "④圈四",
        "A)字母",
        "⑤圈五",
        "二、存在问题",
        "公开信息8条（注：含乡镇。 第二段。），比上年多（注：数据由统计科提供）。",
        "一、样式带号甲",
        "二、样式带号乙",
        "样式去号",
    ]
    assert [cell.text for cell in table.cells] == ["表头", "", "⑥格内编号", "5"]
    assert [finding.message for finding in draft.findings] == ["报告.doc：有2条脚注或尾注，放在正文的括号里。"]


def test_where_the_lists_are_damaged_the_text_is_read_and_that_is_said():
    start = NUMBERED.index(b"\xec\xa5")
    document = bytearray(NUMBERED)
    document[start + 0x2E2 : start + 0x2E6] = b"\xff\xff\xff\x7f"
    draft = Draft("报告.doc")
    blocks = blocks_of(bytes(document), draft)
    assert isinstance(blocks[1], Paragraph) and blocks[1].text == "总体情况"
    assert "自动编号没有读入" in draft.findings[-1].message


def level(start: int, text: str, format: int = 0, flags: int = 0) -> bytes:
    return (
        struct.pack("<iBB18xBBBB", start, format, flags, 0, 0, 0, 0)
        + struct.pack("<H", len(text))
        + text.encode("utf-16-le")
    )


def test_a_list_that_differs_from_the_one_it_follows_in_a_level_or_its_start():
    one = struct.pack("<H", 1) + struct.pack("<i22xBx", 77, 1)
    heads = struct.pack("<I", 3) + b"".join(struct.pack("<i8xB3x", 77, levels) for levels in (0, 1, 1))
    data = (
        bytes(4)  # the first has no levels of its own
        + bytes(4)
        + struct.pack("<iI", 5, 0x10)
        + bytes(4)
        + struct.pack("<iI", 0, 0x20)
        + level(2, "第\0项", format=39)
    )
    table = one + level(1, "\0、") + heads + data
    at = len(one) + len(level(1, "\0、"))
    lists = read_numbering(table, (0, len(one)), (at, len(heads)))
    assert [lists.next(list, 0) for list in ("1", "1", "2", "2", "3", "3", "4")] == [
        "1、",
        "2、",
        "5、",
        "6、",
        "第二项",
        "第三项",
        "",
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
    document = bytearray(data.draw(st.sampled_from((STYLED, NUMBERED))))
    streams = document.index(b"\xec\xa5")
    for _ in range(data.draw(st.integers(1, 20))):
        # in the streams for the most part: what breaks the container is told before anything is read
        at = data.draw(st.integers(streams, streams + 2000) | st.integers(0, len(document) - 4))
        document[at : at + 4] = data.draw(st.binary(min_size=4, max_size=4))
    try:
        imported = read(tmp_path, bytes(document[: data.draw(st.integers(2000, len(document)))]))
    except UnreadableError:
        return
    Report().apply(imported.edit)
