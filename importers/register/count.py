"""Counting a register: each application into 一 or 二, and into one result or 四; or listed with the reason why it is not.

Every counted row adds one to 新收 or 上年结转 and one to a result row or 结转下年, in the same column: so table 3 foots by
construction. Whatever is not certain about a row is asked or listed; a row is never counted in part.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from importers.register.dates import BLANK, DateRead, Raw, read_date, with_years
from importers.register.heads import MARKS, Page
from importers.register.mapping import Field, Layout, Mapping, answer_key
from importers.register.sheets import text_of
from importers.register.tally import Left, Place, Tally, ValueUse, Why
from importers.register.vocabulary import NONE, SKIP, Kind, Meaning, Targets
from importers.stopping import may_stop
from models.labels import normal
from models.roles import Role

_TOTALS = frozenset(
    {"合计", "总计", "小计", "共计", "累计", "总数", "本页合计", "本月合计", "本月小计", "年度合计", "全年合计"}
)

_COUNTERS = frozenset({"序号", "序列号", "号", "no"})
"""Heads of columns that number the rows."""


_CASES = {
    Field.REVIEW: (Role.REVIEW,),
    Field.DIRECT_SUIT: (Role.DIRECT,),
    Field.SUIT_AFTER_REVIEW: (Role.AFTER_REVIEW,),
    Field.SUIT: (Role.DIRECT, Role.AFTER_REVIEW),
}
"""Columns of a register that tell of cases → the groups of the table of cases that they fill."""

_PACE = 500
"""Rows after which it may be asked whether anybody still waits."""


class _Row(NamedTuple):
    """The cells of a row as they are, and as a person sees them."""

    cells: Sequence[Raw]
    texts: Sequence[str]


@dataclass
class _Counting:
    cells: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    counted: list[Place] = field(default_factory=list)
    years_taken: list[Place] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    uses: dict[tuple[Kind, str], list[Place]] = field(default_factory=lambda: defaultdict(list))
    said: dict[tuple[Kind, str], tuple[str, Meaning]] = field(default_factory=dict)
    numbers: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[tuple[str, ...], tuple[Place, str]] = field(default_factory=dict)


def count(pages: Sequence[Page], mapping: Mapping, year: int, targets: Targets) -> Tally:
    """Count every row of the pages for the report of ``year``."""
    counting = _Counting()
    cases: set[Role] = set()
    guessed = False
    for page in pages:
        layout = mapping.layouts[page.layout]
        reader = _Reader(page, layout, mapping, year, targets, counting)
        cases |= {role for at, roles in _CASES.items() if layout.column(at) for role in roles}
        guessed = guessed or layout.column(Field.ANSWERED) is None
        reader.read()
    values = tuple(
        ValueUse(kind, text, meaning.target, meaning.sure, tuple(counting.uses[kind, key]))
        for (kind, key), (text, meaning) in counting.said.items()
    )
    repeated = tuple(tuple(rows) for rows in counting.numbers.values() if len(rows) > 1)
    cells = {id: tuple(rows) for id, rows in counting.cells.items()}
    return Tally(
        year,
        cells,
        tuple(counting.counted),
        tuple(counting.left),
        values,
        frozenset(cases),
        repeated,
        guessed,
        tuple(counting.years_taken),
    )


class _Reader:
    """Reads the rows of one page."""

    def __init__(
        self, page: Page, layout: Layout, mapping: Mapping, year: int, targets: Targets, counting: _Counting
    ) -> None:
        self.page, self.layout, self.mapping, self.year, self.targets = page, layout, mapping, year, targets
        self.out = counting
        self.at = {column.field: column.index for column in layout.columns if column.field and not column.field.is_mark}
        self.marks = {field: layout.marks(field) for field in (Field.APPLICANT_MARK, Field.OUTCOME_MARK)}
        self.heads = [
            text for column in layout.columns if (text := normal(column.head.split()[-1] if column.head else ""))
        ]
        self.meanings: dict[tuple[Kind, str, str], tuple[str, str, Meaning]] = {}
        number = layout.column(Field.NUMBER)
        # a running number starts anew in each sheet, and tells no application apart
        self.counters = {c.index for c in layout.columns if c.head and normal(c.head.split()[-1]) in _COUNTERS}
        self.running = number is not None and number.index in self.counters

    def read(self) -> None:
        rows = self.page.sheet.rows
        continued: dict[int, int] = {}
        spread: dict[int, dict[int, Raw]] = defaultdict(dict)
        number = self.at.get(Field.NUMBER)
        for (top, left), (bottom, _) in self.page.sheet.merged:
            if top >= self.page.first and bottom > top:
                if left == number:
                    continued.update(dict.fromkeys(range(top + 1, bottom + 1), top))
                value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
                for below in range(top + 1, min(bottom + 1, len(rows))):
                    spread[below][left] = value
        for index in range(self.page.first, len(rows)):
            if index % _PACE == 0:
                may_stop()
            row = rows[index]
            if index in spread:
                row = list(row)
                for column, value in spread[index].items():
                    if column < len(row) and not text_of(row[column]):
                        row[column] = value
            texts = [text_of(cell) for cell in row]
            if any(texts):
                place = Place(self.page.sheet.name, index + 1)
                if index in continued:
                    first = continued[index] + 1
                    self._leave(place, Why.NO_APPLICATION, f"与第{first}行合并，是同一件申请")
                else:
                    self._row(place, _Row(row, texts))

    def _date(self, row: _Row, field: Field) -> DateRead:
        index = self.at.get(field)
        return read_date(row.cells[index]) if index is not None and index < len(row.cells) else BLANK

    def _text(self, row: _Row, field: Field) -> str:
        index = self.at.get(field)
        return row.texts[index] if index is not None and index < len(row.texts) else ""

    def _leave(self, place: Place, why: Why, reason: str) -> None:
        self.out.left.append(Left(place, why, reason))

    def _row(self, place: Place, row: _Row) -> None:
        if aside := self._aside(row):
            return self._leave(place, *aside)
        written = self._date(row, Field.RECEIVED), self._date(row, Field.ANSWERED)
        received, answered = with_years(*written)
        for name, read in (("收到", received), ("答复", answered)):
            if read.problem:
                return self._leave(place, Why.DATE, f"{name}日期{read.problem}")
        if received.day is None:
            return self._leave(place, Why.DATE, "没有收到日期")
        if received.day.year > self.year:
            return self._leave(place, Why.OUT_OF_YEAR, f"{received.day.year}年收到，在{self.year}年之后")
        if answered.day is not None and answered.day.year < self.year and answered.day >= received.day:
            return self._leave(place, Why.OUT_OF_YEAR, f"{answered.day.year}年已经答复，在{self.year}年之前")
        applicant = self._applicant(place, row)
        # an answer after the year leaves the application open in it, whatever the outcome: nothing to ask
        late = answered.day is not None and answered.day.year > self.year
        outcome = self._outcome(place, row, asks=not late)
        if applicant.target == SKIP or outcome.target == SKIP:
            return self._leave(place, Why.SKIPPED, "所填的值选定为不计入")
        result = self._result(received.day, answered.day, answered.exact and received.exact, outcome, row)
        if isinstance(result, tuple):
            return self._leave(place, *result)
        if applicant.target is None:
            shown = self._shown(row, Field.APPLICANT, Field.APPLICANT_DETAIL, Field.NAME)
            reason = f"申请人类别“{shown}”不知道属于哪一类" if shown else "没有申请人类别"
            return self._leave(place, Why.APPLICANT, reason)
        if self._is_repeated(place, row):
            return None
        start = self.targets.new if received.day.year == self.year else self.targets.carried_in
        self.out.counted.append(place)
        if (received, answered) != written:
            self.out.years_taken.append(place)
        for key in (start, result):
            self.out.cells[self.targets.application(key, applicant.target)].append(place)
        self._cases(place, row)
        return None

    def _aside(self, row: _Row) -> tuple[Why, str] | None:
        """A row that is no application: a total, the head again, a note, a row with nothing but its number."""
        texts = [text for text in row.texts if text]
        if normal(texts[0]) in _TOTALS or (len(texts) > 1 and normal(texts[1]) in _TOTALS):
            return Why.TOTAL, f"“{texts[0] if normal(texts[0]) in _TOTALS else texts[1]}”行不是申请"
        again = sum(normal(text) in self.heads for text in texts if not text.isdigit())
        if len(texts) > 2 and again >= max(3, len(texts) * 0.6):
            return Why.HEAD, "与表头相同"
        telling = (Field.RECEIVED, Field.ANSWERED, Field.APPLICANT, Field.OUTCOME, Field.REASON)
        if any(self._text(row, field) for field in telling) or any(self._marked(row, field) for field in self.marks):
            # a note typed across the row fills one cell, and that says no date and no known word
            first = texts[0]
            if len(texts) == 1 and read_date(row.cells[row.texts.index(first)]).day is None and len(first) > 8:
                return Why.NO_APPLICATION, f"“{first[:20]}”是说明，不是申请"
            return None
        shown = "、".join(texts)
        return Why.NO_APPLICATION, f"只有“{shown[:20]}{'…' if len(shown) > 20 else ''}”，没有日期、申请人类别和结果"

    def _marked(self, row: _Row, field: Field) -> list[str]:
        return [
            column.target
            for column in self.marks[field]
            if column.index < len(row.texts) and row.texts[column.index] in MARKS
        ]

    def _applicant(self, place: Place, row: _Row) -> Meaning:
        if marked := self._marked(row, Field.APPLICANT_MARK):
            return Meaning(marked[0] if len(marked) == 1 else None)
        text, detail = self._text(row, Field.APPLICANT), self._text(row, Field.APPLICANT_DETAIL)
        if text or detail:
            return self._meaning(place, Kind.APPLICANT, text or detail, detail if text else "")
        name = self._text(row, Field.NAME)
        if not name or self.at.get(Field.APPLICANT) is not None or self.at.get(Field.APPLICANT_DETAIL) is not None:
            return Meaning(None)
        return self._meaning(place, Kind.APPLICANT, name, named=True)

    def _outcome(self, place: Place, row: _Row, asks: bool) -> Meaning:
        if marked := self._marked(row, Field.OUTCOME_MARK):
            return Meaning(marked[0] if len(marked) == 1 else None)
        text, reason = self._text(row, Field.OUTCOME), self._text(row, Field.REASON)
        if not (text or reason):
            return Meaning(None)
        return self._meaning(place, Kind.OUTCOME, text or reason, reason if text else "", asks=asks)

    def _meaning(
        self, place: Place, kind: Kind, text: str, detail: str = "", *, named: bool = False, asks: bool = True
    ) -> Meaning:
        found = self.meanings.get((kind, text, detail))
        if found is None:
            shown, meaning = self._understand(kind, text, detail, named)
            key = answer_key(shown)
            answer = self.mapping.answers.get((kind, key))
            found = self.meanings[kind, text, detail] = (shown, key, meaning if answer is None else Meaning(answer))
        shown, key, meaning = found
        if asks:
            self.out.said.setdefault((kind, key), (shown, meaning))
            self.out.uses[kind, key].append(place)
        return meaning

    def _understand(self, kind: Kind, text: str, detail: str, named: bool) -> tuple[str, Meaning]:
        """What a value means, and the words by which it is asked about: with its detail where that decides."""
        alone = self.targets.meaning(kind, text)
        if alone.target is None and named and (target := self.targets.of_name(text)):
            return text, Meaning(target, sure=False)
        if alone.target is not None or not detail:
            return text, alone
        both = self.targets.meaning(kind, text, detail)
        if alone.group:
            return f"{text} {detail}", both
        return (text, alone) if both.target is None else (f"{text} {detail}", Meaning(both.target, sure=False))

    def _result(
        self, received: datetime.date, answered: datetime.date | None, exact: bool, outcome: Meaning, row: _Row
    ) -> str | tuple[Why, str]:
        """The row of table 3 in which the application ends: a result, or 四; a pair says why there is none."""
        shown = self._shown(row, Field.OUTCOME, Field.REASON)
        still_open = outcome.target == self.targets.carried_out
        if answered is None and Field.ANSWERED in self.at:
            if shown and not still_open:
                what = f"办理结果是“{shown}”" if outcome.target else f"办理结果“{shown}”不知道属于哪一项"
                return Why.DATE if outcome.target else Why.OUTCOME, f"没有答复日期，而{what}"
            if self._marked(row, Field.OUTCOME_MARK):
                return Why.DATE, "没有答复日期，而办理结果已经打勾"
            return self.targets.carried_out
        if answered is not None:
            early = (
                (answered < received) if exact else (answered.year, answered.month) < (received.year, received.month)
            )
            if early:
                return Why.DATE, f"答复日期{answered.isoformat()}早于收到日期{received.isoformat()}"
            if answered.year > self.year:
                return self.targets.carried_out
            if still_open:
                return Why.OUTCOME, f"已有答复日期，而办理结果是“{shown}”"
        if outcome.target is not None:
            if answered is None and received.year < self.year and not still_open:
                return Why.DATE, "往年收到，台账没有答复日期，不知道是哪一年答复的"
            return outcome.target
        if len(self._marked(row, Field.OUTCOME_MARK)) > 1:
            return Why.OUTCOME, "办理结果打了几个勾"
        if shown:
            return Why.OUTCOME, f"办理结果“{shown}”不知道属于哪一项"
        return (Why.OUTCOME, "没有办理结果") if answered else self.targets.carried_out

    def _shown(self, row: _Row, *fields: Field) -> str:
        return " ".join(text for field in fields if (text := self._text(row, field)))

    def _is_repeated(self, place: Place, row: _Row) -> bool:
        """Whether the row repeats an earlier one in every cell: with its number in the same sheet, or whatever its running
        number in another (a sheet of the whole year beside those of the months). Then it is listed and not counted."""
        number = self._text(row, Field.NUMBER)
        if not self._text(row, Field.NAME) and (not number or self.running):
            return False  # nothing tells an application from another that was handled alike
        last = max((i for i, text in enumerate(row.texts) if text), default=0)  # how wide a sheet is says nothing
        whole = tuple(text for i, text in enumerate(row.texts[: last + 1]) if i not in self.counters)
        first = self.out.seen.get(whole)
        if first is not None and (first[0].sheet != place.sheet or first[1] == number != ""):
            where = (
                f"工作表“{first[0].sheet}”第{first[0].row}行"
                if first[0].sheet != place.sheet
                else f"第{first[0].row}行"
            )
            self._leave(place, Why.DUPLICATE, f"与{where}相同，只计一次")
            return True
        self.out.seen.setdefault(whole, (place, number))
        if number and not self.running:
            # short numbers begin anew in each sheet
            self.out.numbers[number if len(number) > 4 else f"{place.sheet}|{number}"].append(place)
        return False

    def _cases(self, place: Place, row: _Row) -> None:
        review = self._case(place, row, Field.REVIEW)
        for at, group in (
            (Field.REVIEW, Role.REVIEW),
            (Field.DIRECT_SUIT, Role.DIRECT),
            (Field.SUIT_AFTER_REVIEW, Role.AFTER_REVIEW),
            (Field.SUIT, Role.AFTER_REVIEW if review else Role.DIRECT),
        ):
            outcome = review if at is Field.REVIEW else self._case(place, row, at)
            if outcome and (cell := self.targets.case(group, outcome)):
                self.out.cells[cell].append(place)

    def _case(self, place: Place, row: _Row, field: Field) -> str:
        text = self._text(row, field)
        if not normal(text):
            return NONE
        meaning = self._meaning(place, Kind.CASE, text)
        return meaning.target if meaning.target and meaning.target != SKIP else NONE
