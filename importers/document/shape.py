"""The shape in which tables were printed against the form of the report's year: figures of one edition carried to the other."""

from __future__ import annotations

from importers.draft import Draft
from models.findings import Severity
from models.form import Form
from models.forms import FORMS, LATEST, form_for
from models.report import Edit


def shape_of(edit: Edit) -> str | None:
    """The edition whose tables these cells can only be of; None where they could be of either."""
    ids = {id for id in edit if id[:3] in ("t2.", "t3.", "t4.")}
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
    """Carry the figures to ``form``: the one row （六）其他处理 of 2019 is 3.其他 of 2021. What has no place there stays under
    its own id, kept and never printed; both are said."""
    for _, other in (copy for copies in draft.copies.values() for copy in copies if copy[1] is not draft):
        fit(other, form)
    ids = [id for id in draft.values if id[:3] in ("t2.", "t3.", "t4.")]
    foreign = [id for id in ids if id not in form.cells]
    single = [
        id
        for id in foreign
        if id.startswith("t3.other.") and id.replace("t3.other.", "t3.other.other.", 1) in form.cells
    ]
    for id in single:
        to = id.replace("t3.other.", "t3.other.other.", 1)
        _move(draft, id, to)
    if single:
        moved = [id.replace("t3.other.", "t3.other.other.", 1) for id in single]
        message = (
            f"{draft.source}：表三是2019年格式，“（六）其他处理”只有一行，数字放在“（六）其他处理 3.其他”，另两行留空。"
        )
        draft.find("import.shape", Severity.WARNING, message, moved, "请核对，按三种情形分开填写。", LATEST.basis)
    rest = [id for id in foreign if id not in single]
    for table in form.tables:
        cells = [id for id in rest if id.startswith(f"{table.id}.")]
        if cells:
            message = f"{draft.source}：{table.number}不是{form.id}年格式，有{len(cells)}个数字在{form.id}年格式中没有对应的格子，保留但不印出。"
            draft.find("import.shape", Severity.WARNING, message, cells, "请按本年格式核对、补填。", form.basis)


def _move(draft: Draft, id: str, to: str) -> None:
    for prefix in ("", "remark."):
        if prefix + id in draft.values:
            draft.values[prefix + to] = draft.values.pop(prefix + id)
            draft.origins[prefix + to] = draft.origins.pop(prefix + id, draft.source)
    if id in draft.written:
        draft.written[to] = draft.written.pop(id)
