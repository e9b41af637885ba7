"""The outline of a report in plain text: which lines are the preamble, the six sections and the five parts of 一.

A heading is known by its title; its number helps, may be wrong and may be missing (automatic numbering is lost on the way
out of Word). A number alone makes no heading: the rows of table 3 are numbered 一、二、三、四 as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from models.forms import FORMS
from models.labels import normal

Lines = Sequence[tuple[int, str]]
"""Numbered lines (from 1)."""

TABLE = "\ufffc"
"""The line that stands for a table with cells."""
MAX_HEADING = 60
_NUMBERED = re.compile(
    r"\s*(?:第\s*([一二三四五六])\s*(?:部分|章|节)?[、.,:\s]*|([一二三四五六七八九])\s*[、.,:]\s*|([1-9])\s*[、.]\s*|\(\s*([一二三四五六])\s*\)\s*[、.]?\s*)"
)
_CONTENTS = re.compile(r"[.…·\s]{3,}\d+\s*$")
_DENIES = re.compile(r"(?:本年度?|今年|全年|我\S{1,3}|本\S{1,3})?(?:无|没有|暂无|尚无|未有|不存在)")
"""How a sentence begins that says there is nothing of what a heading speaks of."""


@dataclass(slots=True)
class Chunk:
    """The lines of one section under its heading; ``number`` "" is what stands before the first one."""

    number: str
    heading: str
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    guessed: bool = False

    @property
    def empty(self) -> bool:
        return not any(text.strip() for _, text in self.lines)


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    """Normalised title → section number."""
    titles: dict[str, str] = {}
    for form in FORMS.values():
        for section in form.sections:
            titles[normal(section.title)] = section.number
    for form in FORMS.values():
        for section in form.sections:
            for title in section.said:
                titles.setdefault(normal(title), section.number)
    return titles


@lru_cache(maxsize=1)
def _official() -> frozenset[str]:
    return frozenset(normal(section.title) for form in FORMS.values() for section in form.sections)


def outline(
    lines: Lines, tables: Mapping[int, str] = MappingProxyType({}), declared: Collection[int] = ()
) -> list[Chunk]:
    """Cut a report into chunks at its headings, and where a table begins whose heading is missing.

    ``tables``: the sections whose tables stand at these lines; ``declared``: lines that the source marks as section headings.
    """
    chunks = [Chunk("", "", 0)]
    for index, (number, line) in enumerate(lines):
        text = line.strip()
        current = chunks[-1]
        if (section := tables.get(number)) is not None:
            if section != current.number:
                chunks.append(Chunk(section, "", number, guessed=True))
            chunks[-1].lines.append((number, line))
            continue
        if len(text) >= 2:
            head = _heading(text, lines, index, current, number in declared)
            if head is not None:
                section, heading, rest = head
                chunks.append(Chunk(section, heading, number, [(number, rest)] if rest else []))
                continue
            table = _landmark(text)
            if table and table != current.number and not _already(chunks, table):
                chunks.append(Chunk(table, "", number, [(number, line)], guessed=True))
                continue
        current.lines.append((number, line))
    return chunks


def _already(chunks: Sequence[Chunk], table: str) -> bool:
    return any(chunk.number == table and not chunk.empty for chunk in chunks)


def _landmark(text: str) -> str:
    """The section of the table that begins with this line, "" where none does."""
    if len(text) > 200:
        return ""
    first = text.split("\t", 1)[0] if "\t" in text else text
    if len(first) > 45 or first[0] not in "第（(申一本行":
        return ""
    key = normal(first)
    if key == "第二十条第一项":
        return "二"
    if key.startswith("本列数据的勾稽关系") or key in (
        "申请人情况",
        "一本年新收政府信息公开申请数量",
        "本年新收政府信息公开申请数量",
    ):
        return "三"
    if key == "行政复议" or (key == "行政复议行政诉讼" and " " in first):
        return "四"
    return ""


def is_heading(text: str) -> bool:
    """Whether this is the title of a section and nothing else, with or without its number."""
    if not 3 <= len(text) <= MAX_HEADING:
        return False
    folded = unicodedata.normalize("NFKC", text.strip())
    match = _NUMBERED.match(folded)
    return normal(folded[match.end() :] if match else folded) in _titles()


def section_level(levels: Mapping[int, int], lines: Lines) -> int:
    """The outline level on which the sections stand, 0 where the source declares none of them."""
    found: dict[int, int] = {}
    for number, text in lines:
        if number in levels:
            folded = unicodedata.normalize("NFKC", text.strip())
            match = _NUMBERED.match(folded)
            if normal(folded[match.end() :] if match else folded) in _official():
                found[levels[number]] = found.get(levels[number], 0) + 1
    return max(found, key=lambda level: (found[level], -level), default=0)


def _heading(text: str, lines: Lines, index: int, current: Chunk, declared: bool) -> tuple[str, str, str] | None:
    """(section number, heading as written, text that runs on after it) where this line is a section's heading."""
    candidates = [(text, "")]
    cut = re.search(r"[。：:\s]", text[:MAX_HEADING])
    while cut is not None and len(candidates) < 4:
        candidates.append((text[: cut.start()], text[cut.end() :].strip()))
        position = cut.end()
        cut = re.compile(r"[。：:\s]").search(text, position, MAX_HEADING)
    for heading, rest in candidates:
        if 2 <= len(heading) <= MAX_HEADING:
            section = _section_of(heading, bool(rest), lines, index, current, declared)
            if section and (said := _said_in(heading)):
                return section, "", f"{said}{text[len(heading) :]}"
            if section:
                return section, heading, rest
    return None


