"""Several sources → one result: what only one of them says is taken, where two disagree the first stands and both are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from importers import read
from importers.draft import Draft, missing
from importers.result import Imported
from models.findings import Severity
from models.forms import FORMS, LATEST
from models.naming import name_of
from models.report import Report
from models.values import Value, show

_WHOLE = {"import.unit", "import.year", "import.missing"}
"""Findings of a source alone that say nothing of the merged report."""


def read_all(paths: Sequence[Path], *, year: int | None = None, form: str | None = None) -> Imported:
    """Read each source and merge them in the order given. Raises UnreadableError for the first that cannot be read."""
    results = [read(path, year=year, form=form) for path in paths]
    if len(results) == 1:
        return results[0]
    if year is None:
        found = next((value for result in results if isinstance(value := result.edit.get("year"), int)), None)
        if found is not None:  # those that tell no year are read as of that year
            results = [
                result if result.edit.get("year") is not None else _without_year(read(path, year=found, form=form))
                for path, result in zip(paths, results, strict=True)
            ]
    return merge([path.name for path in paths], results)


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
            elif not id.startswith("origin."):
                _take(draft, owner, id, value, name, str(result.edit.get(f"origin.{id}", name)))
        draft.written.update({id: text for id, text in result.written.items() if owner.get(id) == name})
    shape = next((result.form for result in results if result.form), None)
    form = Report().apply({id: draft.values.get(id) for id in ("year", "form")}).form
    if draft.values.get("year") is None and "form" not in draft.values and shape:
        form = FORMS[shape]
    missing(draft, draft.values, form)
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
