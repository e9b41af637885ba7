"""The register of units 名册: rows as in its Excel file, and the tree that they make.

A node is a superior's name. The government's own report (…人民政府) is the node's, never one of its units. A lower government or
place that nobody names as a superior is a node without units of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from models.organ import Kind, Level, named
from models.units import folded
from office.errors import OfficeError
from office.ledger import Ledger

GOVERNMENT = "人民政府"
_LEVELS = (("省", "自治区"), ("市", "自治州", "州", "地区", "盟"), ("县", "区", "旗"))
ALL = "全部单位"
"""The name of the root where a register has several superiors and none above them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the register, every column as written."""

    name: str
    superior: str = ""
    code: str = ""
    former: str = ""
    level: str = ""
    organ: str = ""
    contact: str = ""
    phone: str = ""
    deadline: str = ""
    excuse: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or node of the ledger. ``record`` and ``last`` are ids of reports; ``due`` is its deadline or its superior's."""

    id: int
    name: str
    parent: int | None
    node: bool
    listed: bool
    entry: Entry
    decision: str
    round: int
    paper: str
    record: int | None
    last: int | None
    due: date | None = None

    @property
    def excused(self) -> bool:
        return self.decision == "excused" or (bool(self.entry.excuse) and self.decision != "required")


def key_of(name: str) -> str:
    """What nodes are compared by: a place and its government are one node."""
    key = folded(name)
    return key.removesuffix(GOVERNMENT) or key


def is_node_name(entry: Entry) -> bool:
    """Whether a row that nobody names as a superior is a lower node all the same: a place, or a government above a township."""
    organ = named(entry.name)
    if entry.level == Level.TOWNSHIP or organ.is_township:
        return False
    is_place = bool(organ.places) and not organ.tail
    return Kind.GOVERNMENT in (organ.kind, entry.organ) or is_place


def save(ledger: Ledger, entries: Sequence[Entry], heads: Sequence[str] = ()) -> None:
    """Put a register into an empty ledger, as one step. Raises OfficeError where it contradicts itself."""
    rows = _tree(entries)
    with ledger.transaction():
        ledger.run("INSERT OR REPLACE INTO meta VALUES ('heads', ?)", (json.dumps(list(heads), ensure_ascii=False),))
        for number, (entry, listed, node, _) in enumerate(rows, 1):
            insert(ledger, entry, id=number, listed=listed, node=node)
        ledger.run_many(
            "UPDATE unit SET parent = ? WHERE id = ?",
            ((None if parent is None else parent + 1, number) for number, (*_, parent) in enumerate(rows, 1)),
        )


def insert(
    ledger: Ledger, entry: Entry, *, listed: bool, node: bool, parent: int | None = None, id: int | None = None
) -> int:
    """Add a row to the register, within the transaction of the caller; its id."""
    extra = json.dumps(dict(entry.extra), ensure_ascii=False)
    return ledger.run(
        "INSERT INTO unit (id, name, superior, code, former, level, organ, contact, phone, deadline, excuse, extra,"
        " listed, node, parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(id, entry.name, entry.superior, entry.code, entry.former, entry.level, entry.organ, entry.contact),
            *(entry.phone, entry.deadline, entry.excuse, extra, int(listed), int(node), parent),
        ),
    )


_Row = tuple[Entry, bool, bool, "int | None"]


