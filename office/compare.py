"""The node's own report beside the sum of its units: each gap, and what most likely made it, the likeliest first.

Hypotheses are whole units: one that was received and is not in the government's figures, one that is in them twice, one whose
amount was taken ten thousand times too large or small, one that sent nothing here but is in the figures. A gap is matched with
each unit's own figure; the unit that explains most gaps is taken first, and what it leaves is matched again, so that two
faults at once are told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.form import Kind
from models.report import Report
from models.totals import Number, evaluate
from models.values import Value, is_number
from office import records, sums
from office.ledger import Ledger
from office.roster import Unit
from office.sums import Basis, Sum

MISSING, DOUBLED, TIMES, DIFFERENCE = "missing", "doubled", "times_10000", "difference"
WORDS: Mapping[str, str] = {
    MISSING: "没有计入，或没有报来",
    DOUBLED: "计了两次",
    TIMES: "差一万倍（元和万元）",
    DIFFERENCE: "没有单位能说明",
}
"""What a cause is, for people."""
WAN = 10_000
MOST = 5
"""Causes that are told of one gap."""
LOOKED_AT = 200
"""Units of one figure that are looked at: of a figure that more have, none is the likeliest."""
KEYS = 3
"""Cells by whose figures the second of two units is looked up."""
ROUNDS = 4
"""Faults at once that are told apart."""


@dataclass(frozen=True, slots=True)
class Cause:
    """``value`` is the unit's own figure (of last year where it sent nothing, None where it is not known); of a
    ``difference`` no unit explains it is the gap."""

    unit: str | None
    kind: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell in which report and sum differ; ``difference`` is report − sum."""

    cell: str
    report: Number | None
    sum: Number | None
    difference: Number
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Compared:
    """All gaps in the order of the form. ``unknown``: cells of the report that are text and could not be compared."""

    basis: Basis
    gaps: tuple[Gap, ...]
    unknown: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        return {
            "cells": [
                {
                    "cell": gap.cell,
                    "report": gap.report,
                    "sum": gap.sum,
                    "difference": gap.difference,
                    "causes": [{"unit": c.unit, "kind": c.kind, "value": c.value} for c in gap.causes],
                }
                for gap in self.gaps
            ]
        }


def compare(ledger: Ledger, summed: Sum, report: Report) -> Compared:
    """A node's own report beside the sum of its area."""
    printed = evaluate(report).printed
    unknown = {id: value for id, value in printed.items() if isinstance(value, str) and id in summed.cells}
    gaps: dict[str, Number] = {}
    for id, added in summed.cells.items():
        stated = printed.get(id)
        if id not in unknown and (gap := _number(stated) - (added or 0)) != 0:
            gaps[id] = gap
    causes = _Causes(ledger, summed, gaps).found() if gaps else {}
    found = tuple(
        Gap(id, _number(printed.get(id)) if is_number(printed.get(id)) else None, summed.cells[id], gap, causes[id])
        for id, gap in gaps.items()
    )
    return Compared(summed.basis, found, unknown)


def _number(value: Value) -> Number:
    return value if value is not None and not isinstance(value, str) else 0


_Hypothesis = tuple[str, int]
"""A kind of fault and the unit; of an amount the report has ten-thousandfold, or the sum has, ``_MORE`` or ``_LESS``."""
_MORE, _LESS = f"{TIMES}+", f"{TIMES}-"


