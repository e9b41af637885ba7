"""What last year's report shows of the numbers of this one: the same sentence, with last year's table, tells what it counts.

Sentences are the same where their words are; digits and years do not count (``key_of``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from models.form import Form
from models.prose.lexicon.quantities import Cells, Quantity, name_of
from models.prose.reading import SURE, Mention, Relation, Tie
from models.totals import Figures

TELLING = 10
"""A number from which a single cell of last year's table with that figure tells what an unknown sentence counts."""
KNOWN = 0.9
"""Certainty of a tie that last year's table bore out."""
DOUBTED = 0.6
"""Certainty of a tie that last year's table bore not out: the sentence seems to count something else."""
GUESSED = 0.7
"""Certainty of a tie that only last year's table tells of."""


@dataclass(frozen=True)
class Memory:
    """By key of a number: the reading that last year's table bore out, those that it did not, and what only it tells.

    ``corrections`` are a person's, as written in last year's report.
    """

    borne_out: Mapping[str, Cells] = field(default_factory=dict)
    at_odds: frozenset[str] = frozenset()
    guesses: Mapping[str, Cells] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)


NONE = Memory()


def remember(mentions: Iterable[Mention], form: Form, figures: Figures, corrections: Mapping[str, str]) -> Memory:
    """What last year's report shows; ``mentions`` are its numbers as read, ``figures`` its table."""
    borne_out: dict[str, Cells] = {}
    at_odds: set[str] = set()
    guesses: dict[str, Cells] = {}
    by_figure = _single(form, figures)
    for mention in mentions:
        tie = mention.ties[0] if len(mention.ties) == 1 else None
        if mention.numeral is None or mention.numeral.cell or mention.corrected:
            continue
        value = mention.numeral.value
        if tie is None and not mention.ties and value >= TELLING and mention.numeral.unit not in ("%", "万元"):
            if (cell := by_figure.get(int(value))) is not None:
                guesses[mention.key] = (cell,)
        elif tie is not None and tie.relation is Relation.VALUE and not tie.elsewhere:
            fitting = [group for group in tie.quantity.alternatives if mention.numeral.means(figures.add(group))]
            if not fitting and tie.fits is False:
                at_odds.add(mention.key)
            elif len(fitting) == 1 and value:
                borne_out[mention.key] = fitting[0]
    return Memory(borne_out, frozenset(at_odds), guesses, corrections)


def _single(form: Form, figures: Figures) -> dict[int, str]:
    """Figure → the one total of the tables that has it; figures of several totals are left out."""
    found: dict[int, list[str]] = {}
    for cell in form.cells.values():
        number = figures.number(cell.id)
        if number and number >= TELLING and number == int(number) and (cell.is_total or cell.id not in _parts(form.id)):
            found.setdefault(int(number), []).append(cell.id)
    return {number: cells[0] for number, cells in found.items() if len(cells) == 1}


@lru_cache(maxsize=8)
def _parts(form_id: str) -> frozenset[str]:
    from models.forms import FORMS

    return frozenset(cell for parts in FORMS[form_id].totals.values() for cell in parts)


def recalled(mention: Mention, form: Form, memory: Memory) -> Mention:
    """The mention with its ties as last year's report makes them surer, less sure, or known at all."""
    key = mention.key
    if mention.numeral is None or mention.corrected:
        return mention
    if key in memory.borne_out and len(mention.ties) == 1:
        return replace(mention, ties=(_first(mention.ties[0], memory.borne_out[key], form),))
    if key in memory.at_odds:
        return replace(mention, ties=tuple(replace(t, certainty=min(t.certainty, DOUBTED)) for t in mention.ties))
    cells = memory.guesses.get(key)
    if cells and not mention.ties and all(cell in form.cells for cell in cells):
        return replace(mention, ties=(Tie(Quantity(name_of(form, cells), (cells,)), certainty=GUESSED),))
    return mention


def _first(tie: Tie, cells: Cells, form: Form) -> Tie:
    """The tie with the reading that held last year as its only one, where the form has it and it is one of them."""
    if cells not in tie.quantity.alternatives or tie.relation is not Relation.VALUE:
        return tie
    quantity = Quantity(name_of(form, cells), (cells,)) if len(tie.quantity.alternatives) > 1 else tie.quantity
    return replace(tie, quantity=quantity, certainty=max(tie.certainty, KNOWN, SURE))
