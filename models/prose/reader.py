"""The reader's front door: every number of a text, tied to cells of the form, with a person's corrections applied.

A text goes through four rooms: the ``lexicon`` names its words, ``clauses`` builds each sentence, ``candidates`` says what
each number may count, and ``decision`` holds that against the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from models.findings import Span
from models.form import Form
from models.forms import FORMS
from models.prose.candidates.context import Context
from models.prose.candidates.sentence import Candidate, Sentence
from models.prose.decision.memory import NONE, Memory, recalled, remember
from models.prose.decision.together import Number, decide
from models.prose.decision.weigh import Tables, tied
from models.prose.lexicon.quantities import parse_expression
from models.prose.lexicon.slots import Slot
from models.prose.lexicon.tokens import Lexer, last_thing, says_a_number
from models.prose.lexicon.words import Kind
from models.prose.reading import NOTHING, Mention, Tie, key_of
from models.report import Report
from models.roles import Role
from models.totals import Figures, evaluate

TOPICS: Mapping[Role, str] = MappingProxyType({Role.ON_REQUEST: "requests"})
"""What the numbers of a text count where its sentences do not say, by the text's role."""
_WHOLES = {"requests": Slot("requests", "received")}
"""What a change without its whole speaks of at the beginning of a paragraph, by topic."""

_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？!?…]*[。！？!?…]+|[^。！？!?…]+")
_OPENING = re.compile(r"[^，。；、：（）！？,;()\n]*$")
_BREAK = re.compile(r"[，。；、：（）！？,;()\n]")
_STOP = re.compile(r"[，。；：（）！？,;()\n]")


def mentions_of(
    report: Report, text_id: str, figures: Figures | None = None, previous: Report | None = None
) -> list[Mention]:
    """The numbers of a text of the report as read, with the corrections that a person made, this year or last.

    ``previous`` is last year's report, else the one that is kept inside this one: the same sentence shows there what its
    number counts.
    """
    previous = previous or report.previous
    memory = NONE
    if (
        previous is not None
        and previous.form is report.form
        and (_sentences(text_id, report.text(text_id)) & _sentences(text_id, previous.text(text_id)))
    ):
        memory = _memory(previous, text_id)
    return read_text(
        report.text(text_id),
        text_id,
        report.form,
        unit=report.unit,
        year=report.year,
        topic=_topic(report.form, text_id),
        corrections={**memory.corrections, **dict(report.under("tie"))},
        figures=figures or evaluate(report),
        memory=memory,
    )


def _topic(form: Form, text_id: str) -> str:
    return next((topic for role, topic in TOPICS.items() if text_id in form.texts_of(role)), "")


@lru_cache(maxsize=64)
def _sentences(text_id: str, text: str) -> frozenset[str]:
    """The keys of the sentences of a text that may hold a number."""
    return frozenset(
        key_of(text_id, sentence[0].strip())
        for match in _PARAGRAPH.finditer(text)
        for sentence in _SENTENCE.finditer(match[0])
        if says_a_number(match[0], *sentence.span())
    )


@lru_cache(maxsize=64)
def _memory(previous: Report, text_id: str) -> Memory:
    """What last year's text shows of the numbers of the same sentences."""
    figures, corrections = evaluate(previous), dict(previous.under("tie"))
    mentions = read_text(
        previous.text(text_id),
        text_id,
        previous.form,
        unit=previous.unit,
        year=previous.year,
        topic=_topic(previous.form, text_id),
        corrections=corrections,
        figures=figures,
    )
    return remember(mentions, previous.form, figures, corrections)


def read_text(
    text: str,
    text_id: str,
    form: Form,
    *,
    unit: str = "",
    year: int | None = None,
    topic: str = "",
    corrections: Mapping[str, str] | None = None,
    figures: Figures | None = None,
    memory: Memory = NONE,
) -> list[Mention]:
    """Every number and denial of a text in order, tied or not.

    ``topic`` is the object that the section speaks of (``requests`` for 依申请公开). ``corrections`` are the entries
    ``tie.<key>`` of the report. ``figures``: those of the tables, by which a doubtful reading is decided; ``memory``: what last year's report shows. Paragraphs that
    did not change are not read again. Linear in the length of the text; never raises.
    """
    tables = Tables(figures)
    found: list[Mention] = []
    sentence = 0
    for match in _PARAGRAPH.finditer(text):
        read = _read(match[0], text_id, form.id, unit, year, topic)
        for each, ties in zip(read, _decided(read, form, tables), strict=True):
            found.append(_mention(each, ties, match.start(), sentence))
        sentence += 1 + (read[-1].sentence if read else 0)
    if memory is not NONE:
        found = [recalled(mention, form, memory) for mention in found]
    return list(_corrected(found, form, corrections) if corrections else found)


