"""A whole report pasted: the HTML that Word, WPS, Excel and browsers put on the clipboard, else its text."""

from __future__ import annotations

import re

from importers.draft import Draft
from importers.result import Imported, UnreadableError
from importers.text.plain import read_text
from importers.web.reader import MAX_PAGE, read_page

SOURCE = "粘贴的内容"
_HEADER = re.compile(r"\s*Version:\d[^<]*", re.I)
"""What Windows puts before the HTML: where it starts and ends, counted in bytes."""
_EMPTY = "剪贴板里没有文字；请先在 Word、Excel 或网页中全选、复制，再粘贴。"


def read_pasted(html: str | None, text: str | None, *, year: int | None = None, form: str | None = None) -> Imported:
    """Read what was pasted; ``html`` and ``text`` are the two forms in which the clipboard holds it, None where it has not.

    The HTML tells cells and headings apart and is preferred; where it says nothing the text is read. Raises UnreadableError
    where there is neither.
    """
    if max(len(html or ""), len(text or "")) > MAX_PAGE:
        raise UnreadableError("粘贴的内容太多，不会是一份年度报告；请只复制报告。")
    markup = _HEADER.sub("", html or "", count=1)
    imported: Imported | None = None
    if markup.strip():
        try:
            imported = read_page(markup, Draft(SOURCE), year=year, form=form)
        except UnreadableError:
            imported = None
    if text and text.strip() and (imported is None or not _says(imported)):
        return read_text(text, SOURCE, year=year, form=form)
    if imported is None:
        raise UnreadableError(_EMPTY)
    return imported


def _says(imported: Imported) -> bool:
    """Whether anything of a report was found."""
    return any(id not in ("unplaced", "year", "preamble") and not id.startswith("origin.") for id in imported.edit)
