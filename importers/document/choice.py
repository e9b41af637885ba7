"""Readings of several grids → the tables of the report: what belongs together, which of several copies is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from importers.draft import Draft
from models.findings import Severity
from models.form import Form, Table
from models.labels import normal
from models.tables.cells import SourceCell
from models.tables.hits import Fragment, Hit, Reading
from models.tables.meanings import LAST, THIS
from models.values import is_number, read_number

_CAPTION_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?")
SCRAP = 0.2
"""A copy with less than this share of the largest one's figures is no copy."""


Spot = tuple[int, int, int]
"""A place: the index of its grid, row and column."""


def spot_of(index: int, cell: SourceCell) -> Spot:
    return index, cell.row, cell.column


@dataclass(slots=True)
class Copy:
    """One copy of a table, perhaps from several grids: its figures, the readings that they are from, its year if it says so."""

    readings: list[Reading] = field(default_factory=list)
    hits: dict[str, Hit] = field(default_factory=dict)
    places: dict[str, Reading] = field(default_factory=dict)
    twice: list[tuple[Hit, Hit]] = field(default_factory=list)
    same: list[tuple[int, SourceCell]] = field(default_factory=list)
    """Cells (with their grids) that say again what stands in another one."""
    year: str = ""
    by_label: bool = False

    @property
    def table(self) -> Table:
        return self.readings[0].meanings.table

    @property
    def form(self) -> Form:
        return self.readings[0].meanings.form

    @property
    def hidden(self) -> bool:
        return all(reading.source.hidden for reading in self.readings)

    @property
    def name(self) -> str:
        return "、".join(dict.fromkeys(reading.source.name for reading in self.readings))

    def written(self) -> dict[str, str]:
        return {id: normal(hit.cell.text) for id, hit in self.hits.items()}

    def where(self, id: str) -> str:
        return f"{self.places[id].source.name} {self.hits[id].cell.where}"

    def spots(self) -> Iterator[Spot]:
        """The cells whose figures this copy tells: taken, said again, or said to contradict."""
        for id, hit in self.hits.items():
            yield spot_of(self.places[id].index, hit.cell)
        for first, second in self.twice:
            yield spot_of(self.places[first.id].index, second.cell)
        for index, cell in self.same:
            yield spot_of(index, cell)

    def take(self, fragment: Fragment, hits: dict[str, Hit], reading: Reading) -> None:
        if reading not in self.readings:
            self.readings.append(reading)
        self.hits.update(hits)
        self.places.update(dict.fromkeys(hits, reading))
        self.twice.extend(pair for pair in fragment.twice if pair[0].id in hits and pair[0].year == pair[1].year)


def copies_of(readings: Iterable[Reading], year: int | None = None) -> list[Copy]:
    """The copies of one table among readings of one edition, in the order in which they stand; ``year`` is the report's.

    A year in the heads of some columns alone (2024年制发件数 beside 现行有效件数) makes no copy of its own.
    """
    copies: list[Copy] = []
    for reading in readings:
        here: list[Copy] = []
        for fragment in reading.fragments:
            for said, hits in _by_year(fragment, year).items():
                caption = "" if said else _caption(reading, fragment)
                home = next(
                    (
                        copy
                        for copy in reversed(here)
                        if copy.year == (said or caption) and not copy.hits.keys() & hits.keys()
                    ),
                    None,
                )
                if home is None:
                    home = Copy(year=said or caption, by_label=bool(said))
                    here.append(home)
                home.take(fragment, hits, reading)
        for copy in here:
            _join(copy, copies)
    return copies


def _by_year(fragment: Fragment, year: int | None) -> dict[str, dict[str, Hit]]:
    """The figures of a fragment by the year that their labels say; each once for a year."""
    out: dict[str, dict[str, Hit]] = defaultdict(dict)
    for hit in (*fragment.hits.values(), *(second for _, second in fragment.twice)):
        out[hit.year].setdefault(hit.id, hit)
    for ours in (THIS, str(year)):
        if "" in out and ours in out and not out[""].keys() & out[ours].keys():
            out[""] |= out.pop(ours)
    return out


def _caption(reading: Reading, fragment: Fragment) -> str:
    """The year in the name of the sheet or in the lines above the table; "" where there is none or several."""
    above = [cell.text for cell in reading.source.grid.texts if fragment.first - 8 <= cell.row < fragment.first]
    for texts in ([text for text in above if len(text) <= 60], [reading.source.name]):
        years = {match[1] for text in texts for match in _CAPTION_YEAR.finditer(text)}
        if years:
            return years.pop() if len(years) == 1 else ""
    return ""


def _join(copy: Copy, copies: list[Copy]) -> None:
    """Go on with the copy before where this one has its other rows; drop it where it says the same again."""
    written = copy.written()
    for other in copies:
        theirs = other.written()
        if all(theirs.get(id) == text for id, text in written.items()) and (copy.year or other.year) == other.year:
            other.readings.extend(reading for reading in copy.readings if reading not in other.readings)
            other.same.extend((copy.places[id].index, hit.cell) for id, hit in copy.hits.items())
            other.same.extend(copy.same)
            return
    last = copies[-1] if copies else None
    same = last is not None and (copy.year == last.year or not (copy.year or last.by_label))
    if last is not None and same and not last.hits.keys() & copy.hits.keys():
        last.readings.extend(copy.readings)
        last.hits.update(copy.hits)
        last.places.update(copy.places)
        last.twice.extend(copy.twice)
        last.same.extend(copy.same)
        return
    copies.append(copy)


