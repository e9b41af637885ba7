"""Texts of the report as they are printed: bound figures resolved, paragraphs told apart.

A bound figure stands in the stored text as ``⟦t3.new.total⟧`` and follows that cell from then on; everything that shows or
prints a text goes through ``printed_text``.
"""

from __future__ import annotations

import re

from models.exhibits import without_anchors
from models.report import Report
from models.totals import Figures
from models.values import show

DRAFT_MARK = "草稿"
"""What drafts bear above the title. It says nothing of the report, and is passed over when one is read in."""
BOUND = re.compile(r"⟦([a-z0-9_.]+)⟧")


def bound(cell: str) -> str:
    """The mark of a figure bound to ``cell``, as stored in a text."""
    return f"⟦{cell}⟧"


def resolve(text: str, figures: Figures) -> str:
    """The text with each bound figure replaced by its printed number (nil as 0); an unknown mark stays as it is."""

    def figure(match: re.Match[str]) -> str:
        cell = match[1]
        return (show(figures.printed[cell]) or "0") if cell in figures.printed else match[0]

    return BOUND.sub(figure, text) if "⟦" in text else text


def printed_text(report: Report, figures: Figures, id: str) -> str:
    """The words of the text ``id`` as printed, paragraphs separated by one newline, without pictures and tables; "" when blank."""
    return resolve(without_anchors(report.text(id)), figures)
