"""What careless or hostile hands may put into a report never breaks a file of any kind, and what was left out is said."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import html5lib
import pypdfium2
import pytest
from lxml import etree

from exporters import KINDS, Options, Output
from models.report import Report
from tests.reports import published_report

FIGURES = published_report("huaian-2024")
LONG_NAME = "某某省某某市某某县" * 6 + "人民政府办公室"

CASES: dict[str, dict[str, Any]] = {
    "control characters": {
        "unit": "某\x00局\x1b",
        "五": "甲\x07乙\x0b丙\x85丁",
        "note.t3": "\x01注",
        "signed_by": "\x02局",
    },
    "lone surrogates": {
        "unit": "某局\ud800",
        "一": "甲\udfff乙",
        "remark.t2.normative.made": "\ud83d",
        "t3.new.natural": "\udc00",
    },
    "100,000 characters in a section": {"一": "情况良好。" * 20_000},
    "names with signs of markup": {
        "unit": "<某&局>\"'",
        "signed_by": "</w:t>&amp;<b>",
        "contact": "<script>alert(1)</script>",
    },
    "a unit name of sixty characters": {"unit": LONG_NAME},
    "a whole text in the place of the unit name": {"unit": "局" * 30_000},
    "texts that begin like formulas": {
        "unit": "=1+1",
        "五": "+86",
        "六": "-无",
        "note.t2": "@SUM(A1)",
        "t3.new.natural": "=cmd|'/C'!A0",
    },
    "signs of the languages that files are made with": {
        "unit": "#panic()",
        "一": "$x^2$ *甲* _乙_ @丙 <丁> `戊` [己] {庚} // 辛 /* 壬 */ #let a = 1 \\u{41}",
        "五": "]]> {{ 7*7 }} {% raw %} <!-- --> &amp; </w:t> <?xml?>",
        "t3.new.natural": "#[1] ]]>",
    },
    "characters that are none, and marks of direction": {
        "unit": "\u202e某\u2066局",
        "五": "甲\U0001fffe乙\ufdd0丙\U0010ffff丁\u200f\u2028戊",
        "t3.new.natural": "3\U0002ffff",
    },
    "emoji and rare characters": {"unit": "某局😀", "五": "👩‍👩‍👧 𠀀 ﷺ \u202e乱", "note.t4": "🇨🇳"},
    "a paragraph without a place to break": {"一": "W" * 5_000, "unit": "x" * 300},
    "thousands of paragraphs": {"五": "\n".join(f"{n}.问题" for n in range(1, 3_000))},
}


def opens_package(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(file.read(name))


def opens_pdf(data: bytes) -> None:
    book = pypdfium2.PdfDocument(data)
    assert len(book) > 0
    book.close()


OPENS: dict[str, Callable[[bytes], Any]] = {
    ".docx": opens_package,
    ".xlsx": opens_package,
    ".pdf": opens_pdf,
    ".ofd": opens_package,
    ".html": lambda data: html5lib.HTMLParser(strict=True).parse(data.decode("utf-8")),
    ".json": lambda data: json.loads(data.decode("utf-8")),
}


@cache
def made(kind: str, case: str) -> Output:
    return KINDS[kind].make(FIGURES.apply(CASES[case]), Options(previous=FIGURES.apply({"year": 2023})))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_a_sound_file(kind: str, case: str) -> None:
    output = made(kind, case)
    OPENS[KINDS[kind].suffix](output.data)
    assert all(note.endswith(("。", "；")) for note in output.notes)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_fits_a_terminal(kind: str, case: str) -> None:
    for note in made(kind, case).notes:
        assert note.isprintable() and len(note) < 200, note


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "json"])
def test_a_character_that_no_file_can_hold_is_named(kind: str) -> None:
    output = KINDS[kind].make(Report().apply({"unit": "某\x07局", "year": 2024}), Options())
    assert any("U+0007" in note for note in output.notes)
