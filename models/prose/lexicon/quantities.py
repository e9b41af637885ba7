"""What a number in a text can count: cells of the form, found from the words that stand by the number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from models.form import Form, plain
from models.forms import FORMS
from models.prose.lexicon.keys import strange_outcomes, strange_results
from models.prose.lexicon.slots import CASES, DECISIONS, DOCUMENTS, Slot
from models.roles import Role
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


_RECEIVED, _CARRIED_IN, _CONCLUDED = (Role.RECEIVED,), (Role.CARRIED_IN,), (Role.CONCLUDED,)

APPLICATION_ROWS: dict[str, tuple[tuple[Role, ...], ...]] = {
    "new": (_RECEIVED,),
    "received": (_RECEIVED, _RECEIVED + _CARRIED_IN),
    "carried_in": (_CARRIED_IN,),
    "due": (_RECEIVED + _CARRIED_IN,),
    "handled": (_CONCLUDED, _RECEIVED, _RECEIVED + _CARRIED_IN),
    "answered": (_CONCLUDED,),
    "carried_out": ((Role.CARRIED_OUT,),),
}
"""Action → rows of the applications that it may mean, added. 收到 and 受理 are used with and without what was carried in."""

DOCUMENT_COLUMNS: dict[str, tuple[Role, ...]] = {
    "made": (Role.MADE,),
    "repealed": (Role.REPEALED,),
    "in_force": (Role.IN_FORCE,),
    "disclosed": (Role.MADE, Role.IN_FORCE, Role.DISCLOSED),
    "published": (Role.MADE, Role.IN_FORCE, Role.DISCLOSED),
}
"""Action → columns of 规章 and 规范性文件 that it may mean."""

_RESULTS: dict[str, tuple[Role, ...]] = {
    "granted_or_partial": (Role.GRANTED, Role.PARTIAL),
    "other": (Role.OTHER_RESULTS,),
    "other.other": (Role.UNSPECIFIED,),
}
"""Results whose key is no role."""
_APPLICANTS = {"legal_person": Role.ORGANIZATIONS, "other": Role.OTHER_ORGANIZATIONS}
_CASES = {"cases": (Role.REVIEW, Role.SUITS)}
_OUTCOMES = {"other": Role.OTHER_OUTCOME}


@lru_cache(maxsize=1024)
def quantity_of(form_id: str, slot: Slot) -> Quantity | None:
    """The cells that a complete slot means in this form; None where it means none."""
    form = FORMS[form_id]
    if slot.outcome or slot.object in CASES or slot.object == "cases":
        return _cases(form, slot)
    if slot.result and slot.object in ("", "requests"):
        if (strange := strange_results(form_id).get(slot.result)) is not None:
            return _quantity(form, [_in_column(form, strange, _applicant(slot))])
        roles = _RESULTS.get(slot.result) or (Role(slot.result.rpartition(".")[2]),)
        return _applications(form, slot, (roles,))
    if slot.object in DOCUMENTS:
        columns = DOCUMENT_COLUMNS.get(slot.action, ())
        return _quantity(form, [form.amount(Role.DISCLOSURE, Role(slot.object), column) for column in columns])
    if slot.object in DECISIONS:
        if slot.action in ("", "decided", "handled", "answered", "made"):
            return _quantity(form, [form.amount(Role.DISCLOSURE, Role(slot.object), Role.DECISIONS)])
        return None
    if slot.object == "fees":
        return _quantity(form, [form.amount(Role.DISCLOSURE, Role.CHARGES, Role.AMOUNT)])
    if slot.object == "requests" and slot.action:
        return _applications(form, slot, APPLICATION_ROWS.get(slot.action, ()))
    return None


def _applications(form: Form, slot: Slot, readings: Iterable[tuple[Role, ...]]) -> Quantity | None:
    """Rows of the applications, in the column of the applicant."""
    return _quantity(form, [_added(form, rows, (Role.APPLICATIONS, *_applicant(slot))) for rows in readings])


def _applicant(slot: Slot) -> tuple[Role, ...]:
    return (_APPLICANTS.get(slot.applicant) or Role(slot.applicant),) if slot.applicant else ()


def _in_column(form: Form, cells: Cells, roles: tuple[Role, ...]) -> Cells:
    """Of the cells of a row those with these roles, else its total."""
    found = [form.cells[id] for id in cells if form.cells[id].roles.issuperset(roles)]
    totals = [] if roles else [cell for cell in found if cell.column.node.total]
    return tuple(cell.id for cell in totals or found)


def _added(form: Form, rows: Iterable[Role], beside: tuple[Role, ...]) -> Cells:
    """The cells of several rows together; () where the form lacks one."""
    found = [form.amount(beside[0], row, *beside[1:]) for row in rows]
    return tuple(cell for cells in found for cell in cells) if all(found) else ()


def _cases(form: Form, slot: Slot) -> Quantity | None:
    if slot.object not in CASES and slot.object != "cases":
        return None
    kinds = _CASES.get(slot.object) or (Role(slot.object),)
    if (strange := strange_outcomes(form.id).get(slot.outcome)) is not None:
        return _quantity(form, [tuple(id for id in strange if not form.cells[id].roles.isdisjoint(kinds))])
    outcome = (_OUTCOMES.get(slot.outcome) or Role(slot.outcome),) if slot.outcome else ()
    return _quantity(form, [_added(form, kinds, (Role.CASES, *outcome))])


def _quantity(form: Form, groups: Iterable[Cells]) -> Quantity | None:
    """The readings that the form has; None where it has none."""
    known = tuple(group for group in groups if group and all(cell in form.cells for cell in group))
    return Quantity(" 或 ".join(name_of(form, group) for group in known), known) if known else None


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
    return _quantity(form, groups) if all(cell in form.cells for group in groups for cell in group) else None
