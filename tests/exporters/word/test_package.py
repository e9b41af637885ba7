"""The Word file as a package: parts, order of elements, styles, fonts, page, properties."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.document import Heading, Note, Paragraph
from exporters.profiles import profile, profiles
from exporters.word.package import package
from models.embedding import PART, extract, fingerprint, published
from models.report import Report
from tests.exporters.word.cases import EVERYTHING, FIGURES, NOW, SAMPLE, attribute, body_of, made, parts, the, words
from tests.exporters.word.schema import ORDER, W, faults

REPORTS = {
    "sample": SAMPLE,
    "figures": FIGURES,
    "everything": EVERYTHING,
    "nothing": Report(),
    "2019": Report().apply({"year": 2020}),
}
every_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())


def xml_parts(files):
    return {name: etree.fromstring(data) for name, data in files.items()}


@every_report
@pytest.mark.parametrize("name", profiles())
def test_elements_stand_in_the_order_that_the_schema_prescribes(report, name):
    for part, root in xml_parts(made(report, name, draft=True)[1]).items():
        if part.startswith("word/") and part.endswith(".xml"):
            assert list(faults(root)) == [], part


def test_the_order_check_can_fail():
    root = etree.fromstring(f'<w:pPr xmlns:w="{W[1:-1]}"><w:jc/><w:pStyle/></w:pPr>')
    assert list(faults(root)) == ["pPr: ['jc', 'pStyle']"]
    assert all(len(set(order.split())) == len(order.split()) for order in ORDER.values())


def test_each_part_is_declared_and_each_relationship_leads_somewhere():
    files = parts(package(made(EVERYTHING, draft=True)[0], NOW, data=EVERYTHING))
    types = etree.fromstring(files["[Content_Types].xml"])
    declared = {element.get("PartName") for element in types if element.get("PartName")}
    assert declared == {
        f"/{name}" for name in files if name.endswith(".xml") and "Content_Types" not in name and name != PART
    }
    for rels, folder in (
        ("_rels/.rels", ""),
        ("word/_rels/document.xml.rels", "word/"),
        ("customXml/_rels/item1.xml.rels", "customXml/"),
    ):
        targets = [str(element.get("Target")) for element in etree.fromstring(files[rels])]
        assert len(set(targets)) == len(targets)
        for target in targets:
            assert (target[3:] if target.startswith("../") else folder + target) in files


@every_report
def test_python_docx_opens_it_and_sees_the_same_words(report):
    document = docx.Document(io.BytesIO(package(made(report)[0], NOW)))
    body = body_of(report)
    assert [p.text for p in document.paragraphs] == [words(p) for p in body[0] if p.tag == f"{W}p"]
    assert len(document.tables) == 3


@pytest.mark.parametrize("name", profiles())
def test_every_font_is_set_for_chinese_too_and_none_comes_from_a_theme(name):
    files = made(EVERYTHING, name, draft=True)[1]
    used = set()
    for root in xml_parts(files).values():
        for element in root.iter(f"{W}rFonts"):
            keys = {str(key).removeprefix(W) for key in element.attrib}
            assert keys in ({"hint"}, {"hint", "ascii", "hAnsi", "eastAsia", "cs"})
            assert element.get(f"{W}hint") == "eastAsia"
            used |= {value for key, value in element.items() if str(key) != f"{W}hint"}
    assert not any("theme" in part for part in files)
    table = {font.get(f"{W}name"): font for font in etree.fromstring(files["word/fontTable.xml"])}
    assert used == set(table) == set(profile(name).fonts)
    for font in table.values():
        if not str(font.get(f"{W}name")).isascii():
            assert attribute(font, "charset") == "86"
            assert len(str(attribute(font, "altName")).split(",")) >= 3


def test_every_run_of_the_body_hints_its_signs_to_the_chinese_font():
    for run in body_of(EVERYTHING).iter(f"{W}r"):
        assert attribute(run, "rPr/rFonts", "hint") == "eastAsia"


@every_report
def test_no_paragraph_is_empty_outside_the_tables(report):
    body = body_of(report)[0]
    assert all(words(p).strip() for p in body.iterfind(f"{W}p"))
    assert body[-1].tag == f"{W}sectPr" and body[-2].tag == f"{W}p"


def test_headings_are_real_headings_with_levels():
    files = made(EVERYTHING)[1]
    styles = {s.get(f"{W}styleId"): s for s in etree.fromstring(files["word/styles.xml"]).iter(f"{W}style")}
    for level in range(4):
        style = styles[f"Heading{level + 1}"]
        assert attribute(style, "name") == f"heading {level + 1}"
        assert attribute(style, "pPr/outlineLvl") == str(level)
        assert attribute(style, "pPr/keepNext") == "1"
    used = {e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in body_of(EVERYTHING).iter(f"{W}{tag}")}
    assert used <= set(styles)
    refer = [
        e.get(f"{W}val")
        for s in styles.values()
        for tag in ("basedOn", "next", "link")
        for e in s.iterfind(f"{W}{tag}")
    ]
    assert set(refer) <= set(styles)
    headings = [words(p) for p in body_of(SAMPLE)[0] if attribute(p, "pPr/pStyle") in ("Heading1", "Heading2")]
    assert headings[:4] == ["一、总体情况", "（一）主动公开", "（二）依申请公开", "（三）政府信息管理"]


def test_a_heading_that_is_run_in_has_the_characters_of_its_style():
    body = body_of(EVERYTHING)
    run = next(r for r in body.iter(f"{W}r") if words(r) == "（一）主动公开情况。")
    assert attribute(run, "rPr/rStyle") == "Heading2Lead"


@pytest.mark.parametrize("name", ["通用", "江苏"])
def test_the_page_is_that_of_the_standard_whatever_the_pitch(name):
    section = body_of(SAMPLE, name)[0][-1]
    size, margins, grid = (the(section, tag) for tag in ("pgSz", "pgMar", "docGrid"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    top, right, bottom, left = (margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left"))
    assert (top, bottom, left, right) == ("2098", "1984", "1587", "1474")
    assert [grid.get(f"{W}{key}") for key in ("type", "linePitch", "charSpace")] == [
        "linesAndChars",
        "579",
        "-849",
    ]


def test_page_numbers_stand_outside_one_character_in():
    files = made(SAMPLE, "江苏")[1]
    odd, even = (etree.fromstring(files[f"word/footer_{which}.xml"])[0] for which in ("default", "even"))
    assert (attribute(odd, "pPr/jc"), attribute(odd, "pPr/ind", "rightChars")) == ("right", "100")
    assert (attribute(even, "pPr/jc"), attribute(even, "pPr/ind", "leftChars")) == ("left", "100")
    assert words(odd) == "- 1 -"
    assert words(etree.fromstring(made(SAMPLE)[1]["word/footer_even.xml"])) == "— 1 —"
    assert etree.fromstring(files["word/settings.xml"]).find(f"{W}evenAndOddHeaders") is not None


def test_a_draft_says_so_on_every_page_and_a_final_one_does_not():
    draft = made(SAMPLE, draft=True)[1]
    assert [words(etree.fromstring(draft[f"word/header_{which}.xml"])) for which in ("default", "even")] == [
        "草稿",
        "草稿",
    ]
    assert not any("header" in name for name in made(SAMPLE)[1])


def test_title_unit_and_language_are_in_the_properties():
    document, files = made(SAMPLE)
    properties = docx.Document(io.BytesIO(package(document, NOW))).core_properties
    assert properties.title == "汉阴县交通运输局2021年政府信息公开工作年度报告"
    assert properties.author == "汉阴县交通运输局"
    assert properties.language == "zh-CN"
    assert properties.created is not None and properties.created.year == 2025
    assert "汉阴县交通运输局" in files["docProps/app.xml"].decode()
    language = etree.fromstring(files["word/styles.xml"]).find(f".//{W}lang")
    assert language is not None and language.get(f"{W}eastAsia") == "zh-CN"


@every_report
def test_no_part_of_the_file_is_there_to_carry_data(report):
    assert not any("customXml" in name or "custom.xml" in name for name in made(report)[1])


@every_report
def test_where_it_is_asked_to_the_report_travels_inside_and_knows_the_text_it_belongs_to(report):
    files = parts(package(made(report)[0], NOW, data=report))
    embedded = extract(files[PART], "a.docx")
    visible = "".join(element.text or "" for element in etree.fromstring(files["word/document.xml"]).iter(f"{W}t"))
    assert embedded is not None
    assert embedded.report == published(report)
    assert embedded.fingerprint == fingerprint(visible)


def test_the_same_report_gives_the_same_bytes():
    document = made(EVERYTHING)[0]
    assert package(document, NOW) == package(document, NOW)


@settings(max_examples=25, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            id: st.text(st.characters(), max_size=40)
            for id in ("unit", "五", "一.2", "note.t3", "t3.new.natural", "remark.t2.normative.made", "signed_by")
        }
    )
)
def test_whatever_is_typed_makes_a_file_that_opens(edit):
    report = Report().apply({"year": 2024, **edit})
    files = parts(package(made(report)[0], NOW, data=report))
    root = etree.fromstring(files["word/document.xml"])
    assert list(faults(root)) == []
    embedded = extract(files[PART], "a.docx")
    assert embedded is not None and embedded.report == report
    shown = "".join(words(root).split())
    for block in made(report)[0].blocks:
        if isinstance(block, (Heading, Paragraph, Note)):
            assert "".join(block.text.split()) in shown
