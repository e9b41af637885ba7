"""换成今年的数: a text that speaks of last year's numbers, with this year's in their place.

Every number that counts cells of last year's report takes this year's figure of the same cells; a change against the year
before is reckoned anew, its word turning with its sign; a year that means the reported one moves on. What cannot be decided
stays as it is and is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from models.editions import between
from models.findings import Span
from models.prose import Exactness, Mention, Numeral, Relation, Tie, mentions_of
from models.report import Edit, Report
from models.roles import Role
from models.totals import Figures, Number, evaluate
from models.values import Value, show


@dataclass(frozen=True, slots=True)
class Renewed:
    """A place in a text as it stands, what stands there, what is to stand there, and why."""

    span: Span
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A place that stays as it is, and why it could not be decided."""

    span: Span
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """What becomes of one text: ``text`` is the whole of it afterwards."""

    id: str
    text: str
    changes: tuple[Renewed, ...]
    doubts: tuple[Doubtful, ...]


_UP_DOWN = (
    ("增长", "下降"),
    ("增加", "减少"),
    ("上升", "下降"),
    ("提高", "降低"),
    ("增幅", "降幅"),
    ("多", "少"),
    ("升", "降"),
    ("增", "减"),
)
"""Words of a change that turn into one another with its sign, the longer first."""
_WORD = re.compile("|".join(word for pair in _UP_DOWN for word in pair))
_NEAR = 8
"""Characters before a number in which the word of its change stands."""
_YEAR = re.compile(r"(?<![\d〔\[（(])(\d{4})(?=年)(?!年\d{1,2}月)|(?<!\d)(\d{4})(?=年1月1日|年12月31日)")
_DATED = re.compile(r"(?<!\d)(\d{4})年(?!1月1日|12月31日)\d{1,2}月")
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|“[^”]*”")


def renewal(report: Report, previous: Report, id: str) -> Renewal:
    """What becomes of the text ``id`` of ``report``, which was taken over from ``previous``, last year's report."""
    text = report.text(id)
    last = _last_year(report, previous)
    as_last = last.apply({id: text or None, "unit": report.unit or None})
    figures = Years(evaluate(report), evaluate(last))
    outcomes: list[Renewed | Doubtful] = []
    for mention in mentions_of(as_last, id, figures.last):
        if mention.numeral is not None and not mention.numeral.cell:
            outcomes.extend(_of_number(text, mention, figures, report))
    outcomes.extend(_of_years(text, id, report.year, previous.year))
    kept = _apart([each for each in outcomes if isinstance(each, Renewed)])
    doubts = [each for each in outcomes if isinstance(each, Doubtful)]
    return Renewal(id, _with(text, kept), tuple(kept), tuple(sorted(doubts, key=lambda doubt: doubt.span.start)))


def renewals(report: Report, previous: Report) -> list[Renewal]:
    """Those of every text in which something changes or is in doubt."""
    found = (renewal(report, previous, id) for id in report.form.texts if report.text(id).strip())
    return [each for each in found if each.changes or each.doubts]


def edit_of(report: Report, found: list[Renewal]) -> Edit:
    """The edit that makes these changes; a text in which something is in doubt stays marked as last year's."""
    edit: dict[str, Value] = {}
    for each in found:
        if each.changes:
            edit[each.id] = each.text
        mark = report.get(f"draft.{each.id}")
        if each.doubts and mark is not None:
            edit[f"draft.{each.id}"] = mark
    return edit


@dataclass(frozen=True, slots=True)
class Years:
    """The figures of both years, by the cells of this year's form."""

    this: Figures
    last: Figures

    def of(self, figures: Figures, cells: tuple[str, ...]) -> Number | None:
        """The sum of these cells; None where one is no number or all are blank."""
        known = figures.readable(cells) and any(figures.printed.get(cell) is not None for cell in cells)
        return figures.add(cells) if known else None


def _last_year(report: Report, previous: Report) -> Report:
    """Last year's figures under the cells of this year's form."""
    carried = between(previous.form, report.form).carried(evaluate(previous).printed)
    fields: dict[str, Value] = {"year": previous.year, "form": report.form.id}
    return Report().apply({**fields, **{id: value for id, value in carried.items() if not isinstance(value, str)}})


def _of_number(text: str, mention: Mention, figures: Years, report: Report) -> Iterator[Renewed | Doubtful]:
    """What becomes of one number; nothing where it counts nothing of the form."""
    numeral, span = mention.numeral, mention.span
    assert numeral is not None
    written = text[numeral.start : numeral.end].rstrip("%％")
    place = Span(span.text, numeral.start, numeral.start + len(written))
    own = [tie for tie in mention.ties if not tie.elsewhere]
    if not own:
        if numeral.unit == "%":
            yield from _of_share(place, written, numeral, figures, report, ())
        return
    tie, group = _settled(own, numeral, figures)
    if tie is None or group is None:
        if any(figures.of(figures.this, cells) == numeral.value for one in own for cells in one.quantity.alternatives):
            return  # it is this year's already
        yield Doubtful(place, written, f"与上年表中的“{own[0].quantity.name}”不符，不知道指哪一格")
        return
    name = tie.quantity.name
    if numeral.exactness is not Exactness.EXACT and tie.relation in (Relation.VALUE, Relation.LAST_YEAR):
        yield Doubtful(place, written, f"约数（{name}），请自己改写")
    elif tie.relation is Relation.SHARE:
        yield from _of_share(place, written, numeral, figures, report, group)
    elif tie.relation in (Relation.VALUE, Relation.LAST_YEAR):
        value = figures.of(figures.this if tie.relation is Relation.VALUE else figures.last, group)
        if value is None:
            yield Doubtful(place, written, f"今年的“{name}”还没有填")
        elif (shown := _shown(value, numeral)) != written:
            yield Renewed(place, written, shown, name)
    else:
        yield from _of_change(text, place, written, numeral, tie, group, figures)


