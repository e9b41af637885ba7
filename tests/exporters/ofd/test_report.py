"""The OFD has the pages of the PDF: the same words at the same places, the same lines, the same outline; and is sound by the standard."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import ofdkit
import pdfplumber
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from exporters.geometry import MM
from exporters.ofd.report import make
from exporters.options import ExportError, Options
from exporters.pages.pdf import make as pdf
from exporters.profiles import profiles
from models.report import Report
from tests.exporters.ofd.package import OFD, Package, characters, misplaced, shapes
from tests.exporters.pages.reports import hanyin, huaian
from tests.exporters.pages.test_pdf import HOSTILE

REPORTS = {"hanyin": hanyin, "huaian": huaian}
NEAR = 0.005
"""Millimetres."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return make(huaian(), Options()).data


@pytest.fixture(scope="module")
def in_pdf() -> bytes:
    return pdf(huaian(), Options()).data


def read(data: bytes) -> list[str]:
    """The text of each page without spaces, as an independent reader has it."""
    with ofdkit.open(io.BytesIO(data)) as book:
        return ["".join(page.text().split()) for page in book.pages]


def pages_of_pdf(data: bytes) -> list[list[tuple[str, float, float, float]]]:
    """Each visible character with its origin and size in millimetres."""
    with pdfplumber.open(io.BytesIO(data)) as book:
        return [
            [
                (c["text"], c["matrix"][4] / MM, (float(page.height) - c["matrix"][5]) / MM, c["size"] / MM)
                for c in page.chars
                if not c["text"].isspace()
            ]
            for page in book.pages
        ]


@pytest.mark.parametrize("style", profiles())
@pytest.mark.parametrize("name", REPORTS)
def test_an_independent_reader_finds_on_each_page_the_words_of_that_page_of_the_pdf(name: str, style: str) -> None:
    report, options = REPORTS[name](), Options(profile=style)
    ours = read(make(report, options).data)
    theirs = ["".join(char for char, *_ in page) for page in pages_of_pdf(pdf(report, options).data)]
    # it puts what stands side by side in order of height, where the PDF keeps the order of the table
    assert [sorted(page) for page in ours] == [sorted(page) for page in theirs]
    assert ours[0] == theirs[0]


def test_every_character_stands_where_the_pdf_has_it(data: bytes, in_pdf: bytes) -> None:
    for ours, theirs in zip(Package(data).pages, pages_of_pdf(in_pdf), strict=True):
        found = [each for each in characters(ours) if not each[0].isspace()]
        assert len(found) == len(theirs)
        for (char, *place), (other, *where) in zip(found, theirs, strict=True):
            assert char == other and place == pytest.approx(where, abs=NEAR)


def test_every_line_and_every_shaded_row_is_there_as_a_path(data: bytes, in_pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(in_pdf)) as book:
        for ours, theirs in zip(Package(data).pages, book.pages, strict=True):
            drawn = [item["pts"] for item in [*theirs.lines, *theirs.rects, *theirs.curves]]
            expected = sorted(_ends(points) for points in drawn)
            found = sorted(_ends([(x * MM, y * MM) for x, y in points]) for points in shapes(ours))
            assert len(found) == len(expected)
            for a, b in zip(found, expected, strict=True):
                assert a == pytest.approx(b, abs=NEAR * MM)


def _ends(points: Any) -> tuple[float, ...]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return tuple(round(value, 1) for value in (min(xs), min(ys), max(xs), max(ys)))


def test_the_outline_is_that_of_the_pdf(data: bytes, in_pdf: bytes) -> None:
    def entries(element: etree._Element, level: int) -> list[tuple[int, str]]:
        found = []
        for child in element.findall(f"{OFD}OutlineElem"):
            found += [(level, str(child.get("Title"))), *entries(child, level + 1)]
        return found

    package = Package(data)
    ours = [entry for outlines in package.all("Outlines") for entry in entries(outlines, 1)]
    document = PDFDocument(PDFParser(io.BytesIO(in_pdf)))
    assert ours == [(level, title) for level, title, *_ in document.get_outlines()]


def test_a_click_on_the_outline_leads_to_the_line_of_the_heading(data: bytes) -> None:
    package = Package(data)
    numbers = [page.get("ID") for page in package.trees["Doc_0/Document.xml"].iter(f"{OFD}Page")]
    for entry in package.all("OutlineElem"):
        (target,) = entry.iterfind(f"{OFD}Actions/{OFD}Action/{OFD}Goto/{OFD}Dest")
        page = package.pages[numbers.index(target.get("PageID"))]
        top = float(target.get("Top", "0"))
        below = "".join(char for char, _, y, _ in characters(page) if 0 <= y - top < 15)
        assert str(entry.get("Title")).replace(" ", "") in below.replace(" ", "")


