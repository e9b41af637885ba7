"""Pictures and small tables that a document has inside the texts that tell freely (the overview and the problems): kept where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.document.outline import Chunk
from importers.draft import Draft
from models.exhibits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Exhibit, anchor, edit_of, key_of, keys_in, taken_out
from models.findings import Severity
from models.form import Form
from models.roles import Role

MAX_CHARS = 1_500
"""Of all cells of a small table together."""
_CAPTION = re.compile(r"\s*[图表]\s*[\d一二三四五六七八九十]{1,2}[\s　:：.．、]*\S.{0,38}")
_HOMES = (Role.OVERVIEW, Role.PROBLEMS)
"""The sections whose texts may hold them."""


def is_small(rows: Sequence[Sequence[str]]) -> bool:
    """Whether these are the rows of a small, plain table."""
    return (
        2 <= len(rows) <= MAX_ROWS
        and 2 <= len(rows[0]) <= MAX_COLUMNS
        and len({len(row) for row in rows}) == 1
        and 0 < sum(len(cell) for row in rows for cell in row) <= MAX_CHARS
    )


class Kept:
    """What is kept of one document: each gets an anchor among the lines of its section before the texts are taken from them."""

    def __init__(self, chunks: Sequence[Chunk], form: Form) -> None:
        homes = {section.number for section in form.sections if section.role in _HOMES and section.table is None}
        self._order = sorted(chunks, key=lambda chunk: chunk.line)
        self._homes = homes
        self._room = MAX_BYTES
        self._at: dict[int, list[str]] = {}
        self._exhibits: dict[str, Exhibit] = {}

    def offer(self, number: int, exhibit: Exhibit) -> None:
        """Keep an exhibit that stands after the line of this number, if that is in a text that may hold one."""
        home = next((chunk for chunk in reversed(self._order) if chunk.line <= number), None)
        if home is None or home.number not in self._homes or len(exhibit.data) > self._room:
            return
        after = next((i for i, (line, _) in enumerate(home.lines) if line > number), len(home.lines))
        caption = self._caption(home, after, exhibit)
        self._room -= len(exhibit.data)
        key = key_of(exhibit)
        self._exhibits.setdefault(key, replace(exhibit, caption=exhibit.caption or caption))
        self._at.setdefault(number, []).append(key)
        after = next((i for i, (line, _) in enumerate(home.lines) if line > number), len(home.lines))
        home.lines.insert(after, (number, anchor(key)))

    def _caption(self, home: Chunk, after: int, exhibit: Exhibit) -> str:
        """The caption of a picture stands under it, that of a table over it; it is taken out of the text."""
        index = after if exhibit.data else after - 2
        if 0 <= index < len(home.lines) and _CAPTION.fullmatch(home.lines[index][1]):
            return home.lines.pop(index)[1].strip()
        return ""

    def has(self, number: int, exhibit: Exhibit | None) -> bool:
        """Whether what stands after this line was kept."""
        keys = self._at.get(number, [])
        return bool(keys) if exhibit is None else key_of(exhibit) in keys

    def into(self, draft: Draft) -> None:
        """Keep what the anchors stand for that have come into a text; the others are as if they had not been offered."""
        texts = {id: value for id, value in draft.values.items() if isinstance(value, str) and keys_in(value)}
        there = {key for text in texts.values() for key in keys_in(text)}
        for key in self._exhibits.keys() & there:
            draft.values.update(
                {id: value for id, value in edit_of(key, self._exhibits[key]).items() if value is not None}
            )
        self._at = {number: [key for key in keys if key in there] for number, keys in self._at.items()}
        draft.unplaced[:] = [_without(text, self._exhibits) for text in draft.unplaced]
        if there:
            kinds = [self._exhibits[key].kind for key in self._exhibits if key in there]
            said = "、".join(
                f"{kinds.count(kind)}{word}" for kind, word in (("图", "张图片"), ("表", "个小表格")) if kind in kinds
            )
            message = f"{draft.source}：文字中的{said}读入并留在原处。"
            draft.find("import.exhibits", Severity.INFO, message, advice="请核对图题、表题，并补上说明。")


def _without(text: str, exhibits: dict[str, Exhibit]) -> str:
    for key in exhibits:
        text = taken_out(text, key)
    return text
