"""Completing what the words beside a number say with what the sentence has said so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from models.prose import windows
from models.prose.quantities import CASES, DECISIONS, DOCUMENTS, Slot, slot_of
from models.prose.reading import Relation
from models.prose.windows import Chain, Tokens
from models.prose.words import Kind


@dataclass(slots=True)
class State:
    """What a sentence has said so far.

    ``row``: the last quantity that is no part by applicant. ``last``: the last number tied to a value, and its slot.
    ``unsaid``: what the last clause named without a number. ``foreign``: the last number counted something that the form
    does not. ``year``: the year that opened the clause. ``body``: the body last named (key, words). ``compared``: a
    comparison was begun. ``told``: what was said to be done with the applications, with its number. ``waiting``: changes whose
    quantity is named later in the sentence (token index, relation). ``whole``: the only thing counted by the sentence
    before. ``made``: documents of all kinds were said to be made.
    """

    object: str = ""
    action: str = ""
    row: Slot | None = None
    last: tuple[int, Slot] | None = None
    unsaid: Slot | None = None
    foreign: bool = False
    year: str = ""
    body: tuple[str, str] = ("", "")
    compared: bool = False
    whole: Slot | None = None
    made: bool = False
    waiting: list[tuple[int, Relation]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)


def listed(slots: list[Slot], chain: Chain) -> Slot | None:
    """What the words before a number name; of a list only what is one quantity (行政复议、行政诉讼 4 件). None: ambiguous."""
    if not slots:
        return Slot()
    if len(slots) == 1 or len(set(slots)) == 1:
        return slots[0]
    first, last = slots[0], slots[-1]
    group = last.result.partition(".")[0]
    if "." in last.result and all(slot.result.startswith(f"{group}.") for slot in slots) and _named_at_the_end(chain):
        return replace(last, result=group)  # 属于国家秘密、内部事务信息等不予公开的 203 件
    if {slot.object for slot in slots} == {"review", "suits"}:
        return replace(last, object="cases")
    if {slot.result for slot in slots} == {"granted", "partial"} and len(slots) == 2:
        return Slot("requests", result="granted_or_partial", applicant=last.applicant)
    if last.object and not (first.object and last.action == first.action):
        return last
    return last if last.result and not first.result else None


def _named_at_the_end(chain: Chain) -> bool:
    """Whether the words that touch the number end with a group of results."""
    results = [token.key for token in chain.last if token.kind is Kind.RESULT]
    return len(results) > 1 and "." not in results[-1]


def named(chain: Chain) -> list[Slot]:
    """The slots of the items that name something."""
    return [slot for item in chain.items if not (slot := slot_of(item)).is_empty]


def bare(state: State, chain: Chain) -> Slot | None:
    """What a number without a name of its own counts: 其中市本级 860 件; 全部予以公开，共 4 件."""
    kinds = {token.kind for token in chain.tokens}
    if Kind.BODY in kinds and not state.foreign:
        return state.row
    if Kind.TOTAL in kinds and "carried_in" in state.told:
        # 新收 1124 件，上年结转 53 件，合计 1177 件
        return Slot("requests", "due") if state.told & {"new", "received"} else None
    if Kind.TOTAL in kinds:
        return state.unsaid or (Slot("requests", state.action) if state.object == "requests" else None)
    return None


def completed(slot: Slot, state: State, tokens: Tokens, i: int, chain: Chain) -> Slot:
    """The slot of the number at ``i`` with what it leaves open taken from its clause and from the sentence."""
    if slot.rest:  # 无法提供等其他情况 is more than what it names
        return _rest(state, tokens, i) if replace(slot, rest=False).is_empty else Slot()
    if slot.result:
        return slot
    if slot.applicant and slot.object not in ("", "requests"):
        slot = replace(slot, applicant="")  # 区内企业行政许可 126 件
    if slot.outcome:
        return slot if slot.object in CASES else replace(slot, object=state.object)
    if slot.object == "requests" and not slot.action:
        return replace(slot, action=_action(slot, state, tokens, i, chain))
    if slot.applicant and not slot.object:
        row = state.row or Slot("requests", state.action or "received")
        return replace(row, applicant=slot.applicant, action=slot.action or row.action)
    if slot.action and not slot.object:
        if slot.action == "disclosed" and state.object == "requests":
            return Slot("requests", result="granted")
        if state.foreign or state.object in DECISIONS or state.object in CASES:
            return slot
        return replace(slot, object=state.object or "requests")
    if slot.object in DOCUMENTS and not slot.action:
        return replace(slot, action=said(tokens, i) or state.action or ("made" if state.made else ""))
    return slot


def _action(slot: Slot, state: State, tokens: Tokens, i: int, chain: Chain) -> str:
    """What was done with the applications: said earlier in the clause; else they came in, if nothing else can be meant."""
    clause = windows.left(tokens, i)
    told = said(tokens, i)
    if told:
        return told
    if slot.applicant:
        return state.action or "received"
    touches = any(token.kind is Kind.OBJECT for token in chain.last)
    counted = any(token.kind is Kind.AMOUNT for token in chain.last)
    return "received" if counted or (touches and not windows.strange(clause)) else ""


def said(tokens: Tokens, i: int) -> str:
    """The action named last in the clause before token ``i``."""
    return next((t.key for t in reversed(windows.left(tokens, i)) if t.kind is Kind.ACTION), "")


def _rest(state: State, tokens: Tokens, i: int) -> Slot:
    """其他 N 件 is of the kind told last: another outcome, applicant or result; only right after that number."""
    if state.last is None or windows.numbers_between(tokens, state.last[0], i):
        return Slot()
    told = state.last[1]
    if told.outcome:
        return replace(told, outcome="other")
    if told.applicant:
        return replace(told, applicant="other")
    return Slot("requests", result="other.other") if told.result.startswith("other.") else Slot()
