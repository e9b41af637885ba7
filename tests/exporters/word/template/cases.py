"""Templates of the kinds that offices send, made from the official one and from empty reports of our own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from exporters.document import document_of
from exporters.options import Output
from exporters.profiles import profile
from exporters.word.package import package
from exporters.word.template.filling import filled
from importers.draft import Draft
from importers.word.reader import read_word_data
from models.forms import FORMS
from models.report import Edit, Report
from models.totals import evaluate
from models.values import show
from tests.exporters.word.cases import NOW, words
from tests.exporters.word.schema import W
from tests.reports import CASES, published_report

OFFICIAL = (CASES / "official-template.docx").read_bytes()
MAIN = "word/document.xml"
PLACE = "（文字描述）"
CELLS = {id for form in FORMS.values() for id in form.cells}
SHORT = published_report("huaian-2024").apply({"一": "总体良好。", "五": "人手不足。", "六": "没有收取信息处理费。"})


def ours(form: str = "2021") -> bytes:
    """An empty report of our own, as a template with other styles, fonts and widths than the official one."""
    report = Report().apply({"form": form})
    return package(document_of(report, profile=profile("空白不填零")), NOW)


def changed(data: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """The template after a change to its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == MAIN:
                root = etree.fromstring(content)
                change(root[0])
                content = etree.tostring(root, encoding="UTF-8", standalone=True)
            new.writestr(info, content)
    return out.getvalue()


def body_of(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(MAIN))[0]


def fill(template: bytes, report: Report, name: str = "通用") -> Output:
    return filled(template, "模板.docx", report, profile(name))


def read(data: bytes) -> Edit:
    return read_word_data(data, Draft("填好.docx")).edit


def printed(report: Report) -> dict[str, str]:
    """Every cell as it should be printed."""
    values = evaluate(report).printed
    return {id: show(values[id]) or "0" for id in report.form.cells}


def cells_of(data: bytes) -> dict[str, str]:
    """Every cell as it is read from a filled template."""
    return printed(Report().apply({id: v for id, v in read(data).items() if id in CELLS or id in ("year", "form")}))


def blank_cells(body: etree._Element) -> Iterator[etree._Element]:
    """The cells that wait for a figure."""
    for cell in list(body.iter(f"{W}tc")):
        if not words(cell).strip() and cell.find(f"{W}tcPr/{W}vMerge") is None:
            yield cell


def lines(body: etree._Element) -> list[str]:
    """The words of each paragraph outside the tables."""
    return [words(p) for p in body.iter(f"{W}p") if not any(e.tag == f"{W}tc" for e in p.iterancestors())]


def find(body: etree._Element, text: str) -> etree._Element:
    """The paragraph that says this."""
    return next(p for p in body.iter(f"{W}p") if words(p) == text)


def fragment(xml: str) -> etree._Element:
    """An element from its XML, ``w:`` bound."""
    return etree.fromstring(
        xml.replace(">", f' xmlns:w="{W[1:-1]}">', 1)
        if "/>" not in xml.split(">")[0] + ">"
        else xml.replace("/>", f' xmlns:w="{W[1:-1]}"/>', 1)
    )


def paragraph(text: str, properties: str = "") -> etree._Element:
    return fragment(f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>")


def say(p: etree._Element, text: str) -> None:
    """Give a paragraph other words, in the style of its first."""
    run = next(p.iter(f"{W}r"))
    for other in list(p.iter(f"{W}r"))[1:]:
        parent = other.getparent()
        assert parent is not None
        parent.remove(other)
    for child in list(run):
        if child.tag != f"{W}rPr":
            run.remove(child)
    etree.SubElement(run, f"{W}t").text = text


def put_after(p: etree._Element, *others: etree._Element) -> None:
    for other in reversed(others):
        p.addnext(other)


def replace_by(old: etree._Element, new: etree._Element) -> None:
    parent = old.getparent()
    assert parent is not None
    parent.replace(old, new)


def wrapped(element: etree._Element, open_: str, close: str) -> None:
    """Put an element inside another, given as XML with the innermost open: ``<w:sdt>…<w:sdtContent>``, ``</w:sdtContent></w:sdt>``."""
    around = fragment(f"{open_}{close}")
    replace_by(element, around)
    inner = around
    while len(inner):
        inner = inner[-1]
    inner.append(deepcopy(element))
