"""How the sections of an edition are known: by their titles, those of other editions and those in use, and by how their tables
begin. Everything is taken from the declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from models.editions import between, others
from models.form import Block, Form, Section, plain
from models.forms import FORMS
from models.labels import normal, split_number

LONG = 11
"""Signs of a corner that make it unlike any other text."""


@dataclass(frozen=True)
class Titles:
    """``all``: normalised title → section number; ``tables``: the numbers of sections with a table.

    ``marks``: what stands alone at the beginning of a table → its section; ``begins``: what its first line begins with;
    ``corners``: what may stand over the stubs of any table.
    """

    all: Mapping[str, str]
    tables: frozenset[str]
    marks: Mapping[str, str]
    begins: Mapping[str, str]
    corners: frozenset[str]

    @cached_property
    def _first(self) -> frozenset[str]:
        """The signs with which such a line can begin."""
        return frozenset(mark[0] for mark in (*self.marks, *self.begins)) | frozenset("（(")

    def table_at(self, text: str) -> str:
        """The section of the table that begins with this line, "" where none does."""
        if len(text) > 200:
            return ""
        first = text.split("\t", 1)[0] if "\t" in text else text
        if len(first) > 45 or first[0] not in self._first:
            return ""
        key = normal(first)
        return self.marks.get(key) or self.begins.get(key[:LONG], "")

    def is_corner(self, text: str) -> bool:
        return normal(text[:20]) in self.corners


@lru_cache(maxsize=8)
def titles_of(form_id: str) -> Titles:
    """The titles by which the sections of an edition are known, each by its number there; its own win over all others."""
    form = FORMS[form_id]
    known: dict[str, str] = {}
    marks: dict[str, str] = {}
    begins: dict[str, str] = {}
    corners: set[str] = set()
    sections = list(_sections(form))
    for section, number in sections:
        known.setdefault(normal(section.title), number)
    for section, number in sections:
        for title in section.said:
            known.setdefault(normal(title), number)
        for block in section.table.blocks[:1] if section.table else ():
            for mark in _marks(block):
                marks.setdefault(mark, number)
            corner = normal(block.corner)
            if len(corner) >= LONG:
                begins.setdefault(corner[:LONG], number)
            elif corner:
                corners.add(corner)
    tables = frozenset(section.number for section in form.sections if section.table is not None)
    return Titles(known, tables, marks, begins, frozenset(corners))


@lru_cache(maxsize=1)
def official() -> frozenset[str]:
    """The titles that any edition prints."""
    return frozenset(normal(section.title) for form in FORMS.values() for section in form.sections)


@lru_cache(maxsize=1)
def in_use() -> frozenset[str]:
    """Every title, of any edition, that a section is known by."""
    titles = (title for form in FORMS.values() for section in form.sections for title in (section.title, *section.said))
    return frozenset(map(normal, titles))


def _sections(form: Form) -> Iterator[tuple[Section, str]]:
    """The sections of all editions, this one's first, with the number that each has here."""
    for edition in (form, *others(form)):
        numbers = between(edition, form).sections
        yield from ((section, numbers[section.number]) for section in edition.sections if section.number in numbers)


def _marks(block: Block) -> Iterator[str]:
    """What stands alone where a table begins: the title of its first block, else its first group of heads and its first row."""
    if block.title:
        yield normal(block.title)
        return
    groups = [node.label for node in block.columns if node.children]
    if groups:
        yield normal(plain(groups[0]))
        if len(groups) > 1:
            yield "".join(normal(plain(label)) for label in groups)
    for leaf in block.row_leaves[:1]:
        if leaf.node.label:
            yield from (normal(plain(leaf.node.label)), normal(split_number(plain(leaf.node.label))[1]))
