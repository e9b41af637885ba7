"""Chinese numerals, as headings and automatic numbers use them."""

from __future__ import annotations

_NUMERALS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十; from 100 on digit by digit."""
    if not 0 < number < 100:
        return "".join(_NUMERALS[int(digit)] if digit.isdigit() else digit for digit in str(number))
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
