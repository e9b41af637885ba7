"""Units matched by name across years and files: the same organ may have been renamed (县交通局 → 县交通运输局)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from models.organ import named

_ASIDE = re.compile(r"[\s·•,，、.。\-—_()（）《》“”\"']")
LIKELY = 75
"""Similarity in percent from which another name may be that of the same unit; a person decides."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Match:
    """``name`` is the other name of the same unit, None where none is equal; ``likely`` are those to ask about, best first."""

    name: str | None
    likely: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """What is compared of a unit's name: half width, without spaces and punctuation."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", name))


def match(unit: str, others: Iterable[str]) -> Match:
    """Look for ``unit`` among the names ``others``. Nothing is guessed: a name that only resembles it is to be asked about."""
    key = folded(unit)
    if not key:
        return Match(None)
    scored: list[tuple[float, str]] = []
    for other in others:
        theirs = folded(other)
        if theirs == key:
            return Match(other)
        if not theirs or _elsewhere(key, theirs):
            continue
        score = fuzz.ratio(key, theirs)
        if theirs[-1] == key[-1]:
            likely = score >= LIKELY or _within(key, theirs)
        else:
            likely = named(key).is_township and named(theirs).is_township  # a township that became a street office
        if likely:
            scored.append((score, other))
    scored.sort(key=lambda item: (-item[0], item[1]))
    return Match(None, tuple(name for _, name in scored[:MOST]))


def _elsewhere(a: str, b: str) -> bool:
    """Whether two names begin with places of different names: 清河县…局 and 云岭县…局, not 洪泽县…局 and 洪泽区…局."""
    first, second = named(a).place_names, named(b).place_names
    return bool(first and second) and first.isdisjoint(second)


def _within(a: str, b: str) -> bool:
    """Whether the shorter name is made of signs of the longer one, in order: 交通局 in 交通运输局, 某局 in 某县某局."""
    short, long = sorted((a, b), key=len)
    signs = iter(long)
    return len(short) >= 3 and all(sign in signs for sign in short)