class _Causes:
    """Looks for the units behind the gaps."""

    def __init__(self, ledger: Ledger, summed: Sum, gaps: Mapping[str, Number]) -> None:
        self._ledger = ledger
        self._basis = basis = summed.basis
        self._gaps = gaps
        self._units = {unit.id: unit for unit in (*basis.counted, *basis.missing)}
        self._own: dict[int, dict[str, Number]] = {}
        self._unread = _unread(summed)
        self._last = {unit.id: self._last_figures(unit) for unit in basis.missing}
        sums.choose(ledger, basis.counted)

    def found(self) -> dict[str, tuple[Cause, ...]]:
        """By cell: its causes, the likeliest first."""
        chosen = self._chosen()
        self._together = Counter(
            each
            for cell, gap in self._gaps.items()
            if self._settles(chosen, gap, cell)
            for each in chosen
            if self._effect(each, cell)
        )
        single = self._matches(self._gaps)
        explained = Counter(hypothesis for found in single.values() for hypothesis in found)
        absent = self._absent(self._gaps)
        return {cell: tuple(self._of(cell, chosen, single[cell], absent, explained)) for cell in self._gaps}

    def _chosen(self) -> list[_Hypothesis]:
        """Units that together explain the gaps: the one that explains most, then what explains most of what it leaves."""
        chosen: list[_Hypothesis] = []
        left = dict(self._gaps)
        for _ in range(ROUNDS):
            matches = self._matches(left)
            counts = Counter(hypothesis for found in matches.values() for hypothesis in found)
            best = self._best(counts, left)
            found: tuple[_Hypothesis, ...] = () if best is None else (best,)
            if best is None or counts[best] < len(left):
                found = self._pair(left, counts[best] if best else 0) or found
            if not found:
                break
            chosen.extend(found)
            left = self._left(left, found)
            if not left:
                break
        return chosen

    def _left(self, gaps: Mapping[str, Number], faults: Sequence[_Hypothesis]) -> dict[str, Number]:
        """What faults leave of the gaps, and the gaps that they would have made where there are none."""
        rests = {cell: gaps.get(cell, 0) - sum(self._effect(each, cell) for each in faults) for cell in self._gaps}
        return {cell: rest for cell, rest in rests.items() if not _near(rest, 0)}

    def _pair(self, gaps: Mapping[str, Number], more_than: int) -> tuple[_Hypothesis, ...]:
        """Two units that together explain more gaps than that; found by the figures in three cells, not by trying all pairs."""
        cells = [cell for cell in gaps if self._basis.form.cells[cell].kind is not Kind.AMOUNT]
        cells = sorted(cells, key=lambda cell: max(gaps[cell], -gaps[cell]), reverse=True)[:KEYS]
        if not cells:
            return ()
        wanted = tuple(int(gaps[cell]) for cell in cells)
        by_figures: dict[tuple[int, ...], list[int]] = {}
        columns = ", ".join(sums.sum_of(self._basis.form.totals.get(cell, (cell,))) for cell in cells)
        for unit, *numbers in self._ledger.rows(f"SELECT unit, {columns} FROM chosen JOIN figure USING (report)"):
            by_figures.setdefault(tuple(map(int, numbers)), []).append(int(unit))
        best: tuple[_Hypothesis, ...] = ()
        tried = 0
        for figures, units in by_figures.items():
            for kind, other, sign in ((MISSING, DOUBLED, 1), (MISSING, MISSING, -1), (DOUBLED, DOUBLED, 1)):
                own = -1 if kind == MISSING else 1
                rest = tuple(sign * (gap - own * figure) for gap, figure in zip(wanted, figures, strict=True))
                for second in by_figures.get(rest, ())[:KEYS]:
                    pair = ((kind, units[0]), (other, second))
                    tried += 1
                    settled = len(gaps) - len(self._left(gaps, pair))
                    if units[0] != second and settled > more_than:
                        best, more_than = pair, settled
            if tried > LOOKED_AT:
                break
        return best

    def _best(self, counts: Counter[_Hypothesis], left: Mapping[str, Number]) -> _Hypothesis | None:
        """The hypothesis that explains most gaps, more than one alone where it would tear open others."""
        best, most = None, 0
        for hypothesis, count in counts.most_common(12):
            torn = sum(
                1
                for cell, value in self._figures(hypothesis[1]).items()
                if value and self._effect(hypothesis, cell) and left.get(cell, 0) == 0
            )
            if count - torn > most:
                best, most = hypothesis, count - torn
        return best

    def _matches(self, gaps: Mapping[str, Number]) -> dict[str, list[_Hypothesis]]:
        """By cell: the hypotheses that explain its gap alone, exactly."""
        return {cell: list(self._match(cell, gap)) for cell, gap in gaps.items()}

    def _match(self, cell: str, gap: Number) -> Iterable[_Hypothesis]:
        kind, size = (MISSING, -gap) if gap < 0 else (DOUBLED, gap)
        for unit in self._with(cell, size):
            if self._figures(unit).get(cell, 0) == size:
                yield kind, unit
        if self._basis.form.cells[cell].kind is Kind.AMOUNT:
            kind = _MORE if gap > 0 else _LESS
            own = abs(Decimal(gap)) / (WAN - 1) * (1 if gap > 0 else WAN)
            for unit in self._with(cell, own):
                if _near(self._effect((kind, unit), cell), gap):
                    yield kind, unit

    def _with(self, cell: str, value: Number) -> list[int]:
        """The counted units whose figure in a cell is about this one."""
        parts = self._basis.form.totals.get(cell, (cell,))
        rows = self._ledger.rows(
            "SELECT unit FROM chosen JOIN figure USING (report)"
            f" WHERE abs({sums.sum_of(parts)} - ?1) < 1e-6 * max(1, abs(?1)) LIMIT ?2",
            (float(value), LOOKED_AT),
        )
        return [int(unit) for (unit,) in rows]

    def _figures(self, unit: int) -> dict[str, Number]:
        """A counted unit's own numbers by cell, totals derived; for one that sent nothing, last year's."""
        if unit in self._last:
            return self._last[unit]
        if unit not in self._own:
            record = self._units[unit].record
            assert record is not None
            self._own[unit] = _numbers(records.values_of(self._ledger, record), self._basis)
        return self._own[unit]

    def _last_figures(self, unit: Unit) -> dict[str, Number]:
        return {} if unit.last is None else _numbers(records.values_of(self._ledger, unit.last), self._basis)

    def _effect(self, hypothesis: _Hypothesis, cell: str) -> Number:
        """What a fault does to the gap of a cell."""
        kind, unit = hypothesis
        value = self._figures(unit).get(cell, 0)
        if kind == MISSING:
            return -value
        if kind == DOUBLED:
            return value
        if self._basis.form.cells[cell].kind is not Kind.AMOUNT:
            return 0
        return Decimal(value) * (WAN - 1) if kind == _MORE else -Decimal(value) * (WAN - 1) / WAN

    def _absent(self, gaps: Mapping[str, Number]) -> dict[int, int]:
        """Units that sent nothing, by how many gaps their figures of last year make likely."""
        found = {}
        for unit, figures in self._last.items():
            near = sum(
                1 for cell, gap in gaps.items() if gap > 0 and 0.2 <= float(figures.get(cell, 0)) / float(gap) <= 5
            )
            found[unit] = near
        return found

    def _of(
        self,
        cell: str,
        chosen: Sequence[_Hypothesis],
        single: Sequence[_Hypothesis],
        absent: Mapping[int, int],
        explained: Counter[_Hypothesis],
    ) -> Iterable[Cause]:
        gap = self._gaps[cell]
        ranked: dict[_Hypothesis, float] = {}
        acting = [each for each in chosen if self._effect(each, cell)]
        if self._settles(acting, gap, cell):
            ranked.update({each: self._together[each] + 0.7 for each in acting})
        for each in single:
            ranked.setdefault(each, float(explained[each]))
        if gap > 0:
            for unit, near in absent.items():
                ranked.setdefault((MISSING, unit), near + 0.5)
        order = sorted(
            ranked, key=lambda each: (-ranked[each], each[0] != MISSING, self._distance(each, cell), each[1])
        )
        causes = [self._cause(each, cell) for each in order[:MOST]]
        if gap > 0:  # what a unit wrote there is no number here, and may be one in the report
            first = sum(each[1] not in self._last and ranked[each] >= 2 for each in order[:MOST])
            causes[first:first] = [Cause(name, MISSING, None) for name in self._unread.get(cell, ())]
        return causes[:MOST] or [Cause(None, DIFFERENCE, gap)]

    def _settles(self, acting: Sequence[_Hypothesis], gap: Number, cell: str) -> bool:
        """Whether these faults together make the whole gap of a cell."""
        return _near(sum((Decimal(self._effect(each, cell)) for each in acting), Decimal(0)), gap)

    def _distance(self, hypothesis: _Hypothesis, cell: str) -> float:
        return abs(float(self._figures(hypothesis[1]).get(cell, 0)) - abs(float(self._gaps[cell])))

    def _cause(self, hypothesis: _Hypothesis, cell: str) -> Cause:
        kind, unit = hypothesis
        known = unit not in self._last or self._units[unit].last is not None
        return Cause(self._units[unit].name, kind.rstrip("+-"), self._figures(unit).get(cell, 0) if known else None)


def _unread(summed: Sum) -> dict[str, tuple[str, ...]]:
    """By cell: the units that have text in it, or in a part of it."""
    form = summed.basis.form
    found: dict[str, tuple[str, ...]] = {}
    for each in summed.unknown:
        for cell in (each.cell, *(total for total, parts in form.totals.items() if each.cell in parts)):
            found[cell] = (*found.get(cell, ()), each.unit)
    return found


def _near(figure: Number, value: Number) -> bool:
    """Equal but for what a ten-thousandth of an amount does not come out even; whole numbers are equal or not."""
    return abs(Decimal(figure) - Decimal(value)) < Decimal("0.0001")


def _numbers(values: Mapping[str, Value], basis: Basis) -> dict[str, Number]:
    """The numbers of a report by cell, totals derived from its own cells."""
    form = basis.form
    own: dict[str, Number] = {}
    for id in form.cells:
        value = values.get(id)
        if id not in form.totals and isinstance(value, (int, Decimal)):
            own[id] = value
    for total, parts in form.totals.items():
        known = [own[part] for part in parts if part in own]
        if known:
            own[total] = sum(known)
    return own
