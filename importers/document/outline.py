"""The outline of a report in plain text: which lines are the preamble, the sections and the parts of a section.

A heading is known by its title; its number helps, may be wrong and may be missing (automatic numbering is lost on the way
out of Word). A number alone makes no heading: the rows of table 3 are numbered 一、二、三、四 as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from rapidfuzz import fuzz, process

from importers.document.titles import Titles, in_use, official, titles_of
from models.editions import between
from models.form import Form
from models.forms import LATEST
from models.labels import normal

Lines = Sequence[tuple[int, str]]
"""Numbered lines (from 1)."""

TABLE = "\ufffc"
"""The line that stands for a table with cells."""
UNKNOWN = "?"
"""The number of a section that the form of the report does not have."""
MAX_HEADING = 60
_NUMBERED = re.compile(
    r"\s*(?:第\s*([一二三四五六七八九])\s*(?:部分|章|节)?[、.,:\s]*|([一二三四五六七八九])\s*[、.,:]\s*|([1-9])\s*[、.]\s*|\(\s*([一二三四五六七八九])\s*\)\s*[、.]?\s*)"
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


def outline(
    lines: Lines,
    tables: Mapping[int, str] = MappingProxyType({}),
    declared: Collection[int] = (),
    form: Form = LATEST,
) -> list[Chunk]:
    """Cut a report into chunks at its headings, and where a table begins whose heading is missing.

    Sections have the numbers of ``form``, whatever edition the report is of (``renumbered``). ``tables``: the sections whose tables stand at these lines; ``declared``: lines that the source marks as section headings.
    """
    titles = titles_of(form.id)
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
            head = _heading(titles, text, lines, index, current, number in declared)
            if head is not None:
                section, heading, rest = head
                chunks.append(Chunk(section, heading, number, [(number, rest)] if rest else []))
                continue
            table = titles.table_at(text)
            if table and table != current.number and not _already(chunks, table):
                chunks.append(Chunk(table, "", number, [(number, line)], guessed=True))
                continue
        current.lines.append((number, line))
    return chunks


def _already(chunks: Sequence[Chunk], table: str) -> bool:
    return any(chunk.number == table and not chunk.empty for chunk in chunks)


def renumbered(chunks: Sequence[Chunk], source: Form, target: Form) -> list[Chunk]:
    """The chunks of a report that was cut as one edition, by the section numbers of another; a section that the other one does
    not have is ``UNKNOWN``."""
    if source is target:
        return list(chunks)
    numbers = between(source, target).sections
    return [replace(chunk, number=numbers.get(chunk.number, UNKNOWN) if chunk.number else "") for chunk in chunks]


def is_heading(text: str) -> bool:
    """Whether this is the title of a section and nothing else, with or without its number."""
    if not 3 <= len(text) <= MAX_HEADING:
        return False
    folded = unicodedata.normalize("NFKC", text.strip())
    match = _NUMBERED.match(folded)
    return normal(folded[match.end() :] if match else folded) in in_use()


def section_level(levels: Mapping[int, int], lines: Lines) -> int:
    """The outline level on which the sections stand, 0 where the source declares none of them."""
    found: dict[int, int] = {}
    for number, text in lines:
        if number in levels:
            folded = unicodedata.normalize("NFKC", text.strip())
            match = _NUMBERED.match(folded)
            if normal(folded[match.end() :] if match else folded) in official():
                found[levels[number]] = found.get(levels[number], 0) + 1
    return max(found, key=lambda level: (found[level], -level), default=0)


def _heading(
    titles: Titles, text: str, lines: Lines, index: int, current: Chunk, declared: bool
) -> tuple[str, str, str] | None:
    """(section number, heading as written, text that runs on after it) where this line is a section's heading."""
    candidates = [(text, "")]
    cut = re.search(r"[。：:\s]", text[:MAX_HEADING])
    while cut is not None and len(candidates) < 4:
        candidates.append((text[: cut.start()], text[cut.end() :].strip()))
        position = cut.end()
        cut = re.compile(r"[。：:\s]").search(text, position, MAX_HEADING)
    for heading, rest in candidates:
        if 2 <= len(heading) <= MAX_HEADING:
            section = _section_of(titles, heading, bool(rest), lines, index, current, declared)
            if section and (said := _said_in(heading)):
                return section, "", f"{said}{text[len(heading) :]}"
            if section:
                return section, heading, rest
    return None


