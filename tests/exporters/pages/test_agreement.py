"""The pages break where those of the Word file break, as LibreOffice shows it.

LibreOffice sets 27 characters in a line of a grid of 28, so the grid of characters is taken out of the file for this comparison; that of
lines stays. It also lets a comma hang over the edge of a line, which the typesetter does not: a line may end one character apart.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from exporters.document import Heading, document_of
from exporters.options import Options
from exporters.pages.pdf import make as pdf
from exporters.profiles import profile
from exporters.word.report import make as word
from models.report import Report
from tests.exporters.pages.reports import hanyin, huaian
from tests.exporters.pages.test_pdf import pages

REPORTS = {"hanyin": hanyin, "huaian": huaian}


def without_grid_of_characters(data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                assert b'"linesAndChars"' in part
                part = part.replace(b'"linesAndChars"', b'"lines"')
            copy.writestr(name, part)
    return target.getvalue()


@pytest.fixture(scope="module")
def in_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("agreement")
    for name, report in REPORTS.items():
        (folder / f"{name}.docx").write_bytes(without_grid_of_characters(word(report(), Options()).data))
    user = f"-env:UserInstallation={(folder / 'user').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in REPORTS]
    subprocess.run(
        ["soffice", user, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {name: pages(Path(folder, f"{name}.pdf").read_bytes()) for name in REPORTS}


@pytest.mark.parametrize("name", REPORTS)
def test_every_heading_and_table_stands_on_the_same_page(name: str, in_libreoffice: dict[str, list[str]]) -> None:
    report: Report = REPORTS[name]()
    ours, theirs = pages(pdf(report, Options()).data), in_libreoffice[name]
    assert len(ours) == len(theirs)
    headings = [block.text for block in document_of(report, profile=profile()).blocks if isinstance(block, Heading)]
    for words in [*headings, "申请人情况", "行政事业性收费", "四、结转下年度继续办理", "复议后起诉"]:
        found = [[number for number, text in enumerate(each) if words in text] for each in (ours, theirs)]
        assert found[0] == found[1] != [], words


@pytest.mark.parametrize("name", REPORTS)
def test_no_page_begins_more_than_a_line_apart(name: str, in_libreoffice: dict[str, list[str]]) -> None:
    ours, theirs = pages(pdf(REPORTS[name](), Options()).data), in_libreoffice[name]
    for a, b in zip(ours, theirs, strict=True):
        assert a[:8] in b[:36] or b[:8] in a[:36]
