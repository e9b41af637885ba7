"""What a sentence denies: 未收到…申请, 无行政复议、行政诉讼案件."""

from __future__ import annotations

from dataclasses import replace

from models.prose import windows
from models.prose.completion import State
from models.prose.quantities import ROLLED, Quantity, Slot, quantity_of, slot_of
from models.prose.windows import Tokens
from models.prose.words import Kind, Token

_UNKNOWN = (Kind.OTHER, Kind.FOREIGN, Kind.NOT, Kind.SHARE, Kind.CHANGE)
_ENDS = (Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE)


def denied(tokens: Tokens, i: int, state: State, form_id: str) -> list[Quantity]:
    """The quantities that the denial at ``i`` says are nil: each thing it names, unless a number follows."""
    found: list[Quantity] = []
    first = Slot()
    for item in _items(tokens, i):
        slot = replace(slot_of(item), applicant="")
        if slot.is_empty:
            continue
        first = slot if first.is_empty else first
        open_ended = slot == Slot(object=slot.object) or not slot.object
        quantity = quantity_of(form_id, _completed(slot.under(first) if open_ended else slot, state))
        if quantity is not None:
            found.append(quantity)
    return found


def _items(tokens: Tokens, i: int) -> list[list[Token]]:
    items: list[list[Token]] = [[]]
    if i >= 2 and tokens[i - 1].kind is Kind.COMMA and (i + 1 == len(tokens) or tokens[i + 1].kind in _ENDS):
        return [windows.left(tokens, i - 1)]  # 依申请公开情况：无。
    for token in tokens[i + 1 : i + windows.REACH]:
        if token.kind is Kind.NUMBER:
            return []
        if token.kind in _UNKNOWN:
            # what is denied is not the thing named: 未发生依申请公开收费, 未出现行政复议和行政诉讼败诉, 没有制发规章的权限
            named = [word.kind for word in items[-1] if word.kind is not Kind.GLUE]
            return [] if named and named[-1] is Kind.OBJECT else items[:-1]
        if token.kind in _ENDS:
            break
        if token.kind is Kind.AND:
            items.append([])
        else:
            items[-1].append(token)
    return items


def _completed(slot: Slot, state: State) -> Slot:
    if slot.outcome and not slot.object:
        return replace(slot, object=state.object)
    if slot == Slot(action=slot.action):
        return Slot("requests", slot.action) if slot.action in ROLLED else Slot()
    if slot.object == "requests" and not slot.result:
        if slot.action not in ("", "new", "received", *ROLLED):
            return Slot()
        return replace(slot, action=slot.action or "received")
    return slot
