"""Finding the numbers in official prose: Arabic, full-width and Chinese numerals, with 万, 余, 约, 成 and per cent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from models.texts import BOUND
from models.values import MAX_DIGITS

Amount = int | Decimal


class Exactness(Enum):
    """How literally a number is meant; ``ROUNDED`` is a number of 万 or 亿, exact to its printed digits."""

    EXACT = "exact"
    ROUNDED = "rounded"
    ABOUT = "about"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at ``start`` to ``end`` (its unit follows until ``unit_end``).

    ``value`` is the number itself, per cent as the number before the sign, amounts of money in 万元. ``grain`` is the
    value of its last printed digit. ``unit`` is one of the words in ``UNITS``, "%", "万元", or "" where none follows.
    ``cell`` names the cell of a bound figure, whose value is not in the text.
    """

    start: int
    end: int
    unit_end: int
    value: Amount
    grain: Amount
    exactness: Exactness
    unit: str
    cell: str = ""

    def means(self, figure: Amount) -> bool:
        """Whether the text may say this number of that figure: about ±10 %, 余 up to a tenth more, 近 up to a tenth less."""
        low = high = self.value
        if self.exactness is Exactness.EXACT:
            return self.value == figure
        if self.exactness is Exactness.ROUNDED:
            # both rounding and cutting off are customary
            return self.value - self.grain / Decimal(2) <= figure < self.value + self.grain
        slack = max(
            Decimal(self.value) / 10, Decimal(self.grain), _leading(self.value) if self.value >= 10 else Decimal(0)
        )
        if self.exactness in (Exactness.ABOUT, Exactness.LESS):
            low = self.value - slack
        if self.exactness in (Exactness.ABOUT, Exactness.MORE):
            high = self.value + slack
        return low <= figure <= high


def _leading(value: Amount) -> Decimal:
    """The unit of the last digit that is not nil: 100 of 5500, 1000 of 12000."""
    digits = f"{Decimal(value):f}".split(".")[0]
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


UNITS = (
    "件次",
    "人次",
    "件",
    "宗",
    "起",
    "份",
    "部",
    "例",
    "项",
    "条",
    "个",
    "次",
    "篇",
    "期",
    "场",
    "批次",
    "批",
    "户",
    "家",
    "名",
    "封",
    "人",
    "页",
    "万元",
    "亿元",
    "元",
)
COUNTED = frozenset({"件次", "件", "宗", "起", "份", "部", "例", "项", "条", "个", "次", ""})
"""Units in which applications, cases, documents and decisions are counted."""

_CHINESE = "零〇一二两三四五六七八九十百千"
_DIGITS = {character: i for i, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000, "": 1}
_PER_WAN = {"元": Decimal("0.0001"), "亿元": Decimal(10_000), "万元": Decimal(1)}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"""(?P<bound>{BOUND.pattern})
    | (?P<year>(?<!\d)\d{{4}})(?=\s?年)
    | (?P<code>
        〔\d+〕\s?\d*                                  # a document number
      | 第\d{{1,9}} | 第[{_CHINESE}]{{1,9}}(?=[条款项号届次季批期章节])  # 第711号, 第二十条
      | (?<!\d)\d{{1,12}}(?:[-－—～~]\d{{1,12}})+        # a telephone number, a range
      | (?<!\d)\d{{1,4}}(?=[号日月时点天年]|分(?!别)|个?工作日|个月|小时)  # a date or a duration
      | (?<!\d)\d{{1,2}}(?=[.．](?!\d)) | ^\d{{1,2}}(?=、) | (?<=[（(])\d{{1,2}}(?=[）)])  # the number of an item
      | [A-Za-z][A-Za-z0-9_@.-]*                        # an address
      | (?<![\d.])\d{{1,4}}(?:[ \t\u3000]+\d{{1,4}}){{1,6}}(?=[ \t\u3000]*(?:{_UNIT}))  # broken apart: 2 1件
      )
    | 百分之(?P<percent>[{_CHINESE}点]{{1,12}})
    | (?P<arabic>\d+(?:,\d{{3}}(?!\d))*(?:[.．]\d+)?)\s?(?P<more>[余多])?(?P<scale>[万亿](?!元))?(?P<more2>[余多])?
      \s?(?P<unit>个?百分点|[%％]|{_UNIT})?
    | (?<![{_CHINESE}万])(?P<chinese>[{_CHINESE}]{{1,12}}(?:万[{_CHINESE}]{{0,12}})?)(?P<more3>[余多])?(?P<scale2>万(?!元))?
      (?P<more4>[余多])?(?P<unit2>{_UNIT}|成半?)
    | (?<=[为是])(?P<nil>零)(?![{_CHINESE}])
    """,
    re.VERBOSE | re.MULTILINE,
)
_UNIT_HERE = re.compile(_UNIT)
_BEFORE = {
    "约": Exactness.ABOUT, "大约": Exactness.ABOUT, "近": Exactness.LESS, "将近": Exactness.LESS, "接近": Exactness.LESS, "不足": Exactness.LESS,
    "逾": Exactness.MORE, "超过": Exactness.MORE, "超": Exactness.MORE, "突破": Exactness.MORE,
}  # fmt: skip


_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE)


