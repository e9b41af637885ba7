"""The reader's front door: every number of a text, tied to cells of the form, with a person's corrections applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from models.form import Form
from models.forms import FORMS
from models.prose.completion import State
from models.prose.quantities import Slot, parse_expression
from models.prose.reading import NOTHING, Mention, Tie
from models.prose.sentence import Sentence
from models.prose.words import Kind, last_object, lex, says_a_number
from models.report import Report

TOPICS: Mapping[str, str] = MappingProxyType({"一.2": "requests"})
"""What the numbers of a text count where its sentences do not say."""


def mentions_of(report: Report, text_id: str) -> list[Mention]:
    """The numbers of a text of the report as read, with the corrections that a person made."""
    return read_text(
        report.text(text_id),
        text_id,
        report.form,
        unit=report.unit,
        year=report.year,
        topic=TOPICS.get(text_id, ""),
        corrections=dict(report.under("tie")),
    )


def read_text(
    text: str,
    text_id: str,
    form: Form,
    *,
    unit: str = "",
    year: int | None = None,
    topic: str = "",
    corrections: Mapping[str, str] | None = None,
) -> list[Mention]:
    """Every number and denial of a text in order, tied or not.

    ``topic`` is the object that the section speaks of (``requests`` for 依申请公开). ``corrections`` are the entries
    ``tie.<key>`` of the report. Linear in the length of the text; never raises.
    """
    mentions = _read(text, text_id, form.id, unit, year, topic)
    return list(_corrected(mentions, form, corrections) if corrections else mentions)


@lru_cache(maxsize=64)
def _read(text: str, text_id: str, form_id: str, unit: str, year: int | None, topic: str) -> tuple[Mention, ...]:
    """As ``read_text``; kept for the texts that a person is not typing in."""
    form = FORMS[form_id]
    mentions: list[Mention] = []
    state = State(object=topic, whole=_WHOLES.get(topic))
    for number, match in enumerate(_SENTENCE.finditer(text)):
        start, end = match.span()
        tokens = lex(text, form, year, start, end) if says_a_number(text, start, end) else []
        whole = state.whole
        if any(token.kind in (Kind.NUMBER, Kind.NOT) for token in tokens):
            sentence = Sentence(tokens, text, text_id, form, unit, state)
            mentions.extend(sentence.read(number))
            whole = sentence.whole
        else:
            state.object = last_object(text, start, end) or state.object
        ended = text[end - 1] == "\n"
        state = State(
            object=topic if ended else state.object,
            foreign=state.foreign and not ended,
            whole=_WHOLES.get(topic) if ended else whole,
        )
    return tuple(mentions)


_WHOLES = {"requests": Slot("requests", "received")}
"""What a change without its whole speaks of at the beginning of a paragraph, by topic."""

_SENTENCE = re.compile(r"[^。！？!?…\n]*[。！？!?…\n]+|[^。！？!?…\n]+")


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
