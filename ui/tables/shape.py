"""The body of a table on the screen: the grid of the form without the heads and stubs that stay put while it scrolls.

Heads that repeat (one block) and stubs become the view's headers; the heads and titles of further blocks stay in the body.
Rows and columns of the body count from 0; ``Spot`` is (row, column) of the top left corner of a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from models.form import Cell, Form, Table
from models.grid import Grid, Place, Role, grid_of

Spot = tuple[int, int]


@dataclass(frozen=True)
class Shape:
    """A table of a form as rows and columns of the view's body."""

    form: Form
    table: Table

    @cached_property
    def grid(self) -> Grid:
        return grid_of(self.table)

    @property
    def rows(self) -> int:
        return self.grid.rows - self.grid.head_rows

    @property
    def columns(self) -> int:
        return self.grid.columns - self.grid.stub_columns

    @cached_property
    def places(self) -> tuple[tuple[Place | None, ...], ...]:
        """By body row and column: the place that covers it; None where only stubs stand."""
        covered: list[list[Place | None]] = [[None] * self.columns for _ in range(self.rows)]
        for place in self.body:
            row, column = self.spot(place)
            for i in range(row, row + place.rowspan):
                for j in range(max(0, column), column + place.colspan):
                    covered[i][j] = place
        return tuple(tuple(row) for row in covered)

    @cached_property
    def body(self) -> tuple[Place, ...]:
        """The places that are seen in the body, at least in part (a title reaches over the stubs)."""
        grid = self.grid
        return tuple(
            place
            for place in grid.places
            if place.row >= grid.head_rows and place.column + place.colspan > grid.stub_columns
        )

    @cached_property
    def stubs(self) -> tuple[Place, ...]:
        """The places beside the body's rows: stubs, corners and titles."""
        grid = self.grid
        return tuple(place for place in grid.places if place.row >= grid.head_rows and place.column < grid.stub_columns)

    @cached_property
    def heads(self) -> tuple[Place, ...]:
        """The heads that stay above the body."""
        grid = self.grid
        return tuple(place for place in grid.places if place.row < grid.head_rows and place.column >= grid.stub_columns)

    @cached_property
    def corner(self) -> Place | None:
        """The corner that stays above the stubs."""
        grid = self.grid
        return next((place for place in grid.places if place.row < grid.head_rows and place.column == 0), None)

    def spot(self, place: Place) -> Spot:
        """Where the place begins in the body; the column is negative for a title that begins among the stubs."""
        return place.row - self.grid.head_rows, place.column - self.grid.stub_columns

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """Where each cell stands, in reading order."""
        return {place.cell: self.spot(place) for place in self.body if place.role is Role.NUMBER}

    @cached_property
    def lines(self) -> tuple[tuple[Spot, ...], ...]:
        """The spots of numbers, line by line; lines without numbers are left out."""
        by_row: dict[int, list[Spot]] = {}
        for spot in self.spots.values():
            by_row.setdefault(spot[0], []).append(spot)
        return tuple(tuple(sorted(spots)) for _, spots in sorted(by_row.items()))

    @cached_property
    def typed_across(self) -> tuple[Spot, ...]:
        """The numbers a person types (no totals), row by row."""
        return tuple(spot for id, spot in self.spots.items() if not self.form.cells[id].is_total)

    @cached_property
    def typed_down(self) -> tuple[Spot, ...]:
        """The numbers a person types, column by column, block by block."""
        block_of = {row.key: at for at, block in enumerate(self.table.blocks) for row in block.row_leaves}
        order: dict[Spot, tuple[int, int, int]] = {}
        for id, (row, column) in self.spots.items():
            cell = self.form.cells[id]
            if not cell.is_total:
                order[row, column] = block_of[cell.row.key], column, row
        return tuple(sorted(order, key=lambda spot: order[spot]))

    def place(self, spot: Spot) -> Place | None:
        row, column = spot
        return self.places[row][column] if 0 <= row < self.rows and 0 <= column < self.columns else None

    def cell(self, spot: Spot) -> Cell | None:
        """The cell whose number covers this spot."""
        place = self.place(spot)
        return self.form.cells[place.cell] if place and place.cell else None

    def origin(self, spot: Spot) -> Spot:
        """The top left spot of the place that covers this one."""
        place = self.place(spot)
        if place is None:
            return spot
        row, column = self.spot(place)
        return row, max(0, column)

    def cells_between(self, first: Spot, last: Spot) -> Iterator[str]:
        """The cells of the rectangle between two spots, in reading order."""
        top, bottom = sorted((first[0], last[0]))
        left, right = sorted((first[1], last[1]))
        for id, (row, column) in self.spots.items():
            if top <= row <= bottom and left <= column <= right:
                yield id
