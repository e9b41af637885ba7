"""What a reading of a grid comes to: figures with the cells of the form that they belong to, and those without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from models.tables.cells import SourceCell, SourceTable
from models.tables.lines import Governed
from models.tables.meanings import Meanings, Slot


class Hit(NamedTuple):
    """A figure found for the cell ``id`` of a form. ``year`` is what the labels say, ``money`` the unit if not the form's, ``row``
    and ``column`` the label cells that decided."""

    id: str
    cell: SourceCell
    year: str = ""
    money: str = ""
    row: int = 0
    column: int = 0


@dataclass(slots=True)
class Fragment:
    """Figures that hang on the same heads and stubs; ``first`` and ``last`` are rows of the grid."""

    hits: dict[str, Hit] = field(default_factory=dict)
    twice: list[tuple[Hit, Hit]] = field(default_factory=list)
    first: int = 1 << 30
    last: int = 0

    def add(self, hit: Hit) -> None:
        self.first = min(self.first, hit.cell.row)
        earlier = self.hits.get(hit.id)
        if earlier is None:
            self.hits[hit.id] = hit
        else:
            self.twice.append((earlier, hit))
        self.last = max(self.last, hit.cell.row_end)

    def drop_shared(self) -> list[Hit]:
        """Take out figures that one label stands over where it should stand over one alone: it is a group's in another form."""
        shared = {
            first.id
            for first, second in self.twice
            if (first.row, first.column, first.year) == (second.row, second.column, second.year)
        }
        dropped = [self.hits.pop(id) for id in shared]
        dropped += [second for _, second in self.twice if second.id in shared]
        self.twice = [pair for pair in self.twice if pair[0].id not in shared]
        return dropped


@dataclass(slots=True)
class Reading:
    """What one grid holds of one table. ``left``: figures that touch the table and have no place: text, address, reason, cells.
    ``known``: how many cells are labels of the table; ``labels``: the cells that are, and those that say a year or number the
    columns."""

    source: SourceTable
    index: int
    meanings: Meanings
    fragments: list[Fragment] = field(default_factory=list)
    left: list[tuple[str, SourceCell, str, tuple[SourceCell, ...]]] = field(default_factory=list)
    differing: list[tuple[str, str, SourceCell]] = field(default_factory=list)
    rows: set[Slot] = field(default_factory=set)
    columns: set[Slot] = field(default_factory=set)
    layout: dict[int, Governed] = field(default_factory=dict)
    known: int = 0
    labels: list[SourceCell] = field(default_factory=list)

    @property
    def spots(self) -> Iterator[tuple[int, int]]:
        """Row and column of the cells that are labels, one broken over several cells included."""
        for cell in self.labels:
            yield from ((row, cell.column) for row in range(cell.row, cell.row_end + 1))

    @property
    def count(self) -> int:
        return sum(len(fragment.hits) for fragment in self.fragments)
