"""One grid read as one table of a form: which cell of the form each figure belongs to, by the labels around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from models.form import cell_id
from models.tables.cells import Grid, SourceCell, SourceTable
from models.tables.lines import Governed, Mark, Side, ambiguous
from models.tables.meanings import Meaning, Meanings, Slot

_NEUTRAL = re.compile(r"\s*(?:件|项|个|条|件次|人次|万元|元|单位|[-—:：、.]+|\(.{0,6}\)|（.{0,6}）)\s*")
"""Words that may stand between a label and its figures and change nothing."""
_NUMBERING = re.compile(r"\s*(?:序号|行次|栏次|编号|序|甲|乙|丙|代码|行号|列次)\s*")
MIN_LABELS = 2
"""Fewer rows and columns of a table than this are no table."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure found for the cell ``id`` of a form. ``year`` is what the labels say, ``money`` the unit if not the form's."""

    id: str
    cell: SourceCell
    year: str = ""
    money: str = ""


@dataclass(slots=True)
class Fragment:
    """Figures that hang on the same heads and stubs."""

    hits: dict[str, Hit] = field(default_factory=dict)
    twice: list[tuple[Hit, Hit]] = field(default_factory=list)
    first: int = 0
    last: int = 0

    def add(self, hit: Hit) -> None:
        earlier = self.hits.get(hit.id)
        if earlier is None:
            self.hits[hit.id] = hit
        else:
            self.twice.append((earlier, hit))
        self.last = max(self.last, hit.cell.row_end)


@dataclass(slots=True)
class Reading:
    """What one grid holds of one table. ``left``: figures that touch the table and have no place: text, address, reason, cells."""

    source: SourceTable
    index: int
    meanings: Meanings
    fragments: list[Fragment] = field(default_factory=list)
    left: list[tuple[str, SourceCell, str, tuple[SourceCell, ...]]] = field(default_factory=list)
    differing: list[tuple[str, str, SourceCell]] = field(default_factory=list)
    rows: set[Slot] = field(default_factory=set)
    columns: set[Slot] = field(default_factory=set)
    layout: dict[int, Governed] = field(default_factory=dict)
    labels: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        return sum(len(fragment.hits) for fragment in self.fragments)


def read_grid(source: SourceTable, index: int, meanings: Meanings, before: Reading | None = None) -> Reading | None:
    """Read a grid; None where it does not hold the table. ``before`` is the reading of the table that it may go on from."""
    grid = source.grid
    marks = _marks(grid, meanings)
    if marks is None:
        return None
    best = None
    for turned in (False, True):
        reading = _Reader(source, index, meanings, marks, turned, before).read()
        if best is None or reading.count > best.count:
            best = reading
        if not meanings.has_rows or (not reading.left and reading.count):
            break  # a table without stubs is read both ways at once
    return best


def _marks(grid: Grid, meanings: Meanings) -> dict[int, Meaning] | None:
    """The cells that are labels, by identity; None where there are too few to be the table."""
    marks: dict[int, Meaning] = {}
    rest: list[SourceCell] = []
    box: list[int] = []
    count = 0
    for cell in grid.texts:
        found = meanings.exact(cell.text)
        if found is None:
            rest.append(cell)
            continue
        marks[id(cell)] = found
        if found.leaf:
            count += 1
            if not box:
                box = [cell.row, cell.row_end, cell.column, cell.column_end]
            box = [
                min(box[0], cell.row),
                max(box[1], cell.row_end),
                min(box[2], cell.column),
                max(box[3], cell.column_end),
            ]
    if count < MIN_LABELS:
        return None
    for cell in rest:
        # a typo is looked for only where the table is
        if box[0] - 6 <= cell.row <= box[1] + 6 and box[2] - 6 <= cell.column <= box[3] + 6:
            near = meanings.near(cell.text)
            if near is not None:
                marks[id(cell)] = near
    return marks


def _rows(meaning: Meaning) -> frozenset[Slot]:
    return meaning.rows


def _columns(meaning: Meaning) -> frozenset[Slot]:
    return meaning.columns


