"""Chinese numerals, as headings, automatic numbers and now and then a figure use them."""

from __future__ import annotations

_NUMERALS = "〇一二三四五六七八九"
_DIGITS = {**{sign: value for value, sign in enumerate(_NUMERALS)}, "零": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
NUMERALS = "零〇○一二两三四五六七八九十百千万"
"""The signs of which ``number_of`` reads numbers."""
MAX_LENGTH = 16


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十; from 100 on digit by digit."""
    if not 0 < number < 100:
        return "".join(_NUMERALS[int(digit)] if digit.isdigit() else digit for digit in str(number))
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


def number_of(written: str) -> int | None:
    """十二 → 12, 一百零三 → 103, 二〇二四 → 2024; None where it is no number."""
    if not written or len(written) > MAX_LENGTH:
        return None
    if all(sign in _DIGITS for sign in written):  # digit by digit
        return int("".join(str(_DIGITS[sign]) for sign in written)) if len(written) > 1 or written else None
    total = section = digit = 0
    before = ""
    for sign in written:
        if sign in _DIGITS:
            if before in _DIGITS and before not in ("零", "〇", "○"):
                return None
            digit = _DIGITS[sign]
        elif sign == "万":
            if before == "万" or total:
                return None
            total, section, digit = (section + digit) * 10_000, 0, 0
        elif sign in _PLACES:
            if before in _PLACES:
                return None
            section += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            return None
        before = sign
    return total + section + digit
