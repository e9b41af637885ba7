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


@lru_cache(maxsize=16)
def common_passages(text: str, last: str) -> tuple[Passage, ...]:
    """The passages that both texts have in the same order, of at least ``SHORTEST`` characters; digits count as alike."""
    from rapidfuzz.distance import LCSseq

    blocks = LCSseq.editops(folded(text), folded(last)).as_matching_blocks()
    return tuple(Passage(block.a, block.b, block.size) for block in blocks if block.size >= SHORTEST)
