"""What makes a reading less likely: an ordered list, each with an example and a silent example. Their factors multiply."""

from __future__ import annotations

import itertools
import re

from models.prose.candidates.place import Place
from models.prose.candidates.rule import Doubt
from models.prose.lexicon.slots import CASES, DECISIONS, DOCUMENTS, Slot
from models.prose.lexicon.words import Kind

_ADVERB = re.compile(
    r"^(?:实际|共|已|累计|按|依|在|于|严|均|全|及时|准|规范|积极|认真|妥善|扎实|做好|根据)|(?:内|前|地|时|底|末|中|后|下|期|来|规定|要求|月|日|度|限)$"
)
_SOME = re.compile(r"(?:其中|包括|包含|含)[：:，,]?[有因由]?(?:涉及|涉|关于|针对)?(?:政府)?信息公开[^，。；、]{0,8}?\d")
_PLAIN = ("received", "handled", "answered", "new")
_SMALL = re.compile("[一二两三四五六七八九十]{1,2}")


def _bare_application(place: Place) -> bool:
    """医师执业变更申请: 申请 right behind a word of no table."""
    words = place.last if not place.named_behind else place.behind
    for before, token in itertools.pairwise(words):
        if token.kind is Kind.OBJECT and token.length <= 3 and place.text.startswith("申请", token.start):
            return before.kind is Kind.OTHER and not _is_adverb(place, before.start, before.end)
    return False


def _is_adverb(place: Place, start: int, end: int) -> bool:
    return _ADVERB.search(place.text[start:end]) is not None


def _strange_subject(place: Place) -> bool:
    """涉水审批办结 3 件: what was done stands beside a word of no table, and no thing is named."""
    words = place.last
    for n, token in enumerate(words):
        if token.kind is Kind.ACTION:
            return any(t.kind is Kind.OTHER and not _is_adverb(place, t.start, t.end) for t in words[:n])
    return False


def _only_action(slot: Slot, place: Place) -> bool:
    said = place.front if place.front and not place.front.is_empty else place.back
    return bool(said.action) and not (said.object or said.result or said.outcome or said.applicant)


def _some_part(place: Place, slot: Slot) -> bool:
    """其中园林绿化收到 3 件: a part told by a word of no table."""
    words = place.before
    at = max((n for n, t in enumerate(words) if t.kind is Kind.PART), default=-1)
    if at < 0 or slot.result or slot.outcome or slot.applicant or slot.action in ("carried_in", "carried_out"):
        return False
    return any(t.kind is Kind.OTHER for t in words[at:])


def _wrong_unit(place: Place, slot: Slot) -> bool:
    unit = place.unit
    if unit == place.said.unit:
        return False  # 收到申请书47条，已处理41条
    if slot.object in CASES | {"cases"} | DECISIONS or slot.object in DOCUMENTS:
        return (
            unit in ("条", "个", "次")
            and not (unit == "次" and slot.object == "coercion")
            and not (slot.object in DOCUMENTS and unit in ("个", "条"))
        )
    return unit in ("条", "个", "部", "例", "次") and bool(slot.result or slot.action != "received")


def _no_unit(place: Place) -> bool:
    if place.unit != "" or place.numeral.cell:
        return False
    words = [t for t in place.before if t.kind is not Kind.OTHER]
    return not words or words[-1].kind not in (
        Kind.GLUE,
        Kind.AMOUNT,
        Kind.TOTAL,
        Kind.EACH,
        Kind.OUTCOME,
        Kind.RESULT,
        Kind.REST,
    )


def _by_some_reason(place: Place, slot: Slot) -> bool:
    """因超期无法提供的 2 件 are some of those that could not be provided; 因…等原因 all of them."""
    words = place.last
    at = next((n for n, t in enumerate(words) if t.kind is Kind.REASON and not t.key), None)
    if at is None or not slot.result:
        return False
    strange = any(t.kind is Kind.OTHER and t.length > 1 for t in words[at + 1 :])
    return strange and "等" not in place.words(words)


