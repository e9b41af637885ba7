"""The parts of a produced Word file in a form that a person can review: a line for each paragraph and each cell.

``python -m tests.exporters.word.reference`` writes ``tests/reference/word`` anew; look at the difference before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from tests.exporters.word.cases import EVERYTHING, made
from tests.exporters.word.schema import W
from tests.reports import CASES

FOLDER = CASES.parent / "reference" / "word"
_WHOLE = {
    f"{W}{name}" for name in ("p", "tcPr", "tblPr", "trPr", "tblGrid", "font", "rPrDefault", "pPr", "rPr", "sectPr")
}


def listing(part: bytes) -> str:
    """The part with one line for each element; paragraphs and properties stay on one."""
    return "\n".join(_lines(etree.fromstring(part), 0)) + "\n"


def _lines(element: etree._Element, depth: int) -> Iterator[str]:
    if element.tag in _WHOLE or not len(element):
        yield "  " * depth + _plain(etree.tostring(element, encoding="unicode", with_tail=False))
        return
    shell = deepcopy(element)
    del shell[:]
    shell.text = None
    yield "  " * depth + _plain(etree.tostring(shell, encoding="unicode", with_tail=False)).replace("/>", ">")
    for child in element:
        yield from _lines(child, depth + 1)


def _plain(xml: str) -> str:
    for prefix, uri in (("w", W[1:-1]), ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")):
        xml = xml.replace(f' xmlns:{prefix}="{uri}"', "")
    return xml


def listings() -> dict[str, str]:
    """By file name: what the references should be."""
    files = made(EVERYTHING, "通用", draft=True)[1]
    wanted = ("document", "styles", "settings", "fontTable", "footer_default", "footer_even", "header_default")
    out = {f"{name}.txt": listing(files[f"word/{name}.xml"]) for name in wanted}
    return {**out, "core.txt": listing(files["docProps/core.xml"]), "app.txt": listing(files["docProps/app.xml"])}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in listings().items():
        (FOLDER / name).write_text(text, "utf-8")
