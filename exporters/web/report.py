"""The kind "html": one page with semantic tables and inline styles, without scripts or anything from elsewhere; pictures are in it.

Styles stand in each element, since the editor of a site keeps those and drops a style sheet. Widths are relative; a table wider
than a phone scrolls in its own region.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from exporters.depths import depths_of
from exporters.document import Document, Figure, Heading, Note, Paragraph, Signature, TableBlock, Title, document_of
from exporters.geometry import signature_lines
from exporters.options import Options, Output
from exporters.web.tables import groups_of
from models.grid import Role
from models.report import Report
from models.texts import DRAFT_MARK

_FONTS = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
_INK, _PALE, _LINE = "#1f2328", "#f3f5f8", "#8c939d"
_WRAP = "overflow-wrap:anywhere"
_CELL = f"border:1px solid {_LINE};padding:0.35em 0.3em;font-weight:normal;line-height:1.4"
_HEAD = f"{_CELL};background:{_PALE};text-align:center"

CSS: dict[str, Any] = {
    "main": (
        f"max-width:52em;margin:0 auto;padding:1em 1em 3em;color:{_INK};background:#ffffff;"
        f"font-family:{_FONTS};font-size:1rem;line-height:1.8"
    ),
    "draft": "margin:0;text-align:right;font-weight:bold;color:#a1260d",
    "title": f"margin:1em 0 1.2em;font-size:clamp(1.05em,5.4vw,1.5em);line-height:1.5;text-align:center;{_WRAP}",
    "headings": {
        2: "margin:1.6em 0 0.5em;font-size:1.2em;line-height:1.5",
        3: "margin:1em 0 0.4em;font-size:1.05em;line-height:1.5",
        4: "margin:0.8em 0 0.3em;font-size:1em;line-height:1.5",
        5: "margin:0.6em 0 0.3em;font-size:1em;line-height:1.5;font-weight:normal",
    },
    "paragraph": f"margin:0 0 0.6em;text-indent:2em;text-align:justify;{_WRAP}",
    "note": f"margin:0.4em 0 0;font-size:0.9em;{_WRAP}",
    "figure": "margin:0.8em auto;text-align:center",
    "image": "max-width:100%;height:auto",
    "small": f"border-collapse:collapse;margin:0 auto;font-size:0.9em;{_WRAP}",
    "figcaption": "padding:0.4em 0 0;font-size:0.9em;color:#4b535d",
    "signature": f"margin:2em 1em 0 0;text-align:right;{_WRAP}",
    "scroll": "overflow-x:auto;margin:0.5em 0",
    "table": "border-collapse:collapse;width:100%;font-size:0.9em;font-variant-numeric:tabular-nums",
    "caption": "padding:0 0 0.4em;text-align:left;font-size:0.9em;color:#4b535d",
    "cells": {
        Role.TITLE.value: f"{_CELL};background:#e3e9f2;text-align:left",
        Role.CORNER.value: _HEAD,
        Role.HEAD.value: f"{_HEAD};min-width:2.6em",
        Role.STUB.value: f"{_CELL};background:{_PALE};text-align:left",
        Role.NUMBER.value: f"{_CELL};text-align:center",
    },
}
_EM_PER_NUMBER, _EM_PER_STUB = 3.3, 21.0


def make(report: Report, options: Options) -> Output:
    document = document_of(report, profile=options.style, draft=options.draft)
    return Output(page_of(document).encode(), document.left_out)


def page_of(document: Document) -> str:
    """The whole page as text."""
    return _template().render(document=document, items=list(_items(document)), css=CSS, draft_mark=DRAFT_MARK)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")


def _source(block: Figure) -> str:
    """A picture as the page carries it in itself."""
    kind = "png" if block.exhibit.suffix == "png" else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(block.exhibit.data).decode()}" if block.exhibit.data else ""


def _items(document: Document) -> Iterator[dict[str, Any]]:
    """What the template writes for each block."""
    for block, depth in zip(document.blocks, depths_of(document.blocks, run_in=False), strict=True):
        match block:
            case Title():
                yield {"kind": "title", "block": block}
            case Heading():
                yield {"kind": "heading", "block": block, "level": depth + 1}
            case Paragraph():
                yield {"kind": "paragraph", "block": block}
            case Figure():
                yield {"kind": "figure", "block": block, "source": _source(block)}
            case Note():
                yield {"kind": "note", "block": block}
            case Signature():
                yield {"kind": "signature", "lines": signature_lines(block)}
            case TableBlock():
                columns = max(len(part.column_leaves) for part in block.table.blocks)
                width = _EM_PER_NUMBER * columns + (_EM_PER_STUB if block.grid.stub_columns > 1 else 4)
                caption = f"{block.table.number}　{block.caption.partition('、')[2] or block.caption}"
                yield {
                    "kind": "table",
                    "block": block,
                    "groups": groups_of(block.table),
                    "caption": caption,
                    "width": width,
                }
