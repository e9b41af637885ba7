"""The numbers of one sentence decided together: what adds up is explained, and a smaller one of the same is a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.prose.lexicon.numerals import Amount, Numeral
from models.prose.lexicon.slots import Slot
from models.prose.reading import Relation, Tie
from models.totals import Figures

UNSURE = 0.6
"""The most certainty that is left to a number which may be a part of one of the same kind."""
_CONCLUDED = ("answered", "handled")
_NEAR = 12
"""How many numbers before one are looked at."""
_PARTS = 4
"""How many numbers behind one are tried as what is to be added to it."""


@dataclass(slots=True)
class Number:
    """A number of the sentence: what it counts by its first reading, and the ties it has so far."""

    numeral: Numeral | None
    slot: Slot | None
    ties: tuple[Tie, ...]

    @property
    def misfits(self) -> bool:
        """Whether the table has another figure for it."""
        return bool(self.ties) and self.ties[0].fits is False and self.ties[0].relation is Relation.VALUE

    @property
    def value(self) -> Amount:
        return self.numeral.value if self.numeral else 0


def decide(numbers: Sequence[Number], figures: Figures | None) -> None:
    """Take away or doubt the ties of numbers that the others of the sentence explain."""
    for i, number in enumerate(numbers):
        if number.numeral is None or not number.ties:
            continue
        if number.ties[0].fits is None and any(_is_part_of(number, other) for other in numbers[max(0, i - _NEAR) : i]):
            number.ties = ()
        if number.misfits and figures is not None:
            if _completes(number, numbers[i + 1 : i + 1 + _PARTS], figures):
                number.ties = ()
            elif any(_is_part_of(number, other) for other in numbers[max(0, i - _NEAR) : i]):
                number.ties = tuple(replace(t, certainty=min(t.certainty, UNSURE)) for t in number.ties)


def _completes(number: Number, following: Sequence[Number], figures: Figures) -> bool:
    """办结46件，逾期未补正2件: what was answered, and the results that the office tells beside it, are all that was concluded."""
    if number.slot is None or number.slot.action not in _CONCLUDED or number.slot.result:
        return False
    wanted = number.ties[0].quantity.figures(figures)
    total = number.value
    for other in following:
        if other.slot is None or not other.slot.result or other.numeral is None:
            return False
        total += other.value
        if total in wanted:
            return True
    return False


def _is_part_of(number: Number, other: Number) -> bool:
    """收到申请418件，受理402件: of the same as a number before it, and smaller."""
    if not other.ties or other.ties[0].fits is False or other.numeral is None or not number.numeral:
        return False
    first, second = number.ties[0], other.ties[0]
    if not first.relation is second.relation is Relation.VALUE or first.elsewhere != second.elsewhere:
        return False
    return number.ties[0].quantity == other.ties[0].quantity and number.value < other.value
