"""The reader's front door: every number of a text, tied to cells of the form, with a person's corrections applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.form import Form
from models.prose.completion import State
from models.prose.quantities import parse_expression
from models.prose.reading import NOTHING, Mention, Tie
from models.prose.sentence import Sentence
from models.prose.windows import Tokens
from models.prose.words import Kind, lex


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
    mentions: list[Mention] = []
    state = State(object=topic)
    for number, tokens in enumerate(_sentences(lex(text, form, year))):
        if any(token.kind in (Kind.NUMBER, Kind.NOT) for token in tokens):
            mentions.extend(Sentence(tokens, text, text_id, form, unit, state).read(number))
        else:
            objects = [token.key for token in tokens if token.kind is Kind.OBJECT]
            state = State(object=objects[-1]) if objects else state
        ended = tokens[-1].key == "paragraph"
        state = State(object=topic if ended else state.object, foreign=state.foreign and not ended)
    return list(_corrected(mentions, form, corrections)) if corrections else mentions


def _sentences(tokens: Tokens) -> Iterator[Tokens]:
    start = 0
    for i, token in enumerate(tokens):
        if token.kind is Kind.STOP:
            yield tokens[start : i + 1]
            start = i + 1
    if start < len(tokens):
        yield tokens[start:]


def _corrected(mentions: list[Mention], form: Form, corrections: Mapping[str, str]) -> Iterator[Mention]:
    for mention in mentions:
        written = corrections.get(mention.key)
        if written is None:
            yield mention
        elif written.strip() == NOTHING:
            yield replace(mention, ties=(), corrected=True)
        else:
            chosen = parse_expression(form, written)
            yield replace(mention, ties=(Tie(chosen),), corrected=True) if chosen else mention
