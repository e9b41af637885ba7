"""What counting a register gives: the rows behind each number, the rows left out with their reasons, the values met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from importers.register.vocabulary import Kind
from models.roles import Role


class Place(NamedTuple):
    """A row as people find it: the name of the sheet, its number from 1."""

    sheet: str
    row: int


class Why(Enum):
    """Why a row is not counted. Of the first five nothing is wrong; the others wait for a person."""

    TOTAL = "合计行"
    HEAD = "重复的表头"
    NO_APPLICATION = "没有登记申请"
    OUT_OF_YEAR = "不在本年度"
    SKIPPED = "按选择不计入"
    DUPLICATE = "重复登记"
    DATE = "日期"
    APPLICANT = "申请人类别"
    OUTCOME = "办理结果"

    @property
    def open(self) -> bool:
        """Whether a person has to look at the row."""
        return self in (Why.DUPLICATE, Why.DATE, Why.APPLICANT, Why.OUTCOME)


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is not counted, with the reason in words."""

    place: Place
    why: Why
    reason: str


@dataclass(frozen=True, slots=True)
class ValueUse:
    """A value of the register and what it is read as; ``target`` None: it must be asked. ``rows``: where it stands."""

    kind: Kind
    value: str
    target: str | None
    sure: bool
    rows: tuple[Place, ...]


@dataclass(frozen=True)
class Tally:
    """What was counted: the rows behind each cell of tables 3 and 4, the rows left out, the values met.

    ``cells`` holds only cells with rows; ``counted`` the rows in the order of the register; ``cases``: which groups of
    cases the register tells of; ``repeated``: groups of counted rows that look like one application; ``years_taken``: counted rows of
    which a date lacks its year, and has it from the other date."""

    year: int
    cells: dict[str, tuple[Place, ...]]
    counted: tuple[Place, ...]
    left: tuple[Left, ...]
    values: tuple[ValueUse, ...]
    cases: frozenset[Role]
    repeated: tuple[tuple[Place, ...], ...] = ()
    guessed_answers: bool = False
    years_taken: tuple[Place, ...] = ()

    @property
    def questions(self) -> tuple[ValueUse, ...]:
        """The values that nobody has explained yet, each once."""
        return tuple(use for use in self.values if use.target is None)

    @property
    def open(self) -> tuple[Left, ...]:
        """The rows that are not counted and wait for a person."""
        return tuple(left for left in self.left if left.why.open)
