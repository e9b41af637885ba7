"""Texts and cells from one thousand to one million signs: every reader reads them, or says that they are too long, in time."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import openpyxl
import pytest

from tests.importers.documents import PAGE, body_of, html_body, paragraph, pdf_file, printed, typst_text, word_file
from tests.importers.limited import limited
from tests.long import sample

LADDER = (1_000, 10_000, 100_000, 1_000_000)
TEXTS = {
    "one sentence": "政府信息公开工作年度报告主动公开",
    "figures": "9",
    "figures apart": "9 ",
    "headings": "一、总体情况",
    "brackets": "（[",
    "blanks": " 　\t",
    "note marks": "①*",
    "separators": "|,，;",
}


def _text(text: str) -> bytes:
    return f"某局2024年政府信息公开工作年度报告\n一、总体情况\n{text}\n规章\t{text}\t0\t0\n六、其他需要报告的事项\n无。".encode()


def _web(text: str) -> bytes:
    cell = f"<table><tr><td>规章</td><td>{escape(text)}</td></tr></table>"
    return (html_body(printed("huaian-2024"))[:60_000] + f"<p>{escape(text)}</p>{cell}").encode()


def _word(text: str) -> bytes:
    return word_file(body_of(printed("huaian-2024")) + paragraph(text))


def _json(text: str) -> bytes:
    return json.dumps({"cells": {"t2.penalty.decisions": text}, "texts": {"一": text}}, ensure_ascii=False).encode()


def _pdf(text: str) -> bytes:
    return pdf_file(f"{PAGE}\n{typst_text(text[:50_000])}")


MAKERS: dict[str, Callable[[str], bytes]] = {
    ".txt": _text,
    ".csv": _text,
    ".md": _text,
    ".html": _web,
    ".docx": _word,
    ".json": _json,
}
SLOW: dict[str, Callable[[str], bytes]] = {".pdf": _pdf}


def workbook(path: Path, text: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])
    for at in range(0, len(text), 32_000):
        sheet.append(["规章", text[at : at + 32_000].replace("=", "一"), 0, 0])
    book.save(path)


@pytest.mark.parametrize("suffix", sample((".txt", ".html", ".xlsx"), (*MAKERS, *SLOW, ".xlsx")))
@pytest.mark.parametrize("said", sample(("figures apart",), tuple(TEXTS)))
def test_every_step_of_the_ladder_is_climbed_in_time(suffix: str, said: str, tmp_path: Path) -> None:
    for length in sample((100_000,), LADDER):
        text = (TEXTS[said] * length)[:length]
        path = tmp_path / f"{length}{suffix}"
        if suffix == ".xlsx":
            workbook(path, text)
        else:
            path.write_bytes((MAKERS | SLOW)[suffix](text))
        out = limited(path)
        assert out.get("refused") or out["said"]
