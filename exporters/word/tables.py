"""A table of the form in Word: its grid with explicit widths, its merges, labels and figures.

Written straight from the grid's places; WPS needs every ``w:gridCol`` and every ``w:tcW`` to keep a table in shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from exporters.document import TableBlock
from exporters.geometry import TEXT_WIDTH, TableGeometry, line_of
from exporters.profiles import Profile
from exporters.word import styles
from exporters.word.xml import Element, text, twips, val, w
from models.grid import Place, Role


def table(block: TableBlock, geometry: TableGeometry, profile: Profile) -> Element:
    """The element ``w:tbl``: full text width, head rows repeated, no row split; all on one page where it fits."""
    columns = _whole_twips(geometry.columns)
    grid = block.grid
    out = w(
        "tbl",
        w(
            "tblPr",
            val("tblStyle", styles.TABLE),
            w("tblW", w=sum(columns), type="dxa"),
            val("jc", "center"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            val("tblCaption", block.caption),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in columns)),
    )
    cells = _Cells(block, geometry, profile, columns)
    heads = grid.head_rows or min(place.row for place in grid.places if place.role is Role.NUMBER)
    for row, places in enumerate(_by_row(block)):
        out.append(
            w(
                "tr",
                w(
                    "trPr",
                    val("cantSplit", 1),
                    w("trHeight", val=twips(geometry.row), hRule="atLeast"),
                    val("tblHeader", 1) if row < heads else None,
                ),
                *(
                    cells.cell(
                        place,
                        row,
                        keep=row < grid.head_rows or (geometry.whole and (row < grid.rows - 1 or bool(block.notes))),
                    )
                    for place in places
                ),
            )
        )
    return out


def _whole_twips(widths: tuple[float, ...]) -> list[int]:
    """The widths in twips, rounded so that they add up to the text width."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    scale = twips(TEXT_WIDTH) / edges[-1]
    return [round(b * scale) - round(a * scale) for a, b in pairwise(edges)]


def _by_row(block: TableBlock) -> Iterator[list[Place]]:
    """For each row the places in it from left to right, those that reach down from above included."""
    rows: list[list[Place]] = [[] for _ in range(block.grid.rows)]
    for place in block.grid.places:
        for row in range(place.row, place.row + place.rowspan):
            rows[row].append(place)
    for places in rows:
        yield sorted(places, key=lambda place: place.column)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What cells that look alike have in common."""

    width: int
    colspan: int
    merge: str
    style: str
    shade: str
    keep: bool
    written: bool
    figure: float


class _Cells:
    """Makes the cells of a table; of those that look alike the first is the model of all others."""

    def __init__(self, block: TableBlock, geometry: TableGeometry, profile: Profile, columns: list[int]) -> None:
        self.block = block
        self.geometry = geometry
        self.profile = profile
        self.columns = columns
        self.several_stubs = block.grid.stub_columns > 1
        self.models: dict[_Kind, Element] = {}

    def cell(self, place: Place, row: int, *, keep: bool) -> Element:
        number, first = place.role is Role.NUMBER, row == place.row
        words = (self.block.entries[place.cell].printed if number else place.text) if first else ""
        kind = _Kind(
            sum(self.columns[place.column : place.column + place.colspan]),
            place.colspan,
            "" if place.rowspan == 1 else "restart" if first else "continue",
            styles.FIGURE if number else styles.CORNER if self._left(place) else styles.LABEL,
            self.profile.title_shade if place.role is Role.TITLE else "",
            keep,
            bool(words),
            self.geometry.figure_of(place.cell) if number else 0.0,
        )
        model = self.models.get(kind)
        if model is None:
            model = self.models[kind] = self._model(kind)
        cell = deepcopy(model)
        if words:
            _write(cell[-1][-1], words)
        return cell

    def _model(self, kind: _Kind) -> Element:
        number = kind.style == styles.FIGURE
        size, usual = (
            (kind.figure, self.profile.figure_size) if number else (self.geometry.label_size, self.profile.label_size)
        )
        paragraph = w(
            "p",
            w(
                "pPr",
                val("pStyle", kind.style),
                val("keepNext", 1) if kind.keep else None,
                styles.exact(line_of(size)) if size != usual else None,
            ),
        )
        if kind.written:
            sizes = styles.sizes(size) if size != usual else ()
            paragraph.append(w("r", w("rPr", w("rFonts", hint="eastAsia"), *sizes)))
        return w(
            "tc",
            w(
                "tcPr",
                w("tcW", w=kind.width, type="dxa"),
                val("gridSpan", kind.colspan) if kind.colspan > 1 else None,
                val("vMerge", kind.merge) if kind.merge else None,
                w("shd", val="clear", color="auto", fill=kind.shade) if kind.shade else None,
                val("vAlign", "center"),
            ),
            paragraph,
        )

    def _left(self, place: Place) -> bool:
        """Titles, and where stubs stand in several columns also these, begin at the left as in the official form."""
        return place.role is Role.TITLE or (self.several_stubs and place.role in (Role.STUB, Role.CORNER))


def _write(run: Element, words: str) -> None:
    for index, part in enumerate(words.split("\n")):
        if index:
            run.append(w("br"))
        run.append(text(part))
