"""Columns and rows from where rules and cells stand."""

from __future__ import annotations

from collections.abc import Iterable


def edges(values: Iterable[float], near: float) -> list[float]:
    """Positions in order, those within ``near`` of one another taken as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > near:
            out.append(value)
    return out
