"""A file that leaves the office holds what it shows: every field of a report is marked, and in all bytes of each kind of file are
exactly the marks that it prints."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

import models.report
from exporters import KINDS, Options
from exporters.findings import MAKERS, findings_file
from models.checks import run_checks
from models.embedding import PART, extract
from models.findings import Finding, Severity
from models.inspection import Inspected
from models.report import META, Report
from tests.exporters.word.cases import parts
from tests.exporters.word.template.cases import OFFICIAL, fill

FORM = Report().form
MARK = re.compile(r"ZQ\d{4}K")
_RESTS = {
    "cell": FORM.cells,
    "text": FORM.texts,
    "table": [table.id for table in FORM.tables],
    "id": ["unit", *FORM.cells, *FORM.texts],
}
_LISTED = re.compile(r"``(\w+)\.<(\w+)>``")


def every_id() -> list[str]:
    """The id of every field that a report can have, one for each key that is free; ``models.report`` lists their kinds."""
    kinds = _LISTED.findall(models.report.__doc__ or "")
    assert {"remark", "note", "origin", "draft", "base", "dismissed", "tie", "memo"} <= {kind for kind, _ in kinds}
    beside = [f"{kind}.{rest}" for kind, of in kinds for rest in _RESTS.get(of, ["zz"])]
    texts = [id for id, type in META.items() if type == (str,) and id != "form"]
    return [*FORM.cells, *FORM.texts, *texts, *beside]


MARKS = {id: f"ZQ{number:04d}K" for number, id in enumerate(every_id())}
REPORT = Report().apply({"year": 2024, **MARKS})
PAGE = {
    "unit", "contact", "signed_by", "signed_on", *FORM.cells, *FORM.texts,
    *(f"note.{table.id}" for table in FORM.tables), *(f"remark.{cell}" for cell in FORM.cells),
}  # fmt: skip
PRINTED = {
    "json": PAGE - {"contact", "signed_by", "signed_on"} - set(FORM.cells),
    "xlsx": PAGE - {"contact", "signed_by", "signed_on"} - set(FORM.texts),
    "changes": {"unit"},
    "signoff": {"unit"},
}
"""By kind; ``PAGE`` where the kind is the printed report."""
WITH_FINDINGS = ("xlsx", "changes", "signoff")
"""Kinds that list the findings, and so what these quote."""
PREVIOUS = Report().apply({"year": 2023, "unit": "上年的单位", "五": "上年的文字"})


def everything_in(data: bytes) -> str:
    """All that a file holds, unpacked, in one text without the signs and gaps between its words."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return "\n".join(f"{name}{everything_in(file.read(name))}" for name in file.namelist())
    texts = [data.decode("utf-8", "replace")]
    if data.startswith(b"%PDF"):
        book = pypdfium2.PdfDocument(data)
        texts += [page.get_textpage().get_text_bounded() for page in book]
        book.close()
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                inflated = zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue
            texts += [inflated.decode("utf-8", "replace"), inflated.decode("utf-16-be", "replace")]
        texts.append(data.replace(b"\0", b"").decode("latin-1"))
    joined = unescape("\n".join(texts))
    return "".join(joined.split()) + "".join(re.sub(r"<[^>]*>", "", joined).split())


def marks_in(data: bytes) -> set[str]:
    found = set(MARK.findall(everything_in(data)))
    return {id for id, mark in MARKS.items() if mark in found}


def test_the_marks_can_be_found():
    assert marks_in(f"<a>{MARKS['六'][:3]}</a> {MARKS['六'][3:]}".encode()) == {"六"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_holds_exactly_the_fields_that_it_prints(kind):
    printed = PRINTED.get(kind, PAGE)
    said = marks_in("".join(finding.message for finding in run_checks(REPORT, previous=PREVIOUS)).encode())
    for suffix in KINDS[kind].makers:
        found = marks_in(KINDS[kind].make(REPORT, Options(previous=PREVIOUS), suffix).data)
        if kind in WITH_FINDINGS:
            assert found <= printed | said | set(FORM.cells)
        else:
            assert found == printed


def test_a_filled_template_holds_what_it_prints_and_nothing_of_its_makers():
    data = fill(OFFICIAL, REPORT).data
    assert marks_in(data) <= PAGE
    assert set(FORM.cells) <= marks_in(data)
    assert "张幸瑾" in everything_in(OFFICIAL) and "张幸瑾" not in everything_in(data)


def test_data_travels_only_where_it_is_asked_for_and_then_only_what_may_leave():
    plain = parts(KINDS["docx"].make(REPORT, Options()).data)
    assert not any(name.startswith("customXml") for name in plain)
    carried = extract(parts(KINDS["docx"].make(REPORT, Options(with_data=True)).data)[PART], "a.docx")
    assert carried is not None
    inside = {id for id in MARKS if id in carried.report.values}
    assert inside >= PAGE
    assert inside - PAGE <= {"level", "organ", *(id for id in MARKS if id.startswith("tie."))}


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_findings_sheet_bears_no_path_of_the_checker_and_no_library_as_its_author(suffix):
    message = "“/home/checker/收件/甲/a.docx”的表三有错。"
    finding = Finding("t3.row", Severity.ERROR, message, "表三", ("t3.new.total",))
    files = ("/home/checker/收件/甲/a.docx", "/home/checker/收件/乙/a.docx", "C:\\Users\\checker\\收件\\丙.docx")
    told = [
        Inspected(file, f"单位{i}", 2024, (finding,), ("",), previous="/home/checker/上年/旧.docx")
        for i, file in enumerate(files)
    ]
    failed = Inspected("/home/checker/收件/坏.doc", failure="“/home/checker/收件/坏.doc”已经损坏；请重新取得。")
    held = everything_in(findings_file([*told, failed], Path(f"f{suffix}")))
    assert "checker" not in held and "收件" not in held
    assert all(name in held for name in ("甲/a.docx", "乙/a.docx", "丙.docx", "旧.docx", "坏.doc"))
    assert "python-docx" not in held and "openpyxl" not in held


def test_no_workbook_or_document_of_ours_names_a_library():
    from exporters.workbook.blank import blank_workbook

    made = [KINDS[kind].make(REPORT, Options()).data for kind in ("docx", "xlsx", "changes")]
    for data in (*made, blank_workbook(unit="某局")):
        held = everything_in(data)
        assert "python-docx" not in held and "openpyxl" not in held
