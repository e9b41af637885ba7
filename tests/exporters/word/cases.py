"""Word files made for the tests, and what they are read with."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from lxml import etree

from exporters.document import Document, document_of
from exporters.profiles import profile
from exporters.word.package import package
from importers.text.plain import read_text
from models.report import Report
from tests.exporters.word.schema import W
from tests.reports import CASES, published_report

NOW = datetime(2025, 1, 20, 8, 0, tzinfo=UTC)
SAMPLE = Report().apply(read_text((CASES / "reports" / "hanyin-2021.txt").read_text("utf-8"), "hanyin-2021.txt").edit)
FIGURES = published_report("huaian-2024")
EVERYTHING = Report().apply(
    {
        "unit": "某省<某市>\"某县\"某局&'某所'",
        "year": 2024,
        "preamble": "本报告由某局编制——统计期限自2024年1月1日起。",
        "contact": "联系电话：0517-1234567",
        "一": "一是“健全”制度；二是落实责任…",
        "一.1": "（一）主动公开情况。公开信息8条。",
        "一.2": "收到申请⟦t3.new.total⟧件。",
        "五": "1.问题\n（1）人手不足。需要加强。\n=1+1\n+加\n-减\n@某人😀",
        "六": "没有收取\x00信息处理费\ud800。",
        "t3.new.natural": 3,
        "t3.denied.secret.natural": "约3件",
        "t2.normative.made": 22,
        "remark.t2.normative.made": "其中修订16件",
        "note.t2": "规章由市政府制定。",
        "note.t4": "含上年结转。\n不含撤诉。",
        "signed_by": "某局",
        "signed_on": "2025年1月20日",
    }
)
"""A report with one of everything that a page can show."""


def made(report: Report, name: str = "通用", *, draft: bool = False) -> tuple[Document, dict[str, bytes]]:
    """The document of a report, and the parts of the Word file made of it."""
    document = document_of(report, profile=profile(name), draft=draft)
    return document, parts(package(document, NOW))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def body_of(report: Report, name: str = "通用", *, draft: bool = False) -> etree._Element:
    return etree.fromstring(made(report, name, draft=draft)[1]["word/document.xml"])


def words(element: etree._Element) -> str:
    """The visible words of an element, a line break as a newline."""
    return "".join("\n" if e.tag == f"{W}br" else e.text or "" for e in element.iter(f"{W}t", f"{W}br"))


def attribute(element: etree._Element, path: str, name: str = "val") -> str | None:
    """``w:name`` of the element at ``path`` (steps without prefix), None where there is none."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")


def the(element: etree._Element | None, path: str = "") -> etree._Element:
    """The element, or the one at ``path`` in it, that must be there."""
    if path and element is not None:
        element = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    assert element is not None
    return element


def grid_read(table: etree._Element) -> dict[tuple[int, int], tuple[int, int, str]]:
    """The merged grid of a ``w:tbl`` as Word sees it: (row, column) → (rowspan, colspan, words)."""
    out: dict[tuple[int, int], tuple[int, int, str]] = {}
    open_: dict[int, tuple[int, int]] = {}
    for row, tr in enumerate(table.iter(f"{W}tr")):
        column = 0
        for tc in tr.iter(f"{W}tc"):
            span = int(attribute(tc, "tcPr/gridSpan") or 1)
            merge = tc.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                start = open_[column]
                rowspan, colspan, text = out[start]
                assert colspan == span and words(tc) == ""
                out[start] = (rowspan + 1, colspan, text)
            else:
                out[row, column] = (1, span, words(tc))
                open_[column] = (row, column)
            column += span
    return out
