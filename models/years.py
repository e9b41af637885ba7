"""A year as people write it."""

from __future__ import annotations

import re
import unicodedata

FIRST, LAST = 1990, 2999
"""The years that a report can be of."""

_CHINESE = str.maketrans("〇○零一二三四五六七八九Ｏ", "0001234567890")
_YEAR = re.compile(r"(?:公元)?(\d{4})(?:年度?)?")


def read_year(written: str) -> int | None:
    """2024, ２０２４年, 二〇二四年度, 2024 年 → 2024; None for anything else."""
    if len(written) > 40:
        return None
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written)).translate(_CHINESE)
    match = _YEAR.fullmatch(plain)
    year = int(match[1]) if match else 0
    return year if FIRST <= year <= LAST else None
