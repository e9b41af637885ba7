"""The rules by which a number is read, in order: the first one whose words are there decides."""

from __future__ import annotations

import re

from models.prose.candidates import compared
from models.prose.candidates.place import Place, completed
from models.prose.candidates.rule import Given, Reading, Rule
from models.prose.clauses.tree import NAMES
from models.prose.lexicon.numerals import COUNTED
from models.prose.lexicon.slots import CASES, DECISIONS, DOCUMENTS, ROLLED, Slot
from models.prose.lexicon.words import Kind
from models.prose.reading import Relation

_IDIOM = re.compile(r"[一二两三四五六七八九十]个(?:[一二两三四五六七八九十“”]|[^一-龥]|$)|一件事|一次性|一件|一条")
_ALL_NIL = re.compile(r"(?:均|都|各|皆)[为是]?$")


def _told(place: Place) -> str:
    """The action named last in the clause before the number."""
    words = place.preceding
    return next((t.key for t in reversed(words) if t.kind is Kind.ACTION and t.key != "disclosed"), "")


def _said(place: Place) -> Slot:
    return completed(place.slot, place.said, _told(place))


def _unknown(place: Place) -> bool:
    """Whether the number counts a thing of no table, or one that the form does not count."""
    if place.unit == "%" or place.front is None:
        return place.front is None
    if place.foreign_head:
        return True
    if place.slot.is_empty and place.foreign_behind:
        return True
    if place.slot.is_empty or place.slot == Slot("disclosure"):
        return any(t.kind is Kind.OTHER for t in place.last)
    only_action = place.front == Slot(action=place.front.action)
    if only_action and place.front.action in ("received", "handled") and "事项" in place.words(place.last):
        return True
    if only_action and not place.named_behind and not place.front.is_empty:
        if place.slot.object and place.slot.object != "disclosure":
            return False
        return (place.tail > 1 and place.front.action not in ROLLED) or (place.foreign_behind and bool(place.behind))
    return False


def _tells_of(place: Place) -> bool:
    """涉及行政处罚的0条: what the things counted tell of."""
    words = place.before
    return (
        not place.named_behind
        and bool(words)
        and place.text.startswith("的", words[-1].start)
        and any(t.kind is Kind.REASON and t.key for t in words)
    )


_ATTRIBUTE = re.compile(
    r"属性|主动公开[^，。；、\d]{0,6}\d+\s?余?[件条份个][、，,和]*依申请公开[^，。；\d]{0,6}\d|依申请公开[^，。；、\d]{0,6}\d+\s?[件条份个][、，,和]*主动公开[^，。；\d]{0,6}\d"
)


def _by_attribute(place: Place) -> bool:
    """主动公开120件、依申请公开85件、不予公开40件: documents told by how they may be made public."""
    start = place.token.start
    first = max(place.text.rfind("。", max(0, start - 60), start) + 1, start - 60, 0)
    told = place.slot.object == "requests" or place.slot.result in ("denied", "partial", "granted")
    return told and _ATTRIBUTE.search(place.text, first, place.token.end + 24) is not None


def _is_channel(place: Place) -> bool:
    """网上申请 4 件, 邮寄 5 件, 窗口 3 件: told by the way they came."""
    words = place.last if _has_names(place.last) or any(t.kind is Kind.CHANNEL for t in place.last) else place.behind
    at = max((n for n, t in enumerate(words) if t.kind is Kind.CHANNEL and not t.key), default=-1)
    if (
        at < 0
        or any(t.kind is Kind.FOREIGN for t in words)
        or any(t.kind is Kind.CHANNEL and t.key == "all" for t in words)
        or "等" in place.words(words)
    ):
        return False
    if place.slot.object not in ("", "requests", "disclosure"):
        return False
    # what the way is of stands behind it: 网上申请; a result or a roll behind it is told of all that came that way
    return not any(t.kind in (Kind.RESULT, Kind.OUTCOME, Kind.ROLL) for t in words[at:])


def _has_names(tokens: tuple[object, ...]) -> bool:
    return any(getattr(t, "kind", None) in NAMES for t in tokens)


def _all_nil(place: Place) -> bool:
    """申请、行政复议均为0."""
    return (
        place.numeral.value == 0
        and not place.numeral.cell
        and _ALL_NIL.search(place.left) is not None
        and len(compared.each(place)) > 1
    )


