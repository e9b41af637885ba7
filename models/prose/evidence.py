"""Whether the words beside a number are evidence enough for what they seem to say that it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from models.prose import windows
from models.prose.completion import said
from models.prose.quantities import DECISIONS, DOCUMENTS, Slot
from models.prose.windows import Chain, Tokens
from models.prose.words import Kind, Token
from models.prose.years import COMPARED

_PLAIN = ("received", "handled", "answered", "new")
_OF_DISCLOSURE = re.compile(
    "(?:其中|包括|包含|含)[：:，,]?(?:有|因|由)?(?:涉及|涉|关于|针对)?(?:政府)?信息公开[^，。；、]{0,8}?\\d"
)
_ADVERBS = (
    "地",
    "时限",
    "期限",
    "日内",
    "内",
    "前",
    "底",
    "后",
    "时",
    "期间",
    "规范",
    "及时",
    "累计",
    "实际",
    "积极",
    "规定",
    "月",
    "日",
    "质量",
    "来",
    "县",
    "区",
    "末",
    "年度",
)
_ADVERB_HEADS = ("按", "依", "截")
_LIST = (Kind.COMMA, Kind.AND, Kind.OPEN, Kind.CLOSE, Kind.STOP)
_AFTER_BARE = (Kind.GLUE, Kind.AMOUNT, Kind.TOTAL, Kind.EACH, Kind.AND, Kind.COMMA)


def is_some_part(tokens: Tokens, text: str, i: int, chain: Chain, slots: list[Slot]) -> bool:
    """涉及规划许可的11件 counts no licences; 因超期无法提供的2件 is a part of what could not be provided, 因…等原因 all of it."""
    left = windows.left(tokens, i)
    if not (slots and left and chain.stop):
        return False
    if slots[-1].outcome and chain.stop.kind is Kind.OTHER and text.endswith("审", 0, chain.stop.end):
        return True  # 二审维持 2 件
    if slots[-1].result:
        words = text[left[0].start : tokens[i].start]
        return chain.stop.kind is Kind.OTHER and "因" in words and "等" not in words
    return chain.stop.kind is Kind.FOREIGN and chain.stop.key == ""


def shared_out(tokens: Tokens, i: int) -> list[int]:
    """The numbers of 市本级、县、乡镇分别收到 486件、1402件、316件: one thing told of several bodies, none of them all of it."""
    if not any(token.kind is Kind.EACH for token in windows.left(tokens, i)):
        return []
    run = [i]
    while (
        run[-1] + 2 < len(tokens) and tokens[run[-1] + 1].kind is Kind.AND and tokens[run[-1] + 2].kind is Kind.NUMBER
    ):
        run.append(run[-1] + 2)
    return run if len(run) > 1 else []


def of_another_kind(text: str, chain: Chain) -> bool:
    """医师执业变更申请 126 件: 申请 beside a word of no table is not a request for information."""
    if chain.stop is None or chain.stop.kind is not Kind.OTHER or not chain.tokens:
        return False
    first = chain.tokens[0]
    return first.kind is Kind.OBJECT and first.end - first.start == 2 and text.startswith("申请", first.start)


def is_the_seats_part(tokens: Tokens, i: int, slot: Slot) -> bool:
    """全市受理 535 件，其中市政府受理 74 件: those of the government proper, not of all its bodies."""
    left = windows.left(tokens, i)
    beside = any(a.kind is Kind.PART and (b.kind, b.key) == (Kind.BODY, "seat") for a, b in pairwise(left))
    return beside and slot.object == "requests" and slot.action in _PLAIN


def is_one_of(text: str, chain: Chain) -> bool:
    """3件申请中 1 件要求公开低保材料: a part of the applications, told by what was asked for."""
    return bool(chain.last) and text.startswith("中", chain.last[-1].start)


def done_with_something_else(tokens: Tokens, text: str, i: int, chain: Chain) -> bool:
    """办理案件22件, 交通事故处理88件 and 其中通过网站渠道办理311件 do not count all that was done with applications."""
    if any(text.startswith("案", token.start) for token in chain.last):
        return True
    by_a_body = any(token.kind is Kind.BODY for token in chain.tokens)
    plain = any(token.kind is Kind.ACTION and token.key in _PLAIN for token in chain.tokens)
    unknown = chain.stop is not None and chain.stop.kind is Kind.OTHER and not _tells_how(text, chain.stop)
    if unknown and plain and not by_a_body:
        return True
    told = windows.left(tokens, i)
    parts = [n for n, token in enumerate(told) if token.kind is Kind.PART]
    return bool(parts) and windows.strange(told[parts[-1] :])


def not_held(tokens: Tokens, text: str) -> Tokens:
    """The tokens with 不存在 for a result where it is one of a list: 不公开 3 件，不存在 21 件."""
    found = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        if token.kind is Kind.NOT and tokens[i + 1].kind is Kind.NUMBER and text.startswith("不存在", token.start):
            opens = i == 0 or tokens[i - 1].kind in _LIST or tokens[i - 1].kind is Kind.PART
            if opens and (i + 2 == len(tokens) or tokens[i + 2].kind in _LIST):
                found[i] = replace(token, kind=Kind.RESULT, key="unable.not_held")
    return found


def compares(tokens: Tokens, text: str, i: int, chain: Chain, core: list[Token]) -> bool:
    """Whether the number is the one of last year with which this year's is compared: 由2023年的 2540 件."""
    at = chain.tokens.index(core[-1])
    if at == 0 or not text.startswith(COMPARED, chain.tokens[at - 1].start):
        return False
    return all(token.kind is Kind.GLUE for token in chain.tokens[at + 1 :])


