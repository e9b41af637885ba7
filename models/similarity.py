"""How alike two texts are, and which passages they share, so that both can be shown side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MOST = 10_000
"""Characters of a text that are compared; bounds time and memory."""
SHORTEST = 8
"""Characters below which a common passage is a coincidence."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that both texts have: ``length`` characters from ``start`` in this text and from ``last`` in the other."""

    start: int
    last: int
    length: int


def folded(text: str) -> str:
    """The text with every digit alike, at the same places: a changed year or figure makes no new text."""
    return _DIGIT.sub("0", text[:MOST])


@lru_cache(maxsize=16)
def ratio(text: str, last: str, at_least: float = 0.0) -> float:
    """0 (nothing in common) to 1 (equal but for the digits); 0 too for less than ``at_least``, which is found sooner."""
    from rapidfuzz.distance import Indel  # loading it takes longer than checking a report that has no last year

    return float(Indel.normalized_similarity(folded(text), folded(last), score_cutoff=at_least))


_CLAUSE = re.compile(r"[^，。；：！？,;:!?\s]+")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]+[是要、]|（[一二三四五六七八九十]+）|\(?\d{1,2}[.．、)）]|第[一二三四五六七八九十]，?|[首其再]?[先次]是?)"
)
FEW = 4
"""Characters below which a clause is a turn of phrase: 下一步, 主要问题."""
NEAR = 0.85
"""Likeness from which a clause is last year's with a word changed."""
_MANY = 40
"""Clauses up to which those that changed a little are looked for too."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of last year's text stands in this one: the share of its clauses, in any order, and their places here."""

    share: float
    places: tuple[tuple[int, int], ...]


NONE = Kept(0.0, ())


def _clauses(text: str) -> list[tuple[str, int, int]]:
    """The clauses of a text without their ordinals, digits alike, with their places."""
    found, alike = [], folded(text)
    for match in _CLAUSE.finditer(alike):
        start = match.start() + (ordinal.end() if (ordinal := _ORDINAL.match(match[0])) else 0)
        if match.end() - start >= FEW:
            found.append((alike[start : match.end()], start, match.end()))
    return found


@lru_cache(maxsize=16)
def kept(text: str, last: str) -> Kept:
    """The clauses of last year's text that stand in this one unchanged or nearly so. Order and additions hide nothing."""
    mine, theirs = _clauses(text), _clauses(last)
    if not mine or not theirs:
        return Kept(0.0, ())
    here, there = {clause for clause, _, _ in mine}, [clause for clause, _, _ in theirs]
    same = {clause for clause in there if clause in here}
    changed = _changed(here - same, [clause for clause in there if clause not in same])
    share = sum(clause in same or clause in changed for clause in there) / len(there)
    standing = same | set(changed.values())
    return Kept(share, tuple((start, end) for clause, start, end in mine if clause in standing))


def _changed(here: set[str], there: list[str]) -> dict[str, str]:
    """Last year's clause → this year's that differs from it in a word or two."""
    if not here or not there or max(len(here), len(there)) > _MANY:
        return {}
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    found = {}
    for clause in there:
        match = process.extractOne(clause, here, scorer=Indel.normalized_similarity, score_cutoff=NEAR)
        if match is not None:
            found[clause] = match[0]
    return found


@lru_cache(maxsize=16)
def common_passages(text: str, last: str) -> tuple[Passage, ...]:
    """The passages that both texts have in the same order, of at least ``SHORTEST`` characters; digits count as alike."""
    from rapidfuzz.distance import LCSseq

    blocks = LCSseq.editops(folded(text), folded(last)).as_matching_blocks()
    return tuple(Passage(block.a, block.b, block.size) for block in blocks if block.size >= SHORTEST)
