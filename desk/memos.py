"""The clerk's own notes on cells and texts: who gave a figure, what is still to be confirmed. Never exported."""

from __future__ import annotations

from dataclasses import dataclass

from models.naming import name_of
from models.report import MEMO, Report


@dataclass(frozen=True, slots=True)
class Memo:
    """``id`` is the cell or text it stands on, ``name`` what people call that."""

    id: str
    name: str
    text: str


def memos(report: Report) -> list[Memo]:
    """All notes in the order of the report."""
    written = dict(report.under(MEMO))
    form = report.form
    order = (form.preamble.id, *form.texts, *form.cells)
    ids = dict.fromkeys((*(id for id in order if id in written), *written))
    return [Memo(id, name_of(id, form), written[id]) for id in ids]
