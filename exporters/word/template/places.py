"""The text of a template: its title, the headings of the form, and the places under them that are to be written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from exporters.word.template.elements import Element, local, parts, words
from exporters.word.template.grids import FoundTable, read_table, whole_tables
from models.form import Form, Section
from models.forms import FORMS
from models.labels import normal, split_number

_BRACKETED = re.compile(
    r"[（(【\[{〔《<][^（(【\[{〔《<）)】\]}〕》>]*(?:文字描述|文字说明|文字内容|填写|此处|请描述|请简述)[^（(【\[{〔《<）)】\]}〕》>]*[）)】\]}〕》>]"
)
_BARE = re.compile(r"\s*(?:文字描述|文字说明|[XxＸ×]{2,}|[_＿]{3,}|[.…]{3,}|\{\{.*\}\}|\$\{.*\})[。.]?\s*")
_LEFT = re.compile(r"[XxＸ×]{2,}|[_＿]{3,}|文字描述|文字说明|\{\{.*?\}\}")
_TITLE = re.compile(r"政府信息公开\S{0,14}报告")
_UNIT = re.compile(r"[XxＸ×]{1,}|[_＿]{2,}|单位|名称|机关|\{\{.*\}\}")
_DATE = re.compile(r"\s*\S{0,6}年\s*\S{0,4}月\s*\S{0,4}日\s*")
_NOTE = re.compile(r"\s*(?:注|备注|说明)\s*[：:]\s*")
_MAX_HEADING = 60
_MAX_SIGNATURE = 30
_MAX_PLAIN = 20


@dataclass(slots=True)
class Place:
    """Where a text is to be written: characters ``start`` to ``end`` of a paragraph, ``whole`` where it has no other words.

    ``part`` is the id of the part of 一 whose heading stands above, "" where none does.
    """

    paragraph: Element
    start: int
    end: int
    whole: bool
    part: str = ""


@dataclass(slots=True)
class SectionPlaces:
    """What a template has of one section: its places, and the first empty paragraph under its heading."""

    places: list[Place] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    empty: Element | None = None
    written: bool = False


@dataclass(slots=True)
class Layout:
    """A template as a reader goes through it."""

    paragraphs: list[Element] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    unit: Element | None = None
    title: Element | None = None
    preamble: Place | None = None
    sections: dict[str, SectionPlaces] = field(default_factory=dict)
    notes: dict[str, Element] = field(default_factory=dict)
    organ: Element | None = None
    date: Element | None = None


def layout_of(body: Element, form: Form) -> Layout:
    """Go through a template and find what can be filled in."""
    out = Layout()
    current: Section | None = None
    table = ""
    before: list[Element] = []
    for item in _flow(body, form):
        if isinstance(item, list):
            out.tables += item
            table = item[-1].table.id
            continue
        out.paragraphs.append(item)
        text = words(item)
        section = _section_of(text, form)
        if section is not None:
            current = section
            places = out.sections.setdefault(section.number, SectionPlaces())
            if section.table is None and (match := _BRACKETED.search(text)):
                places.places.append(_place(item, text, match))
            table = ""
        elif current is None:
            before.append(item)
        elif table and _NOTE.match(text):
            out.notes.setdefault(table, item)
        elif current.table is None:
            _read_text(item, text, current, current is form.sections[-1], out)
    out.tables = whole_tables(out.tables, form)
    _read_opening(before, out)
    return out


def _flow(element: Element, form: Form) -> Iterator[Element | list[FoundTable]]:
    """Paragraphs, and tables of the form, in order; a table that is none only arranges what is in its cells."""
    for item in parts(element, "p", "tbl"):
        if local(item) == "p":
            yield item
            continue
        found = read_table(item, form)
        if found:
            yield found
            continue
        for row in parts(item, "tr"):
            for cell in parts(row, "tc"):
                yield from _flow(cell, form)


def _section_of(text: str, form: Form) -> Section | None:
    """The section whose heading this is: by its title, or by its number and nearly its title."""
    bare = _BRACKETED.sub("", text).strip()
    if not 2 <= len(bare) <= _MAX_HEADING:
        return None
    number, title = split_number(bare)
    key = normal(title)
    for section in form.sections:
        titles = [
            normal(other.title)
            for known in FORMS.values()
            for other in known.sections
            if other.number == section.number
        ]
        if key in titles:
            return section
        if number == section.number and max(fuzz.ratio(key, title) for title in titles) >= 70:
            return section
    return None


def _read_text(item: Element, text: str, section: Section, last: bool, out: Layout) -> None:
    """A paragraph under the heading of a text: a place, the heading of a part, the signature, or words of its own."""
    places = out.sections[section.number]
    part = _part_of(text, section)
    if part:
        places.parts.append(part)
    here = places.parts[-1] if places.parts else ""
    signing = last and bool(places.places) and not part
    match = _BRACKETED.search(text)
    if match is not None:
        places.places.append(_place(item, text, match, here))
    elif not text.strip():
        if places.empty is None and not places.written:
            places.empty = item
    elif signing and _DATE.fullmatch(text):
        out.date = item
    elif signing and len(text.strip()) <= _MAX_SIGNATURE and "。" not in text and _UNIT.search(text):
        out.organ = item
    elif _BARE.fullmatch(text):
        places.places.append(Place(item, 0, len(text), True, here))
    elif not part:
        places.written = True


def _place(item: Element, text: str, match: re.Match[str], part: str = "") -> Place:
    """The place that is marked in a paragraph; with the full stop behind it, where nothing else is written there."""
    whole = not (text[: match.start()] + text[match.end() :]).strip("。. \u3000")
    return Place(item, 0, len(text), True, part) if whole else Place(item, *match.span(), False, part)


def _part_of(text: str, section: Section) -> str:
    """The part of a section whose heading this paragraph is, or begins with."""
    head = unicodedata.normalize("NFKC", text).strip()[:_MAX_HEADING]
    number, title = split_number(head)
    if not head.startswith("("):
        # its number may be an automatic one
        plain = normal(head) if len(head) <= _MAX_PLAIN and "。" not in head else ""
        return next((part.id for part in section.parts if plain.startswith(normal(part.title))), "")
    for index, part in enumerate(section.parts):
        numbered = bool(number) and "一二三四五六七八九".find(number) == index
        if numbered and (
            normal(part.title) in normal(title) or fuzz.partial_ratio(normal(part.title), normal(title)) >= 70
        ):
            return part.id
    return ""


def _read_opening(before: Sequence[Element], out: Layout) -> None:
    """Title, unit and preamble, from the paragraphs before the first heading."""
    for index, item in enumerate(before):
        text = words(item)
        compact = re.sub(r"\s", "", text)
        if out.title is None:
            if len(compact) <= _MAX_HEADING and "。" not in compact and _TITLE.search(compact):
                out.title = item
                above = next((other for other in reversed(before[:index]) if words(other).strip()), None)
                if above is not None and len(words(above)) <= _MAX_HEADING and _UNIT.search(words(above)):
                    out.unit = above
        elif (match := _BRACKETED.search(text)) is not None:
            out.preamble = _place(item, text, match)
            break
        elif not text.strip() and out.preamble is None:
            # an empty line under the title will do where nothing is marked
            out.preamble = Place(item, 0, len(text), True)


def left_over(paragraphs: Iterable[Element]) -> list[str]:
    """The words of paragraphs in which something is still to be filled in."""
    return [words(item).strip() for item in paragraphs if _LEFT.search(words(item)) or _BRACKETED.search(words(item))]
