"""Tables as a person sees them in any source: cells with their text and what they span."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

from models.node import Kind
from models.note_marks import without_marks
from models.values import is_number, read_number

NOTE = re.compile(r"\s*[（(]?\s*(?:注|备注|说明|附注)\s*\d?\s*[：:].*", re.DOTALL)
_NIL = re.compile(r"[-—–－/／\\*无]{1,2}|不适用|没有|[Nn]/[Aa]|#[A-Z/0]+[!?]?")


class SourceCell(NamedTuple):
    """One cell, rows and columns counted from 0; ``text`` as a person sees it, numbers as plain text without ".0".

    ``place`` is its address ("C5"; "" where the source has none). ``problem`` is why it cannot be read (公式没有缓存值):
    said and left, never guessed.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: str = ""
    problem: str = ""

    @property
    def row_end(self) -> int:
        return self.row + self.rowspan - 1

    @property
    def column_end(self) -> int:
        return self.column + self.colspan - 1

    @property
    def where(self) -> str:
        return self.place or f"第{self.row + 1}行第{self.column + 1}列"


@dataclass(frozen=True)
class SourceTable:
    """A table or a sheet, which may hold several tables; ``name`` is how messages call it: 工作表“表三”, 第2个表格.

    ``hidden``: not shown to a person who opens the file. ``whole``: the cells that hold nothing are among ``cells`` too.
    """

    name: str
    cells: tuple[SourceCell, ...]
    hidden: bool = False
    whole: bool = False

    @cached_property
    def grid(self) -> Grid:
        return Grid(self.cells)


_MAY_BEGIN = frozenset("+-—–−－﹣/／\\*＊※#＃[［〔^￥¥无不没Nn增新减下降多少负上升共合计人↑↓▲▼")
"""How a figure may begin when it does not begin with a digit."""
MAX_FIGURE = 60


def is_value(text: str) -> bool:
    """Whether this can stand in a cell for a number: a number, perhaps with unit, sign or remark, or a word for nil."""
    if text.isascii() and text.isdigit():
        return len(text) <= MAX_FIGURE
    if len(text) > 2 * MAX_FIGURE:
        return False
    head = text.lstrip()[:1]
    if not (head.isdecimal() or head in _MAY_BEGIN or without_marks(head)[1]):
        return False
    written = text.strip()
    if _NIL.fullmatch(written):
        return True
    return (
        len(written) < MAX_FIGURE
        and any(map(str.isdigit, written))
        and any(is_number(read_number(written, kind).value) for kind in Kind)
    )


class Sort(Enum):
    """What a cell looks like, before any label is known."""

    VALUE = "value"
    TEXT = "text"
    NOTE = "note"


@lru_cache(maxsize=20_000)
def sort_of(text: str) -> Sort:
    if is_value(text):
        return Sort.VALUE
    return Sort.NOTE if NOTE.fullmatch(text) else Sort.TEXT


class Grid:
    """The cells that hold something, found by row and column; a cell that spans several stands in each of them."""

    def __init__(self, cells: Iterable[SourceCell]) -> None:
        self.all = tuple(cells)
        self.cells = tuple(cell for cell in self.all if cell.problem or cell.text.strip())
        self.values: list[SourceCell] = []
        self.texts: list[SourceCell] = []
        self.notes: list[SourceCell] = []
        self.at: dict[tuple[int, int], SourceCell] = {}
        kinds = {Sort.VALUE: self.values, Sort.TEXT: self.texts, Sort.NOTE: self.notes}
        for cell in self.cells:
            (self.values if cell.problem else kinds[sort_of(cell.text)]).append(cell)
            if cell.rowspan == 1 and cell.colspan == 1:
                self.at.setdefault((cell.row, cell.column), cell)
                continue
            for row in range(cell.row, cell.row_end + 1):
                for column in range(cell.column, cell.column_end + 1):
                    self.at.setdefault((row, column), cell)

    @cached_property
    def ends(self) -> dict[int, int]:
        """The last column of each row, cells that hold nothing included."""
        ends: dict[int, int] = {}
        for cell in self.all:
            for row in range(cell.row, cell.row_end + 1):
                ends[row] = max(ends.get(row, 0), cell.column_end)
        return ends
