"""The unit's own name where it signs and where it names itself: another unit's, or its own with a character wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.findings import Span
from models.organ import Kind, Organ, named
from models.prose.lexicon.bodies import shortens

_LINE = re.compile(r"[一-龥（）()]{4,30}")
_DATE = re.compile(r"\s*(?:\d{4}|二[〇○零]..)年.{1,3}月.{1,3}日\s*")
_HAN = "[\u4e00-\u9fff]"


def is_anothers(name: str, organ: Organ) -> bool:
    """Whether a signature is not the unit's: neither its name nor a short one, nor that of the office that reports for it."""
    name = re.sub(r"\s", "", name)
    if not name or name == organ.name or name in organ.short_names or shortens(name, organ.name):
        return False
    signer = named(name)
    if signer.kind is Kind.UNKNOWN or shortens(organ.name, name):
        return False
    office_of = organ.kind is Kind.GOVERNMENT and signer.kind is Kind.OFFICE and signer.place == organ.place
    government_of = organ.kind is Kind.OFFICE and signer.kind is Kind.GOVERNMENT and signer.place == organ.place
    return not (office_of or government_of)


def signed_lines(id: str, text: str) -> Iterator[tuple[Span, str]]:
    """The lines of a text that sign it: a short line without a mark, right before its last line, which is a date."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    for line, following in zip(lines[-3:], lines[-2:], strict=False):
        if _LINE.fullmatch(line[0].strip()) and _DATE.fullmatch(following[0]):
            yield Span(id, *line.span()), line[0].strip()


def misspelt(organ: Organ, id: str, text: str) -> Iterator[tuple[Span, str]]:
    """Places with the unit's name but for one character: 云岭县财政全融局 for 云岭县财政金融局."""
    tail = organ.tail
    if len(tail) < 4 or not organ.places:
        return
    place = organ.places[-1]
    for match in re.finditer(f"{re.escape(place)}({_HAN}{{{len(tail)}}})", text):
        written = match[1]
        wrong = sum(a != b for a, b in zip(written, tail, strict=True))
        if wrong == 1 and written[-1] == tail[-1] and written[:1] == tail[:1]:
            yield Span(id, *match.span()), match[0]