def _said_in(heading: str) -> str:
    """What a heading says itself, its number apart: 六、无其他需要报告的事项 has no other text."""
    match = _NUMBERED.match(unicodedata.normalize("NFKC", heading))
    body = heading[match.end() :] if match else heading
    return body if _DENIES.match(body) and normal(body) not in in_use() else ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line, or its beginning, that may be the heading of a section. ``weak``: numbered as parts and paragraphs are, too."""

    titles: Titles
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
        return self.titles.all.get(self.body, "")

    @property
    def official(self) -> bool:
        return bool(self.section) and self.body in official()

    @property
    def denies(self) -> bool:
        return not self.section and _DENIES.match(self.body) is not None

    @property
    def tells(self) -> bool:
        """Whether this is a sentence, however much it is like a title."""
        return self.text[-1] in "。；，,;" or self.denies

    @property
    def of_table(self) -> bool:
        return self.section in self.titles.tables

    @property
    def alone(self) -> bool:
        """Whether the title of a table stands where no table follows: 一 speaks of the tables as well."""
        return self.of_table and not self.followed and not (self.current in self.titles.tables and not self.again)

    def near(self, cutoff: int = 55) -> str:
        """The section whose title is nearly this; with a number, preferably the one so numbered."""
        return _near(self.titles.all, self.body, self.number, cutoff)

    @property
    def again(self) -> bool:
        return self.section == self.current or (not self.section and self.near(75) == self.current)


_RULES: tuple[tuple[str, Callable[[_Candidate], bool], Callable[[_Candidate], str]], ...] = (
    # what a line is like                    when                                              the section it heads
    ("too short or long for a title", lambda c: not 2 <= len(c.body) <= 40, lambda c: ""),
    ("numbered", lambda c: bool(c.number), lambda c: c.section or c.near()),
    ("denies what a title speaks of", lambda c: c.denies, lambda c: ""),
    ("like the heading it stands under", lambda c: c.again, lambda c: ""),
    ("declared", lambda c: c.declared and not c.runs_on, lambda c: c.section or c.near(75)),
    ("a title numbered like a part", lambda c: c.official and c.weak and (c.of_table or c.runs_on), lambda c: ""),
    ("a table's title without a table", lambda c: c.official and c.alone, lambda c: ""),
    ("a word at the head of a line", lambda c: c.official and c.runs_on and len(c.body) < 6, lambda c: ""),
    ("a title without its number", lambda c: c.official, lambda c: c.section),
    (
        "something else",
        lambda c: c.numbered or c.runs_on or c.tells or bool(c.section) or len(c.body) < 8,
        lambda c: "",
    ),
    ("nearly a title", lambda c: True, lambda c: c.near(90)),
)
"""The first that holds decides. The titles of the tables are spoken of in the texts as well, so a table must follow them."""


def _section_of(
    titles: Titles, heading: str, runs_on: bool, lines: Lines, index: int, current: Chunk, declared: bool
) -> str:
    folded = unicodedata.normalize("NFKC", heading)
    match = _NUMBERED.match(folded)
    candidate = _Candidate(
        titles,
        heading,
        runs_on,
        declared,
        current.number,
        _table_follows(titles, lines, index),
        (match[1] or match[2] or "") if match else "",
        bool(match and (match[3] or match[4])),
        match is not None,
        normal(_CONTENTS.sub("", folded[match.end() :] if match else folded)),
    )
    return next(section(candidate) for _, holds, section in _RULES if holds(candidate))


def _near(titles: Mapping[str, str], body: str, number: str, cutoff: int) -> str:
    found = process.extractOne(body, titles.keys(), scorer=fuzz.ratio, score_cutoff=85 if number else cutoff)
    if found is not None:
        return titles[found[0]]
    if number:
        own = [title for title, section in titles.items() if section == number]
        if process.extractOne(body, own, scorer=fuzz.ratio, score_cutoff=cutoff) is not None:
            return number
    return ""


def _table_follows(titles: Titles, lines: Lines, index: int) -> bool:
    seen = 0
    for _, line in lines[index + 1 : index + 12]:
        text = line.strip()
        if text:
            if text == TABLE or titles.table_at(text) or titles.is_corner(text):
                return True
            seen += 1
            if seen >= 3:
                return False
    return False
