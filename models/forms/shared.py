"""What the editions of 2019 and 2021 have in common: the applicants and results of table 3, the whole of table 4."""

from __future__ import annotations

from models.form import Balance, Block, Node, Role, Table

ARTICLE_20 = "《中华人民共和国政府信息公开条例》第二十条"
ARTICLE_50 = "《中华人民共和国政府信息公开条例》第五十条"

ONE_RESULT = "每件已答复的申请只计入一个结果行；本项计本年度内办结的申请。"
DENIED = f"不予公开的申请，按理由逐件计入。{ONE_RESULT}"
UNABLE = f"无法提供的申请，按原因逐件计入。{ONE_RESULT}"
REJECTED = f"不予处理的申请，按情形逐件计入。{ONE_RESULT}"
SAFETY = "三安全一稳定：国家安全、公共安全、经济安全、社会稳定（条例第十四条）。"
INTERNAL = "三类内部事务信息：人事管理、后勤管理、内部工作流程（条例第十六条）。"
PROCESS = "四类过程性信息：讨论记录、过程稿、磋商信函、请示报告（条例第十六条）。"
CASE_FILE = "行政执法案卷信息（条例第十六条）。"
INQUIRY = "另有登记查询等办理程序的事项。"
PARTIAL = f"作区分处理的申请只计这一情形，不计其他情形。{ONE_RESULT}"

# fmt: off
TITLES = {
    Role.OVERVIEW:     "概述 概况 总体概况 基本情况 总体工作情况 工作总体情况 总体情况概述",
    Role.DISCLOSURE:   "主动公开情况 主动公开政府信息的情况 政府信息主动公开情况 主动公开信息情况",
    Role.APPLICATIONS: "依申请公开政府信息情况 政府信息公开申请办理情况 依申请公开情况 收到和处理政府信息公开申请的情况",
    Role.CASES:        "行政复议行政诉讼情况 因政府信息公开工作被申请行政复议提起行政诉讼情况 政府信息公开行政复议诉讼情况",
    Role.PROBLEMS:     "存在问题及改进措施 存在的主要问题及整改措施 存在的问题及改进情况 存在的主要问题和改进情况",
    Role.FEE:          "其他事项 需要报告的其他事项 其他需要说明的事项 其他需报告事项",
}
"""Titles in use for a section beside its own."""

APPLICANTS = (
    Node("", "申请人情况", name="", children=(
        Node("natural", "自然人", role=Role.NATURAL, help="自然人提出的申请。",
             words="公民 个人 公民个人"),
        Node("", "法人或其他组织", name="", role=Role.ORGANIZATIONS, help="法人或其他组织提出的申请，按申请人类别计入一列。",
             words="法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织 法人组织 法人", children=(
            Node("business",  "商业\n企业",   role=Role.BUSINESS,  words="企业 企业法人 公司企业"),
            Node("research",  "科研\n机构",   role=Role.RESEARCH),
            Node("nonprofit", "社会公益组织", role=Role.NONPROFIT, words="公益组织"),
            Node("legal",     "法律服务机构", role=Role.LEGAL,     words="律师事务所"),
            Node("other",     "其他",         role=Role.OTHER_ORGANIZATIONS),
        )),
        Node("total", "总计", total=True, help="自然人与法人或其他组织五类之和（自动计算）。"),
    )),
)

RESULTS = (
    Node("granted", "（一）予以公开", role=Role.GRANTED, help=f"予以公开的申请。{ONE_RESULT}",
         words="同意公开 公开类 予以公开类 全部公开 全部予以公开"),
    Node("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", name="（二）部分公开", role=Role.PARTIAL, help=PARTIAL,
         words="同意部分公开 部分公开类 予以部分公开 部分予以公开 区分处理"),
    Node("denied", "（三）不予公开", role=Role.DENIED, help=DENIED,
         words="不予公开类 不同意公开 不公开 决定不予公开", children=(
        Node("secret",      "1.属于国家秘密",             role=Role.SECRET,
             words="国家秘密 涉及国家秘密 涉密"),
        Node("law",         "2.其他法律行政法规禁止公开", role=Role.LAW,
             words="其他法律、行政法规禁止公开 法律行政法规禁止公开 法律、行政法规禁止公开 法律法规禁止公开"),
        Node("safety",      "3.危及“三安全一稳定”",       role=Role.SAFETY,      help=f"{SAFETY}{ONE_RESULT}",
             words="三安全一稳定 “三安全一稳定” 危及三安全一稳定"),
        Node("third_party", "4.保护第三方合法权益",       role=Role.THIRD_PARTY,
             words="第三方合法权益 涉及第三方合法权益 第三方权益 侵害第三方合法权益"),
        Node("internal",    "5.属于三类内部事务信息",     role=Role.INTERNAL,    help=f"{INTERNAL}{ONE_RESULT}",
             words="内部事务信息 三类内部事务信息 属于内部事务信息 内部事务"),
        Node("process",     "6.属于四类过程性信息",       role=Role.PROCESS,     help=f"{PROCESS}{ONE_RESULT}",
             words="过程性信息 四类过程性信息 属于过程性信息"),
        Node("case_file",   "7.属于行政执法案卷",         role=Role.CASE_FILE,   help=f"{CASE_FILE}{ONE_RESULT}",
             words="行政执法案卷 行政执法案卷信息 执法案卷 属于行政执法案卷信息"),
        Node("inquiry",     "8.属于行政查询事项",         role=Role.INQUIRY,     help=f"{INQUIRY}{ONE_RESULT}",
             words="行政查询事项 行政查询"),
    )),
    Node("unable", "（四）无法提供", role=Role.UNABLE, help=UNABLE,
         words="无法提供类 不能提供", children=(
        Node("not_held",    "1.本机关不掌握相关政府信息", role=Role.NOT_HELD,
             words="本机关不掌握 不掌握相关政府信息 不掌握 不掌握信息 不掌握相关信息 不掌握该信息 信息不存在 政府信息不存在 本机关不掌握的"),
        Node("not_made",    "2.没有现成信息需要另行制作", role=Role.NOT_MADE,
             words="没有现成信息 需要另行制作 需另行制作 没有现成信息需另行制作 需要加工制作 需加工制作 需要加工分析 需要另行加工制作"),
        Node("unclear",     "3.补正后申请内容仍不明确",   role=Role.UNCLEAR,
             words="补正后仍不明确 补正后内容仍不明确 申请内容仍不明确 申请内容不明确"),
    )),
    Node("rejected", "（五）不予处理", role=Role.REJECTED, help=REJECTED,
         words="不予处理类", children=(
        Node("petition",    "1.信访举报投诉类申请",       role=Role.PETITION,
             words="信访举报投诉类 信访、举报、投诉类申请 信访投诉举报类 信访举报投诉 信访投诉类 信访、举报、投诉类 信访投诉举报类申请 信访类"),
        Node("repeat",      "2.重复申请",                 role=Role.REPEAT,
             words="重复申请类 重复提出申请"),
        Node("publication", "3.要求提供公开出版物",       role=Role.PUBLICATION,
             words="要求提供公开出版物的申请 公开出版物"),
        Node("excessive",   "4.无正当理由大量反复申请",   role=Role.EXCESSIVE,
             words="大量反复申请 无正当理由大量反复提出申请"),
        Node("reconfirm",   "5.要求行政机关确认或重新出具已获取信息", role=Role.RECONFIRM,
             words="确认或重新出具已获取信息 要求行政机关确认或重新出具已获取信息的申请 重新出具已获取信息 要求确认或重新出具已获取信息"),
    )),
)

