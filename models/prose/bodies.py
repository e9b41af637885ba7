"""Whose numbers a sentence gives: the report's own body, or another one (its office, a unit below, the whole system)."""

from __future__ import annotations

GOVERNMENTS = ("人民政府", "管委会", "管理委员会")
TOWNSHIPS = ("镇人民政府", "乡人民政府", "街道办事处")
OFFICES = ("办公厅", "办公室")

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
    """0: a government of county level or above, 1: a township, 2: a government's office, 3: a department."""
    if unit.endswith(TOWNSHIPS):
        return 1
    if unit.endswith(GOVERNMENTS):
        return 0
    return 2 if unit.endswith(OFFICES) else 3


def is_elsewhere(key: str, words: str, unit: str) -> bool:
    """Whether the body called ``words`` (of the word table ``key``) is another than ``unit``."""
    if key == "named":
        return bool(unit) and words not in unit and not (words[0] in "我本" or words[-3:] == unit[-3:])
    if words in ("街道", "镇", "乡"):
        return bool(unit) and kind_of(unit) != 1  # of a government's report they are units
    return bool(unit) and key in _ELSEWHERE and _ELSEWHERE[key][kind_of(unit)]