def _tree(entries: Sequence[Entry]) -> list[_Row]:
    """The rows with whether each is listed, is a node, and the index of its superior; superiors without a row are added."""
    if not entries:
        raise OfficeError("名册里没有单位；请在第一张工作表的“单位名称”下每行写一个单位。")
    superiors = {
        key_of(entry.superior): entry.superior.strip() for entry in reversed(entries) if entry.superior.strip()
    }
    own: dict[str, int] = {}
    for index, entry in enumerate(entries):
        key = key_of(entry.name)
        if key in superiors and (key not in own or folded(entry.name) == folded(superiors[key])):
            own[key] = index
    _no_name_twice(entries)
    rows: list[tuple[Entry, bool, bool]] = [
        (entry, True, own.get(key_of(entry.name)) == index or is_node_name(entry))
        for index, entry in enumerate(entries)
    ]
    place = dict(own)
    for key, name in superiors.items():
        if key not in place:
            place[key] = len(rows)
            rows.append((Entry(name), False, True))
    parents = [_parent(entry, index, place) for index, (entry, _, _) in enumerate(rows)]
    tops = [index for index, parent in enumerate(parents) if parent is None]
    root = _root(rows, tops, set(place.values()))
    if root is None:
        root = len(rows)
        rows.append((Entry(ALL), False, True))
        parents.append(None)
    for index in tops:
        if index != root:
            parents[index] = root
    _no_circle(rows, parents, root)
    return [(*row, parent) for row, parent in zip(rows, parents, strict=True)]


def _parent(entry: Entry, index: int, place: Mapping[str, int]) -> int | None:
    """A government that is written under its own place is that place's row."""
    found = place.get(key_of(entry.superior)) if entry.superior.strip() else None
    return None if found == index else found


def _root(rows: Sequence[tuple[Entry, bool, bool]], tops: Sequence[int], superiors: set[int]) -> int | None:
    """The one row at the top: the only superior there, else the only one of the highest level of government."""
    nodes = [index for index in tops if index in superiors] or [index for index in tops if rows[index][2]]
    if len(nodes) == 1:
        return nodes[0]
    ranked = {index: rank for index in nodes if (rank := _rank(rows[index][0].name)) is not None}
    if nodes and len(ranked) == len(nodes):
        best = [index for index in nodes if ranked[index] == min(ranked.values())]
        return best[0] if len(best) == 1 else None
    return None


def _rank(name: str) -> int | None:
    key = key_of(name)
    return next((rank for rank, ends in enumerate(_LEVELS) if key.endswith(ends)), None)


