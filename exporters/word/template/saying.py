"""Words of a template named in a note."""

from __future__ import annotations

from collections.abc import Iterable

from exporters.prose import in_short

_MAX_LISTED = 8


def listed(items: Iterable[str]) -> str:
    """Words in quotation marks, each in short; of many the first and how many there are."""
    shown = [in_short(item) for item in items]
    more = f"等{len(shown)}项" if len(shown) > _MAX_LISTED else ""
    return "、".join(f"“{item}”" for item in shown[:_MAX_LISTED]) + more