def reviews_others(tokens: Tokens, text: str, i: int, slot: Slot) -> bool:
    """受理复议申请 138 件 is told by the body that reviews; the form counts the cases against the body's own answers."""
    if slot.object != "review" or slot.outcome:
        return False
    left = windows.left(tokens, i)
    words = text[left[0].start : tokens[i].start] if left else ""
    return "受理" in words and "信息公开" not in words


def _tells_how(text: str, token: Token) -> bool:
    """按时限 and 高质量地 tell how, 涉水审批 and 自行 what or by whom: beside them 办结 does not speak of all applications."""
    return text.endswith(_ADVERBS, token.start, token.end) or text.startswith(_ADVERB_HEADS, token.start)


def some_concern_disclosure(tokens: Tokens, text: str, i: int) -> bool:
    """行政诉讼 31 件，其中涉及信息公开 4 件: what is counted is all cases of the body, not those of the form."""
    for j in range(i + 1, min(len(tokens), i + 4)):
        if tokens[j].kind is Kind.PART:
            return _OF_DISCLOSURE.match(text, tokens[j].start) is not None
        if tokens[j].kind not in (Kind.COMMA, Kind.OPEN, Kind.GLUE):
            return False
    return False


def joins_units(tokens: Tokens, i: int) -> bool:
    """Whether the units at ``i`` are told with others before them: 各部门、街道 are all that there are."""
    if i < 2 or tokens[i].key not in ("units", "own") or tokens[i - 1].kind is not Kind.AND:
        return False
    return (tokens[i - 2].kind, tokens[i - 2].key) == (Kind.BODY, "units")


def is_within_a_noun(tokens: Tokens, text: str, i: int) -> bool:
    """审批民办学校设立事项 16 件 is not told of schools."""
    return i > 0 and tokens[i - 1].kind is Kind.OTHER and text.startswith(("学校", "高校", "医院"), tokens[i].start)


def _in_brackets(tokens: Tokens, i: int) -> bool:
    for j in range(i - 1, max(-1, i - windows.REACH), -1):
        if tokens[j].kind in (Kind.OPEN, Kind.CLOSE):
            return tokens[j].kind is Kind.OPEN
    return False


def begins_results(tokens: Tokens, i: int, chain: Chain) -> bool:
    """公开 104 件（37.1%），无法提供 88 件: a list of results, of which 公开 is the first."""
    if chain.stop is not None and chain.stop.kind in (Kind.OTHER, Kind.FOREIGN):
        return False
    for j in range(i + 1, min(len(tokens), i + 12)):
        if tokens[j].kind is Kind.NUMBER and tokens[j].key != "%":
            behind = windows.after(tokens, j)[0]
            return tokens[j - 1].kind is Kind.RESULT or any(token.kind is Kind.RESULT for token in behind)
    return False


def fits(tokens: Tokens, i: int, slot: Slot) -> bool:
    """Cases and decisions are not counted in 条 or 个, money belongs to the fees alone, a bare number needs a 为 or 共."""
    token = tokens[i]
    if token.kind is not Kind.NUMBER or token.key == "%":
        return True
    if (token.key == "万元") != (slot.object == "fees"):
        return False
    if token.key == "个" and i + 1 < len(tokens) and tokens[i + 1].kind is Kind.BODY:
        return False  # 7个街道收到
    if token.key == "":
        if i and tokens[i - 1].kind in (Kind.OUTCOME, Kind.RESULT, Kind.REST):  # 行政复议6件（维持4，纠正1）
            return i + 1 < len(tokens) and tokens[i + 1].kind in _LIST and _in_brackets(tokens, i)
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
