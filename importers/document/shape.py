"""The shape in which tables were printed against the form of the report's year: figures of one edition carried to the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from importers.draft import Draft
from models.editions import Passage, between, others
from models.findings import Severity
from models.form import Form
from models.forms import FORMS, form_for
from models.naming import cell_named
from models.report import Edit
from models.values import Value


def shape_of(edit: Edit) -> str | None:
    """The edition whose tables these cells can only be of; None where they could be of either."""
    ids = {id for id in edit if any(id in form.cells for form in FORMS.values())}
    only = {form.id: ids - _others(form) for form in FORMS.values()}
    owners = [form for form, own in only.items() if own]
    return max(owners, key=lambda form: len(only[form])) if owners else None


def _others(form: Form) -> set[str]:
    return {id for other in FORMS.values() if other is not form for id in other.cells}


def target(year: int | None, form: str | None, shape: str | None) -> Form:
    """The form of the report: as stated, else as the year prescribes, else as the tables were printed."""
    if form in FORMS:
        return FORMS[form]
    if year is None and shape in FORMS:
        return FORMS[shape]
    return form_for(year)


def fit(draft: Draft, form: Form) -> None:
    """Carry the figures to ``form``: each to the cell that counts the same, else to the nearest. What has no place there stays
    under its own id, kept and never printed; both are said."""
    for _, other in (copy for copies in draft.copies.values() for copy in copies[1:]):
        fit(other, form)
    tables: dict[str, list[str]] = {}
    for id in draft.values:
        if id in _CELLS:
            tables.setdefault(id.partition(".")[0], []).append(id)
    moves: dict[str, str] = {}
    foreign: list[str] = []
    for table, ids in tables.items():
        way = between(_edition_of(ids, form), form)
        if way.source is not form:
            moves.update((id, way.homes[id]) for id in ids if id in way.homes)
            foreign += [id for id in ids if id not in way.homes]
            if f"note.{table}" in draft.values and table in way.tables:
                moves[f"note.{table}"] = f"note.{way.tables[table]}"
            _say_moved(draft, way, ids)
    _move(draft, moves)
    _say_foreign(draft, form, foreign)


_CELLS = frozenset(id for form in FORMS.values() for id in form.cells)


def _edition_of(ids: Sequence[str], form: Form) -> Form:
    """The edition that has most of these cells of one table: this one, else the nearest."""
    return max((form, *others(form)), key=lambda edition: sum(id in edition.cells for id in ids))


def _move(draft: Draft, moves: Mapping[str, str]) -> None:
    """All at once, since ids may change places; figures that meet in one cell are added up."""
    taken: dict[str, Value] = {}
    for id, to in moves.items():
        taken[to] = _added(taken.get(to), draft.values.pop(id))
        origin = draft.origins.pop(id, draft.source)
        remark = draft.values.pop(f"remark.{id}", None)
        if remark is not None:
            taken[f"remark.{to}"] = remark
            draft.origins[f"remark.{to}"] = draft.origins.pop(f"remark.{id}", draft.source)
        draft.origins[to] = origin
        if id in draft.written and id != to:
            draft.written[to] = draft.written.pop(id)
    draft.values.update(taken)


def _added(first: Value, second: Value) -> Value:
    if isinstance(first, (int, Decimal)) and isinstance(second, (int, Decimal)):
        return first + second
    return second if first is None else first


def _say_moved(draft: Draft, way: Passage, ids: Sequence[str]) -> None:
    """Tell of each row or column whose figures went to another that does not count the same, or were added up."""
    told: dict[str, list[str]] = {}
    for id in ids:
        home = way.homes.get(id)
        if home is not None and way.sources_of(home) != (id,):
            old, new = way.source.cells[id], way.target.cells[home]
            added = len(way.sources_of(home)) > 1
            how = f"“{old.row.name}”的数字{'加入' if added else '放在'}“{new.row.name or new.column.name}”"
            told.setdefault(f"{new.table.number}是{way.source.id}年格式，{how}", []).append(home)
    for said, cells in told.items():
        advice = "请核对，按各种情形分开填写。"
        draft.find(
            "import.shape",
            Severity.WARNING,
            f"{draft.source}：{said}，本格式另有的行留空。",
            cells,
            advice,
            way.target.basis,
        )


def _say_foreign(draft: Draft, form: Form, foreign: Sequence[str]) -> None:
    by_table: dict[str, list[str]] = {}
    for id in foreign:
        cell = cell_named(id, form)
        if cell is not None:
            by_table.setdefault(cell.table.number, []).append(id)
    for number, cells in by_table.items():
        message = f"{draft.source}：{number}不是{form.id}年格式，有{len(cells)}个数字在{form.id}年格式中没有对应的格子，保留但不印出。"
        draft.find("import.shape", Severity.WARNING, message, cells, "请按本年格式核对、补填。", form.basis)
