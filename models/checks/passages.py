"""Naming and mending places of a text, for the checks that find something there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks.registry import Context
from models.findings import Span
from models.naming import name_of
from models.report import Edit

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")


def where(context: Context, text_id: str) -> str:
    """How messages call a text: 一（二）依申请公开."""
    return name_of(text_id, context.report.form)


def replace(context: Context, span: Span, new: str) -> Edit:
    """The edit that puts ``new`` in the place of ``span``."""
    text = context.report.text(span.text)
    return {span.text: text[: span.start] + new + text[span.end :]}


def around(text: str, start: int, end: int, margin: int = 12) -> str:
    """The words of a place with some before and after, on one line, for a message."""
    return text[max(0, start - margin) : end + margin].replace("\n", " ").strip()


def sentences(text: str) -> Iterator[re.Match[str]]:
    """The clauses between full stops and semicolons; cheap, for words only (numbers are read by ``models.prose``)."""
    return _SENTENCE.finditer(text)