@dataclass(frozen=True, slots=True)
class _Read:
    """A candidate with its place in its paragraph."""

    candidate: Candidate
    start: int
    end: int
    key: str
    excerpt: str
    sentence: int


def _decided(read: Iterable[_Read], form: Form, tables: Tables) -> Iterator[tuple[Tie, ...]]:
    """The ties of each number of a paragraph, sentence by sentence."""
    for _, group in groupby(read, key=lambda each: each.sentence):
        numbers = [_number(each.candidate, form, tables) for each in group]
        decide(numbers, tables.figures)
        yield from (number.ties for number in numbers)


def _number(candidate: Candidate, form: Form, tables: Tables) -> Number:
    numeral = candidate.token.numeral
    ties = dict.fromkeys(
        tie for reading in candidate.readings for tie in tied(form.id, numeral, reading, candidate.elsewhere, tables)
    )
    slot = candidate.readings[0].slots[0] if candidate.readings else None
    return Number(numeral, slot, tuple(ties))


def _mention(read: _Read, ties: tuple[Tie, ...], start: int, sentence: int) -> Mention:
    candidate = read.candidate
    numeral = candidate.token.numeral
    text_id = read.key.partition(":")[0]
    if numeral is not None and start:
        numeral = replace(
            numeral, start=numeral.start + start, end=numeral.end + start, unit_end=numeral.unit_end + start
        )
    return Mention(
        Span(text_id, read.start + start, read.end + start),
        numeral,
        ties,
        read.key,
        read.excerpt,
        read.sentence + sentence,
        candidate.index,
        candidate.part,
        candidate.depth,
    )


@lru_cache(maxsize=1024)
def _read(text: str, text_id: str, form_id: str, unit: str, year: int | None, topic: str) -> tuple[_Read, ...]:
    """One paragraph as read; kept for the paragraphs in which a person is not typing."""
    form = FORMS[form_id]
    lexer = Lexer(form, year)
    said = Context(object=topic, whole=_WHOLES.get(topic))
    found: list[_Read] = []
    for number, match in enumerate(_SENTENCE.finditer(text)):
        start, end = match.span()
        if not says_a_number(text, start, end):
            if thing := last_thing(text, start, end):
                said.object, said.foreign = thing, False
            continue
        sentence = Sentence(lexer.read(text, start, end), text, text_id, form, unit, said)
        found.extend(_placed(sentence.read(), text, text_id, start, end, number))
        said = Context(
            object=said.object,
            foreign=said.foreign,
            whole=sentence.whole,
            action=said.action if said.object == "requests" else "",
        )
    return tuple(found)


def _placed(
    candidates: Iterable[Candidate], text: str, text_id: str, start: int, end: int, number: int
) -> Iterator[_Read]:
    key = key_of(text_id, text[start:end].strip())
    for ordinal, candidate in enumerate(candidates):
        token = candidate.token
        last = token.numeral.end if token.numeral else token.end
        around = excerpt(text, token.start, token.end, denial=token.kind is Kind.NOT)
        yield _Read(candidate, token.start, last, f"{key}:{ordinal}", around, number)


def excerpt(text: str, start: int, end: int, denial: bool = False) -> str:
    """The words around a place, some 30 characters at most, for messages."""
    opening = _OPENING.search(text, max(0, start - 22), start)
    first = opening.start() if opening else start
    if denial and first == start:
        first = max(0, start - 12)
    reach = min(len(text), end + (24 if denial else 12))
    stop = (_STOP if denial else _BREAK).search(text, end, reach)
    return text[first : stop.start() if stop else reach].strip("、，：（( \n")


def _corrected(mentions: Iterable[Mention], form: Form, corrections: Mapping[str, str]) -> Iterator[Mention]:
    for mention in mentions:
        written = corrections.get(mention.key)
        if written is None:
            yield mention
        elif written.strip() == NOTHING:
            yield replace(mention, ties=(), corrected=True)
        else:
            chosen = parse_expression(form, written)
            yield replace(mention, ties=(Tie(chosen),), corrected=True) if chosen else mention
