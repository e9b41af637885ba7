"""How a change is written: with its sign, in percent or as a multiple, in words where there is no basis."""

from __future__ import annotations

from decimal import Decimal

from models.changes import Change
from models.totals import Number
from models.values import show

_ABSURD = 15
"""Digits of a percentage that only a slip of the pen makes."""


def signed(number: Number) -> str:
    """A difference with its sign, a real minus."""
    return f"+{show(number)}" if number > 0 else f"−{show(-number)}" if number < 0 else "0"


def percent(row: Change) -> str:
    """The difference in percent, as a multiple where percent would say little, in words where there is no basis."""
    if not row.difference:
        return "—" if row.difference is None else "持平"
    if row.ratio is None:
        return "上年为0"
    if row.ratio.adjusted() >= _ABSURD:
        return "极大"
    if row.ratio >= 900 and not isinstance(row.this, str) and not isinstance(row.last, str) and row.last and row.this:
        return f"{show(round(Decimal(row.this) / Decimal(row.last), 1).normalize())}倍"
    return f"{signed(row.ratio.quantize(Decimal('0.1')))}%"


def went(last: Number | None, this: Number | None) -> str:
    """What a figure did since last year, in two lines: 上年2118 and 增加1001（+47.3%）."""
    if last is None:
        return "上年没有这个数"
    if this is None:
        return f"上年{show(last)}"
    difference = this - last
    if not difference:
        return f"上年{show(last)}\n持平"
    ratio = Decimal(difference) * 100 / Decimal(last) if last else None
    change = Change("", "", last, this, difference, ratio, True, True)
    size = f"增加{show(difference)}" if difference > 0 else f"减少{show(-difference)}"
    return f"上年{show(last)}\n{size}（{percent(change)}）" if last else f"上年0\n{size}"
