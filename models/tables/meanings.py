"""What the text of a cell can mean as a label of one table: rows, columns, groups of them, a year, a unit of money."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from models.form import Leaf, plain
from models.forms import FORMS
from models.labels import Is, Label, Match, labels_of, normal

Slot = tuple[int, str]
"""A row or a column of a table: the index of its block and its key."""

NOBODY: frozenset[Slot] = frozenset()
MAX_TEXT = 80
"""No label of the form, with what people add to it, is longer."""

_YEAR = r"(?:(?:19|20)\d\d年?(?:度)?|上一?年度?|去年|前年|本年度?|今年|上年同期|去年同期|同期|本期|上期)"
_YEAR_ONLY = re.compile(rf"\s*[（(]?\s*({_YEAR})\s*(?:数据?|数量|数值|情况|合计|实绩)?\s*[)）]?\s*")
_YEAR_BEFORE = re.compile(rf"\s*[（(]?\s*({_YEAR})\s*[)）]?\s*[：:、.\-—]?")
_YEAR_AFTER = re.compile(rf"\s*[（(\-—]?\s*({_YEAR})\s*(?:数据?|数量|情况)?\s*[)）]?\s*$")
_WORDS = re.compile(r"上|去|前|同期|本|今|(?:19|20)\d\d")
_UNIT = re.compile(r"\s*[（(\[]\s*(?:单位\s*[：:]?\s*)?(件|项|个|条|件次|人次|万元|元|亿元)\s*[)）\]]\s*$")
_MONEY = re.compile(r"(?:单位\s*[：:]?\s*|[（(]\s*)(亿元|万元|元)")
THIS = "本年"
LAST = "上年"


@dataclass(frozen=True, slots=True)
class Meaning:
    """``rows`` and ``columns`` are the lines that a label can stand for; ``leaf``: a row or column itself, not a group.

    ``year``: "2023", 本年, 上年, or "" where it says none. ``money``: the unit that an amount is given in where it is not
    the form's. ``differs``: the form's wording where this is another one; ``remark``: what somebody wrote behind the label.
    """

    rows: frozenset[Slot] = NOBODY
    columns: frozenset[Slot] = NOBODY
    leaf: bool = False
    year: str = ""
    money: str = ""
    differs: str = ""
    remark: str = ""

    @property
    def labels(self) -> bool:
        return bool(self.rows or self.columns)


class Meanings:
    """The meanings of texts as labels of one table; made once per table (``meanings_of``)."""

    def __init__(self, form: str, table: str) -> None:
        self.form = FORMS[form]
        self.table = next(item for item in self.form.tables if item.id == table)
        self.labels = labels_of(form, table)
        self.has_rows = any(leaf.node.label for block in self.table.blocks for leaf in block.row_leaves)
        self._groups: dict[tuple[int, tuple[str, ...]], tuple[frozenset[Slot], frozenset[Slot]]] = {}
        for index, block in enumerate(self.table.blocks):
            self._add_groups(index, block.row_leaves, 0)
            self._add_groups(index, block.column_leaves, 1)
        self._exact: dict[str, Meaning | None] = {}
        self._near: dict[str, Meaning | None] = {}

    def _add_groups(self, block: int, leaves: tuple[Leaf, ...], axis: int) -> None:
        for leaf in leaves:
            path: tuple[str, ...] = ()
            for node in leaf.path[:-1]:
                path = (*path, plain(node.label))
                pair = list(self._groups.get((block, path), (NOBODY, NOBODY)))
                pair[axis] |= {(block, leaf.key)}
                self._groups[block, path] = (pair[0], pair[1])

    def others(self) -> list[Meanings]:
        """The meanings in the other tables of the form."""
        return [meanings_of(self.form.id, item.id) for item in self.form.tables if item is not self.table]

    def exact(self, text: str) -> Meaning | None:
        """What the text means as the form words it, with a year or a unit that people add."""
        if text not in self._exact:
            if len(self._exact) > 20_000:
                self._exact.clear()
            self._exact[text] = self._read(text, near=False)
        return self._exact[text]

    def near(self, text: str) -> Meaning | None:
        """As ``exact``, small typos and a label cut short allowed."""
        found = self.exact(text)
        if found is None and text not in self._near:
            if len(self._near) > 20_000:
                self._near.clear()
            self._near[text] = self._read(text, near=True)
        return found if found is not None else self._near[text]

    def _read(self, text: str, near: bool) -> Meaning | None:
        if len(text) > MAX_TEXT:
            return None
        if match := _YEAR_ONLY.fullmatch(text):
            return Meaning(year=year_of(match[1]))
        found = self._label(text, near)
        if found is not None:
            return found
        for pattern in (_YEAR_BEFORE, _YEAR_AFTER):
            match = pattern.match(text) if pattern is _YEAR_BEFORE else pattern.search(text)
            if match is None:
                continue
            rest = (text[: match.start()] + text[match.end() :]).strip()
            for wording in (f"{THIS}{rest}", rest) if pattern is _YEAR_BEFORE else (rest,):
                found = self._label(wording, near=False)
                if found is not None:
                    return Meaning(found.rows, found.columns, found.leaf, year_of(match[1]), found.money)
        remarked = self.labels.remarked(text)
        if remarked is not None and not _WORDS.search(_folded(remarked[1])):
            return self._meaning(remarked[0], text, remarked[1])
        return None

    def _label(self, text: str, near: bool) -> Meaning | None:
        match = self.labels.exact(text)
        if match is None and (unit := _UNIT.search(text)):
            match = self.labels.exact(text[: unit.start()])
        if match is None and near and (match := self.labels.match(text) or self.labels.beginning(text)):
            # a typo never turns last year into this year
            meant = match.labels[0].text
            if sorted(_WORDS.findall(_folded(meant))) != sorted(_WORDS.findall(_folded(text))):
                return None
        return self._meaning(match, text) if match is not None else None

    def _meaning(self, match: Match, text: str, remark: str = "") -> Meaning | None:
        money = ""
        if found := _MONEY.search(_folded(text)):
            money = "" if found[1] == "万元" else found[1]
        rows: set[Slot] = set()
        columns: set[Slot] = set()
        leaf = False
        for label in match.labels:
            more_rows, more_columns = self._slots(label)
            rows |= more_rows
            columns |= more_columns
            leaf = leaf or label.is_ in (Is.ROW, Is.COLUMN)
        if not rows and not columns:
            return None
        same = not match.differs or any(normal(label.text) == normal(text) for label in match.labels)
        differs = "" if same else match.labels[0].text
        return Meaning(frozenset(rows), frozenset(columns), leaf, "", money, differs, remark)

    def _slots(self, label: Label) -> tuple[frozenset[Slot], frozenset[Slot]]:
        if label.is_ is Is.ROW:
            return frozenset({(label.block, label.key)}), NOBODY
        if label.is_ is Is.COLUMN:
            # one label may head several columns: 结果维持 stands in each group
            same = frozenset(
                (label.block, leaf.key)
                for leaf in self.table.blocks[label.block].column_leaves
                if leaf.key == label.key
            )
            return NOBODY, same
        if label.is_ is Is.GROUP:
            return self._groups.get((label.block, (*label.path, label.text)), (NOBODY, NOBODY))
        return NOBODY, NOBODY


def year_of(word: str) -> str:
    """ "2023" for 2023年度, 上年 for 去年 and the like, 本年 for 今年."""
    if match := re.match(r"(?:19|20)\d\d", word):
        return match[0]
    return THIS if word[0] in "本今" else LAST


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=16)
def meanings_of(form: str, table: str) -> Meanings:
    """The meanings of texts in a table, by the ids of form and table."""
    return Meanings(form, table)
