"""What a rule is. A newcomer adds a construction of prose by one rule with two examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.prose.candidates.place import Place
from models.prose.lexicon.slots import Slot
from models.prose.reading import Relation


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number may count: each of ``slots`` (行政复议、行政诉讼均为0件 counts two things), with this ``weight``.

    ``rule`` is the name of the rule that gave it, ``doubts`` are those that lessened the weight.
    """

    slots: tuple[Slot, ...]
    relation: Relation
    weight: float
    rule: str
    doubts: tuple[str, ...] = ()


Given = Slot | tuple[Slot, ...] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One construction. In ``example`` the number in brackets is read by this rule; in ``silent`` it is not.

    ``when`` says whether the words are there; ``gives`` says what the number counts: one thing, several alike, or None
    for a number that counts nothing of the form. ``weight`` (0 to 1): how often such words mean this. ``quiet``: a number
    that counts nothing says nothing of those that follow either. ``certain``: the doubts do not hold for it.
    """

    name: str
    example: str
    silent: str
    when: Callable[[Place], bool]
    gives: Callable[[Place], Given]
    weight: float = 0.95
    relation: Callable[[Place], Relation] = lambda place: Relation.VALUE
    quiet: bool = False
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """What makes a reading less likely by ``factor``: the number in brackets of ``example`` is doubted, that of ``silent`` not."""

    name: str
    example: str
    silent: str
    when: Callable[[Place, Slot], bool]
    factor: float
