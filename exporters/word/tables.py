"""A table of the form in Word: its grid with explicit widths, its merges, labels and figures.

Written straight from the grid's places; WPS needs every ``w:gridCol`` and every ``w:tcW`` to keep a table in shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from exporters.document import TableBlock
from exporters.geometry import TEXT_WIDTH, TableGeometry
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
    for row, places in enumerate(_by_row(block)):
        out.append(
            w(
                "tr",
                w(
                    "trPr",
                    val("cantSplit", 1),
                    w("trHeight", val=twips(geometry.row), hRule="atLeast"),
                    val("tblHeader", 1) if row < grid.head_rows else None,
                ),
                *(cells.cell(place, row, keep=geometry.whole and row < grid.rows - 1) for place in places),
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


class _Cells:
    def __init__(self, block: TableBlock, geometry: TableGeometry, profile: Profile, columns: list[int]) -> None:
        self.block = block
        self.profile = profile
        self.columns = columns
        self.label_size = None if geometry.label_size == profile.label_size else geometry.label_size
        self.figure_size = None if geometry.figure_size == profile.figure_size else geometry.figure_size
        self.geometry = geometry
        self.several_stubs = block.grid.stub_columns > 1

    def cell(self, place: Place, row: int, *, keep: bool) -> Element:
        merge = None
        if place.rowspan > 1:
            merge = val("vMerge", "restart") if row == place.row else w("vMerge")
        shade = self.profile.title_shade if place.role is Role.TITLE else ""
        return w(
            "tc",
            w(
                "tcPr",
                w("tcW", w=sum(self.columns[place.column : place.column + place.colspan]), type="dxa"),
                val("gridSpan", place.colspan) if place.colspan > 1 else None,
                merge,
                w("shd", val="clear", color="auto", fill=shade) if shade else None,
                val("vAlign", "center"),
            ),
            self.paragraph(place, blank=row != place.row, keep=keep),
        )

    def paragraph(self, place: Place, *, blank: bool, keep: bool) -> Element:
        number = place.role is Role.NUMBER
        style = styles.FIGURE if number else styles.CORNER if self._left(place) else styles.LABEL
        size = self.figure_size if number else self.label_size
        properties = w(
            "pPr",
            val("pStyle", style),
            val("keepNext", 1) if keep else None,
            styles.exact(self.geometry.line) if self.label_size else None,
        )
        if blank:
            return w("p", properties)
        words = self.block.entries[place.cell].printed if number else place.text
        return w("p", properties, *_runs(words, size))

    def _left(self, place: Place) -> bool:
        """Titles, and where stubs stand in several columns also these, begin at the left as in the official form."""
        return place.role is Role.TITLE or (self.several_stubs and place.role in (Role.STUB, Role.CORNER))


def _runs(words: str, size: float | None) -> Iterator[Element]:
    if not words:
        return
    properties = [w("rFonts", hint="eastAsia"), *(styles.sizes(size) if size else ())]
    run = w("r", w("rPr", *properties))
    for index, part in enumerate(words.split("\n")):
        if index:
            run.append(w("br"))
        run.append(text(part))
    yield run
