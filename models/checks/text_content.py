"""Checks of what each text must say: problems, fees, the length of the overview, 其他处理 explained."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.findings import Finding, Severity, Span
from models.roles import Role
from models.values import show

PROBLEMS = "《条例》第五十条：年度报告应当包括存在的主要问题及改进情况"
FEES = "国办公开办函〔2021〕30号：收取信息处理费情况在“其他需要报告的事项”中报告"
EXPLAINED = "其他处理占比较大的，应说明情形"
LIMIT = "有的地方规定总体情况原则上不超过一千字"

FEES_SINCE = 2021
"""The rules on 信息处理费 are in force since 1 January 2021."""
FEW = 15
"""Characters below which a text about problems says nothing."""
_NO_PROBLEMS = re.compile("(?:无|没有|不存在|未发现)(?:明显|突出|重大|较大|大)?的?问题")
_FEE_WORDS = re.compile("处理费|收费|费用|收取")
_OTHER_WORDS = re.compile("其他处理|其它处理|撤回|撤销申请|其他(情形|情况|类|原因)|（六）3")
_MARKS = re.compile(r"[\s，。、；：！？,.;:!?“”\"（）()]")


@check(
    "text.problems",
    "存在的问题没有内容",
    Severity.ERROR,
    PROBLEMS,
    "“{section}”{how}“{said}”，没有问题和改进情况。",
    On.TEXT,
    needs=(),
)
def problems(context: Context) -> Iterator[Finding]:
    """写“无”或者只有几个字的是错误；两三句话只说没有问题的是提醒；空白的另有一条（text.blank）。"""
    form = context.report.form
    texts = {id: text for id in form.texts_of(Role.PROBLEMS) if (text := context.report.text(id)).strip()}
    whole = "\n".join(texts.values())
    count = len(_MARKS.sub("", whole))
    if texts and (count < FEW or (count < FEW * 4 and _NO_PROBLEMS.search(whole) and "不足" not in whole)):
        first = next(iter(texts))
        yield finding(
            "text.problems",
            severity=None if count < FEW else Severity.WARNING,
            cells=texts,
            spans=[Span(id, 0, len(text)) for id, text in texts.items()],
            advice=form.texts[first].prompt,
            section=passages.where(context, first),
            how="只写了" if count < FEW else "写",
            said=passages.around(whole, 0, len(whole)),
        )


@check(
    "text.fees", "没有报告信息处理费情况", Severity.WARNING, FEES, "“{section}”没有提到信息处理费。", On.TEXT, needs=()
)
def fees(context: Context) -> Iterator[Finding]:
    """没有收取也要写明（2021年度起）。写了就不管写在哪一句；表二的行政事业性收费不是信息处理费，不相比较。"""
    if (context.report.year or FEES_SINCE) < FEES_SINCE:
        return
    texts = {id: context.texts[id] for id in context.report.form.texts_of(Role.FEE) if id in context.texts}
    if texts and not any(map(_FEE_WORDS.search, texts.values())):
        first = next(iter(texts))
        yield finding(
            "text.fees",
            cells=(first,),
            advice="写明收取的金额；没有收取的，写“未收取信息处理费”。",
            section=passages.where(context, first),
        )


@check("text.length", "总体情况偏长", Severity.INFO, LIMIT, "总体情况有{count}字，超过{limit}字。", On.TEXT)
def length(context: Context) -> Iterator[Finding]:
    """字数上限是一项设置；各分项合计，空白不计。"""
    ids = [id for id in context.report.form.texts_of(Role.OVERVIEW) if id in context.texts]
    count = sum(len("".join(context.texts[id].split())) for id in ids)
    limit = context.settings.overview_limit
    if count > limit:
        yield finding("text.length", cells=ids, advice="删去与政府信息公开无关的内容。", count=count, limit=limit)


@check(
    "t3.other",
    "其他处理中的“其他”偏多",
    Severity.WARNING,
    EXPLAINED,
    "{cell}有{other}件，占（七）总计{total}件的{percent}%，文字和表注都没有说明。",
    On.TEXT,
    needs=(Need.FIGURES,),
)
def unexplained_other(context: Context) -> Iterator[Finding]:
    """超过（七）总计的20%且不少于10件，而文字、表注、备注都不解释的；2019年格式看“（六）其他处理”。"""
    form, figures = context.report.form, context.figures
    cells = form.amount(Role.UNSPECIFIED) or form.amount(Role.OTHER_RESULTS)
    concluded = form.amount(Role.CONCLUDED)
    if not cells or not figures.readable((*cells, *concluded)):
        return
    other, total = figures.add(cells), figures.add(concluded)
    if other < 10 or other * 5 <= total:
        return
    notes = (text for prefix in ("note", "remark") for _, text in context.report.under(prefix))
    if any(_OTHER_WORDS.search(text) for text in (*context.texts.values(), *notes)):
        return
    yield finding(
        "t3.other",
        cells=cells,
        parts=concluded,
        advice="核对能否归入前面各项；不能的，在总体情况或表注中说明是什么情形。",
        cell=form.cells[cells[0]].name,
        other=show(other),
        total=show(total),
        percent=f"{other * 100 / total:.1f}",
    )