def _no_name_twice(entries: Sequence[Entry]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(entries):
        first = seen.setdefault((folded(entry.name), key_of(entry.superior)), index)
        if first != index:
            raise OfficeError(f"名册里“{entry.name}”写了两次（第{first + 2}行和第{index + 2}行）；请删去一行后再建册。")


def _no_circle(rows: Sequence[tuple[Entry, bool, bool]], parents: Sequence[int | None], root: int) -> None:
    for index in range(len(rows)):
        at: int | None = index
        for _ in range(len(rows) + 1):
            if at is None or at == root:
                break
            at = parents[at]
        else:
            raise OfficeError(f"名册里“{rows[index][0].name}”的上级绕成了一圈；请改正“上级”一列后再建册。")


class Roster:
    """The register as it stands in the ledger, with its tree."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.id: unit for unit in units}

    @cached_property
    def root(self) -> Unit:
        return next(unit for unit in self.units.values() if unit.parent is None)

    @cached_property
    def below(self) -> Mapping[int, tuple[Unit, ...]]:
        """By node: what stands right below it, in the order of the register."""
        found: dict[int, list[Unit]] = {}
        for unit in self.units.values():
            if unit.parent is not None:
                found.setdefault(unit.parent, []).append(unit)
        return {id: tuple(units) for id, units in found.items()}

    def has_units(self, node: Unit) -> bool:
        return node.id in self.below

    def nodes(self) -> Iterator[Unit]:
        """The superiors, each before those below it."""
        yield from (unit for unit in self._walk(self.root, include=True) if unit.node and self.has_units(unit))

    def own(self, node: Unit) -> list[Unit]:
        """The units whose superior the node is."""
        return [unit for unit in self.below.get(node.id, ()) if not unit.node]

    def area(self, node: Unit) -> list[Unit]:
        """All units below the node, and the lower nodes without units of their own, each of which counts as one."""
        return [
            unit for unit in self._walk(node) if not (unit.node and (self.has_units(unit) or self._is_superior(unit)))
        ]

    def _is_superior(self, unit: Unit) -> bool:
        """Whether this is a second row of its own superior: a place and its government, both listed."""
        return unit.parent is not None and key_of(unit.name) == key_of(self.units[unit.parent].name)

    def path(self, unit: Unit) -> list[Unit]:
        """The superiors of a unit, the root first."""
        found: list[Unit] = []
        at = unit.parent
        while at is not None:
            found.append(self.units[at])
            at = self.units[at].parent
        return found[::-1]

    def node(self, name: str) -> Unit:
        """The node of this name; the root for "". Raises OfficeError."""
        if not name:
            return self.root
        found = [u for u in self.units.values() if u.node and key_of(u.name) == key_of(name)]
        if not found:
            known = "、".join(f"“{unit.name}”" for unit in list(self.nodes())[:8])
            raise OfficeError(f"名册里没有上级“{name}”；有的是{known}。")
        return found[0]

    def named(self, name: str) -> Unit:
        """The unit or lower node of this name, or of this code. Raises OfficeError with the likely names."""
        found = [u for u in self.units.values() if folded(name) in (folded(u.name), folded(u.entry.name))]
        found = found or [u for u in self.units.values() if name and u.entry.code == name.strip()]
        found = found or [
            u for u in self.units.values() if folded(name) in {folded(former) for former in formers(u.entry)}
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise OfficeError(f"名册里有{len(found)}个“{name}”；请用它的代码指明是哪一个。")
        from models.units import match

        likely = match(name, [unit.name for unit in self.units.values()]).likely
        hint = f"；名称相近的有{'、'.join(f'“{n}”' for n in likely)}" if likely else ""
        raise OfficeError(f"名册里没有“{name}”{hint}；请写名册上的全称。")

    def _walk(self, node: Unit, *, include: bool = False) -> Iterator[Unit]:
        if include:
            yield node
        for unit in self.below.get(node.id, ()):
            yield from self._walk(unit, include=True)


def formers(entry: Entry) -> list[str]:
    return [name.strip() for name in re.split("[、；;，,\n]", entry.former) if name.strip()]


_NAMES = ("name", "superior", "code", "former", "level", "organ", "contact", "phone", "deadline", "excuse")
_FIELDS = ", ".join((*_NAMES, "extra"))


def load(ledger: Ledger) -> Roster:
    """The register of a ledger."""
    year = ledger.year
    rows = ledger.rows(
        f"SELECT id, parent, node, listed, decision, round, paper, record, last, {_FIELDS} FROM unit ORDER BY id"
    )
    stated = {row[0]: (row[1], day_of(row[17], year)) for row in rows}
    units = []
    for id, parent, node, listed, decision, round_, paper, record, last, *fields in rows:
        extra = json.loads(fields[10]) if fields[10] != "{}" else {}
        entry = Entry(**dict(zip(_NAMES, fields, strict=False)), extra=extra)
        due = _inherited(id, stated)
        units.append(
            Unit(id, entry.name, parent, bool(node), bool(listed), entry, decision, round_, paper, record, last, due)
        )
    return Roster(_called_as_superiors(units))


def _called_as_superiors(units: Sequence[Unit]) -> list[Unit]:
    """A node has the name by which the units below it call their superior, whatever its own row says."""
    called: dict[int, str] = {}
    for unit in units:
        if unit.parent is not None and unit.entry.superior:
            called.setdefault(unit.parent, unit.entry.superior)
    return [replace(unit, name=called[unit.id]) if unit.id in called and unit.node else unit for unit in units]


def same_key(unit: Unit) -> str:
    """By what a unit is the same below the same superior."""
    return key_of(unit.name) if unit.node else folded(unit.name)


def _inherited(id: int, stated: Mapping[int, tuple[int | None, date | None]]) -> date | None:
    at: int | None = id
    while at is not None:
        at, due = stated[at]
        if due is not None:
            return due
    return None


_DAY = re.compile(r"(?:(\d{4})\s*[年\-/.])?\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?")


def day_of(written: str, year: int) -> date | None:
    """A deadline as written: 2026-01-31, 2026年1月31日, 1月31日 (of the year after the one reported on); None for a blank."""
    match = _DAY.search(written)
    if match is None:
        return None
    try:
        return date(int(match[1] or year + 1), int(match[2]), int(match[3]))
    except ValueError:
        return None
