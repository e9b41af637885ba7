"""Several sources → one result: what only one of them says is taken, where two disagree the first stands and both are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from importers import read
from importers.draft import Draft, missing
from importers.register import Register, joined
from importers.result import Choice, Imported, belongs
from models.findings import Severity
from models.forms import FORMS, LATEST
from models.naming import name_of
from models.report import PREVIOUS, Report
from models.values import Value, show

_TABLES = tuple(dict.fromkeys(table.id for form in FORMS.values() for table in form.tables))
_WHOLE = {"import.unit", "import.year", "import.missing"}
"""Findings of a source alone that say nothing of the merged report."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Several sources: what those with a report say together, and the registers among them. ``beside``: those on a sheet of a
    workbook that has tables as well, so that it is for a person to say what is meant; ``name``: what the reports are called."""

    name: str
    imported: Imported | None = None
    registers: tuple[Register, ...] = ()
    beside: tuple[Register, ...] = ()

    @property
    def register(self) -> Register | None:
        """The registers that are meant for certain, as one."""
        return joined(self.registers)

    def with_tables(self) -> Gathered:
        """Where a person wants the tables and no register beside them; nothing need be said of it then."""
        if self.imported is None:
            return self
        said = tuple(finding for finding in self.imported.findings if finding.code != "register.beside")
        return replace(self, imported=replace(self.imported, findings=said), beside=())

    def with_both(self) -> Gathered:
        """Where a person wants the tables and the registers beside them."""
        return replace(self.with_tables(), registers=(*self.registers, *self.beside))

    def with_registers(self) -> Gathered:
        """Where a person wants no tables."""
        return replace(self.with_both(), imported=None)

    def with_count(self, counted: Imported) -> Imported:
        """The report with what its register counts; of a table that both hold, one is to be chosen, the report's first."""
        imported, register = self.imported, self.register
        if imported is None or register is None:
            return counted
        both = [t for t in _TABLES if imported.holds(t) and counted.holds(t)]
        rest = {id: value for id, value in counted.edit.items() if not any(belongs(id, t) for t in both)}
        whole = merge([self.name, register.name], [imported, replace(counted, edit=rest)])
        for table in both:
            theirs = counted.option(table, f"{register.name}（按台账统计）")
            if any(imported.edit.get(id) != value for id, value in theirs.edit.items() if not id.startswith("origin.")):
                choices = {choice.table: choice for choice in whole.choices}
                first = choices.get(table) or Choice(table, (imported.option(table, "报表中的数字"),))
                choices[table] = replace(first, options=(*first.options, theirs))
                whole = replace(whole, choices=tuple(choices.values()))
        return whole


def gather(paths: Sequence[Path], *, year: int | None = None, form: str | None = None) -> Gathered:
    """Read each source, and count no register yet. Raises UnreadableError for the first that cannot be read."""
    results = [read(path, year=year, form=form, count=False) for path in paths]
    reports = [(path, result) for path, result in zip(paths, results, strict=True) if _reports(result)]
    if year is None and len(reports) > 1:
        found = next((value for _, result in reports if isinstance(value := result.edit.get("year"), int)), None)
        if found is not None:  # those that tell no year are read as of that year
            reports = [
                (path, result)
                if result.edit.get("year") is not None
                else (path, _without_year(read(path, year=found, form=form, count=False)))
                for path, result in reports
            ]
    names, told = [path.name for path, _ in reports], [result for _, result in reports]
    return Gathered(
        "、".join(dict.fromkeys(names)),
        merge(names, told) if len(told) > 1 else next(iter(told), None),
        tuple(result.register for result in results if result.register is not None and not result.beside),
        tuple(result.register for result in results if result.register is not None and result.beside),
    )


def read_all(paths: Sequence[Path], *, year: int | None = None, form: str | None = None) -> Imported:
    """Read each source and merge them in the order given, registers counted as they stand but those beside tables. Raises UnreadableError for the
    first that cannot be read."""
    gathered = gather(paths, year=year, form=form)
    imported, register = gathered.imported, gathered.register
    if register is None:
        assert imported is not None
        return imported
    told = imported.edit.get("year") if imported is not None else None
    return gathered.with_count(register.counted(year or (told if isinstance(told, int) else None), form))


def _reports(result: Imported) -> bool:
    """Whether a source says anything of a report itself, besides a register that could be counted."""
    return result.register is None or result.beside


def _without_year(result: Imported) -> Imported:
    edit = {id: value for id, value in result.edit.items() if id not in ("year", "origin.year")}
    return replace(result, edit=edit)


def merge(names: Sequence[str], results: Sequence[Imported]) -> Imported:
    """One result of several; ``names`` are what messages call the sources."""
    draft = Draft("、".join(dict.fromkeys(names)))
    owner: dict[str, str] = {}
    for name, result in zip(names, results, strict=True):
        draft.findings.extend(finding for finding in result.findings if finding.code not in _WHOLE)
        for id, value in result.edit.items():
            if id == "unplaced":
                draft.unplaced.append(str(value))
            elif id.startswith(f"{PREVIOUS}."):  # last year's report, of one source whole
                if owner.setdefault(PREVIOUS, name) == name:
                    draft.values[id] = value
            elif not id.startswith("origin."):
                _take(draft, owner, id, value, name, str(result.edit.get(f"origin.{id}", name)))
        draft.written.update({id: text for id, text in result.written.items() if owner.get(id) == name})
    shape = next((result.form for result in results if result.form), None)
    form = Report().apply({id: draft.values.get(id) for id in ("year", "form")}).form
    if draft.values.get("year") is None and "form" not in draft.values and shape:
        form = FORMS[shape]
    draft.add(missing(draft.source, draft.values, form, texts=any(id in form.texts for id in draft.values)))
    # a table that several sources hold is settled above; copies within one source can be chosen between
    choices = tuple(c for result in results for c in result.choices if sum(r.holds(c.table) for r in results) == 1)
    return replace(draft.finish(shape), choices=choices)


def _take(draft: Draft, owner: dict[str, str], id: str, value: Value, name: str, origin: str) -> None:
    if id not in draft.values:
        draft.values[id] = value
        draft.origins[id] = origin
        owner[id] = name
    elif draft.values[id] != value:
        kept, called = draft.values[id], name_of(id, LATEST)
        message = f"{called}：“{owner[id]}”是{_shown(kept)}，“{name}”是{_shown(value)}，取前者。"
        draft.find("import.conflict", Severity.WARNING, message, (id,), "请核对哪一个对。")
        draft.unplaced.append(f"{called}（{origin}）：{show(value)}")


def _shown(value: Value) -> str:
    text = " ".join(show(value).split())
    return text if len(text) <= 20 else f"“{text[:20]}…”"
