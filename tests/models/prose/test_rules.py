"""Every rule and doubt by which prose is read, on its own examples: what it reads, and what it leaves alone."""

from __future__ import annotations

import re

import pytest

from models.forms import FORMS
from models.prose.candidates.context import Context
from models.prose.candidates.doubts import DOUBTS
from models.prose.candidates.rule import Doubt, Rule
from models.prose.candidates.rules import RULES
from models.prose.candidates.sentence import Candidate, Sentence
from models.prose.lexicon.tokens import Lexer

FORM = FORMS["2021"]
_MARKED = re.compile(r"\[([^\]]*)\]")


def candidate(marked: str, topic: str = "requests") -> Candidate:
    """What the number in brackets may count."""
    at = _MARKED.search(marked)
    assert at is not None
    text = _MARKED.sub(r"\1", marked)
    tokens = Lexer(FORM, 2024).read(text, 0, len(text))
    sentence = Sentence(tokens, text, "一.2", FORM, "云岭县交通运输局", Context(object=topic))
    return next(each for each in sentence.read() if each.token.start == at.start())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_its_example_and_leaves_the_silent_one(rule: Rule) -> None:
    assert candidate(rule.example).rule == rule.name
    assert candidate(rule.silent).rule != rule.name


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt.name)
def test_a_doubt_holds_for_its_example_and_not_for_the_silent_one(doubt: Doubt) -> None:
    topic = "" if doubt.name.startswith("outside") else "requests"
    assert doubt.name in candidate(doubt.example, topic).readings[0].doubts
    assert all(doubt.name not in reading.doubts for reading in candidate(doubt.silent, topic).readings)


def test_names_of_rules_and_doubts_are_their_own() -> None:
    names = [rule.name for rule in RULES] + [doubt.name for doubt in DOUBTS]
    assert len(set(names)) == len(names)
