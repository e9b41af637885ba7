"""Find and replace over a whole report: its texts, fields, figures and the labels of its form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from models.exhibits import ANCHOR, exhibit_of, keys_in
from models.findings import Span
from models.form import Form
from models.naming import name_of
from models.node import plain
from models.report import META, Edit, Report
from models.texts import BOUND
from models.totals import Figures
from models.values import Value, read_number, show
from models.years import read_year

AROUND = 18
"""Characters of its text that stand on each side of a hit in the list."""
MOST = 2_000
"""Hits that are listed; of more nobody would read on."""
LONGEST = 200
"""Characters that can be searched for."""
_MARKS = re.compile(f"{BOUND.pattern}|{ANCHOR.pattern}")
_FIELDS = tuple(id for id in META if id not in ("form", "last_year", "locked"))


class In(Enum):
    """What a hit stands in."""

    TEXT = "文字"
    FIELD = "单位信息"
    CELL = "数字"
    LABEL = "表格标签"
    EXHIBIT = "图表"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: the id to go to, the words in a text (None for the whole of a cell or label), its name and
    the words around it."""

    id: str
    kind: In
    name: str
    around: str
    span: Span | None = None

    @property
    def can_be_replaced(self) -> bool:
        """Words and figures can; a label is the form's, and a figure that follows its cell is changed there."""
        return self.kind not in (In.LABEL, In.EXHIBIT) and (self.kind is In.CELL or self.span is not None)


def find(report: Report, figures: Figures, words: str) -> list[Hit]:
    """Every place where ``words`` stand, in the order of the report; full and half width, upper and lower case are the same."""
    wanted = _plain(words.strip()[:LONGEST])
    if not wanted:
        return []
    form = report.form
    hits: list[Hit] = []
    for hit in _all(report, figures, form, wanted):
        hits.append(hit)
        if len(hits) == MOST:
            break
    return hits


def _all(report: Report, figures: Figures, form: Form, wanted: str) -> Iterator[Hit]:
    for id in _FIELDS:
        for at in _places(_plain(str(report.get(id) or "")), wanted):
            yield _in_text(report, form, id, at, at + len(wanted), In.FIELD)
    for id in (form.preamble.id, *(id for id in form.texts if id != form.preamble.id)):
        yield from _in_one_text(report, figures, form, id, wanted)
        yield from _in_exhibits(report, form, id, wanted)
    for id in dict.fromkeys((*form.cells, *(f"note.{table.id}" for table in form.tables))):
        if id in form.cells:
            shown = show(figures.printed[id])
            if wanted in _plain(shown):
                yield Hit(id, In.CELL, name_of(id, form), shown)
            for at in _places(_plain(report.text(f"remark.{id}")), wanted):
                yield _in_text(report, form, f"remark.{id}", at, at + len(wanted), In.TEXT)
        else:
            for at in _places(_plain(report.text(id)), wanted):
                yield _in_text(report, form, id, at, at + len(wanted), In.TEXT)
    for id, name, searched in _labels(form):
        if wanted in searched:
            yield Hit(id, In.LABEL, name_of(id, form), name)


def _in_one_text(report: Report, figures: Figures, form: Form, id: str, wanted: str) -> Iterator[Hit]:
    """Hits in a text as it is printed. One that takes in a bound figure is shown but not replaced."""
    stored = report.text(id)
    if not stored:
        return
    printed, places = _printed(stored, figures)
    for at in _places(_plain(printed), wanted):
        start, end = places[at], places[at + len(wanted)]
        whole = end - start == len(wanted)
        around = _around(printed, at, at + len(wanted))
        yield Hit(id, In.TEXT, name_of(id, form), around, Span(id, start, end) if whole else None)


def _in_exhibits(report: Report, form: Form, id: str, wanted: str) -> Iterator[Hit]:
    """Hits in the captions, alternative texts and cells of the pictures and tables of a text; they are changed where they stand."""
    for key in keys_in(report.text(id)):
        exhibit = exhibit_of(report, key)
        for words in (
            () if exhibit is None else (exhibit.caption, exhibit.alt, *(c for row in exhibit.rows for c in row))
        ):
            if wanted in _plain(words):
                yield Hit(id, In.EXHIBIT, name_of(id, form), words)


def _printed(stored: str, figures: Figures) -> tuple[str, list[int]]:
    """The text as printed, and for each of its characters (and its end) where it stands in the stored text."""
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for match in _MARKS.finditer(stored):
        cell = match[1] or ""
        if not match[2] and cell not in figures.printed:
            continue  # brackets that bind nothing are words as any others
        pieces.append(stored[last : match.start()])
        places.extend(range(last, match.start()))
        figure = "" if match[2] else show(figures.printed[cell]) or "0"
        pieces.append(figure)
        places.extend([match.start()] * len(figure))
        last = match.end()
    pieces.append(stored[last:])
    places.extend(range(last, len(stored) + 1))
    return "".join(pieces), places


def _in_text(report: Report, form: Form, id: str, start: int, end: int, kind: In) -> Hit:
    text = str(report.get(id))
    return Hit(id, kind, name_of(id, form), _around(text, start, end), Span(id, start, end))


def _around(text: str, start: int, end: int) -> str:
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    shown = text[left:right].replace("\n", " ")
    return f"{'…' if left else ''}{shown}{'…' if right < len(text) else ''}"


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


@lru_cache(maxsize=4)
def _labels(form: Form) -> tuple[tuple[str, str, str], ...]:
    """(first cell of it, label, what is searched) for each row and column of each table, and each section's heading."""
    found: dict[tuple[str, str], str] = {}
    for id, cell in form.cells.items():
        for line in (cell.row, cell.column):
            for node in line.path:
                found.setdefault((cell.table.id, plain(node.label)), id)
    tables = [(id, label, _plain(label)) for (_, label), id in found.items() if label]
    return (*tables, *((s.number, s.heading, _plain(s.heading)) for s in form.sections))


def _plain(text: str) -> str:
    """Half width and lower case, character for character."""
    return "".join(map(_character, text)) if not text.isascii() else text.lower()


@lru_cache(maxsize=8_000)
def _character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character


def replaced(report: Report, hits: Iterable[Hit], by: str) -> Edit:
    """The edit that puts ``by`` in place of the words of these hits; those that cannot be replaced are left."""
    spans: dict[str, list[Span]] = {}
    edit: dict[str, Value] = {}
    for hit in hits:
        if hit.kind is In.CELL:
            cell = report.form.cells[hit.id]
            edit[hit.id] = read_number(by, cell.kind).value if by.strip() else None
        elif hit.span is not None:
            spans.setdefault(hit.id, []).append(hit.span)
    for id, places in spans.items():
        edit[id] = _with(str(report.get(id)), places, by) or None
    return {id: _typed(id, value) for id, value in edit.items()}


def _with(text: str, places: Sequence[Span], by: str) -> str:
    for span in sorted(places, key=lambda span: -span.start):
        text = text[: span.start] + by + text[span.end :]
    return text


def _typed(id: str, value: Value) -> Value:
    """A year is a number where it can be read as one."""
    if id == "year" and isinstance(value, str):
        return read_year(value) or value
    return value
