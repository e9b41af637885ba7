"""Lines of a PDF → paragraphs: page numbers and running heads left out, lines of a paragraph joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from importers.document.blocks import is_page_number
from importers.document.outline import is_heading
from importers.fixed.page import Line, Sheet

_MARGIN = 0.12
"""The share of a page's height, above and below, where running heads and page numbers stand."""
_BARE = re.compile(r"\s*\d{1,3}\s*(?:/\s*\d{1,3}\s*)?")
_ENUMERATED = re.compile(r"[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d{1,2}[.、．](?!\d)")
_LATIN = re.compile(r"[A-Za-z0-9,.;:@%)]$")


def drop_furniture(sheets: Sequence[Sheet]) -> list[str]:
    """Take page numbers and lines that are repeated on the pages out of ``sheets``; what was taken."""
    taken: list[str] = []
    again = Counter(key for sheet in sheets for key in {_key(line) for line in sheet.lines if _at_edge(line, sheet)})
    for sheet in sheets:
        edge = [line for line in sheet.lines if _at_edge(line, sheet)]
        gone = [
            line
            for line in edge
            if is_page_number(line.text)
            or (_BARE.fullmatch(line.text) and line in (edge[0], edge[-1]) and len(sheets) > 1)
            or (again[_key(line)] >= max(2, len(sheets) // 2) and len(sheets) > 2)
        ]
        taken += [line.text for line in gone]
        sheet.lines = [line for line in sheet.lines if line not in gone]
    return taken


def _key(line: Line) -> str:
    return f"{re.sub(r'[0-9]+', '#', line.text)}@{round(line.top / 4)}"


def _at_edge(line: Line, sheet: Sheet) -> bool:
    return line.bottom < _MARGIN * sheet.height or line.top > (1 - _MARGIN) * sheet.height


class Margins:
    """Where the text of a document begins and ends, and whether its paragraphs are indented."""

    def __init__(self, lines: Iterable[Line]) -> None:
        lines = list(lines)
        self.left = self._edge(line.x0 for line in lines)
        self.right = self._edge((line.x1 for line in lines), last=True)
        indented = sum(1 for line in lines if 1.2 < (line.x0 - self.left) / max(line.size, 1.0) < 3)
        self.pitch = self._edge(
            b.top - a.top for a, b in pairwise(lines) if a.page == b.page and abs(a.size - b.size) < 1
        )
        self.indented = indented >= 2 and self.left < self.right

    @staticmethod
    def _edge(values: Iterable[float], last: bool = False) -> float:
        """The outermost position at which more than a stray line begins or ends."""
        counts = Counter(round(value / 4) * 4 for value in values)
        if not counts:
            return 0.0
        enough = min(max(2, counts.total() // 25), max(counts.values()))
        return float((max if last else min)(value for value, count in counts.items() if count >= enough))

    def starts(self, line: Line, before: Line) -> bool:
        """Whether a line begins a paragraph."""
        size = max(line.size, before.size, 1.0)
        if "\t" in line.text or "\t" in before.text:
            return True  # rows of a table without rules
        if abs(line.size - before.size) > 1.5 or is_heading(line.text) or is_heading(before.text):
            return True
        if line.page == before.page and line.top - before.bottom > 1.5 * size:
            return True
        short = self.right - before.x1
        if self.indented:
            return line.x0 - self.left > 0.8 * size or short > 0.4 * (self.right - self.left)
        apart = line.page == before.page and line.top - before.top > self.pitch + 0.3 * size
        numbered = before.text[-1:] in "。；：" and _ENUMERATED.match(line.text)
        return bool(apart or numbered) or short > 2.5 * size or line.x0 - self.left > 0.8 * size


def joined(before: str, line: str) -> str:
    """Two lines of a paragraph made one; words of Latin letters keep a space."""
    latin = _LATIN.search(before) and re.match(r"[A-Za-z]", line) and not before.endswith("@")
    return f"{before} {line}" if latin and before[-1:].isalpha() else before + line
