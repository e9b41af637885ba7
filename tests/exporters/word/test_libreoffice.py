"""The Word file opened in LibreOffice: its pages, its words, its fonts."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from exporters.document import Heading, Note, Paragraph, TableBlock, document_of
from exporters.profiles import profile
from exporters.word.package import package
from tests.exporters.word.cases import NOW, SAMPLE

OFFICE = shutil.which("soffice")
REPORT = SAMPLE.apply({"note.t4": "含上年结转案件。", "signed_by": "汉阴县交通运输局", "signed_on": "2022年1月20日"})


@pytest.fixture(scope="module")
def pages(pages_as_lines: list[list[str]]) -> list[str]:
    """The words of each page, without spaces."""
    return ["".join(lines) for lines in pages_as_lines]


@pytest.fixture(scope="module")
def pages_as_lines(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The lines of each page, without spaces."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder: Path = tmp_path_factory.mktemp("office")
    document = document_of(REPORT, profile=profile())
    (folder / "report.docx").write_bytes(package(document, NOW))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pdfplumber.open(folder / "report.pdf") as pdf:
        texts = [page.extract_text() or "" for page in pdf.pages]
    return [["".join(line.split()) for line in text.splitlines()] for text in texts]


def test_it_has_six_pages_each_with_its_number(pages):
    assert len(pages) == 6
    for number, text in enumerate(pages, start=1):
        assert text.endswith(f"—{number}—")


def test_a_line_holds_28_characters_and_a_page_22_lines(pages_as_lines):
    chinese = [line for page in pages_as_lines[:2] for line in page if not any(char.isascii() for char in line)]
    lengths = Counter(map(len, chinese))
    assert lengths.most_common(1)[0][0] == 28
    assert max(lengths) <= 29  # a sign that hangs in the margin
    assert len(pages_as_lines[1]) == 22 + 1  # and the page number


def test_table_3_stands_whole_on_one_page_under_its_heading(pages):
    page = next(text for text in pages if "三、收到和处理政府信息公开申请情况" in text)
    assert page.startswith("三、收到和处理政府信息公开申请情况")
    assert "四、结转下年度继续办理" in page and page.count("申请人情况") == 1


def test_the_signature_does_not_stand_alone(pages):
    assert pages[-1].startswith("六、其他需要报告的事项无。汉阴县交通运输局2022年1月20日")


def test_every_paragraph_is_shown(pages):
    shown = "".join(text.rsplit("—", 2)[0] for text in pages)
    for block in document_of(REPORT, profile=profile()).blocks:
        if isinstance(block, (Heading, Paragraph, Note)):
            assert "".join(block.text.split()) in shown
        if isinstance(block, TableBlock):
            assert sum(entry.printed == "0" for entry in block.entries.values()) <= shown.count("0")
