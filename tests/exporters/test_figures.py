"""Pictures and small tables of a text stand at their place in every kind of export, with their captions and alternative texts."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import html5lib
import pikepdf
import pytest
from lxml import etree
from PIL import Image

from exporters import KINDS, Options
from exporters.document import Figure, Paragraph, document_of
from exporters.pages.pdf import make as pdf
from exporters.pages.preview import Preview
from exporters.profiles import profile
from models.exhibits import Exhibit, anchor, edit_of
from models.report import Report
from tests.exporters.ofd.package import OFD, Package, misplaced
from tests.exporters.pages.reports import huaian
from tests.exporters.pages.test_pdf import pages
from tests.exporters.pages.test_standards import cells, claims, tables
from tests.models.test_exhibits import png

CHART = Exhibit("图1 办理结果", "三年办理结果的柱形图", 60, png(60, 40))
SPLIT = Exhibit(
    "表1 提出方式", "按提出方式分的申请件数", 80, b"", (("方式", "件数"), ("当面", "3"), ("<网络>", "5", "多"))
)
KINDS_WITH_PAGES = ("docx", "pdf", "ofd", "html")


def with_figures() -> Report:
    report = huaian().apply({**edit_of("a", CHART), **edit_of("b", SPLIT)})
    return report.apply({"一.2": f"图前的话。\n{anchor('a')}\n图表之间。{anchor('b')}表后的话。"})


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: KINDS[name].make(with_figures(), Options()).data for name in (*KINDS_WITH_PAGES, "json")}


def test_they_stand_between_the_paragraphs_even_where_the_anchor_is_within_one() -> None:
    document = document_of(with_figures(), profile=profile())
    blocks = [b for b in document.blocks if isinstance(b, Paragraph | Figure) and b.place == "一.2"]
    shown = [b.text if isinstance(b, Paragraph) else b.exhibit.caption for b in blocks]
    assert shown == ["图前的话。", "图1 办理结果", "图表之间。", "表1 提出方式", "表后的话。"]


@pytest.mark.parametrize("kind", [*KINDS_WITH_PAGES, "json"])
def test_no_file_shows_an_anchor(kind: str, made: dict[str, bytes]) -> None:
    data = made[kind]
    if kind in ("docx", "ofd"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            data = b"".join(file.read(name) for name in file.namelist() if name.endswith(".xml"))
    shown = "".join(pages(data)) if kind == "pdf" else data.decode()
    assert "⟦" not in shown


def test_words_and_captions_stand_in_order_in_the_pdf(made: dict[str, bytes]) -> None:
    everything = "".join(pages(made["pdf"]))
    words = ["图前的话。", "图1办理结果", "图表之间。", "表1提出方式", "当面", "<网络>", "表后的话。"]
    places = [everything.find(word) for word in words]
    assert -1 not in places and places == sorted(places)


def test_the_pdf_stays_archivable_and_accessible_and_describes_the_picture(made: dict[str, bytes]) -> None:
    book = pikepdf.open(io.BytesIO(made["pdf"]))
    assert claims(book)["pdfaid:conformance"] == "A" and claims(book)["pdfuaid:part"] == "1"
    described = [str(found["/Alt"]) for found in elements(book.Root.StructTreeRoot) if "/Alt" in found]
    assert CHART.alt in described
    kinds = [[str(cell.S) for cell in cells(table)] for table in tables(book.Root.StructTreeRoot)]
    assert ["/TH"] * 3 + ["/TD"] * 6 in kinds
    assert all("/TH" in each and each[-1] == "/TD" for each in kinds)


def elements(node: Any) -> Any:
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_the_word_file_holds_picture_caption_description_and_table(made: dict[str, bytes]) -> None:
    word = docx.Document(io.BytesIO(made["docx"]))
    (shape,) = word.inline_shapes
    assert shape.width.pt == pytest.approx(0.6 * 442.2, abs=0.5) and shape.height.pt == pytest.approx(
        0.4 * 442.2, abs=0.5
    )
    assert shape._inline.docPr.get("descr") == CHART.alt
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert (
        texts.index("图前的话。")
        < texts.index("图1 办理结果")
        < texts.index("图表之间。")
        < texts.index("表1 提出方式")
    )
    (table,) = [table for table in word.tables if table.cell(0, 0).text == "方式"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["方式", "件数", ""], ["当面", "3", ""], ["<网络>", "5", "多"],
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as file:
        assert file.read("word/media/a.png") == CHART.data


def test_the_ofd_holds_the_picture_where_the_pdf_has_it(made: dict[str, bytes]) -> None:
    package = Package(made["ofd"])
    assert {name: misplaced(tree) for name, tree in package.trees.items() if misplaced(tree)} == {}
    (image,) = package.all("ImageObject")
    width, height = (float(value) for value in str(image.get("Boundary")).split()[2:])
    assert [width, height] == pytest.approx([0.6 * 156, 0.4 * 156], abs=0.1)
    assert image.get("Name") == CHART.alt
    (media,) = package.all("MultiMedia")
    file = package.files[f"Doc_0/Res/{media.findtext(f'{OFD}MediaFile')}"]
    assert media.get("ID") == image.get("ResourceID")
    assert Image.open(io.BytesIO(file)).convert("RGB").tobytes() == Image.open(io.BytesIO(CHART.data)).tobytes()


def test_the_web_page_carries_the_picture_in_itself(made: dict[str, bytes]) -> None:
    page = made["html"].decode()
    html5lib.HTMLParser(strict=True).parse(page)
    root = etree.HTML(page)
    (image,) = root.iter("img")
    assert image.get("alt") == CHART.alt and str(image.get("src")).startswith("data:image/png;base64,")
    assert [caption.text for caption in root.iter("figcaption")] == [CHART.caption, SPLIT.caption]
    (table,) = [table for figure in root.iter("figure") for table in figure.iter("table")]
    assert [cell.text for cell in table.iter("th")] == ["方式", "件数"]
    assert re.search(r"(?:src|href)=\"(?:https?:)?//", page) is None


def test_the_preview_finds_the_text_by_the_picture_and_the_picture_by_the_text() -> None:
    preview = Preview()
    preview.render(with_figures())
    box = preview.place_of("一.2", len("图前的话。\n") + 1)
    assert box is not None
    preview.close()


def test_an_anchor_to_nothing_is_said_and_left_out() -> None:
    output = pdf(huaian().apply({"五": f"前。\n{anchor('zz')}\n后。"}), Options())
    assert "".join(pages(output.data)).count("⟦") == 0
    assert [note for note in output.notes if "一处图表没有内容" in note]


def test_a_template_that_has_no_place_for_pictures_says_so(tmp_path: Any) -> None:
    from tests.reports import CASES

    options = Options(template=CASES / "official-template.docx")
    assert any("2处图表" in note for note in KINDS["docx"].make(with_figures(), options).notes)


def test_a_picture_higher_than_a_page_is_made_to_fit() -> None:
    tall = Exhibit("高图", "", 100, png(10, 400))
    report = huaian().apply({**edit_of("a", tall), "五": f"前。\n{anchor('a')}\n后。"})
    everything = pages(pdf(report, Options()).data)
    assert any("高图" in page for page in everything)
