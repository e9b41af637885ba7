"""The check of empty slots: a counting word without its number, a mark where something is to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.findings import Finding, Severity, Span

FINISHED = "公开的报告不应有未完成的文字"

_UNIT = (
    "(?:人次|件次|批次|百分点|万元|亿元|条(?![例款件目理文])|件(?!件)|次(?![数序日年])|份(?!额)|个(?![人别性体])|项(?!目)|起(?![草来诉])|宗(?!旨)|元|篇(?!幅)|"
    "场(?![所合景])|期(?![间限待刊])|家(?![庭长])|户|名(?![称单义字录])|封(?!闭)|人(?![员民大才事口])|部(?![门分署])|例|页(?!面)|"
    "日(?![常前期报程志])|月(?!度)|天|小时|万人次|%|％)"
)
_END = r"(?:\s*(?:[，。；、,;：:（()）！\n]|$))"
_HAN = "[\u4e00-\u9fff”》）)]"
_WORD = "(?<=[\u4e00-\u9fff])(?<![余多万千百十亿〇零一二三四五六七八九两几数条件家户])"
"""Behind a word that is no numeral."""
_BLANK = "[ \t\u3000\u2002\u2003\u00a0]"


_NUMERALS = "[余多万千百十亿〇零一二三四五六七八九两几数]"
_NOUNS = "申请|征询|交办|转办|结转|督办|转送|来访|来信|信访|举报|投诉|提案|建议|代办|收|来|办|要|文|条|案|事|邮|信|稿|附|证|部|软|硬|快|批|函|原|复印|逐|每|元|零|物|样|课|密|急|零部|撤|退|补|缺|错|欠|结案|归档"
"""Words that are nouns with 件."""


@dataclass(frozen=True)
class Slot:
    """One kind of empty slot: the group ``slot`` of ``pattern`` is what is to be filled in. ``example`` holds one, ``silent`` none.

    ``unless``: words of the clause with which it is none; ``behind``: the words right
    before the place with which it is none; ``beside``: what the sentence must hold for it to be one.
    """

    name: str
    example: str
    silent: str
    pattern: str
    unless: str = ""
    behind: str = ""
    beside: str = ""
    code: str = "text.slot"

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.MULTILINE)


# fmt: off
SLOTS: tuple[Slot, ...] = (
    # ---- marks ----
    Slot("a request to fill in", "（此处填写培训情况）", "信息公开申请表（样式）可下载。",
         r"(?P<slot>[（(](?:文字描述|(?:此处|请)?填写[^（）()\n]{0,20}|待补充|待填|略)[）)]|[【\[［〔](?:请|此处)?(?:填写|填报|数字|数量|单位名称|单位|姓名|日期|年份|名称|地址|电话|内容|部门|XX?|×+)[^】\]］〕\n]{0,10}[】\]］〕])",
         code="text.left_over"),
    Slot("to be settled", "培训情况待定。", "待补充材料的申请2件。", r"(?P<slot>待(?:补充|填写|填报|填|定|核实?|确认|完善))" + r"(?=[，。；、,;）)\n]|$)", code="text.left_over"),
    Slot("crosses", "全年公开信息××条。", "X光片3张。", r"(?P<slot>(?<![A-Za-z0-9])(?:[×╳✕＊*○□]{2,}|(?<![二一三四五六七八九十百])〇{2,}|[XxＸｘ]{2,}(?![A-Za-z])))", code="text.left_over"),
    Slot("a year in part", "202×年公开信息300条。", "2024年公开信息300条。", r"(?P<slot>(?<!\d)(?:20[XxＸｘ×*＊_＿?？]{2}|202[XxＸｘ×*＊_＿?？]|二〇[×XＸ]{2}|20\d?\s?[_＿]+)年?)", code="text.left_over"),
    Slot("one mark before a counting word", "受理申请×件，均已答复。", "新建N95口罩专栏3个。",
         rf"(?<=[\u4e00-\u9fff])(?P<slot>[×XxＸｘNnＮ*＊?？…○□]|…{{1,3}}|\.{{3,6}})(?={_UNIT})"),
    Slot("a line", "全年开展培训__次。", "详见www.a_b.cn", r"(?P<slot>[_＿]{2,})"),
    Slot("an empty bracket", "全年公开信息（ ）条。", "（一）主动公开", r"(?P<slot>[（(][ \t\u3000]*[）)]|[【\[［][ \t\u3000]*[】\]］])"),
    # ---- blanks ----
    Slot("a blank before a counting word", "全年办结申请 件，均按时答复。", "收到申请 3 件。", rf"(?<={_HAN})(?P<slot>{_BLANK}+)(?={_UNIT})(?!次{_BLANK})"),
    Slot("a blank in a date", "截至12月 日，公开信息45条。", "截至12月31日。", rf"(?<=[年月])(?P<slot>{_BLANK}+)(?=[月日](?!常|前|度))"),
    Slot("a blank behind a colon", "联系电话：      。", "内容： 第一条", rf"(?<=[：:])(?P<slot>{_BLANK}{{2,}})(?=[。；，,;]|$)"),
    # ---- nothing ----
    Slot("no number before %", "占比%。", "占12%。", r"(?<=[\u4e00-\u9fff])(?P<slot>)(?=[%％])"),
    Slot("no number before 万", "累计访问量万人次。", "访问量12万人次。", r"(?<=[量数达共到计])(?P<slot>)(?=余?万余?(?:人次|元|条|次|件))"),
    Slot("no number of pieces, twice the word", "其中：申请公开件4件，回复件件。", "做到件件有回音。", rf"(?<=[\u4e00-\u9fff])(?P<slot>)(?=件件{_END})"),
    Slot("nothing was counted of information", "全年主动公开政府信息条。", "认真审核每条信息。",
         rf"{_WORD}(?<!头|线|枝|逐|一|每|几|多|二|两|各|首|第)(?P<slot>)(?=条{_END})"),
    Slot("no times", "全年公开会议信息次。", "开展多场次宣传。",
         rf"{_WORD}(?<!层|多|首|每|档|批|班|逐|场|一|几|二|两|再|其|依|数|各|人|上|本|件|频|主|名)(?P<slot>)(?=次{_END})"),
    Slot("no persons", "邀请代表列席会议人次。", "参训120人次。", rf"{_WORD}(?P<slot>)(?=(?:人次|件次){_END})"),
    Slot("no copies of a document", "全年共制发文件份，均已公开。", "文件一份。", rf"(?:文件|材料|文书|通知|简报|资料|方案)(?P<slot>)(?=[份期]{_END})"),
    Slot("no copies", "推出政策读本份，均已公开。", "今年3月份，完成改版。", rf"{_WORD}(?<!月|身|年|省|每|部|成|股|备|一|各|县|逐)(?P<slot>)(?=份{_END})"),
    Slot("no pieces of writing", "发布解读篇。", "审核每篇。", rf"{_WORD}(?<!每|逐|一|长|短|各|多|两)(?P<slot>)(?=篇{_END})"),
    Slot("no letters", "回复来信封。", "信封", rf"(?:来信|信件|函件)(?P<slot>)(?=封{_END})"),
    Slot("no money", "收取信息处理费元。", "渠道多元。", rf"(?:[费额款共计为]|金额|收入)(?P<slot>)(?=(?:万|亿)?元{_END})"),
    Slot("no issues or meetings", "编发政府公报期。", "定期更新，按期答复。", rf"(?:公报|简报|专刊|访谈|讲座|培训|沙龙)(?P<slot>)(?=[期场次]{_END})"),
    Slot("no press conferences", "召开新闻发布会场，发布解读9篇。", "走进现场。", rf"(?:发布会|座谈会|听证会|推介会|培训会|培训班|活动|会议|宣讲)(?P<slot>)(?=[场次期个]{_END})"),
    Slot("no pieces came in", "共收到政府信息公开申请件，办结3件。", "规范办理申请件，做到有回音。",
         rf"(?:收到|受理|新收|接收|接到|共|累计|合计)(?:(?![，。；的\d未无])[\u4e00-\u9fff、]){{0,20}}(?P<slot>)(?=件{_END})",
         unless=r"收到的|未(?!审结)|无(?!法)|没有|每|\d\s?件$", behind=rf"{_NUMERALS}$|(?:{_NOUNS.removeprefix('申请|')})$"),
    Slot("no pieces of what was done", "本年度主动公开件，废止件，现行有效4件。", "规范办理依申请公开件。",
         rf"(?:主动公开|废止|制发|增加|减少|予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|维持|纠正|行政复议|行政诉讼|行政处罚|行政许可|行政强制|审结|结转|撤诉|的)(?P<slot>)(?=件{_END})",
         unless=r"未(?!审结)|无(?!法)|没有|每|结转件.{0,3}(?:为|系)"),
    Slot("no pieces beside others", "其中自然人件、企业3件。", "其中申请件3件，转办件均已答复。", rf"{_WORD}(?P<slot>)(?=件{_END})", unless=r"未(?!审结)|无(?!法)|没有|规范|做好|对", behind=rf"(?:{_NOUNS})$", beside=r"\d\s?余?件"),
    Slot("no pieces of a deed", "共承办热线工单件，均已办结。", "认真办理群众来访件，按期反馈。",
         rf"(?:共|累计|合计|全年|年内|年度|收到|受理|作出|制发|发生|查处|立案|新增)(?:(?![，。；的])[\u4e00-\u9fff、“”\d]){{0,20}}(?<![余多万千百十亿〇零一二三四五六七八九两几数条\d])(?P<slot>)(?=件{_END})",
         unless=r"未(?!审结)|无(?!法)|没有|规范|做好|对|\d\s?余?件", behind=rf"(?:{_NOUNS})$"),
    Slot("no number where one begins", "其中件属于执法案卷，另有件顺延。", "其中有条件的，对件件有回音。",
         r"(?:其中|另有|其余|不少于|收到|公开了|制发|约|比[上去]年|超过|接到|受理|共有)(?P<slot>)(?=(?:件(?![件])|份(?!额)|条(?![例款件目理])|起(?!草)|场(?!所)|项(?!目))[\u4e00-\u9fff])"),
    Slot("no number of days", "在个工作日内办结。", "在20个工作日内办结。", r"(?<=[\u4e00-\u9fff])(?<![〇零一二三四五六七八九十几多两每数余各])(?P<slot>)(?=个(?:工作日|百分点|自然日))"),
    Slot("no cases", "发生行政复议案件宗。", "案件起诉后", rf"(?:案件|复议|诉讼|申请|处罚|许可|违法行为)(?P<slot>)(?=[宗起]{_END})"),
    Slot("no items, twice the word", "推出网上可办事项项，更加便利。", "各项事项", r"(?<=事项)(?P<slot>)(?=项[，。；、])"),
    Slot("no number of other things beside some", "设专栏个、栏目3个。", "共3个，各个击破。",
         rf"{_WORD}(?<!各|整|一|每|多|几|两|哪|这|那|逐|数|事|专|各|强|选|款|单|国|专|大|商|独|作|厂|发|引|一|掀|兴|提|早|做)(?P<slot>)(?=(?:个|项|家|宗|例|户|起){_END})",
         beside=r"\d\s?(?:个|项|家|宗|例|户|起)", unless=r"事项|各项|多项|专项|逐项|一项|每项|等项|数项|分项|单项|立项|选项|义项|款项|强项|弱项|[国专大商]家|一起|用户|商户|农户|住户|案例|比例|条例|惯例|先例|范例|图例|示例|企业[家户]|各户|入户"),
)
# fmt: on
"""All kinds of empty slots."""

_STOPS = re.compile(r"[。！!\n]")
_BREAKS = re.compile(r"[，。；,;：:！!\n]")


@check(
    "text.left_over",
    "模板里的话没有删掉",
    Severity.WARNING,
    FINISHED,
    "{where}还留着“{said}”。",
    On.TEXT,
    needs=(Need.TEXTS,),
)
def left_overs(context: Context) -> Iterator[Finding]:
    """（文字描述）、【请填写】、XX、××、202×年、待定一类。"""
    yield from _found(context, "text.left_over", "换成实际内容，或者删去。", margin=0)


@check(
    "text.slot",
    "留着空没有填",
    Severity.WARNING,
    FINISHED,
    "{where}有一处空没有填：“{said}”。",
    On.TEXT,
    needs=(Need.TEXTS,),
)
def empty_slots(context: Context) -> Iterator[Finding]:
    """“公开信息条”“办结申请 件”“____”“（ ）”一类：量词前面没有数字。"""
    yield from _found(context, "text.slot", "填上数字或文字。", margin=6)


def _found(context: Context, code: str, advice: str, margin: int) -> Iterator[Finding]:
    for id, text in context.texts.items():
        taken: set[int] = set()
        for start, end in sorted(slots_of(text, code)):
            if any(at in taken for at in range(start, end + 1)):
                continue
            taken.update(range(start, end + 1))
            # a slot of no width is shown by the words around it
            span = Span(id, start, end) if end > start else Span(id, max(0, start - 1), start + 1)
            yield finding(
                code,
                cells=(id,),
                spans=(span,),
                advice=advice,
                where=passages.where(context, id),
                said=passages.around(text, start, end, margin=margin),
            )


_SUSPECT = re.compile(
    rf"[_＿×╳✕＊*○□XxＸｘＮNn？?…]|〇〇|待[补填定核确完]|填写|填报|文字描述|[（(]略|[（(【\[［][ \t\u3000]*[)）\]】］]|[【\[［〔](?:请|数|单|姓|日|年|名|地|电|内|部)|"
    rf"{_HAN}{_BLANK}+{_UNIT}|[年月]{_BLANK}+[月日]|[：:]{_BLANK}{{2}}|[\u4e00-\u9fff](?:[%％]|余?万余?(?:人次|元|条|次|件))|"
    rf"[\u4e00-\u9fff](?:人次|件次|万元|亿元|[条件次份篇封元期场个项家宗例户起]){_END}|"
    r"(?:其中|另有|其余|不少于|收到|公开了|制发|约|比[上去]年|超过|接到|受理|共有)[件份条起场项]|[\u4e00-\u9fff]个(?:工作日|百分点|自然日)"
)
"""What a text must hold to have a slot: one look instead of one for each kind."""


def slots_of(text: str, code: str) -> Iterator[tuple[int, int]]:
    """The places of the empty slots of a text that are told under ``code``."""
    if not _SUSPECT.search(text):
        return
    for slot in SLOTS:
        if slot.code != code:
            continue
        for match in slot.compiled.finditer(text):
            start, end = match.span("slot")
            first = max(
                (m.end() for m in _BREAKS.finditer(text, max(0, start - 40), start)), default=max(0, start - 40)
            )
            stop = _BREAKS.search(text, end, end + 12)
            clause = text[first : stop.start() if stop else end + 12]
            if slot.unless and re.search(slot.unless, clause):
                continue
            if slot.behind and re.search(slot.behind, text[max(0, start - 6) : start]):
                continue
            if slot.beside and not re.search(slot.beside, _sentence(text, start)):
                continue
            yield start, end


def _sentence(text: str, place: int) -> str:
    first = max((m.end() for m in _STOPS.finditer(text, max(0, place - 120), place)), default=max(0, place - 120))
    stop = _STOPS.search(text, place, place + 120)
    return text[first : stop.start() if stop else place + 120]
