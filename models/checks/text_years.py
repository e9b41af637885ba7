"""Checks that the texts speak of the reported year.

A year is judged by what it is attached to: one that opens what was done is the year of the doing and must be the report's;
one that modifies a noun (2023年度考核), is compared with, rolled from, or planned for belongs where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.findings import Finding, Severity, Span
from models.roles import Role

YEAR = "报告内容应为本年度情况，统计期限为1月1日至12月31日"

_YEARS = re.compile(r"(?<![\d０-９〔\[])(20\d\d|２０[０-９]{2}|二[〇零○][〇零○一二三四五六七八九]{2})\s?年(?!代|版|期)")
_BREAKS = re.compile(r"[，,。；;：:！？!?\n（()）]")
_STOPS = re.compile(r"[。；;！？!?\n]")
_FIGURE = re.compile(r"\d\s?余?万?余?\s?[件条次份个项起宗篇期场人元家批]|[未无](?:收到|发生|出现|制发)")
_SUBJECT = re.compile(r"[我本](?:[局委办厅院站镇乡县区市州旗省盟]|街道|单位|机关|中心)|全[县区镇局委办]|^各|共|累计")
_TOLD = re.compile("情况(?!已|公开|公示|报告已|在)|如下")
_OWN_REPORT = re.compile(
    r"(?P<year>\d{4})\s?年度?(?:《?政府信息公开》?(?:工作)?)?(?:年度报告|年报)|(?P<year2>\d{4})\s?年度?政府信息公开工作(?:年度报告|年报|报告)"
)
_PRESENTED = re.compile(r"(?:编制|编写|撰写|形成|起草|制作|现|特|公布如下|如下)[^，。；]{0,24}$")
_REFERRED = re.compile(r"(?:根据|按照|发布|公开|公示|落实|对照|依据|关于|上年|去年|报送)[^，。；]{0,24}$")
_PERIOD = re.compile(
    r"(?P<year>\d{4})\s?年\s?0?1\s?月\s?0?1\s?日?\s?(?:起|至|到|—|-|－|~|～){1,3}\s?(?:(?P<year2>\d{4})\s?年\s?)?"
    r"(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
)
_DATA = re.compile("期限|统计|数据|时间段|时间范围|报告期")


@dataclass(frozen=True, slots=True)
class Belongs:
    """Another year that belongs where it stands: what is before and behind it in its clause. ``example`` brackets the year."""

    name: str
    example: str
    before: str = ""
    behind: str = ""


# fmt: off
_NOUNS = ("考核|考评|评估|测评|评议|评查|检查|抽查|普查|督查|督导|审计|先进|优秀|示范|年报|年度报告|工作报告|预算|决算|预决算|要点|安排|计划|规划|方案|任务|"
          "目标|公报|白皮书|绩效|通报|排名|名单|季度|上半年|下半年|高考|招生|指标|项目|清单|目录|部署|意见|通知|问题|评选|会议精神|财政|法治政府")
BELONGS = (
    Belongs("compared with", "同比[2023年]增加6件", before=r"(?:较|比|与|同|由|从|相比|对比|同比|自)(?:于)?(?:[上去]年)?(?:[\d年度、和及]*)$"),
    Belongs("behind of which", "上年即[2023年]的考评结果", before=r"(?:即|上年|去年|以及|获评|荣获|获得|获|被评为|评为)$"),
    Belongs("what was asked for", "申请人要求获取[2016年]征地批复", before=r"(?:要求|获取|涉及|查询|调取|公开|公布|反馈|关于|针对|整改|落实)[^，]{0,3}$"),
    Belongs("rolled to", "结转至[2025年]办理", before=r"(?:结转|转结|顺延|延期|延至|转)(?:至|到|入|下)?$"),
    Belongs("planned for", "力争[2025年]底前完成", before=r"(?:力争|计划|将于|拟于|拟在|预计|争取|打算|目标|到|下一步|明年)(?:于|在)?$"),
    Belongs("the end of a range", "2021年至[2023年]", before=r"[年\d]\s?(?:—|-|－|~|～|至|到)$"),
    Belongs("in a bracket", "（[2023年]为32件）", behind=r"^度?(?:为|共|同期|是)?\s?\d[\d,]*\s?[件条份宗]?$"),
    Belongs("before", "[2023年]底前受理的3件", behind=r"^度?(?:以前|之前|前|底前|末前|年前|底之前)"),
    Belongs("since", "[2020年]以来，连续四年", behind=r"^度?(?:以来|至今|起|开始|年起)"),
    Belongs("a range", "[2022年]至2024年", behind=r"^度?\s?(?:—|-|－|~|～|至|到)\s?(?:\d{4}|今|去年|上年)"),
    Belongs("a month of it", "[2023年]12月受理的2件", behind=r"^\s?(?:\d{1,2}|十?[一二三四五六七八九十])\s?月(?!\s?\d{1,2}\s?日(?:起|至|到|—|-))"),
    Belongs("rolled from", "[2023年]结转的申请4件", behind=r"^度?(?:末|底)?(?:结转|转入|遗留|未办结|尚未|未审结|收到、结转)"),
    Belongs("a noun of it", "[2023年]度第三方评估指出", behind=rf"^度?(?:[^，。；]{{0,12}}?)(?:{_NOUNS})"),
    Belongs("what was made then", "[2021年]印发的目录", behind=r"^度?(?:末|底|\d+月)?(?!我|本|全)[^，。；、的我本]{0,8}的(?!通知|要求)"),
    Belongs("issued then", "[2023年]印发《办法》", behind=r"^度?(?:[^，。；]{0,4})(?:印发|制定|出台|发布|修订|公布)(?:的|了)?《"),
)
# fmt: on
"""Where another year belongs; the first that fits tells."""
_PLANNED = re.compile("将|计划|打算|力争|着重|下一步|拟|继续|重点|目标|规划|安排|明年|今后|结转|顺延|延期|争取|要")
_COMPILED = tuple(
    (re.compile(b.before) if b.before else None, re.compile(b.behind) if b.behind else None) for b in BELONGS
)


@dataclass(frozen=True, slots=True)
class _Year:
    """A year in a text: ``before`` and ``behind`` are the words of its clause, ``sentence`` reaches to the next full stop."""

    value: int
    start: int
    end: int
    before: str
    behind: str
    rest: str


def _years(text: str) -> Iterator[_Year]:
    for match in _YEARS.finditer(text):
        first = max(
            (m.end() for m in _BREAKS.finditer(text, max(0, match.start() - 40), match.start())),
            default=max(0, match.start() - 40),
        )
        stop = _BREAKS.search(text, match.end(), match.end() + 60)
        full = _STOPS.search(text, match.end(), match.end() + 160)
        behind = text[match.end() : stop.start() if stop else match.end() + 60]
        rest = text[match.end() : full.start() if full else match.end() + 160]
        value = _number(match[1])
        yield _Year(value, *match.span(), text[first : match.start()], behind, rest)


def _number(written: str) -> int:
    """２０２３, 二〇二三 → 2023."""
    signs = {sign: i for i, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
    return int("".join(str(signs.get(sign, sign)) for sign in written))


@check(
    "text.year",
    "文字说的是别的年份",
    Severity.WARNING,
    YEAR,
    "{where}写“{said}”，报告的年度是{year}年。",
    On.TEXT,
    needs=(Need.TEXTS, Need.YEAR),
)
def other_year(context: Context) -> Iterator[Finding]:
    """说做了什么的年份应是报告的年度；与往年比较、往年结转、往年的考核决算、当年印发的文件、来年的打算，年份不同是对的，不报。"""
    year = context.report.year
    if year is None:
        return
    problems = context.report.form.texts_of(Role.PROBLEMS)
    for id, text in context.texts.items():
        told = [each for each in _years(text) if not _quoted(text, each.start) and not _in_a_period(text, each.start)]
        for each in told:
            if each.value != year and not _may_stand(each, text, year, told, planned=id in problems):
                said = passages.around(text, each.start, each.end, margin=14)
                yield _found(context, "text.year", Span(id, each.start, each.end), said, f"{year}年")


def _may_stand(each: _Year, text: str, year: int, told: list[_Year], planned: bool) -> bool:
    """Whether another year than the report's belongs where it stands."""
    if each.value > year + 1 or each.value < year - 12:
        return True
    behind = each.behind
    if each.value > year and (planned or _PLANNED.search(each.before + each.rest) or not _FIGURE.search(each.rest)):
        return True
    if each.value < year - 2 and not _FIGURE.search(each.rest) and "参加" not in each.rest:
        return True
    if re.match(r"度?以来", behind) and each.value == year - 1 and _FIGURE.search(behind) and "本年" in each.rest:
        return False
    if re.search(r"截[至止]到?$", each.before):
        return re.search("较|比|新增|增加|减少|本年|今年|其中", each.rest) is not None
    noun = re.match(rf"度?([^，。；]{{0,12}}?)(?:{_NOUNS})", behind)
    for belongs, (before, after) in zip(BELONGS, _COMPILED, strict=True):
        if belongs.name == "a noun of it" and noun and (_SUBJECT.search(noun[1]) or _TOLD.search(behind)):
            continue
        if (before is None or before.search(each.before)) and (after is None or after.search(behind)):
            return True
    return _contrasted(each, text, year, told) or _about_last_year(text, each.start)


