"""One sentence as a tree, made once: clauses between commas, brackets hung below the words that they follow.

A clause reaches from comma to comma; a bracket is a clause of its own, below the clause that it interrupts. So the words
before a number run on over a bracket that stands between, and the words of the bracket never run out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from models.prose.lexicon.tokens import Token, Tokens
from models.prose.lexicon.words import Kind

REACH = 48
"""Tokens that are looked at on either side of a number: bounds the time for text without punctuation."""
MAX_DEPTH = 8

EMPTY = frozenset(
    {
        Kind.GLUE,
        Kind.YEAR,
        Kind.TOTAL,
        Kind.BODY,
        Kind.PART,
        Kind.AMOUNT,
        Kind.EACH,
        Kind.AGAINST,
        Kind.REASON,
        Kind.REST,
    }
)
"""Words that name nothing by themselves."""
NAMES = frozenset({Kind.OBJECT, Kind.ACTION, Kind.RESULT, Kind.OUTCOME, Kind.APPLICANT, Kind.ROLL})


@dataclass(slots=True)
class Clause:
    """The tokens of one clause in order, without those of brackets in it. ``parent`` is the clause that a bracket
    interrupts, ``after`` the place in it; ``mark`` is the punctuation that ended the clause before."""

    depth: int
    parent: Clause | None = None
    after: int = 0
    mark: str = ""
    tokens: list[Token] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)

    def before(self, i: int) -> tuple[Token, ...]:
        """The words of the clause before its token ``i``, back to the number before."""
        first = max(0, i - REACH)
        for j in range(i - 1, first - 1, -1):
            if self.tokens[j].kind is Kind.NUMBER and j != i - 1:
                if self.tokens[i - 1].kind is Kind.AND:
                    return ()  # 2件维持、1件纠正: the words before 、 are the other number's
                first = j + 1
                break
        return tuple(t for t in self.tokens[first:i] if t.kind is not Kind.NUMBER)

    def after_number(self, i: int) -> tuple[Token, ...]:
        """The words of the clause behind its token ``i``, up to the next number."""
        taken: list[Token] = []
        for token in self.tokens[i + 1 : i + REACH]:
            if token.kind is Kind.NUMBER:
                # what stands right before the next number is that number's, unless a 、 parts them
                cut = max((n for n, t in enumerate(taken) if t.kind is Kind.AND), default=0)
                return tuple(taken[:cut])
            taken.append(token)
        return tuple(taken)

    @property
    def numbers(self) -> list[int]:
        return [i for i, token in enumerate(self.tokens) if token.kind is Kind.NUMBER]


def clauses(tokens: Tokens, text: str) -> list[Clause]:
    """The clauses of a sentence in the order in which they begin; nested brackets follow the words before them."""
    current = Clause(0)
    found, stack = [current], [current]
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN and len(stack) < MAX_DEPTH:
            current = Clause(len(stack), stack[-1], len(stack[-1].tokens), "（")
            stack.append(current)
            found.append(current)
        elif token.kind is Kind.CLOSE and len(stack) > 1:
            stack.pop()
            current = stack[-1]
        elif token.kind in (Kind.COMMA, Kind.STOP):
            above = current.parent
            current = Clause(current.depth, above, current.after, text[token.start])
            stack[-1] = current
            found.append(current)
        elif token.kind not in (Kind.OPEN, Kind.CLOSE):
            current.tokens.append(token)
            current.indices.append(index)
    return [clause for clause in found if clause.tokens]


def items(tokens: Iterable[Token]) -> list[tuple[Token, ...]]:
    """The items of a list joined by 、 or 和."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.AND:
            found.append([])
        else:
            found[-1].append(token)
    return [tuple(item) for item in found]


def names_something(tokens: Iterable[Token]) -> bool:
    return any(token.kind in NAMES for token in tokens)


def walk(found: list[Clause]) -> Iterator[tuple[Clause, int]]:
    """Every token of every clause with its place, in the order of the text."""
    places = [(clause.indices[i], clause, i) for clause in found for i in range(len(clause.tokens))]
    for _, clause, i in sorted(places, key=lambda place: place[0]):
        yield clause, i
