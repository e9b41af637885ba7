"""A template as a file: what stays of it byte for byte, and what is refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree

from exporters.options import ExportError, Options
from exporters.word.report import make
from tests.exporters.word.cases import attribute, parts, the, words
from tests.exporters.word.schema import W
from tests.exporters.word.template.cases import (
    MAIN,
    OFFICIAL,
    SHORT,
    cells_of,
    changed,
    fill,
    printed,
    say,
)

SETTINGS = "word/settings.xml"


def canonical(xml):
    return etree.tostring(etree.fromstring(xml), method="c14n")


def test_all_but_the_filled_places_stays_as_it_was():
    before, after = parts(OFFICIAL), parts(fill(OFFICIAL, SHORT).data)
    same = [name for name in after if name.startswith("word/") and name not in (MAIN, SETTINGS)]
    assert {"word/styles.xml", "word/fontTable.xml"} <= set(same)
    for name in same:
        assert canonical(before[name]) == canonical(after[name])
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
    for mark in list(new.iter(f"{W}cantSplit")):
        the(mark.getparent()).remove(mark)
    for root in (old, new):
        for mark in list(root.iter(f"{W}vAlign")):
            the(mark.getparent()).remove(mark)
    assert etree.tostring(old, method="c14n") == etree.tostring(new, method="c14n")
    assert sum(1 for p in old.iter(f"{W}p") if not len(p)) >= 200


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


def with_parts(more, change=lambda data: data, data=OFFICIAL):
    """The template with more parts, each referred to by the main part: (kind of relationship, target, content or None)."""
    rels = "word/_rels/document.xml.rels"
    lines = "".join(
        f'<Relationship Id="more{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="{"Internal" if content else "External"}"/>'
        for i, (kind, target, content) in enumerate(more)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == rels:
                content = content.replace(b"</Relationships>", f"{lines}</Relationships>".encode())
            new.writestr(info, change(content) if info.filename == MAIN else content)
        for _, target, content in more:
            if content:
                new.writestr(f"word/{target}", content)
    return out.getvalue()


SECRET = "内部0451"
"""What must not leave the office, in whatever part of a template it stands."""


def test_what_no_page_of_the_template_shows_does_not_travel():
    def refer(data):
        more = (
            '<w:p><w:hyperlink r:id="more3" w:tooltip="内部0451"><w:r><w:t>网站</w:t></w:r></w:hyperlink>'
            '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
        )
        relationships = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        return data.replace(b"<w:body>", f"<w:body>{more.replace('r:id', f'{relationships} r:id')}".encode(), 1)

    word = f'xmlns:w="{W[1:-1]}"'
    settings = f'<w:settings {word}><w:docVars><w:docVar w:name="a" w:val="{SECRET}"/></w:docVars><w:evenAndOddHeaders/></w:settings>'
    template = with_parts(
        [
            ("vbaProject", "vbaProject.bin", SECRET),
            ("customXml", "../customXml/item1.xml", f"<a>{SECRET}</a>"),
            ("comments", "comments.xml", f"<w:comments {word}><w:comment w:author='{SECRET}'/></w:comments>"),
            ("hyperlink", f"http://{SECRET}.example/", None),
            ("attachedTemplate", f"file:///C:/{SECRET}.dotm", None),
            ("package", "embeddings/book.xlsx", SECRET),
            ("glossaryDocument", "glossary/document.xml", f"<w:glossaryDocument {word}><!--{SECRET}--></w:glossaryDocument>"),
            ("somethingNew", "new.xml", f"<new>{SECRET}</new>"),
            ("footer", "footer1.xml", f"<w:ftr {word}><w:p><w:del w:id='1' w:author='{SECRET}'/><w:r><w:t>第页</w:t></w:r></w:p></w:ftr>"),
            ("settings", "settings1.xml", settings),
        ],
        refer,
        rewritten("张幸瑾".encode(), SECRET.encode()),
    )  # fmt: skip
    assert SECRET.encode() in b"".join(parts(template).values())
    output = fill(template, SHORT)
    filled = parts(output.data)
    assert [name for name, data in filled.items() if SECRET.encode() in data] == []
    assert "模板里的宏、外部链接、嵌入的文件、批注没有带入填好的报告。" in output.notes
    assert "第页" in filled["word/footer1.xml"].decode() and b"evenAndOddHeaders" in filled["word/settings1.xml"]
    assert "网站" in [p.text for p in docx.Document(io.BytesIO(output.data)).paragraphs]


def test_every_part_that_travels_is_declared_and_referred_to():
    filled = parts(fill(OFFICIAL, SHORT).data)
    types = etree.fromstring(filled["[Content_Types].xml"])
    assert {item.get("PartName") for item in types if item.get("PartName")} <= {f"/{name}" for name in filled}
    properties = docx.Document(io.BytesIO(fill(OFFICIAL, SHORT).data)).core_properties
    assert (properties.author, properties.last_modified_by) == (SHORT.unit, SHORT.unit)


def test_what_is_to_be_filled_in_at_the_edge_of_the_page_is_said_and_left_as_it_is():
    header = (
        f"<w:hdr xmlns:w='{W[1:-1]}'><w:p><w:r><w:t>XX县XX局</w:t></w:r><w:fldSimple w:instr='PAGE'/></w:p></w:hdr>"
    )
    output = fill(with_parts([("header", "header9.xml", header)]), SHORT)
    assert output.notes == ("模板的页眉页脚里有1处要填：“XX县XX局”，请手工填写。",)
    assert canonical(parts(output.data)["word/header9.xml"]) == canonical(header)


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
