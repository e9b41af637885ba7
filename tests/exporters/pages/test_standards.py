"""The PDF claims PDF/A-2a and PDF/UA-1, and keeps what they ask for: fonts inside, colours defined, tags, and cells that know their heads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from lxml import etree

from exporters.document import TableBlock, document_of
from exporters.options import Options
from exporters.pages.pdf import make
from exporters.pages.row_heads import with_row_heads
from exporters.pages.typesetter import typesetter
from exporters.profiles import profile, profiles
from models.form import plain
from models.grid import Role
from models.report import Report
from tests.exporters.pages.reports import hanyin, huaian


def opened(report: Report, name: str = "") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(make(report, Options(profile=name)).data))


@pytest.fixture(scope="module")
def book() -> pikepdf.Pdf:
    return opened(huaian())


def claims(book: pikepdf.Pdf) -> dict[str, str]:
    """What the metadata claim, by local name."""
    root = etree.fromstring(bytes(book.Root.Metadata.read_bytes()))
    names = {"pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}
    found = {}
    for prefix, space in names.items():
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(f"{{{space}}}"):
                found[f"{prefix}:{element.tag.rpartition('}')[2]}"] = element.text or ""
            for key, value in element.attrib.items():
                if str(key).startswith(f"{{{space}}}"):
                    found[f"{prefix}:{str(key).rpartition('}')[2]}"] = str(value)
    return found


@pytest.mark.parametrize("style", profiles())
def test_it_claims_to_be_archivable_and_accessible(style: str) -> None:
    assert claims(opened(huaian(), style)) == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
    }


def test_no_damage_is_found_in_it(book: pikepdf.Pdf) -> None:
    assert book.check_pdf_syntax() == []


def test_its_colours_are_defined(book: pikepdf.Pdf) -> None:
    (intent,) = list(book.Root.OutputIntents)
    assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.N == 3
    assert b"acsp" in intent.DestOutputProfile.read_bytes()[:64]


def test_all_its_fonts_are_inside_and_all_their_characters_have_a_meaning(book: pikepdf.Pdf) -> None:
    fonts = [font for page in book.pages for font in page.Resources.Font.values()]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_it_needs_nothing_else_and_does_nothing(book: pikepdf.Pdf) -> None:
    for name in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties"):
        assert name not in book.Root
    assert "/JavaScript" not in book.Root.get("/Names", {}) and "/Encrypt" not in book.trailer


def test_metadata_and_information_agree(book: pikepdf.Pdf) -> None:
    with book.open_metadata() as found:
        assert found["dc:title"] == str(book.docinfo["/Title"]) == "淮安市人民政府2024年政府信息公开工作年度报告"
        assert found["pdf:Keywords"] == str(book.docinfo["/Keywords"])
    assert str(book.Root.Lang) == "zh-CN" and book.Root.ViewerPreferences.DisplayDocTitle


def cells(element: Any) -> Iterator[Any]:
    """The cells of a table, in order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S in ("/TH", "/TD"):
                yield kid
            else:
                yield from cells(kid)


def tables(element: Any) -> Iterator[Any]:
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S == "/Table":
                yield kid
            else:
                yield from tables(kid)


def attribute(cell: Any, name: str) -> Any:
    return next((each[name] for each in cell.get("/A", []) if each.get("/O") == "/Table" and name in each), None)


def identifiers(book: pikepdf.Pdf) -> dict[str, Any]:
    names = list(book.Root.StructTreeRoot.IDTree.Names)
    written = [bytes(name) for name in names[::2]]
    assert written == sorted(written)
    return {name.decode(): element for name, element in zip(written, names[1::2], strict=True)}


@pytest.mark.parametrize("report", [huaian(), Report().apply({"year": 2020}), Report()], ids=["full", "2019", "empty"])
def test_each_figure_names_the_heads_of_its_column_and_the_labels_of_its_row(report: Report) -> None:
    book = opened(report)
    document = document_of(report, profile=profile())
    known = identifiers(book)
    blocks = [block for block in document.blocks if isinstance(block, TableBlock)]
    for block, table in zip(blocks, tables(book.Root.StructTreeRoot), strict=True):
        places = sorted(block.grid.places, key=lambda place: (place.row, place.column))
        found = list(cells(table))
        words = {str(cell.ID): plain(place.text) for cell, place in zip(found, places, strict=True) if "/ID" in cell}
        for cell, place in zip(found, places, strict=True):
            if place.role is not Role.NUMBER:
                assert cell.S == "/TH" and known[str(cell.ID)].objgen == cell.objgen
                assert attribute(cell, "/Scope") == ("/Row" if place.role is Role.STUB else "/Column")
                continue
            heads = [words[str(name)] for name in attribute(cell, "/Headers")]
            stubs = [
                plain(other.text)
                for other in sorted(block.grid.places, key=lambda other: other.column)
                if other.role is Role.STUB and other.row <= place.row < other.row + other.rowspan
            ]
            assert cell.S == "/TD" and heads[-len(stubs) :] == stubs if stubs else heads


def test_a_character_that_no_font_has_takes_both_claims_away_and_that_is_said() -> None:
    output = make(hanyin().apply({"六": "甲\U0001f980乙。"}), Options())
    assert claims(pikepdf.open(io.BytesIO(output.data))) == {}
    assert any("PDF/A" in note and "PDF/UA" in note and "\U0001f980" in note for note in output.notes)


def test_a_character_without_a_common_meaning_takes_level_a_away_and_that_is_said() -> None:
    output = make(hanyin().apply({"六": "甲\ue000乙。"}), Options())
    claimed = claims(pikepdf.open(io.BytesIO(output.data)))
    if not any("空框" in note for note in output.notes):  # a font of this computer has a sign for it
        assert claimed["pdfaid:conformance"] == "B" and any("PDF/A-2b" in note for note in output.notes)


def test_a_pdf_with_other_tables_is_left_as_it_is() -> None:
    document = document_of(hanyin(), profile=profile())
    data = typesetter().pdf(document).data
    assert with_row_heads(data, []) == data


def test_the_same_report_at_the_same_moment_gives_the_same_bytes() -> None:
    document = document_of(hanyin(), profile=profile())
    now = datetime(2025, 1, 20, tzinfo=UTC)
    made = [typesetter().pdf(document, now=now).data for _ in range(2)]
    assert made[0] == made[1] and re.search(rb"startxref\n\d+\n%%EOF$", made[0])
