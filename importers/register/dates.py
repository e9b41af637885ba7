"""Dates as offices write them in a register: 2024/1/5, 2024年1月5日, 20240105, a serial of Excel, 二〇二四年一月五日 …

What a register decides by its dates is the year, so a date without a day is enough, and one without a year is none; but
the other date of its row may tell the year.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Raw = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
"""A cell as the reader of the workbook gives it; a cell of a text file is always str."""

_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = range(32_874, 73_051)
"""Serials of Excel that are taken for dates: 1990-01-01 to 2099-12-31."""

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPOKEN = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_WRITTEN = re.compile(
    r"(?<!\d)((?:19|20)\d\d|\d\d(?=[./年\-]))\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*[日号]?|\s*月份?)?(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_YEARLESS = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_CLOCK = re.compile(r"(?<=\d)[T ]\s*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?秒?|\d{1,2}:\d{2}(?::\d{2})?")


@dataclass(frozen=True, slots=True)
class DateRead:
    """``day`` is None where nothing was written or it is no date; ``problem`` then says why, "" for a blank.

    A date without a day stands for the first of its month (``exact`` False). ``without_year``: the month and day of what is
    none for want of its year."""

    day: datetime.date | None
    problem: str = ""
    exact: bool = True
    without_year: tuple[int, int] | None = None


ANSWERED_WITHIN = datetime.timedelta(days=180)
"""An application is answered within some 20 or 40 working days, 补正 and 征求意见 aside; a year found only beyond this is
not taken."""

BLANK = DateRead(None)
_NOTHING = frozenset({"", "/", "-", "—", "——", "无", "未答复", "尚未答复", "未办结", "在办", "办理中", "待答复", "未"})


def read_date(raw: Raw | None) -> DateRead:
    """The date of a cell. Two dates in one cell are one where they are of the same year, the first counts."""
    if raw is None:
        return BLANK
    if isinstance(raw, datetime.datetime):
        return _possible(raw.date())
    if isinstance(raw, datetime.date):
        return _possible(raw)
    if isinstance(raw, (bool, datetime.time, datetime.timedelta)):
        return DateRead(None, f"“{raw}”不是日期")
    if isinstance(raw, (int, float)):
        return _number(float(raw))
    return _text(raw)


def with_years(received: DateRead, answered: DateRead) -> tuple[DateRead, DateRead]:
    """The two dates of an application, one that lacks its year with the year in which it goes with the other."""
    if received.without_year and answered.day is not None and answered.exact:
        for year in (answered.day.year, answered.day.year - 1):
            day = _in_year(received.without_year, year)
            if day is not None and datetime.timedelta() <= answered.day - day <= ANSWERED_WITHIN:
                return DateRead(day), answered
    if answered.without_year and received.day is not None and received.exact:
        for year in (received.day.year, received.day.year + 1):
            day = _in_year(answered.without_year, year)
            if day is not None and datetime.timedelta() <= day - received.day <= ANSWERED_WITHIN:
                return received, DateRead(day)
    return received, answered


def _in_year(month_and_day: tuple[int, int], year: int) -> datetime.date | None:
    try:
        return datetime.date(year, *month_and_day)
    except ValueError:
        return None


def _possible(day: datetime.date) -> DateRead:
    return DateRead(day) if 1990 <= day.year <= 2099 else DateRead(None, f"“{day.isoformat()}”不像收到或答复的日期")


def _number(number: float) -> DateRead:
    if number == number and abs(number) < 1e9:
        if int(number) in _SERIALS:
            return DateRead(_EPOCH + datetime.timedelta(days=int(number)))
        if number == int(number) and _COMPACT.fullmatch(str(int(number))):
            return _text(str(int(number)))
    return DateRead(None, f"“{number:g}”不是日期")


@lru_cache(maxsize=20_000)
def _text(written: str) -> DateRead:
    text = unicodedata.normalize("NFKC", written).strip()
    if text in _NOTHING or not text.strip("-—/ "):
        return BLANK
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _number(float(text))
    text = _CLOCK.sub(" ", text)
    compact = re.sub(r"\s", "", text)
    found = [
        _day(int(match[1].translate(_DIGITS)), _spoken(match[2]), _spoken(match[3]) if match[3] else None)
        for match in _SPOKEN.finditer(compact)
    ]
    for match in (*_COMPACT.finditer(text), *(() if found else _WRITTEN.finditer(text))):
        if len(match[1]) == 2 and int(match[1]) <= 12 and not match[3] and "年" not in match[0]:
            continue  # 12.10 is a day of December, and no month of 2012
        year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
        found.append(_day(year, int(match[2]), int(match[3]) if match[3] else None))
    days = [read for read in found if read.day is not None]
    if not days:
        shown = written.strip() if len(written.strip()) <= 20 else f"{written.strip()[:20]}…"
        without = re.search(r"\d{1,2}\s*[月./-]\s*\d{1,2}", text) and not re.search(r"\d{4}", text)
        whole = _YEARLESS.fullmatch(text)
        return DateRead(
            None,
            f"“{shown}”{'没有写年份' if without else '不是日期'}",
            without_year=(int(whole[1]), int(whole[2])) if whole else None,
        )
    if len({read.day.year for read in days if read.day}) > 1:
        return DateRead(None, f"“{written.strip()}”写了两个年份不同的日期")
    return days[0]


def _day(year: int, month: int, day: int | None) -> DateRead:
    try:
        return _possible(datetime.date(year, month, day or 1)) if day else _month(year, month)
    except ValueError:
        return BLANK


def _month(year: int, month: int) -> DateRead:
    return DateRead(datetime.date(year, month, 1), exact=False)


def _spoken(numeral: str) -> int:
    """1 to 39 in words: 五, 十二, 二十, 三十一."""
    tens, ten, ones = numeral.rpartition("十")
    value = (int(tens.translate(_DIGITS)) if tens else 1) * 10 if ten else 0
    return value + (int(ones.translate(_DIGITS)) if ones else 0)
