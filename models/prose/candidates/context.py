"""What a text has said so far, for the numbers that name less than they count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from models.prose.lexicon.slots import Slot
from models.prose.lexicon.tokens import Token
from models.prose.reading import Relation


@dataclass(slots=True)
class Context:
    """What the clauses so far have said.

    ``row``: the last quantity that is no part by applicant. ``last``: what the last number counted, None where it is not
    known. ``unsaid``: what the last clause named without a number. ``foreign``: the last number counted something that
    the form does not. ``year``, ``body`` (key, words): of whom and when. ``compared``: a comparison was begun. ``told``: the
    actions with the applications that were given a number. ``waiting``: changes whose quantity is named later. ``whole``:
    the only thing counted by the sentence before. ``parts_of``: the unit of the number whose parts are told. ``unit``: that of the last number tied. ``recent``: what the
    last numbers counted, in order. ``opening``: the words of the clause before, where it gave no number.
    """

    object: str = ""
    action: str = ""
    row: Slot | None = None
    last: Slot | None = None
    unsaid: Slot | None = None
    foreign: bool = False
    year: str = ""
    body: tuple[str, str] = ("", "")
    compared: bool = False
    whole: Slot | None = None
    unit: str = ""
    parts_of: str | None = None
    opening: list[Token] = field(default_factory=list)
    recent: list[Slot] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    waiting: list[tuple[int, Relation]] = field(default_factory=list)

    def copy(self) -> Context:
        return replace(self, told=self.told, waiting=self.waiting, recent=self.recent)