def _contrasted(each: _Year, text: str, year: int, told: list[_Year]) -> bool:
    """2023年收到申请32件，2024年收到38件: the report's year, or 今年, opens another clause of the sentence."""
    first, last = each.start - 80, each.end + len(each.rest)
    for other in told:
        opens = not other.before.strip() or len(other.before) < 4
        if (
            other.value == year
            and first < other.start < last
            and opens
            and not _STOPS.search(text, min(each.end, other.end), max(each.start, other.start))
        ):
            return True
    return (
        re.search("今年|本年度?(?!累计)|相比|同比", each.rest) is not None
        and _FIGURE.search(each.rest) is not None
        and "结转" not in each.rest
    )


def _about_last_year(text: str, start: int) -> bool:
    return (
        re.search("上年|去年|上一年|整改", text[max(0, start - 24) : start]) is not None
        and "结转" not in text[max(0, start - 24) : start]
    )


def _in_a_period(text: str, start: int) -> bool:
    match = _PERIOD.search(text, max(0, start - 20), start + 40)
    return match is not None and match.start() <= start < match.end()


def _quoted(text: str, start: int) -> bool:
    """Whether a place stands inside 《》: the title of another document."""
    return text.rfind("《", max(0, start - 60), start) > text.rfind("》", max(0, start - 60), start)


