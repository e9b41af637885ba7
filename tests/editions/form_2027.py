"""A synthetic edition: what a notice of 2027 could change, declared as the editions of models/forms are.

Put beside them it is all that a new edition takes. Against 2021 it has one more result row (申请人撤回申请), one more column
in each group of table 4 (调解), a fifth table with sums of its own in a new section, and the two last sections shifted by it.
"""

from __future__ import annotations

from models.form import Balance, Block, Form, Node, Role, Section, Table
from models.forms import form_2021
from models.forms.shared import ARTICLE_50, OUTCOMES, TITLES, applications, cases

NOTICE = "国办公开办函〔2027〕1号"

# fmt: off
OTHER = Node("other", "（六）其他处理", role=Role.OTHER_RESULTS, help="不属于以上各项的其他处理，按情形逐件计入。", children=(
    *form_2021.OTHER.children[:2],
    Node("withdrawn", "3.申请人撤回申请"),
    Node("other",     "4.其他", role=Role.UNSPECIFIED),
))

MEDIATED = Node("mediated", "调解\n结案", help="以调解结案的案件。")

TRAINING = Table(
    id="t5", number="表五", basis=ARTICLE_50, sum_basis=f"{NOTICE} 表五", blocks=(
        Block(corner="培训情况", columns=(
            Node("first",   "上半年", help="上半年参加培训的人次。"),
            Node("second",  "下半年", help="下半年参加培训的人次。"),
            Node("total",   "全年合计", help="上半年、下半年之和（自动计算）。", total=True),
        ), rows=(
            Node("", "按方式分", name="", children=(
                Node("online",  "线上培训人次", help="线上培训的人次。"),
                Node("offline", "线下培训人次", help="线下培训的人次。"),
                Node("total",   "培训人次合计", help="线上、线下之和（自动计算）。", total=True),
            )),
            Node("", "按举办单位分", name="", children=(
                Node("own",     "本级举办人次", help="由本级举办的培训的人次。"),
                Node("others",  "下级举办人次", help="由下级举办的培训的人次。"),
            )),
        )),
    ),
    balances=(Balance(left=("online", "offline"), right=("own", "others")),),
)

FORM = Form(
    id="2027",
    title="政府信息公开工作年度报告（2027年格式）",
    basis=NOTICE,
    since=2027,
    preamble=form_2021.FORM.preamble,
    sections=(
        *form_2021.FORM.sections[:2],
        Section("三", "收到和处理政府信息公开申请情况", table=applications(NOTICE, OTHER), words=TITLES[Role.APPLICATIONS]),
        Section("四", "政府信息公开行政复议、行政诉讼情况", words=TITLES[Role.CASES],
                table=cases((*OUTCOMES[:2], MEDIATED, *OUTCOMES[2:]))),
        Section("五", "政府信息公开培训情况", table=TRAINING),
        Section("六", "存在的主要问题及改进情况", role=Role.PROBLEMS, basis=ARTICLE_50, words=TITLES[Role.PROBLEMS],
                prompt="本年度的问题和改进，不能与上年雷同。"),
        Section("七", "其他需要报告的事项", role=Role.FEE, basis=ARTICLE_50, words=TITLES[Role.FEE],
                prompt="收取信息处理费情况在此处报告，没有收取也要写明。"),
    ),
)
# fmt: on
