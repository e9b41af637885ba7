"""Files made to take a reader's time or memory. Each is small, or grows only as it is read."""

from __future__ import annotations

import io
import json
import os
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from models.forms import LATEST
from tests.importers.documents import paragraph, word_file
from tests.importers.shapes import three
from tests.importers.workbooks import as_bytes, workbook
from tests.reports import published_report

HOSTILE: dict[str, Callable[[Path], Path]] = {}


def hostile(suffix: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        def write(folder: Path) -> Path:
            path = folder / f"input{suffix}"
            path.write_bytes(make())
            return path

        HOSTILE[f"{suffix[1:]}: {make.__name__.replace('_', ' ')}"] = write
        return make

    return keep


def pdf(content: bytes, extra: bytes = b"", packed: bool = True) -> bytes:
    """A page with these instructions."""
    body = zlib.compress(content) if packed else content
    filters = b"/Filter/FlateDecode" if packed else b""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + extra + b">>",
        b"<</Length " + str(len(body)).encode() + filters + b">>\nstream\n" + body + b"\nendstream",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


@hostile(".pdf")
def three_million_saved_states() -> bytes:
    return pdf(b"q " * 3_000_000)


@hostile(".pdf")
def three_million_lists() -> bytes:
    return pdf(b"[" * 3_000_000)


@hostile(".pdf")
def three_million_lists_beside_the_page() -> bytes:
    return pdf(b"", b"/Annots " + b"[" * 3_000_000 + b"]" * 3_000_000)


@hostile(".pdf")
def three_million_numbers() -> bytes:
    return pdf(b"0 " * 3_000_000)


@hostile(".pdf")
def three_million_dictionaries() -> bytes:
    return pdf(b"<<" * 3_000_000)


@hostile(".pdf")
def a_string_without_end() -> bytes:
    return pdf(b"(" * 3_000_000)


def package(parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _workbook_parts() -> dict[str, bytes | str]:
    data = as_bytes(workbook(three(published_report("huaian-2024"), LATEST)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@hostile(".xlsx")
def one_sheet_named_ten_thousand_times() -> bytes:
    parts = _workbook_parts()
    ns = "http://schemas.openxmlformats.org"
    sheets = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, 10_001))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{ns}/spreadsheetml/2006/main" xmlns:r="{ns}/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>'
    )
    targets = "".join(
        f'<Relationship Id="r{i}" Type="{ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        for i in range(1, 10_001)
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{ns}/package/2006/relationships">{targets}</Relationships>'
    )
    return package(parts)


@hostile(".xlsx")
def one_entry_named_ten_thousand_times() -> bytes:
    return _repeated("xl/worksheets/sheet1.xml", _workbook_parts())


@hostile(".docx")
def one_part_named_ten_thousand_times() -> bytes:
    body = word_file(paragraph("一、总体情况"))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return _repeated("word/document.xml", {name: archive.read(name) for name in archive.namelist()})


def _repeated(name: str, parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the name stands already
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in parts.items():
                archive.writestr(part, data)
            for _ in range(10_000):
                archive.writestr(name, parts[name])
    return stream.getvalue()


@hostile(".docx")
def a_million_paragraphs() -> bytes:
    return word_file("<w:p/>" * 1_000_000)


@hostile(".docx")
def elements_within_elements() -> bytes:
    return word_file("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000)


@hostile(".html")
def a_million_elements() -> bytes:
    return ("<p>一、总体情况</p>" + "<b>" * 1_000_000).encode()


@hostile(".html")
def elements_in_elements() -> bytes:
    return ("<div>" * 200_000 + "一、总体情况").encode()


@hostile(".json")
def a_number_of_a_megabyte() -> bytes:
    return ('{"cells": {"t2.penalty.decisions": ' + "9" * 1_000_000 + "}}").encode()


@hostile(".json")
def a_figure_of_a_megabyte_in_words() -> bytes:
    return json.dumps({"cells": {"t2.penalty.decisions": "9 " * 500_000}}).encode()


@hostile(".json")
def brackets_within_brackets() -> bytes:
    return b"[" * 1_000_000


@hostile(".txt")
def a_line_of_a_megabyte() -> bytes:
    return ("一、总体情况\n" + "9" * 999_000).encode()


@hostile(".txt")
def pipes_without_end() -> bytes:
    return ("一、总体情况\n" + "|" * 900_000).encode()


@hostile(".csv")
def commas_without_end() -> bytes:
    return ("一、总体情况\n" + "规章,0,0,0\n" * 5 + "," * 900_000).encode()


def pipe(folder: Path) -> Path:
    path = folder / "管道.docx"
    os.mkfifo(path)
    return path


def link_to_a_pipe(folder: Path) -> Path:
    path = folder / "报告.gkbg"
    path.symlink_to(pipe(folder))
    return path


def link_to_a_device(folder: Path) -> Path:
    path = folder / "报告.txt"
    path.symlink_to("/dev/zero")
    return path


HOSTILE |= {"a pipe": pipe, "a link to a pipe": link_to_a_pipe, "a link to a device": link_to_a_device}
