"""Tables of any source → cells of the form, by their labels and never by their position.

Heads and stubs may be merged or not, stand in another order, be missing, be turned; several tables may stand in one grid, and
one table in several grids. What cannot be told for certain is reported and left blank: no figure ever moves into another cell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from importers.document.choice import Copy, Spot, copies_of, fill, notes_of, owners, rank, spot_of
from importers.draft import Draft
from importers.stopping import may_stop
from models.editions import shapes_of
from models.findings import Severity
from models.form import Form
from models.tables.cells import SourceCell, SourceTable
from models.tables.hits import Reading
from models.tables.meanings import Meanings, meanings_of
from models.tables.reading import read_grid

__all__ = ["SourceCell", "SourceTable", "TablesRead", "read_tables"]


@dataclass(frozen=True, slots=True)
class TablesRead:
    """``used``: for each table of the form the indices of the sources that it was read from. ``seen``: all sources that hold
    such a table, those of copies that were not taken included. ``shape``: the edition in which they were printed, None where
    there was none. ``spots``: the places whose content was taken or told; ``draft``: the figures and what there is to say.
    """

    used: Mapping[str, tuple[int, ...]]
    seen: frozenset[int]
    shape: str | None
    spots: frozenset[Spot]
    draft: Draft


def read_tables(tables: Sequence[SourceTable], expected: Form, source: str, year: int | None = None) -> TablesRead:
    """Find the tables of the form in ``tables`` and read their figures, each with its place.

    Each is read in the edition that fits it best, ``expected`` first. ``year`` is the report's, ``source`` what messages call
    the document.
    """
    draft = Draft(source)
    used: dict[str, tuple[int, ...]] = {}
    shape: str | None = None
    readings = {table.id: _readings(tables, expected, table.id) for table in expected.tables}
    all_readings = [reading for found in readings.values() for reading in found]
    placed = {
        spot_of(reading.index, hit.cell)
        for reading in all_readings
        for fragment in reading.fragments
        for hit in (*fragment.hits.values(), *(second for _, second in fragment.twice))
    }
    ranked = {table: rank(copies_of(found, year), year) for table, found in readings.items()}
    told = {spot for meant, other in ranked.values() for copy in (*meant, *other) for spot in copy.spots()}
    _settle_claims([meant[0] for meant, _ in ranked.values() if meant], draft)
    owner = owners(meant[0] for meant, _ in ranked.values() if meant)
    same = _same_everywhere(expected)
    for table, (meant, other) in ranked.items():
        if meant:
            best = meant[0]
            used[table] = tuple(reading.index for reading in best.readings)
            draft.add(fill(best, source, placed))
            told.update(spot_of(r.index, cell) for r in best.readings for *_, cells in r.left for cell in cells)
            draft.add(notes_of(best, source, owner))
            if table not in same and (shape is None or best.form is not expected):
                shape = best.form.id
        if len(meant) > 1:
            draft.add(_offer(meant, source, placed))
        for copy in other:
            year_said = copy.year if not copy.year.isdecimal() else f"{copy.year}年"
            message = f"{draft.where(copy.name)}：{copy.table.number}里{year_said}的{len(copy.hits)}个数字不是本年度的，没有导入。"
            draft.find("import.other_year", Severity.INFO, message)
    for reading in all_readings:
        told.update((reading.index, *spot) for spot in reading.spots)
    seen = frozenset(reading.index for reading in all_readings)
    return TablesRead(used, seen, shape, frozenset(told), draft)


def _same_everywhere(form: Form) -> frozenset[str]:
    """The tables that are printed alike in every edition, and so tell nothing of the shape."""
    return frozenset(
        table.id
        for table in form.tables
        if all(
            next(t for t in other.tables if t.id == id).blocks == table.blocks
            for other, id in shapes_of(form.id, table.id)
        )
    )


def _settle_claims(copies: Sequence[Copy], draft: Draft) -> None:
    """A figure that two tables could have is none's."""
    claims: dict[int, list[tuple[Copy, str]]] = {}
    for copy in copies:
        for cell, hit in copy.hits.items():
            claims.setdefault(id(hit.cell), []).append((copy, cell))
    for several in claims.values():
        if len(several) > 1:
            copy, cell = several[0]
            names = "或".join(f"“{owner.form.cells[name].name}”" for owner, name in several)
            draft.leave(copy.hits[cell].cell.text, copy.where(cell), f"可能是{names}，不能确定")
            for owner, name in several:
                del owner.hits[name]


def _readings(tables: Sequence[SourceTable], expected: Form, table: str) -> list[Reading]:
    """The readings of one table in all sources, each in the edition that fits it best."""
    out: list[Reading] = []
    before: dict[str, Reading] = {}
    for index, source in enumerate(tables):
        may_stop()
        best: Reading | None = None
        for meanings in _editions(expected.id, table):
            reading = read_grid(source, index, meanings, before.get(meanings.form.id))
            if reading is None or not reading.count:
                continue
            before[meanings.form.id] = reading
            if best is None or _score(reading) > _score(best):
                best = reading
            if not best.left:
                break
        if best is not None:
            out.append(best)
    return out


@lru_cache(maxsize=16)
def _editions(expected: str, table: str) -> tuple[Meanings, ...]:
    """The table in the expected edition, then in those in which it is another one."""
    first = meanings_of(expected, table)
    found = (meanings_of(form.id, id) for form, id in shapes_of(expected, table))
    return (first, *(other for other in found if other.table != first.table))


def _score(reading: Reading) -> tuple[int, int]:
    """How well an edition fits: the one that knows more of the labels, then the one that places more of the figures."""
    return reading.known, reading.count - sum(len(cells) for _, _, _, cells in reading.left)


def _offer(copies: Sequence[Copy], source: str, placed: Collection[Spot]) -> Draft:
    """Say that there are several copies, and keep the others for a person to choose from."""
    draft = Draft(source)
    best, *others = copies
    table = best.table
    draft.copies[table.id] = [(best.name, draft), *((copy.name, fill(copy, source, placed)) for copy in others)]
    names = "、".join(f"{copy.name}（{len(copy.hits)}个数字）" for copy in copies)
    message = f"{source}：{table.number}有{len(copies)}份，数字不同：{names}；先取{best.name}的。"
    draft.find("import.choice", Severity.WARNING, message, (), "请选择以哪一份为准。")
    return draft
