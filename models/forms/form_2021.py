"""The form of 国办公开办函〔2021〕30号, for reports of 2021 and later."""

from __future__ import annotations

from models.form import Block, Form, Kind, Node, Part, Role, Section, Table
from models.forms.shared import ARTICLE_20, ARTICLE_50, TITLES, applications, cases

NOTICE = "国办公开办函〔2021〕30号"

# fmt: off
DOCUMENTS = (
    Node("made",     "本年制发件数", role=Role.MADE,
         help="本年制发的件数。有的地方把修订计为制发，并加注说明。"),
    Node("repealed", "本年废止件数", role=Role.REPEALED,
         help="本年废止的件数。有的地方把自然失效计为废止，并加注说明。"),
    Node("in_force", "现行有效件数", role=Role.IN_FORCE,
         help="现行有效的件数：上年现行有效 + 本年制发 − 本年废止。"),
)
DECISIONS = (
    Node("decisions", "本年处理决定数量", role=Role.DECISIONS,
         help="本年全部处理决定，依法公开和依法不公开的都计（武政办发〔2025〕54号，地方口径）。"),
)
FEES = (
    Node("amount", "本年收费金额（单位：万元）", kind=Kind.AMOUNT, role=Role.AMOUNT,
         help="本年收费金额，单位万元，可带小数。这里是全部法定收费，不是第六部分的信息处理费（单位元）。"),
)
DOCUMENTS_HELP = "会同同级司法行政部门填写。"

DISCLOSURE = Table(
    id="t2", number="表二", role=Role.DISCLOSURE, basis=ARTICLE_20, blocks=(
        Block(title="第二十条第（一）项", corner="信息内容", columns=DOCUMENTS, rows=(
            Node("regulations", "规章",           role=Role.REGULATIONS, help=f"规章。{DOCUMENTS_HELP}"),
            Node("normative",   "行政规范性文件", role=Role.NORMATIVE,   help=f"行政规范性文件。{DOCUMENTS_HELP}"),
        )),
        Block(title="第二十条第（五）项", corner="信息内容", columns=DECISIONS, rows=(
            Node("licensing",   "行政许可",       role=Role.LICENSING,   help="行政许可的处理决定。"),
        )),
        Block(title="第二十条第（六）项", corner="信息内容", columns=DECISIONS, rows=(
            Node("penalty",     "行政处罚",       role=Role.PENALTY,     help="行政处罚的处理决定。"),
            Node("coercion",    "行政强制",       role=Role.COERCION,    help="行政强制的处理决定。"),
        )),
        Block(title="第二十条第（八）项", corner="信息内容", columns=FEES, rows=(
            Node("fees",        "行政事业性收费", role=Role.CHARGES,     help="行政事业性收费。"),
        )),
    ),
)

OTHER = Node("other", "（六）其他处理", role=Role.OTHER_RESULTS, help="不属于以上各项的其他处理，按情形逐件计入。",
             words="其他处理类 其它处理 作其他处理 作出其他处理 作其他处理类", children=(
    Node("no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
         name="1.逾期不补正", role=Role.NO_CORRECTION,
         words="逾期不补正 申请人无正当理由逾期不补正 无正当理由逾期不补正 逾期未补正"),
    Node("no_fee",        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
         name="2.逾期未缴费", role=Role.NO_FEE,
         words="逾期未缴费 逾期未按收费通知要求缴纳费用 申请人逾期未按收费通知要求缴纳费用 逾期未缴纳费用"),
    Node("other",         "3.其他", role=Role.UNSPECIFIED, was="other"),
))

FORM = Form(
    id="2021",
    title="政府信息公开工作年度报告（2021年格式）",
    basis=NOTICE,
    since=2021,
    preamble=Part("preamble", "引言", "编制依据、统计期限、下载网址、联系方式。可不写。"),
    sections=(
        Section("一", "总体情况", role=Role.OVERVIEW, basis=ARTICLE_50, prompt="总的介绍，然后分五个方面。",
                words=TITLES[Role.OVERVIEW], parts=(
            Part("一.1", "主动公开",             "主动公开了哪些政府信息、多少条。",
                 role=Role.PROACTIVE,   words="主动公开"),
            Part("一.2", "依申请公开",           "收到和答复的申请数量，应与表三一致；复议诉讼应与表四一致。",
                 role=Role.ON_REQUEST,  words="依申请 申请公开"),
            Part("一.3", "政府信息管理",         "政府信息管理方面做了什么。",
                 role=Role.MANAGEMENT,  words="信息管理 政府信息资源 规范管理"),
            Part("一.4", "政府信息公开平台建设", "政府网站、政务新媒体、政府公报等平台建设情况。",
                 role=Role.PLATFORM,    words="平台建设 平台 公开渠道"),
            Part("一.5", "监督保障",             "监督保障情况；政府还应写明工作考核、社会评议和责任追究结果。",
                 role=Role.SUPERVISION, words="监督 保障"),
        )),
        Section("二", "主动公开政府信息情况", table=DISCLOSURE, words=TITLES[Role.DISCLOSURE]),
        Section("三", "收到和处理政府信息公开申请情况", table=applications(NOTICE, OTHER), words=TITLES[Role.APPLICATIONS]),
        Section("四", "政府信息公开行政复议、行政诉讼情况", table=cases(), words=TITLES[Role.CASES]),
        Section("五", "存在的主要问题及改进情况", role=Role.PROBLEMS, basis=ARTICLE_50, words=TITLES[Role.PROBLEMS],
                prompt="本年度的问题和改进，不能与上年雷同。"),
        Section("六", "其他需要报告的事项", role=Role.FEE, basis=ARTICLE_50, words=TITLES[Role.FEE],
                prompt="收取信息处理费情况在此处报告，没有收取也要写明。"),
    ),
)
# fmt: on
