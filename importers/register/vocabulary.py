"""What the words of a register mean in the form: applicants are columns of table 3, outcomes its rows, results of review and
litigation the columns of table 4.

The targets come from the form; here stand only the other wordings in use. A wording that is not known is never guessed: it
is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from models.form import Cell, Form, Leaf, Role, plain
from models.forms import FORMS
from models.labels import Is, held_by, labels_of, normal, split_number

SKIP = "-"
"""The target of a value whose rows are not counted, by a person's decision."""

NONE = ""
"""The target of a value that says that there was none (no review, no suit)."""


class Kind(Enum):
    """What a value tells."""

    APPLICANT = "申请人类别"
    OUTCOME = "办理结果"
    CASE = "复议、诉讼结果"


@dataclass(frozen=True, slots=True)
class Meaning:
    """``target``: a key of the form, ``SKIP`` or ``NONE``; None where it must be asked. ``group``: the group that the value
    names without saying which of its members. ``sure`` is False where the target was found within a longer wording."""

    target: str | None
    group: str = ""
    sure: bool = True


UNKNOWN = Meaning(None)

# fmt: off
_APPLICANTS: dict[Role, str] = {
    Role.NATURAL:              "公民 个人 自然人申请 群众 村民 居民 市民 村民个人 公民个人 自然人（公民）",
    Role.BUSINESS:             "公司 企业 商业企业 企业法人 有限公司 有限责任公司 股份公司 民营企业 国有企业 私营企业 外资企业",
    Role.RESEARCH:             "科研机构 科研院所 科研单位 高校 高等院校 大学 学校 研究所 研究院 教育科研机构",
    Role.NONPROFIT:            "社会公益组织 公益组织 社会组织 社会团体 社团 基金会 协会 民办非企业 民办非企业单位 社会服务机构",
    Role.LEGAL:                "法律服务机构 律所 律师事务所 律师 法律援助机构 法律服务所 基层法律服务所 公证处",
    Role.OTHER_ORGANIZATIONS:  "其他 其他组织 其他机构 机关 事业单位 机关事业单位 行政机关 村委会 居委会 媒体 新闻媒体",
}
_APPLICANT_GROUPS = "法人 单位 组织 法人单位 法人组织 机构 法人或其他组织 法人或者其他组织 法人和其他组织 法人、其他组织"

_OUTCOMES: dict[Role, str] = {
    Role.GRANTED:       "予以公开 公开 同意公开 全部公开 全部予以公开 完全公开 已公开 准予公开 同意 提供 予以提供 已提供 属于主动公开 主动公开 "
                        "已主动公开 已主动公开告知 告知已主动公开 已经主动公开 告知获取方式 告知获取途径 告知获取方式和途径 告知查询方式",
    Role.PARTIAL:       "部分公开 部分予以公开 同意部分公开 部分提供 区分处理 区分处理后公开",
    Role.SECRET:        "国家秘密 属国家秘密 属于国家秘密 涉密 涉及国家秘密 涉及国家秘密不予公开",
    Role.LAW:           "法律法规禁止公开 法律行政法规禁止公开 其他法律法规禁止公开",
    Role.SAFETY:        "三安全一稳定 危及三安全一稳定 危及国家安全公共安全经济安全社会稳定 影响社会稳定",
    Role.THIRD_PARTY:   "第三方合法权益 涉及第三方 侵害第三方合法权益 损害第三方合法权益 商业秘密 涉及商业秘密 个人隐私 涉及个人隐私 "
                        "第三方不同意公开 商业秘密或个人隐私",
    Role.INTERNAL:      "内部事务 内部事务信息 内部管理信息 内部信息 属于内部事务信息",
    Role.PROCESS:       "过程性信息 过程信息 属于过程性信息",
    Role.CASE_FILE:     "执法案卷 行政执法案卷 行政执法案卷信息 执法案卷信息",
    Role.INQUIRY:       "行政查询 查询事项 行政查询事项",
    Role.NOT_HELD:      "不存在 信息不存在 政府信息不存在 申请信息不存在 不掌握 本机关不掌握 未掌握 非本机关掌握 非本机关 不属于本机关 "
                        "不属于本机关公开 非本机关公开 不属本机关 非本机关职责范围 不属于本机关公开范围 不属于本行政机关公开",
    Role.NOT_MADE:      "没有现成信息 无现成信息 需另行制作 需要另行制作 另行制作 需加工汇总 需加工分析 需要加工分析 需要加工汇总",
    Role.UNCLEAR:       "内容不明确 申请内容不明确 补正后仍不明确 补正后不明确 补正后内容仍不明确 仍不明确",
    Role.PETITION:      "信访 信访类 信访投诉 信访举报 信访投诉举报 信访举报投诉 信访举报投诉类 投诉举报 举报投诉 以信息公开名义信访",
    Role.REPEAT:        "重复申请 重复",
    Role.PUBLICATION:   "公开出版物 要求提供出版物",
    Role.EXCESSIVE:     "大量反复申请 反复申请 频繁申请 大量申请 无正当理由大量申请",
    Role.RECONFIRM:     "重新出具 确认或重新出具 要求确认 要求重新出具 确认已获取信息",
    Role.NO_CORRECTION: "逾期不补正 逾期未补正 未补正 未按期补正 不补正 无正当理由逾期不补正",
    Role.NO_FEE:        "逾期未缴费 未缴费 逾期不缴费 未缴纳费用",
    Role.UNSPECIFIED:   "其他 撤回 撤回申请 申请人撤回 申请人撤回申请 主动撤回 申请人主动撤回 撤销申请 自愿撤回",
}
_OUTCOME_GROUPS: dict[Role, str] = {
    Role.DENIED:         "不予公开 不公开 不同意公开 不同意 免予公开 拒绝公开 未予公开 不予提供",
    Role.UNABLE:         "无法提供 不能提供",
    Role.REJECTED:       "不予处理 不再处理 不作处理",
    Role.OTHER_RESULTS:  "其他处理",
}
_OPEN = "办理中 在办 正在办理 未办结 未答复 尚未答复 处理中 正在处理 待答复 待办 待处理 受理中 已受理 延期 延期办理 延期答复 补正中 " \
        "征求意见中 征求第三方意见 征求第三方意见中 结转 结转下年 结转下年度 继续办理 结转下年度继续办理 未完成 未办理完"

