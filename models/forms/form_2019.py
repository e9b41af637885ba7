"""The form of 国办公开办函〔2019〕60号 (on trial), for the reports of 2019 and 2020."""

from __future__ import annotations

from models.form import Block, Form, Kind, Node, Role, Section, Table
from models.forms import form_2021
from models.forms.shared import ARTICLE_20, ARTICLE_50, TITLES, applications, cases

NOTICE = "国办公开办函〔2019〕60号"

# fmt: off
DOCUMENTS = (
    Node("made",      "本年新制作数量", role=Role.MADE,      help="本年新制作的数量。"),
    Node("disclosed", "本年新公开数量", role=Role.DISCLOSED, help="本年新公开的数量。"),
    Node("total",     "对外公开总数量",                      help="对外公开的总数量，不是前两列之和。"),
)
PREVIOUS  = Node("previous",  "上一年项目数量", help="上一年的项目数量。")
CHANGE    = Node("change",    "本年增/减",      help="本年比上一年增减的项目数量，减少填负数。", kind=Kind.SIGNED)
DECISIONS = Node("decisions", "处理决定数量",   help="处理决定的数量。", role=Role.DECISIONS)
PURCHASES = (
    Node("projects", "采购项目数量", help="采购项目的数量。"),
    Node("amount",   "采购总金额",   help="采购总金额，单位万元，可带小数。", kind=Kind.AMOUNT, role=Role.AMOUNT),
)

DISCLOSURE = Table(
    id="t2", number="表二", role=Role.DISCLOSURE, basis=ARTICLE_20, blocks=(
        Block(title="第二十条第（一）项", corner="信息内容", columns=DOCUMENTS, rows=(
            Node("regulations", "规章",                 role=Role.REGULATIONS, help="规章。"),
            Node("normative",   "规范性文件",           role=Role.NORMATIVE,   help="规范性文件。"),
        )),
        Block(title="第二十条第（五）项", corner="信息内容", columns=(PREVIOUS, CHANGE, DECISIONS), rows=(
            Node("licensing",   "行政许可",             role=Role.LICENSING,   help="行政许可。"),
            Node("services",    "其他对外管理服务事项", role=Role.SERVICES,    help="其他对外管理服务事项。"),
        )),
        Block(title="第二十条第（六）项", corner="信息内容", columns=(PREVIOUS, CHANGE, DECISIONS), rows=(
            Node("penalty",     "行政处罚",             role=Role.PENALTY,     help="行政处罚。"),
            Node("coercion",    "行政强制",             role=Role.COERCION,    help="行政强制。"),
        )),
        Block(title="第二十条第（八）项", corner="信息内容", columns=(PREVIOUS, CHANGE), rows=(
            Node("fees",        "行政事业性收费",       role=Role.CHARGES,     help="行政事业性收费项目。"),
        )),
        Block(title="第二十条第（九）项", corner="信息内容", columns=PURCHASES, rows=(
            Node("procurement", "政府集中采购",         role=Role.PROCUREMENT, help="政府集中采购。"),
        )),
    ),
)

OTHER = Node("other", "（六）其他处理", role=Role.OTHER_RESULTS, help="不属于以上各项的其他处理。每件已答复的申请只计入一个结果行。",
             words="其他处理类 其它处理 作其他处理 作出其他处理 作其他处理类")

FORM = Form(
    id="2019",
    title="政府信息公开工作年度报告（2019年试行格式）",
    basis=NOTICE,
    since=2019,
    preamble=form_2021.FORM.preamble,
    sections=(
        form_2021.FORM.sections[0],
        Section("二", "主动公开政府信息情况", table=DISCLOSURE, words=TITLES[Role.DISCLOSURE]),
        Section("三", "收到和处理政府信息公开申请情况", table=applications(NOTICE, OTHER), words=TITLES[Role.APPLICATIONS]),
        Section("四", "政府信息公开行政复议、行政诉讼情况", table=cases(), words=TITLES[Role.CASES]),
        Section("五", "政府信息公开工作存在的主要问题及改进情况", role=Role.PROBLEMS, basis=ARTICLE_50, words=TITLES[Role.PROBLEMS],
                prompt="本年度的问题和改进，不能与上年雷同。"),
        Section("六", "其他需要报告的事项", role=Role.FEE, basis=ARTICLE_50, words=TITLES[Role.FEE],
                prompt="上面各部分没有说到的事项；没有的，写明没有。"),
    ),
)
# fmt: on
