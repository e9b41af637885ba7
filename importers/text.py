"""A whole report as plain text, as it comes out of Word, a web page or a mail."""

from __future__ import annotations

import re

from importers.draft import Draft
from importers.flow import Paragraph, read_flow
from importers.result import Imported
from models.findings import Severity

_PAGE = re.compile(r"\s*(?:[-—–－─·]+\s*\d{1,3}\s*[-—–－─·]+|第\s*\d{1,3}\s*页(?:[\s，,/／]*共\s*\d{1,3}\s*页)?)\s*")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def read_text(text: str, source: str, *, year: int | None = None, form: str | None = None) -> Imported:
    """Read a report from its text. ``source`` names it in origins; ``year`` and ``form`` are what a person has stated.

    Never raises for what the text says: what is missing or could not be placed is a finding.
    """
    draft = Draft(source)
    lines = _LINE_ENDS.split(text)
    pages = [number for number, line in enumerate(lines, 1) if is_page_number(line)]
    if pages:
        shown = "、".join(map(str, pages[:5]))
        message = f"{draft.source}：略去{len(pages)}处页码（第{shown}{'…' if len(pages) > 5 else ''}行）。"
        draft.find("import.pages", Severity.INFO, message)
    left = set(pages)
    blocks = [Paragraph(line, f"第{number}行") for number, line in enumerate(lines, 1) if number not in left]
    return read_flow(blocks, draft, year=year, form=form)


def is_page_number(line: str) -> bool:
    """Whether a line is a page number and nothing else: "— 2 —", 第2页."""
    return len(line.strip()) < 40 and bool(_PAGE.fullmatch(line.strip()))
