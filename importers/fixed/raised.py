"""Characters of a PDF that are printed small and raised or lowered behind another: marks of notes, which are no digits of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from models.note_marks import lowered, raised

Char = dict[str, Any]
_SMALL = 0.8
"""The size of a mark against the sign it stands behind, at most."""
_NEAR = 0.3
"""The gap between them, in sizes of that sign, at most."""
_RAISED, _LOWERED = 0.15, 0.05
"""How far its foot is above or below that of the sign, in heights of the sign, at least: small print on the same line is no mark."""


def with_marks(chars: Sequence[Char]) -> list[Char]:
    """The characters, raised and lowered ones written as such and moved to the line of what they stand behind."""
    ends: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        ends[round(char["x1"])].append(char)
    bases: dict[int, Char] = {}
    out: list[Char] = []
    for char in sorted(chars, key=lambda char: char["x0"]):
        base = None if char["text"].isspace() else _before(char, ends, bases)
        if base is None:
            out.append(char)
            continue
        bases[id(char)] = base
        shift = raised if char["bottom"] < base["bottom"] else lowered
        out.append(
            {**char, "text": shift(char["text"]), "top": base["top"], "bottom": base["bottom"], "size": base["size"]}
        )
    return out if bases else list(chars)


def _before(char: Char, ends: dict[int, list[Char]], bases: dict[int, Char]) -> Char | None:
    """The sign that a mark stands behind; None where this is no mark."""
    reach = max(2, round(_NEAR * 2 * char["size"]))
    for place in range(round(char["x0"]) + 1, round(char["x0"]) - reach - 1, -1):
        for near in ends.get(place, ()):
            base = bases.get(id(near), near)
            if near is not char and _is_mark(char, near, base):
                return base
    return None


def _is_mark(char: Char, near: Char, base: Char) -> bool:
    height = base["bottom"] - base["top"]
    return (
        char["upright"]
        and base["upright"]
        and not base["text"].isspace()
        and char["size"] <= _SMALL * base["size"]
        and -0.2 * base["size"] <= char["x0"] - near["x1"] <= _NEAR * base["size"]
        and base["top"] - 0.5 * height <= _middle(char) <= base["bottom"] + 0.3 * height
        and not -_RAISED * height < char["bottom"] - base["bottom"] < _LOWERED * height
    )


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2
