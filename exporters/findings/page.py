"""The findings as one web page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from exporters.findings.rows import (
    HEADS,
    NOT_MADE_HEADS,
    SUMMARY_HEADS,
    TITLE,
    counted,
    not_made_rows,
    readable,
    rows_of,
    summary,
    to_do,
    unreadable,
)
from models.inspection import Inspected


def make(inspected: Sequence[Inspected]) -> bytes:
    """The page as UTF-8."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    units = [(item, rows) for item in readable(inspected) if (rows := rows_of(item))]
    return (
        environment.get_template("page.html.jinja")
        .render(
            title=TITLE,
            counted=counted(inspected),
            summary_heads=SUMMARY_HEADS,
            summary=list(summary(inspected)),
            unreadable=unreadable(inspected),
            not_made_heads=NOT_MADE_HEADS,
            not_made=list(not_made_rows(inspected)),
            heads=HEADS,
            to_do=to_do,
            units=units,
        )
        .encode("utf-8", "replace")
    )
