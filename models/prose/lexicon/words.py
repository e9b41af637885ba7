"""The triggers by which official prose says what a number counts, as aligned tables by role.

A noun phrase is named by the triggers that it *contains*: 依申请公开办理事项 holds 依申请公开 and needs no entry of its own. So
the tables hold the shortest words that tell, and longer ones only where a part of them would mislead (行政许可申请 is no
licence, 未经复议 no denial). Longer words win. The printed labels of the result rows are taken from the form.
"""

from __future__ import annotations

from enum import IntEnum, auto


class Kind(IntEnum):  # integers, because a set of them is asked for every token
    """The role of a word."""

    NUMBER = auto()
    OBJECT = auto()  # what is counted: applications, cases, documents, decisions
    ACTION = auto()  # what was done with it
    RESULT = auto()  # a result row of the applications
    OUTCOME = auto()  # a column of the cases
    APPLICANT = auto()  # a column of the applications
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
    BODY = auto()  # whose numbers: own, area, office, units
    CHANNEL = auto()  # by which way an application came
    FOREIGN = auto()  # the number beside it counts something else
    REASON = auto()  # 因, 涉及, 关于: what follows tells why or of what, not what
    GLUE = auto()  # carries no meaning here
    AND = auto()
    COMMA = auto()
    STOP = auto()
    OPEN = auto()
    CLOSE = auto()
    OTHER = auto()