def _said_in(heading: str) -> str:
    """What a heading says itself, its number apart: 六、无其他需要报告的事项 has no other text."""
    match = _NUMBERED.match(unicodedata.normalize("NFKC", heading))
    body = heading[match.end() :] if match else heading
    return body if _DENIES.match(body) and normal(body) not in _titles() else ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line, or its beginning, that may be the heading of a section. ``weak``: numbered as parts and paragraphs are, too."""

    text: str
    runs_on: bool
    declared: bool
    current: str
    followed: bool
    """A table follows."""
    number: str = ""
    weak: bool = False
    numbered: bool = False
    body: str = ""

    @property
    def section(self) -> str:
        """The section whose title this is to the letter."""
        return _titles().get(self.body, "")

    @property
    def official(self) -> bool:
        return bool(self.section) and self.body in _official()

    @property
    def denies(self) -> bool:
        return not self.section and _DENIES.match(self.body) is not None

    @property
    def tells(self) -> bool:
        """Whether this is a sentence, however much it is like a title."""
        return self.text[-1] in "。；，,;" or self.denies

    @property
    def of_table(self) -> bool:
        return self.section in _table_sections()

    @property
    def alone(self) -> bool:
        """Whether the title of a table stands where no table follows: 一 speaks of the tables as well."""
        return self.of_table and not self.followed and not (self.current in _table_sections() and not self.again)

    @property
    def again(self) -> bool:
        return self.section == self.current or (not self.section and _near(self.body, "", 75) == self.current)


_RULES: tuple[tuple[str, Callable[[_Candidate], bool], Callable[[_Candidate], str]], ...] = (
    # what a line is like                    when                                              the section it heads
    ("too short or long for a title", lambda c: not 2 <= len(c.body) <= 40, lambda c: ""),
    ("numbered", lambda c: bool(c.number), lambda c: c.section or _near(c.body, c.number)),
    ("denies what a title speaks of", lambda c: c.denies, lambda c: ""),
    ("like the heading it stands under", lambda c: c.again, lambda c: ""),
    ("declared", lambda c: c.declared and not c.runs_on, lambda c: c.section or _near(c.body, "", 75)),
    ("a title numbered like a part", lambda c: c.official and c.weak and (c.of_table or c.runs_on), lambda c: ""),
    ("a table's title without a table", lambda c: c.official and c.alone, lambda c: ""),
    ("a word at the head of a line", lambda c: c.official and c.runs_on and len(c.body) < 6, lambda c: ""),
    ("a title without its number", lambda c: c.official, lambda c: c.section),
    (
        "something else",
        lambda c: c.numbered or c.runs_on or c.tells or bool(c.section) or len(c.body) < 8,
        lambda c: "",
    ),
    ("nearly a title", lambda c: True, lambda c: _near(c.body, "", 90)),
)
"""The first that holds decides. The titles of the tables are spoken of in the texts as well, so a table must follow them."""


def _section_of(heading: str, runs_on: bool, lines: Lines, index: int, current: Chunk, declared: bool) -> str:
    folded = unicodedata.normalize("NFKC", heading)
    match = _NUMBERED.match(folded)
    candidate = _Candidate(
        heading,
        runs_on,
        declared,
        current.number,
        _table_follows(lines, index),
        (match[1] or match[2] or "") if match else "",
        bool(match and (match[3] or match[4])),
        match is not None,
        normal(_CONTENTS.sub("", folded[match.end() :] if match else folded)),
    )
    return next(section(candidate) for _, holds, section in _RULES if holds(candidate))


@lru_cache(maxsize=1)
def _table_sections() -> frozenset[str]:
    return frozenset(section.number for form in FORMS.values() for section in form.sections if section.table)


def _near(body: str, number: str, cutoff: int = 55) -> str:
    """The section whose title is nearly this; with a number, preferably the one so numbered."""
    titles = _titles()
    found = process.extractOne(body, titles.keys(), scorer=fuzz.ratio, score_cutoff=85 if number else cutoff)
    if found is not None:
        return titles[found[0]]
    if number:
        own = [title for title, section in titles.items() if section == number]
        if process.extractOne(body, own, scorer=fuzz.ratio, score_cutoff=cutoff) is not None:
            return number
    return ""


def _table_follows(lines: Lines, index: int) -> bool:
    seen = 0
    for _, line in lines[index + 1 : index + 12]:
        text = line.strip()
        if text:
            if text == TABLE or _landmark(text) or normal(text[:20]) == "信息内容":
                return True
            seen += 1
            if seen >= 3:
                return False
    return False
