"""The lexer: a text becomes numbers, triggers by role, and what stands in no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.form import Form, plain
from models.forms import FORMS
from models.prose.lexicon.bodies import names
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


_KEYS = {Role.OTHER_RESULTS: "other", Role.UNSPECIFIED: "other"}
"""Results whose word in the tables is not that of their role."""


def _labels(form: Form) -> Iterator[tuple[str, str]]:
    """(key, printed words) of every result of the applications, groups included."""
    rows = dict.fromkeys(cell.row for cell in form.by_role(Role.APPLICATIONS, Role.RESULTS))
    for leaf in rows:
        roles = [node.role for node in leaf.path]
        below = leaf.path[roles.index(Role.RESULTS) + 1 :]
        for depth, node in enumerate(below, 1):
            key = ".".join(_KEYS.get(n.role, n.role.value) for n in below[:depth] if n.role is not None)
            label = re.sub(r"^(（.）|\d\.)|（.*", "", plain(node.label))
            if key and not node.total and label != "其他":
                yield key, label
                yield key, label.replace("“", "").replace("”", "")
                yield key, label.removeprefix("属于")


@lru_cache(maxsize=8)
def _lexicon(form_id: str) -> tuple[dict[str, tuple[Kind, str]], re.Pattern[str]]:
    words: dict[str, tuple[Kind, str]] = {}
    for kind, table in WORDS.items():
        for key, listed in table.items():
            words.update((word, (kind, key)) for word in listed.split())
    words.update((label, (Kind.RESULT, key)) for key, label in _labels(FORMS[form_id]))
    for key, listed in RESULTS.items():
        words.update((word, (Kind.RESULT, key)) for word in listed.split())
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


def says_a_number(text: str, start: int, end: int) -> bool:
    """Whether a sentence may hold a number or a denial and so is worth reading."""
    return has_number(text, start, end) or _DENIED.search(text, start, end) is not None
