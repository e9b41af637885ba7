"""The parts of a section (（一） 主动公开 …): which headings inside it are theirs, numbered, declared by the source or plain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from importers.document.outline import MAX_HEADING, Lines
from models.form import Section
from models.labels import normal

_SUB = re.compile(r"\s*[（(]\s*([一二三四五六七八九十])\s*[)）][、.．\s]*|\s*([㈠-㈩])\s*")
_MINOR = re.compile(r"\s*(?:[1-9１-９][、.．]|[（(]\s*[1-9１-９]\s*[)）]|[⑴-⑼①-⑨])\s*")


@dataclass(slots=True)
class PartHead:
    """A heading inside a section: where it stands, what it says, the text that runs on after it."""

    index: int
    heading: str
    rest: str


def parts_of(
    section: Section, lines: Lines, levels: Mapping[int, int] = MappingProxyType({})
) -> list[tuple[str, str, list[tuple[int, str]]]] | None:
    """The lines of a section told apart by its parts: (id, heading, lines), the introduction first under the section's id.

    None where the headings are not those of the parts, in their order: then the text stays whole. ``levels``: the outline
    levels of the lines that the source declares as headings.
    """
    if not section.parts:
        return None
    declared = _declared_heads(lines, levels)
    for heads in (declared, _numbered_heads(lines), _plain_heads(section, lines)):
        if heads:
            ids = [_part_of(section, head.heading) for head in heads]
            order = [part.id for part in section.parts]
            known = [order.index(id) for id in ids if id]
            if len(known) == len(ids) and known == sorted(set(known)):
                return _cut(section, lines, heads, ids)
            if heads is not declared:
                return None
    return None


def _declared_heads(lines: Lines, levels: Mapping[int, int]) -> list[PartHead]:
    """The headings that the source declares, those of the highest level in the section."""
    top = min((levels[number] for number, _ in lines if number in levels), default=0)
    heads = []
    for index, (number, line) in enumerate(lines):
        if levels.get(number) == top and line.strip():
            heads.append(_sub_head(index, line, _SUB) or PartHead(index, line.strip(), ""))
    return heads if top else []


def _cut(
    section: Section, lines: Lines, heads: list[PartHead], ids: list[str]
) -> list[tuple[str, str, list[tuple[int, str]]]]:
    out = [(section.number, "", list(lines[: heads[0].index]))]
    for place, (head, id) in enumerate(zip(heads, ids, strict=True)):
        end = heads[place + 1].index if place + 1 < len(heads) else len(lines)
        number = lines[head.index][0]
        body = [(number, head.rest)] if head.rest else []
        out.append((id, head.heading, [*body, *lines[head.index + 1 : end]]))
    return out


def _numbered_heads(lines: Lines) -> list[PartHead]:
    """Headings （一）（二）… ; where there is none, 1. 2. … ."""
    found = [_sub_head(i, line, _SUB) for i, (_, line) in enumerate(lines)]
    return [head for head in found if head is not None]


def _sub_head(index: int, line: str, pattern: re.Pattern[str]) -> PartHead | None:
    match = pattern.match(line)
    if match is None:
        return None
    body = line[match.end() :].strip()
    cut = re.search(r"[。：:；]|\s(?=\S{6})", body)
    if cut is None:
        return PartHead(index, body, "") if len(body) <= MAX_HEADING else PartHead(index, body[:MAX_HEADING], body)
    return PartHead(index, body[: cut.start()].strip(), body[cut.end() :].strip())


def _plain_heads(section: Section, lines: Lines) -> list[PartHead]:
    """Headings that lost their number, or are numbered 1. 2. …: short lines that say just what a part is about."""
    heads = []
    for index, (_, line) in enumerate(lines):
        text = line.strip()
        if not 4 <= len(text) <= 200:
            continue
        head = _sub_head(index, text, _MINOR) or (PartHead(index, text, "") if len(text) <= 30 else None)
        if head is not None and len(head.heading) <= 30 and _is_plain_part(section, head.heading):
            heads.append(head)
    return heads if len(heads) > 1 else []


_FILLER = re.compile(r"政府信息|信息公开|公开|工作|有关|相关|方面|情况|的|及|和|与|开展|加强|做好|推进")


def _is_plain_part(section: Section, heading: str) -> bool:
    id = _part_of(section, heading)
    if not id or re.search(r"[，。；、,;]", heading):
        return False
    rest = _FILLER.sub("", heading)
    for word in ("主动", "依申请", "申请", "信息管理", "管理", "平台建设", "平台", "监督保障", "监督", "保障", "机制"):
        rest = rest.replace(word, "")
    return not normal(rest)


def _part_of(section: Section, heading: str) -> str:
    """The part that a heading speaks of, "" where it is none."""
    key = normal(heading)
    for part in section.parts:
        if normal(part.title) in key and not (part.id.endswith(".1") and "依申请" in key):
            return part.id
    for part in section.parts:
        if any(word in key for word in part.said) and len(key) <= 40:
            return part.id
    return ""
