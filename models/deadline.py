"""The day by which the report must be public, and how many days are left."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from models.organ import Organ
from models.report import Report

LAW = "《中华人民共和国政府信息公开条例》第四十九条"
DEPARTMENTS = (1, 31)
GOVERNMENTS = (3, 31)
"""A department publishes by 31 January, a government of county level and above by 31 March. The law gives the later day to
people's governments alone: a zone's 管理委员会 and a township have the earlier one."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` and the days left until then (0 on the day itself, negative when it has passed); ``basis`` says why."""

    day: date
    left: int
    basis: str


def deadline(report: Report, today: date, local: tuple[int, int] | None = None) -> Deadline | None:
    """The deadline of the report of its year; None where it has no year.

    ``local``: month and day that the place has set; 30 February and the like mean the last day of the month.
    """
    if report.year is None or not 1 <= report.year < date.max.year:
        return None
    month, day = local or (GOVERNMENTS if Organ.of(report).is_government else DEPARTMENTS)
    due = date(report.year + 1, month, min(day, calendar.monthrange(report.year + 1, month)[1]))
    return Deadline(due, (due - today).days, "当地规定的期限" if local else LAW)
