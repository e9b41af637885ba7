"""Labels of the form, matched by meaning: how a row, a column or a heading is known wherever it is written.

A written label is compared without spaces, line breaks, punctuation, brackets and quotes, in half-width characters; its
number ("1."、"（一）") may be missing, and so may what people leave out or add of 年度, 件数 and the like. The form's own labels
come first, then the other words that it declares, then small typos; what is not the form's wording is reported (``Match.differs``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from models.form import Leaf, Node, Table, plain
from models.forms import FORMS
from models.note_marks import unmarked

_ENUMERATOR = re.compile(
    r"\s*(?:[（(]\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]|([一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.,:])[、.,:\s]*"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")
_REMARK = re.compile(
    r"(?P<label>.{2,}?)\s*(?:[（(\[［〔【](?P<inside>[^（）()]{1,40})[)）\]］〕】]|(?:[：:，,；;]|—{1,2}|[ \u3000\n]+)(?P<behind>[^（）()\d]{2,40}))",
    re.DOTALL,
)
MAX_REMARKED = 100

ALIASES = {
    "行政规范性文件": ("规范性文件", "其他规范性文件"),
    "规范性文件": ("行政规范性文件",),
    "本年制发件数": (
        "制发件数",
        "新制发件数",
        "本年新制发件数",
        "制定件数",
        "本年制定件数",
        "发文件数",
        "本年发文件数",
    ),
    "本年废止件数": ("废止件数", "本年废止失效件数"),
    "现行有效件数": ("有效件数", "现行有效"),
    "本年处理决定数量": ("处理决定数量", "本年作出处理决定数量", "作出处理决定数量"),
    "处理决定数量": ("本年处理决定数量", "本年作出处理决定数量"),
    "总计": ("合计", "总数"),
    "结果维持": ("维持结果",),
    "结果纠正": ("纠正结果",),
    "复议后起诉": ("经复议后起诉",),
}
"""Other wordings in use for a head of the form; each is reported as a difference."""
MIN_WORD = 4
"""Shorter words than this that a form declares are too common to be labels of a table: 企业, 法人."""
_THIS_YEAR = re.compile("本年度|今年度?|本年")
_LAST_YEAR = re.compile("上一年度?|上年度")
_COUNT = re.compile("(?<=.)(?:件数|数量|个数|项数|条数|数)$")


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """What is compared of a label: its letters and digits in half width, nothing else."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, folded)).lower() if not folded.isalnum() else folded.lower()


@lru_cache(maxsize=20_000)
def split_number(text: str) -> tuple[str, str]:
    """("三", "不予公开") for "（三）不予公开"; ("", text) where there is no number."""
    folded = unicodedata.normalize("NFKC", text)
    match = _ENUMERATOR.match(folded)
    return ((match[1] or match[2]), folded[match.end() :]) if match else ("", folded)


def loosened(key: str) -> str:
    """A label that ``normal`` has seen, without what people leave out or add: 本年度制发数 and 本年制发件数 are one."""
    return _COUNT.sub("", _LAST_YEAR.sub("上年", _THIS_YEAR.sub("本年", key)))


def held_by(words: Iterable[str], own: str, strangers: Mapping[str, str]) -> dict[str, str]:
    """Which of these wordings of a thing labelled ``own`` belong to a stranger (key → label) instead: to a row or column that the
    program knows nothing of, where its label holds the wording or its core. 撤回 belongs to 申请人撤回申请. All are ``normal``."""
    listed = list(words)
    found: dict[str, str] = {}
    for key, label in strangers.items():
        held = [word for word in listed if len(word) > 1 and word in label and word not in own]
        found.update((word, key) for word in listed if any(part in word for part in held))
    return found


class Is(Enum):
    """What a label stands for."""

    ROW = "row"
    COLUMN = "column"
    GROUP = "group"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the form. ``key`` is the key of its row or column leaf; ``block`` the index of its block in the table."""

    is_: Is
    text: str
    block: int
    key: str = ""
    path: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Match:
    """A written label recognised; ``differs``: not the form's wording, to be reported."""

    labels: tuple[Label, ...]
    differs: bool = False

    def one(self, *kinds: Is) -> Label | None:
        """The first label of these kinds."""
        return next((label for label in self.labels if label.is_ in kinds), None)

    def of(self, kind: Is) -> tuple[Label, ...]:
        return tuple(label for label in self.labels if label.is_ is kind)