# fmt: off
WORDS: dict[Kind, dict[str, str]] = {
    Kind.OBJECT: {
        "requests":     "申请 申请件 申请书 申请公开 公开申请 信息公开申请 政府信息公开申请 公开政府信息申请 依申请 依申请公开 依申请信息公开 依申请公开信息 "
                        "信息公开需求 相关信件 申请量 申请数 申请总数 申请总量 申请数量 申请公开件 依申请公开件 依申请件 申请公开信件 申请公开政府信息 申请信息公开 申请公开信息",
        "disclosure":   "政府信息公开 信息公开 公开政府信息 政务公开",
        "review":       "行政复议 复议 复议申请 行政复议申请 复议案件 复议请求",
        "suits":        "行政诉讼 诉讼 行政应诉 应诉 诉请 起诉 被诉",
        "direct":       "未经复议 未经行政复议 未经复议直接起诉 直接起诉 未经行政复议直接起诉 未经复议直接提起诉讼 未经复议直接提起行政诉讼 直接提起诉讼 直接提起行政诉讼",
        "after_review": "复议后起诉 经复议后起诉 复议后提起诉讼 复议后提起行政诉讼 经复议后提起诉讼 复议后诉讼 行政复议后起诉",
        "cases":        "复议诉讼 行政复议诉讼 复议应诉 行政复议应诉 行政争议 争议案件",
        "regulations":  "规章",
        "normative":    "规范性文件",
        "licensing":    "行政许可 许可决定 许可事项 许可办件",
        "penalty":      "行政处罚 处罚决定 处罚案件 简易处罚 处罚",
        "coercion":     "行政强制 行政强制措施 行政强制执行 强制措施 强制决定 强制执行",
        "fees":         "行政事业性收费 事业性收费",
    },
    Kind.ACTION: {
        "new":          "新收 新增 新受理 新接收 新收到 新申请",
        "received":     "收到 接到 受理 接收 收悉 接受 收受 提出 登记 受理量 收件量 收到量 收件",
        "carried_in":   "上年结转 往年结转 结转自上年 上年遗留 历年结转",
        "due":          "需办理 应办理 应办 需处理",
        "handled":      "办理 处理 办件 办理量 办件量",
        "answered":     "办结 结案 答复 回复 办理完毕 办理完结 处理完毕 审结 办复 完成答复 办毕 答复量 办结量 处理完结 办理完成",
        "carried_out":  "尚未办结 尚未办理完结 尚在办理 正在办理 仍在办理 未办结 未办理完结 跨年办理 跨年度办理 未答复 尚未答复 在办 尚在处理",
        "made":         "制发 制定 印发 出台 发布 颁布 制作 起草 新制定 新制发 新出台",
        "repealed":     "废止 废止和失效 失效和废止 废止或失效 废止及失效 宣布失效和废止 废止和宣布失效 废止失效",
        "in_force":     "现行有效 现行有效性 继续有效 有效 现有 现行 保留 继续执行",
        "disclosed":    "公开",
        "lapsed":       "失效 修改 修订 修正",
        "published":    "主动公开 向社会公开 新增公开 公布 公示",
        "decided":      "作出 实施 采取 查处 下达 处理决定 审批 办出 核发 作出决定 做出",
    },
    Kind.OUTCOME: {
        "upheld":       "维持 驳回诉讼请求 驳回原告诉讼请求 驳回诉请 驳回原告诉请 驳回原告 驳回",
        "corrected":    "纠正 纠错 撤销 确认违法",
        "other":        "其他结果 撤诉 终止 撤回复议 撤回起诉 撤回诉讼 撤回复议申请",
        "review.upheld":    "复议机关维持 复议机关决定维持 复议机关予以维持 复议机关作出维持 复议维持",
        "review.corrected": "复议机关纠正 复议机关予以纠正 复议纠正",
        "suits.upheld":     "法院维持 法院判决维持 诉讼维持",
        "pending":      "未审结 尚未审结 仍未审结 尚未审理终结 尚未审理完结 正在审理 尚在审理 未结 未审理终结 审理中 在审 未审理完结 未结案",
    },
    Kind.APPLICANT: {
        "natural":      "自然人 公民 个人",
        "legal_person": "法人 法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织 法人组织 组织",
        "business":     "商业企业 企业 企业法人 公司企业 公司",
        "research":     "科研机构",
        "nonprofit":    "社会公益组织 公益组织",
        "other":        "其他组织",
        "legal":        "法律服务机构 律师事务所 律所",
    },
    Kind.REST:    {"": "其他 其它", "left": "其余 剩余 余下 另"},
    Kind.ROLL:    {"": "结转 转结 顺延 延期 转入 转 延至 留待 跨年 延续 推迟 遗留 顺延到 顺延至 结转到 结转至 转到 转至"},
    Kind.YEAR: {
        "last":         "上年 上年度 上一年 上一年度 去年 上年同期 去年同期 前一年度 上个年度 去年度",
        "this":         "本年 本年度 今年 当年 全年 年内 一年来 今年以来 本年内",
        "other":        "一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 上半年 下半年 前三季度 近年来 历年 近两年 近三年 近五年 三年来 五年来 "
                        "往年 历年来 三年 五年",
        "next":         "下年 下年度 下一年 下一年度 次年 明年 次年度 下个年度",
    },
    Kind.CHANGE: {
        "up":           "增长 上升 增幅 提高 上涨 增长率 涨幅 提升",
        "down":         "下降 降低 降幅 下滑",
        "more":         "增加 多 增多 净增",
        "less":         "减少 少 净减",
    },
    Kind.AGAINST: {"": "较 比 同比 相比 与 同 相较 对比 环比"},
    Kind.SHARE:   {"": "占 占比 比重 比例", "rate": "公开率"},
    Kind.NOT:     {"": "未 无 没有 没 未曾 尚无 不存在 并无 均无 并未 均未 暂无 暂未 从未 无一 零", "left": "尚未"},
    Kind.PART:    {"": "其中 包括 包含 含 其中包括 其中包含", "more": "另有", "most": "主要是 主要为 主要涉及"},
    Kind.EACH:    {"": "分别 依次 各为 各"},
    Kind.TOTAL:   {"": "共 共计 合计 总计 一共 总共 计", "ever": "累计",
                  "to": "降至 降到 降为 减至 减到 减为 减少至 减少到 减少为 下降至 下降到 下降为 增至 增到 增为 增加至 增加到 增加为 增长至 增长到 升至 升到 "
                        "上升至 上升到 上升为 提高至 提高到"},
    Kind.AMOUNT:  {"": "数 数量 总数 总量 件数 量 总件数"},
    Kind.BODY: {
        "own":          "街道 镇里 市局机关 县局机关 区局机关 厅机关 委机关 管委会 园区管委会 景区管委会 我局 我委 我办 我镇 我乡 我街道 我单位 我院 我厅 我中心 我区 我市 我县 我省 我部 我队 我处 我会 我场 我旗 我州 我盟 我园区 我机关 我站 我所 "
                        "本局 本委 本机关 本单位 本镇 本乡 本街道 本办 本厅 本分局 我分局 本院 本中心 本部门 本管委会 本会 本场 本区 本市 本县 本省 局机关",
        "area":         "全区 全市 全县 全省 全镇 全乡 全街道 全州 全旗 全盟 全系统 各级 各级各部门 各级行政机关 全区各单位 全市各单位 全县各单位 三级 两级 县内 区内 市内 市域 县域",
        "system":       "系统",
        "units":        "市直各单位 区直各单位 县直各单位 区本级部门 市本级部门 县本级部门 区直单位 市直单位 县直单位 各分局 局属单位 直属单位 下属单位 高校 学校 医院 "
                        "公共企事业单位 市政府本级 区政府本级 县政府本级 市本级 区本级 县本级 区县级 县区级 各镇 各乡镇 各街道 各镇街 各部门 各单位 各县区 各区县 市级部门 市直部门 "
                        "区直部门 县直部门 镇街 乡镇 区级部门 县级部门 各县（区） 各镇（街道） 县（区） 镇（街道） 各县（市、区） 各乡镇（街道） 政府本级 各乡镇街道 机关本级",
    },
    Kind.CHANNEL: {"": "网络 网上 在线 线上 线下 信函 信件 邮寄 邮件 来函 当面 现场 窗口 传真 电子邮件 口头 书信 纸质 平台 书面形式 电话 网站 邮政 快递 当场 来人",
                   "by": "通过 依托 经由 借助 经 通过网络 通过信函", "all": "等方式 等渠道 等途径 等形式 多种方式 多种渠道 各种渠道 多渠道 各类渠道 等多种 等平台"},
    Kind.REASON:  {"": "因 由于 因为 基于", "of": "涉及 关于 涉 针对", "for": "要求"},
    Kind.FOREIGN: {
        "":             "行政许可申请 行政复议受理 转来 转办 转办件 交办 交办件 督办 督办件 转送 投诉 举报 咨询 留言 来信 来访 建议 提案 议案 热线 工单 信箱 诉求 信访件 解读 "
                        "资讯 动态 新闻 稿件 图解 视频 微博 微信 公众号 栏目 专栏 公报 文书 模板 表格 规章制度 规章制订 规程 培训 会议 发布会 人次 征询 意见 流程 渠道 渠道建设 "
                        "率 满意率 办结率 答复率 回复率 合格率 及时率 维持率 纠错率 胜诉率 按时办结率 办复率 计划 拟 目标 力争 代办 帮办 复议决定书 复议工作 诉讼工作 "
                        "延期答复 延期办理 延长答复期限 延长答复 补正告知 补正 超期 逾期答复 超时 许可证 申请表 收费 接处警 接待 接访 接听 各类申请 累计申请 行政复议决定书 代收 信息处理费 处理费 征集 访谈 证明 证照 审批服务 "
                        "不予受理 不受理 公开属性 属性 信息数 依申请公开信息数 主动公开信息 各类信息 政务信息 信息 动态信息 文件解读 公告 通知 指南 目录 简介 "
                        "新媒体 账号 网民 网友 社区 政策 其他文件 部门文件 公文 政策文件 依据 专区 粉丝 阅读 点击 浏览 访问 学时 满意度 复议机关 经复议 经过复议 经行政复议 "
                        "权限 权力 职权 清单 制定权 办事 审查 备案 报备 合法性 草案 征求 听证 报告 白皮书 年报 年度报告 预算 决算 案例 案卷评查 评查 双公示 申请人次 结果公示 信用 败诉 数据 信访 较多的单位 居前 年初 胜诉",
        "part":         "申请内容 申请事项",
    },
    Kind.GLUE: {"": "的 了 为 是 自 从 截至 截止 达 达到 有 案件 案 决定 情况 情形 相关 有关 依法 按时 按期 均 都 已 已经 尚有 全部 被 予 由 属于 属 我 "
                    "政府信息 工作 引起 引发 产生 发生 出现 任何 形式 提起 人 约 大约 近 将近 逾 超过 接近 不足 至 到 于 以 了 结果 范围 并 也 且 则 还 又 后 "
                    "按规定 继续 同意 对 在 中 给予 依法依规 所有 上述 以上 其 该 本机关 而 方面 来自 类型 件 按照 根据 依据《条例》 规定 告知 “ ” \" 「 」 ‘ ’ 事项 事宜 办件 "
                    "不再处理其政府信息公开申请 行政机关不再处理其政府信息公开申请 不再处理 申请人无正当理由 各类 信息公开类 政府信息公开类 公民、法人或者其他组织 "
                    "公民、法人和其他组织 公民、法人或其他组织 公民、法人及其他组织 关于政府信息公开 涉及政府信息公开 涉及信息公开 关于信息公开 针对政府信息公开 针对信息公开 "
                    "因政府信息公开 因信息公开 政府信息公开引起 信息公开引起 政府信息公开引发 信息公开引发 因申请公开 因依申请公开 申请公开引发 申请公开引起 公开引发 公开引起 "
                    "因政府信息公开申请 因信息公开申请 因依申请公开工作 因政府信息公开工作 因信息公开工作 政府信息公开工作 信息公开工作 涉及政府信息公开工作 "
                    "依申请公开类 政府信息依申请公开类 办理结果 处理结果 答复结果 规范 及时 宗数 内容 条例 依规 并予 作 书 向 上 内 所 新 再 收取 金额 群众 申请人 一审 二审 再审 视为放弃 完成 完毕 措施 书面 需要 需", "etc": "等", "kind": "类"},
    Kind.AND:   {"": "、 和 及 以及 与 或 或者"},
    Kind.COMMA: {"": "， , ： : ； ;"},
    Kind.STOP:  {"": "。 ！ ？ ! ? …"},
    Kind.OPEN:  {"": "（ ( 〔 【"},
    Kind.CLOSE: {"": "） ) 〕 】"},
}
"""Kind → key → triggers, blank-separated. A word in two tables: the later table wins (so 与 joins)."""