_CASES: dict[Role, str] = {
    Role.UPHELD:         "维持 结果维持 维持原行政行为 驳回 驳回申请 驳回请求 驳回复议申请 驳回复议请求 驳回诉讼请求 驳回起诉 胜诉 已维持",
    Role.CORRECTED:      "纠正 结果纠正 撤销 确认违法 责令重新答复 责令履行 责令限期答复 责令重新作出 变更 败诉 已纠正 撤销并责令重作",
    Role.OTHER_OUTCOME:  "其他 其他结果 终止 终止审理 撤回 撤回复议 撤诉 调解 和解 不予受理 申请人撤回 原告撤诉",
    Role.PENDING:        "未审结 尚未审结 审理中 正在审理 在审 未结 未判决 待审 办理中 正在办理 已受理",
}
_NO_CASE = "无 否 没有 未 不 未复议 未诉讼 未提起 未申请 未申请复议 未提起诉讼 不涉及 未发生 0 n no"

NAMES = (
    (Role.LEGAL,                r"律师事务所|法律服务所|公证处|法律援助"),
    (Role.RESEARCH,             r"大学|学院|研究院|研究所|研究中心|科学院"),
    (Role.NONPROFIT,            r"基金会|协会|学会|商会|联合会|促进会|志愿|公益"),
    (Role.BUSINESS,             r"公司|集团|工厂|企业|合作社|商行|经营部|银行|\S厂$|\S店$|\S有限合伙"),
    (Role.OTHER_ORGANIZATIONS,  r"委员会|村委会|居委会|政府|\S局$|医院|中心$|报社|电视台|法院|检察院"),
    (Role.NATURAL,              r"^[\u4e00-\u9fff·某*×Xx]{2,4}$"),
)
"""What the name of an applicant says of its kind, where the register has no column for it; in this order."""
# fmt: on

_NEGATION = "不未非无没"


