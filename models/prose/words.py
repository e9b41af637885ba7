"""The words by which official prose says what a number counts, as tables; and the lexer made of them.

A word belongs to one ``Kind`` and has a key. What stands in no table is ``OTHER``: a number beside it counts something that
the form does not ask for. Longer words win: 行政许可申请 is no licence, 未经复议 no denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache

from models.form import Form, plain
from models.forms import FORMS
from models.prose.numerals import Numeral, Skipped, find_numbers, has_number


class Kind(IntEnum):  # integers, because a set of them is asked for every token
    NUMBER = auto()
    OBJECT = auto()  # what is counted: applications, cases, documents, decisions
    ACTION = auto()  # what was done with it
    RESULT = auto()  # a result row of table 3
    OUTCOME = auto()  # a column of table 4
    APPLICANT = auto()  # a column of table 3
    ROLL = auto()  # carried from or to a year, which a YEAR says
    YEAR = auto()  # last, this, next, other
    CHANGE = auto()  # up, down (per cent); more, less
    AGAINST = auto()  # a comparison begins
    SHARE = auto()
    NOT = auto()
    PART = auto()  # 其中: what follows are parts of what was said
    EACH = auto()  # 分别: the numbers follow the things in order
    TOTAL = auto()  # 共: the number counts what was just said
    REST = auto()  # 其他: another of what was told last
    AMOUNT = auto()  # 数量: the thing named is counted as it came in
    BODY = auto()  # whose numbers: whole, area, office, units
    FOREIGN = auto()  # the number beside it counts something else
    GLUE = auto()  # carries no meaning here
    AND = auto()
    COMMA = auto()
    STOP = auto()
    OPEN = auto()
    CLOSE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    key: str
    start: int
    end: int
    numeral: Numeral | None = None


# fmt: off
WORDS: dict[Kind, dict[str, str]] = {
    Kind.OBJECT: {
        "requests":     "申请 申请件 政府信息公开申请 信息公开申请 政府信息公开的申请 信息公开的申请 公开申请 书面申请 政府信息申请 依申请 依申请公开 依申请公开申请 "
                        "依申请公开事项 依申请公开信件 依申请公开件 依申请公开信息 依申请公开政府信息 依申请信息公开 申请公开政府信息 公开政府信息的申请 公开政府信息申请 "
                        "信息公开申请件 政府信息公开申请件 政府信息公开申请书 申请书 政府信息公开申请事项 政府信息公开申请数 相关信件 申请公开信息 依申请公开需求 信息公开需求 政府信息公开需求 行政处罚信息公开申请",
        "review":       "行政复议 复议 行政复议申请 复议申请 行政复议案件 复议案件 复议案",
        "suits":        "行政诉讼 诉讼 行政诉讼案件 诉讼案件 行政应诉 行政应诉案件 诉讼案",
        "direct":       "未经复议 未经行政复议 未经复议起诉 未经复议直接起诉 直接起诉 未经行政复议直接起诉 未经复议直接提起诉讼 未经复议直接提起行政诉讼 直接提起诉讼",
        "after_review": "复议后起诉 经复议后起诉 复议后提起诉讼 复议后提起行政诉讼 经复议后提起诉讼 复议后诉讼",
        "cases":        "复议诉讼 行政复议诉讼 复议诉讼案件 行政复议诉讼案件 复议应诉 行政复议应诉案件",
        "regulations":  "规章 政府规章 行政规章 部门规章 市政府规章",
        "normative":    "规范性文件 行政规范性文件",
        "licensing":    "行政许可 行政许可决定 许可决定 行政许可事项决定 许可事项 行政许可事项 行政许可案件 行政许可办件",
        "penalty":      "行政处罚 行政处罚决定 处罚决定 行政处罚案件 处罚案件 行政处罚决定书 行政处罚事项",
        "coercion":     "行政强制 行政强制决定 行政强制措施 强制措施 行政强制执行 行政强制案件 强制决定 行政强制事项",
        "fees":         "行政事业性收费 行政事业性收费金额 事业性收费",
    },
    Kind.ACTION: {
        "new":          "新收 新收到 新增 新受理 新接收 本年新收 本年度新收",
        "received":     "收到 接到 受理 接收 收悉 接收到 接受 收到并受理 受理并答复 受理并办结 受理办结 申请量 受理量 收件量 申请总量 收到量 申请数 申请总数 申请数量 提出",
        "carried_in":   "上年结转 上年度结转 上一年结转 上一年度结转 去年结转 上年遗留 结转上年 往年结转 结转自上年 结转自上年度",
        "due":          "需办理 应办理 应办 需处理",
        "handled":      "办理 处理 办件 办件量 办理量 办件总量",
        "answered":     "办结 结案 答复 已办结 回复 办理答复 办理完毕 审结 答复量 办结量 答复办结 予以答复 作出答复 办复",
        "carried_out":  "结转下年 结转下年度 结转下一年度 结转下年度继续办理 结转下年办理 结转至下年 结转至下年度 结转至下一年度 尚在办理 正在办理 仍在办理 尚在办理中 正在办理中 未办结 "
                        "转下年度 转下年 结转到下年度 尚未办结 结转次年 结转至次年 在下一年度继续办理 转下年度办理 顺延到下年度 顺延至下年度 延至下年度 跨年办理 跨年度办理 转入下年度",
        "made":         "制发 制定 印发 出台 新制定 新出台 制定出台 制定印发 制定并公开 制定并印发 制发并公开 印发并公开 出台并公开 新制定并公开 新出台并公开 新制发 新印发 发布 颁布 制发件数",
        "repealed":     "废止 废止和失效 失效和废止 宣布失效和废止 废止和宣布失效 废止或失效 废止失效 废止件数",
        "in_force":     "现行有效 继续有效 有效 现有 现行 现行有效件数 截至年底现行有效 保留",
        "disclosed":    "公开",
        "lapsed":       "失效 宣布失效 修改 修订 修正",
        "published":    "主动公开 向社会公开 新增公开 公布 公示 发布公开 主动向社会公开",
        "made_decision": "作出 实施 采取 查处 立案查处 下达 处理决定 处理决定数量 审批 办出 核发",
    },
    Kind.OUTCOME: {
        "upheld":       "维持 维持决定 作出维持决定 结果维持 予以维持 判决维持 维持原行政行为 维持具体行政行为 维持具体行政行为或驳回原告诉讼请求 维持原具体行政行为 驳回诉讼请求 驳回原告诉讼请求",
        "corrected":    "纠正 结果纠正 予以纠正 被纠正 纠错",
        "other":        "其他结果 结果为其他",
        "review.upheld":    "复议机关维持 复议机关决定维持 复议机关予以维持 复议机关作出维持 复议机关作出维持决定 复议维持",
        "review.corrected": "复议机关纠正 复议机关予以纠正 复议纠正",
        "suits.upheld":     "法院维持 法院判决维持 诉讼维持",
        "pending":      "尚未审结 未审结 尚未审理终结 正在审理 尚在审理 未结 仍未审结 尚在审理中 正在审理中",
    },
    Kind.APPLICANT: {
        "natural":      "自然人 公民 个人 自然人申请 公民个人",
        "legal_person": "法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人组织 法人、其他组织 法人或其他组织申请 法人",
        "business":     "商业企业 企业 企业法人 商业企业申请 公司企业",
        "research":     "科研机构",
        "nonprofit":    "社会公益组织 公益组织",
        "legal":        "法律服务机构 律师事务所",
    },
    Kind.REST:    {"": "其他 其它"},
    Kind.ROLL:    {"": "结转 顺延 延期 转入 转 延至 留待 跨年 顺延到 顺延至 结转到 结转至 转到 转至 延续 推迟"},
    Kind.YEAR: {
        "last":         "上年 上年度 上一年 上一年度 去年 上年同期 去年同期 前一年度",
        "this":         "本年 本年度 今年 当年 全年 年内",
        "other":        "一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 上半年 下半年 前三季度 近年来 历年",
        "next":         "下年 下年度 下一年 下一年度 次年 明年",
    },
    Kind.CHANGE: {
        "up":           "增长 上升 增幅 提高 上涨 增长率 涨幅 增长了 上升了 增幅为 增幅达 提升",
        "down":         "下降 降低 降幅 下降了 降低了 降幅为 下滑",
        "more":         "增加 增加了 多 多了 增多 净增",
        "less":         "减少 减少了 少 少了 净减",
    },
    Kind.AGAINST: {"": "较 比 同比 相比 与 同 相较 对比 环比"},
    Kind.SHARE:   {"": "占 占比 占比为 占总数 占比达 占全部 约占 占比约 占到 所占比例为 比例为"},
    Kind.NOT:     {"": "未 无 没有 没 未曾 尚未 尚无 不存在 并无 均无 并未 均未 暂无 暂未 从未 无一 零"},
    Kind.PART:    {"": "其中 包括 包含 含 另有 其他为 主要是 主要为 主要涉及"},
    Kind.EACH:    {"": "分别为 分别 分别是 依次为 各为 分别有"},
    Kind.TOTAL:   {"": "共 共计 合计 总计 一共 总共", "ever": "累计",
                  "to": "降至 降到 降为 减至 减到 减为 减少至 减少到 减少为 下降至 下降到 下降为 增至 增到 增为 增加至 增加到 增加为 增长至 增长到 升至 升到 上升至 上升到 上升为 提高至 提高到"},
    Kind.AMOUNT:  {"": "数 数量 总数 总量 件数 量 数为 数是 总数为 总量为 数量为"},
    Kind.BODY: {
        "own":          "我局 我委 我办 我镇 我乡 我街道 我单位 我院 我厅 我中心 我区 我市 我县 我省 我部 我队 我处 我会 本局 本委 本机关 本单位 本镇 本乡 本街道 本办 本厅 我机关 局机关 机关本级 市局 县局 区局 "
                        "市局机关 县局机关 区局机关 街道 镇 乡",
        "area":         "三级 两级 全区 全市 全县 全省 全镇 全乡 全街道 全州 全旗 各级 各级各部门 各级行政机关 全区各单位 全市各单位 全县各单位 全镇各单位 全系统各单位 全区各级各部门 全市各级各部门 全县各级各部门 本市 本区 本县",
        "system":       "系统",
        "office":       "区政府办 市政府办 县政府办 区政府办公室 市政府办公室 县政府办公室 市政府办公厅 省政府办公厅 政府办 政府办公室 区府办 市府办 县府办 镇政府办公室",
        "seat":         "市政府 区政府 县政府 镇政府 乡政府",
        "named":        "行政审批局 行政审批服务局 审批局 行政执法局 综合行政执法局 综合执法局 行政复议局 征收办 信访局 市场监督管理所 政务服务中心 便民服务中心",
        "units":        "各县区政府 各区县政府 各县（市、区）政府 各区政府 各县政府 各镇政府 各乡镇政府 市直各单位 区直各单位 县直各单位 区本级部门 市本级部门 县本级部门 区直单位 市直单位 县直单位 分局 各分局 局属单位 局属各单位 直属单位 各直属单位 下属单位 各下属单位 支队 各大队 高校 学校 医院 公共企事业单位 市政府本级 区政府本级 县政府本级 市本级 区本级 县本级 区县级 县区级 各镇 各乡镇 各街道 各镇街 各部门 各单位 各县区 各区县 市级部门 市直部门 区直部门 县直部门 市政府部门 区政府部门 县政府部门 县直各部门 市直各部门 镇街 "
                        "乡镇 区级部门 县级部门 各县（区） 各镇（街道） 县（区） 镇（街道） 各县（市、区）",
    },
    Kind.FOREIGN: {
        "channel":      "网络申请 网上申请 信函申请 当面申请 在线申请 邮寄申请 传真申请 现场申请 电子邮件申请 口头申请 书信申请 平台申请 网络平台受理 通过网络 通过信函 信函 当面 线上 线下",
        "":             "行政许可申请 不予受理 不受理 信息处理费 处理费 转来申请 转来 转办件 转办 交办件 交办 督办件 督办 转送件 申请人 申请内容 累计申请 依申请公开工作 依申请公开渠道 依申请公开流程 依申请公开规范 投诉举报 举报投诉 咨询 留言 来信 "
                        "率 按时办结率 答复率 办结率 维持率 纠错率 胜诉率 满意率 合格率 计划 拟 目标 力争 涉及 关于 解读 复议机关 经过复议 经过行政复议 代办 帮办 帮办代办 "
                        "复议决定书 规章制度 规章制订工作 复议工作 诉讼工作 撤诉 延期答复 延期办理 延长答复期限 补正告知 超期 超期答复 逾期答复 超期办结 超时答复 未按期答复 申请答复文书 行政许可证 许可证 依申请公开专栏 申请表",
    },
    Kind.GLUE: {"": "的 了 为 是 自 从 截至 截止 达 达到 有 案件 案 决定 情况 情形 相关 有关 依法 按时 按期 均 都 已 已经 剩余 余下 其余 尚有 全部 被 予 由 属于 属 因 一共 我 "
                    "政府信息公开 信息公开 政府信息 信息公开类 政府信息公开类 工作 引起 引发 引起的 引发的 提起 产生 发生 出现 收取 任何 形式 任何形式 针对 公民、法人或者其他组织 公民、法人和其他组织 公民、法人或其他组织 "
                    "提出的 人 类 约 大约 近 将近 逾 超过 接近 不足 至 到 于 以 作出了 处理结果 答复结果 结果 范围 群众 并 也 且 则 还 又 后 按规定 涉及我办的 涉及我局的 法院 复议机关予以 "
                    "涉及政府信息公开 涉及信息公开 涉及政府信息公开工作 不再处理其政府信息公开申请 行政机关不再处理其政府信息公开申请 申请人无正当理由 申请人 继续办理 同意 对 在 中 从 给予 依法依规 所有 上述 以上 其 该 等 "
                    "本机关 相关政府信息 而 方面 累计作出 来自 来自于 类型 件 办理件 按照 根据 依据 《条例》 规定 《政府信息公开条例》 类答复 告知 “ ” \" 「 」 ‘ ’"},
    Kind.AND:   {"": "、 和 及 以及 与 或 或者"},
    Kind.COMMA: {"": "， , ： : ； ;"},
    Kind.STOP:  {"": "。 ！ ？ ! ? …"},
    Kind.OPEN:  {"": "（ ( 〔 【"},
    Kind.CLOSE: {"": "） ) 〕 】"},
}
"""Kind → key → words, blank-separated. A word in two tables: the later table wins (so 与 joins, 申请人 is glue)."""

RESULTS: dict[str, str] = {
    "granted":             "同意公开 公开类 予以公开类 全部公开 全部予以公开",
    "partial":             "同意部分公开 部分公开类 予以部分公开 部分予以公开 区分处理",
    "granted_or_partial":  "予以公开及部分公开 予以公开和部分公开 予以公开或部分公开 予以公开（含部分公开） 公开或部分公开 公开和部分公开 公开及部分公开",
    "denied":              "不予公开类 不同意公开 不公开 决定不予公开",
    "denied.secret":       "国家秘密 涉及国家秘密 涉密",
    "denied.law":          "其他法律、行政法规禁止公开 法律行政法规禁止公开 法律、行政法规禁止公开 法律法规禁止公开",
    "denied.safety":       "“三安全一稳定” 三安全一稳定 危及三安全一稳定",
    "denied.third_party":  "第三方合法权益 涉及第三方合法权益 第三方权益 侵害第三方合法权益",
    "denied.internal":     "内部事务信息 三类内部事务信息 属于内部事务信息 内部事务",
    "denied.process":      "过程性信息 四类过程性信息 属于过程性信息",
    "denied.case_file":    "行政执法案卷 行政执法案卷信息 执法案卷 属于行政执法案卷信息",
    "denied.inquiry":      "行政查询事项 行政查询",
    "unable":              "无法提供类 不能提供",
    "unable.not_held":     "本机关不掌握 不掌握相关政府信息 不掌握 不掌握信息 不掌握相关信息 不掌握该信息 信息不存在 政府信息不存在 本机关不掌握的",
    "unable.not_made":     "没有现成信息 需要另行制作 需另行制作 没有现成信息需另行制作 需要加工制作 需加工制作 需要加工分析 需要另行加工制作",
    "unable.unclear":      "补正后仍不明确 补正后内容仍不明确 申请内容仍不明确 申请内容不明确",
    "rejected":            "不予处理类",
    "rejected.petition":   "信访举报投诉类 信访、举报、投诉类申请 信访投诉举报类 信访举报投诉 信访投诉类 信访、举报、投诉类 信访投诉举报类申请 信访类",
    "rejected.repeat":     "重复申请类 重复提出申请",
    "rejected.publication": "要求提供公开出版物的申请 公开出版物",
    "rejected.excessive":  "大量反复申请 无正当理由大量反复提出申请",
    "rejected.reconfirm":  "确认或重新出具已获取信息 要求行政机关确认或重新出具已获取信息的申请 重新出具已获取信息 要求确认或重新出具已获取信息",
    "other":               "其他处理类 其它处理 作其他处理 作出其他处理 作其他处理类",
    "other.no_correction": "逾期不补正 申请人无正当理由逾期不补正 无正当理由逾期不补正 逾期未补正",
    "other.no_fee":        "逾期未缴费 逾期未按收费通知要求缴纳费用 申请人逾期未按收费通知要求缴纳费用 逾期未缴纳费用",
}
"""Other words for the result rows of table 3; the printed labels are taken from the form."""
# fmt: on


def _labels(form: Form) -> Iterator[tuple[str, str]]:
    """(row key, printed words) of every result of table 3, groups included."""
    table = next(table for table in form.tables if table.id == "t3")
    for leaf in table.blocks[0].row_leaves:
        for depth in range(2, len(leaf.path) + 1):
            key = ".".join(node.key for node in leaf.path[:depth] if node.key)
            node = leaf.path[depth - 1]
            label = re.sub(r"^(（.）|\d\.)|（.*", "", plain(node.label))
            if key and not node.total and label != "其他":
                yield key, label
                yield key, label.replace("“", "").replace("”", "")
                yield key, label.removeprefix("属于")


@lru_cache(maxsize=8)
def _lexicon(form_id: str) -> tuple[dict[str, tuple[Kind, str]], re.Pattern[str]]:
    words: dict[str, tuple[Kind, str]] = {}
    for kind, table in WORDS.items():
        for key, listed in table.items():
            words.update((word, (kind, key)) for word in listed.split())
    words.update((label, (Kind.RESULT, key)) for key, label in _labels(FORMS[form_id]))
    for key, listed in RESULTS.items():
        words.update((word, (Kind.RESULT, key)) for word in listed.split())
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[0], []).append(re.escape(word[1:]))
    return words, re.compile(
        "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in heads.items()) + r"|\s+"
    )


def lex(text: str, form: Form, year: int | None, first: int = 0, last: int | None = None) -> list[Token]:
    """The tokens of ``text`` from ``first`` to ``last`` in order; a paragraph's end is a STOP. Linear in the length."""
    words, pattern = _lexicon(form.id)
    tokens: list[Token] = []
    last = len(text) if last is None else last

    def between(start: int, end: int) -> None:
        position = start
        for match in pattern.finditer(text, start, end):
            if match.start() > position:
                tokens.extend(_opened(text, position, match.start(), tokens))
            position = match.end()
            if not match[0].isspace():
                kind, key = words[match[0]]
                tokens.append(Token(kind, key, match.start(), position))
            elif "\n" in match[0]:
                tokens.append(Token(Kind.STOP, "paragraph", match.start(), position))
        if position < end:
            tokens.extend(_opened(text, position, end, tokens))

    position = first
    for number in find_numbers(text, first, last):
        between(position, number.start)
        if isinstance(number, Numeral):
            tokens.append(Token(Kind.NUMBER, number.unit, number.start, number.unit_end, number))
            position = number.unit_end
        else:
            position = number.end
            tokens.append(_skipped(number, text, year))
            if number.year is not None and text.startswith("度", position):
                position += 1
    between(position, last)
    return tokens


