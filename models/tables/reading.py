"""One grid read as one table of a form: which cell of the form each figure belongs to, by the labels around it."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from models.tables.broken import whole_labels
from models.tables.cells import Grid, SourceCell, SourceTable
from models.tables.figure_lines import figure_lines, ragged
from models.tables.hits import Fragment, Hit, Reading
from models.tables.lines import Governed, Mark, Side, ambiguous
from models.tables.meanings import Meaning, Meanings, Slot

_NEUTRAL = re.compile(r"\s*(?:件|项|个|条|件次|人次|万元|元|单位|[-—:：、.]+|\(.{0,6}\)|（.{0,6}）)\s*")
"""Words that may stand between a label and its figures and change nothing."""
_NUMBERING = re.compile(r"\s*(?:序号|行次|栏次|编号|序|甲|乙|丙|代码|行号|列次)\s*")


class Way(NamedTuple):
    """How a grid is read: whether its rows and its columns of the form stand as they do in print."""

    rows_are_stubs: bool
    columns_are_heads: bool


WAYS = (Way(True, True), Way(False, False), Way(True, False), Way(False, True))
"""As printed; turned; a list with both before each figure; a list with both above each figure."""

Loose = tuple[SourceCell, Governed | None, Governed | None]
"""A figure that found no place, and what was said of its row and of its column."""

MIN_LABELS = 2
"""Fewer rows and columns of a table than this are no table."""
MAX_LABELS = 2_000
"""A grid with more is a register that names a row of the form in each of its own."""
MAX_TYPOS = 1_000
"""So many texts of a grid are compared with every label."""


def read_grid(source: SourceTable, index: int, meanings: Meanings, before: Reading | None = None) -> Reading | None:
    """Read a grid; None where it does not hold the table. ``before`` is the reading of the table that it may go on from."""
    source = whole_labels(source, meanings.labels)
    marks = _marks(source.grid, meanings)
    if marks is None:
        return None
    best = None
    for way in WAYS if meanings.has_rows else WAYS[:1]:
        reading = _Reader(source, index, meanings, marks, way, before).read()
        if best is None or reading.count > best.count:
            best = reading
        if reading.count and not reading.left:
            break
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
        if found.labels and _of_neighbour(cell, grid, meanings):
            continue
        marks[id(cell)] = found
        if found.leaf:
            count += 1
            if count > MAX_LABELS:
                return None
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
    looked_at = 0
    for cell in rest:
        # a typo is looked for only where the table is
        if looked_at < MAX_TYPOS and box[0] - 6 <= cell.row <= box[1] + 6 and box[2] - 6 <= cell.column <= box[3] + 6:
            looked_at += 1
            near = meanings.near(cell.text)
            if near is not None:
                marks[id(cell)] = near
    return marks


def _of_neighbour(cell: SourceCell, grid: Grid, meanings: Meanings) -> bool:
    """Whether a label that two tables have (总计) stands among labels of the other one."""
    others = [other for other in meanings.others() if other.exact(cell.text)]
    if not others:
        return False
    row, column = cell.row, cell.column
    around = ((row, column - 1), (row, cell.column_end + 1), (row - 1, column), (cell.row_end + 1, column))
    texts = [near.text for spot in around if (near := grid.at.get(spot)) is not None and near is not cell]
    ours = sum(1 for text in texts if _is_label(meanings, text))
    return any(sum(1 for text in texts if _is_label(other, text)) > ours for other in others)


def _is_label(meanings: Meanings, text: str) -> bool:
    found = meanings.exact(text)
    return found is not None and found.labels


def _rows(meaning: Meaning) -> frozenset[Slot]:
    return meaning.rows


def _columns(meaning: Meaning) -> frozenset[Slot]:
    return meaning.columns


class _Reader:
    """Reads one grid one way. ``rows`` and ``columns`` are the sides that name a figure's row and column of the form; of a
    table without stubs both name its column, each as far as it goes."""

    def __init__(
        self,
        source: SourceTable,
        index: int,
        meanings: Meanings,
        marks: dict[int, Meaning],
        way: Way,
        before: Reading | None,
    ) -> None:
        self.source = source
        self.grid = source.grid
        self.meanings = meanings
        self.marks = marks
        self.way = way
        self.before = before
        self.rows = Side(self.grid, marks, _rows if meanings.has_rows else _columns, stubs=way.rows_are_stubs)
        self.columns = Side(self.grid, marks, _columns, stubs=not way.columns_are_heads)
        self.out = Reading(source, index, meanings, known=sum(meaning.labels for meaning in marks.values()))
        self.layout: dict[int, Governed] | None = None
        self.ragged: dict[int, str] = {}
        self._ordered: dict[int, Governed] = {}
        self._clusters = _clusters(self.rows.marks), _clusters(self.columns.marks)

    def read(self) -> Reading:
        texts = self._block()
        fragments: dict[tuple[int, ...], Fragment] = defaultdict(Fragment)
        loose: list[Loose] = []
        self.layout = self._inherited()
        self._look_at_lines()
        for cell in self.grid.values:
            self._take(cell, fragments, loose)
        if fragments:  # words alone fill in no table
            for cell in texts:
                self._take(cell, fragments, loose)
        if not self.meanings.has_rows and len(fragments) > 1:
            fragments = {key: part for key, part in fragments.items() if not _counts_up(_in_line(part))} or fragments
        for part in fragments.values():
            loose += ((hit.cell, None, self._column(hit.cell)) for hit in part.drop_shared())
        self.out.fragments = sorted((part for part in fragments.values() if part.hits), key=lambda item: item.first)
        if self.out.fragments:
            self._say_labels()
            self._leave(loose)
            self.out.labels += [cell for cell in self.grid.texts if id(cell) in self.marks]
        return self.out

    def _take(self, cell: SourceCell, fragments: dict[tuple[int, ...], Fragment], loose: list[Loose]) -> None:
        row, column = self.rows.over(cell), self._column(cell)
        if cell.row in self.ragged:
            loose.append((cell, row, column))
            return
        if row is not None and column is not None and row.near.cell is column.near.cell:
            row, column = self._apart(cell, row, column)
        id = self._meant(row, column)
        if id is None:
            loose.append((cell, row, column))
            return
        year = money = ""
        for side in (row, column):
            if side is not None:
                year, money = year or side.year, money or side.money
        fragments[self._key(cell, row, column)].add(Hit(id, cell, year, money, _label_of(row), _label_of(column)))

    def _look_at_lines(self) -> None:
        """Give the figures of a row that straddle their heads their order, and know the rows that have a cell too few or many."""
        if self.way is not WAYS[0]:
            return
        straddling = any(self.columns.over(cell) is None for cell in self.grid.values if cell.colspan > 1)
        uneven = self.source.whole and len(set(self.grid.ends.values())) > 1
        if not straddling and not uneven:
            return
        rows = self.rows if self.meanings.has_rows else None
        lines = figure_lines(self.grid, rows, self.columns, self._clusters[1], self.source.whole)
        if uneven:
            self.ragged = ragged(lines.values())
        for line in lines.values():
            ordered = {} if line.row in self.ragged else line.in_order()
            clear = {id(cell): head for cell in line.figures if (head := self.columns.over(cell)) is not None}
            agrees = all(ordered[cell].slots == head.slots for cell, head in clear.items() if cell in ordered)
            if agrees and len(clear) < len(ordered):
                self._ordered |= ordered

    def _block(self) -> list[SourceCell]:
        """Tell text that stands for a figure from text that is a label of something else; the latter blocks."""
        inside: list[SourceCell] = []
        outside: list[SourceCell] = []
        lines: set[int] = set()
        if not self.meanings.has_rows:
            lines = {cell.row for cell in self.grid.values if self.columns.over(cell) is not None}
        for cell in self.grid.texts:
            if id(cell) in self.marks or _NEUTRAL.fullmatch(cell.text):
                continue
            row, column = self.rows.over(cell), self.columns.over(cell)
            named = (row is not None and row.slots) or cell.row in lines
            if column is not None and column.slots and named:
                inside.append(cell)
            else:
                outside.append(cell)
        self.rows.block(outside)
        self.columns.block(outside)
        return inside

    def _apart(self, cell: SourceCell, row: Governed, column: Governed) -> tuple[Governed | None, Governed | None]:
        """One label can be a row and a column (总计): the other one stands beyond it."""
        ways = [(self.rows.beyond(row, cell), column), (row, self.columns.beyond(column, cell))]
        fits = [way for way in ways if self._meant(*way) is not None]
        return fits[0] if len(fits) == 1 else (None, None)

    def _column(self, cell: SourceCell) -> Governed | None:
        found = self._ordered.get(id(cell)) or self.columns.over(cell)
        if found is None and self.layout and cell.colspan == 1:
            return self.layout.get(cell.column)
        return found

    def _meant(self, row: Governed | None, column: Governed | None) -> str | None:
        """The id of the one cell of the form that both sides name; None where they name none or several."""
        if (row is not None and row.unclear) or (column is not None and column.unclear):
            return None
        if not self.meanings.has_rows:
            return self._meant_alone(row, column)
        if row is None or column is None or row.near.cell is column.near.cell:
            return None
        found: tuple[str, str] | None = None
        for block, key in row.slots:
            for other, name in column.slots:
                if block == other:
                    if found is not None:
                        return None
                    found = key, name
        return ".".join(part for part in (self.meanings.table.id, *found) if part) if found else None

    def _meant_alone(self, row: Governed | None, column: Governed | None) -> str | None:
        """In a table of one row: both sides together name its column."""
        sides = [side for side in (row, column) if side is not None and side.slots]
        if not any(side.leaf for side in sides):
            return None
        slots = sides[0].slots if len(sides) == 1 else sides[0].slots & sides[1].slots
        if len(slots) != 1:
            return None
        ((_, key),) = slots
        return f"{self.meanings.table.id}.{key}"

    def _key(self, cell: SourceCell, row: Governed | None, column: Governed | None) -> tuple[int, ...]:
        rows = self._clusters[0].get(row.near.line_end, -1) if row is not None else -1
        columns = self._clusters[1].get(column.near.line_end, -1) if column is not None else -1
        if self.meanings.has_rows:
            return rows, columns
        down = column is not None and column.leaf
        return rows, columns, cell.row if down else -1, -1 if down else cell.column

    def _inherited(self) -> dict[int, Governed] | None:
        """The columns of the table before, where this one goes on from it without heads of its own."""
        if self.before is None or not self.before.layout or self.way is not WAYS[0] or not self.meanings.has_rows:
            return None
        lowest: dict[int, int] = {}
        for cell in self.grid.values:
            lowest[cell.column] = max(cell.row, lowest.get(cell.column, 0))
        for mark in self.columns.marks:
            over = range(mark.cross, mark.cross_end + 1)
            if mark.slots and mark.meaning.leaf and any(lowest.get(column, 0) > mark.line for column in over):
                return None  # it has heads over figures
        columns = sorted(self.before.layout)
        width = max(cell.column_end for cell in self.grid.all)
        if width == max(cell.column_end for cell in self.before.source.grid.all):
            return self.before.layout
        used = sorted({cell.column for cell in self.grid.values if self.rows.over(cell) is not None})
        if len(used) == len(columns):
            return {here: self.before.layout[there] for here, there in zip(used, columns, strict=True)}
        return None

    def _say_labels(self) -> None:
        used = {id(mark.cell) for side in (self.rows, self.columns) for mark in side.marks if mark.slots}
        for cell in self.grid.texts:
            meaning = self.marks.get(id(cell))
            if meaning is not None and meaning.differs and id(cell) in used:
                self.out.differing.append((cell.text, meaning.differs, cell))
        for side, known in ((self.rows, self.out.rows), (self.columns, self.out.columns)):
            for mark in side.marks:
                if mark.meaning.leaf and not mark.meaning.year:
                    (known if self.meanings.has_rows else self.out.columns).update(mark.slots)
        if self.way is WAYS[0]:
            bottom = max(fragment.last for fragment in self.out.fragments) + 1
            for column in range(max(cell.column_end for cell in self.grid.all) + 1):
                head = self.columns.at(bottom, column) or (self.layout or {}).get(column)
                if head is not None and head.slots and head.leaf:
                    self.out.layout[column] = head

    def _leave(self, loose: list[Loose]) -> None:
        """Figures that touch the table, a row at a time, with the text that stands before them."""
        first = min(fragment.first for fragment in self.out.fragments)
        last = max(fragment.last for fragment in self.out.fragments)
        hits = [hit.cell.column for fragment in self.out.fragments for hit in fragment.hits.values()]
        left, right = min(hits), max(hits)
        numbering = self._numbering()
        lines: dict[int, list[Loose]] = defaultdict(list)
        for item in loose:
            cell, *sides = item
            if not cell.text.strip():
                continue  # nothing is lost with a formula that has no result
            touches = any(side is not None and side.slots for side in sides)
            inside = first <= cell.row <= last and left <= cell.column <= right
            if (touches or inside) and first - 1 <= cell.row <= last + 2 and cell.column not in numbering:
                lines[cell.row].append(item)
        for line, items in sorted(lines.items()):
            items.sort(key=lambda item: item[0].column)
            cells = tuple(item[0] for item in items)
            if _counts_up(cells) and not any(row is not None and row.slots for _, row, _ in items):
                self.out.labels.extend(cells)
                continue
            texts = {id(cell) for cell in self.grid.texts}
            before = [
                stub.text.strip()
                for column in range(cells[0].column)
                if (stub := self.grid.at.get((line, column))) is not None and id(stub) in texts
            ]
            said = " ".join([*before[-1:], *(cell.text.strip() for cell in cells)])
            if line in self.ragged:
                why = self.ragged[line]
            elif any(row is not None and row.slots and not ambiguous(row.slots) for _, row, _ in items):
                why = "不知道属于哪一列"
            elif any(side is not None and side.unclear for item in items for side in item[1:]):
                why = "不知道各属于哪一列"
            else:
                why = "不属于表中任何一行"
            self.out.left.append((said, cells[0], why, cells))

    def _numbering(self) -> set[int]:
        """Columns that only number the rows."""
        return {
            column
            for cell in self.grid.texts
            if _NUMBERING.fullmatch(cell.text)
            for column in range(cell.column, cell.column_end + 1)
        }


def _label_of(side: Governed | None) -> int:
    return id(side.near.cell) if side is not None else 0


def _in_line(fragment: Fragment) -> tuple[SourceCell, ...]:
    return tuple(sorted((hit.cell for hit in fragment.hits.values()), key=lambda cell: (cell.row, cell.column)))


def _counts_up(cells: tuple[SourceCell, ...]) -> bool:
    """Whether these are the numbers of the columns: 1 2 3 …"""
    texts = [cell.text.strip() for cell in cells]
    return (
        len(texts) >= 3
        and all(text.isdecimal() and len(text) < 3 for text in texts)
        and int(texts[0]) in (1, 2)
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
