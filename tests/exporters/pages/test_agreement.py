"""The pages break where those of the Word file break, as LibreOffice shows it, in every profile.

LibreOffice lets a comma hang over the edge of a line, as Word does, which the typesetter does not: a line may end one character apart.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pdfplumber
import pytest

from exporters.document import Heading, document_of
from exporters.geometry import TOP
from exporters.options import Options
from exporters.pages.pdf import make as pdf
from exporters.profiles import profile, profiles
from exporters.word.report import make as word
from models.report import Report
from tests.exporters.pages.reports import hanyin, huaian
from tests.exporters.pages.test_pdf import pages

REPORTS = {"hanyin": hanyin, "huaian": huaian}
CASES = [(name, style) for name in REPORTS for style in profiles()]


@pytest.fixture(scope="module")
def in_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], bytes]:
    folder = tmp_path_factory.mktemp("agreement")
    files = {case: folder / f"{number}.docx" for number, case in enumerate(CASES)}
    for (name, style), file in files.items():
        file.write_bytes(word(REPORTS[name](), Options(profile=style)).data)
    user = f"-env:UserInstallation={(folder / 'user').as_uri()}"
    subprocess.run(
        ["soffice", user, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files.values())],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {case: Path(file).with_suffix(".pdf").read_bytes() for case, file in files.items()}


@pytest.mark.parametrize(("name", "style"), CASES)
def test_every_heading_and_table_stands_on_the_same_page(
    name: str, style: str, in_libreoffice: Mapping[tuple[str, str], bytes]
) -> None:
    report: Report = REPORTS[name]()
    ours, theirs = pages(pdf(report, Options(profile=style)).data), pages(in_libreoffice[name, style])
    assert len(ours) == len(theirs)
    headings = [b.text for b in document_of(report, profile=profile(style)).blocks if isinstance(b, Heading)]
    for words in [*headings, "申请人情况", "行政事业性收费", "四、结转下年度继续办理", "复议后起诉"]:
        found = [[number for number, text in enumerate(each) if words in text] for each in (ours, theirs)]
        assert found[0] == found[1] != [], words


@pytest.mark.parametrize(("name", "style"), CASES)
def test_no_page_begins_more_than_a_line_apart(
    name: str, style: str, in_libreoffice: Mapping[tuple[str, str], bytes]
) -> None:
    ours = pages(pdf(REPORTS[name](), Options(profile=style)).data)
    for a, b in zip(ours, pages(in_libreoffice[name, style]), strict=True):
        assert a[:8] in b[:36] or b[:8] in a[:36]


@pytest.mark.parametrize("style", profiles())
def test_the_first_line_of_a_page_stands_at_the_margin_whatever_the_pitch(
    style: str, in_libreoffice: Mapping[tuple[str, str], bytes]
) -> None:
    with pdfplumber.open(io.BytesIO(in_libreoffice["hanyin", style])) as book:
        line = book.pages[1].extract_text_lines()[0]
    assert TOP < line["top"] < TOP + profile(style).pitch - profile(style).body_size