class _Reader:
    def __init__(
        self,
        source: SourceTable,
        index: int,
        meanings: Meanings,
        marks: dict[int, Meaning],
        turned: bool,
        before: Reading | None,
    ) -> None:
        self.grid = source.grid
        self.meanings = meanings
        self.marks = marks
        self.turned = turned
        self.before = before
        heads: Callable[[Meaning], frozenset[Slot]] = _rows if turned else _columns
        stubs: Callable[[Meaning], frozenset[Slot]] = _columns if turned or not meanings.has_rows else _rows
        self.heads = Side(self.grid, marks, heads, stubs=False)
        self.stubs = Side(self.grid, marks, stubs, stubs=True)
        self.out = Reading(source, index, meanings, labels=frozenset(marks))
        self.layout: dict[int, Governed] | None = None
        self._clusters = [_clusters(side.marks) for side in (self.heads, self.stubs)]

    def read(self) -> Reading:
        texts = self._block()
        fragments: dict[tuple[int, ...], Fragment] = defaultdict(Fragment)
        loose: list[tuple[SourceCell, Governed | None, Governed | None]] = []
        self.layout = self._inherited()
        for cell in (*self.grid.values, *texts):
            up, left = self._governing(cell)
            id = self._meant(up, left)
            if id is None:
                loose.append((cell, up, left))
                continue
            year = next((side.year for side in (up, left) if side is not None and side.year), "")
            money = next((side.money for side in (up, left) if side is not None and side.money), "")
            key = self._key(cell, up, left)
            fragments[key].add(Hit(id, cell, year, money))
        self.out.fragments = sorted(
            (fragment for fragment in fragments.values()), key=lambda item: min(h.cell.row for h in item.hits.values())
        )
        for fragment in self.out.fragments:
            fragment.first = min(hit.cell.row for hit in fragment.hits.values())
        if self.out.fragments:
            self._say_labels()
            self._leave(loose)
        return self.out

    def _block(self) -> list[SourceCell]:
        """Tell text that stands for a figure from text that is a label of something else; the latter blocks."""
        inside: list[SourceCell] = []
        outside: list[SourceCell] = []
        rows_with_values: set[int] = set()
        if not self.meanings.has_rows:
            for cell in self.grid.values:
                if self.heads.at(cell.row, cell.column) is not None:
                    rows_with_values.add(cell.row)
        for cell in self.grid.texts:
            if id(cell) in self.marks or _NEUTRAL.fullmatch(cell.text):
                continue
            up = self.heads.at(cell.row, cell.column)
            left = self.stubs.at(cell.column, cell.row)
            if up is not None and up.slots and ((left is not None and left.slots) or cell.row in rows_with_values):
                inside.append(cell)
            else:
                outside.append(cell)
        self.heads.block(outside)
        self.stubs.block(outside)
        return inside

    def _governing(self, cell: SourceCell) -> tuple[Governed | None, Governed | None]:
        """What stands over and before a figure; a figure that spans different columns or rows has neither."""
        up = self._same([self._head(cell.row, column) for column in range(cell.column, cell.column_end + 1)])
        left = self._same([self.stubs.at(cell.column, row) for row in range(cell.row, cell.row_end + 1)])
        return up, left

    def _head(self, row: int, column: int) -> Governed | None:
        found = self.heads.at(row, column)
        return self.layout.get(column) if found is None and self.layout else found

    def _same(self, found: list[Governed | None]) -> Governed | None:
        first = found[0]
        if len(found) > 1 and any(
            other is None or first is None or other.slots != first.slots or other.year != first.year for other in found
        ):
            return None
        return first

    def _meant(self, up: Governed | None, left: Governed | None) -> str | None:
        """The id of the one cell of the form that both sides name; None where they name none or several."""
        if any(side is not None and side.unclear for side in (up, left)):
            return None
        table = self.meanings.table
        if not self.meanings.has_rows:
            sides = [side for side in (up, left) if side is not None and side.slots]
            if not sides or not any(side.leaf for side in sides):
                return None
            slots = sides[0].slots
            for side in sides[1:]:
                slots = slots & side.slots
            if len(slots) != 1:
                return None
            ((block, key),) = slots
            leaf = next(item for item in table.blocks[block].column_leaves if item.key == key)
            return cell_id(table, table.blocks[block].row_leaves[0], leaf)
        if up is None or left is None:
            return None
        rows, columns = (up.slots, left.slots) if self.turned else (left.slots, up.slots)
        pairs = [(row, column) for row in rows for column in columns if row[0] == column[0]]
        if len(pairs) != 1:
            return None
        (block, row), (_, column) = pairs[0]
        return ".".join(part for part in (table.id, row, column) if part)

    def _key(self, cell: SourceCell, up: Governed | None, left: Governed | None) -> tuple[int, ...]:
        head = self._clusters[0].get(up.near.line_end, -1) if up is not None else -1
        stub = self._clusters[1].get(left.near.line_end, -1) if left is not None else -1
        if self.meanings.has_rows:
            return head, stub
        down = up is not None and up.leaf
        return head, stub, cell.row if down else -1, -1 if down else cell.column

    def _inherited(self) -> dict[int, Governed] | None:
        """The columns of the table before, where this one goes on from it without heads of its own."""
        if self.before is None or not self.before.layout or self.turned or not self.meanings.has_rows:
            return None
        if any(mark.slots and mark.meaning.leaf and self._heads_figures(mark) for mark in self.heads.marks):
            return None
        columns = sorted(self.before.layout)
        width = max(cell.column_end for cell in self.grid.all)
        if width == max(cell.column_end for cell in self.before.source.grid.all):
            return self.before.layout
        used = sorted({cell.column for cell in self.grid.values if self.stubs.at(cell.column, cell.row) is not None})
        if len(used) == len(columns):
            return {here: self.before.layout[there] for here, there in zip(used, columns, strict=True)}
        return None

    def _heads_figures(self, mark: Mark) -> bool:
        return any(mark.cross <= cell.column <= mark.cross_end and cell.row > mark.line for cell in self.grid.values)

    def _say_labels(self) -> None:
        used = {side: {id(mark.cell) for mark in side.marks if mark.slots} for side in (self.heads, self.stubs)}
        for cell in self.grid.texts:
            meaning = self.marks.get(id(cell))
            if meaning is not None and meaning.differs and any(id(cell) in cells for cells in used.values()):
                self.out.differing.append((cell.text, meaning.differs, cell))
        for side, stubs in ((self.heads, False), (self.stubs, True)):
            rows = self.meanings.has_rows and stubs != self.turned
            for mark in side.marks:
                if mark.meaning.leaf and mark.slots and not mark.meaning.year:
                    (self.out.rows if rows else self.out.columns).update(mark.slots)
        if not self.turned:
            bottom = max(fragment.last for fragment in self.out.fragments)
            last = max(cell.column_end for cell in self.grid.all)
            found = {column: self._head(bottom + 1, column) for column in range(last + 1)}
            self.out.layout = {
                column: head for column, head in found.items() if head is not None and head.slots and head.leaf
            }

    def _leave(self, loose: list[tuple[SourceCell, Governed | None, Governed | None]]) -> None:
        """Figures that touch the table, a row at a time, with the text that stands before them."""
        first = min(fragment.first for fragment in self.out.fragments)
        last = max(fragment.last for fragment in self.out.fragments)
        rows: dict[int, list[tuple[SourceCell, Governed | None, Governed | None]]] = defaultdict(list)
        for cell, up, left in loose:
            touches = (up is not None and up.slots) or (left is not None and left.slots)
            if touches and first - 1 <= cell.row <= last + 2:
                rows[cell.row].append((cell, up, left))
        numbering = {column for column, _ in self._numbering()}
        for row, cells in sorted(rows.items()):
            cells = [item for item in cells if item[0].column not in numbering]
            if not cells or (_counts_up([item[0] for item in cells]) and not any(left for _, _, left in cells)):
                continue
            cells.sort(key=lambda item: item[0].column)
            texts = tuple(cell for cell, _, _ in cells)
            start = min(cell.column for cell in texts)
            before = [
                cell.text.strip()
                for cell in dict.fromkeys(self.grid.at.get((row, column)) for column in range(start))
                if cell is not None and cell in self.grid.texts
            ]
            said = " ".join([*before[-1:], *(cell.text.strip() or cell.problem for cell in texts)])
            if any(left is not None and left.slots and not ambiguous(left.slots) for _, _, left in cells):
                why = "不知道属于哪一列"
            elif any(up is not None and up.unclear for _, up, _ in cells):
                why = "不知道各属于哪一列"
            else:
                why = "不属于表中任何一行"
            self.out.left.append((said, texts[0], why, texts))

    def _numbering(self) -> list[tuple[int, SourceCell]]:
        """Columns that only number the rows."""
        return [
            (column, cell)
            for cell in self.grid.texts
            if _NUMBERING.fullmatch(cell.text)
            for column in range(cell.column, cell.column_end + 1)
        ]


def _counts_up(cells: list[SourceCell]) -> bool:
    """Whether these are the numbers of the columns: 1 2 3 …"""
    texts = [cell.text.strip() for cell in sorted(cells, key=lambda cell: cell.column)]
    return (
        len(texts) >= 3
        and all(text.isdecimal() for text in texts)
        and all(int(later) - int(earlier) == 1 for earlier, later in pairwise(texts))
    )


def _clusters(marks: list[Mark]) -> dict[int, int]:
    """Lines of labels that stand together, by number."""
    out: dict[int, int] = {}
    number = 0
    last: int | None = None
    for line in sorted({mark.line_end for mark in marks}):
        if last is not None and line - last > 1:
            number += 1
        out[line] = number
        last = line
    return out
