"""The totals: what each is by computation, beside what a person stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.report import Report
from models.values import Value

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one report, by cell id, for all cells of its form.

    ``derived``: each total computed from its leaf cells, None where all of them are blank.
    ``printed``: what stands in the finished report: the stated value, else the derived total, else None.
    ``unknown``: totals that cannot be computed because a part is text that is no number.
    ``plain``: no cell is text, so that every sum can be made; most reports are, and are added up faster.
    """

    derived: Mapping[str, Number | None]
    printed: Mapping[str, Value]
    unknown: frozenset[str]
    plain: bool = False

    def number(self, cell: str) -> Number | None:
        """The printed number; None for a blank and for text."""
        value = self.printed[cell]
        return None if isinstance(value, str) else value

    def readable(self, cells: tuple[str, ...]) -> bool:
        """Whether every cell is a number, or a blank that counts as nil."""
        printed, unknown = self.printed, self.unknown
        return self.plain or not any(
            isinstance(printed[cell], str) or (cell in unknown and printed[cell] is None) for cell in cells
        )

    def add(self, cells: tuple[str, ...]) -> Number:
        """The sum of the numbers in ``cells``, a blank counting as nil."""
        values = map(self.printed.__getitem__, cells)
        return sum(filter(None, values)) if self.plain else _sum(values)  # type: ignore[arg-type]


def _sum(values: Iterable[Value]) -> Number:
    total: Number = 0
    for value in values:
        if value is not None and not isinstance(value, str):
            total += value
    return total


def evaluate(report: Report) -> Figures:
    """Derive every total from its leaf cells (never from other totals), beside what was stated."""
    form, values = report.form, report.values
    printed: dict[str, Value] = {cell: values.get(cell) for cell in form.cells}
    derived: dict[str, Number | None] = {}
    plain = not any(isinstance(value, str) for value in printed.values())
    unknown: set[str] = set()
    for total, leaves in form.totals.items():
        parts = [value for leaf in leaves if (value := printed[leaf]) is not None]
        if plain:
            derived[total] = sum(filter(None, parts)) if parts else None  # type: ignore[arg-type]
        elif any(isinstance(part, str) for part in parts):
            unknown.add(total)
            derived[total] = None
        else:
            derived[total] = _sum(parts) if parts else None
        if printed[total] is None:
            printed[total] = derived[total]
    return Figures(derived, printed, frozenset(unknown), plain)
