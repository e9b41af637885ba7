"""The web page is valid, says of every figure what it counts, and is free of anything but text."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_core_python
import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.document import document_of
from exporters.options import Options
from exporters.profiles import profile
from exporters.web.report import make
from models.form import plain
from models.forms import FORMS
from models.report import Report
from models.totals import evaluate
from models.values import show
from tests.exporters.pages.reports import hanyin, huaian
from tests.exporters.web.browser import in_browser

HTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = "<script>alert(1)</script> & < > \" ' </p> <!-- --> &amp; {{ 7*7 }} {% if %} ]]>"


def parsed(data: bytes) -> Any:
    """The page as a tree; raises where it is not valid HTML."""
    return html5lib.HTMLParser(strict=True).parse(data.decode("utf-8"))


def page(report: Report, **options: Any) -> Any:
    return parsed(make(report, Options(**options)).data)


def text(element: Any) -> str:
    return "".join(element.itertext())


@pytest.fixture(scope="module")
def tree() -> Any:
    return page(huaian())


def test_it_says_its_language_and_title_and_is_made_for_a_phone_too(tree: Any) -> None:
    assert tree.get("lang") == "zh-CN"
    assert tree.find(f".//{HTML}title").text == "淮安市人民政府2024年政府信息公开工作年度报告"
    names = {meta.get("name"): meta.get("content") for meta in tree.iter(f"{HTML}meta")}
    assert names["viewport"] == "width=device-width, initial-scale=1"


def test_every_paragraph_and_heading_of_the_document_is_there_in_order(tree: Any) -> None:
    document = document_of(huaian(), profile=profile())
    wanted = [block.text for block in document.blocks if hasattr(block, "text")]
    found = [
        text(element)
        for element in tree.iter()
        if element.tag in {f"{HTML}{name}" for name in ("h2", "h3", "h4", "h5", "p")}
    ]
    assert [words for words in found if words in wanted] == wanted


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_figure_names_the_heads_and_stubs_that_the_form_has_for_it(form: Any) -> None:
    numbers = {id: n + 1000 for n, id in enumerate(form.cells) if id not in form.totals}
    report = Report().apply({"form": form.id, **numbers})
    tree, figures = page(report), evaluate(report)
    labels = {element.get("id"): text(element) for element in tree.iter(f"{HTML}th")}
    for table, element in zip(form.tables, tree.iter(f"{HTML}table"), strict=True):
        cells = [td for td in element.iter(f"{HTML}td") if td.get("headers")]
        inside = {th.get("id") for th in element.iter(f"{HTML}th")}
        by_order = [cell for cell in form.cells.values() if cell.table is table]
        assert len(cells) == len(by_order)
        for cell, td in zip(by_order, cells, strict=True):
            names = td.get("headers").split()
            block = next(b for b in table.blocks if cell.row in b.row_leaves)
            path = [node.label for node in (*cell.column.path, *cell.row.path) if node.label]
            assert set(names) <= inside
            assert [labels[name] for name in names] == [label for label in [block.title] if label] + [
                plain(p) for p in path
            ]
            assert text(td) == show(figures.printed[cell.id])


def test_each_table_has_a_caption_and_every_header_a_scope(tree: Any) -> None:
    captions = [text(table.find(f"{HTML}caption")) for table in tree.iter(f"{HTML}table")]
    assert [caption[:2] for caption in captions] == ["表二", "表三", "表四"]
    assert all(th.get("scope") in ("row", "col", "rowgroup", "colgroup") for th in tree.iter(f"{HTML}th"))


def test_headings_never_skip_a_level() -> None:
    report = hanyin().apply({"五": "1.第一个问题\n（1）细目\n正文。\n2.第二个问题\n正文。"})
    headings = [element for element in page(report).iter() if re.fullmatch("h[1-6]", element.tag[len(HTML) :])]
    levels = [int(element.tag[-1]) for element in headings]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    named = dict(zip(map(text, headings), levels, strict=True))
    assert (named["1.第一个问题"], named["（1）细目"], named["2.第二个问题"]) == (3, 4, 3)


def test_styles_are_inline_and_nothing_is_loaded_or_run(tree: Any) -> None:
    tags = {element.tag[len(HTML) :] for element in tree.iter()}
    assert not tags & {"script", "style", "link", "img", "iframe", "object", "form"}
    assert not any(
        name.startswith("on") or name in ("src", "href") for element in tree.iter() for name in element.attrib
    )
    assert all(td.get("style") for td in tree.iter(f"{HTML}td"))


def test_what_a_person_wrote_is_text_and_never_markup() -> None:
    report = hanyin().apply(
        {"unit": HOSTILE, "五": HOSTILE, "note.t3": HOSTILE, "t3.new.natural": HOSTILE, "signed_by": HOSTILE}
    )
    data = make(report, Options()).data
    assert b"<script" not in data
    assert text(parsed(data)).count("<script>alert(1)</script>") >= 5


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_gives_a_valid_page(words: str, unit: str) -> None:
    page(Report().apply({"一": words, "unit": unit, "remark.t3.new.natural": unit, "note.t2": words}))


def test_characters_that_no_page_can_hold_are_left_out_and_said() -> None:
    output = make(Report().apply({"五": "甲\x00乙\ud800丙😀"}), Options())
    assert "甲乙丙😀" in text(parsed(output.data)) and any("U+D800" in note for note in output.notes)


def test_a_draft_is_marked() -> None:
    assert "草稿" in text(page(hanyin(), draft=True)) and "草稿" not in text(page(hanyin()))


def test_an_empty_report_is_a_valid_page() -> None:
    assert len(list(page(Report()).iter(f"{HTML}table"))) == 3


def test_a_checker_of_accessibility_in_a_real_browser_finds_nothing() -> None:
    report = huaian().apply({"五": "1.第一个问题\n（1）细目\n一是甲。二是乙。"})
    axe = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
    script = f"""{axe}
    axe.run(document).then(found => report(found.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))])))"""
    assert in_browser(make(report, Options()).data.decode(), script) == []


def test_it_fits_the_width_of_a_phone_and_wide_tables_scroll_by_themselves() -> None:
    page = make(huaian().apply({"五": "长" * 300 + "w" * 300}), Options()).data.decode()
    script = f"""
    const frame = document.createElement("iframe");
    frame.style.width = "360px"; frame.style.border = "0";
    frame.onload = () => {{
      const page = frame.contentDocument, tables = [...page.querySelectorAll("table")], title = page.querySelector("h1");
      const lines = title.getBoundingClientRect().height / parseFloat(frame.contentWindow.getComputedStyle(title).lineHeight);
      report([page.documentElement.scrollWidth, tables.some(t => t.offsetWidth > 360), Math.round(lines)]);
    }};
    frame.srcdoc = {json.dumps(page)};
    document.body.append(frame);"""
    width, wide, lines_of_title = in_browser("<!DOCTYPE html><title>x</title><body></body>", script)
    assert width <= 360 and wide and lines_of_title == 2
