"""Checks that the texts speak of the reporting unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.checks.text_subjects import subjects
from models.findings import Finding, Severity, Span
from models.organ import Kind, Organ, named

UNIT = "报告的主体是本单位，名称应前后一致"

_OWN = re.compile(
    "我(局|委|办|厅|院|站|镇|乡|街道|县|区|市|州|旗|省|处|所|队|中心)(?!长|员|部门|们|公|托|派|任|理|事|置|罚|分|结)"
    "|本(局|委|镇|乡|街道|厅)(?!长|员|部门|面|次|会|属)"
)
_NOT_BEFORE = {"我": ("自",), "本": tuple("基资样根日脚书版原标文课成剧")}
"""Characters with which 我 and 本 are other words: 自我, 基本, 样本."""
_BEFORE_PEERS = re.compile("[到赴向与同和、]$|学习|借鉴|参观|考察|联合|会同")
_AFTER_PEERS = re.compile("^(?:的?(?:经验|做法))?(?:学习|考察|交流|参观|调研|来我|联合|共同)")
_CHINESE = r"[\u4e00-\u9fff]"
_AREAS = "县区市州旗"
_PARTS = ("处", "中心", "站", "所", "队")
"""What a department may have within it, and speak of as 我中心."""


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
    """名称的后半相同、地名不同的单位，和当作主语说做了什么的别的单位、别的地方（“全区上下”而单位是县的），多是套用别处报告留下的；上级、下属、学习考察的对象不算。同一地名、名称少几个字的，只提示。"""
    yield from _subjects(context)
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


def _subjects(context: Context) -> Iterator[Finding]:
    """Names that are the subject of a deed and another's: 云岭县坚持以公开促规范, 全区上下."""
    organ = Organ.of(context.report)
    for id, text in context.texts.items():
        for subject in subjects(organ, id, text):
            span = subject.span
            yield finding(
                "text.unit",
                severity=subject.severity,
                cells=(id,),
                spans=(span,),
                advice="改为本单位的名称。",
                where=passages.where(context, id),
                said=passages.around(text, span.start, span.end, margin=6),
                unit=organ.name,
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
            area = word in _AREAS or (word in _PARTS and organ.kind in (Kind.DEPARTMENT, Kind.OTHER))
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
