"""A figure written as a sum, as in a spreadsheet: =5+3."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from models.totals import Number

LONGEST = 200
"""Characters of a sum that anyone types into one cell."""
_NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
_SUM = re.compile(rf"=[+-]?{_NUMBER}(?:[+-]{_NUMBER})*")
_TERM = re.compile(rf"[+-]?{_NUMBER}")


def computed(written: str) -> Number | None:
    """What ``=5+3−1`` comes to; None for anything that is no such sum. Full width is read as half width."""
    if len(written) > LONGEST:
        return None
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", written)).replace("−", "-").replace("–", "-")
    if not _SUM.fullmatch(plain):
        return None
    total = sum((Decimal(term) for term in _TERM.findall(plain)), Decimal())
    return int(total) if total == total.to_integral_value() else total