def test_the_information_names_title_organ_date_and_keywords(data: bytes) -> None:
    with ofdkit.open(io.BytesIO(make(huaian(), Options(), date(2025, 1, 20)).data)) as book:
        info = book.info
    assert (info.title, info.author) == ("淮安市人民政府2024年政府信息公开工作年度报告", "淮安市人民政府")
    assert (info.creation_date, info.subject) == ("2025-01-20", "政府信息公开工作年度报告")
    assert info.keywords == ("政府信息公开", "年度报告", "2024")


def test_the_same_report_gives_the_same_bytes_and_the_same_identity(data: bytes) -> None:
    again = make(huaian(), Options()).data
    assert again == data
    other = make(huaian().apply({"六": "没有。"}), Options()).data
    identities = {next(Package(each).all("DocID")).text for each in (data, again, other)}
    assert len(identities) == 2 and all(len(identity or "") == 32 for identity in identities)


@pytest.mark.parametrize("draft", [False, True])
def test_it_is_built_as_the_standard_has_it(draft: bool) -> None:
    package = Package(make(huaian(), Options(draft=draft)).data)
    assert next(iter(package.files)) == "OFD.xml"
    assert {name: misplaced(tree) for name, tree in package.trees.items() if misplaced(tree)} == {}


def test_every_number_is_given_once_and_every_reference_leads_somewhere(data: bytes) -> None:
    package = Package(data)
    given = [
        int(element.get("ID", "0")) for tree in package.trees.values() for element in tree.iter() if element.get("ID")
    ]
    (most,) = package.all("MaxUnitID")
    assert len(set(given)) == len(given) and max(given) <= int(most.text or "0")
    fonts = package.fonts()
    assert {text.get("Font") for text in package.all("TextObject")} == set(fonts)
    pages = [page.get("BaseLoc") for page in package.trees["Doc_0/Document.xml"].iter(f"{OFD}Page")]
    assert [f"Doc_0/{place}" for place in pages] == [name for name in package.files if name.endswith("Content.xml")]


def test_each_font_is_a_sound_file_that_knows_every_character_set_in_it(data: bytes) -> None:
    package = Package(data)
    for number, file in package.fonts().items():
        font = TTFont(io.BytesIO(file), checkChecksums=2)
        for tag in font.keys():  # noqa: SIM118 (a font is no mapping)
            _ = font[tag]
        used = {
            char
            for text in package.all("TextObject")
            if text.get("Font") == number
            for char in str(text.findtext(f"{OFD}TextCode"))
        }
        known = font.getBestCmap()
        assert {char for char in used if ord(char) not in known} == set()
        assert all(font.getGlyphID(name) for name in known.values())


def test_boxes_hold_what_is_in_them(data: bytes) -> None:
    for page in Package(data).pages:
        for text in page.iter(f"{OFD}TextObject"):
            _, _, width, height = (float(value) for value in str(text.get("Boundary")).split())
            (code,) = text.findall(f"{OFD}TextCode")
            distances = [step for _, step, _, _ in characters_of(text)]
            assert 0 <= float(code.get("Y", "0")) <= height and max(distances) <= width


def characters_of(text: etree._Element) -> list[tuple[str, float, float, float]]:
    """The characters of one object, from the corner of its box."""
    alone = etree.Element("page")
    alone.append(etree.fromstring(etree.tostring(text)))
    alone[0].set("Boundary", "0 0 0 0")
    return list(characters(alone))


def test_a_draft_says_so_on_every_page() -> None:
    assert all("草稿" in page for page in read(make(hanyin(), Options(draft=True)).data))
    assert not any("草稿" in page for page in read(make(hanyin(), Options()).data))


def test_markup_in_a_text_is_printed_as_it_stands_and_never_obeyed() -> None:
    report = hanyin().apply({"五": HOSTILE, "note.t3": HOSTILE})
    everything = "".join(read(make(report, Options()).data))
    assert everything.count("".join(HOSTILE.split())) == 2


def test_an_empty_report_has_its_headings_and_tables() -> None:
    everything = "".join(read(make(Report(), Options()).data))
    assert "一、总体情况" in everything and "六、其他需要报告的事项" in everything


def test_a_character_that_no_font_has_is_said_with_its_page() -> None:
    output = make(hanyin().apply({"六": "甲\U0001f980乙。"}), Options())
    (said,) = [note for note in output.notes if "空框" in note]
    assert "“\U0001f980”" in said and "第5页" in said and "OFD" in said


def test_letters_that_a_font_joins_stay_letters() -> None:
    package = Package(make(hanyin().apply({"六": "office 与 e\u0301 。"}), Options()).data)
    everything = "".join(text.text or "" for text in package.all("TextCode"))
    assert "office" in everything.replace(" ", "")
    for text in package.all("TextObject"):
        for shape in text.iterfind(f"{OFD}CGTransform"):
            code = text.findtext(f"{OFD}TextCode") or ""
            assert int(shape.get("CodeCount", "0")) == len(code) and shape.get("GlyphCount") == "1"


def test_a_house_style_that_does_not_exist_is_said() -> None:
    with pytest.raises(ExportError, match="通用"):
        make(Report(), Options(profile="没有"))
