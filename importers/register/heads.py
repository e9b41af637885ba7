"""Finding the head rows of a register and what each column tells, by heads first and by values where the heads are silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.register.dates import Raw, read_date
from importers.register.mapping import DATES, NEEDED, Column, Field, Layout
from importers.register.sheets import Sheet, text_of
from importers.register.vocabulary import Kind, Targets
from models.labels import normal

SCANNED = 30
"""Rows from the top in which the head is looked for."""

MAX_HEAD = 3
"""Rows that a head can have."""

_WEAK = 8
"""A head with no higher score is believed only where values bear it out (答复方式 is mostly how the answer was sent)."""

SAMPLED = 400
"""Rows whose values are looked at to tell what a column holds."""

MARKS = frozenset({"√", "✓", "✔", "☑", "1", "是", "y", "Y", "●", "○", "v", "V", "x", "X", "有", "*"})

_DEADLINE = r"期限|截止|到期|时限|应答|应于|应当|延期|延长|剩余|超期|限办"
_CASE = r"复议|诉讼"
# fmt: off
_HEADS: tuple[tuple[Field, int, str, str], ...] = (
    (Field.NUMBER,           9, r"(?:申请|登记|受理|收件|办件|回执|流水)(?:表|件)?(?:编号|号码?|序号)$", ""),
    (Field.NUMBER,           7, r"^(?:编号|序号|序列号|流水号|号|no)$", ""),
    (Field.NAME,             9, r"申请人?(?:单位|法人|公民)?(?:的)?(?:姓名|名称)|^(?:姓名|名称)(?:或名称|或单位|名称)?$|^申请人$|^申请(?:单位|主体)$", "类|性质|代理|联系"),
    (Field.APPLICANT_DETAIL, 9, r"(?:法人|组织|单位)(?:或其他组织|的)?(?:类别|类型|性质|种类|分类)", ""),
    (Field.APPLICANT,        9, r"(?:申请人|申请主体|申请者|主体|身份|对象)(?:的|情况)?(?:类别|类型|性质|身份|种类|分类|属性)", ""),
    (Field.APPLICANT,        5, r"^(?:申请人情况|申请主体|申请人身份|申请人类|身份)$|^(?:类别|类型|性质)$", ""),
    (Field.RECEIVED,         9, r"(?:收到|收件|接收|收文|接件|来件|签收)(?:申请|件)?(?:的)?(?:日期|时间|日|年月日)", f"{_DEADLINE}|{_CASE}|答复"),
    (Field.RECEIVED,         8, r"(?:受理|登记|申请|提交|提出|递交|来文|来信)(?:申请|件|登记)?(?:的)?(?:日期|时间|日|年月日)", f"{_DEADLINE}|{_CASE}|答复"),
    (Field.RECEIVED,         3, r"^(?:日期|时间)$", ""),
    (Field.ANSWERED,         9, r"(?:答复|回复|办复|复函)(?:书)?(?:送达|发出|作出|出具)?(?:的)?(?:日期|时间|日|年月日)", f"{_DEADLINE}|{_CASE}"),
    (Field.ANSWERED,         8, r"(?:办结|办理完成|完成|完结|结案|办毕|送达|发出|寄出|出具|告知)(?:的)?(?:日期|时间|日|年月日)", f"{_DEADLINE}|{_CASE}"),
    (Field.ANSWERED,         5, r"^(?:答复|办结|办理|处理)(?:日期|时间)$", ""),
    (Field.OUTCOME,          9, r"(?:办理|处理|答复|办结|回复|公开|受理)(?:的)?(?:结果|结论|决定|类型|类别|种类)|^结果$|^公开属性$", f"{_CASE}|日期|时间|编号|文号"),
    (Field.OUTCOME,          7, r"(?:办理|处理|答复|办结|公开)(?:的)?(?:情况|情形|意见|状态)|^是否公开$|^公开与否$", f"{_CASE}|日期|时间"),
    (Field.OUTCOME,          4, r"(?:办理|处理|答复|公开)方式", f"{_CASE}|日期|时间"),
    (Field.REASON,           8, r"(?:不予公开|不公开|无法提供|不予处理|未公开|不予|具体|细分).{0,4}(?:理由|原因|情形|依据|事由|类别|类型)|^(?:理由|原因|具体情形|细项|细类|二级分类)$", _CASE),
    (Field.SUIT_AFTER_REVIEW, 9, r"复议后(?:起诉|诉讼|再诉)", "日期|时间"),
    (Field.DIRECT_SUIT,      9, r"(?:未经复议)?直接(?:起诉|诉讼)", "日期|时间"),
    (Field.REVIEW,           8, r"复议(?:结果|结论|决定|情况)", "日期|时间|起诉|编号|文号|诉讼"),
    (Field.REVIEW,           7, r"复议", "日期|时间|起诉|编号|文号|机关|诉讼"),
    (Field.SUIT,             8, r"诉讼(?:结果|结论|判决|情况)", "日期|时间|编号|案号|文号"),
    (Field.SUIT,             7, r"诉讼|起诉", "日期|时间|编号|案号|法院|文号"),
)
# fmt: on
_PATTERNS = tuple(
    (field, score, re.compile(pattern), re.compile(none) if none else None) for field, score, pattern, none in _HEADS
)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of the register: its rows from ``first`` (index from 0) on are applications, those of ``head`` name the columns."""

    sheet: Sheet
    head: range
    layout: str

    @property
    def first(self) -> int:
        return self.head.stop


