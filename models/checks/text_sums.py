"""Checks of the arithmetic inside the text: parts and totals, percentages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from models.changes import apart
from models.checks import passages
from models.checks.registry import Context, On, check, finding
from models.checks.text_numbers import said, tied
from models.findings import Finding, Severity
from models.forms import FORMS
from models.prose import Exactness, Mention, Quantity, Relation, Tie
from models.prose.lexicon.numerals import Numeral
from models.totals import Number
from models.values import show

_CHANNEL = re.compile("网|信函|信件|来函|当面|现场|窗口|邮|传真|平台|线上|线下|书面")
COUNTED_ONCE = "分项之和应等于合计"
PERCENT = "百分比应与所据的数字一致"


def _value(context: Context, mention: Mention) -> Number:
    """The number as said; that of a bound figure is the table's."""
    numeral = mention.numeral
    if numeral is None:
        return 0
    return (context.figures.number(numeral.cell) or 0) if numeral.cell in context.figures.printed else numeral.value


def _sum(context: Context, mentions: Iterable[Mention]) -> Number:
    return sum((_value(context, mention) for mention in mentions), 0)


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
            if parts and amount != _value(context, total):
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
        list="＋".join(show(_value(context, part)) for part in parts),
        sum=show(amount),
        apart=show(apart(amount, _value(context, total))),
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
    """“其中”“包括”之后列出的数字加起来超过合计；一项可能计入几类的，可以略过。网络、信函等渠道加起来也不应少于合计。"""
    for mentions in context.mentions.values():
        lists: dict[tuple[int, int], list[Mention]] = {}
        for mention in mentions:
            if mention.part and mention.numeral is not None and mention.numeral.unit not in ("%", ""):
                lists.setdefault((mention.sentence, mention.part), []).append(mention)
        for (sentence, start), found in lists.items():
            total = _last_before(mentions, sentence, start)
            if total is None:
                continue
            parts = [m for m in found if m.depth == found[0].depth and _alike(m, total)]
            channels = _channels(context, total, parts)
            if channels:
                parts = channels
            amount, whole = _sum(context, parts), _value(context, total)
            few = bool(channels) and amount < whole
            untied = not any(m.ties for m in (total, *parts))
            if len(parts) > 1 and (few or (amount > whole and (channels or untied))):
                yield finding(
                    "text.overflow",
                    cells=(total.span.text,),
                    spans=(total.span, *(part.span for part in parts)),
                    advice="核对合计和各项；有重复计入的，可以略过。",
                    where=passages.where(context, total.span.text),
                    said=said(context, total),
                    list="＋".join(show(_value(context, part)) for part in parts),
                    sum=show(amount),
                    how=f"比它少{show(apart(whole, amount))}" if few else "比它还多",
                )


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
    requests = total.ties and total.ties[0].quantity.cells[0].startswith("t3.new.")
    return told if requests and said_all and len(told) > 1 else []


def _last_before(mentions: list[Mention], sentence: int, order: int) -> Mention | None:
    """The number before a place of a sentence, in that sentence."""
    at = bisect_left(mentions, (sentence, order), key=_place)
    found = mentions[at - 1] if at else None
    return found if found and found.sentence == sentence and found.numeral else None


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.order


def _near(context: Context, mention: Mention) -> list[Mention]:
    """The numbers around one, most of them before it: bounded, since a text without full stops is one sentence."""
    mentions = context.mentions[mention.span.text]
    at = bisect_left(mentions, _place(mention), key=_place)
    return mentions[max(0, at - 40) : at + 10]


def _alike(mention: Mention, other: Mention) -> bool:
    """Whether two numbers have one unit and are both meant literally."""
    first, second = mention.numeral, other.numeral
    if first is None or second is None:
        return False
    return first.unit == second.unit and first.exactness is second.exactness is Exactness.EXACT