class Labels:
    """All labels of one table, looked up by what is written. Made once per table (``labels_of``)."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._full: dict[str, list[Label]] = {}
        self._body: dict[str, list[Label]] = {}
        self._alias: dict[str, list[Label]] = {}
        self._loose: dict[str, list[Label]] = {}
        for label in _labels(table):
            self._add(label)
        for store in (self._body, self._alias):
            for key, labels in store.items():
                self._loose.setdefault(loosened(key), []).extend(labels)
        # what two labels of the table could be is none of them
        self._loose = {
            key: list(dict.fromkeys(labels))
            for key, labels in self._loose.items()
            if len({(label.is_, label.text) for label in labels}) == 1
        }
        keys = (*self._full, *self._body, *self._alias)
        self.prefixes = {key[:i] for key in keys for i in range(1, len(key) + 1)}
        self.longest = max(map(len, keys))
        # a typo is looked for among the rows and columns only, and not in labels so short that one sign changes the word
        self._fuzzy = [
            (normal(split_number(label.text)[1]), label) for label in _labels(table) if label.is_ is not Is.TITLE
        ]
        self._fuzzy = [(body, label) for body, label in self._fuzzy if len(body) >= 4]
        self._cache: dict[str, Match | None] = {}

    def _add(self, label: Label) -> None:
        text = plain(label.text)
        body = split_number(text)[1]
        for store, wording in ((self._full, text), (self._body, body)):
            store.setdefault(normal(wording), []).append(label)
            short = _BRACKETED.sub("", unicodedata.normalize("NFKC", wording))
            if normal(short) and short != wording:
                store.setdefault(normal(short), []).append(label)
        words = (word for word in label.words if len(normal(word)) >= MIN_WORD)
        for wording in (*ALIASES.get(body, ()), *words):
            if label not in self._alias.setdefault(normal(wording), []):
                self._alias[normal(wording)].append(label)

    def exact(self, text: str) -> Match | None:
        """The label as the form has it, its number possibly missing or wrong (the latter differs); a note mark behind it is
        none of its words."""
        found = self.exact_normal(normal(text)) or self._renumbered(text)
        if found is None and (bare := unmarked(text)) != text:
            return self.exact(bare)
        return found

    def remarked(self, text: str) -> tuple[Match, str] | None:
        """The label with a remark behind it, and the remark: 行政处罚（含警告）. A part (其中…) is not the whole."""
        rest = unmarked(text.strip())
        match = _REMARK.fullmatch(rest) if len(rest) <= MAX_REMARKED else None
        if match is None:
            return None
        remark = (match["inside"] or match["behind"] or "").strip()
        found = self.exact(match["label"])
        if found is None or remark.startswith("其中") or not normal(remark):
            return None
        return Match(found.labels, differs=True), remark

    def exact_normal(self, key: str) -> Match | None:
        """As ``exact`` for a text that ``normal`` has seen; its number can only be right or missing."""
        found = self._full.get(key, []) + [
            label for label in self._body.get(key, ()) if label not in self._full.get(key, ())
        ]
        if found:
            return Match(tuple(found))
        if key in self._alias:
            return Match(tuple(self._alias[key]), differs=True)
        if len(key) <= self.longest + 4 and (loose := self._loose.get(loosened(key))):
            return Match(tuple(loose), differs=True)
        return None

    def _renumbered(self, text: str) -> Match | None:
        number, body = split_number(text)
        if number and (found := self._body.get(normal(body)) or self._alias.get(normal(body))):
            numbered = [label for label in found if split_number(label.text)[0]]
            same = [label for label in numbered if split_number(label.text)[0] == number]
            if same or numbered:
                return Match(tuple(same or numbered), differs=not same or normal(body) not in self._body)
        return None

    def match(self, text: str) -> Match | None:
        """The label that is meant, small typos allowed; None where it is none or could be two."""
        found = self.exact(text)
        if found is not None:
            return found
        if text not in self._cache:
            if len(self._cache) > 5_000:
                return None  # no report has so many different texts in its tables: bounded time on garbage
            self._cache[text] = self._near(text)
        return self._cache[text]

    def beginning(self, text: str) -> Match | None:
        """The one row whose label begins with this text: its end was printed below the figures."""
        key = normal(text)
        if len(key) < 5 or key not in self.prefixes:
            return None
        found = {
            label for store in (self._full, self._body) for k, v in store.items() if k.startswith(key) for label in v
        }
        return Match(tuple(found)) if len(found) == 1 and all(label.is_ is Is.ROW for label in found) else None

    def is_part(self, text: str) -> bool:
        """Whether this is made of scraps of labels of the table, and says nothing else."""
        keys = [normal(word) for word in text.split()] if len(text) <= 4 * self.longest else [""]
        return all(key and any(key in full for full in self._full) for key in keys)

    def _near(self, text: str) -> Match | None:
        number, body = split_number(text)
        key = normal(body)
        if not 4 <= len(key) <= self.longest + 4:
            return None
        scored: list[tuple[int, Label]] = []
        for wording, label in self._fuzzy:
            allowed = max(1, len(wording) // 4)
            distance = Levenshtein.distance(key, wording, score_cutoff=allowed + 2)
            if distance > allowed + 2:
                continue  # out of reach; the distance told is not the true one
            theirs = split_number(label.text)[0]
            scored.append((distance + (1 if number and theirs and number != theirs else 0), label))
        if not scored:
            return None
        best = min(distance for distance, _ in scored)
        winners = [label for distance, label in scored if distance == best]
        wording = normal(split_number(winners[0].text)[1])
        others = [d for d, label in scored if normal(split_number(label.text)[1]) != wording]
        if best > max(1, len(wording) // 4) or len({normal(split_number(w.text)[1]) for w in winners}) > 1:
            return None
        if others and min(others) - best < (2 if len(wording) > 4 else 1):
            return None
        return Match(tuple(winners), differs=True)


def _labels(table: Table) -> Iterator[Label]:
    for index, block in enumerate(table.blocks):
        if block.title:
            yield Label(Is.TITLE, block.title, index)
        if block.corner:
            yield Label(Is.TITLE, block.corner, index)
        yield from _side(block.row_leaves, Is.ROW, index)
        yield from _side(block.column_leaves, Is.COLUMN, index)


def _side(leaves: Iterable[Leaf], kind: Is, block: int) -> Iterator[Label]:
    seen: set[int] = set()
    for leaf in leaves:
        for depth, node in enumerate(leaf.path[:-1]):
            if id(node) not in seen and node.label:
                seen.add(id(node))
                yield Label(Is.GROUP, plain(node.label), block, path=_path(leaf.path[:depth]), words=node.said)
        if leaf.node.label:
            yield Label(kind, plain(leaf.node.label), block, leaf.key, _path(leaf.path[:-1]), leaf.node.said)


def _path(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(plain(node.label) for node in nodes)


@lru_cache(maxsize=16)
def labels_of(form: str, table: str) -> Labels:
    """The labels of a table, by the ids of form and table."""
    return Labels(next(item for item in FORMS[form].tables if item.id == table))
