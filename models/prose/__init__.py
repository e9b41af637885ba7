"""The reader of numbers in official prose, a component of its own; see ``reader``."""

from models.prose.lexicon.numerals import Exactness, Numeral
from models.prose.lexicon.quantities import Quantity, name_of
from models.prose.reader import mentions_of, read_text
from models.prose.reading import NOTHING, Mention, Relation, Tie

__all__ = [
    "NOTHING",
    "Exactness",
    "Mention",
    "Numeral",
    "Quantity",
    "Relation",
    "Tie",
    "mentions_of",
    "name_of",
    "read_text",
]
