"""What the editions of 2019 and 2021 have in common: the applicants and results of table 3, the whole of table 4."""

from __future__ import annotations

from models.form import Balance, Block, Node, Table

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
APPLICANTS = (
    Node("", "申请人情况", name="", children=(
        Node("natural", "自然人", help="自然人提出的申请。"),
        Node("", "法人或其他组织", name="", help="法人或其他组织提出的申请，按申请人类别计入一列。", children=(
            Node("business",  "商业\n企业"),
            Node("research",  "科研\n机构"),
            Node("nonprofit", "社会公益组织"),
            Node("legal",     "法律服务机构"),
            Node("other",     "其他"),
        )),
        Node("total", "总计", total=True, help="自然人与法人或其他组织五类之和（自动计算）。"),
    )),
)

RESULTS = (
    Node("granted", "（一）予以公开", help=f"予以公开的申请。{ONE_RESULT}"),
    Node("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", help=PARTIAL, name="（二）部分公开"),
    Node("denied", "（三）不予公开", help=DENIED, children=(
        Node("secret",      "1.属于国家秘密"),
        Node("law",         "2.其他法律行政法规禁止公开"),
        Node("safety",      "3.危及“三安全一稳定”",           help=f"{SAFETY}{ONE_RESULT}"),
        Node("third_party", "4.保护第三方合法权益"),
        Node("internal",    "5.属于三类内部事务信息",         help=f"{INTERNAL}{ONE_RESULT}"),
        Node("process",     "6.属于四类过程性信息",           help=f"{PROCESS}{ONE_RESULT}"),
        Node("case_file",   "7.属于行政执法案卷",             help=f"{CASE_FILE}{ONE_RESULT}"),
        Node("inquiry",     "8.属于行政查询事项",             help=f"{INQUIRY}{ONE_RESULT}"),
    )),
    Node("unable", "（四）无法提供", help=UNABLE, children=(
        Node("not_held",    "1.本机关不掌握相关政府信息"),
        Node("not_made",    "2.没有现成信息需要另行制作"),
        Node("unclear",     "3.补正后申请内容仍不明确"),
    )),
    Node("rejected", "（五）不予处理", help=REJECTED, children=(
        Node("petition",    "1.信访举报投诉类申请"),
        Node("repeat",      "2.重复申请"),
        Node("publication", "3.要求提供公开出版物"),
        Node("excessive",   "4.无正当理由大量反复申请"),
        Node("reconfirm",   "5.要求行政机关确认或重新出具已获取信息"),
    )),
)

CASES_HELP = "统计本年度审结的案件（按结果）和尚未审结的案件。是否包含上年结转的案件各地做法不同，可在表下加注说明。"
SUIT_HELP  = f"{CASES_HELP}复议机关作共同被告的，只由原行为机关统计（国办公开办函〔2016〕201号）。"

OUTCOMES = (
    Node("upheld",    "结果\n维持", help="审结且结果维持的案件。"),
    Node("corrected", "结果\n纠正", help="审结且结果纠正的案件。"),
    Node("other",     "其他\n结果", help="以其他结果审结的案件。"),
    Node("pending",   "尚未\n审结", help="尚未审结的案件。"),
    Node("total",     "总计",       help="结果维持、结果纠正、其他结果、尚未审结之和（自动计算）。", total=True),
)
# fmt: on


def applications(notice: str, other: Node) -> Table:
    """Table 3; the editions differ in the rows of （六）其他处理 only."""
    rows = (
        Node("new", "一、本年新收政府信息公开申请数量", help="本年新收到的政府信息公开申请件数。"),
        Node(
            "carried_in",
            "二、上年结转政府信息公开申请数量",
            help="等于上一年度报告中“四、结转下年度继续办理”的数字，逐列相等。",
        ),
        Node(
            "",
            "三、本年度办理结果",
            name="",
            children=(
                *RESULTS,
                other,
                Node("total", "（七）总计", total=True, help="本年度内办结的申请，即以上各结果行之和（自动计算）。"),
            ),
        ),
        Node("carried_out", "四、结转下年度继续办理", help="截至12月31日仍在办理的申请。"),
    )
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    return Table(
        id="t3",
        number="表三",
        basis=ARTICLE_50,
        sum_basis=f"{notice} 表三{corner}",
        balances=(Balance(left=("new", "carried_in"), right=("total", "carried_out")),),
        blocks=(Block(columns=APPLICANTS, rows=rows, corner=corner),),
    )


def cases(notice: str) -> Table:
    """Table 4: one row of figures."""
    columns = (
        Node("review", "行政复议", help=CASES_HELP, children=OUTCOMES),
        Node(
            "",
            "行政诉讼",
            name="",
            help=SUIT_HELP,
            children=(
                Node("direct", "未经复议直接起诉", help=SUIT_HELP, children=OUTCOMES),
                Node("after_review", "复议后起诉", help=SUIT_HELP, children=OUTCOMES),
            ),
        ),
    )
    return Table(
        id="t4",
        number="表四",
        basis=ARTICLE_50,
        sum_basis=f"{notice} 表四“总计”列",
        blocks=(Block(columns=columns, rows=(Node("", ""),)),),
    )
