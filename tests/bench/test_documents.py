"""Documents of other people: Word files, web pages, PDF, each beside the plain reader on the same file."""

from __future__ import annotations

import io

import docx
import pdfplumber
from lxml import html

import importers
from exporters import KINDS, Options
from importers.text.clipboard import read_pasted
from tests.exporters.pages.reports import huaian
from tests.importers.documents import PAGE, body_of, html_body, pdf_file, printed, typst_body, word_file
from tests.reports import CASES

SEED = "huaian-2024"


def saved(tmp_path, name: str, data: bytes):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_import_word(beside, tmp_path):
    body = body_of(printed(SEED)).replace("<w:tblPr/>", "<w:tblPr/><w:tblGrid/>")  # python-docx insists on it
    data = word_file(body)
    path = saved(tmp_path, "报告.docx", data)

    def plain():
        document = docx.Document(io.BytesIO(data))
        return [p.text for p in document.paragraphs], [
            cell.text for t in document.tables for row in t.rows for cell in row.cells
        ]

    beside("导入 .docx", lambda: importers.read(path), "用 python-docx 打开，取段落和表格", plain, ms=60)


def test_import_old_word(beside):
    path = CASES / "documents" / "plain.doc"
    beside("导入 .doc", lambda: importers.read(path), "把文件读入内存", path.read_bytes, ms=60)


def test_import_web(beside, tmp_path):
    page = f"<html><body>{html_body(printed(SEED))}</body></html>"
    path = saved(tmp_path, "报告.html", page.encode())

    def plain():
        return "".join(map(str, html.fromstring(page).itertext()))

    beside("导入网页", lambda: importers.read(path), "用 lxml 解析，取全部文字", plain, ms=60)
    beside("粘贴网页", lambda: read_pasted(page, None), "用 lxml 解析，取全部文字", plain, ms=60)


def test_import_pdf(beside, tmp_path):
    data = pdf_file(PAGE + typst_body(printed(SEED)))
    path = saved(tmp_path, "报告.pdf", data)

    def plain():
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]

    beside("导入 PDF", lambda: importers.read(path), "用 pdfplumber 取文字和表格", plain, times=1.3)


def test_import_ofd(beside, tmp_path):
    report = huaian()
    paths = [
        saved(tmp_path, f"报告{kind.suffix}", kind.make(report, Options()).data)
        for kind in (KINDS["ofd"], KINDS["pdf"])
    ]
    beside(
        "导入 OFD", lambda: importers.read(paths[0]), "导入同一报告的 PDF", lambda: importers.read(paths[1]), times=1
    )