@check(
    "text.period",
    "统计期限或标题的年度不对",
    Severity.WARNING,
    YEAR,
    "{where}写“{said}”，{right}。",
    On.TEXT,
    needs=(Need.TEXTS, Need.YEAR),
)
def period(context: Context) -> Iterator[Finding]:
    """统计期限、“现公布××年政府信息公开工作年度报告”里的年份，应是报告的年度；统计期限应到12月31日。发布上年的年报不算。"""
    year = context.report.year
    if year is None:
        return
    for id, text in context.texts.items():
        yield from _periods(context, id, text, year)
        for match in _OWN_REPORT.finditer(text) if "年报" in text or "报告" in text else ():
            stated = int(match["year"] or match["year2"])
            if stated != year and _names_this_report(context, id, text, match.start()):
                new = match[0].replace(str(stated), str(year))
                yield _found(context, "text.period", Span(id, *match.span()), match[0], new)


def _names_this_report(context: Context, id: str, text: str, start: int) -> bool:
    """Whether a title is that of the report itself: 现公布…, 我局编写了《…》; not last year's that was published this year."""
    before = _STOPS.split(text[max(0, start - 48) : start])[-1]
    if _PRESENTED.search(before):
        return True
    own = context.report.unit and context.report.unit in before
    return (
        id == context.report.form.preamble.id
        and not _REFERRED.search(before)
        and (bool(own) or not _quoted(text, start))
    )


def _periods(context: Context, id: str, text: str, year: int) -> Iterator[Finding]:
    if "月" not in text:
        return
    for match in _PERIOD.finditer(text):
        if _quoted(text, match.start()):
            continue
        span = Span(id, *match.span())
        years = {match[group] for group in ("year", "year2") if match[group]}
        ends = (int(match["month"]), int(match["day"]))
        if years != {str(year)} and int(match["year"]) >= year - 5:
            yield _found(context, "text.period", span, match[0], re.sub("|".join(years), str(year), match[0]))
        elif ends != (12, 31) and (ends[0] == 12 or _DATA.search(text[max(0, match.start() - 24) : match.end() + 12])):
            new = f"{match[0][: match.start('month') - match.start()]}12月31日"
            yield _found(context, "text.period", span, match[0], new, "统计期限到12月31日")


def _found(context: Context, code: str, span: Span, said: str, new: str, right: str = "") -> Finding:
    year = context.report.year
    return finding(
        code,
        cells=(span.text,),
        spans=(span,),
        fix=passages.replace(context, span, new),
        advice=f"如果说的是本年，改为“{new}”。",
        where=passages.where(context, span.text),
        said=said.strip(),
        year=year,
        right=right or f"报告的年度是{year}年",
    )
