"""A whole report as plain text, as it comes out of Word, a web page or a mail."""

from __future__ import annotations

import re

from importers.document.blocks import Paragraph
from importers.document.flow import read_flow
from importers.draft import Draft
from importers.result import Imported
from importers.text.separated import plain_lines

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def read_text(
    text: str, source: str, *, year: int | None = None, form: str | None = None, suffix: str = ""
) -> Imported:
    """Read a report from its text. ``source`` names it in origins; ``year`` and ``form`` are what a person has stated, ``suffix``
    is that of its file (".csv", ".md").

    What is missing or could not be placed is a finding. Raises UnreadableError only for a text out of all measure.
    """
    lines = plain_lines(_LINE_ENDS.split(text), suffix)
    blocks = [Paragraph(line.text, f"第{line.number}行", line.level) for line in lines]
    return read_flow(blocks, Draft(source), year=year, form=form)