def find_page(sheet: Sheet, targets: Targets) -> tuple[Page, Layout] | None:
    """The register in a sheet with the layout proposed; None where the sheet is none."""
    best: tuple[int, range] | None = None
    for top in range(min(SCANNED, len(sheet.rows))):
        if best is not None and top >= best[1].stop:
            break  # a head printed again further down is no better than the first
        if sum(1 for cell in sheet.rows[top] if text_of(cell)) < 2:
            continue
        for height in range(1, MAX_HEAD + 1):
            head = range(top, min(top + height, len(sheet.rows)))
            if height > 1 and (len(head) < height or _is_data(sheet.rows[head[-1]])):
                break
            score = _score(heads_of(sheet, head), targets)
            if score and (best is None or score > best[0]):
                best = (score, head)
    if best is None:
        return None
    head = best[1]
    columns = _propose(sheet, head, heads_of(sheet, head), targets)
    layout = Layout(tuple(columns))
    return Page(sheet, head, layout.fingerprint), layout


def heads_of(sheet: Sheet, head: range) -> list[str]:
    """The head of each column: the texts above one another, a merged one standing over all that it spans."""
    width = max(len(sheet.rows[row]) for row in head)
    grid = [[text_of(cell) for cell in sheet.rows[row]] + [""] * (width - len(sheet.rows[row])) for row in head]
    spanned: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged:
        if top in head and left < width:
            for row in range(top, min(bottom, head[-1]) + 1):
                for column in range(left, min(right, width - 1) + 1):
                    grid[row - head.start][column] = grid[top - head.start][left] if row == top else ""
                    spanned.add((row - head.start, column))
    for row, line in enumerate(grid[:-1]):
        for column in range(1, width):
            inherits = not line[column] and any(below[column] for below in grid[row + 1 :])
            if inherits and (row, column) not in spanned:
                line[column] = line[column - 1]
    return [" ".join(dict.fromkeys(line[column] for line in grid if line[column])) for column in range(width)]


def fields_of(head: str) -> Iterator[tuple[Field, int]]:
    """What a head can tell, each with a score; the lowest of several heads above one another counts most."""
    parts = head.split()
    for text, lower in {normal(head): 0, normal(parts[-1]) if parts else "": 1}.items():
        if text and len(text) <= 40:
            for field, score, pattern, none in _PATTERNS:
                if pattern.search(text) and not (none and none.search(text)):
                    yield field, score * 2 - lower


def _score(heads: Sequence[str], targets: Targets) -> int:
    """How much these heads look like those of a register; 0 where they do not."""
    if not any("日" in (name := normal(head)) or "时间" in name for head in heads):
        return 0  # no head tells a date; most tables end here
    fields: dict[Field, int] = {}
    for head in heads:
        if head:
            best = max(fields_of(head), key=lambda item: item[1], default=None)
            if best is not None:
                fields[best[0]] = max(fields.get(best[0], 0), best[1])
    marks = sum(_mark_target(head, targets) is not None for head in heads)
    dated = sum(field in fields for field in DATES)
    tells = len({Field.APPLICANT, Field.APPLICANT_DETAIL, Field.OUTCOME, Field.REASON, Field.NAME} & fields.keys())
    if not dated or tells + (2 if marks > 2 else 0) < 3 - dated or len(fields) < 3:
        return 0
    # a line of prose or a total is no head
    return sum(fields.values()) + 3 * marks if sum(len(head) > 40 for head in heads) <= len(heads) // 3 else 0


