"""What a number in a text can count: cells of the form, found from the words that stand by the number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from models.form import Form, plain
from models.forms import FORMS
from models.prose.lexicon.tokens import Token
from models.prose.lexicon.words import Kind
from models.totals import Figures, Number

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """``alternatives``: groups of cells whose sum the number may mean; the first is the likeliest. ``name`` for messages."""

    name: str
    alternatives: tuple[Cells, ...]

    @property
    def cells(self) -> Cells:
        return tuple(dict.fromkeys(cell for group in self.alternatives for cell in group))

    @property
    def expression(self) -> str:
        """The tie in the words of a report's ``tie.<key>``: ``t3.new.total + t3.carried_in.total``, ``|`` between readings."""
        return " | ".join(" + ".join(group) for group in self.alternatives)

    def figures(self, figures: Figures) -> tuple[Number, ...]:
        """The figure of each reading; readings with a cell that is no number or whose cells are all blank are left out."""
        return tuple(
            figures.add(group)
            for group in self.alternatives
            if figures.readable(group) and any(figures.printed[cell] is not None for cell in group)
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """What the words beside a number say about it; keys of the tables in ``words``."""

    object: str = ""
    action: str = ""
    result: str = ""
    outcome: str = ""
    applicant: str = ""
    rest: bool = False

    @property
    def is_empty(self) -> bool:
        return self is NO_SLOT or self == NO_SLOT

    def under(self, other: Slot) -> Slot:
        """This slot, what it leaves open taken from ``other``."""
        return replace(self, object=self.object or other.object, action=self.action or other.action)


NO_SLOT = Slot()

CASES = frozenset({"review", "suits", "direct", "after_review"})
DOCUMENTS = frozenset({"regulations", "normative"})
DECISIONS = frozenset({"licensing", "penalty", "coercion"})

ROLLED = ("carried_in", "carried_out")
"""The actions that say from or to which year applications are carried."""

APPLICATION_ROWS: dict[str, tuple[str, ...]] = {
    "new": ("new",),
    "received": ("new", "new+carried_in"),
    "carried_in": ("carried_in",),
    "due": ("new+carried_in",),
    "handled": ("total", "new", "new+carried_in"),
    "answered": ("total",),
    "carried_out": ("carried_out",),
}
"""Action → rows of table 3 that it may mean. 收到 and 受理 are used with and without what was carried in."""

DOCUMENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "made": ("made",),
    "repealed": ("repealed",),
    "in_force": ("in_force",),
    "disclosed": ("made", "in_force"),
    "published": ("made", "in_force"),
}
"""Action → columns of table 2 for 规章 and 规范性文件."""

ORGANIZATIONS = ("business", "research", "nonprofit", "legal", "other")


_STRENGTH = {"lapsed": 0, "disclosed": 1, "published": 1, "made": 2, "in_force": 3, "repealed": 3}
"""How much the actions say of documents: 制定并公开 are made, 发布现行有效 are in force."""


def _kept(action: str, key: str) -> bool:
    """Whether the action said before says more than ``key``."""
    return key in _STRENGTH and _STRENGTH.get(action, -1) > _STRENGTH[key]


def slot_of(tokens: Iterable[Token]) -> Slot:
    """The slot that ``tokens`` (in reading order) fill; the word nearest to the end wins, a detail over its group.

    结转 with a year says from or to where; such an action is not overridden by 办理 or 答复.
    """
    thing = action = result = outcome = applicant = year = ""
    rest = rolling = rolled = among = opened = False
    for token in tokens:
        kind, key = token.kind, token.key
        if kind is Kind.OBJECT:
            thing = key if key != "disclosure" or not thing else thing
            opened = False
        elif kind is Kind.RESULT:
            result = result if result.startswith(f"{key}.") and not among else key
            among = False
        elif kind is Kind.OUTCOME:
            said, _, outcome = key.rpartition(".")
            thing = said or thing  # 复议机关作出维持决定
        elif kind is Kind.APPLICANT:
            applicant = key
        elif kind is Kind.REST:
            rest = not key
        elif kind is Kind.ACTION and not rolled:
            rolled = key in ROLLED
            kept = _kept(action, key) or (opened and key in ("handled", "answered"))
            action = action if kept else key
            opened = action in ("received", "new")  # 受理并办结申请 4 件 came in
        elif kind is Kind.GLUE:
            among = among or key == "etc"  # 因不掌握等原因无法提供 is the group
        elif kind is Kind.ROLL:
            rolling = True
        elif kind is Kind.YEAR:
            year = key if key != "this" or rolling else year  # 本年度结转下年
        if rolling and not rolled and year in ("last", "this", "next"):
            rolled = True
            action = "carried_out" if year == "next" else "carried_in"
    if year == "next" and action == "handled" and not thing:
        action = "carried_out"  # 在下一年度继续办理
    if not (thing or action or result or outcome or applicant or rest):
        return NO_SLOT
    return Slot(thing, action, result, outcome, applicant, rest)