def _foreign_before(place: Place) -> bool:
    """咨询类申请, 代办许可事项: a thing that the form does not count stands before what is named."""
    words = place.last if not place.named_behind else place.behind
    named = next((n for n, t in enumerate(words) if t.kind is Kind.OBJECT and t.key != "disclosure"), len(words))
    return named < len(words) and any(t.kind is Kind.FOREIGN and not t.key for t in words[:named])


def _loose_outcome(place: Place) -> bool:
    """撤销, 终止 and 驳回 are told of cases, and which column they went to is the office's to say."""
    words = (*place.last, *place.behind)
    return any(t.kind is Kind.OUTCOME and place.text[t.start : t.end] in _LOOSE for t in words)


_LOOSE = ("撤销", "终止", "驳回", "撤诉", "确认违法", "撤回复议", "撤回起诉", "撤回诉讼", "撤回复议申请")

DOUBTS: tuple[Doubt, ...] = (
    Doubt("the head is of no table", "收到依申请公开答复模版共[6]份。", "收到依申请公开办理事项[9]件。",
          lambda p, s: not p.object_behind and p.tail > 1 and p.unit != "%", 0.3),
    Doubt("one character of no table", "收到申请函[6]份。", "收到申请[6]份。",
          lambda p, s: not p.named_behind and p.tail == 1, 0.85),
    Doubt("said of something else", "收到来信32件，予以公开[20]件。", "收到申请32件，予以公开[20]件。",
          lambda p, s: p.said.foreign and not (p.slot.object and p.slot.object != "disclosure"), 0.12),
    Doubt("another kind of application", "受理医师执业变更申请[126]件。", "受理政府信息公开申请[126]件。",
          lambda p, s: s.object == "requests" and not s.result and _bare_application(p), 0.4),
    Doubt("some word beside what was done", "公路养护答复[3]件。", "均按规定时限答复[3]件。",
          lambda p, s: _only_action(s, p) and not p.named_behind and _strange_subject(p), 0.5),
    Doubt("a part by a word of no table", "收到申请9件，其中园林绿化收到[3]件。", "收到申请9件，其中予以公开[3]件。", _some_part, 0.35),
    Doubt("a unit in which it is not counted", "行政诉讼[6]条。", "行政诉讼[6]件。", _wrong_unit, 0.8),
    Doubt("no unit", "收到申请公开[3]", "收到申请数量为[3]", lambda p, s: _no_unit(p), 0.4),
    Doubt("for some reason only", "因超出期限无法提供[2]件。", "因不掌握等原因无法提供[2]件。", _by_some_reason, 0.5),
    Doubt("kinds of licences", "承接事项86项，其中行政许可[21]项。", "办理行政许可[21]项。",
          lambda p, s: s.object in DECISIONS and p.unit == "项" and not any(t.kind is Kind.ACTION for t in p.preceding), 0.15),
    Doubt("of many years", "累计制发行政规范性文件[21]件。", "全年累计制发行政规范性文件[21]件。",
          lambda p, s: s.object in DOCUMENTS and s.action in ("made", "repealed") and any(t.key == "ever" for t in p.before)
          and not any(t.kind is Kind.YEAR for t in p.before) and p.said.year == "", 0.2),
    Doubt("reviewed by the body itself", "全年受理行政复议申请[138]件。", "因信息公开被申请行政复议[138]件。",
          lambda p, s: s.object == "review" and not s.outcome and "受理" in p.left and "信息公开" not in p.left, 0.3),
    Doubt("some concern disclosure", "被提起行政诉讼[31]件，其中涉及信息公开4件。", "被提起行政诉讼[31]件，其中维持4件。",
          lambda p, s: s.object in CASES and _SOME.match(p.text, p.token.end + 1, p.token.end + 40) is not None, 0.2),
    Doubt("a numeral in an idiom", "办理行政许可[两]项。", "收到申请[两]件。",
          lambda p, s: _SMALL.fullmatch(p.text, p.token.start, p.numeral.end) is not None and p.unit in ("项", "个", "条", "次"), 0.3),
    Doubt("by one way", "依托门户收到申请[6]件。", "通过多种方式收到申请[6]件。",
          lambda p, s: s.object == "requests" and any(t.kind is Kind.CHANNEL and t.key == "by" for t in p.before)
          and not any(t.key == "all" for t in p.before) and "等" not in p.words(p.before), 0.5),
    Doubt("disclosure for applications", "受理政府信息公开[2]件。", "受理政府信息公开申请[2]件。",
          lambda p, s: p.slot.object == "disclosure", 0.8),
    Doubt("information on application", "共依申请公开信息[12]条。", "共收到依申请公开信息[12]条。",
          lambda p, s: "依申请公开信息" in p.words(p.last) and not any(t.kind is Kind.ACTION for t in p.before), 0.55),
    Doubt("one of the applications", "3件申请中[1]件办结。", "3件申请，办结[1]件。",
          lambda p, s: not s.result and bool(p.last) and p.text.startswith("中", p.last[-1].start), 0.3),
    Doubt("outside the part on applications", "全年办结[12]件。", "收到申请[12]件。",
          lambda p, s: _only_action(s, p) and p.said.object != "requests" and s.object == "requests" and s.action in _PLAIN, 0.6),
    Doubt("a thing that is not counted before it", "受理咨询类申请[5]件。", "受理书面申请[5]件。", lambda p, s: _foreign_before(p), 0.4),
    Doubt("an outcome in other words", "行政复议5件，其中撤销[1]件。", "行政复议5件，其中纠正[1]件。",
          lambda p, s: bool(s.outcome) and _loose_outcome(p), 0.45),
    Doubt("withdrawn", "主动撤回[8]件。", "逾期不补正[8]件。", lambda p, s: s.result == "other.other" and "撤回" in p.words((*p.last, *p.behind)), 0.45),
    Doubt("carried cases", "行政诉讼5件（含上年结转[2]件）。", "收到申请5件（含上年结转[2]件）。",
          lambda p, s: s.action in ("carried_in", "carried_out") and p.said.object in CASES, 0.2),
    Doubt("a kind by its subject", "处罚类[12]件。", "行政处罚[12]件。",
          lambda p, s: not s.result and s.action != "in_force" and bool(p.last) and p.last[-1].key == "kind" and p.last[-1].kind is Kind.GLUE, 0.3),
    Doubt("one instance", "行政诉讼6件，二审维持[2]件。", "行政诉讼6件，维持[2]件。", lambda p, s: bool(s.outcome) and re.search("[一二再]审", p.left) is not None, 0.3),
    Doubt("punished", "行政执法中处罚[8]件。", "行政处罚[8]件。",
          lambda p, s: s.object == "penalty" and re.search("行政处罚|处罚决定", p.words(p.last) + p.words(p.behind)) is None, 0.6),
    Doubt("some of the applications", "[38]件申请中，20件予以公开。", "[38]件申请予以公开。",
          lambda p, s: p.named_behind and len(p.behind) > 1 and p.behind[-2].kind is Kind.OBJECT and p.text.startswith("中", p.behind[-1].start), 0.6),
    Doubt("what it concerns", "收取信息处理费，涉及[1]件申请。", "收到[1]件申请。",
          lambda p, s: s.object == "requests" and not s.result and any(t.kind is Kind.REASON and t.key == "of" for t in p.before), 0.2),
    Doubt("disclosed, with no result beside it", "收到申请9件，公开[2]件，转办3件。", "收到申请9件，公开[2]件，不予公开3件。",
          lambda p, s: p.slot.action == "disclosed" and s.result == "granted"
          and re.search("部分公开|不予公开|无法提供|不公开", p.text[p.token.end : p.token.end + 24]) is None, 0.8),
    Doubt("a thing of no table behind it", "[3]件居民问政申请已答复。", "[3]件申请已答复。",
          lambda p, s: p.named_behind and bool(p.behind) and p.behind[0].kind is Kind.OTHER and p.behind[0].length > 1
          and not _is_adverb(p, p.behind[0].start, p.behind[0].end), 0.6),
)  # fmt: skip
"""All doubts; a reading is as sure as its rule's weight times the factors of the doubts that hold."""


def doubts_of(place: Place, slot: Slot) -> tuple[Doubt, ...]:
    """All doubts that hold for a reading."""
    return tuple(doubt for doubt in DOUBTS if doubt.when(place, slot))
