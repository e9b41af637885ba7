"""Which of its readings a number has: how often such words mean it, weighed with whether the table has that figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from models.prose.candidates.rule import Reading
from models.prose.lexicon.numerals import Numeral
from models.prose.lexicon.quantities import Quantity, quantity_of
from models.prose.reading import Relation, Tie
from models.totals import Figures

HINTED = 0.5
"""Weight from which a reading is kept though the table has another figure."""
SELDOM = Decimal("0.05")
"""How often a published number is not the table's."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What numbers are held against: this report's figures and last year's, where there are any."""

    figures: Figures | None = None


def tied(form_id: str, numeral: Numeral | None, reading: Reading, elsewhere: bool, tables: Tables) -> Iterable[Tie]:
    """The ties that a reading yields, none where the table makes it unlikely."""
    for slot in reading.slots:
        quantity = quantity_of(form_id, slot)
        if quantity is None:
            continue
        fits = fit(numeral, quantity, reading.relation, tables)
        if is_likely(reading.weight, fits, numeral):
            yield Tie(quantity, reading.relation, elsewhere, reading.weight, fits)


def fit(numeral: Numeral | None, quantity: Quantity, relation: Relation, tables: Tables) -> bool | None:
    """Whether the table has the number as one of the quantity's readings; None where it cannot tell."""
    if tables.figures is None or relation is not Relation.VALUE or (numeral is not None and numeral.cell):
        return None
    figures = quantity.figures(tables.figures)
    if not figures:
        return None
    return any(numeral.means(figure) if numeral else not figure for figure in figures)


def is_likely(weight: float, fits: bool | None, numeral: Numeral | None) -> bool:
    """Whether the reading is to be believed: a figure that fits speaks for it the more, the rarer it is."""
    if fits is None:
        return weight >= HINTED
    if not fits:
        return weight >= HINTED
    rarity = min(30.0, 1.0 + float(numeral.value) / 2) if numeral is not None else 1.0
    odds = weight / max(1e-6, 1 - weight) * rarity
    return odds >= 1