def _is_rest(place: Place) -> bool:
    return place.slot.is_empty and any(t.kind is Kind.REST and not t.key for t in place.last)


def _rest(place: Place) -> Slot | None:
    """其他 N 件 is of the kind told last: another outcome, applicant or result; only right after that number."""
    told = place.said.last
    if told is None or any(t.kind in (Kind.OTHER, Kind.FOREIGN) for t in place.last):
        return None
    if told.outcome:
        return Slot(told.object, outcome="other")
    if told.applicant:
        return Slot(told.object, told.action, told.result, applicant="other")
    if told.result:
        return Slot("requests", result="other.other" if told.result.startswith("other.") else "other")
    return None


def _is_bare(place: Place) -> bool:
    return place.slot.is_empty and not any(
        t.kind in (Kind.OTHER, Kind.FOREIGN, Kind.CHANNEL, Kind.NOT) for t in place.before
    )


def _bare(place: Place) -> Slot | None:
    """其中市本级 860 件; 全部予以公开，共 4 件; 新收 1124 件，上年结转 53 件，合计 1177 件."""
    said = place.said
    kinds = {token.kind for token in place.before}
    if Kind.BODY in kinds and not said.foreign:
        return said.row if said.row and said.row.object == "requests" and not place.bracketed else None
    if Kind.TOTAL not in kinds or said.foreign:
        return None
    if said.row and said.last is None:
        return said.row  # 新收申请比上年增加12件，共86件
    if "carried_in" in said.told:
        return Slot("requests", "due") if said.told & {"new", "received"} else None
    return said.unsaid or (Slot("requests", said.action) if said.object == "requests" and said.action else None)


def _is_left(place: Place) -> bool:
    """其余 61 件均已答复, 剩余 19 件结转: what is done with the rest stands behind it."""
    return any(t.kind is Kind.REST and t.key == "left" for t in place.before) and not place.back.is_empty


def _is_carried(place: Place) -> bool:
    return place.slot.action in ROLLED and place.slot.object in ("", "requests", "disclosure") and not place.slot.result


def _is_half_rolled(place: Place) -> bool:
    """办结45件，结转3件: what is carried without saying where, after what was concluded, is carried on."""
    rolls = any(t.kind is Kind.ROLL for t in (*place.last, *place.behind))
    return (
        rolls
        and place.slot.action not in ROLLED
        and not place.slot.result
        and "answered" in place.said.told | _told_here(place)
    )


def _told_here(place: Place) -> set[str]:
    return {t.key for t in place.preceding if t.kind is Kind.ACTION}


def _results_follow(place: Place) -> bool:
    """公开104件，无法提供88件: 公开 is the first of a list of results."""
    if place.slot not in (Slot(action="disclosed"), Slot("requests", "disclosed")):
        return False
    following = place.text[place.token.end : place.token.end + 24]
    return place.said.object == "requests" or re.search("部分公开|不予公开|无法提供|不公开", following) is not None


def _of_all(place: Place) -> bool:
    """新收12件、上年结转3件，共15件."""
    words = place.before
    return (
        any(t.kind is Kind.TOTAL and t.key == "" for t in words)
        and place.slot.is_empty
        and "carried_in" in place.said.told
    )


def _decision(place: Place) -> bool:
    slot = place.slot
    return (
        slot.object in DECISIONS
        and slot.action in ("", "decided", "handled", "answered", "made")
        and place.unit != "万元"
    )


def _change_relation(place: Place) -> Relation:
    return compared.change(place)


def _more_relation(place: Place) -> Relation:
    key = next(t.key for t in place.before if t.kind is Kind.CHANGE)
    return Relation.MORE if key == "more" else Relation.LESS


def _more_of(place: Place) -> Given:
    return completed(place.slot, place.said, _told(place))


def _last_year(place: Place) -> Relation:
    return Relation.LAST_YEAR


def _share(place: Place) -> Relation:
    return Relation.SHARE


