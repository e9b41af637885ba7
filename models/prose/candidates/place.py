"""A number where it stands: the words before and behind it, and what they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.prose.candidates.context import Context
from models.prose.clauses.tree import EMPTY, NAMES, REACH, Clause, items
from models.prose.lexicon.numerals import Numeral
from models.prose.lexicon.slots import CASES, DECISIONS, DOCUMENTS, NO_SLOT, Slot, slot_of
from models.prose.lexicon.tokens import Token
from models.prose.lexicon.words import Kind

_FOREIGN = (Kind.FOREIGN, Kind.OTHER)
_STOPS_BEHIND = (Kind.AND, Kind.NOT, Kind.SHARE, Kind.CHANGE)


@dataclass
class Place:
    """The number at token ``i`` of ``clause``; ``said`` is the context of the clauses before it."""

    clause: Clause
    i: int
    text: str
    said: Context
    section: str = ""

    @property
    def token(self) -> Token:
        return self.clause.tokens[self.i]

    @property
    def preceding(self) -> list[Token]:
        """The tokens of the clause before the number, as far as is looked."""
        return self.clause.tokens[max(0, self.i - REACH) : self.i]

    @property
    def numeral(self) -> Numeral:
        numeral = self.token.numeral
        assert numeral is not None
        return numeral

    @property
    def unit(self) -> str:
        return self.numeral.unit

    @cached_property
    def bracketed(self) -> bool:
        """Whether the number opens a bracket without a name of its own: 无法提供（5件）."""
        own = self.clause.before(self.i)
        return self.clause.parent is not None and self.clause.mark == "（" and not _says(own)

    @cached_property
    def before(self) -> tuple[Token, ...]:
        own = self.clause.before(self.i)
        if self.bracketed and self.clause.parent is not None and not any(t.kind is Kind.YEAR for t in own):
            above = self.clause.parent
            if self.clause.after and above.tokens[self.clause.after - 1].kind is Kind.NUMBER:
                return own
            return (*above.before(self.clause.after), *own)
        return own

    @cached_property
    def behind(self) -> tuple[Token, ...]:
        """The words behind the number that may name it: to the next number, 、, denial or share."""
        taken: list[Token] = []
        for token in self.clause.after_number(self.i):
            if token.kind in _STOPS_BEHIND and (taken or token.kind is not Kind.AND):
                break
            if token.kind is Kind.AND:
                break
            taken.append(token)
        return tuple(taken)

    @cached_property
    def last(self) -> tuple[Token, ...]:
        """The item of a list that touches the number."""
        return items(self.before)[-1]

    @cached_property
    def core(self) -> list[Token]:
        """The words before the number without those that say nothing."""
        return [t for t in self.before if t.kind not in EMPTY or t.kind in (Kind.YEAR, Kind.AGAINST, Kind.REST)]

    def has(self, *kinds: Kind) -> bool:
        return any(token.kind in kinds for token in self.before)

    def words(self, tokens: Sequence[Token]) -> str:
        return self.text[tokens[0].start : tokens[-1].end] if tokens else ""

    @cached_property
    def left(self) -> str:
        """The text of the clause up to the number."""
        tokens = self.clause.tokens
        return self.text[tokens[max(0, self.i - 24)].start : self.token.start]

    # ---- what it names ----

    @cached_property
    def front(self) -> Slot | None:
        """What the words before the number name; of a list only what is one quantity. None: ambiguous."""
        slot = listed(items(self.before))
        return NO_SLOT if slot == Slot(rest=True) else slot

    @cached_property
    def back(self) -> Slot:
        """What the words behind the number name."""
        return slot_of(self.behind)

    @cached_property
    def slot(self) -> Slot:
        """What the number counts as far as its own clause says."""
        front, back = self.front, self.back
        if front is None:
            return NO_SLOT
        if front.is_empty or front == Slot(object="disclosure"):
            return back if not (self.foreign_behind or self.two_behind) else NO_SLOT
        if front == Slot(action=front.action) and back.object and not self.foreign_behind:
            return replace(front, object=back.object)
        if front == Slot(front.object) and front.object in DOCUMENTS and back == Slot(action=back.action):
            return replace(front, action=back.action)  # 规范性文件 6 件继续有效
        if (
            front == Slot("requests")
            and not back.is_empty
            and back.object in ("", "requests")
            and not self.foreign_behind
        ):
            return replace(back, object="requests")
        return front

    @cached_property
    def two_behind(self) -> bool:
        """其余20件为无法提供和不予处理: two things are named behind it."""
        following = self.clause.tokens[self.i + 1 + len(self.behind) : self.i + 3 + len(self.behind)]
        kinds = [t.kind for t in following]
        return len(kinds) == 2 and kinds[0] is Kind.AND and kinds[1] in (Kind.RESULT, Kind.OUTCOME, Kind.APPLICANT)

    @cached_property
    def named_behind(self) -> bool:
        """Whether only the words behind the number say what it counts."""
        return (self.front is None or self.front.is_empty) and not self.slot.is_empty

    @property
    def object_behind(self) -> bool:
        """Whether the thing counted is named behind the number: 未出现因答复不当引起的0件行政复议."""
        return self.named_behind or bool(self.front and not self.front.object and self.slot.object)

    @cached_property
    def tail(self) -> int:
        """The characters of no table between the last naming word and the number: the head of the phrase is unknown."""
        length = 0
        for token in reversed(self.last):
            if token.kind in NAMES or token.kind in (Kind.SHARE, Kind.CHANGE):
                return length
            length += token.length if token.kind is Kind.OTHER else 0
        return length

    @cached_property
    def foreign_head(self) -> bool:
        """Whether the words that touch the number name something that the form does not count."""
        for token in reversed(self.last):
            if token.kind is Kind.FOREIGN:
                return True
            if token.kind in (Kind.OBJECT, Kind.RESULT, Kind.OUTCOME, Kind.APPLICANT) and token.key != "disclosure":
                return False
            if token.kind is Kind.ROLL:
                return False
        return False

    @cached_property
    def foreign_behind(self) -> bool:
        """Whether the thing behind the number is one that the form does not count, or of no table."""
        if any(t.kind is Kind.ROLL for t in self.behind):
            return False
        for n, token in enumerate(self.behind):
            if token.kind is Kind.FOREIGN or (token.kind is Kind.REASON and token.key):
                return True
            if token.kind is Kind.OBJECT and token.key != "disclosure":
                following = self.behind[n + 1 : n + 2]
                return bool(following) and following[0].kind in _FOREIGN and following[0].length > 2 and n == 0
            if token.kind in NAMES:
                return False
            if token.kind is Kind.OTHER and n == 0 and token.length > 1:
                return not names_later(self.behind)
        return False


def names_later(tokens: Sequence[Token]) -> bool:
    return any(t.kind in (Kind.ACTION, Kind.RESULT, Kind.OUTCOME, Kind.ROLL) for t in tokens)


def _says(tokens: Sequence[Token]) -> bool:
    return any(t.kind in NAMES or t.kind in (Kind.OTHER, Kind.FOREIGN, Kind.REST, Kind.CHANNEL) for t in tokens)


def listed(found: list[tuple[Token, ...]]) -> Slot | None:
    """What the items before a number name together: 行政复议、行政诉讼 4 件. None: ambiguous."""
    slots = [slot for item in found if not (slot := slot_of(item)).is_empty]
    if not slots or len(set(slots)) == 1:
        return slots[0] if slots else NO_SLOT
    first, last = slots[0], slots[-1]
    group = last.result.partition(".")[0]
    if (
        "." in last.result
        and all(slot.result.startswith(f"{group}.") for slot in slots)
        and _ends_in_a_group(found[-1])
    ):
        return replace(last, result=group)  # 属于国家秘密、内部事务信息等不予公开的 203 件
    if {slot.object for slot in slots} == {"review", "suits"}:
        return replace(last, object="cases", outcome=last.outcome if first.outcome in ("", last.outcome) else "")
    if {slot.result for slot in slots} == {"granted", "partial"} and len(slots) == 2:
        return Slot("requests", result="granted_or_partial", applicant=last.applicant)
    if last.action and not last.object and first.object in DOCUMENTS | {"requests", "disclosure"}:
        return last.under(first)  # 规范性文件的清理和废止 3 件, 申请的受理和办理 5 件
    if last.object and last.object != "disclosure":
        return last if last.action or not first.action else replace(last, action=first.action)
    if last.result or last.outcome or last.applicant:
        return last
    return last if last.action else None


def _ends_in_a_group(item: tuple[Token, ...]) -> bool:
    results = [token.key for token in item if token.kind is Kind.RESULT]
    return len(results) > 1 and "." not in results[-1]


def completed(slot: Slot, said: Context, told: str) -> Slot:
    """A slot with what it leaves open taken from what was said; ``told`` is the action named in the clause before it."""
    if slot.object == "disclosure":
        slot = replace(slot, object="requests")
    if slot.result == "other.other" and said.object in CASES:
        return Slot(said.object, outcome="other")  # 行政复议5件，撤回1件
    if slot.result:
        return replace(slot, object="requests", action="")
    if slot.applicant and slot.object not in ("", "requests"):
        slot = replace(slot, applicant="")  # 区内企业行政许可 126 件
    if slot.outcome:
        kept = slot.object if slot.object in CASES or slot.object == "cases" else said.object
        return replace(slot, object=kept)
    if slot.applicant and not slot.object:
        row = (
            said.row
            if said.row and said.row.object in ("", "requests")
            else Slot("requests", said.action or "received")
        )
        return replace(row, applicant=slot.applicant, action=slot.action or row.action)
    if slot.object == "requests" and not slot.action:
        return replace(slot, action=told or (said.action if slot.applicant else "") or "received")
    if slot.object in DOCUMENTS and not slot.action:
        return replace(slot, action=told or said.action)
    if slot.action and not slot.object:
        if slot.action == "disclosed" and said.object == "requests":
            return Slot("requests", result="granted")
        if said.object in DECISIONS | CASES | {"cases"} and slot.action in ("handled", "answered"):
            return slot
        return replace(slot, object=said.object or "requests")
    return slot
