"""Whether the words beside a number are evidence enough for what they seem to say that it counts."""

from __future__ import annotations

from models.prose import windows
from models.prose.completion import said
from models.prose.quantities import DECISIONS, DOCUMENTS, Slot
from models.prose.windows import Chain, Tokens
from models.prose.words import Kind

_AFTER_BARE = (Kind.GLUE, Kind.AMOUNT, Kind.TOTAL, Kind.EACH, Kind.AND, Kind.COMMA)


def is_some_part(tokens: Tokens, text: str, i: int, chain: Chain, slots: list[Slot]) -> bool:
    """涉及规划许可的11件 counts no licences; 因超期无法提供的2件 is a part of what could not be provided, 因…等原因 all of it."""
    left = windows.left(tokens, i)
    if not (slots and left and chain.stop):
        return False
    if slots[-1].result:
        words = text[left[0].start : tokens[i].start]
        return chain.stop.kind is Kind.OTHER and "因" in words and "等" not in words
    return chain.stop.kind is Kind.FOREIGN and chain.stop.key == ""


def done_with_something_else(tokens: Tokens, text: str, i: int, chain: Chain) -> bool:
    """办理案件22件, 交通事故处理88件 and 其中通过网站渠道办理311件 do not count all that was done with applications."""
    if any(text.startswith("案", token.start) for token in chain.last):
        return True
    is_noun = chain.stop is not None and chain.stop.kind is Kind.OTHER and chain.tokens[:1]
    if is_noun and text.startswith("处理", chain.tokens[0].start):
        return True
    told = windows.left(tokens, i)
    parts = [n for n, token in enumerate(told) if token.kind is Kind.PART]
    return bool(parts) and windows.strange(told[parts[-1] :])


def fits(tokens: Tokens, i: int, slot: Slot) -> bool:
    """Cases and decisions are not counted in 条 or 个, money belongs to the fees alone, a bare number needs a 为 or 共."""
    token = tokens[i]
    if token.kind is not Kind.NUMBER or token.key == "%":
        return True
    if (token.key == "万元") != (slot.object == "fees"):
        return False
    if token.key == "":
        return i > 0 and tokens[i - 1].kind in _AFTER_BARE
    if token.key == "项" and slot.object in DECISIONS and not slot.action:
        return bool(said(tokens, i))  # 承接 86 项，其中行政许可 21 项: kinds of licences, not decisions
    if slot.object in DOCUMENTS and slot.action in ("made", "repealed") and _of_many_years(tokens, i):
        return False
    if slot.object == "requests" or (token.key == "个" and slot.object in DOCUMENTS):
        return not (token.key == "条" and slot.result)
    return token.key not in ("条", "个")


def _of_many_years(tokens: Tokens, i: int) -> bool:
    """累计制发 21 件 counts the documents of many years, 全年累计制发 21 件 those of one."""
    left = windows.left(tokens, i)
    return any(t.kind is Kind.TOTAL and t.key == "ever" for t in left) and not any(t.kind is Kind.YEAR for t in left)
