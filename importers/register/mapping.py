"""Which column of a register tells what: proposed from heads and values, corrected by a person, remembered for the next file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from enum import Enum

from importers.register.vocabulary import Kind
from models.labels import normal


class Field(Enum):
    """What a column tells."""

    NUMBER = "编号"
    NAME = "申请人名称"
    APPLICANT = "申请人类别"
    APPLICANT_DETAIL = "法人或其他组织的类别"
    RECEIVED = "收到日期"
    ANSWERED = "答复日期"
    OUTCOME = "办理结果"
    REASON = "不予公开等的理由"
    REVIEW = "行政复议"
    SUIT = "行政诉讼"
    DIRECT_SUIT = "行政诉讼（未经复议直接起诉）"
    SUIT_AFTER_REVIEW = "行政诉讼（复议后起诉）"
    APPLICANT_MARK = "打勾列：申请人类别"
    OUTCOME_MARK = "打勾列：办理结果"

    __hash__ = object.__hash__
    """Members are looked up for each cell of a register; Enum's own hash is slow, and members are one of a kind."""

    @property
    def is_mark(self) -> bool:
        return self in (Field.APPLICANT_MARK, Field.OUTCOME_MARK)


NEEDED: tuple[tuple[Field, ...], ...] = (
    (Field.RECEIVED,),
    (Field.APPLICANT, Field.APPLICANT_MARK, Field.APPLICANT_DETAIL, Field.NAME),
    (Field.OUTCOME, Field.OUTCOME_MARK, Field.REASON),
)
"""A register must have one column of each of these."""

DATES = (Field.RECEIVED, Field.ANSWERED)

KINDS: Map[Field, Kind] = {
    Field.APPLICANT: Kind.APPLICANT,
    Field.APPLICANT_DETAIL: Kind.APPLICANT,
    Field.OUTCOME: Kind.OUTCOME,
    Field.REASON: Kind.OUTCOME,
    Field.REVIEW: Kind.CASE,
    Field.SUIT: Kind.CASE,
    Field.DIRECT_SUIT: Kind.CASE,
    Field.SUIT_AFTER_REVIEW: Kind.CASE,
}
"""What the values of a column are read as."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``index`` from 0, its head as written, some of its values; ``field`` is what it tells (None: nothing that
    counts), ``target`` the row or column of table 3 that a mark in it stands for."""

    index: int
    head: str
    samples: tuple[str, ...] = ()
    field: Field | None = None
    target: str = ""

    @property
    def letter(self) -> str:
        """The column as a workbook calls it: A, B, … AA."""
        name, rest = "", self.index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            name = chr(65 + digit) + name
        return name


@dataclass(frozen=True)
class Layout:
    """The columns of the sheets that have the same heads; ``remembered``: taken from an earlier file with these heads."""

    columns: tuple[Column, ...]
    remembered: bool = False

    @property
    def fingerprint(self) -> str:
        return fingerprint(column.head for column in self.columns)

    def column(self, field: Field) -> Column | None:
        return next((column for column in self.columns if column.field is field), None)

    def marks(self, field: Field) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field is field)

    def missing(self) -> tuple[str, ...]:
        """The names of what no column tells and a count needs."""
        have = {column.field for column in self.columns}
        return tuple(choice[0].value for choice in NEEDED if not have.intersection(choice))

    def with_field(self, index: int, field: Field | None, target: str = "") -> Layout:
        """The layout with another meaning for one column; a field that is no mark is told by one column only."""
        columns = (
            replace(column, field=field, target=target)
            if column.index == index
            else replace(column, field=None, target="")
            if field is not None and not field.is_mark and column.field is field
            else column
            for column in self.columns
        )
        return Layout(tuple(columns))


@dataclass(frozen=True)
class Mapping:
    """The layouts by fingerprint, and what a person has said that values mean: (kind, normal text) → target."""

    layouts: Map[str, Layout]
    answers: Map[tuple[Kind, str], str] = field(default_factory=dict)

    def with_field(self, layout: str, index: int, field: Field | None, target: str = "") -> Mapping:
        return replace(self, layouts={**self.layouts, layout: self.layouts[layout].with_field(index, field, target)})

    def with_answer(self, kind: Kind, value: str, target: str | None) -> Mapping:
        """``target`` None takes an answer back."""
        answers = dict(self.answers)
        key = (kind, answer_key(value))
        if target is None:
            answers.pop(key, None)
        else:
            answers[key] = target
        return replace(self, answers=answers)

    def missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for layout in self.layouts.values() for name in layout.missing()))


def answer_key(value: str) -> str:
    """What is remembered of a value: its letters and digits; all of it where it has none."""
    return normal(value) or value.strip()


def fingerprint(heads: Iterable[str]) -> str:
    """A short name for these heads, whatever spaces, line breaks and punctuation they have."""
    names = "|".join(normal(head) for head in heads)
    return hashlib.sha256(names.encode()).hexdigest()[:16]
