"""What is done to several cells at once: each is one edit with words about what it did and what it left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desk.clipboard import Matrix
from models.totals import Figures, evaluate
from models.values import Value, read_number, show
from ui.session import Session
from ui.tables.model import TableModel
from ui.tables.shape import Shape, Spot

NOTES = 3
"""Ways of writing a number that are said one by one after a paste; of more the count is told."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """``edit`` to make; ``words`` say what was left out; ``first`` and ``last`` are the corners of what was filled."""

    edit: dict[str, Value] = field(default_factory=dict)
    words: str = ""
    first: Spot = (0, 0)
    last: Spot = (0, 0)


def cleared(session: Session, cells: Iterable[str]) -> dict[str, Value]:
    """The edit that empties cells, with the remarks that stand beside their numbers."""
    edit: dict[str, Value] = {}
    for cell in cells:
        edit[cell] = None
        if session.report.text(f"remark.{cell}"):
            edit[f"remark.{cell}"] = None
    return edit


def zeros(session: Session, cells: Iterable[str], *, only_blank: bool = False) -> dict[str, Value]:
    """The edit that puts 0 in cells; totals are left to be computed."""
    report, form = session.report, session.form
    leaves = [cell for cell in cells if not form.cells[cell].is_total]
    return {cell: 0 for cell in leaves if not only_blank or report.get(cell) is None}


def copied(model: TableModel, first: Spot, last: Spot) -> list[list[str]]:
    """The figures of a rectangle, row by row, as printed."""
    rows: dict[int, list[str]] = {}
    for cell in model.shape.cells_between(first, last):
        rows.setdefault(model.shape.spots[cell][0], []).append(show(model.session.figures.printed[cell]))
    return list(rows.values())


def paste(model: TableModel, first: Spot, last: Spot, rows: Matrix) -> Pasted:
    """Paste rows with their top left corner at ``first``; one single figure fills the whole selection."""
    shape = model.shape
    if not rows:
        return Pasted(
            words="剪贴板里没有可以粘贴的数字，表格没有改动。请在 Excel 或 Word 中选中只有数字的格子再复制，或逐格填写。"
        )
    if len(rows) == 1 and len(rows[0]) == 1 and first != last:
        filled = shape.cells_between(first, last)
        targets = [[cell] for cell in filled if not shape.form.cells[cell].is_total]
        return _pasted(model, targets, [[rows[0][0]]] * len(targets), 0, 0)
    targets = _targets(shape, first)
    lost_rows = max(len(rows) - len(targets), 0)
    lost_columns = max(len(rows[0]) - max(len(line) for line in targets), 0)
    return _pasted(model, targets, rows, lost_rows, lost_columns)


def _targets(shape: Shape, first: Spot) -> list[list[str]]:
    """The cells from ``first`` to the right and downwards, line by line."""
    found = []
    for line in shape.lines:
        if line[0][0] >= first[0]:
            cells = [shape.cell(spot) for spot in line if spot[1] >= first[1]]
            found.append([cell.id for cell in cells if cell is not None])
    return found


def _pasted(
    model: TableModel, targets: Sequence[Sequence[str]], rows: Matrix, lost_rows: int, lost_columns: int
) -> Pasted:
    session, shape = model.session, model.shape
    edit: dict[str, Value] = {}
    totals: dict[str, str] = {}
    lost = wrong = 0
    read: dict[str, None] = {}
    for cells, row in zip(targets, rows, strict=False):
        lost += sum(bool(text) for text in row[len(cells) :])
        for id, text in zip(cells, row, strict=False):
            cell = session.form.cells[id]
            if cell.is_total:
                if text:
                    totals[id] = text
                continue
            made, note = model.typed(cell, text)
            edit |= made
            if isinstance(made[id], str):
                wrong += 1
            elif note:
                read.setdefault(note)
    lost += sum(bool(text) for row in rows[len(targets) :] for text in row)
    figures = evaluate(session.report.apply({**edit, **dict.fromkeys(totals)}))
    words = []
    if totals:
        stated = _stated_otherwise(session, figures, totals)
        edit |= {**dict.fromkeys(totals), **stated}
        words.append(_about_totals(session, totals, stated))
    if lost:
        over = [f"{lost_rows}行" if lost_rows else "", f"{lost_columns}列" if lost_columns else ""]
        words.append(f"超出表格的{'、'.join(part for part in over if part)}（{lost}格）没有粘贴。")
    if wrong:
        words.append(f"有{wrong}格不是数字，原样留着，请改正。")
    if read:
        words.append(f"{'，'.join(list(read)[:NOTES])}{f'等{len(read)}种写法' if len(read) > NOTES else ''}。")
    spots = [shape.spots[id] for id in (*edit, *totals) if id in shape.spots]
    corners = (min(spots, default=(0, 0)), max(spots, default=(0, 0)))
    return Pasted(edit, "".join(words), *corners)


def _stated_otherwise(session: Session, figures: Figures, totals: Mapping[str, str]) -> dict[str, Value]:
    """The totals that were pasted and are not the sum of their parts: kept as stated, so that they are looked into."""
    read = {id: read_number(text, session.form.cells[id].kind).value for id, text in totals.items()}
    return {id: value for id, value in read.items() if value != (figures.derived[id] or 0)}


def _about_totals(session: Session, totals: Mapping[str, str], stated: Mapping[str, Value]) -> str:
    if not stated:
        return f"{len(totals)}个总计与明细相符。"
    names = [session.form.cells[id].name for id in stated]
    more = "等" if len(names) > 3 else ""
    return f"{len(totals)}个总计中有{len(stated)}个与明细之和不符，先照原样留着，请核对：{'、'.join(names[:3])}{more}。"
