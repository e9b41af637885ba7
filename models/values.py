"""What a cell can hold, and how a number that a person wrote is read.

A value is blank (None), a number (int, or Decimal for amounts and for fractions that do not belong), or text that is no
number (str), which is kept as it came: blank is not 0, and text is neither.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from models.form import Kind

Value = int | Decimal | str | None

MAX_DIGITS = 15
"""More digits than any count or amount of a report has; longer runs stay text."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_UNITS = {
    Kind.COUNT: re.compile(r"[件条项个宗起部次份]|人次|件次"),
    Kind.SIGNED: re.compile(r"[件条项个宗起部次份]|人次|件次"),
    Kind.AMOUNT: re.compile(r"(?P<unit>万元|亿元|元|万)(?:人民币)?"),
}
_PER_WAN = {"元": Decimal("0.0001"), "亿元": Decimal(10000), "万元": Decimal(1), "万": Decimal(1)}
_NIL_WORDS = frozenset({"/", "\\", "-", "--", "—", "——", "–", "无", "不适用", "没有", "N/A", "n/a", "／", "－", "*"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A written number as understood: its value, a remark in brackets that belongs to it, and what was made of it.

    ``note`` is empty when the text was already plain; for text that is no number it is the reason.
    """

    value: Value
    remark: str = ""
    note: str = ""


def read_number(written: str, kind: Kind) -> Reading:
    """Read what a person wrote in a cell of this kind.

    Full-width digits, thousands separators, spaces, units ("12件", "251000元") and a bracketed remark ("22（其中修订16件）")
    are read for what they mean and said in ``note``. Anything else comes back as the text it was.
    """
    if written.isascii() and written.isdigit() and len(written) <= MAX_DIGITS:  # as nearly every one is written
        return Reading(Decimal(written) if kind is Kind.AMOUNT else int(written))
    stripped = written.translate(_INVISIBLE).strip()
    if not stripped:
        return Reading(None)
    text = unicodedata.normalize("NFKC", stripped).replace("−", "-").replace("﹣", "-")
    text, remark = _split_remark(text, stripped)
    # NFKC has turned full-width commas into plain ones; spaces may group digits but never join two numbers
    compact = re.sub(r"(?<=\d) (?=\d{3}(?!\d))|(?<=[+-]) (?=\d)|(?<=\d) (?=\D)", "", re.sub(r"\s", " ", text)).strip()
    match = _NUMBER.match(compact)
    if match is None or stripped in _NIL_WORDS:
        return Reading(stripped, note="不是数字")
    sign, digits, fraction = match.groups()
    unit = compact[match.end() :].strip()
    unit_match = _UNITS[kind].fullmatch(unit) if unit else None
    if unit and unit_match is None:
        return Reading(stripped, note=f"数字后有看不懂的文字“{unit}”")
    if len(digits.replace(",", "")) + len(fraction or "") > MAX_DIGITS:
        return Reading(stripped, note="位数过多")
    number = Decimal(sign + digits.replace(",", "") + (fraction or ""))
    notes = (
        []
        if compact == stripped and "," not in digits and not sign.startswith("+") and not unit
        else [f"“{stripped}”读作{{}}"]
    )
    value: Value = number
    if kind is Kind.AMOUNT:
        if unit_match is not None:
            factor = _PER_WAN[unit_match["unit"]]
            if factor != 1:
                value = (number * factor).normalize()
                value = Decimal(f"{value:f}")
    elif number == number.to_integral_value():
        value = int(number)
        if fraction:
            notes = [f"“{stripped}”读作{{}}"]
    note = notes[0].format(show(value)) if notes else ""
    return Reading(value, remark, note)


def _split_remark(text: str, original: str) -> tuple[str, str]:
    """Split "22(其中修订16件)" into the number and the remark, the remark in its original characters."""
    match = re.fullmatch(r"([^()]*\d[^()]*)\((.+)\)", text, re.DOTALL)
    if match is None or not match[2].strip():
        return text, ""
    opening = re.search(r"[（(]", original)
    return match[1].strip(), original[opening.end() :].rstrip(")） ").strip() if opening else match[2]


def show(value: Value) -> str:
    """The value as a clerk would write it; amounts as typed; blank is empty."""
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def is_number(value: Value) -> bool:
    return isinstance(value, (int, Decimal))
