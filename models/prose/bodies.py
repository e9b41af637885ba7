"""Whose numbers a sentence gives: the report's own body, or another one (its office, a unit below, the whole system)."""

from __future__ import annotations

from models.organ import Kind, named

_SCHOOLS = ("学校", "中学", "小学", "大学", "学院", "幼儿园", "一中", "二中", "三中")
_ORDINARY = {"学校": _SCHOOLS, "医院": ("医院",)}
"""Words by which such a body calls itself, and others one that is under them."""

_ZONES = ("", "园区", "开发区", "高新区", "经开区", "新区", "保税区", "度假区", "景区")

_ELSEWHERE = {
    # word     government  township  office  department
    "own":    (False,      False,    False,  False),
    "area":   (False,      False,    True,   True),
    "system": (True,       True,     True,   True),
    "office": (True,       False,    False,  True),
    "seat":   (False,      False,    False,  True),
    "units":  (True,       True,     True,   True),
}  # fmt: skip


def kind_of(unit: str) -> int:
    """0: a government of county level or above, or a zone's, 1: a township, 2: a government's office, 3: another body."""
    organ = named(unit)
    if organ.kind in (Kind.GOVERNMENT, Kind.ZONE, Kind.STREET):
        return 1 if organ.is_township else 0
    return 2 if organ.kind is Kind.OFFICE else 3


def is_elsewhere(key: str, words: str, unit: str) -> bool:
    """Whether the body called ``words`` (of the word table ``key``) is another than ``unit``."""
    if words in _ORDINARY and unit.endswith(_ORDINARY[words]):
        return False
    if words.endswith("管委会") and unit.endswith("管理委员会") and words[:-3] in _ZONES:
        return False
    if key == "named" and unit and words[-1] == unit[-1] and _shortens(words, unit):
        return False
    if key == "named":
        return bool(unit) and words not in unit and not (words[0] in "我本" or words[-3:] == unit[-3:])
    if words in ("街道", "镇", "乡"):
        return bool(unit) and kind_of(unit) != 1  # of a government's report they are units
    return bool(unit) and key in _ELSEWHERE and _ELSEWHERE[key][kind_of(unit)]


def _shortens(words: str, unit: str) -> bool:
    """Whether a name is the unit's with characters left out: 县住建局, 高新区管委会."""
    rest = iter(unit)
    return all(character in rest for character in words)
