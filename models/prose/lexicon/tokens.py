"""The lexer: a text becomes numbers, triggers by role, and what stands in no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.form import Form, plain
from models.forms import FORMS
from models.labels import held_by, normal
from models.prose.lexicon.bodies import names
from models.prose.lexicon.keys import below_results, result_key, strange_outcomes, strange_results
from models.prose.lexicon.numerals import Numeral, Skipped, find_numbers, has_number
from models.prose.lexicon.words import RESULTS, WORDS, Kind
from models.roles import Role


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a table, a number, or a run of characters of no table (``OTHER``)."""

    kind: Kind
    key: str
    start: int
    end: int
    numeral: Numeral | None = None

    @property
    def length(self) -> int:
        return self.end - self.start


Tokens = Sequence[Token]


def _labels(form: Form) -> Iterator[tuple[Kind, str, str]]:
    """(kind, key, printed words) of every result of the applications, groups included, and of every outcome of cases that the
    tables of words do not know."""
    for row in dict.fromkeys(cell.row for cell in form.by_role(Role.APPLICATIONS, Role.RESULTS)):
        below = below_results(row.path)
        for depth, node in enumerate(below, 1):
            label = re.sub(r"^(（.）|\d\.)|（.*", "", plain(node.label))
            if not node.total and label != "其他":
                for said in (label, label.replace("“", "").replace("”", ""), label.removeprefix("属于")):
                    yield Kind.RESULT, result_key(below[:depth]), said
    for key, cells in strange_outcomes(form.id).items():
        yield Kind.OUTCOME, key, plain(form.cells[cells[0]].column.node.label)


@lru_cache(maxsize=8)
def _lexicon(form_id: str) -> tuple[dict[str, tuple[Kind, str]], re.Pattern[str]]:
    """Every trigger with what it says; the form's own labels win over the other wordings in use."""
    words: dict[str, tuple[Kind, str]] = {}
    for kind, table in WORDS.items():
        for key, listed in table.items():
            words.update((word, (kind, key)) for word in listed.split())
    labels = list(_labels(FORMS[form_id]))
    strangers = {key: normal(said) for _, key, said in labels if key in strange_results(form_id)}
    for key, listed in RESULTS.items():
        words.update((word, (Kind.RESULT, key)) for word in listed.split())
        taken = held_by(listed.split(), "", strangers)
        words.update((word, (Kind.RESULT, stranger)) for word, stranger in taken.items())
    words.update((said, (kind, key)) for kind, key, said in labels if said)
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[0], []).append(re.escape(word[1:]))
    return words, re.compile(
        "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in heads.items()) + r"|\s+"
    )


class Lexer:
    """Reads one form's words; ``year`` is the report's, by which other years are told apart."""

    def __init__(self, form: Form, year: int | None) -> None:
        self._words, self._pattern = _lexicon(form.id)
        self._year = year

    def read(self, text: str, first: int, last: int) -> list[Token]:
        """The tokens of ``text`` from ``first`` to ``last`` in order. Linear in the length."""
        tokens: list[Token] = []
        position = first
        for number in find_numbers(text, first, last):
            self._between(text, position, number.start, tokens)
            if isinstance(number, Numeral):
                tokens.append(Token(Kind.NUMBER, number.unit, number.start, number.unit_end, number))
                position = number.unit_end
            else:
                position = number.end
                tokens.append(self._skipped(number))
                if number.year is not None and text.startswith("度", position):
                    position += 1
        self._between(text, position, last, tokens)
        return tokens

    def _between(self, text: str, start: int, end: int, tokens: list[Token]) -> None:
        position = start
        for first, last in names(text, start, end):
            self._words_between(text, position, first, tokens)
            tokens.append(self._body(text, first, last))
            position = last
        self._words_between(text, position, end, tokens)

    def _body(self, text: str, first: int, last: int) -> Token:
        kind, key = self._words.get(text[first:last], (Kind.BODY, "named"))
        if kind is not Kind.BODY:
            key = "units" if text.endswith(("部门", "各办"), first, last) else "named"
        return Token(Kind.BODY, key, first, last)

    def _words_between(self, text: str, start: int, end: int, tokens: list[Token]) -> None:
        position = start
        for match in self._pattern.finditer(text, start, end):
            if match.start() > position:
                tokens.extend(_unknown(text, position, match.start()))
            position = match.end()
            if not match[0].isspace():
                kind, key = self._words[match[0]]
                tokens.append(Token(kind, key, match.start(), position))
        if position < end:
            tokens.extend(_unknown(text, position, end))

    def _skipped(self, number: Skipped) -> Token:
        if number.year is None:
            return Token(Kind.OTHER, "digits", number.start, number.end)
        key = (
            "this" if self._year is None else {-1: "last", 0: "this", 1: "next"}.get(number.year - self._year, "other")
        )
        return Token(Kind.YEAR, key, number.start, number.end)


def _unknown(text: str, start: int, end: int) -> list[Token]:
    return [Token(Kind.OTHER, "", start, end)]


_DENIED = re.compile("[未无没零]|不存在")
_THINGS = {word: key for key, listed in WORDS[Kind.OBJECT].items() for word in listed.split() if key != "disclosure"}
_THING = re.compile("|".join(map(re.escape, sorted(_THINGS, key=len, reverse=True))))


def says_a_number(text: str, start: int, end: int) -> bool:
    """Whether a sentence may hold a number, or a denial of something, and so is worth reading."""
    if has_number(text, start, end):
        return True
    return (
        _DENIED.search(text, start, end) is not None
        and re.search("申请|复议|诉讼|结转|规章|文件|许可|处罚|强制|公开|收费", text[start:end]) is not None
    )


def last_thing(text: str, start: int, end: int) -> str:
    """The key of the last thing that a sentence names, "" for none; for sentences that are not read."""
    found = ""
    for match in _THING.finditer(text, start, end):
        found = match[0]
    return _THINGS.get(found, "")