CASES_HELP = "统计本年度审结的案件（按结果）和尚未审结的案件。是否包含上年结转的案件各地做法不同，可在表下加注说明。"
SUIT_HELP  = f"{CASES_HELP}复议机关作共同被告的，只由原行为机关统计（国办公开办函〔2016〕201号）。"

OUTCOMES = (
    Node("upheld",    "结果\n维持", role=Role.UPHELD,        help="审结且结果维持的案件。",
         words="维持 维持决定 作出维持决定 予以维持 判决维持 维持原行政行为 维持具体行政行为 维持具体行政行为或驳回原告诉讼请求 "
               "维持原具体行政行为 驳回诉讼请求 驳回原告诉讼请求"),
    Node("corrected", "结果\n纠正", role=Role.CORRECTED,     help="审结且结果纠正的案件。",
         words="纠正 予以纠正 被纠正 纠错"),
    Node("other",     "其他\n结果", role=Role.OTHER_OUTCOME, help="以其他结果审结的案件。",
         words="结果为其他"),
    Node("pending",   "尚未\n审结", role=Role.PENDING,       help="尚未审结的案件。",
         words="未审结 尚未审理终结 正在审理 尚在审理 未结 仍未审结 尚在审理中 正在审理中"),
    Node("total",     "总计",       help="结果维持、结果纠正、其他结果、尚未审结之和（自动计算）。", total=True),
)
# fmt: on


def applications(notice: str, other: Node) -> Table:
    """Table 3; the editions differ in the rows of （六）其他处理 only."""
    rows = (
        Node("new", "一、本年新收政府信息公开申请数量", role=Role.RECEIVED, help="本年新收到的政府信息公开申请件数。"),
        Node(
            "carried_in",
            "二、上年结转政府信息公开申请数量",
            role=Role.CARRIED_IN,
            help="等于上一年度报告中“四、结转下年度继续办理”的数字，逐列相等。",
        ),
        Node(
            "",
            "三、本年度办理结果",
            name="",
            role=Role.RESULTS,
            children=(
                *RESULTS,
                other,
                Node(
                    "total",
                    "（七）总计",
                    total=True,
                    role=Role.CONCLUDED,
                    help="本年度内办结的申请，即以上各结果行之和（自动计算）。",
                ),
            ),
        ),
        Node("carried_out", "四、结转下年度继续办理", role=Role.CARRIED_OUT, help="截至12月31日仍在办理的申请。"),
    )
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    return Table(
        id="t3",
        number="表三",
        role=Role.APPLICATIONS,
        basis=ARTICLE_50,
        sum_basis=f"{notice} 表三{corner}",
        balances=(
            Balance(left=("new", "carried_in"), right=("total", "carried_out"), said=("一＋二", "三（七）总计＋四")),
        ),
        blocks=(Block(columns=APPLICANTS, rows=rows, corner=corner),),
    )


def cases(outcomes: tuple[Node, ...] = OUTCOMES) -> Table:
    """Table 4: one row of figures, the same outcomes for review and for both kinds of suits."""
    columns = (
        Node("review", "行政复议", role=Role.REVIEW, help=CASES_HELP, children=outcomes),
        Node(
            "",
            "行政诉讼",
            name="",
            role=Role.SUITS,
            help=SUIT_HELP,
            children=(
                Node("direct", "未经复议直接起诉", role=Role.DIRECT, help=SUIT_HELP, children=outcomes),
                Node("after_review", "复议后起诉", role=Role.AFTER_REVIEW, help=SUIT_HELP, children=outcomes),
            ),
        ),
    )
    return Table(
        id="t4",
        number="表四",
        role=Role.CASES,
        basis=ARTICLE_50,
        blocks=(Block(columns=columns, rows=(Node("", ""),)),),
    )
