"""A document as the data that ``report.typ`` sets: measures in points, every text a string."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from exporters.depths import depths_of
from exporters.document import Block, Document, Figure, Heading, Note, Paragraph, Run, Signature, TableBlock, Title
from exporters.geometry import (
    BORDER,
    BOTTOM,
    CELL_MARGIN,
    CELL_PADDING,
    LEFT,
    NUMBER_GAP,
    NUMBER_SIZE,
    PAGE,
    RIGHT,
    TABLE_GAP,
    TEXT_WIDTH,
    TOP,
    TableGeometry,
    gap_above,
    geometry_of,
    picture_size,
    printed_at,
    signature_lines,
    tracking,
)
from models.exhibits import Exhibit
from models.grid import Grid, Role
from models.texts import DRAFT_MARK

TEMPLATE = Path(__file__).with_name("report.typ")


def style_of(
    document: Document, fonts: Callable[[str], Sequence[str]], has_bold: Callable[[str], bool]
) -> dict[str, Any]:
    """Page, fonts and title: what stays the same from edit to edit. ``fonts`` names those that print a font of the profile,
    ``has_bold`` tells whether the first of them has a bold face.
    """
    profile = document.profile
    before, after = profile.page_number.split("{}")
    return {
        "title": document.title,
        "author": document.unit,
        "keywords": keywords_of(document),
        "draft": DRAFT_MARK if document.draft else "",
        "page": {"width": PAGE[0], "height": PAGE[1], "top": TOP, "bottom": BOTTOM, "left": LEFT, "right": RIGHT},
        "latin": fonts(profile.figure_font),
        "body": fonts(profile.body_font),
        "headings": [fonts(name) for name in profile.heading_fonts],
        "heading_bold": [has_bold(name) for name in profile.heading_fonts],
        "body_bold": has_bold(profile.body_font),
        "title_font": fonts(profile.title_font),
        "table_font": fonts(profile.table_font),
        "number_font": fonts(profile.number_font),
        "number": [before, after],
        "number_size": NUMBER_SIZE,
        "number_gap": NUMBER_GAP,
        "size": profile.body_size,
        "pitch": profile.pitch,
        "tracking": tracking(profile.body_size),
        "title_size": profile.title_size,
        "shade": profile.title_shade,
        "bold_points": profile.bold_points,
        "bold_headings": profile.bold_headings,
    }


def keywords_of(document: Document) -> list[str]:
    """By what the file is found."""
    return ["政府信息公开", "年度报告", *([str(document.year)] if document.year else [])]


def blocks_of(document: Document) -> Iterator[dict[str, Any]]:
    """The blocks in printed order. The ``level`` of a heading gives its face, its ``depth`` the level of its bookmark and tag."""
    blocks = document.blocks
    depths = depths_of(blocks, run_in=True)
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        yield _block(block, before, after, document) | {"depth": depths[index]}


def _block(block: Block, before: Block | None, after: Block | None, document: Document) -> dict[str, Any]:
    gap = gap_above(block, before)
    match block:
        case Title(lines):
            return {"kind": "title", "lines": lines}
        case Heading():
            new_page = isinstance(after, TableBlock) and geometry_of(after, document.profile).fills_page
            return {
                "kind": "heading",
                "level": block.level,
                "runs": _runs(block.runs),
                "before": gap,
                "new_page": new_page,
            }
        case Paragraph():
            return {
                "kind": "paragraph",
                "level": block.level,
                "runs": _runs(block.runs),
                "before": gap,
                "sticky": isinstance(after, Signature),
                "ragged": block.ragged,
            }
        case Figure():
            return _figure(block, document) | {"before": gap}
        case TableBlock():
            return _table(block, geometry_of(block, document.profile), TABLE_GAP if isinstance(before, Heading) else 0)
        case Note():
            return {"kind": "note", "runs": _runs(block.runs), "before": gap, "size": document.profile.label_size}
        case Signature():
            return {"kind": "signature", "lines": signature_lines(block)}


def _figure(block: Figure, document: Document) -> dict[str, Any]:
    """A picture by the name of its file, or the words of a small table."""
    exhibit = block.exhibit
    width, height = picture_size(exhibit) if exhibit.data else (TEXT_WIDTH * exhibit.width / 100, 0.0)
    return {
        "kind": "figure",
        "file": picture_name(exhibit) if exhibit.data else "",
        "rows": exhibit.rows,
        "columns": max(map(len, exhibit.rows), default=0),
        "width": width,
        "height": height,
        "alt": exhibit.described,
        "caption": exhibit.caption,
        "size": document.profile.label_size,
        "padding": CELL_MARGIN,
        "border": BORDER,
    }


def picture_name(exhibit: Exhibit) -> str:
    """The name of the file from which the typesetter takes a picture."""
    return f"{hashlib.sha256(exhibit.data).hexdigest()[:24]}.{exhibit.suffix}"


def pictures_of(document: Document) -> dict[str, bytes]:
    """The pictures of a document by the names of their files."""
    figures = (block.exhibit for block in document.blocks if isinstance(block, Figure))
    return {picture_name(exhibit): exhibit.data for exhibit in figures if exhibit.data}


def _runs(runs: Iterable[Run]) -> list[tuple[str, str]]:
    """The words of a paragraph, those of one face together, so that a heading is one."""
    same = groupby(runs, lambda run: run.face.value)
    return [(face, "".join(run.text for run in group)) for face, group in same]


def _parts(grid: Grid) -> Iterator[tuple[int, int, bool]]:
    """Rows from first to last that are heads, or that are not, in turn."""
    heads = {row for p in grid.places if p.role in (Role.TITLE, Role.HEAD) for row in range(p.row, p.row + p.rowspan)}
    first = 0
    for row in range(1, grid.rows + 1):
        if row == grid.rows or (row in heads) != (first in heads):
            yield first, row, first in heads
            first = row


def _table(block: TableBlock, geometry: TableGeometry, before: float) -> dict[str, Any]:
    grid = block.grid
    several = grid.stub_columns > 1
    left = [Role.TITLE, *([Role.STUB, Role.CORNER] if several else [])]
    firsts: dict[int, int] = {}
    for place in grid.places:
        if place.cell and (place.row not in firsts or place.column < firsts[place.row]):
            firsts[place.row] = place.column
    shape = {
        "id": block.table.id,
        "columns": geometry.columns,
        "rows": geometry.rows,
        "heads": grid.head_rows,
        "parts": list(_parts(grid)),
        "label": geometry.label_size,
        "line": geometry.line,
        "inset": CELL_MARGIN,
        "padding": CELL_PADDING,
        "border": BORDER,
        "whole": geometry.whole,
        "before": before,
        "left": [role.value for role in left],
        "marked": [row * grid.columns + column for row, column in firsts.items()],
    }
    cells = [
        (p.role.value, p.column, p.row, p.colspan, p.rowspan, printed_at(block, p), geometry.figure_of(p.cell))
        for p in grid.places
    ]
    return {"kind": "table", "shape": shape, "cells": cells}
