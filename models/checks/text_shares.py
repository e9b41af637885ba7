"""The check of percentages: the share of a part, or of a run of parts, of some whole that the sentence or the table gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.checks.text_numbers import said, value_of
from models.findings import Finding, Severity
from models.form import Form
from models.prose import Exactness, Mention, Relation, Tie
from models.prose.lexicon.numerals import COUNTED, Numeral
from models.roles import Role
from models.totals import Number
from models.values import show

PERCENT = "百分比应与所据的数字一致"
MOST = 6
"""Numbers before a percentage that it may be the share of together."""

_SHARE = re.compile(r"(?:占|比重|比例|公开率)[^，。；、\d%％]{0,14}$|[（(](?:合计|共|约)?$")
_RATE = re.compile(r"公开率[^，。；、\d]{0,4}$")
_TOGETHER = re.compile(
    r"(?P<two>[二两]者|[两二][项类种]|(?P<three>三[者项类种])|合计|共|总计|一并|累计)[^，。；\d]{0,8}$"
)
_APPLIED = re.compile("申请|网|信函|邮|当面|现场|窗口|渠道|线上|线下|平台|自然人|法人|企业")


@dataclass(frozen=True, slots=True)
class _Share:
    """A percentage with the numbers of its sentence before it, last first, and the tie that its words give it."""

    mention: Mention
    numeral: Numeral
    before: tuple[Mention, ...]
    tie: Tie | None
    words: str


@check(
    "text.percent",
    "百分比与数字不符",
    Severity.WARNING,
    PERCENT,
    "{where}写“{said}”，“{quantity}”{part}÷{whole}＝{percent}%。",
    On.TEXT,
    needs=(Need.TEXTS,),
)
def shares(context: Context) -> Iterator[Finding]:
    """占比按前一项、连着的几项之和、整组，和文中的合计、表中的合计都算不出来时提醒；按印出的小数位比较，四舍五入或截尾都算对。"""
    found = list(_shares(context))
    for share in found:
        parts = _parts(context, share)
        wholes = _agreed(context, share, found)
        pairs = [(part, whole) for part in parts for whole in wholes if whole and 0 <= part <= whole]
        if not pairs or any(_fits(share.numeral, part, whole) for part, whole in pairs):
            continue
        yield _finding(context, share, *pairs[0])


def _agreed(context: Context, share: _Share, found: list[_Share]) -> list[Number]:
    """The wholes of a share; where its sentence gives several, those by which the others hold."""
    wholes = _wholes(context, share)
    beside = [s for s in found if s is not share and _place(s) == _place(share)][:12]
    if len(beside) < 2:
        return wholes
    held = {
        whole: sum(
            any(0 <= part <= whole and _fits(s.numeral, part, whole) for part in _parts(context, s)) for s in beside
        )
        for whole in wholes
    }
    best = max(held.values(), default=0)
    return [whole for whole in wholes if held[whole] == best] if best >= len(beside) - 1 else wholes


def _place(share: _Share) -> tuple[str, int]:
    return share.mention.span.text, share.mention.sentence


def _fits(numeral: Numeral, part: Number, whole: Number) -> bool:
    return rounds_to(numeral, Decimal(part) * 100 / Decimal(whole))


def _shares(context: Context) -> Iterator[_Share]:
    for id, mentions in context.mentions.items():
        text = context.texts[id]
        for i, mention in enumerate(mentions):
            numeral = mention.numeral
            if numeral is None or numeral.unit != "%" or (numeral.value == 100 and not mention.ties):
                continue
            words = text[max(0, mention.span.start - 24) : mention.span.start]
            tie = next((tie for tie in mention.ties if tie.relation is Relation.SHARE), None)
            if tie is None and (mention.ties or not _SHARE.search(words)):
                continue
            near = [each for each in mentions[max(0, i - 24) : i] if each.sentence == mention.sentence]
            yield _Share(mention, numeral, tuple(reversed(near)), tie, words)


def _counts(mention: Mention) -> bool:
    numeral = mention.numeral
    return (
        numeral is not None
        and numeral.unit in COUNTED
        and not any(tie.relation is not Relation.VALUE for tie in mention.ties)
    )


def _parts(context: Context, share: _Share) -> list[Number]:
    """What the percentage may be the share of, likeliest first."""
    text = context.texts[share.mention.span.text]
    run = list(takewhile(lambda each: each.numeral is not None and each.numeral.unit != "%", share.before))
    run = [each for each in run[:MOST] if _counts(each)]
    together = _TOGETHER.search(share.words)
    named = _named(context, share)
    if _RATE.search(share.words):
        return _rate(context, share)
    sums: list[Number] = []
    total: Number = 0
    for n, each in enumerate(run, 1):
        total += value_of(context, each)
        if together and (
            (together["three"] and n != 3)
            or (together["two"] and not together["three"] and n != 2 and together["two"][0] in "二两")
            or n < 2
        ):
            continue
        sums.append(total)
        joined = n < len(run) and "、" in text[run[n].span.end : each.span.start]
        if not together and not joined:
            break
    return sums + named if together or not share.tie else [*sums[:1], *named, *sums[1:]]


def _named(context: Context, share: _Share) -> list[Number]:
    """The table's figure of what the words before the percentage name."""
    if share.tie is None:
        return []
    told = [
        value_of(context, other)
        for other in share.before
        if any(t.quantity == share.tie.quantity and t.relation is Relation.VALUE for t in other.ties)
    ]
    return [*told, *share.tie.quantity.figures(context.figures)]