RESULTS: dict[str, str] = {
    "granted":             "同意公开 公开类 予以公开类 全部公开 全部予以公开",
    "partial":             "同意部分公开 部分公开类 予以部分公开 部分予以公开 区分处理",
    "granted_or_partial":  "予以公开及部分公开 予以公开和部分公开 予以公开或部分公开 予以公开（含部分公开） 公开或部分公开 公开和部分公开 公开及部分公开 "
                           "予以公开或者部分公开 予以公开（包括部分公开） 予以公开与部分公开 予以公开、部分公开合计",
    "denied":              "不予公开类 不同意公开 不公开 决定不予公开",
    "denied.secret":       "国家秘密 涉密",
    "denied.law":          "法律、行政法规禁止公开 法律行政法规禁止公开 法律法规禁止公开 法律、法规禁止公开",
    "denied.safety":       "三安全一稳定",
    "denied.third_party":  "第三方合法权益 第三方权益",
    "denied.internal":     "内部事务 内部事务信息 三类内部事务信息",
    "denied.process":      "过程性信息 过程性 四类过程性信息",
    "denied.case_file":    "执法案卷 执法案卷信息 行政执法案卷信息",
    "denied.inquiry":      "行政查询 行政查询事项",
    "unable":              "无法提供类 不能提供 信息无法提供",
    "unable.not_held":     "不掌握 信息不存在 不掌握相关政府信息 政府信息不存在 未制作或保存 未制作或获取",
    "unable.not_made":     "没有现成信息 另行制作 加工制作 加工分析 加工、分析 汇总加工",
    "unable.unclear":      "补正后仍不明确 补正后内容仍不明确 申请内容仍不明确 申请内容不明确 内容仍不明确",
    "rejected":            "不予处理类",
    "rejected.petition":   "信访举报投诉 信访投诉举报 信访、举报、投诉 信访投诉类 信访类 信访、投诉、举报 信访举报投诉类申请",
    "rejected.repeat":     "重复申请 重复提出申请 重复性申请",
    "rejected.publication": "公开出版物 要求提供公开出版物",
    "rejected.excessive":  "大量反复申请 大量反复提出申请 大量、反复申请 大量反复",
    "rejected.reconfirm":  "确认或重新出具已获取信息 重新出具已获取信息 要求行政机关确认或重新出具已获取信息 要求确认或重新出具已获取信息 确认或者重新出具",
    "other":               "其他处理类 其它处理 作其他处理 作出其他处理",
    "other.no_correction": "逾期不补正 逾期未补正 无正当理由逾期不补正 申请人无正当理由逾期不补正 未按期补正 未补正",
    "other.no_fee":        "逾期未缴费 逾期未按收费通知要求缴纳费用 逾期未缴纳费用 未按收费通知要求缴纳费用 申请人逾期未按收费通知要求缴纳费用",
    "other.other":         "主动撤回 撤回申请 申请人撤回 自行撤回 撤回",
}
"""Other triggers of the result rows; the printed labels are taken from the form."""
# fmt: on
