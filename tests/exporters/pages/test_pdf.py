"""The PDF holds the whole report, as a person reads it and as a screen reader does."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from itertools import groupby, pairwise
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from exporters.document import Document, TableBlock, Title, document_of
from exporters.geometry import LEFT, TEXT_WIDTH
from exporters.options import ExportError, Options
from exporters.pages.pdf import make
from exporters.pages.typesetter import Typesetter
from exporters.profiles import profile
from models.form import plain
from models.grid import Role, grid_of
from models.report import Report
from tests.exporters.pages.reports import hanyin, huaian

HOSTILE = '#import "x" #let a = 1 $x^2$ *粗* _斜_ @标 <签> `代码` \\ // 注 /* 释 */ = 题 - 项 + 号 ~ -- --- \'引\' "号" [方] {花} & < >'


def pages(data: bytes) -> list[str]:
    """The text of each page without spaces, breaks and page number."""
    book = pypdfium2.PdfDocument(data)
    found = []
    for sheet in book:
        text = sheet.get_textpage()
        words = "".join(text.get_text_range().split())
        found.append(re.sub(r"^—\d+—|—\d+—$", "", words))
        text.close()
        sheet.close()
    book.close()
    return found


def catalog(data: bytes) -> tuple[PDFDocument, dict[str, Any]]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    return document, document.catalog


def words_of(document: Document) -> list[str]:
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Title):
            found += block.lines
        elif isinstance(block, TableBlock):
            found += [entry.printed for entry in block.entries.values()]
        elif hasattr(block, "text"):
            found.append(block.text)
    return ["".join(text.split()) for text in found]


@pytest.fixture(scope="module")
def data() -> bytes:
    return make(huaian(), Options()).data


def test_every_word_and_figure_of_the_document_is_on_the_pages_in_order(data: bytes) -> None:
    document = document_of(huaian(), profile=profile())
    everything = "".join(pages(data))
    for words in words_of(document):
        assert words in everything
    labels = Counter(
        char for table in document.form.tables for place in grid_of(table).places for char in plain(place.text)
    )
    assert labels - Counter(everything) == Counter()
    paragraphs = [
        words for block in document.blocks if hasattr(block, "text") and (words := "".join(block.text.split()))
    ]
    positions = [everything.find(words) for words in paragraphs if len(words) > 12]
    assert positions == sorted(positions)


def test_it_is_tagged_in_chinese_with_title_and_bookmarks(data: bytes) -> None:
    document, root = catalog(data)
    assert resolve1(root["MarkInfo"])["Marked"] and "StructTreeRoot" in root
    assert resolve1(root["Lang"]).decode() == "zh-CN"
    assert resolve1(root["ViewerPreferences"])["DisplayDocTitle"]
    assert (
        document.info[0]["Title"].decode("utf-16-be").lstrip("\ufeff") == "淮安市人民政府2024年政府信息公开工作年度报告"
    )
    outline = [(level, title) for level, title, *_ in document.get_outlines()]
    headings = [section.heading for section in huaian().form.sections]
    assert [title for level, title in outline if level == 1] == headings


def bookmarks(report: Report, name: str = "") -> list[tuple[int, str]]:
    document, _ = catalog(make(report, Options(profile=name)).data)
    return [(level, title) for level, title, *_ in document.get_outlines()]


def test_headings_that_are_run_in_are_bookmarks_too_without_their_stop() -> None:
    report = hanyin().apply({"一.1": "公开⟦t2.normative.made⟧件。", "一.2": "没有。", "一.3": "1.健全制度。有办法。"})
    found = bookmarks(report, "江苏")
    start = found.index((1, "一、总体情况"))
    assert found[start + 1 : start + 5] == [
        (2, "（一）主动公开"),
        (2, "（二）依申请公开"),
        (2, "（三）政府信息管理"),
        (3, "1.健全制度"),
    ]


def test_a_heading_stands_one_below_what_encloses_it_whatever_its_numbering_skips() -> None:
    report = hanyin().apply(
        {"preamble": "（一）依据\n有依据。", "五": "1.第一个问题\n（1）细目\n正文。\n2.第二个问题。正文。"}
    )
    found = bookmarks(report)
    assert found[0] == (1, "（一）依据")
    start = found.index((1, "五、存在的主要问题及改进情况"))
    assert found[start + 1 : start + 4] == [(2, "1.第一个问题"), (3, "（1）细目"), (2, "2.第二个问题")]
    # the typesetter refuses to call a file accessible whose headings skip a level
    assert b"pdfuaid:part" in resolve1(catalog(make(report, Options()).data)[1]["Metadata"]).get_data()


def kinds_in(node: Any) -> list[str]:
    """The kinds of all elements below a node of the structure tree, in order."""
    node = resolve1(node)
    if isinstance(node, list):
        return [kind for child in node for kind in kinds_in(child)]
    if not isinstance(node, dict):
        return []
    return [*([node["S"].name] if "S" in node else []), *(kinds_in(node["K"]) if "K" in node else [])]


@pytest.mark.parametrize("year", [2020, 2024])
def test_the_heads_of_tables_and_of_their_blocks_are_marked_as_headers(year: int) -> None:
    report = Report().apply({"year": year})
    _, root = catalog(make(report, Options()).data)
    kinds = Counter(kinds_in(resolve1(root["StructTreeRoot"])["K"]))
    places = Counter(place.role for table in report.form.tables for place in grid_of(table).places)
    assert kinds["Table"] == len(report.form.tables)
    assert kinds["TH"] == places[Role.HEAD] + places[Role.TITLE] + places[Role.CORNER] + places[Role.STUB]
    assert kinds["TD"] == places[Role.NUMBER]


def test_markup_in_a_text_is_printed_as_it_stands_and_never_obeyed() -> None:
    report = hanyin().apply(
        {"五": HOSTILE, "unit": f"某局{HOSTILE}"[:60], "note.t3": HOSTILE, "t3.new.natural": HOSTILE[:8]}
    )
    everything = "".join(pages(make(report, Options()).data))
    assert everything.count("".join(HOSTILE.split())) == 2


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(data: bytes) -> None:
    book = pypdfium2.PdfDocument(data)
    for number, sheet in enumerate(book, 1):
        text = sheet.get_textpage()
        found = text.search(f"— {number} —")
        index, _ = found.get_next()
        left, *_ = text.get_charbox(index)
        assert (left > 400) == (number % 2 == 1)
        found.close()
        text.close()
        sheet.close()
    book.close()


def test_table_three_stands_whole_on_one_page_under_its_heading(data: bytes) -> None:
    (page,) = [text for text in pages(data) if "三、收到和处理政府信息公开申请情况" in text]
    assert "申请人情况" in page and "四、结转下年度继续办理" in page


def test_its_heads_are_repeated_where_it_does_not_fit_on_one_page() -> None:
    words = {id: "情况说明" * 6 for id in huaian().form.cells if id.startswith("t3.") and id.endswith(".natural")}
    with_table = [text for text in pages(make(huaian().apply(words), Options()).data) if "申请人情况" in text]
    assert len(with_table) > 1
    labels = [place.text for place in _heads()]
    assert all("".join(label.split()) in text for text in with_table for label in labels)


def _heads() -> list[Any]:
    document = document_of(huaian(), profile=profile())
    block = next(block for block in document.blocks if isinstance(block, TableBlock) and block.table.id == "t3")
    return [place for place in block.grid.places if place.role is Role.HEAD and len(place.text) < 4]


def test_a_draft_says_so_on_every_page() -> None:
    found = pages(make(hanyin(), Options(draft=True)).data)
    assert all("草稿" in text for text in found)
    assert not any("草稿" in text for text in pages(make(hanyin(), Options()).data))


def test_an_empty_report_has_its_headings_and_tables() -> None:
    everything = "".join(pages(make(Report(), Options()).data))
    assert "一、总体情况" in everything and "六、其他需要报告的事项" in everything


@pytest.mark.parametrize("year", [2020, 2024])
def test_both_editions_are_printed(year: int) -> None:
    report = Report().apply({"unit": "某局", "year": year})
    everything = "".join(pages(make(report, Options()).data))
    assert "本年增/减" in everything if year == 2020 else "本年废止件数" in everything


def test_a_very_long_text_flows_over_as_many_pages_as_it_needs() -> None:
    found = pages(make(Report().apply({"一": "长" * 100_000}), Options()).data)
    assert sum(text.count("长") for text in found) == 100_000 and len(found) > 150


def test_what_cannot_be_printed_is_left_out_and_said() -> None:
    output = make(Report().apply({"unit": "某\x00局\ud800", "五": "甲\x07乙😀丙"}), Options())
    assert "甲乙" in "".join(pages(output.data))
    assert any("U+D800" in note for note in output.notes) and any("U+0007" in note for note in output.notes)


def test_it_is_made_again_after_someone_has_tidied_up_temporary_files() -> None:
    engine = Typesetter()
    document = document_of(Report(), profile=profile())
    first = engine.pdf(document).data
    shutil.rmtree(engine._root)
    assert len(engine.pdf(document).data) == len(first)


def test_a_house_style_that_does_not_exist_is_said() -> None:
    with pytest.raises(ExportError, match="通用"):
        make(Report(), Options(profile="没有"))


def lines_of(page: Any) -> list[list[dict[str, Any]]]:
    """The characters on each base line, whatever the fonts on it."""
    chars = sorted(page.chars, key=lambda char: (-round(char["matrix"][5], 1), char["x0"]))
    return [list(line) for _, line in groupby(chars, key=lambda char: round(char["matrix"][5], 1))]


def test_every_line_of_a_paragraph_but_the_last_reaches_the_margin() -> None:
    with pdfplumber.open(io.BytesIO(make(hanyin(), Options()).data)) as book:
        lines = [line for page in book.pages for line in lines_of(page)]
    wide = [line for line in lines if line[0]["size"] == 16 and line[-1]["x1"] - line[0]["x0"] > 0.85 * TEXT_WIDTH]
    full = [line for line in wide if line[-1]["text"] != "。"]
    assert len(full) > 30
    # a sign at the end of a line may hang with its blank half
    assert all(abs(line[-1]["x1"] - (LEFT + TEXT_WIDTH)) < 9 for line in full)
    assert any("2021年汉阴县交通运输局未接到" in "".join(char["text"] for char in line) for line in full)


@pytest.mark.parametrize("sign", ["——", "……"])
def test_a_sign_of_two_characters_is_never_torn_apart_at_the_end_of_a_line(sign: str) -> None:
    text = "\n".join("字" * count + sign + "后面还有很多文字" * 5 for count in range(20, 30))
    with pdfplumber.open(io.BytesIO(make(Report().apply({"五": text}), Options()).data)) as book:
        lines = ["".join(char["text"] for char in line) for page in book.pages for line in lines_of(page)]
    told = [line for line in lines if "字" in line or "后面" in line]
    assert sum(line.count(sign) for line in told) == 10
    assert "".join(told).count(sign[0]) == 20


def test_a_paragraph_with_an_address_is_not_stretched() -> None:
    text = f"可在网站http://www.huaian.gov.cn/col/16657_173466/index.html下载，如有疑问请与我们联系，{'文字' * 30}。"
    with pdfplumber.open(io.BytesIO(make(Report().apply({"五": text}), Options()).data)) as book:
        lines = [line for page in book.pages for line in lines_of(page)]
    (first,) = [line for line in lines if "可在网站" in "".join(char["text"] for char in line)]
    gaps = [
        after["x0"] - before["x1"] for before, after in pairwise(first) if before["text"] > "\u4e00" < after["text"]
    ]
    assert max(gaps) - min(gaps) < 0.5