def rank(copies: list[Copy], year: int | None) -> tuple[list[Copy], list[Copy]]:
    """The copies that can be meant, the likeliest first, and those that the labels give to another year."""
    stated = str(year) if year is not None else max((c.year for c in copies if c.year.isdecimal()), default="")

    def fits(copy: Copy) -> int:
        if not copy.year:
            return 1
        return 2 if copy.year in (stated, THIS) else 0

    most = max((len(copy.hits) for copy in copies if fits(copy)), default=0)
    meant, other = [], []
    for copy in copies:
        if copy.year == LAST or (copy.by_label and not fits(copy)):
            other.append(copy)
        elif len(copy.hits) >= SCRAP * most or (copy is copies[0] and len(copies) == 1):
            meant.append(copy)
    order = {id(copy): i for i, copy in enumerate(copies)}
    meant.sort(key=lambda copy: (-fits(copy), copy.hidden, -len(copy.hits), order[id(copy)]))
    return meant, other


def fill(copy: Copy, source: str, used: Collection[Spot]) -> Draft:
    """The figures of a copy, and what of it could not be read. ``used``: cells that have a place elsewhere."""
    draft = Draft(source)
    form, table = copy.form, copy.table
    open_totals: list[str] = []
    for id in (cell for cell in form.cells if cell in copy.hits):
        hit = copy.hits[id]
        if hit.cell.problem and not hit.cell.text and form.cells[id].is_total:
            open_totals.append(id)
            continue
        if hit.cell.problem:
            message = f"{draft.where(copy.where(id))}：{form.cells[id].name}{hit.cell.problem}，没有读入。"
            draft.find(
                "import.formula", Severity.WARNING, message, (id,), "请打开原表重新计算并保存后再导入，或手工填写。"
            )
            continue
        draft.cell(id, _with_unit(hit, form), copy.where(id), form)
    if open_totals:
        message = f"{draft.source}：{table.number}有{len(open_totals)}个总计{copy.hits[open_totals[0]].cell.problem}，由本软件计算。"
        draft.find("import.formula", Severity.INFO, message, open_totals)
    for first, second in copy.twice:
        if normal(first.cell.text) != normal(second.cell.text):
            place = f"{copy.places[first.id].source.name} {second.cell.where}"
            why = f"与{first.cell.where}的“{first.cell.text}”是同一格（{form.cells[first.id].name}），以先出现的为准"
            draft.leave(second.cell.text, place, why, "import.twice", (first.id,))
    said: set[tuple[str, str]] = set()
    for reading in copy.readings:
        for written, label, cell in reading.differing:
            if (written, label) not in said:
                said.add((written, label))
                where = draft.where(f"{reading.source.name} {cell.where}")
                message = f"{where}：{table.number}的“{written}”与格式的“{label}”不同，按后者读入。"
                draft.find("import.label", Severity.WARNING, message, advice="请核对，按格式改正。", basis=form.basis)
        for text, cell, why, cells in reading.left:
            rest = [item for item in cells if spot_of(reading.index, item) not in used]
            if rest:
                lost = text if len(rest) == len(cells) else " ".join(item.text.strip() for item in rest)
                draft.leave(lost, f"{reading.source.name} {cell.where} {table.number}", why)
    _absent(copy, draft)
    return draft


def _with_unit(hit: Hit, form: Form) -> str:
    """An amount under a head in 元 carries that unit, since the form's is 万元."""
    if (
        hit.money
        and is_number(read_number(hit.cell.text, form.cells[hit.id].kind).value)
        and hit.cell.text.strip()[-1:].isdigit()
    ):
        return f"{hit.cell.text.strip()}{hit.money}"
    return hit.cell.text


def owners(copies: Iterable[Copy]) -> dict[tuple[int, int], Table]:
    """For each grid and row that holds a note, the table that it belongs to: the one above it, else the first below."""
    ends: dict[int, list[tuple[int, Table]]] = defaultdict(list)
    readings: dict[int, Reading] = {}
    for copy in copies:
        for id, hit in copy.hits.items():
            ends[copy.places[id].index].append((hit.cell.row_end, copy.table))
            readings[copy.places[id].index] = copy.places[id]
    out: dict[tuple[int, int], Table] = {}
    for index, rows in ends.items():
        rows.sort(key=lambda item: item[0])
        for cell in readings[index].source.grid.notes:
            above = [table for row, table in rows if row <= cell.row]
            out[index, cell.row] = above[-1] if above else rows[0][1]
    return out


def notes_of(copy: Copy, source: str, owner: dict[tuple[int, int], Table]) -> Draft:
    """ "注：…" above or below the table."""
    draft = Draft(source)
    notes = [
        (cell, reading)
        for reading in copy.readings
        for cell in reading.source.grid.notes
        if owner.get((reading.index, cell.row)) is copy.table
    ]
    if notes:
        cell, reading = notes[0]
        text = "\n".join(dict.fromkeys(item.text.strip() for item, _ in notes))
        draft.set(f"note.{copy.table.id}", text, f"{reading.source.name} {cell.where}")
    return draft


def _absent(copy: Copy, draft: Draft) -> None:
    table = copy.table
    for word, known, sides in (
        ("行", set().union(*(r.rows for r in copy.readings)), [block.row_leaves for block in table.blocks]),
        ("列", set().union(*(r.columns for r in copy.readings)), [block.column_leaves for block in table.blocks]),
    ):
        absent = [
            leaf.name
            for index, leaves in enumerate(sides)
            for leaf in leaves
            if leaf.node.label and (index, leaf.key) not in known
        ]
        if absent and known:
            names = "、".join(f"“{name}”" for name in dict.fromkeys(absent))
            message = f"{draft.source}：{table.number}缺少{len(absent)}{word}：{names}。"
            draft.find("import.missing", Severity.WARNING, message, advice="请补填。", basis=copy.form.basis)