# fmt: off
RULES: tuple[Rule, ...] = (
    # ---- numbers that count nothing ----
    Rule("an idiom", "落实[三]个一要求。", "收到申请[三]个。",
         lambda p: p.text.startswith("无", p.token.start - 1) or (_IDIOM.match(p.text, p.token.start) is not None and p.text[p.token.start] in "一二两三四五六七八九十" and p.unit in ("个", "件", "条", "次")
         and ((p.text.startswith("一", p.token.start) and p.slot.is_empty) or p.text[p.token.start + 1 : p.token.start + 3] in ("个一", "个二", "个三"))),
         lambda p: None, quiet=True),
    Rule("the first of two measures", "行政许可[2]项276件。", "行政许可2项[276]件。",
         lambda p: p.i + 1 < len(p.clause.tokens) and p.clause.tokens[p.i + 1].kind is Kind.NUMBER and p.clause.tokens[p.i + 1].start == p.token.end,
         lambda p: None, quiet=True),
    Rule("so many bodies", "[7]个街道收到88件。", "收到[7]个。", lambda p: p.unit in ("个", "家") and p.i + 1 < len(p.clause.tokens) and p.clause.tokens[p.i + 1].kind is Kind.BODY,
         lambda p: None, quiet=True),
    Rule("a hotline", "处理“[12345]”热线工单3215件。", "处理申请[3215]件。", lambda p: p.unit == "" and p.text.startswith(("”", "热线", "平台", "\"", "政务"), p.token.end),
         lambda p: None, quiet=True),
    Rule("by attribute", "认定公开属性：主动公开120件、依申请公开[85]件。", "收到依申请公开[85]件。", _by_attribute, lambda p: None, quiet=True),
    # ---- comparisons ----
    Rule("changed", "收到申请64件，较上年增加[7]件。", "全年新增[7]件。", compared.is_change, compared.changed, 0.95, _change_relation),
    Rule("more of it", "比2023年多受理申请[2]件。", "受理申请[2]件。", compared.is_more_of, _more_of, 0.95, _more_relation),
    Rule("last year's", "收到申请24件，较2023年的[20]件有所上升。", "2023年收到申请[20]件。",
         lambda p: p.unit in COUNTED and (compared.is_last_years(p) or compared.compared_before(p)), compared.of_last_year, 0.9, _last_year),
    Rule("falling to", "申请由[311]件减少至286件。", "申请由311件减少至[286]件。", compared.falls_to, lambda p: None),
    Rule("risen to", "申请量由2023年的20件增至[24]件。", "收到申请[24]件。", compared.is_risen_to,
         lambda p: p.said.row if "last year" in p.said.told else None, 0.9),
    Rule("a share", "予以公开33件，占[82.5%]。", "按时办结率[100%]。", compared.is_share, compared.shared_thing, 0.95, _share),
    Rule("a rate", "按时办结率[100%]。", "予以公开占[82.5%]。", lambda p: p.unit == "%", lambda p: None),
    # ---- money and units ----
    Rule("fees", "行政事业性收费[35.2万元]。", "信息处理费[3万元]。", lambda p: p.unit == "万元" and p.slot.object == "fees", lambda p: Slot("fees")),
    Rule("a unit of other things", "参训[120]人次。", "收到申请[120]件。", lambda p: p.unit not in COUNTED, lambda p: None),
    # ---- several things, several numbers ----
    Rule("in turn", "予以公开、部分公开分别为[3]件、2件。", "予以公开[3]件、部分公开2件。", compared.is_in_turn, compared.in_turn, certain=True),
    Rule("each", "予以公开、部分公开各[1]件。", "予以公开[1]件。", compared.is_of_each, compared.each, 0.9, certain=True),
    Rule("all nil", "申请、行政复议均为[0]。", "行政复议为[0]。", _all_nil, compared.each, 0.9, certain=True),
    # ---- what the form does not count ----
    Rule("one way", "网上申请[4]件，信函申请2件。", "网上收到并答复后结转下年度[4]件。", _is_channel, lambda p: None, quiet=True),
    Rule("what it tells of", "主动公开信息24条，涉及行政处罚的[0]条。", "涉及信息公开的行政复议[1]件。", _tells_of, lambda p: None),
    Rule("something else", "收到群众来信[32]件。", "收到申请[32]件。", _unknown, lambda p: None),
    # ---- applications: results and what was carried ----
    Rule("a result", "不予公开[4]件。", "公开信息[4]条。", lambda p: bool(p.slot.result), lambda p: None if p.slot.rest else _said(p), 0.96),
    Rule("the first result", "答复申请10件，公开[8]件，不予公开2件。", "全年公开信息[8]条。", _results_follow, lambda p: Slot("requests", result="granted"), 0.85),
    Rule("not held", "不公开3件，不存在[21]件。", "不存在超期[2]件。",
         lambda p: bool(p.before) and p.text.startswith("不存在", p.before[-1].start), lambda p: Slot("requests", result="unable.not_held"), 0.8),
    Rule("the rest", "行政复议5件，其中维持3件，其他[2]件。", "其他信息[2]条。", _is_rest, _rest, 0.6),
    Rule("carried", "结转下年度继续办理[8]件。", "办结[8]件。", _is_carried, lambda p: Slot("requests", p.slot.action, applicant=p.slot.applicant), 0.95),
    Rule("carried on", "办结45件，结转[3]件。", "结转[3]件。", _is_half_rolled, lambda p: Slot("requests", "carried_out"), 0.8),
    Rule("carried from nowhere", "结转[3]件。", "结转下年度[3]件。",
         lambda p: any(t.kind is Kind.ROLL for t in p.last) and p.slot.action not in ROLLED and not p.slot.object, lambda p: None, quiet=True),
    # ---- cases ----
    Rule("an outcome", "行政复议结果维持[4]件。", "发生行政复议[4]件。",
         lambda p: bool(p.slot.outcome), _said, 0.93),
    Rule("cases", "发生行政复议[7]件。", "行政复议工作培训[7]次。", lambda p: p.slot.object in CASES or p.slot.object == "cases",
         lambda p: Slot(p.slot.object), 0.95),
    # ---- documents, decisions ----
    Rule("documents", "制发行政规范性文件[2]件。", "规范性文件解读[2]篇。", lambda p: p.slot.object in DOCUMENTS, _said, 0.94),
    Rule("done with documents", "行政规范性文件制发2件，废止[1]件。", "收到申请2件，答复[1]件。",
         lambda p: p.said.object in DOCUMENTS and p.slot.action in ("made", "repealed", "in_force") and not p.slot.object, _said, 0.94),
    Rule("in force", "本年度现行有效[3]件。", "收到申请[3]件。", lambda p: p.slot.action == "in_force" and not p.slot.object,
         lambda p: Slot("normative", "in_force"), 0.5),
    Rule("decisions", "作出行政处罚决定[49]件。", "公开行政处罚信息[49]条。", _decision, lambda p: Slot(p.slot.object, p.slot.action), 0.94),
    # ---- applications ----
    Rule("together with what was carried in", "新收12件，上年结转3件，共[15]件。", "新收12件，共[12]件。", _of_all, lambda p: Slot("requests", "due"), 0.95),
    Rule("by an applicant", "自然人申请[9]件。", "个人留言[9]条。", lambda p: bool(p.slot.applicant) and p.slot.object in ("", "requests"), _said, 0.92),
    Rule("applications", "收到政府信息公开申请[21]件。", "收到来信[21]件。", lambda p: p.slot.object in ("requests", "disclosure"), _said, 0.95),
    Rule("what is done with the rest", "收到申请67件，其余[61]件均已答复。", "其余[61]条为动态。", _is_left, _said, 0.9),
    Rule("only what was done", "收到申请9件，办结[8]件。", "收到来信[9]件。", lambda p: bool(p.slot.action) and p.slot.action not in ("made", "repealed", "lapsed",
         "published", "decided", "disclosed", "in_force"), _said, 0.93),
    Rule("nothing named", "新收申请全部予以公开，共[4]件。", "收到申请[4]件。", _is_bare, _bare, 0.85),
)
# fmt: on
"""All rules; what none of them reads counts nothing of the form."""


def first_reading(place: Place) -> tuple[Rule | None, Reading | None]:
    """The first rule that holds, and what it gives; None where it, or no rule, gives anything."""
    for rule in RULES:
        if rule.when(place):
            given = rule.gives(place)
            slots = given if isinstance(given, tuple) else (given,) if given is not None else ()
            return rule, Reading(slots, rule.relation(place), rule.weight, rule.name) if slots else None
    return None, None
