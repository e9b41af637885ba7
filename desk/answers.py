"""The answers of a report at a glance, a line each: what the clerk looks over before handing it in. Derived from the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.form import BETWEEN, Cell, Form, Table
from models.naming import META_NAMES, name_of
from models.report import Report
from models.texts import printed_text
from models.totals import Figures
from models.values import show

_FIELDS = ("unit", "year", "level", "organ", "contact", "signed_by", "signed_on")
_OPTIONAL = ("level", "organ", "contact", "signed_by", "signed_on")
SHOWN = 60
"""Characters of a text that a line shows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``id`` is where it is changed; ``shown`` what was answered ("" where nothing was), ``optional`` where that is fine."""

    section: str
    id: str
    name: str
    shown: str
    optional: bool = False


def answers(report: Report, figures: Figures) -> Iterator[Answer]:
    """Every field, every text, and of the tables the figures that sum them up, in printed order."""
    form = report.form
    for id in _FIELDS:
        yield Answer("单位与年度", id, META_NAMES[id], show(report.get(id)), id in _OPTIONAL)
    yield _text(form, form.preamble.id, form.preamble.title, report, figures, optional=True)
    for section in form.sections:
        if section.table is not None:
            for cell in _headlines(form, section.table):
                yield Answer(section.heading, cell.id, _short(cell), show(figures.printed[cell.id]))
            continue
        ids = [section.number, *(part.id for part in section.parts)]
        written = [id for id in ids if report.text(id).strip()] or ids[:1]
        for id in written:
            yield _text(form, id, section.heading, report, figures)


def _text(form: Form, id: str, section: str, report: Report, figures: Figures, *, optional: bool = False) -> Answer:
    text = " ".join(printed_text(report, figures, id).split("\n"))
    length = sum(not character.isspace() for character in text)
    shown = f"{length}字：{text if len(text) <= SHOWN else f'{text[:SHOWN]}…'}" if text.strip() else ""
    return Answer(section, id, name_of(id, form), shown, optional)


def _headlines(form: Form, table: Table) -> list[Cell]:
    """Of a table with a balance, the grand totals of its rows; of one with totals, these; of another, every cell."""
    cells = [cell for cell in form.cells.values() if cell.table is table]
    if table.balances:
        rows = {key for balance in table.balances for key in (*balance.left, *balance.right)}
        return [cell for cell in cells if cell.row.key in rows and cell.column.node.total]
    return [cell for cell in cells if cell.is_total] or cells


def _short(cell: Cell) -> str:
    """The name of a cell without that of its table, which the section says."""
    return cell.name.split(BETWEEN, 1)[1]
