"""The outline of a report in plain text: which lines are the preamble, the six sections and the five parts of 一.

A heading is known by its title; its number helps, may be wrong and may be missing (automatic numbering is lost on the way
out of Word). A number alone makes no heading: the rows of table 3 are numbered 一、二、三、四 as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
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
_TITLES = {
    "一": ("概述", "概况", "总体概况", "基本情况", "总体工作情况", "工作总体情况", "总体情况概述"),
    "二": ("主动公开情况", "主动公开政府信息的情况", "政府信息主动公开情况", "主动公开信息情况"),
    "三": ("依申请公开政府信息情况", "政府信息公开申请办理情况", "依申请公开情况", "收到和处理政府信息公开申请的情况"),
    "四": ("行政复议行政诉讼情况", "因政府信息公开工作被申请行政复议提起行政诉讼情况", "政府信息公开行政复议诉讼情况"),
    "五": ("存在问题及改进措施", "存在的主要问题及整改措施", "存在的问题及改进情况", "存在的主要问题和改进情况"),
    "六": ("其他事项", "需要报告的其他事项", "其他需要说明的事项", "其他需报告事项"),
}
"""Titles in use beside those of the forms."""


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
    for number, others in _TITLES.items():
        for title in others:
            titles.setdefault(normal(title), number)
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
            if section:
                return section, heading, rest
    return None


def _section_of(heading: str, runs_on: bool, lines: Lines, index: int, current: Chunk, declared: bool) -> str:
    folded = unicodedata.normalize("NFKC", heading)
    match = _NUMBERED.match(folded)
    number = (match[1] or match[2] or "") if match else ""
    weak = bool(match and (match[3] or match[4]))
    body = normal(_CONTENTS.sub("", folded[match.end() :] if match else folded))
    if not 2 <= len(body) <= 40:
        return ""
    titles = _titles()
    section = titles.get(body, "")
    if number:
        return section or _near(body, number)
    if declared and not runs_on:
        return section or _near(body, "", 75)
    if section and body in _official():
        # a heading that lost its number; the titles of tables 2 to 4 are also spoken of in 一, so the table must follow
        table = section in "二三四"
        if weak and (table or runs_on):
            return ""
        if (
            table
            and not (current.number in ("二", "三", "四") and current.number != section)
            and not _table_follows(lines, index)
        ):
            return ""
        return "" if runs_on and len(body) < 6 else section
    if not match and not runs_on and len(body) >= 8 and not section and heading[-1] not in "。；，,;":
        return _near(body, "", 90)
    return ""


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
