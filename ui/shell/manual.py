"""The manual as text, and which chapter belongs to which page of the window."""

from __future__ import annotations

import re
from pathlib import Path

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual.md"
CHAPTERS = {
    "start": "开始一份报告",
    "unit": "单位与年度",
    "preamble": "写文字",
    "finish": "检查与导出",
    "batch": "检查多份报告",
}
TABLES, TEXTS = "填表", "写文字"
"""The chapters of all pages with a table, and of all with a text."""

_HEADING = re.compile(r"^#{1,4}\s+(.+?)\s*$", re.MULTILINE)


def chapter_of(page_id: str, *, table: bool) -> str:
    """The heading under which the manual speaks of a page."""
    return CHAPTERS.get(page_id, TABLES if table else TEXTS)


def headings() -> list[str]:
    """All headings of the manual in order."""
    return _HEADING.findall(MANUAL.read_text("utf-8"))