_BODY_ENDS = (
    "执法队", "执法大队", "支队", "局", "委员会", "厅", "委", "办事处", "管委会", "部门", "中心",
)  # fmt: skip


_NAMED_FIRST = re.compile(
    r"(?!会同|配合|协助|联合|通过|经|向|对|涉及|根据|按)[一-龥]{2,12}?(?:局|委员会|厅|办事处|管委会|部门|中心|大队|支队)(?![长部性势面限机])"
)


def _opened(text: str, start: int, end: int, before: list[Token]) -> list[Token]:
    """Words of no table that begin a clause, with the office they begin with apart: 应急部门｜检查企业."""
    opens = not before or before[-1].kind in (Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.PART, Kind.YEAR)
    match = _NAMED_FIRST.match(text, start, end) if opens else None
    if match is None or match.end() == end:
        return [_unknown(text, start, end)]
    return [Token(Kind.BODY, "named", start, match.end()), _unknown(text, match.end(), end)]


def _unknown(text: str, start: int, end: int) -> Token:
    """Words of no table; those that end like an office are taken for one."""
    if end - start > 2 and text.endswith(_BODY_ENDS, start, end):
        return Token(Kind.BODY, "named", start, end)
    return Token(Kind.OTHER, "", start, end)


def _skipped(number: Skipped, text: str, year: int | None) -> Token:
    if number.year is None:
        return Token(Kind.OTHER, "digits", number.start, number.end)
    if year is None:
        return Token(Kind.YEAR, "this", number.start, number.end)
    key = {-1: "last", 0: "this", 1: "next"}.get(number.year - year, "other")
    return Token(Kind.YEAR, key, number.start, number.end)


_DENIED = re.compile("[未无没零]|不存在")
_OBJECTS = re.compile(
    "|".join(
        sorted((re.escape(w) for listed in WORDS[Kind.OBJECT].values() for w in listed.split()), key=len, reverse=True)
    )
)
_OBJECT_KEYS = {word: key for key, listed in WORDS[Kind.OBJECT].items() for word in listed.split()}


def says_a_number(text: str, start: int, end: int) -> bool:
    """Whether a sentence may hold a number or a denial and so is worth reading."""
    return has_number(text, start, end) or _DENIED.search(text, start, end) is not None


def last_object(text: str, start: int, end: int) -> str:
    """The key of the last thing that a sentence names, "" for none; for sentences that are not read."""
    found = ""
    for match in _OBJECTS.finditer(text, start, end):
        found = match[0]
    return _OBJECT_KEYS.get(found, "")
