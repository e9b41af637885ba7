"""A short paper as PDF, and its pictures as PNG for a page of the web."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from exporters.geometry import PAGE
from exporters.pages.typesetter import ACCESSIBLE, typesetter
from exporters.papers.blocks import (
    BLUE,
    FAINT,
    GREY,
    WIDTH,
    Bars,
    Block,
    Grid,
    Heading,
    Line,
    Paper,
    Title,
    ink_on,
)
from exporters.papers.word import (
    BAR,
    HEADING_SIZE,
    HEI,
    LABEL,
    LATIN,
    LEAST_SHARE,
    MARGIN_SIDE,
    MARGIN_TOP,
    SIZE,
    SONG,
    TITLE_SIZE,
    TOTAL,
    shown_words,
)

_TEMPLATE = Path(__file__).with_name("paper.typ")
DENSITY = 192.0
"""Pixels an inch of a picture: sharp on the screens of telephones too."""


def paper_pdf(paper: Paper, now: datetime | None = None) -> bytes:
    """The pages; accessible where the fonts of this computer have every character."""
    made = _setter().compile(paper, format="pdf", timestamp=now)
    assert isinstance(made, bytes)
    return made


def picture_png(paper: Paper) -> bytes:
    """All of a paper as one picture, as high as it needs to be."""
    made = _setter().compile(paper, format="png", ppi=DENSITY, picture=True)
    assert isinstance(made, bytes)
    return made


class _Setter:
    """One compiler for all short papers, with the fonts of the typesetter of the report."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(input=_TEMPLATE, root=_TEMPLATE.parent, font_paths=typesetter().fonts)
        self._lock = Lock()

    def compile(self, paper: Paper, *, picture: bool = False, **how: Any) -> object:
        data = json.dumps(_data(paper, picture), ensure_ascii=False)
        with self._lock:
            if how["format"] == "pdf":
                # but for a character that no font of this computer has
                with contextlib.suppress(typst.TypstError):
                    return self._compiler.compile(sys_inputs={"paper": data}, pdf_standards=ACCESSIBLE, **how)
            return self._compiler.compile(sys_inputs={"paper": data}, **how)


@cache
def _setter() -> _Setter:
    return _Setter()


def _data(paper: Paper, picture: bool) -> dict[str, Any]:
    engine = typesetter()
    return {
        "title": shown_words(paper.title),
        "author": shown_words(paper.author),
        "picture": picture,
        "page": PAGE,
        "side": MARGIN_SIDE,
        "top": MARGIN_TOP,
        "size": SIZE,
        "heading_size": HEADING_SIZE,
        "title_size": TITLE_SIZE,
        "latin": engine.fonts_for(LATIN),
        "body": engine.fonts_for(SONG),
        "heading": engine.fonts_for(HEI),
        "has_bold": engine.has_bold(SONG),
        "grey": GREY,
        "blue": BLUE,
        "faint": FAINT,
        "bar": {"label": LABEL, "room": WIDTH - LABEL - TOTAL, "total": TOTAL, "height": BAR, "least": LEAST_SHARE},
        "blocks": [_block(block) for block in paper.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Title():
            return {"kind": "title", "text": shown_words(block.text), "below": shown_words(block.below)}
        case Heading():
            return {"kind": "heading", "text": shown_words(block.text), "new_page": block.new_page}
        case Line():
            return {"kind": "line", "text": shown_words(block.text), "tone": block.tone.value}
        case Grid():
            rows = [
                {"head": row.head, "height": row.height, "cells": [_cell(asdict(cell)) for cell in row.cells]}
                for row in block.rows
            ]
            return {"kind": "grid", "widths": block.widths, "lines": block.lines, "rows": rows}
        case Bars():
            return {"kind": "bars", "name": shown_words(block.name), "bars": [_bar(asdict(bar)) for bar in block.bars]}


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    return cell | {"text": shown_words(cell["text"]), "below": shown_words(cell["below"])}


def _bar(bar: dict[str, Any]) -> dict[str, Any]:
    shares: Sequence[dict[str, Any]] = [share for share in bar["shares"] if share["share"] > 0]
    whole = sum(share["share"] for share in shares)
    return {
        "label": shown_words(bar["label"]),
        "total": shown_words(bar["total"]),
        "shares": [share | {"share": share["share"] / whole, "ink": ink_on(share["colour"])} for share in shares],
    }