@lru_cache(maxsize=1024)
def quantity_of(form_id: str, slot: Slot) -> Quantity | None:
    """The cells that a complete slot means in this form; None where it means none."""
    form = FORMS[form_id]
    if slot.outcome or slot.object in CASES or slot.object == "cases":
        return _cases(form, slot)
    if slot.result and slot.object in ("", "requests"):
        return _results(form, slot)
    if slot.object in DOCUMENTS:
        columns = DOCUMENT_COLUMNS.get(slot.action, ())
        return _quantity(form, [(f"t2.{slot.object}.{column}",) for column in columns])
    if slot.object in DECISIONS:
        if slot.action in ("", "decided", "handled", "answered", "made"):
            return _quantity(form, [(f"t2.{slot.object}.decisions",)])
        return None
    if slot.object == "fees":
        return _quantity(form, [("t2.fees.amount",)])
    if slot.object == "requests" and slot.action:
        rows = APPLICATION_ROWS.get(slot.action, ())
        columns = _columns(slot)
        groups = [tuple(f"t3.{row}.{column}" for row in group.split("+") for column in columns) for group in rows]
        return _quantity(form, groups)
    return None


def _columns(slot: Slot) -> tuple[str, ...]:
    if slot.applicant == "legal_person":
        return ORGANIZATIONS
    return (slot.applicant or "total",)


def _results(form: Form, slot: Slot) -> Quantity | None:
    keys = ("granted", "partial") if slot.result == "granted_or_partial" else (slot.result,)
    rows = [row for key in keys for row in _rows(form) if row == key or row.startswith(f"{key}.")]
    return _quantity(form, [tuple(f"t3.{row}.{column}" for row in rows for column in _columns(slot))])


def _rows(form: Form) -> list[str]:
    return [cell.row.key for cell in form.cells.values() if cell.table.id == "t3" and cell.column.node.total]


def _cases(form: Form, slot: Slot) -> Quantity | None:
    groups = {"suits": ("direct", "after_review"), "cases": ("review", "direct", "after_review")}
    if slot.object not in CASES and slot.object != "cases":
        return None
    names = groups.get(slot.object, (slot.object,))
    return _quantity(form, [tuple(f"t4.{name}.{slot.outcome or 'total'}" for name in names)])


def _quantity(form: Form, groups: list[Cells]) -> Quantity | None:
    if not groups or not all(group and all(cell in form.cells for cell in group) for group in groups):
        return None
    return Quantity(" 或 ".join(name_of(form, group) for group in groups), tuple(groups))


def name_of(form: Form, cells: Cells) -> str:
    """How messages call the sum of some cells: the one cell, a whole group of the form, or the cells joined by ＋."""
    return _name_of(form.id, cells)


@lru_cache(maxsize=1024)
def _name_of(form_id: str, cells: Cells) -> str:
    form = FORMS[form_id]
    first = form.cells[cells[0]]
    group = first.row.path[:-1]
    if len(cells) > 1 and group and group[-1].key:
        whole = {c.id for c in form.cells.values() if c.row.path[:-1] == group and c.column == first.column}
        if whole == set(cells):
            return f"{first.table.number} · {plain(group[-1].label)} · {first.column.name}"
    names: list[str] = []
    rest = list(cells)
    while rest:
        cell = form.cells[rest[0]]
        beside = [
            c.id for c in form.cells.values() if c.row == cell.row and c.column.path[:-1] == cell.column.path[:-1]
        ]
        if len(beside) > 1 and set(beside) <= set(rest) and not cell.column.node.total and cell.row.key:
            names.append(f"{cell.row.name} · {plain(cell.column.path[-2].label)}")
            rest = [id for id in rest if id not in beside]
        else:
            names.append(cell.name.removeprefix(f"{cell.table.number} · "))
            rest = rest[1:]
    return f"{first.table.number} · {'＋'.join(names)}"


def parse_expression(form: Form, written: str) -> Quantity | None:
    """The quantity of a tie that a person chose (``Quantity.expression``); None for 无 and for what the form does not have."""
    groups = [tuple(cell.strip() for cell in group.split("+")) for group in written.split("|")]
    return _quantity(form, groups)
