"""Of which year a clause speaks: the year that opens it, not every year that it holds."""

from __future__ import annotations

from models.prose.clauses.tree import Clause
from models.prose.lexicon.words import Kind

COMPARED = ("由", "从", "较", "比", "与", "同", "相比")
"""Words before a year that only tells with what is compared."""
_OPENERS = (Kind.GLUE, Kind.BODY, Kind.OTHER, Kind.TOTAL, Kind.YEAR, Kind.PART, Kind.REST, Kind.AND)


def year_of(clause: Clause, i: int, text: str, so_far: str) -> str:
    """The year of the clause from its token ``i``, a year, on; ``so_far`` is the one that held before.

    A year that opens a clause holds until the next one; one that is compared with or rolled from does not.
    """
    token, before = clause.tokens[i], clause.tokens[:i]
    if text.startswith(("以前", "之前", "前", "底前", "末前"), token.end):
        return so_far  # 对2023年以前的文件进行清理
    if token.key != "this" and text.startswith(("以来", "至今"), token.end):
        return "other"
    if is_compared(clause, i, text):
        return so_far
    joined = [t for t in before[-3:] if t.kind is Kind.YEAR and t.key != token.key]
    if joined and all(t.kind in (Kind.GLUE, Kind.YEAR, Kind.OTHER) and t.length < 6 for t in before[-2:]):
        return "other"  # 2019年至2024年
    following = next((t for t in clause.tokens[i + 1 : i + 4] if t.kind is not Kind.GLUE), None)
    rolled = following is not None and following.kind is Kind.ROLL
    if rolled or any(t.kind not in _OPENERS or t.kind is Kind.ROLL for t in before[-4:]):
        return so_far
    is_part = any(t.kind is Kind.PART for t in before[-2:])
    return "other" if is_part and token.key == "last" else token.key  # 其中2023年收到2件


def is_compared(clause: Clause, i: int, text: str) -> bool:
    """Whether the year at ``i`` only tells with what is compared: 由2023年的2540件降至, 较2023年增加."""
    before = [t for t in clause.tokens[max(0, i - 2) : i] if t.kind is not Kind.YEAR]
    return bool(before) and text.startswith(COMPARED, before[-1].start) and before[-1].length <= 2
