"""Figures that stand apart from those of units of the same kind: robust, so that a few wrong ones do not hide each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from models.changes import headlines_of
from models.organ import named
from models.totals import Number
from models.values import show
from office.ledger import Ledger
from office.roster import Unit
from office.sums import Basis, Share, trace

LIMIT = 5.0
"""Robust z from which a figure is told; of a hundred ordinary ones none is."""
FEWEST = 8
"""Units of a kind below which nobody can tell what is usual."""
_TO_SIGMA = 1.4826
_LEAST = 0.35
"""The least spread, on the logarithmic scale: among units with nearly equal figures a little more is nothing."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A unit's figure and what is usual for its kind; ``z`` is signed, on a logarithmic scale."""

    unit: str
    kind: str
    cell: str
    value: Number
    usual: Number
    z: float

    def said(self, name: str) -> str:
        """In words, ``name`` being what people call the cell."""
        more = "多" if self.z > 0 else "少"
        return f"“{self.unit}”的{name}是{show(self.value)}，同类单位（{self.kind}）一般是{show(self.usual)}，{more}得很多。"


def outliers(ledger: Ledger, basis: Basis, cells: Sequence[str] = ()) -> list[Outlier]:
    """The outliers in some cells, else in those of the overview; the farthest first."""
    kinds = {unit.name: kind_of(unit) for unit in basis.counted}
    found = [
        each
        for cell in cells or headlines_of(basis.form)
        for each in _of_cell(trace(ledger, basis, cell).shares, kinds, cell)
    ]
    return sorted(found, key=lambda each: -abs(each.z))


def kind_of(unit: Unit) -> str:
    """What a unit is compared with: units of its kind and level."""
    organ = named(unit.name)
    kind, level = unit.entry.organ or organ.kind or "其他", unit.entry.level or organ.level
    return f"{level}{kind}"


def _of_cell(shares: Sequence[Share], kinds: dict[str, str], cell: str) -> Iterator[Outlier]:
    groups: dict[str, list[tuple[str, Number]]] = {}
    for share in shares:
        if share.value is not None:
            groups.setdefault(kinds[share.unit], []).append((share.unit, share.value))
    for kind, members in groups.items():
        if len(members) >= FEWEST:
            values = [value for _, value in members]
            scores = robust_z([float(value) for value in values])
            usual = sorted(values)[len(values) // 2]
            for (unit, value), z in zip(members, scores, strict=True):
                if abs(z) >= LIMIT:
                    yield Outlier(unit, kind, cell, value, usual, z)


def robust_z(values: Sequence[float]) -> list[float]:
    """How many spreads each value is from the median, on a logarithmic scale; the spread is the median distance."""
    logs = [math.copysign(math.log1p(abs(value)), value) for value in values]
    middle = median(logs)
    spread = max(median(abs(each - middle) for each in logs) * _TO_SIGMA, _LEAST)
    return [(each - middle) / spread for each in logs]
