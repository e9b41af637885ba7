"""Formulas over places of a sheet: areas as short as they can be written, totals, and the comparison of two sides."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.utils import get_column_letter

from models.marks import APART, FOOTS

Spot = tuple[int, int]
"""A cell of a sheet: row and column, both counted from 1."""


def address(spot: Spot) -> str:
    return f"{get_column_letter(spot[1])}{spot[0]}"


def rectangles(spots: Iterable[Spot]) -> list[tuple[Spot, Spot]]:
    """The places as few rectangles (first and last corner), each place in exactly one."""
    runs: dict[tuple[int, int], list[int]] = {}
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(set(spots)):
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        for first, last in _runs(columns):
            runs.setdefault((first, last), []).append(row)
    found = [((top, first), (bottom, last)) for (first, last), rows in runs.items() for top, bottom in _runs(rows)]
    return sorted(found)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def area(spots: Iterable[Spot], separator: str = ",") -> str:
    """``D6:I26`` or ``D6:D7,D27``; separated by spaces it is what a conditional format applies to."""
    return separator.join(
        address(first) if first == last else f"{address(first)}:{address(last)}" for first, last in rectangles(spots)
    )


def total(spots: Iterable[Spot], *, nil: bool) -> str:
    """The sum; blank while a part is text, and where every part is blank, unless ``nil`` is printed as 0."""
    cells = area(spots)
    unknown = f"COUNTA({cells})>COUNT({cells})"
    return f'=IF({unknown if nil else f"OR({unknown},COUNT({cells})=0)"},"",SUM({cells}))'


def comparison(left: Iterable[Spot], right: Iterable[Spot]) -> str:
    """``FOOTS``, or ``APART`` and the difference; empty while nothing is filled in. A blank counts as nil."""
    one, other = area(left), area(right)
    apart = f'"{APART}"&ABS(SUM({one})-SUM({other}))'
    return f'=IF(COUNT({one},{other})=0,"",IF(SUM({one})=SUM({other}),"{FOOTS}",{apart}))'
