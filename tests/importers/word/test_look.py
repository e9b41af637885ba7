"""The look of a finished document beside the standard: hints with the words of the paragraphs, and none for our own files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from exporters import KINDS, Options
from exporters.profiles import profiles
from importers.word.look import look_of
from models.findings import Finding, Severity
from models.report import Report
from tests.importers.documents import expected
from tests.reports import CASES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = Report().apply(expected("huaian-2024"))
OURS = KINDS["docx"].make(REPORT, Options()).data


def changed(change: Callable[[etree._Element], None], part: str = "word/document.xml") -> bytes:
    """Our file after a change to one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OURS)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root)
            new.writestr(name, data)
    return out.getvalue()


def hints(change: Callable[[etree._Element], None], part: str = "word/document.xml") -> list[Finding]:
    found = look_of(changed(change, part))
    assert all(finding.severity is Severity.INFO and finding.basis.startswith("GB/T 9704") for finding in found)
    return found


def paragraph(root: etree._Element, begins: str) -> etree._Element:
    return next(p for p in root.iter(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t")).startswith(begins))


def put(parent: etree._Element, xml: str, at: int | None = None) -> None:
    element = etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}">{xml}</w:x>')[0]
    parent.insert(len(parent) if at is None else at, element)


def face(root: etree._Element, begins: str, xml: str) -> None:
    for run in paragraph(root, begins).iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        assert properties is not None
        put(properties, xml)


@pytest.mark.parametrize("style", profiles())
def test_our_own_files_are_as_the_standard_wants_them(style):
    assert look_of(KINDS["docx"].make(REPORT, Options(profile=style)).data) == []


@pytest.mark.parametrize(
    ("begins", "xml", "code", "said"),
    [
        (
            "2024年，淮安市人民政府",
            "<w:sz w:val='24'/>",
            "look.text",
            "“2024年，淮安市人民政府认真贯…”是仿宋_GB2312 小4号",
        ),
        ("五、", "<w:sz w:val='36'/>", "look.heading1", "“五、存在的主要问题及改进情况”是黑体 小2号"),
        ("（一）主动公开", "<w:sz w:val='28'/>", "look.heading2", "“（一）主动公开”"),
        ("淮安市人民政府2024年", "<w:sz w:val='32'/>", "look.title", "3号"),
        ("2024年，淮安市人民政府", "<w:color w:val='FF0000'/>", "look.colour", "“2024年，淮安市人民政府认真贯…”"),
        ("2024年，淮安市人民政府", "<w:highlight w:val='yellow'/>", "look.colour", "“2024年，淮安市人民政府认真贯…”"),
    ],
)
def test_a_paragraph_in_another_face_is_told_by_its_words(begins, xml, code, said):
    found = hints(lambda root: face(root, begins, xml))
    assert [finding.code for finding in found] == [code] and said in found[0].message


def test_a_font_left_over_from_pasting_is_told_with_both_fonts():
    def change(root):
        p = paragraph(root, "2024年，淮安市人民政府")
        put(p, "<w:r><w:rPr><w:rFonts w:eastAsia='微软雅黑'/><w:sz w:val='21'/></w:rPr><w:t>粘贴来的文字</w:t></w:r>")

    (found,) = hints(change)
    assert found.code == "look.mixed" and "仿宋_GB2312" in found.message and "微软雅黑 5号" in found.message


def test_first_lines_without_an_indent_or_with_spaces_are_told():
    def flush(root):
        properties = paragraph(root, "2024年，淮安市人民政府").find(f"{W}pPr")
        assert properties is not None
        put(properties, "<w:ind w:firstLineChars='0' w:firstLine='0'/>")

    def spaced(root):
        flush(root)
        node = next(paragraph(root, "2024年，淮安市人民政府").iter(f"{W}t"))
        node.text = f"\u3000\u3000{node.text}"

    assert [finding.code for finding in hints(flush)] == ["look.indent"]
    assert [finding.code for finding in hints(spaced)] == ["look.spaces"]


def test_page_margins_numbers_and_heads_of_the_long_table_are_told():
    def page(root):
        section = root[0][-1]
        section.find(f"{W}pgSz").set(f"{W}w", "12240")
        section.find(f"{W}pgMar").set(f"{W}top", "1440")

    found = {finding.code: finding.message for finding in hints(page)}
    assert "216×297 毫米" in found["look.page"] and "上25" in found["look.margins"]

    def heads(root):
        for name in ("tblHeader", "cantSplit"):
            for mark in list(root.iter(f"{W}{name}")):
                mark.getparent().remove(mark)

    assert [finding.code for finding in hints(heads)] == ["look.table_heads", "look.table_rows"]

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OURS)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"PAGE", b"DATE") if "footer" in name else old.read(name))
    assert [finding.code for finding in look_of(out.getvalue())] == ["look.page_numbers"]


def test_the_official_template_is_told_what_it_is_not():
    found = {finding.code for finding in look_of((CASES / "official-template.docx").read_bytes())}
    assert {"look.margins", "look.heading1", "look.page_numbers"} <= found


def test_faces_come_from_styles_and_from_the_theme_where_words_have_none():
    def restyle(root):
        style = next(s for s in root.iter(f"{W}style") if s.get(f"{W}styleId") == "Heading1")
        style.find(f"{W}rPr").find(f"{W}rFonts").set(f"{W}eastAsia", "宋体")

    (found,) = hints(restyle, "word/styles.xml")
    assert found.code == "look.heading1" and "宋体 3号" in found.message and "等6处" in found.message


def test_a_workbook_has_no_look():
    assert look_of(KINDS["xlsx"].make(REPORT, Options()).data) == []