@check(
    "text.percent",
    "百分比与数字不符",
    Severity.WARNING,
    PERCENT,
    "{where}写“{said}”，“{quantity}”{part}÷{whole}＝{percent}%。",
    On.TEXT,
)
def shares(context: Context) -> Iterator[Finding]:
    """占比按文中的合计、表中的合计都算不出来时提醒；按印出的小数位比较，四舍五入或截尾都算对。"""
    for mention, tie in tied(context, Relation.SHARE):
        numeral = mention.numeral
        if numeral is None:
            continue
        parts = [*_as_said(context, mention, tie), *tie.quantity.figures(context.figures)]
        sure, perhaps = _wholes(context, mention, tie)
        if not sure:
            continue  # 予以公开203件，占40.76% where nothing tells of what
        pairs = [(part, whole) for part in parts for whole in (*sure, *perhaps)]
        if pairs and not any(rounds_to(numeral, Decimal(part) * 100 / Decimal(whole)) for part, whole in pairs):
            part, whole = pairs[0]
            percent = Decimal(part) * 100 / Decimal(whole)
            yield finding(
                "text.percent",
                severity=Severity.INFO if tie.elsewhere else None,
                cells=(mention.span.text,),
                parts=tie.quantity.cells,
                spans=(mention.span,),
                fix=passages.replace(context, mention.span, f"{_printed(percent, numeral)}%"),
                advice="核对百分比和它所据的两个数字。",
                where=passages.where(context, mention.span.text),
                said=said(context, mention),
                quantity=tie.quantity.name,
                part=show(part),
                whole=show(whole),
                percent=_printed(percent, numeral),
            )


def _as_said(context: Context, mention: Mention, tie: Tie) -> list[Number]:
    """What the text itself gives for the quantity whose share is told, in the sentence."""
    return [
        _value(context, other)
        for other in _near(context, mention)
        if other.sentence == mention.sentence
        and any(t.quantity == tie.quantity and t.relation is Relation.VALUE for t in other.ties)
    ]


def _wholes(context: Context, mention: Mention, tie: Tie) -> tuple[list[Number], list[Number]]:
    """What the share is of, likeliest first, and what else it may be of: the totals above the quantity in the tables and in
    the text, and the text's other numbers."""
    leaves = _leaves(context, tie.quantity) or frozenset()
    totals = context.report.form.totals
    above = [context.figures.number(cell) for cell, parts in totals.items() if leaves < frozenset(parts)]
    above += [context.figures.number(f"t3.{row}.total") for row in ("total", "new") if f"t3.{row}.total" in totals]
    received = ("t3.new.total", "t3.carried_in.total")
    if context.figures.readable(received) and any(cell.startswith("t3.") for cell in leaves):
        above.append(context.figures.add(received))
    suits = ("t4.direct.total", "t4.after_review.total")
    if context.figures.readable(suits):
        above.append(context.figures.add(suits))
    sure = [whole for whole in above if whole]
    perhaps: list[Number] = []
    for other in _near(context, mention):
        if other.numeral is None or other.numeral.unit == "%" or not 0 <= mention.sentence - other.sentence <= 2:
            continue
        value = _value(context, other)
        if value:
            (sure if _is_above(context, other, leaves) else perhaps).append(value)
    return sure, perhaps


def _is_above(context: Context, mention: Mention, leaves: frozenset[str]) -> bool:
    """Whether a number counts a whole that the cells ``leaves`` are part of."""
    for tie in mention.ties:
        first = tie.quantity.alternatives[0]
        if tie.relation is Relation.VALUE and (
            first[0] in ("t3.new.total", "t3.total.total") or leaves < (_leaves(context, tie.quantity) or frozenset())
        ):
            return True
    return False


def rounds_to(numeral: Numeral, percent: Decimal) -> bool:
    """Whether a percentage is printed so: rounded or cut off at the printed decimals, about where the text says 约."""
    if numeral.exactness is not Exactness.EXACT:
        return numeral.means(percent)
    grain = Decimal(numeral.grain)
    return Decimal(numeral.value) - grain / 2 <= percent < Decimal(numeral.value) + grain


def _printed(percent: Decimal, numeral: Numeral) -> str:
    """A percentage with as many decimals as the text prints."""
    return f"{percent.quantize(Decimal(numeral.grain)):f}"