def _rate(context: Context, share: _Share) -> list[Number]:
    """公开率: what was granted, in whole or in part, where the sentence tells of it."""
    form = context.report.form
    cells = (*form.amount(Role.APPLICATIONS, Role.GRANTED), *form.amount(Role.APPLICATIONS, Role.PARTIAL))
    tells = any(set(tie.quantity.alternatives[0]) & set(cells) for other in share.before for tie in other.ties)
    return [context.figures.add(cells)] if tells and context.figures.readable(cells) else []


def _wholes(context: Context, share: _Share) -> list[Number]:
    """What the share may be of: the totals above the quantity in the tables, and those that the text told before."""
    form, figures = context.report.form, context.figures
    above = [cells for cells in _totals(form) if figures.readable(cells)]
    tied = share.tie.quantity.cells if share.tie else ()
    if _RATE.search(share.words):
        return [figures.add(cells) for cells in above if form.cells[cells[0]].table.role == Role.APPLICATIONS]
    foreign = not share.tie and not _APPLIED.search(
        share.words
        + context.texts[share.mention.span.text][max(0, share.mention.span.start - 40) : share.mention.span.start]
    )
    found: list[Number] = []
    if tied:
        first = form.cells[tied[0]].table
        found += [figures.add(cells) for cells in above if form.cells[cells[0]].table is first]
    elif not foreign:
        found += [figures.add(cells) for cells in above if form.cells[cells[0]].table.role == Role.APPLICATIONS]
    found += _told(context, share)
    return list(dict.fromkeys(whole for whole in found if whole))


def _totals(form: Form) -> list[tuple[str, ...]]:
    received, carried = form.amount(Role.APPLICATIONS, Role.RECEIVED), form.amount(Role.APPLICATIONS, Role.CARRIED_IN)
    review, suits = form.amount(Role.CASES, Role.REVIEW), form.amount(Role.CASES, Role.SUITS)
    return [
        form.amount(Role.APPLICATIONS, Role.CONCLUDED),
        received,
        (*received, *carried),
        review,
        suits,
        (*review, *suits),
    ]


def _told(context: Context, share: _Share) -> list[Number]:
    """The totals that the text gives: the first number of the sentence, the whole of those before, all parts together."""
    counted = [each for each in share.before if _counts(each)]
    first = counted[-1] if len(counted) > 1 else None
    behind = share.before[share.before.index(first) - 1].numeral if first else None
    is_whole = first is not None and not (
        behind is not None and behind.unit == "%"
    )  # 203件，占40%；48件 are both parts
    found = [value_of(context, first)] if first is not None and is_whole else []
    mentions = context.mentions[share.mention.span.text]
    at = bisect_left(mentions, share.mention.sentence - 2, key=lambda each: each.sentence)
    for each in mentions[at : at + 40]:
        if each.sentence >= share.mention.sentence:
            break
        if _counts(each) and any(
            cells[0] in tie.quantity.cells for tie in each.ties for cells in _totals(context.report.form)
        ):
            found.append(value_of(context, each))
    if not share.tie:
        here = [m for m in mentions[at : at + 60] if m.sentence == share.mention.sentence and _counts(m)]
        found.append(sum((value_of(context, each) for each in here), 0))
    return found


def _finding(context: Context, share: _Share, part: Number, whole: Number) -> Finding:
    percent = Decimal(part) * 100 / Decimal(whole)
    printed = f"{percent.quantize(Decimal(share.numeral.grain)):f}"
    sure = share.tie is None or (share.tie.is_sure and not share.tie.elsewhere)
    return finding(
        "text.percent",
        severity=None if sure else Severity.INFO,
        cells=(share.mention.span.text,),
        parts=share.tie.quantity.cells if share.tie else (),
        spans=(share.mention.span,),
        fix=passages.replace(context, share.mention.span, f"{printed}%"),
        advice="核对百分比和它所据的两个数字。",
        where=passages.where(context, share.mention.span.text),
        said=said(context, share.mention),
        quantity=share.tie.quantity.name if share.tie else "所说的",
        part=show(part),
        whole=show(whole),
        percent=printed,
    )


def rounds_to(numeral: Numeral, percent: Decimal) -> bool:
    """Whether a percentage is printed so: rounded or cut off at the printed decimals, about where the text says 约."""
    grain = Decimal(numeral.grain)
    if numeral.exactness is not Exactness.EXACT and numeral.grain >= 1:
        near = Decimal(2) if numeral.value % 10 else Decimal(5)
        return abs(percent - Decimal(numeral.value)) <= near
    return Decimal(numeral.value) - grain / 2 <= percent < Decimal(numeral.value) + grain
