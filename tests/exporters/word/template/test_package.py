"""A template as a file: what stays of it byte for byte, and what is refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree

from exporters.options import ExportError, Options
from exporters.word.report import make
from models.embedding import PART, extract, published
from tests.exporters.word.cases import attribute, parts, words
from tests.exporters.word.schema import W
from tests.exporters.word.template.cases import (
    MAIN,
    OFFICIAL,
    SHORT,
    cells_of,
    changed,
    fill,
    ours,
    printed,
    say,
)


@pytest.mark.parametrize("template", [OFFICIAL, ours()], ids=["official", "ours"])
def test_all_but_the_filled_places_stays_as_it_was(template):
    filled = fill(template, SHORT).data
    before, after = parts(template), parts(filled)
    assert list(before) == list(after)
    same = [name for name in before if name not in (MAIN, PART)]
    assert [before[name] for name in same] == [after[name] for name in same]
    old, new = (etree.fromstring(data) for data in (before[MAIN], after[MAIN]))
    for mine, theirs in zip(list(old.iter(f"{W}p")), list(new.iter(f"{W}p")), strict=True):
        place = words(mine) != words(theirs)
        if place:
            assert (
                not words(mine).strip()
                or "文字描述" in words(mine)
                or "格式模板" in words(mine)
                or "年度报告" in words(mine)
            )
            assert attribute(mine, "pPr/pStyle") == attribute(theirs, "pPr/pStyle")
            for p in (mine, theirs):
                p.clear()
    assert etree.tostring(old, method="c14n") == etree.tostring(new, method="c14n")
    assert sum(1 for p in old.iter(f"{W}p") if not len(p)) >= 200


def test_a_template_of_our_own_carries_the_report_that_it_now_shows():
    embedded = extract(parts(fill(ours(), SHORT).data)[PART], "模板.docx")
    assert embedded is not None and embedded.report == published(SHORT)


def rewritten(old, new, *more):
    """The official template with other bytes in all its parts, and with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OFFICIAL)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            target.writestr(info, source.read(info).replace(old, new) if old else source.read(info))
        for name in more:
            target.writestr(name, "<a/>")
    return out.getvalue()


def test_a_strict_document_is_filled_too():
    strict = rewritten(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert cells_of(fill(strict, SHORT).data) == printed(SHORT)


def test_a_dotx_becomes_a_document():
    filled = fill(rewritten(b"document.main+xml", b"template.main+xml"), SHORT)
    assert b"wordprocessingml.document.main+xml" in parts(filled.data)["[Content_Types].xml"]
    assert docx.Document(io.BytesIO(filled.data)).tables


def test_a_signature_is_said_to_be_void():
    assert "模板带有数字签名，填写之后签名失效。" in fill(rewritten(b"", b"", "_xmlsignatures/sig1.xml"), SHORT).notes


def test_what_is_to_be_filled_in_at_the_edge_of_the_page_is_said_and_left_as_it_is():
    header = (
        f"<w:hdr xmlns:w='{W[1:-1]}'><w:p><w:r><w:t>XX县XX局</w:t></w:r><w:fldSimple w:instr='PAGE'/></w:p></w:hdr>"
    )
    out = io.BytesIO(OFFICIAL)
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/header9.xml", header)
    output = fill(out.getvalue(), SHORT)
    assert output.notes == ("模板的页眉页脚里有1处要填：“XX县XX局”，请手工填写。",)
    assert parts(output.data)["word/header9.xml"] == header.encode()


def book():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(
            "_rels/.rels",
            "<Relationships><Relationship Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        )
        file.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def without_tables(body):
    for table in list(body.iter(f"{W}tbl")):
        body.remove(table)


def with_other_tables(body):
    for table in body.iter(f"{W}tbl"):
        for p in table.iter(f"{W}p"):
            if words(p):
                say(p, "甲")


def entity():
    def bomb(data):
        return data.replace(b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1)

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OFFICIAL)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, bomb(old.read(info)) if info.filename == MAIN else old.read(info))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Word 文档"),
        ("年度报告".encode(), "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 .doc"),
        (OFFICIAL[:9000], "已经损坏"),
        (OFFICIAL[:4000] + bytes(400) + OFFICIAL[4400:], "已经损坏"),
        (book(), "不是 Word 文档"),
        (rewritten(b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"), "带有宏"),
        (entity(), "实体声明"),
        (changed(OFFICIAL, without_tables), "没有表格"),
        (changed(OFFICIAL, with_other_tables), "对不上"),
    ],
    ids=["empty", "text", "doc", "cut", "damaged", "workbook", "macros", "entity", "no tables", "other tables"],
)  # fmt: skip
def test_what_is_no_template_is_refused_in_one_sentence(data, said):
    with pytest.raises(ExportError, match=said) as refused:
        fill(data, SHORT)
    assert str(refused.value).startswith("模板“模板.docx”") and "\n" not in str(refused.value)


def test_the_kind_docx_fills_the_template_that_it_is_given(tmp_path):
    path = tmp_path / "上级模板.docx"
    path.write_bytes(OFFICIAL)
    assert make(SHORT, Options(template=path)) == fill(OFFICIAL, SHORT)


@pytest.mark.parametrize(
    ("name", "said"),
    [("没有.docx", "模板打不开：找不到文件“"), ("", "是文件夹；请选择"), ("坏\0名.docx", "模板打不开：“")],
)
def test_a_template_that_cannot_be_opened_is_told_like_any_other_file(tmp_path, name, said):
    with pytest.raises(ExportError, match=said):
        make(SHORT, Options(template=tmp_path / name))
