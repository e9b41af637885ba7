"""Of which year a clause speaks, from the years that it names."""

from __future__ import annotations

from models.prose.windows import Tokens
from models.prose.words import Kind

COMPARED = ("由", "从", "较", "比", "与", "同")
"""Words before a year that only tells with what is compared."""


def year_of(tokens: Tokens, text: str, i: int, said: str) -> str:
    """The year of the clause at the year ``i``, where ``said`` is the one so far.

    A year that opens a clause holds until the next one; one that is compared with or rolled from does not.
    """
    token = tokens[i]
    if text.startswith(("以前", "之前", "前"), token.end):
        return said  # 对2023年以前的文件进行清理
    if token.key != "this" and text.startswith(("以来", "至今"), token.end):
        return "other"
    first = i
    while first > 0 and i - first < 4 and tokens[first - 1].kind in (Kind.GLUE, Kind.YEAR):
        first -= 1
    if token.key == "last" and starts_a_comparison(tokens, text, i):
        return said  # 由2023年的2540件降至
    if any(each.kind is Kind.YEAR and each.key != token.key for each in tokens[first:i]):
        return "other"  # 2019年至2024年
    opens = first == 0 or tokens[first - 1].kind in (Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.PART)
    following = next((each for each in tokens[i + 1 : i + 4] if each.kind is not Kind.GLUE), None)
    if not opens or (following is not None and following.kind is Kind.ROLL):
        return said
    is_part = first > 0 and tokens[first - 1].kind is Kind.PART
    return "other" if is_part and token.key == "last" else token.key  # 其中2023年收到2件


def starts_a_comparison(tokens: Tokens, text: str, i: int) -> bool:
    """Whether the year at ``i`` only tells with what is compared: 由2023年的2540件降至, 与2023年（2540件）相比."""
    if i == 0 or not text.startswith(COMPARED, tokens[i - 1].start):
        return False
    following = next((t for t in tokens[i + 1 : i + 4] if t.kind not in (Kind.GLUE, Kind.OPEN)), None)
    return following is not None and following.kind is Kind.NUMBER
