"""The text of a template: its title, the headings of the form, and what stands under each of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from exporters.outline import lines_of
from exporters.word.template.elements import Element, local, parts, words
from exporters.word.template.grids import FoundTable, read_table, whole_tables
from exporters.word.template.placeholders import Words, bracketed, kind_of
from models.editions import between, others
from models.form import Form, Section
from models.labels import normal, split_number

_TITLE = re.compile(r"政府信息公开\S{0,14}报告")
_UNIT = re.compile(r"[XxＸ×○〇]{1,}|[_＿]{2,}|单位|名称|机关|\{\{.*\}\}")
_DATE = re.compile(r"\s*\S{0,6}年\s*\S{0,4}月\s*\S{0,4}日\s*")
_NOTE = re.compile(r"\s*(?:注|备注|说明)\s*[：:]\s*")
_MAX_HEADING = 60
_MAX_SIGNATURE = 30
_MAX_PLAIN = 20


@dataclass(slots=True)
class Stretch:
    """What stands under one heading: of a section, or of a part of it (``part`` is its id, "" above the first part).

    ``mark`` is where in the heading's own line its text is to be written; ``items`` are the paragraphs up to the next heading.
    """

    heading: Element
    part: str = ""
    mark: tuple[int, int] | None = None
    items: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A template as a reader goes through it: what it has of each section, and the rest by what it is."""

    paragraphs: list[Element] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    unit: Element | None = None
    title: Element | None = None
    opening: Stretch | None = None
    sections: dict[str, list[Stretch]] = field(default_factory=dict)
    beside: dict[str, list[Element]] = field(default_factory=dict)
    """By table: the paragraphs under its heading."""
    notes: dict[str, list[Element]] = field(default_factory=dict)
    """By table: the lines of its notes."""
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
            table = item[-1].home
            continue
        out.paragraphs.append(item)
        text = words(item)
        section = _section_of(text, form)
        if section is not None:
            current = section
            table = ""
            if section.table is None:
                out.sections.setdefault(section.number, []).append(Stretch(item, mark=bracketed(text)))
        elif current is None:
            before.append(item)
        elif current.table is not None:
            _read_beside(item, text, table, current.table.id, out)
        else:
            _read_text(item, text, current, out)
    out.tables = whole_tables(out.tables, form)
    _read_signature(out, form)
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
    place = bracketed(text)
    bare = (text if place is None else text[: place[0]] + text[place[1] :]).strip()
    if not 2 <= len(bare) <= _MAX_HEADING:
        return None
    number, title = split_number(bare)
    key = normal(title)
    for section in form.sections:
        titles = [
            normal(other.title)
            for known in (form, *others(form))
            for other in known.sections
            if between(known, form).sections.get(other.number) == section.number
        ]
        if key in titles:
            return section
        if number == section.number and max(fuzz.ratio(key, title) for title in titles) >= 70:
            return section
    return None


def _read_beside(item: Element, text: str, table: str, expected: str, out: Layout) -> None:
    """A paragraph under the heading of a table: the first line of its notes and what goes on with it, or words of its own."""
    notes = out.notes.get(table)
    if table and (_NOTE.match(text) or (notes is not None and text.strip() and notes[-1] is item.getprevious())):
        out.notes.setdefault(table, []).append(item)
    else:
        out.beside.setdefault(expected, []).append(item)


def _read_text(item: Element, text: str, section: Section, out: Layout) -> None:
    """A paragraph under the heading of a text: the heading of a part, or what stands under the last heading."""
    stretches = out.sections[section.number]
    part = _part_of(text, section)
    if part:
        stretches.append(Stretch(item, part, bracketed(text)))
    else:
        stretches[-1].items.append(item)


def run_in(heading: Element) -> tuple[int, int] | None:
    """What follows a heading that is run in, in its own paragraph; None where it stands alone."""
    text = words(heading)
    lead = len(text) - len(text.lstrip())
    (line,) = lines_of([text.strip()])
    return (lead + line.end, len(text)) if line.run_in else None


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


def _read_signature(out: Layout, form: Form) -> None:
    """The lines for organ and date at the end of the last section, taken out of what stands under its heading."""
    last = out.sections.get(form.sections[-1].number)
    if not last:
        return
    written = [item for item in last[-1].items if words(item).strip()]
    if written and _DATE.fullmatch(words(written[-1])):
        out.date = written.pop()
    organ = written[-1] if written else None
    if organ is not None and (out.date is not None or len(written) > 1 or last[-1].mark is not None):
        text = words(organ).strip()
        looks = _UNIT.search(text) if out.date is None else kind_of(text) is not Words.PLACE or _UNIT.search(text)
        if len(text) <= _MAX_SIGNATURE and not re.search("[。；：，（(]", text) and looks:
            out.organ = organ
    last[-1].items = [item for item in last[-1].items if item is not out.organ and item is not out.date]


def _read_opening(before: Sequence[Element], out: Layout) -> None:
    """Title, unit and what stands below them, from the paragraphs before the first heading."""
    for index, item in enumerate(before):
        compact = re.sub(r"\s", "", words(item))
        if len(compact) <= _MAX_HEADING and "。" not in compact and _TITLE.search(compact):
            out.title = item
            above = next((other for other in reversed(before[:index]) if words(other).strip()), None)
            if above is not None and len(words(above)) <= _MAX_HEADING and _is_unit(words(above), compact):
                out.unit = above
            out.opening = Stretch(item, items=list(before[index + 1 :]))
            return


def _is_unit(text: str, title: str) -> bool:
    """Whether a line above the title is for the unit; where the title does not name one, a line that looks like a name is."""
    if _UNIT.search(text):
        return True
    names = re.search(r"(?:政府|办公[厅室]|[厅局委办院处所署]|街道|[乡镇县区市])(?:（.*）)?$", text.strip())
    return names is not None and re.match(r"[\d×XxＸ○〇_]{2,6}年|政府信息公开", title) is not None
