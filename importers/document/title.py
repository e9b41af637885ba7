"""The lines before the first section: the title with unit and year, the preamble, and what a web page puts around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

Lines = Sequence[tuple[int, str]]

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"((?:19|20)\d\d|[二][〇○零][〇○零一二三四五六七八九]{2})\s*年?\s*(?:度|年度)?")
_TITLE = re.compile(
    r"政府信息公开(?:工作)?(?:的)?(?:\d{4}年)?(?:年度|年)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?报告"
)
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年\s*1\s*月\s*1\s*日")
_AROUND = re.compile(
    r"\s*(?:发布(?:日期|时间|机构|单位)|发文(?:日期|机关)|成文日期|公开(?:日期|时间)|时间|日期|来源|信息来源|作者|责任编辑|编辑|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:数|量|次数)?"
    r"|字体|字号|索引号|主题词|文号|名称|分享|打印|当前位置|您的位置|您现在的位置|首页)\s*(?:[：:>|【\[]|$).*"
)
_AFTER = re.compile(r"^[\d年度()（） ]*(?:格式)?(?:模板|模版|样式|范本)?[\d年度()（） ]*$")
"""What may stand after the words of the title: the year, or that it is the official template."""
_UNIT_TAIL = re.compile(r"(?:关于)?(?:本机关)?$")


@dataclass(slots=True)
class Opening:
    """Unit, year and preamble; ``aside``: lines around the report that are no part of it; ``titled``: it has a title."""

    unit: str = ""
    year: int | None = None
    unit_line: int = 0
    year_line: int = 0
    preamble: list[tuple[int, str]] = field(default_factory=list)
    aside: list[tuple[int, str]] = field(default_factory=list)
    titled: bool = False


def year_in(text: str) -> int | None:
    """The first year written in ``text``: 2021年, 2021年度, 二〇二一年."""
    match = _YEAR.search(unicodedata.normalize("NFKC", text))
    return int(match[1].replace("二", "2", 1).translate(_DIGITS)) if match else None


def is_title(text: str) -> bool:
    """Whether this is the title of a report, perhaps with unit and year before it."""
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    match = _TITLE.search(compact)
    return match is not None and len(compact) <= 80 and bool(_AFTER.match(compact[match.end() :]))


def read_opening(lines: Lines) -> Opening:
    """Read the lines before the first heading."""
    written = [(number, text.strip()) for number, text in lines if text.strip()]
    out = Opening()
    start = _find_title(written)
    if start is None:
        body = written
    else:
        first, last = start
        out.titled = True
        title = "".join(text for _, text in written[first : last + 1])
        out.unit, out.year = _unit_and_year(title)
        out.unit_line = written[first][0]
        out.year_line = written[last][0]
        out.aside.extend(written[:first])
        body = list(written[last + 1 :])
        if body and re.fullmatch(r"[（(]?\s*(?:19|20)\d\d\s*年度?\s*[)）]?", unicodedata.normalize("NFKC", body[0][1])):
            out.year = out.year or year_in(body[0][1])
            out.year_line = body.pop(0)[0]
        body = _without_title(body, out)
    for number, text in body:
        if _AROUND.fullmatch(text) and len(text) < 200:
            out.aside.append((number, text))
        else:
            out.preamble.append((number, text))
    if out.year is None:
        _year_of_period(out)
    return out


def _without_title(body: list[tuple[int, str]], out: Opening) -> list[tuple[int, str]]:
    """The lines without the title where it stands again, in one line or two: above the page and in the text."""
    kept: list[tuple[int, str]] = []
    i = 0
    while i < len(body):
        for last in (i, i + 1):
            title = "".join(text for _, text in body[i : last + 1])
            if last < len(body) and len(title) <= 80 and not re.search(r"[。；，：:>]", title) and is_title(title):
                unit, year = _unit_and_year(title)
                if (not unit or not out.unit or unit == out.unit) and (not year or not out.year or year == out.year):
                    if unit and not out.unit:
                        out.unit, out.unit_line = unit, body[i][0]
                    if year and not out.year:
                        out.year, out.year_line = year, body[last][0]
                    i = last + 1
                    break
        else:
            kept.append(body[i])
            i += 1
    return kept


def _find_title(lines: Lines) -> tuple[int, int] | None:
    """First and last line of the title; the unit may stand on a line of its own above."""
    for i, (_, text) in enumerate(lines[:400]):
        if len(text) > 80 or re.search(r"[。；，：:>]", text):
            continue
        folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        joined = folded
        last = i
        if not _TITLE.search(folded) and i + 1 < len(lines) and len(folded) <= 40:
            # a title broken in the middle of its words
            after = re.sub(r"\s", "", unicodedata.normalize("NFKC", lines[i + 1][1]))
            broken = len(after) <= 40 and not re.search(r"[。；，]", after) and _TITLE.search(folded + after)
            if broken and broken.start() < len(folded):
                joined, last = folded + after, i + 1
        if not (match := _TITLE.search(joined)) or not _AFTER.match(joined[match.end() :]):
            continue
        unit = _unit_and_year(joined)[0]
        if not unit and i and _may_be_unit(lines[i - 1][1]):
            return i - 1, last
        return i, last
    return None


def _may_be_unit(text: str) -> bool:
    return len(text) <= 60 and not re.search(r"[。；，、：:>|\d]", text)


def _unit_and_year(title: str) -> tuple[str, int | None]:
    folded = unicodedata.normalize("NFKC", title)
    compact = re.sub(r"\s", "", folded)
    match = _TITLE.search(compact)
    before = compact[: match.start()] if match else compact
    year = year_in(compact)
    unit = _YEAR.sub("", before)
    unit = _UNIT_TAIL.sub("", unit).strip('()（）《》“”"、,关于 ')
    return unit, year


def _year_of_period(out: Opening) -> None:
    for number, text in out.preamble:
        folded = unicodedata.normalize("NFKC", text)
        match = _PERIOD.search(folded)
        if match:
            out.year, out.year_line = int(match[1]), number
            return
    for number, text in out.preamble:
        if re.search(r"\d{4}\s*年度?\s*政府信息公开", unicodedata.normalize("NFKC", text)):
            found = re.search(r"(\d{4})\s*年度?\s*政府信息公开", unicodedata.normalize("NFKC", text))
            if found:
                out.year, out.year_line = int(found[1]), number
                return
