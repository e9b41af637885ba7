"""How high a row of wrapped text is: WPS and LibreOffice leave rows one line high whose height the file does not give."""

from __future__ import annotations

from collections.abc import Iterable

LINE = 14.25
"""The height of a line in points."""
MOST_LINES = 28
"""A row of Excel is 409 points high at most."""


def height_of(values: Iterable[str | int | None], widths: Iterable[float]) -> float:
    """The height in points of a row of values in columns of these widths."""
    return LINE * max(map(_lines, values, widths))


def _lines(value: str | int | None, width: float) -> int:
    """How many lines a value takes in a column so many Latin characters wide; a Chinese character is two."""
    if not isinstance(value, str):
        return 1
    room = max(int(width) - 1, 2)
    lengths = (
        len(line) + sum(character > "\u2e7f" or character in "“”‘’—…·" for character in line)
        for line in value.split("\n")
    )
    return min(sum(max(1, -(-length // room)) for length in lengths), MOST_LINES)
