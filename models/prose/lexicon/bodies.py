"""Whose numbers a sentence gives: the report's own body, or another one (its office, a unit below, the whole system)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from models.organ import Kind, named

_ELSEWHERE = {
    # word     government  township  office  department
    "own":    (False,      False,    False,  False),
    "area":   (False,      False,    True,   True),
    "system": (True,       True,     True,   True),
    "units":  (True,       True,     True,   True),
}  # fmt: skip

_SCHOOLS = ("学校", "中学", "小学", "大学", "学院", "幼儿园", "一中", "二中", "三中")
_ORDINARY = {"学校": _SCHOOLS, "医院": ("医院",)}
"""Words by which such a body calls itself, and others one that is under them."""

_VERBS = (
    "收到|受理|办理|申请|答复|复议|诉讼|公开|制发|废止|接到|办结|处理|信息|数量|不予|无法|其中|主动|"
    "审查|印发|发布|结转|统计|依法|按照|根据|通过|依托|配合|协助|会同|联合|涉及|作为|明确|要求|督促|指导|组织|代表|制定|出台|修订"
)
_ENDS = (
    "人民政府办公室|人民政府办公厅|政府办公室|政府办公厅|人民政府|政府本级|政府办|府办|政府|管理委员会|管委会|委员会|办事处|"
    "分局|局|委办|厅|部门|各办|中心|支队|大队|中队|执法队|党政办|征收办|街道|镇街|镇|乡|开发区|高新区|经开区"
)
_NAME = re.compile(
    rf"(?:(?<=[，,；;：:（(、。年度月日中\s])|^|(?<=其中)|(?<=包括))(?![我本全各今因为由对向经在从以按至与同和就及将把被]|其中|年|度|不|未|无|主要)"
    rf"(?P<name>(?:(?!{_VERBS}|[对向由给把被为在至与等将的了是有及])[一-龥]){{0,14}}(?:{_ENDS}))(?!信息|名义|[长性势面限构们理法事案件量规里公机])"
)


def names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of names of bodies that open a clause or an item of a list."""
    for match in _NAME.finditer(text, start, end):
        if match.end("name") - match.start("name") > 1:
            yield match.span("name")


def kind_of(unit: str) -> int:
    """0: a government of county level or above, or a zone's, 1: a township, 2: a government's office, 3: another body."""
    organ = named(unit)
    if organ.kind in (Kind.GOVERNMENT, Kind.ZONE, Kind.STREET):
        return 1 if organ.is_township else 0
    return 2 if organ.kind is Kind.OFFICE else 3


@lru_cache(maxsize=4096)
def is_elsewhere(key: str, words: str, unit: str) -> bool:
    """Whether the body called ``words`` (of the word table ``key``) is another than ``unit``; False where none is named."""
    if not unit or not words:
        return False
    if key == "named":
        return not _is_own(words, unit)
    if words in _ORDINARY and unit.endswith(_ORDINARY[words]):
        return False
    if words == "街道":
        return kind_of(unit) != 1
    return key in _ELSEWHERE and _ELSEWHERE[key][kind_of(unit)]


def _is_own(name: str, unit: str) -> bool:
    """Whether a name is the unit's, whole or with characters left out: 县住建局, 高新区管委会, 县府办, 分局, 石关镇."""
    name = name.rpartition("政府")[2] if len(name.rpartition("政府")[2]) > 2 else name  # 市政府市府办
    if unit.endswith("管理委员会") and name.endswith("区"):
        return shortens(name, unit)
    if kind_of(unit) == 1 and name.endswith(("政府办公室", "党政办")):
        return True
    if name in named(unit).short_names:
        return True
    if name in unit:
        return name.endswith(("政府", unit[-1], "街道", "镇", "乡", "区")) and not (
            kind_of(unit) == 3 and name.endswith("政府")
        )
    if name.endswith(("府办", "政府办")):
        return kind_of(unit) == 2 and shortens(name[:-1], unit)
    if name.endswith("政府"):
        return kind_of(unit) != 3 and shortens(name, unit)
    return name[-1] == unit[-1] and shortens(name, unit)


def shortens(name: str, unit: str) -> bool:
    """Whether a name is the unit's with characters left out."""
    rest = iter(unit)
    return all(character in rest for character in name)
