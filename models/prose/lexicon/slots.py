"""What the words beside a number say about it, composed from the triggers of a phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.prose.lexicon.tokens import Token
from models.prose.lexicon.words import Kind


@dataclass(frozen=True, slots=True)
class Slot:
    """What the words beside a number say about it; keys of the tables in ``words``."""

    object: str = ""
    action: str = ""
    result: str = ""
    outcome: str = ""
    applicant: str = ""
    rest: bool = False

    @property
    def is_empty(self) -> bool:
        return self is NO_SLOT or self == NO_SLOT

    def under(self, other: Slot) -> Slot:
        """This slot, what it leaves open taken from ``other``."""
        return replace(self, object=self.object or other.object, action=self.action or other.action)


NO_SLOT = Slot()

CASES = frozenset({"review", "suits", "direct", "after_review"})
DOCUMENTS = frozenset({"regulations", "normative"})
DECISIONS = frozenset({"licensing", "penalty", "coercion"})

ROLLED = ("carried_in", "carried_out")
"""The actions that say from or to which year applications are carried."""


_STRENGTH = {"lapsed": 0, "disclosed": 1, "published": 1, "made": 2, "in_force": 3, "repealed": 3}
"""How much the actions say of documents: 制定并公开 are made, 发布现行有效 are in force."""


def _kept(action: str, key: str) -> bool:
    """Whether the action said before says more than ``key``."""
    return key in _STRENGTH and _STRENGTH.get(action, -1) > _STRENGTH[key]


def slot_of(tokens: Iterable[Token]) -> Slot:
    """The slot that ``tokens`` (in reading order) fill; the word nearest to the end wins, a detail over its group.

    结转 with a year says from or to where; such an action is not overridden by 办理 or 答复.
    """
    thing = action = result = outcome = applicant = year = ""
    rest = rolling = rolled = among = opened = False
    for token in tokens:
        kind, key = token.kind, token.key
        if kind is Kind.OBJECT:
            thing = key if key != "disclosure" or not thing else thing
            opened = False
        elif kind is Kind.RESULT:
            result = result if result.startswith(f"{key}.") and not among else key
            among = False
        elif kind is Kind.OUTCOME:
            said, _, outcome = key.rpartition(".")
            thing = said or thing  # 复议机关作出维持决定
        elif kind is Kind.APPLICANT:
            applicant = key
        elif kind is Kind.REST:
            rest = not key
        elif kind is Kind.ACTION and not rolled:
            rolled = key in ROLLED
            kept = _kept(action, key) or (opened and key in ("handled", "answered"))
            action = action if kept else key
            opened = action in ("received", "new")  # 受理并办结申请 4 件 came in
        elif kind is Kind.GLUE:
            among = among or key == "etc"  # 因不掌握等原因无法提供 is the group
        elif kind is Kind.ROLL:
            rolling = True
        elif kind is Kind.YEAR:
            year = key if key != "this" or rolling else year  # 本年度结转下年
        if rolling and not rolled and year in ("last", "this", "next"):
            rolled = True
            action = "carried_out" if year == "next" else "carried_in"
    if year == "next" and action == "handled" and not thing:
        action = "carried_out"  # 在下一年度继续办理
    if not (thing or action or result or outcome or applicant or rest):
        return NO_SLOT
    return Slot(thing, action, result, outcome, applicant, rest)
