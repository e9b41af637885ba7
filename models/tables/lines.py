"""Which labels govern a line of a grid: the heads above a column, or the stubs before a row.

Both are read by the same code: for heads a label's *line* is its row and its *cross* the columns that it stands over; for
stubs it is the other way round.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.tables.cells import Grid, SourceCell
from models.tables.meanings import NOBODY, Meaning, Slot

REACH = 3
"""So many lines may lie between a label and the group above it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on one side. ``cross`` to ``cross_end`` is what it stands over; ``stretched``: also where it was not merged."""

    line: int
    line_end: int
    cross: int
    cross_end: int
    slots: frozenset[Slot]
    meaning: Meaning
    cell: SourceCell
    stretched: bool = False


@dataclass(frozen=True, slots=True)
class Governed:
    """What the labels say of a line: the rows or columns it can be, its year and unit of money, and its nearest label.

    ``unclear``: groups that are not merged leave open where each begins and ends.
    """

    slots: frozenset[Slot]
    year: str
    money: str
    near: Mark
    leaf: bool
    unclear: bool = False


class Side:
    """The labels of one side of a grid. ``across`` is 0 for heads (line = row) and 1 for stubs (line = column)."""

    def __init__(
        self,
        grid: Grid,
        meanings: Mapping[int, Meaning],
        slots_of: Callable[[Meaning], frozenset[Slot]],
        stubs: bool,
    ) -> None:
        self._grid = grid
        self._stubs = stubs
        marks: list[Mark] = []
        for cell in grid.texts:
            if (meaning := meanings.get(id(cell))) is not None:
                slots = slots_of(meaning)
                if slots or not meaning.labels:
                    marks.append(self._mark(cell, meaning, slots))
        self.last = max((mark.cross_end for mark in marks if mark.meaning.leaf), default=-1)
        self.marks = marks
        self._over: dict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            for cross in range(mark.cross, mark.cross_end + 1):
                self._over[cross].append(mark)
        by_line: dict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            by_line[mark.line].append(mark)
        for mark in marks:
            if mark.cross == mark.cross_end:
                self._stretch(mark)
        self._ends: dict[int, list[int]] = {}
        for cross, over in self._over.items():
            over.sort(key=lambda mark: (mark.line_end, mark.line))
            self._ends[cross] = [mark.line_end for mark in over]
        self._values: dict[int, list[int]] = defaultdict(list)
        for cell in grid.values:
            self._values[self.cross(cell)].append(self.line(cell))
        for lines in self._values.values():
            lines.sort()
        self._blocks: dict[int, list[int]] = {}
        self._memo: dict[tuple[int, int], Governed] = {}
        self._settled: dict[int, dict[int, Governed] | None] = {}

    def line(self, cell: SourceCell) -> int:
        return cell.column if self._stubs else cell.row

    def cross(self, cell: SourceCell) -> int:
        return cell.row if self._stubs else cell.column

    def crosses(self, cell: SourceCell) -> range:
        return range(cell.row, cell.row_end + 1) if self._stubs else range(cell.column, cell.column_end + 1)

    def over(self, cell: SourceCell) -> Governed | None:
        """What governs a cell; None where nothing does, or not the same in all the places that it spans.

        Where one label stands over all of them, the one place where it names a single line decides: the edge of a group
        further off can run through the cell.
        """
        if self._stubs:
            if cell.rowspan == 1:
                return self.at(cell.column, cell.row)
        elif cell.colspan == 1:
            return self.at(cell.row, cell.column)
        line = self.line(cell)
        places = [self.at(line, cross) for cross in self.crosses(cell)]
        first = places[0]
        if first is None:
            return None
        if all(o is not None and o.slots == first.slots and o.year == first.year for o in places):
            return first
        if not all(o is not None and o.near.cell is first.near.cell and o.year == first.year for o in places):
            return None
        exact = {o.slots: o for o in places if o is not None and len(o.slots) == 1}
        return exact.popitem()[1] if len(exact) == 1 else None

    def beyond(self, governed: Governed, cell: SourceCell) -> Governed | None:
        """What governs a cell from beyond a label that stands for something else."""
        return self.at(governed.near.line, self.cross(cell))

    def block(self, cells: Iterable[SourceCell]) -> None:
        """Text that is no label of the table: what lies beyond it is not governed by the labels before it."""
        blocks: dict[int, list[int]] = defaultdict(list)
        for cell in cells:
            for cross in self.crosses(cell):
                blocks[cross].append(self.line(cell))
        self._blocks = {cross: sorted(lines) for cross, lines in blocks.items()}

    def at(self, line: int, cross: int) -> Governed | None:
        """What governs this place; None where no label does."""
        over = self._over.get(cross)
        if not over:
            return None
        i = bisect_left(self._ends[cross], line) - 1
        if i < 0:
            return None
        blocks = self._blocks.get(cross)
        if blocks is not None:
            j = bisect_left(blocks, line) - 1
            if j >= 0 and blocks[j] > over[i].line_end:
                return None
        if not over[i].slots:
            i = self._labelled(cross, i)
            if i < 0:
                return None
        found = self._memo.get((cross, i))
        if found is None:
            found = self._memo[cross, i] = self._govern(cross, i)
        return found

    def _labelled(self, cross: int, i: int) -> int:
        """Where to begin from a year: with it if it stands next to a label or alone, with the label if figures lie between."""
        over = self._over[cross]
        label = next((k for k in range(i, -1, -1) if over[k].slots), -1)
        if label < 0:
            return -1 if over[i].stretched else i
        values = self._values.get(cross, ())
        apart = bisect_left(values, over[i].line) != bisect_left(values, over[label].line_end + 1)
        return label if apart else i

    def _mark(self, cell: SourceCell, meaning: Meaning, slots: frozenset[Slot]) -> Mark:
        rows, columns = (cell.row, cell.row_end), (cell.column, cell.column_end)
        lines, crosses = (columns, rows) if self._stubs else (rows, columns)
        return Mark(*lines, *crosses, slots, meaning, cell)

    def _stretch(self, mark: Mark) -> None:
        """A label that was not merged stands for the empty places after it: a group always, a leaf only over years."""
        cross = mark.cross + 1
        while cross <= self.last and self._at(mark.line, cross) is None:
            if mark.meaning.leaf:
                below = self._at(mark.line_end + 1, cross)
                years = below is not None and any(
                    other.cell is below and not other.meaning.labels for other in self._over.get(cross, ())
                )
                if not years:
                    return
            self._over[cross].append(
                Mark(mark.line, mark.line_end, cross, cross, mark.slots, mark.meaning, mark.cell, True)
            )
            cross += 1

    def _at(self, line: int, cross: int) -> SourceCell | None:
        return self._grid.at.get((cross, line) if self._stubs else (line, cross))

    def _chain(self, cross: int, i: int) -> list[Mark]:
        """The labels over a place from the nearest on, as long as they stand together."""
        over = self._over[cross]
        chain = [over[i]]
        values = self._values.get(cross, ())
        for mark in reversed(over[:i]):
            near = chain[-1].line
            if near - mark.line_end > REACH or bisect_left(values, near) != bisect_left(values, mark.line_end + 1):
                break
            chain.append(mark)
        return chain

    def _govern(self, cross: int, i: int) -> Governed:
        chain = self._chain(cross, i)
        leaf = next((mark for mark in chain if mark.meaning.leaf), None)
        if leaf is not None and (ambiguous(leaf.slots) or any(m.stretched and m.meaning.year for m in chain)):
            settled = self._settle(leaf)
            if settled is not None and cross in settled:
                return settled[cross]
        return _together(chain)

    def _settle(self, leaf: Mark) -> dict[int, Governed] | None:
        """The line of a label that needs its group (结果维持 stands in three) or its year: all its places at once.

        None where groups are merged or fit as they are; unclear where it stays open which group a place belongs to.
        """
        lines = self._beside(leaf.line)
        if lines[0] not in self._settled:
            self._settled[lines[0]] = self._settle_lines(lines)
        return self._settled[lines[0]]

    def _beside(self, line: int) -> list[int]:
        """The lines of labels next to this one: where a head was not merged, its columns begin a line higher."""
        lines = sorted({mark.line for mark in self.marks if mark.meaning.leaf})
        first = last = lines.index(line)
        while first and lines[first] - lines[first - 1] == 1:
            first -= 1
        while last + 1 < len(lines) and lines[last + 1] - lines[last] == 1:
            last += 1
        return lines[first : last + 1]

    def _settle_lines(self, lines: list[int]) -> dict[int, Governed] | None:
        chains: dict[int, list[Mark]] = {}
        for cross, over in sorted(self._over.items()):
            found = [i for i, m in enumerate(over) if m.line in lines and m.meaning.leaf and not m.stretched]
            if found:
                i = found[-1]
                # a year may stand below its column's head
                while i + 1 < len(over) and over[i + 1].line - over[i].line_end == 1 and not over[i + 1].meaning.labels:
                    i += 1
                chains[cross] = self._chain(cross, i)
        if not any(mark.stretched for chain in chains.values() for mark in chain):
            return None
        alone = {cross: _together(chain) for cross, chain in chains.items()}
        below = [cross for cross, values in self._values.items() if values[-1] > lines[-1]]
        if any(cross not in chains and min(chains) - 1 <= cross <= max(chains) + 1 for cross in below):
            return _unclear(alone)  # figures without a label among them: a group may begin there
        seen = {(min(item.slots), item.year) for item in alone.values() if item.slots}
        cells = {id(item.near.cell) for item in alone.values()}
        clear = (
            len(seen) == len(cells)
            and not any(ambiguous(item.slots) for item in alone.values())
            and len({bool(item.year) for item in alone.values()}) == 1
        )
        if clear:
            return None
        return _by_runs(chains, alone)


def ambiguous(slots: frozenset[Slot]) -> bool:
    """Whether these are several lines of one block."""
    return len({block for block, _ in slots}) < len(slots)


def _together(chain: list[Mark]) -> Governed:
    """What the labels say together, the nearest first; one further off that contradicts is not heeded, and neither is a
    group that was not merged where the line has a label of its own."""
    slots: frozenset[Slot] = NOBODY
    year = money = ""
    near = chain[0]
    leaf = False
    for mark in chain:
        year = year or mark.meaning.year
        if not mark.slots:
            continue
        both = slots & mark.slots
        if not slots or (not both and not leaf and near.stretched and mark.meaning.leaf and not mark.stretched):
            slots, money, near = mark.slots, mark.meaning.money, mark
        else:
            slots = both or slots
        leaf = leaf or mark.meaning.leaf
    return Governed(slots, year, money, near, leaf)


def _by_runs(chains: dict[int, list[Mark]], alone: dict[int, Governed]) -> dict[int, Governed]:
    """Groups written anywhere over their columns: the labels come in equal runs, each with its own groups above it."""
    runs: list[list[int]] = [[]]
    for cross in chains:
        own = alone[cross].near.slots
        if runs[-1] and any(alone[other].near.slots == own for other in runs[-1]):
            runs.append([])
        runs[-1].append(cross)
    pattern = [[alone[cross].near.slots for cross in run] for run in runs]
    out: dict[int, Governed] = {}
    for run in runs:
        groups = {
            id(mark.cell): mark
            for cross in run
            for mark in chains[cross]
            if not mark.stretched and mark.cell is not alone[cross].near.cell
        }
        for cross in run:
            out[cross] = _together([alone[cross].near, *sorted(groups.values(), key=lambda mark: -mark.line)])
    fits = (
        all(row == pattern[0] for row in pattern)
        and not any(ambiguous(item.slots) for item in out.values())
        and len({(min(item.slots), item.year) for item in out.values()}) == len(out)
    )
    return out if fits else _unclear(alone)


def _unclear(alone: dict[int, Governed]) -> dict[int, Governed]:
    return {
        cross: Governed(item.slots, item.year, item.money, item.near, item.leaf, unclear=True)
        for cross, item in alone.items()
    }
