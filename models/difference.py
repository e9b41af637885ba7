"""What is different between two states of one report, as an edit and in words (表三 3 格、五 改写)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.naming import META_NAMES, cell_named
from models.report import PREVIOUS, Report
from models.values import Value

_SILENT = ("origin", "draft")
"""Marks that come and go with the values they belong to."""
_COUNTED = {
    "remark": "备注 {n} 处",
    "base": "上年数 {n} 格",
    "dismissed": "忽略的提醒 {n} 条",
    "tie": "数字所指 {n} 处",
    "memo": "便笺 {n} 条",
    "exhibit": "图片和小表格 {n} 处",
    "picture": "图片 {n} 张",
}
_PARTS = "一二三四五六七八九"


def between(old: Report, new: Report) -> dict[str, Value]:
    """The edit that makes ``new`` of ``old``."""
    ids = dict.fromkeys((*old.values, *new.values))
    return {id: new.get(id) for id in ids if not same(old.get(id), new.get(id))}


def same(one: Value, other: Value) -> bool:
    """Whether a person would see the same: 1.5 and 1.50 are written differently."""
    return one == other and str(one) == str(other)


def in_words(old: Report, new: Report) -> str:
    """What differs, by table and text in printed order; "" where nothing does that a person would look for."""
    edit = between(old, new)
    form = new.form
    tables: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    fields, texts, notes = [], [], []
    for id in edit:
        prefix, _, rest = id.partition(".")
        cell = cell_named(id, form)
        if cell is not None:
            tables[cell.table.number] += 1
        elif id in form.texts:
            texts.append(id)
        elif prefix == "note":
            notes.append(rest)
        elif id in META_NAMES:
            fields.append(META_NAMES[id])
        elif prefix == PREVIOUS or prefix not in _SILENT:
            counted[prefix] += 1
    said = list(dict.fromkeys(fields))
    order = [table.number for table in form.tables]
    said += [
        f"{number} {tables[number]} 格"
        for number in sorted(tables, key=lambda n: (n not in order, order.index(n) if n in order else 0))
    ]
    said += [f"{_called(id)} {_done(old.text(id), new.text(id))}" for id in form.texts if id in texts]
    said += [f"{table.number}的表注" for table in form.tables if table.id in notes]
    for prefix, n in counted.items():
        said.append("上年报告" if prefix == PREVIOUS else _COUNTED.get(prefix, "其他 {n} 处").format(n=n))
    return "、".join(said)


def _called(id: str) -> str:
    section, _, part = id.partition(".")
    if section == "preamble":
        return "引言"
    return f"{section}（{_PARTS[int(part) - 1]}）" if part.isdigit() else section


def _done(old: str, new: str) -> str:
    return "新写" if not old else "删去" if not new else "改写"


@dataclass(frozen=True)
class Restoring:
    """How a state that was set aside comes back into a report that went on.

    ``edit``: what it has beyond the state both began from, where nothing newer stands; ``contested``: where something newer
    stands, what it has there.
    """

    edit: dict[str, Value]
    contested: dict[str, Value]


def restoring(base: Report, wanted: Report, now: Report) -> Restoring:
    """Bring what led from ``base`` to ``wanted`` into ``now``; what led from ``base`` to ``now`` is newer and stays."""
    edit: dict[str, Value] = {}
    contested: dict[str, Value] = {}
    for id, value in between(base, wanted).items():
        if same(now.get(id), value):
            continue
        (edit if same(now.get(id), base.get(id)) else contested)[id] = value
    return Restoring(edit, contested)
