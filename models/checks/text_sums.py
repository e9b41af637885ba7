"""Checks of the arithmetic inside the text: parts and totals, percentages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile

from models.changes import apart
from models.checks import passages
from models.checks.registry import Context, On, check, finding
from models.checks.text_numbers import said, value_of
from models.findings import Finding, Severity
from models.forms import FORMS
from models.prose import Exactness, Mention, Quantity, Relation
from models.roles import Role
from models.totals import Number
from models.values import show

_CHANNEL = re.compile("网|信函|信件|来函|当面|现场|窗口|邮|传真|平台|线上|线下|书面")
COUNTED_ONCE = "分项之和应等于合计"


def _sum(context: Context, mentions: Iterable[Mention]) -> Number:
    return sum((value_of(context, mention) for mention in mentions), 0)


def _leaves(context: Context, quantity: Quantity) -> frozenset[str] | None:
    """The cells of the likeliest reading with totals resolved into their parts; None where one counts twice."""
    return _resolved(context.report.form.id, quantity.alternatives[0])


@lru_cache(maxsize=1024)
def _resolved(form_id: str, cells: tuple[str, ...]) -> frozenset[str] | None:
    totals = FORMS[form_id].totals
    leaves = [leaf for cell in cells for leaf in totals.get(cell, (cell,))]
    return frozenset(leaves) if len(set(leaves)) == len(leaves) else None


@check(
    "text.sum",
    "文字中的分项之和不等于合计",
    Severity.WARNING,
    COUNTED_ONCE,
    "{where}写“{said}”，所列各项{list}＝{sum}，相差{apart}。",
    On.TEXT,
)
def parts_and_totals(context: Context) -> Iterator[Finding]:
    """文字先给出合计、再把它的各项列全（如六类办理结果、四种复议结果），各项之和应等于合计；没有列全的不算。"""
    for mentions in context.mentions.values():
        exact = [m for m in mentions if m.ties and m.ties[0].relation is Relation.VALUE and not m.ties[0].elsewhere]
        exact = [m for m in exact if m.numeral is None or m.numeral.exactness is Exactness.EXACT]
        for i, total in enumerate(exact):
            parts = _complete(context, total, exact[i + 1 : i + 30])
            amount = _sum(context, parts)
            if parts and amount != value_of(context, total):
                yield _unequal(context, total, parts, amount)


def _complete(context: Context, total: Mention, candidates: Iterable[Mention]) -> list[Mention]:
    """The numbers after a total that together count each of its parts once; [] where the list is not complete."""
    whole = _leaves(context, total.ties[0].quantity)
    if whole is None or len(whole) < 2:
        return []
    parts: list[Mention] = []
    missing = set(whole)
    for mention in candidates:
        leaves = _leaves(context, mention.ties[0].quantity)
        if leaves == whole:
            break
        if leaves and leaves <= missing and mention.numeral is not None:
            parts.append(mention)
            missing -= leaves
            if not missing:
                return parts
    return []


def _unequal(context: Context, total: Mention, parts: list[Mention], amount: Number) -> Finding:
    return finding(
        "text.sum",
        cells=(total.span.text,),
        spans=(total.span, *(part.span for part in parts)),
        advice="核对合计和各项，改正不对的一处。",
        where=passages.where(context, total.span.text),
        said=said(context, total),
        list="＋".join(show(value_of(context, part)) for part in parts),
        sum=show(amount),
        apart=show(apart(amount, value_of(context, total))),
    )


@check(
    "text.overflow",
    "文字中的分项之和超过合计",
    Severity.INFO,
    COUNTED_ONCE,
    "{where}写“{said}”，后面所列{list}之和是{sum}，{how}。",
    On.TEXT,
)
def parts_above_the_total(context: Context) -> Iterator[Finding]:
    """“其中”“包括”之后列出的数字加起来超过合计；一项可能计入几类的，可以略过。网络、信函等渠道列全的，加起来也不应少于合计；差得不多的是提醒。"""
    for mentions in context.mentions.values():
        for total, parts, channels in _lists(context, mentions):
            amount, whole = _sum(context, parts), value_of(context, total)
            few = channels and amount < whole
            untied = not any(m.ties for m in (total, *parts))
            if len(parts) > 1 and (few or (amount > whole and (channels or untied))):
                near = apart(amount, whole) * 10 <= whole
                yield finding(
                    "text.overflow",
                    severity=Severity.WARNING if channels and near and len(parts) > 2 else None,
                    cells=(total.span.text,),
                    spans=(total.span, *(part.span for part in parts)),
                    advice="核对合计和各项；有重复计入的，可以略过。",
                    where=passages.where(context, total.span.text),
                    said=said(context, total),
                    list="＋".join(show(value_of(context, part)) for part in parts),
                    sum=show(amount),
                    how=f"比它少{show(apart(whole, amount))}" if few else "比它还多",
                )


def _lists(context: Context, mentions: list[Mention]) -> Iterator[tuple[Mention, list[Mention], bool]]:
    """Each total with the parts that are told of it; whether these are the ways by which applications came, all told."""
    told: dict[tuple[int, int], list[Mention]] = {}
    totals: set[tuple[int, int]] = set()
    for mention in mentions:
        if mention.part and mention.numeral is not None and mention.numeral.unit not in ("%", ""):
            told.setdefault((mention.sentence, mention.part), []).append(mention)
    for (sentence, start), found in told.items():
        total = _last_before(mentions, sentence, start)
        if total is not None:
            totals.add(_place(total))
            parts = [m for m in found if m.depth == found[0].depth and _alike(m, total)]
            channels = _channels(context, total, parts)
            yield total, channels or parts, bool(channels)
    for i, total in enumerate(mentions):
        if _place(total) not in totals and total.ties and total.numeral is not None:
            parts = _following(mentions, i)
            if channels := _channels(context, total, parts):
                yield total, channels, True


def _following(mentions: list[Mention], i: int) -> list[Mention]:
    """The numbers right behind one in its sentence that are like it."""
    total = mentions[i]
    return list(takewhile(lambda m: m.sentence == total.sentence and _alike(m, total), mentions[i + 1 : i + 9]))


def _channels(context: Context, total: Mention, parts: list[Mention]) -> list[Mention]:
    """The first of the parts, where they tell by which ways the applications came and tell all of them."""
    text = context.texts[total.span.text]
    told: list[Mention] = []
    at = total.span.end
    for part in parts:
        words = text[at : part.span.start]
        if part.ties or not _CHANNEL.search(words) or "主要" in words or "；" in words:
            break
        told.append(part)
        at = part.span.end
    said_all = "等" not in text[at : at + 8] and (len(told) == len(parts) or parts[len(told)].ties)
    received = context.report.form.by_role(Role.APPLICATIONS, Role.RECEIVED)
    requests = total.ties and total.ties[0].quantity.cells[0] in {cell.id for cell in received}
    return told if requests and said_all and len(told) > 1 else []


def _last_before(mentions: list[Mention], sentence: int, order: int) -> Mention | None:
    """The number before a place of a sentence, in that sentence."""
    at = bisect_left(mentions, (sentence, order), key=_place)
    found = mentions[at - 1] if at else None
    return found if found and found.sentence == sentence and found.numeral else None


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.order


def _alike(mention: Mention, other: Mention) -> bool:
    """Whether two numbers have one unit and are both meant literally."""
    first, second = mention.numeral, other.numeral
    if first is None or second is None:
        return False
    return first.unit == second.unit and first.exactness is second.exactness is Exactness.EXACT