_PERHAPS = re.compile(rf"\d|[{_CHINESE}][{_CHINESE}万余多]{{0,24}}(?:{_UNIT}|成)|百分之|[为是]零|⟦")


def has_number(text: str, start: int, end: int) -> bool:
    """Whether there may be a number; cheaper than looking for all of them."""
    return _PERHAPS.search(text, start, end) is not None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Digits that count nothing: a year (``year``), a date, a document number, a telephone number, an item number."""

    start: int
    end: int
    year: int | None = None


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Numeral | Skipped]:
    """All numbers of ``text`` (from ``start`` to ``end``) in order, without overlap. Linear in the length."""
    found: list[Numeral | Skipped] = []
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        item = _read(match, text)
        if item is not None:
            found.append(item)
    return found


def _read(match: re.Match[str], text: str) -> Numeral | Skipped | None:
    start, end = match.span()
    group = match.groupdict()
    if group["bound"]:
        unit = _UNIT_HERE.match(text, end)
        return Numeral(
            start,
            end,
            unit.end() if unit else end,
            0,
            1,
            Exactness.EXACT,
            unit[0] if unit else "",
            match["bound"][1:-1],
        )
    if group["year"]:
        return Skipped(start, end + 1, int(group["year"]))
    if group["code"]:
        return Skipped(start, end)
    exactness = Exactness.EXACT
    if start and text[start - 1] in _BEFORE_ENDS:
        exactness = next((kind for word, kind in _BEFORE.items() if text.endswith(word, 0, start)), exactness)
    if group["nil"]:
        return Numeral(start, end, end, 0, 1, Exactness.EXACT, "")
    if group["percent"]:
        value = _chinese(group["percent"])
        return None if value is None else Numeral(start, end, end, value, _grain(value), exactness, "%")
    if group["arabic"]:
        return _arabic(match, exactness)
    return _in_chinese(match, exactness)


def _arabic(match: re.Match[str], exactness: Exactness) -> Numeral | Skipped:
    written = match["arabic"].translate(_FULL_WIDTH).replace(",", "")
    if len(written) > MAX_DIGITS or (len(written) > 1 and written[0] == "0" and written[1] != "."):
        return Skipped(*match.span())
    unit = (match["unit"] or "").replace("％", "%")
    value: Amount = Decimal(written)
    grain = _grain(value)
    scale = _SCALES[match["scale"] or ""]
    if match["scale"]:
        value, grain = value * scale, grain * scale
        exactness = Exactness.ROUNDED if exactness is Exactness.EXACT else exactness
    if match["more"] or match["more2"]:
        exactness = Exactness.MORE
    if unit in _PER_WAN:
        value, grain = value * _PER_WAN[unit], grain * _PER_WAN[unit]
        unit = "万元"
    end = next(match.end(name) for name in ("more2", "scale", "more", "arabic") if match[name])
    if unit in ("%", "万元"):
        end = match.end("unit")
    return Numeral(match.start(), end, match.end(), _plain(value), _plain(grain), exactness, unit)


def _in_chinese(match: re.Match[str], exactness: Exactness) -> Numeral | None:
    value = _chinese(match["chinese"])
    if value is None:
        return None
    unit = match["unit2"]
    grain: Amount = 1
    if match["scale2"]:
        value, grain, exactness = value * 10_000, 10_000, Exactness.ROUNDED
    if match["more3"] or match["more4"]:
        exactness = Exactness.MORE
    end = next(match.end(name) for name in ("more4", "scale2", "more3", "chinese") if match[name])
    if unit in ("成", "成半"):
        value = value * 10 + (5 if unit == "成半" else 0)
        return Numeral(
            match.start(),
            match.end(),
            match.end(),
            value,
            10,
            exactness if exactness is not Exactness.EXACT else Exactness.ABOUT,
            "%",
        )
    return Numeral(match.start(), end, match.end(), value, grain, exactness, unit)


def _plain(value: Amount) -> Amount:
    return int(value) if value == int(value) else value


def _grain(value: Amount) -> Decimal:
    exponent = Decimal(value).as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _chinese(written: str) -> Amount | None:
    """三百二十一 → 321, 十五 → 15, 二〇二四 → 2024, 十二点五 → 12.5; None for what is no numeral, such as 百千."""
    if len(written) > MAX_DIGITS:
        return None
    whole, _, fraction = written.partition("点")
    if fraction:
        before = _chinese(whole)
        digits = "".join(str(_DIGITS[c]) for c in fraction if c in _DIGITS)
        return None if before is None or len(digits) != len(fraction) else Decimal(f"{before}.{digits}")
    if "万" in whole:
        high, _, low = whole.partition("万")
        head, rest = _chinese(high), _chinese(low) if low else 0
        return None if head is None or rest is None else head * 10_000 + rest
    if not whole:
        return None
    if all(character in _DIGITS for character in whole):
        return int("".join(str(_DIGITS[character]) for character in whole))
    total, digit, lowest = 0, 0, 10_000
    for i, character in enumerate(whole):
        if character in _STEPS:
            step = _STEPS[character]
            if step >= lowest or (digit == 0 and not (step == 10 and (i == 0 or whole[i - 1] in "零〇"))):
                return None
            total, digit, lowest = total + (digit or 1) * step, 0, step
        else:
            digit = _DIGITS[character]
    return total + digit
