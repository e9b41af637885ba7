"""What reading a text yields: every number that counts something of the form, with the cells it is tied to."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from enum import Enum

from models.findings import Span
from models.prose.lexicon.numerals import Numeral
from models.prose.lexicon.quantities import Quantity


class Relation(Enum):
    """How the number relates to the quantity it is tied to."""

    VALUE = "数值"
    LAST_YEAR = "上年"
    UP = "同比增"
    DOWN = "同比减"
    MORE = "多于上年"
    LESS = "少于上年"
    SHARE = "占比"


@dataclass(frozen=True, slots=True)
class Tie:
    """A number counts ``quantity``; ``elsewhere``: of another body than the report's (a unit below, the office, all).

    ``certainty`` (0 to 1) is how sure the words alone make it; ``fits``: the table's figure is the number (None: the table
    has no figure to hold it against).
    """

    quantity: Quantity
    relation: Relation = Relation.VALUE
    elsewhere: bool = False
    certainty: float = 1.0
    fits: bool | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the tie is sure enough for a warning where number and table disagree."""
        return self.certainty >= SURE


SURE = 0.75
"""Certainty from which a number that does not agree is warned of; below it is a hint."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text as read, or a denial (未收到…), whose ``numeral`` is None and whose value is 0.

    ``key`` names it for a correction (``tie.<key>`` of the report): it stays when the digits change and is void when the
    words of the sentence do. ``corrected``: the ties are a person's. ``clause`` are the words around it. ``sentence``
    counts the sentences of the text, ``order`` all numbers in it; ``part``: stands after 其中 and the like.
    """

    span: Span
    numeral: Numeral | None
    ties: tuple[Tie, ...]
    key: str
    clause: str
    sentence: int
    order: int
    part: int = 0
    depth: int = 0
    corrected: bool = False

    @property
    def is_denial(self) -> bool:
        return self.numeral is None


NOTHING = "无"
"""The value of ``tie.<key>`` by which a person says that a number counts nothing of the form."""

_DIGITS = re.compile(r"[\d０-９零〇一二两三四五六七八九十百千万亿,.．]+")


def key_of(text_id: str, sentence: str) -> str:
    """The key of a sentence: of its words, not of its digits. That of a number in it is ``<key>:<ordinal>``."""
    words = _DIGITS.sub("#", sentence)
    return f"{text_id}:{zlib.crc32(words.encode('utf-8', 'surrogatepass')):08x}"
