"""The fonts of the PDF: those of the house style where they are installed, and otherwise what stands in for them, said."""

from __future__ import annotations

import io

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from exporters.options import Options
from exporters.pages.pdf import make
from exporters.pages.typesetter import Typesetter
from models.report import Report
from tests.exporters.pages.reports import huaian
from tests.exporters.pages.test_pdf import pages


@pytest.fixture(scope="module")
def data() -> bytes:
    return make(huaian(), Options()).data


def test_every_font_is_embedded(data: bytes) -> None:
    book = PDFDocument(PDFParser(io.BytesIO(data)))
    fonts = [
        item
        for xref in book.xrefs
        for id in xref.get_objids()
        if isinstance(item := book.getobj(id), dict)
        and item.get("Type") is not None
        and str(item["Type"]) == "/'FontDescriptor'"
    ]
    assert fonts and all({"FontFile2", "FontFile3"} & set(font) for font in fonts)


def test_a_character_that_no_font_has_is_said_and_the_rest_is_printed() -> None:
    output = make(Report().apply({"五": "甲𠀀乙", "unit": "某局\U000baf40"}), Options())
    everything = "".join(pages(output.data))
    assert "甲" in everything and "乙" in everything
    (note,) = [note for note in output.notes if "没有字体能显示" in note]
    assert "𠀀" in note or "U+BAF40" in note


def test_the_note_on_fonts_names_what_is_missing_and_what_stands_in() -> None:
    engine = Typesetter()
    assert engine.stand_ins(["没有这种字体"])["没有这种字体"] == engine.fonts_for("宋体")[0]
    installed = engine.fonts_for("黑体")[0]
    assert engine.stand_ins([installed]) == {}


def test_headings_text_and_figures_are_each_set_in_their_own_font() -> None:
    """Each font has the same Chinese ones to fall back on: what stands in for the font of figures must not set Chinese."""
    report = Report().apply({"unit": "某局", "year": 2024, "preamble": "引言", "t2.licensing.decisions": 12345})
    fonts: dict[str, set[str]] = {}
    with pdfplumber.open(io.BytesIO(make(report, Options()).data)) as book:
        for char in (char for page in book.pages for char in page.chars):
            fonts.setdefault(char["text"], set()).add(char["fontname"].partition("+")[2].replace("-", ""))
    engine = Typesetter()
    for text, name in (("存", "黑体"), ("引", "仿宋_GB2312"), ("章", "仿宋_GB2312"), ("5", "Times New Roman")):
        assert all(font.startswith(engine.fonts_for(name)[0].replace(" ", "")[:9]) for font in fonts[text]), text


@pytest.mark.parametrize("bold", [True, False])
def test_a_font_without_a_bold_face_is_thickened(monkeypatch: pytest.MonkeyPatch, bold: bool) -> None:
    monkeypatch.setattr(Typesetter, "has_bold", lambda *_: bold)
    report = Report().apply({"一.1": "公开8条。", "一.2": "没有。"})
    page = pypdfium2.PdfDocument(make(report, Options(profile="江苏")).data)[0]
    modes = [pypdfium2.raw.FPDFTextObj_GetTextRenderMode(item) for item in page.get_objects()]
    assert (pypdfium2.raw.FPDF_TEXTRENDERMODE_FILL_STROKE in modes) is not bold


def test_a_font_under_its_english_name_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Typesetter()
    monkeypatch.setattr(engine, "_families", {name.lower(): name for name in ("SimHei", "SimSun", "FangSong")})
    assert engine.stand_ins(["黑体", "宋体", "仿宋_GB2312"]) == {"仿宋_GB2312": "FangSong"}


def test_all_missing_fonts_are_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Typesetter, "stand_ins", lambda *_: {"仿宋_GB2312": "FangSong", "宋体": "甲", "黑体": "甲", "楷体": ""}
    )
    assert make(Report(), Options()).notes == (
        "本机缺少公文字体，PDF 中“仿宋_GB2312”用“FangSong”代替，“宋体”、“黑体”用“甲”代替。",
        "本机没有安装“楷体”，也没有可以代替的中文字体，PDF 中的文字可能缺失；请安装中文字体后重新导出。",
    )