def _is_data(row: Sequence[Raw]) -> bool:
    return any(read_date(cell).day is not None for cell in row if not isinstance(cell, str) or len(cell) < 30)


def _mark_target(head: str, targets: Targets) -> tuple[Field, str] | None:
    """The applicant or result that the head of a column of marks names, in the wording of the form."""
    last = head.split()[-1] if head else ""
    for kind, field in ((Kind.OUTCOME, Field.OUTCOME_MARK), (Kind.APPLICANT, Field.APPLICANT_MARK)):
        if kind is Kind.OUTCOME and "申请人" in head:
            continue
        for text in (last, head):
            target = targets.meaning(kind, text).target if 2 <= len(normal(text)) <= 40 else None
            if target in (targets.results if kind is Kind.OUTCOME else targets.applicants):
                return field, str(target)
    return None


def _propose(sheet: Sheet, head: range, heads: Sequence[str], targets: Targets) -> list[Column]:
    rows = sheet.rows[head.stop : head.stop + SAMPLED]
    values = [[row[i] for row in rows if i < len(row) and text_of(row[i])] for i in range(len(heads))]
    columns = [
        Column(i, text, tuple(dict.fromkeys(text_of(value) for value in values[i]))[:3]) for i, text in enumerate(heads)
    ]
    claims: list[tuple[float, int, Field]] = []
    for column in columns:
        if values[column.index] and all(text_of(v) in MARKS for v in values[column.index]):
            mark = _mark_target(column.head, targets)
            if mark is not None:
                columns[column.index] = replace(column, field=mark[0], target=mark[1])
                continue
        for field, score in fields_of(column.head):
            fits = _fit(field, values[column.index], targets)
            if fits is not None and (score > _WEAK or fits >= 0.3 or not values[column.index]):
                claims.append((score + 4 * fits, column.index, field))
    _assign(columns, claims)
    _by_values(columns, values, targets)
    return columns


def _assign(columns: list[Column], claims: list[tuple[float, int, Field]]) -> None:
    """Each field to the column that claims it most, the leftmost of equals; each column tells one thing."""
    taken = {column.field for column in columns if column.field is not None}
    if Field.APPLICANT_MARK in taken:
        claims = [claim for claim in claims if claim[2] is not Field.APPLICANT]
    for _, index, field in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        if field not in taken and columns[index].field is None:
            columns[index] = replace(columns[index], field=field)
            taken.add(field)


def _by_values(columns: list[Column], values: Sequence[Sequence[Raw]], targets: Targets) -> None:
    """What is needed and no head tells: the first column whose values tell it."""
    for choice in (*NEEDED, (Field.ANSWERED,), (Field.REASON,)):
        # a name tells the kind of applicant only where no column does
        if any(column.field in choice and column.field is not Field.NAME for column in columns):
            continue
        field = choice[0]
        for column in columns:
            if column.field is None and not any(word in column.head for word in ("复议", "诉讼", "期限", "截止")):
                fits = _fit(field, values[column.index], targets)
                if fits is not None and fits >= 0.6 and len(values[column.index]) > 1:
                    columns[column.index] = replace(column, field=field)
                    break


def _fit(field: Field, values: Sequence[Raw], targets: Targets) -> float | None:
    """The share of the values that read as this field; None where they contradict it. No values say nothing."""
    if not values:
        return 0.0
    if field in DATES:
        share = sum(read_date(value).day is not None for value in values) / len(values)
        # a column of answers may say 办理中 in most rows; one of arrivals is full of dates, or its dates are the fault
        return share if share >= 0.2 or field is Field.RECEIVED else None
    if field in (Field.APPLICANT, Field.APPLICANT_DETAIL, Field.OUTCOME, Field.REASON):
        kind = Kind.APPLICANT if field in (Field.APPLICANT, Field.APPLICANT_DETAIL) else Kind.OUTCOME
        if sum(read_date(value).day is not None for value in values) > len(values) / 2:
            return None
        read = [targets.meaning(kind, text_of(value)) for value in values]
        return sum(meaning.target is not None or bool(meaning.group) for meaning in read) / len(read)
    return 0.5
