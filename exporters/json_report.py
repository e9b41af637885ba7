"""The report as JSON for other programs: ``{"form", "unit", "year", "cells": {id: number or null}, "texts": {id: text}}``.

The figures are those that the finished report prints: totals that nobody stated are derived, a blank or an unreadable cell is
null. Texts are as printed, bound figures resolved, paragraphs joined by newlines; notes under tables and remarks beside
figures follow under their ids (``note.t4``). Importing the file gives the same report.
"""

from __future__ import annotations

from collections.abc import Iterator

from exporters.options import Options, Output
from exporters.prose import in_short
from models.json_text import quoted, scalar
from models.report import Report
from models.texts import printed_text
from models.totals import evaluate


def make(report: Report, options: Options) -> Output:
    figures = evaluate(report)
    unreadable = [id for id in report.form.cells if isinstance(figures.printed[id], str)]
    cells = (f"{quoted(id)}: {scalar(figures.number(id))}" for id in report.form.cells)
    texts = (f"{quoted(id)}: {quoted(text)}" for id in _texts(report) if (text := printed_text(report, figures, id)))
    fields = [
        f'  "form": {quoted(report.form.id)}',
        f'  "unit": {scalar(report.unit or None)}',
        f'  "year": {scalar(report.year)}',
        f'  "cells": {{\n    {_lines(cells)}\n  }}',
        f'  "texts": {{\n    {_lines(texts)}\n  }}',
    ]
    notes = tuple(
        f"{report.form.cells[id].name}不是数字（“{in_short(str(figures.printed[id]))}”），JSON 中为 null。"
        for id in unreadable
    )
    return Output(("{\n" + ",\n".join(fields) + "\n}\n").encode(), notes)


def _texts(report: Report) -> Iterator[str]:
    yield from report.form.texts
    yield from (f"note.{table.id}" for table in report.form.tables)
    yield from (f"remark.{cell}" for cell in report.form.cells)


def _lines(entries: Iterator[str]) -> str:
    return ",\n    ".join(entries)
