"""What a sentence denies: 未收到…申请, 无行政复议、行政诉讼案件."""

from __future__ import annotations

from dataclasses import replace

from models.prose.candidates.context import Context
from models.prose.clauses.tree import REACH, Clause
from models.prose.lexicon.slots import DOCUMENTS, ROLLED, Slot, slot_of
from models.prose.lexicon.tokens import Token
from models.prose.lexicon.words import Kind

_UNKNOWN = (Kind.FOREIGN, Kind.NOT, Kind.SHARE, Kind.CHANGE)
_MODIFIED = ("的",)


def denied(clause: Clause, i: int, text: str, said: Context) -> list[tuple[Slot, float]]:
    """The things that the denial at token ``i`` says are nil, each with its weight; none where a number follows."""
    found: list[tuple[Slot, float]] = []
    first = Slot()
    for item, weight in _items(clause, i, text, said):
        slot = slot_of(item)
        if slot.applicant not in ("", "natural"):
            weight *= 0.4  # 未收到法人的申请
        slot = replace(slot, applicant="")
        if slot.is_empty:
            continue
        first = slot if first.is_empty else first
        open_ended = slot == Slot(object=slot.object) or not slot.object
        whole = _completed(slot.under(first) if open_ended else slot, said)
        if not whole.is_empty:
            found += [(each, weight) for each in _each(whole)]
    return found


def _items(clause: Clause, i: int, text: str, said: Context) -> list[tuple[list[Token], float]]:
    if i + 1 == len(clause.tokens) and (i > 0 or said.opening) and not clause.numbers:
        return [(list(clause.tokens[:i] or said.opening), 0.7)]  # 依申请公开情况：无
    items: list[list[Token]] = [[]]
    weights: list[float] = [0.95]
    for token in clause.tokens[i + 1 : i + REACH]:
        if token.kind is Kind.NUMBER:
            return []
        named = [word.kind for word in items[-1] if word.kind is not Kind.GLUE]
        if token.kind in _UNKNOWN or (token.kind is Kind.OTHER and token.length > 1 and named):
            # what is denied is not the thing named: 未发生依申请公开收费, 没有制发规章的权限
            if named and named[-1] is Kind.OBJECT:
                return []
            if token.kind is Kind.OTHER:
                weights[-1] *= 0.6
                continue
            break
        if (token.kind is Kind.REASON and token.key) or token.kind is Kind.CHANNEL:
            break  # 未涉及国家秘密, 未收到通过书信方式提出的申请
        if token.kind is Kind.OTHER:
            weights[-1] *= 0.5 if token.length > 2 else 0.9  # 未出现因处理失当引起的行政复议
        elif token.kind is Kind.AND:
            items.append([])
            weights.append(weights[-1])
        else:
            items[-1].append(token)
    return list(zip(items, weights, strict=True))


def _each(slot: Slot) -> list[Slot]:
    """复议诉讼 and 行政争议 are denied both."""
    return [replace(slot, object=name) for name in ("review", "suits")] if slot.object == "cases" else [slot]


def _completed(slot: Slot, said: Context) -> Slot:
    if slot.object == "disclosure":
        slot = replace(slot, object="requests" if slot.action in ("received", "new") else "")
    if slot.outcome and not slot.object:
        return replace(slot, object=said.object)
    if slot == Slot(action=slot.action):
        if slot.action in ("made", "repealed", "in_force") and said.object in DOCUMENTS:
            return Slot(said.object, slot.action)  # 规范性文件没有制发
        return Slot("requests", slot.action) if slot.action in ROLLED else Slot()
    if slot.object == "requests" and not slot.result:
        if slot.action not in ("", "new", "received", *ROLLED):
            return Slot()
        return replace(slot, action=slot.action or "received")
    return slot
