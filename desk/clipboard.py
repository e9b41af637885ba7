"""Tables on the clipboard: what is copied, and what Excel, WPS, Word and web pages put there."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from models.form import Kind
from models.values import read_number

Matrix = list[list[str]]
"""Rows of cells as text; every row has the same length."""

MAX_SPAN = 200
"""More rows, and wider spans, than any form has: spans beyond it count as one cell, rows beyond it are left."""
LONGEST = 2_000_000
"""Characters of the clipboard that are looked at; the longest table of a form has some 30,000 as Excel writes it."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab-separated text."""
    return "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in rows)


def as_html(rows: Sequence[Sequence[str]]) -> str:
    """Rows as an HTML table, which Word and WPS paste as a table."""
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<meta charset="utf-8"><table border="1" cellspacing="0">{lines}</table>'


def read_clipboard(text: str, markup: str) -> Matrix:
    """The table on the clipboard: from its HTML where that holds a table, else from tab-separated text."""
    markup, text = markup[:LONGEST], text[:LONGEST]
    rows = _from_html(markup) if "<table" in markup.lower() else []
    return without_labels(_squared((rows or _from_text(text))[:MAX_SPAN]))


def _from_text(text: str) -> Matrix:
    if not text.strip("\r\n"):
        return []
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").rstrip("\n"), newline=""), delimiter="\t")
    try:
        return [[cell.strip() for cell in row] or [""] for row in rows]
    except csv.Error:
        return [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()]


def _squared(rows: Matrix) -> Matrix:
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _from_html(markup: str) -> Matrix:
    parser = _TableParser()
    parser.feed(markup)
    parser.close()
    return parser.rows


class _TableParser(HTMLParser):
    """Reads the first table; a cell that spans rows leaves blanks below it, one that spans columns counts once."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Matrix = []
        self._below: dict[int, int] = {}
        self._text: list[str] | None = None
        self._spans = 1
        self._depth = 0
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._done or self._depth != 1:
            return
        elif tag == "tr":
            self._finish_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._finish_cell()
            if not self.rows:
                self.rows.append([])
            self._text = []
            self._spans = _span(dict(attrs).get("rowspan"))
        elif tag in ("br", "p") and self._text:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._finish_cell()
            self._depth -= 1
            self._done = self._done or (self._depth == 0 and bool(self.rows))
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._finish_cell()
            if tag == "tr" and self.rows:
                self._fill()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _finish_cell(self) -> None:
        if self._text is None:
            return
        self._fill()
        row = self.rows[-1]
        if self._spans > 1:
            self._below[len(row)] = self._spans - 1
        row.append(re.sub(r"[\s\u00a0]+", " ", "".join(self._text)).strip())
        self._text = None

    def _fill(self) -> None:
        """Leave a blank where a cell of a row above reaches down."""
        row = self.rows[-1]
        while self._below.get(len(row)):
            self._below[len(row)] -= 1
            row.append("")


def _span(written: str | None) -> int:
    return int(written) if written and written.isdigit() and 0 < int(written) <= MAX_SPAN else 1


def _is_label(cell: str) -> bool:
    return bool(_CHINESE.search(cell)) and isinstance(read_number(cell, Kind.AMOUNT).value, str)


def without_labels(rows: Matrix) -> Matrix:
    """The rows without the heads above and the stubs at the left that were copied with the figures.

    Lines that are nothing but words, as of a letter, leave none: the last of them belongs in no cell either.
    """

    def labels(cells: Sequence[str]) -> bool:
        filled = [cell for cell in cells if cell]
        return bool(filled) and all(_is_label(cell) for cell in filled)

    kept = list(rows)
    while len(kept) > 1 and (labels(kept[0]) or not any(kept[0])):
        kept.pop(0)
    if len(kept) < len(rows) and labels(kept[0]):
        return []
    while kept and len(kept[0]) > 1 and (labels([row[0] for row in kept]) or _mostly_labels(kept)):
        kept = [row[1:] for row in kept]
    return kept


def _mostly_labels(rows: Matrix) -> bool:
    """A stub column that merged cells left blank in part, with more to the right of it."""
    first = [row[0] for row in rows if row[0]]
    return not first and any(any(_is_label(cell) for cell in row[1:]) for row in rows)
