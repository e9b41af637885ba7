"""Checks that the texts speak of the reporting unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.checks.text_signature import is_anothers, misspelt, signed_lines
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
_AFTER_A_VERB = re.compile(
    "(?:针对|查阅|公布|拨打|咨询|联系|登录|登陆|关注|访问|浏览|查看|查询|点击|进入|前往|来到|走进|要求|请求|申请|起诉|告知|转告|通知|报送|报告|抄送|送交|提交|提供|"
    "邮寄|寄送|寄往|致电|来电|反映|投诉|举报|通过|依托|借助|利用|经过|经由|根据|按照|依据|依照|遵照|落实|执行|贯彻|配合|协助|协调|会同|联合|邀请|组织|指导|督促|监督|"
    "检查|考核|评估|评议|代表|作为|成为|属于|涉及|关于|对于|由于|为了|鉴于|结合|围绕|突出|做好|印发|制定|出台|发布|公开|公示|刊登|转发|转载|推送|编制|编写|撰写|"
    "起草|修订|废止|清理|承担|承办|负责|主管|主办|协办|牵头|参与|参加|出席|召开|举办|开展|推进|推动|促进|加强|强化|完善|健全|建立|成立|设立|设置|开设|开通|建设|"
    "优化|提升|提高|规范|明确|确定|确保|保障|维护|接受|接收|收到|受理|办理|处理|答复|回复|移送|移交|交由|转由|委托|授权|同意|批准|报请|提请|下载|领取|索取|获取|"
    "不服|状告|认为|表示|指出|显示|表明|说明|解释|解读|宣传|介绍|展示|了解|知晓|掌握|熟悉|服务|支持|帮助|全县|全市|全区|本县|本市|本区|我县|我市|我区|[向由对经在到从与和及为被把将给让请可是以至或的等即])$"
)
"""Verbs and small words behind which 县水务局 is the organ's own short name, and no place begins."""
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
    """名称的后半相同、地名不同的单位，和当作主语说做了什么的别的单位、别的地方（“全区上下”而单位是县的），多是套用别处报告留下的；上级、下属、学习考察的对象不算。落款是别的单位、本单位名称错了一个字的也报。同一地名、名称少几个字的，只提示。"""
    yield from _subjects(context)
    yield from _signature(context)
    prefix, tail = _split(context.report.unit.strip())
    if not prefix or len(tail) < 2:
        return
    for id, text in context.texts.items():
        yield from _variants(context, id, prefix, tail)
        for span in _namesakes(id, text, prefix, tail):
            yield _unit_finding(context, span, text[span.start : span.end])


def _namesakes(id: str, text: str, prefix: str, tail: str) -> Iterator[Span]:
    """旬河县交通运输局 in a report of 云岭县交通运输局: the same tail behind another place of the same kind."""
    pattern = re.compile(f"({_CHINESE}{{2,12}}[{prefix[-1]}])$")
    for found in re.finditer(re.escape(tail), text):
        match = pattern.search(text, max(0, found.start() - 13), found.start())
        if match is None:
            continue
        name = match[1]
        own = name.endswith(prefix[-3:]) or prefix.endswith(name) or name[-2:] == prefix[-2:]
        before, behind = text[max(0, found.start() - 12) : found.start() - 3], text[found.end() : found.end() + 8]
        if own or _AFTER_A_VERB.search(name[:-1]) or _BEFORE_PEERS.search(before) or _AFTER_PEERS.match(behind):
            continue
        yield Span(id, found.start() - len(name[-3:]), found.end())


def _signature(context: Context) -> Iterator[Finding]:
    """A signature of another unit, and the unit's own name with a character wrong."""
    organ = Organ.of(context.report)
    signer = context.report.text("signed_by").strip()
    if signer and is_anothers(signer, organ):
        yield _unit_finding(context, None, signer)
    for id, text in context.texts.items():
        for span, said in misspelt(organ, id, text):
            yield _unit_finding(context, span, said)
        for span, said in signed_lines(id, text):
            if is_anothers(said, organ):
                yield _unit_finding(context, span, said)


def _unit_finding(context: Context, span: Span | None, said: str, severity: Severity | None = None) -> Finding:
    id = span.text if span else "signed_by"
    return finding(
        "text.unit",
        severity=severity,
        cells=(id,),
        spans=(span,) if span else (),
        advice="改为本单位的名称。",
        where=passages.where(context, id),
        said=said,
        unit=context.report.unit.strip(),
    )


def _subjects(context: Context) -> Iterator[Finding]:
    """Names that are the subject of a deed and another's: 云岭县坚持以公开促规范, 全区上下."""
    organ = Organ.of(context.report)
    for id, text in context.texts.items():
        for subject in subjects(organ, id, text):
            said = passages.around(text, subject.span.start, subject.span.end, margin=6)
            yield _unit_finding(context, subject.span, said, subject.severity)


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
