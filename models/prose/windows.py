"""The words beside a number: what touches it on the left, what follows it, what its clause said before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.prose.words import Kind, Token

REACH = 40
"""Tokens that are looked at on either side of a number: bounds the time for text without punctuation."""

BREAKS = frozenset({Kind.NUMBER, Kind.COMMA, Kind.STOP, Kind.CLOSE})
EMPTY = frozenset({Kind.GLUE, Kind.YEAR, Kind.TOTAL, Kind.BODY, Kind.PART, Kind.AMOUNT, Kind.EACH, Kind.AGAINST})
"""Words that name nothing by themselves."""

_NAMES = frozenset({Kind.OBJECT, Kind.ACTION, Kind.RESULT, Kind.OUTCOME, Kind.APPLICANT, Kind.REST, Kind.ROLL})
_STRANGE = frozenset({Kind.OTHER, Kind.FOREIGN})

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Chain:
    """The words that touch a number on its left: the ``items`` of a list joined by 、 or 和, and what ended them.

    ``bracketed``: the number opens a bracket, so that the words before the bracket name it.
    """

    items: tuple[tuple[Token, ...], ...]
    stop: Token | None = None
    bracketed: bool = False

    @property
    def last(self) -> tuple[Token, ...]:
        return self.items[-1]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for item in self.items for token in item)

    @property
    def is_bare(self) -> bool:
        return not any(token.kind in _NAMES for token in self.tokens)

    @property
    def is_blocked(self) -> bool:
        """Whether a word of no table touches the number, so that the number counts what that word names."""
        return self.is_bare and self.stop is not None and self.stop.kind in _STRANGE


def before(tokens: Tokens, i: int) -> Chain:
    """The words that touch token ``i`` on its left, back to a number, a comma or a word of no table."""
    items: list[list[Token]] = [[]]
    bracketed = False
    stop = None
    for j in range(i - 1, max(-1, i - REACH), -1):
        token = tokens[j]
        if j == i - 1 and token.kind is Kind.NUMBER:
            continue  # 行政许可2项276件: two measures of one thing
        if token.kind is Kind.OPEN and not bracketed and not any(items):
            bracketed = True
        elif token.kind in BREAKS or token.kind in _STRANGE or token.kind in (Kind.OPEN, Kind.NOT):
            stop = token
            break
        elif token.kind is Kind.AND:
            items.append([])
        else:
            items[-1].append(token)
    if stop is not None and stop.kind is Kind.NUMBER and not items[0]:
        items = [[]]  # 2件维持、1件纠正: the words before 、 are the other number's
    return Chain(tuple(tuple(reversed(item)) for item in reversed(items)), stop, bracketed)


def after(tokens: Tokens, i: int) -> tuple[tuple[Token, ...], bool]:
    """The known words behind token ``i``, and whether a word of no table comes first.

    Of 17件为不予处理和其他处理 nothing is taken: the number counts both.
    """
    taken: list[Token] = []
    for j, token in enumerate(tokens[i + 1 : i + REACH], i + 1):
        if token.kind is Kind.AND and j + 1 < len(tokens) and tokens[j + 1].kind in (Kind.RESULT, Kind.OUTCOME):
            return (), False
        if token.kind in BREAKS or token.kind in _STRANGE or token.kind in (Kind.OPEN, Kind.AND, Kind.NOT):
            if token.kind in _STRANGE and taken and taken[-1].kind is Kind.OBJECT and taken[-1].key != "requests":
                return tuple(taken[:-1]), True  # 45件行政处罚案件信息 counts no decisions
            return tuple(taken), token.kind in _STRANGE and all(word.kind in EMPTY for word in taken)
        taken.append(token)
    return tuple(taken), False


def left(tokens: Tokens, i: int) -> list[Token]:
    """The words of the clause left of token ``i``, those of no table too, back to the last number."""
    taken: list[Token] = []
    for j in range(i - 1, max(-1, i - REACH), -1):
        if tokens[j].kind in BREAKS or tokens[j].kind is Kind.OPEN:
            break
        taken.append(tokens[j])
    return taken[::-1]


def strange(tokens: Iterable[Token]) -> bool:
    """Whether some word is of no table, or of the table of things that the form does not count."""
    return any(token.kind in _STRANGE for token in tokens)


def numbers_between(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a number stands between two tokens; as good as certain where they are far apart."""
    return last - first > REACH or any(token.kind is Kind.NUMBER for token in tokens[first + 1 : last])


def excerpt(tokens: Tokens, text: str, i: int) -> str:
    """The words around token ``i``, some 30 characters at most, for messages."""
    first = last = i
    while first > 0 and tokens[first - 1].kind not in BREAKS and tokens[i].start - tokens[first - 1].start < 20:
        first -= 1
    denial = tokens[i].kind is Kind.NOT
    if denial and i and tokens[i - 1].kind is Kind.COMMA and last + 1 == len(tokens) - 1:
        first = i - 1 - len(left(tokens, i - 1))
    ends = (*BREAKS, Kind.OPEN) if denial else (*BREAKS, Kind.OPEN, Kind.AND)
    while last + 1 < len(tokens) and tokens[last + 1].kind not in ends:
        if tokens[last + 1].end - tokens[i].end > (24 if denial else 12):
            break
        last += 1
    return text[tokens[first].start : tokens[last].end].strip("、，：（( ")
