"""Checks that the texts speak of the reported year and of the reporting unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.findings import Finding, Severity, Span
from models.organ import Kind, Organ, named

YEAR = "报告内容应为本年度情况，统计期限为1月1日至12月31日"
UNIT = "报告的主体是本单位，名称应前后一致"

_PERIOD = re.compile(
    r"(\d{4})\s?年\s?1\s?月\s?1\s?日?\s?(?:起|至|到|—|-|－|~|～){1,3}\s?(?:(\d{4})\s?年\s?)?12\s?月\s?31\s?日"
)
_TITLE = re.compile(
    r"(\d{4})\s?年(?:度)?(?:政府信息公开(?:工作)?)?年度报告|(\d{4})\s?年(?:度)?政府信息公开工作年(?:度报告|报)"
)
_PERIODS = ((_PERIOD, ("31",)), (_TITLE, ("年报", "年度报")))
"""Each with words without which it matches nothing: the patterns look at every number, which takes its time."""
_STARTS = r"(?:^|(?<=[。！？!?；;\n]))[\s\u3000]*"
_OPENING = re.compile(
    _STARTS
    + r"(?:在|[我本](?:局|委|办|厅|院|镇|乡|街道|中心|单位|机关)|全[县区市镇乡省]|(?P<who>\S{3,24}?(?:局|委员会|办公室|办事处|政府)))?"
    r"(?P<year>\d{4})\s?年(?:度)?(?!\s?[\d月])"
)
_UNTIL = re.compile(_STARTS + r"截[至止]到?(?P<year>\d{4})\s?年(?=底|末|\s?12\s?月)")
_ELSEWHERE = re.compile(
    "较|比|同比|相比|对比|上年|去年|上一年|结转|以来|至今|计划|规划|《|〔|号|文件|印发|施行|制定|继续|修订|实施|起|近年|历年|连续|前|决算|预算|年度报告|公报|考核|评估|测评|审计|下一步|将|针对|指出|整改"
)
_ROLLED = re.compile(
    r"(?:上一?|去)年度?(?:结转|转入|遗留)|结转(?:至|到)?(?:下一?|次|明)年度?(?:继续)?",
)
"""Words that say from or to which year applications are carried as seen from the year told: 2024年受理30件（含上年结转2件）."""
_COMPARED = re.compile("较|比|新增|增加|减少|本年|今年|其中")
_ABOUT_LAST_YEAR = re.compile("上年|去年|上一年|整改")
_ENDS = re.compile("[。！？!?；;\n]")
_OWN = re.compile(
    "我(局|委|办|厅|院|站|镇|乡|街道|县|区|市|州|旗|省|处|所|队|中心)(?!长|员|部门|们|公|托|派|任|理|事|置|罚|分|结)"
    "|本(局|委|镇|乡|街道|厅)(?!长|员|部门|面|次|会|属)"
)
_NOT_BEFORE = {"我": ("自",), "本": tuple("基资样根日脚书版原标文课成剧")}
"""Characters with which 我 and 本 are other words: 自我, 基本, 样本."""
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BEFORE_PEERS = re.compile("[到赴向与同和、]$|学习|借鉴|参观|考察|联合|会同")
_AFTER_PEERS = re.compile("^(?:的?(?:经验|做法))?(?:学习|考察|交流|参观|调研|来我|联合|共同)")
_CHINESE = r"[\u4e00-\u9fff]"
_AREAS = "县区市州旗"


@check(
    "text.period",
    "统计期限或标题的年度不对",
    Severity.WARNING,
    YEAR,
    "{where}写“{said}”，报告的年度是{year}年。",
    On.TEXT,
    needs=(Need.TEXTS, Need.YEAR),
)
def period(context: Context) -> Iterator[Finding]:
    """统计期限、“××年政府信息公开工作年度报告”里的年份，应是报告的年度。"""
    year = context.report.year
    if year is None:
        return
    for id, text in context.texts.items():
        for pattern, words in _PERIODS:
            if not any(word in text for word in words):
                continue
            for match in pattern.finditer(text):
                years = {match[group] for group in (1, 2) if match[group]}
                if years != {str(year)} and not _quoted(text, match.start()):
                    new = re.sub("|".join(years), str(year), match[0])
                    yield _year_finding(context, "text.period", Span(id, *match.span()), match[0], new)


def _quoted(text: str, start: int) -> bool:
    """Whether a place stands inside 《》: the title of another document."""
    return text.rfind("《", max(0, start - 40), start) > text.rfind("》", max(0, start - 40), start)


def _year_finding(context: Context, code: str, span: Span, said: str, new: str) -> Finding:
    return finding(
        code,
        cells=(span.text,),
        spans=(span,),
        fix=passages.replace(context, span, new),
        advice=f"如果说的是本年，改为“{new}”。",
        where=passages.where(context, span.text),
        said=said.strip(),
        year=context.report.year,
    )


@check(
    "text.year",
    "文字说的是往年",
    Severity.WARNING,
    YEAR,
    "{where}写“{said}”，报告的年度是{year}年。",
    On.TEXT,
    needs=(Need.TEXTS, Need.YEAR),
)
def other_year(context: Context) -> Iterator[Finding]:
    """句首的往年年份，多是从旧报告带来的；比较、结转、文件名、计划里的往年年份不算；同一句里的“上年结转”“结转下年”是就那一年说的，照报。"""
    year = context.report.year
    if year is None:
        return
    before = [f"{year - back}" for back in (1, 2, 3)]
    before += [number.translate(_FULL_WIDTH) for number in before]
    for id, text in context.texts.items():
        if not any(word in text for word in before):
            continue
        for match in (*_OPENING.finditer(text), *_UNTIL.finditer(text)):
            end = next((m.start() for m in _ENDS.finditer(text, match.end())), len(text))
            sentence = text[match.start() : end][:120]
            elsewhere = _COMPARED if match.re is _UNTIL else _ELSEWHERE
            told = _ROLLED.sub("", sentence)
            if not year - 3 <= int(match["year"]) < year or str(year) in sentence or elsewhere.search(told):
                continue
            who = match.groupdict().get("who")
            if who and not context.report.unit.endswith(who):
                continue
            if not _ABOUT_LAST_YEAR.search(text, max(0, match.start() - 24), match.start()):
                span = Span(id, *match.span("year"))
                said = passages.around(text, match.start("year"), match.end(), margin=14)
                yield _year_finding(context, "text.year", span, said, str(year))


@check(
    "text.unit",
    "写的是别的单位",
    Severity.WARNING,
    UNIT,
    "{where}写“{said}”，本报告的单位是“{unit}”。",
    On.TEXT,
    needs=(Need.TEXTS, Need.UNIT),
)
def other_unit(context: Context) -> Iterator[Finding]:
    """名称的后半相同、地名不同的单位，多是套用别处报告留下的；上级单位的名称层级不同，不算。同一地名、名称少几个字的，只提示。"""
    unit = context.report.unit.strip()
    prefix, tail = _split(unit)
    if not prefix or len(tail) < 2:
        return
    pattern = re.compile(f"({_CHINESE}{{2,12}}[{prefix[-1]}])$")
    for id, text in context.texts.items():
        yield from _variants(context, id, prefix, tail)
        for found in re.finditer(re.escape(tail), text):
            match = pattern.search(text, max(0, found.start() - 13), found.start())
            if match is None:
                continue
            name = match[1]
            if name.endswith(prefix[-3:]) or prefix.endswith(name) or name[-2:] == prefix[-2:]:
                continue
            if _BEFORE_PEERS.search(text[max(0, found.start() - 12) : found.start() - 3]) or _AFTER_PEERS.match(
                text[found.end() : found.end() + 8]
            ):
                continue
            place = name[-3:]
            span = Span(id, found.start() - len(place), found.end())
            yield finding(
                "text.unit",
                cells=(id,),
                spans=(span,),
                advice="改为本单位的名称。",
                where=passages.where(context, id),
                said=place + tail,
                unit=unit,
            )


def _variants(context: Context, id: str, prefix: str, tail: str) -> Iterator[Finding]:
    """云岭县交通局 in a report of 云岭县交通运输局: the same place, a name with some characters fewer or more."""
    if tail[-1] not in "局会厅" or len(tail) < 4:
        return
    text, place = context.texts[id], prefix[-3:]
    for match in re.finditer(f"{place}({_CHINESE}{{1,{len(tail) + 3}}}?{tail[-1]})(?!{tail[-1]})", text):
        name = match[1]
        short, long = sorted((name, tail), key=len)
        if name != tail and len(short) > 2 and not long.startswith(short) and _is_within(short, long):
            yield finding(
                "text.unit",
                severity=Severity.INFO,
                cells=(id,),
                spans=(Span(id, *match.span()),),
                advice="如果说的是本单位，前后用一个名称。",
                where=passages.where(context, id),
                said=match[0],
                unit=context.report.unit.strip(),
            )
            return


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _split(unit: str) -> tuple[str, str]:
    """汉阴县交通运输局 → 汉阴县, 交通运输局; 淮安市洪泽区人民政府 → 淮安市洪泽区, 人民政府."""
    organ = named(unit)
    return organ.place, organ.tail


@check(
    "text.self",
    "自称与单位不符",
    Severity.WARNING,
    UNIT,
    "{where}自称“{said}”，本报告的单位是“{unit}”。",
    On.TEXT,
    needs=(Need.TEXTS, Need.UNIT),
)
def own_name(context: Context) -> Iterator[Finding]:
    """局称我局、委称我委、镇称我镇；混用的多是套用别处报告留下的。部门说“我县”指的是本地，说“我省”是上级，不算；称“我市”而单位是县里的，只提示。"""
    organ = Organ.of(context.report)
    unit = organ.name
    if not unit:
        return
    for id, text in context.texts.items():
        seen: set[str] = set()
        for match in _OWN.finditer(text):
            word = match[1] or match[2]
            if word in seen or word in unit or word == "省" or _may_say(word, organ):
                continue
            if text[match.start() - 1 : match.start()] in _NOT_BEFORE[match[0][0]]:
                continue
            seen.add(word)
            area = word in _AREAS
            yield finding(
                "text.self",
                severity=Severity.INFO if area else None,
                cells=(id,),
                spans=(Span(id, *match.span()),),
                advice="改为本单位的自称。",
                where=passages.where(context, id),
                said=match[0],
                unit=unit,
            )


def _may_say(word: str, organ: Organ) -> bool:
    """An office of the government calls itself 我办; 委 stands for 委员会; a street office is a 街道 and speaks of 我区."""
    if word in _AREAS and organ.is_township and organ.kind is not Kind.DEPARTMENT:
        return True
    return word in organ.own or (word in ("处", "中心") and word in organ.name)