class Targets:
    """What values can mean in one edition of the form, and the words known for it. The form's own labels win over the words
    that it declares for a row, and these over the other wordings in use."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._cells = {(cell.row.key, cell.column.key): cell.id for cell in form.by_role(Role.APPLICATIONS)}
        rows = _leaves(form, Role.APPLICATIONS, lambda cell: cell.row)
        columns = _leaves(form, Role.APPLICATIONS, lambda cell: cell.column)
        self.new, self.carried_in, self.concluded, self.carried_out = (
            _key(rows, role) for role in (Role.RECEIVED, Role.CARRIED_IN, Role.CONCLUDED, Role.CARRIED_OUT)
        )
        results = [row for row in rows if Role.RESULTS in row.roles and not row.node.total]
        applicants = [column for column in columns if not column.node.total]
        outcomes = {
            leaf.node.key: leaf for leaf in _leaves(form, Role.CASES, lambda cell: cell.column) if not leaf.node.total
        }
        self.results: dict[str, str] = {row.key: row.name for row in results}
        self.applicants: dict[str, str] = {column.key: column.name for column in applicants}
        self.cases: dict[str, str] = {key: plain(leaf.node.label) for key, leaf in outcomes.items()}
        open_name = next((row.name for row in rows if row.key == self.carried_out), "")
        self.options: dict[Kind, dict[str, str]] = {
            Kind.APPLICANT: {**self.applicants, SKIP: "不计入"},
            Kind.OUTCOME: {**self.results, self.carried_out: f"{open_name}（尚未答复）", SKIP: "不计入"},
            Kind.CASE: {**self.cases, NONE: "没有复议或诉讼", SKIP: "不计入"},
        }
        self.partial = _key(results, Role.PARTIAL)
        self._organizations = {leaf.key for leaf in applicants if Role.ORGANIZATIONS in leaf.roles}
        self._roles = {leaf.node.role: leaf.key for leaf in applicants if leaf.node.role is not None}
        still_open = dict.fromkeys(_split(_OPEN), self.carried_out)
        self._words = {
            Kind.APPLICANT: lookup(_APPLICANTS, {leaf.key: leaf for leaf in applicants}),
            Kind.OUTCOME: {**still_open, **lookup(_OUTCOMES, {leaf.key: leaf for leaf in results})},
            Kind.CASE: {**dict.fromkeys(_split(_NO_CASE), NONE), **lookup(_CASES, outcomes)},
        }
        self._members = {role: [r.key for r in results if role in r.roles] for role in _OUTCOME_GROUPS}
        groups = {
            word: role for role, words in _OUTCOME_GROUPS.items() if self._members[role] for word in _split(words)
        }
        self._groups: dict[Kind, dict[str, str]] = {
            Kind.APPLICANT: dict.fromkeys(_split(_APPLICANT_GROUPS), "*"),
            Kind.OUTCOME: {word: str(role) for word, role in groups.items() if len(self._members[role]) > 1},
            Kind.CASE: {},
        }
        single = {word: self._members[role][0] for word, role in groups.items() if len(self._members[role]) == 1}
        self._words[Kind.OUTCOME] = {**single, **self._words[Kind.OUTCOME]}
        self._labels = {
            kind: labels_of(form.id, table.id) if (table := form.table(role)) is not None else None
            for kind, role in _TABLES.items()
        }

    def application(self, row: str, column: str) -> str:
        """The cell that counts an application."""
        return self._cells[row, column]

    def case(self, group: Role, outcome: str) -> str | None:
        """The cell that counts a case of this group; None where the form does not tell it."""
        return next((cell.id for cell in self.form.by_role(group) if cell.column.node.key == outcome), None)

    def meaning(self, kind: Kind, text: str, detail: str = "") -> Meaning:
        """What a value means; ``detail`` is what a second column says beside it (the reason, the kind of organisation)."""
        own = self._alone(kind, text)
        if own.target is not None:
            return own
        within = [key for key in self.options[kind] if own.group and self._in_group(kind, key, own.group)]
        if len(within) == 1:
            return Meaning(within[0])
        if detail:
            more = self._alone(kind, detail)
            if more.target is not None and (not own.group or more.target in within):
                return Meaning(more.target, sure=more.sure)
        return own

    def exact(self, kind: Kind, text: str) -> str | None:
        """The target of a value that is, in full, a wording known for it."""
        return self._words[kind].get(normal(text))

    def of_name(self, name: str) -> str | None:
        """The kind of applicant that a name speaks of; None where it does not."""
        found = next((role for role, pattern in NAMES if re.search(pattern, name.replace(" ", ""))), None)
        return self._roles.get(found) if found is not None else None

    def named(self, kind: Kind, target: str) -> str:
        return self.options[kind].get(target, target)

    def _in_group(self, kind: Kind, key: str, group: str) -> bool:
        if kind is Kind.APPLICANT:
            return key in self._organizations
        return kind is Kind.OUTCOME and key in self._members[Role(group)]

    def _alone(self, kind: Kind, text: str) -> Meaning:
        key = normal(text)
        if not key:
            return UNKNOWN
        bare = normal(split_number(text)[1])
        key = bare if bare and bare in self._words[kind].keys() | self._groups[kind].keys() else key
        if (target := self._words[kind].get(key)) is not None:
            return Meaning(target)
        if (target := self._by_label(kind, text)) is not None:
            return Meaning(target)
        group = self._groups[kind].get(key, "")
        return Meaning(None, group) if group else self._contained(kind, key)

    def _by_label(self, kind: Kind, text: str) -> str | None:
        labels = self._labels[kind]
        match = labels.match(text) if labels is not None else None
        if match is None:
            return None
        side = Is.ROW if kind is Kind.OUTCOME else Is.COLUMN
        keys = {label.key.rpartition(".")[2] if kind is Kind.CASE else label.key for label in match.of(side)}
        known = keys & self.options[kind].keys()
        return known.pop() if len(known) == 1 else None

    def _contained(self, kind: Kind, key: str) -> Meaning:
        """Known wordings within a longer one: one target alone is taken; 部分公开 stands for the whole application."""
        begins = max((word for word in self._groups[kind] if key.startswith(word)), key=len, default="")
        if begins and key != begins:
            # 不予公开（国家秘密）: the group, then which of it
            within = self._alone(kind, key[len(begins) :])
            group = self._groups[kind][begins]
            return within if within.target and self._in_group(kind, within.target, group) else Meaning(None, group)
        found: set[str] = set()
        for word, target in self._words[kind].items():
            if len(word) >= 3 and target and _stands_in(word, key):
                found.add(target)
        if kind is Kind.OUTCOME and self.partial in found:
            found = {self.partial}
        groups = {group for word, group in self._groups[kind].items() if len(word) >= 3 and _stands_in(word, key)}
        if len(found) == 1 and all(self._in_group(kind, next(iter(found)), group) for group in groups):
            return Meaning(found.pop(), sure=False)
        return Meaning(None, groups.pop()) if len(groups) == 1 and not found else UNKNOWN


def _stands_in(word: str, text: str) -> bool:
    place = text.find(word)
    return place >= 0 and (place == 0 or text[place - 1] not in _NEGATION)


def _split(words: str) -> list[str]:
    return [normal(word) for word in words.split()]


def lookup(wordings: dict[Role, str], leaves: dict[str, Leaf]) -> dict[str, str]:
    """Wording → key of a row or column: the wordings in use, then the words that the form declares, then its own labels.

    A role that this edition does not tell apart has the row above it (2019: 其他处理). Where a leaf has no role, since the
    program has never heard of it, the wordings that its label holds are its own: 撤回 belongs to 申请人撤回申请.
    """
    labels = {key: normal(split_number(plain(leaf.node.label))[1]) for key, leaf in leaves.items()}
    strangers = {key: labels[key] for key, leaf in leaves.items() if leaf.node.role is None}
    out: dict[str, str] = {}
    for role, words in wordings.items():
        home = next((k for r in (role, _above(role)) for k, leaf in leaves.items() if r and leaf.node.role == r), None)
        if home is None:
            continue
        listed = _split(words)
        out.update(dict.fromkeys(listed, home))
        out.update(held_by(listed, labels[home], strangers))
    out.update((normal(word), key) for key, leaf in leaves.items() for word in leaf.node.said)
    out.update((label, key) for key, label in labels.items() if list(labels.values()).count(label) == 1)
    return out


@cache
def _above(role: Role) -> Role | None:
    """The role of the group that a role belongs to, in whatever edition has it."""
    paths = (
        leaf.path for form in FORMS.values() for table in form.tables for b in table.blocks for leaf in b.row_leaves
    )
    found = (path[at - 1].role for path in paths for at in range(1, len(path)) if path[at].role == role)
    return next((above for above in found if above is not None), None)


_TABLES = {Kind.APPLICANT: Role.APPLICATIONS, Kind.OUTCOME: Role.APPLICATIONS, Kind.CASE: Role.CASES}


def _leaves(form: Form, role: Role, side: Callable[[Cell], Leaf]) -> list[Leaf]:
    """The rows or the columns of the table with this role, in printed order."""
    return list({id(leaf): leaf for cell in form.by_role(role) for leaf in [side(cell)]}.values())


def _key(leaves: Iterable[Leaf], role: Role) -> str:
    return next((leaf.key for leaf in leaves if leaf.node.role == role), "")


@lru_cache(maxsize=4)
def targets_of(form: str) -> Targets:
    """The targets of an edition, by its id."""
    return Targets(FORMS[form])
