"""How long the Word file takes, beside opening and saving the official template with python-docx."""

from __future__ import annotations

import io
from itertools import cycle

import docx
from docxtpl import DocxTemplate
from lxml import etree

from exporters import Options
from exporters.document import document_of
from exporters.profiles import profile
from exporters.word.report import make
from exporters.word.template.filling import filled
from models.totals import evaluate
from models.values import show
from tests.exporters.word.cases import SAMPLE, words
from tests.exporters.word.schema import W
from tests.exporters.word.template.cases import OFFICIAL, changed
from tests.reports import published_report

REPORT = SAMPLE.apply(published_report("huaian-2024").values)


def reopen():
    out = io.BytesIO()
    docx.Document(io.BytesIO(OFFICIAL)).save(out)
    return out.getvalue()


def marked() -> tuple[bytes, dict[str, str]]:
    """The official template with a mark of docxtpl in each blank cell, and what to put there."""
    values: dict[str, str] = {}
    printed = cycle(evaluate(REPORT).printed.values())

    def mark(body: etree._Element) -> None:
        for index, cell in enumerate(c for c in body.iter(f"{W}tc") if not words(c).strip()):
            values[f"v{index}"] = show(next(printed))
            run = etree.SubElement(cell[-1], f"{W}r")
            etree.SubElement(run, f"{W}t").text = f"{{{{v{index}}}}}"

    return changed(OFFICIAL, mark), values


def test_word_export(beside):
    beside("导出 Word", lambda: make(REPORT, Options()), "用 python-docx 打开并保存官方模板", reopen, times=3, ms=60)


def test_filling_the_template(beside):
    template, values = marked()

    def with_docxtpl():
        document = DocxTemplate(io.BytesIO(template))
        document.render(values)
        document.save(io.BytesIO())

    beside(
        "填写官方模板",
        lambda: filled(OFFICIAL, "模板.docx", REPORT, profile()),
        "用 docxtpl 填写同一模板",
        with_docxtpl,
    )


def test_laying_out_the_document(beside):
    figures, style = evaluate(REPORT), profile()
    beside("排出文档", lambda: document_of(REPORT, figures, profile=style), "用 python-docx 打开并保存官方模板", reopen)