def _settled(ties: list[Tie], numeral: Numeral, figures: Years) -> tuple[Tie | None, tuple[str, ...] | None]:
    """The tie and the cells that last year's figures bear out: the number was that figure, or that change of it."""
    for tie in ties:
        for cells in tie.quantity.alternatives:
            last = figures.of(figures.last, cells)
            if tie.relation is Relation.VALUE and last is not None and numeral.means(last):
                return tie, cells
            if tie.relation not in (Relation.VALUE, Relation.SHARE) and last is not None:
                return tie, cells  # of two years before there is nothing to hold it against
            if tie.relation is Relation.SHARE and last is not None:
                return tie, cells
    return None, None


def _of_change(
    text: str, place: Span, written: str, numeral: Numeral, tie: Tie, cells: tuple[str, ...], figures: Years
) -> Iterator[Renewed | Doubtful]:
    """A comparison with the year before: reckoned anew, and its word turned with the sign."""
    this, last = figures.of(figures.this, cells), figures.of(figures.last, cells)
    in_percent = tie.relation in (Relation.UP, Relation.DOWN)
    if this is None or last is None or this == last or (in_percent and not last):
        why = "今年与上年持平" if this == last and this is not None else "今年或上年的数没有，比不出来"
        yield Doubtful(place, written, f"{tie.quantity.name}：{why}")
        return
    change = Decimal(this - last)
    if in_percent:
        change = change * 100 / Decimal(last)
    shown = _rounded(abs(change), written) if in_percent else show(_plain(abs(change)))
    was_up = tie.relation in (Relation.UP, Relation.MORE)
    word = _word_before(text, place.start)
    if (change > 0) != was_up and word is None:
        yield Doubtful(place, written, f"{tie.quantity.name}：今年是{'增加' if change > 0 else '减少'}{shown}，请改写")
        return
    why = f"{tie.quantity.name}：今年{show(this)}，上年{show(last)}"
    if (change > 0) != was_up and word is not None:
        turned = _turned(word[0])
        yield Renewed(Span(place.text, word[1], word[1] + len(word[0])), word[0], turned, why)
    if shown != written:
        yield Renewed(place, written, shown, why)


def _of_share(
    place: Span, written: str, numeral: Numeral, figures: Years, report: Report, cells: tuple[str, ...]
) -> Iterator[Renewed | Doubtful]:
    """A percentage: of the whole of which it was the share last year."""
    form = report.form
    wholes = [form.amount(Role.CONCLUDED), form.amount(Role.RECEIVED), form.amount(Role.RECEIVED, Role.CARRIED_IN)]
    for whole in wholes if cells else ():
        part, all_ = figures.of(figures.last, cells), figures.of(figures.last, whole)
        if part is None or not all_ or _rounded(Decimal(part) * 100 / Decimal(all_), written) != written:
            continue
        part, all_ = figures.of(figures.this, cells), figures.of(figures.this, whole)
        if part is not None and all_:
            shown = _rounded(Decimal(part) * 100 / Decimal(all_), written)
            if shown != written:
                yield Renewed(place, written, shown, f"{show(part)}÷{show(all_)}")
            return
    yield Doubtful(place, written, "百分比，不知道占什么的比例")


def _of_years(text: str, id: str, year: int | None, last: int | None) -> Iterator[Renewed | Doubtful]:
    """Years move on with the report: the reported one, and the one before it that is compared with."""
    if year is None or last is None or year != last + 1 or f"{year}年" in text:
        return
    quoted = [match.span() for match in _QUOTED.finditer(text)]

    def is_quoted(at: int) -> bool:
        return any(start <= at < end for start, end in quoted)

    for match in _YEAR.finditer(text):
        written, at = match[1] or match[2], match.start()
        if int(written) in (last, last - 1) and not is_quoted(at):
            yield Renewed(Span(id, at, at + 4), written, str(int(written) + 1), "年度")
    for match in _DATED.finditer(text):
        if int(match[1]) == last and not is_quoted(match.start()):
            yield Doubtful(Span(id, match.start(), match.end()), match[0], "上年的日期，请看今年是哪一天")


def _word_before(text: str, at: int) -> tuple[str, int] | None:
    """The word of a change just before a number, and where it stands."""
    start = max(0, at - _NEAR)
    words = list(_WORD.finditer(text, start, at))
    return (words[-1][0], words[-1].start()) if words else None


def _turned(word: str) -> str:
    for up, down in _UP_DOWN:
        if word == up:
            return down
        if word == down:
            return up
    return word


def _rounded(value: Decimal, written: str) -> str:
    """With as many decimals as were printed."""
    decimals = len(written.partition(".")[2])
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def _shown(value: Number, numeral: Numeral) -> str:
    """A figure in the unit of the number: yuan where the text says 元, else as the table has it."""
    return show(_plain(Decimal(value) * 10_000)) if numeral.unit == "元" else show(value)


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value.normalize()


def _apart(changes: list[Renewed]) -> list[Renewed]:
    """In order, and of two that overlap the first: one word may take part in two comparisons."""
    kept: list[Renewed] = []
    for change in sorted(changes, key=lambda change: (change.span.start, change.span.end)):
        if not kept or change.span.start >= kept[-1].span.end:
            kept.append(change)
    return kept


def _with(text: str, changes: list[Renewed]) -> str:
    for change in reversed(changes):
        text = text[: change.span.start] + change.new + text[change.span.end :]
    return text
