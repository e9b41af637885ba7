"""The names of other bodies and places where the reporting one should stand: as the subject of what was done, or as its area.

A text taken from another report shows it where it says who did something. Others are rightly named as superiors, as units
below, as peers that were visited, and wherever they are no subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.findings import Severity, Span
from models.organ import Kind, Level, Organ
from models.prose.lexicon.bodies import shortens

_OPENS = r"(?:^|(?<=[，,。；;：:！\n）]))[\s\u3000]*(?:\d{4}年度?[，,]?|本?年度?[，,]|全年[，,]?|[一二三四五六七八九十\d]{1,2}[是、.．]|（[一二三四五六七八九十]）)?"
_DID = (
    "(?=[\\s，]?(?:共|将|全年|坚持|高度|认真|不断|进一步|扎实|积极|严格|持续|收到|受理|公开|主动|办理|依规|依法|制定|建立|始终|深入|大力|切实|组织|开展|未|累计|"
    "各级|上下|政府信息公开|政务公开|政务|\\d{4}年|成立|安排|着力|全面|公开渠道|严把|加强|强化))"
)
_PRAISE = (
    "(?=[\\s，]?(?:坚持|高度重视|认真贯彻|认真落实|认真做好|不断|进一步|扎实|积极推进|严格落实|严格执行|持续|始终|切实|成立|安排专人|明确专人|将继续|全年|共|收到|"
    "依规|依法|深入|着力|全面))"
)
_PLACE = re.compile(
    _OPENS
    + r"(?P<name>(?P<stem>[一-龥]{2,4}?)(?P<kind>县|区|市|镇|乡|街道|旗|苏木)(?:人民政府|政府|办事处|管委会)?)"
    + _DID,
    re.MULTILINE,
)
_GENERIC = re.compile(
    "[我本全各该辖其两多老新]|园|开发|高新|经开|社|城|郊|专|片|地|山|景|小|校|库|港|矿|林|牧|灾|农|直|级|下|等|至|向|按|根据|在|为|由|对|和|与|年|月|日|及|先后|部分|有关|相关|如"
)
_ZONE = re.compile(
    _OPENS + r"(?P<name>(?:高新|经开|经济开发|工业园|开发|保税|度假|示范|产业园|自贸)[一-龥]{0,4}?区)" + _DID,
    re.MULTILINE,
)
_BODY = re.compile(
    _OPENS
    + r"(?P<name>(?:[一-龥]{2,3}[县区市旗]|[县区市旗])?(?!我|本|全|各|该)[一-龥]{2,12}?(?:局|委员会|办事处))"
    + _PRAISE,
    re.MULTILINE,
)
_BRANCH = re.compile(_OPENS + r"(?P<name>(?!我|本|全|各|该)[一-龥]{2,6}分局)" + _DID, re.MULTILINE)
_AREA = re.compile(
    _OPENS
    + r"(?P<name>[我全](?P<kind>[县区市省州旗]))(?!长|直|级机关|委|政府门户|统一|范围|会议|性|里|中|的统一|域|第)(?=[上各政公共进严收认积扎持信不主深坚依大始切高办受教])",
    re.MULTILINE,
)
_PEERS = re.compile("学习|借鉴|考察|参观|联合|会同|与|赴|到|向|协助|配合")
_AREAS = {"县": 1, "区": 1, "旗": 1, "市": 2, "州": 2, "省": 3}


@dataclass(frozen=True, slots=True)
class Subject:
    """A name that is another's; ``severity`` is that of its finding."""

    span: Span
    severity: Severity


def subjects(organ: Organ, id: str, text: str) -> Iterator[Subject]:
    """Every name in a text that is the subject of a deed and cannot be the organ's."""
    yield from _areas(organ, id, text)
    if organ.is_government or organ.is_township:
        yield from _places(organ, id, text)
    if organ.kind is Kind.ZONE:
        yield from _named(_ZONE, organ, id, text)
    if organ.name.endswith("分局"):
        yield from _named(_BRANCH, organ, id, text)
    elif organ.kind is Kind.DEPARTMENT:
        yield from _bodies(organ, id, text)


def _spans(pattern: re.Pattern[str], id: str, text: str) -> Iterator[tuple[re.Match[str], Span]]:
    for match in pattern.finditer(text):
        if not _PEERS.search(text[max(0, match.start("name") - 6) : match.start("name")]):
            yield match, Span(id, *match.span("name"))


def _places(organ: Organ, id: str, text: str) -> Iterator[Subject]:
    """云岭县坚持以公开促规范 in the report of 临河县: another place of the same kind."""
    own = organ.places[-1:] and organ.places[-1]
    kind = next((k for k in ("街道", "苏木", "县", "区", "市", "镇", "乡", "旗") if own and own.endswith(k)), "")
    if not own or not kind:
        return
    for match, span in _spans(_PLACE, id, text):
        name = f"{match['stem']}{match['kind']}"
        if (
            match["kind"] != kind
            or _GENERIC.search(match["stem"])
            or name in organ.name
            or own.endswith(name)
            or name.endswith(own)
        ):
            continue
        if kind == "市" and organ.level is Level.CITY:
            continue  # a city of county level may be below it
        yield Subject(span, Severity.WARNING)


def _named(pattern: re.Pattern[str], organ: Organ, id: str, text: str) -> Iterator[Subject]:
    for match, span in _spans(pattern, id, text):
        if not shortens(match["name"], organ.name):
            yield Subject(span, Severity.WARNING)


def _bodies(organ: Organ, id: str, text: str) -> Iterator[Subject]:
    """区民政局高度重视 in the report of 区发展和改革局: another department of the same level praises itself."""
    place = organ.places[-1:] and organ.places[-1][-1]
    for match, span in _spans(_BODY, id, text):
        name = match["name"]
        superior = name[0] in "市省州" and place in ("县", "区", "旗") and name[:2] not in organ.name
        if name in organ.name or shortens(name, organ.name) or superior or name.endswith(("我局", "本局", "全局")):
            continue
        if organ.place and name.startswith(organ.place) and organ.kind is not Kind.DEPARTMENT:
            continue
        yield Subject(span, Severity.WARNING)


def _areas(organ: Organ, id: str, text: str) -> Iterator[Subject]:
    """全区上下 in the report of a county: an area that is none of the organ's and none above it, or one above it that acts."""
    place = next((p for p in reversed(organ.places) if p[-1] in _AREAS), "")
    if not place:
        return
    own, above = place[-1], [p[-1] for p in organ.places]
    seen: set[str] = set()
    for match, span in _spans(_AREA, id, text):
        kind = match["kind"]
        if kind in above or (kind == own) or match["name"] in seen:
            continue
        higher = _AREAS[kind] > _AREAS[own]
        if higher and not organ.is_government:
            continue  # a department speaks of 我市 as of where it is
        seen.add(match["name"])
        yield Subject(span, Severity.WARNING)
