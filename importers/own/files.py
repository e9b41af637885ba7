"""Our own files as sources: the report file, JSON, plain text."""

from __future__ import annotations

from dataclasses import replace

from importers.draft import Draft, agree_on_year, joined
from importers.own.json_report import read_json
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.text.encoding import decode as decode_bytes
from importers.text.plain import read_text
from models.findings import Finding, Severity
from models.report import LOCKED, PREVIOUS, Report
from models.storage import StorageError, decode


def read_gkbg_source(source: Source) -> Imported:
    """Everything that the report file holds, its origins and dismissals with it."""
    try:
        report = decode(source.data, source.name)
    except StorageError as error:
        raise UnreadableError(str(error)) from None
    return whole_report(report, Draft(source.name), source.year)


def whole_report(report: Report, draft: Draft, year: int | None, place: str = "") -> Imported:
    """A report that the source holds as data: all of it, each value with where it is from and where it came from there.

    ``year`` is what a person has stated.
    """
    for id, value in report.values.items():
        prefix = id.partition(".")[0]
        if prefix in ("origin", LOCKED):  # what is read into another report is not signed off there
            continue
        draft.values[id] = value
        if prefix not in ("dismissed", "tie", "draft", "base", PREVIOUS):
            before = report.text(f"origin.{id}")
            draft.origins[id] = draft.where(place) + (f"（{before}）" if before else "")
    return joined(draft.source, (agree_on_year(draft.source, report.year, year), draft)).finish(report.form.id)


def read_json_source(source: Source) -> Imported:
    try:
        return read_json(source.data, source.name, year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def read_text_source(source: Source) -> Imported:
    try:
        decoded = decode_bytes(source.data)
        imported = read_text(decoded.text, source.name, year=source.year, form=source.form, suffix=source.suffix)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None
    if not decoded.note:
        return imported
    cut = Finding(
        "import.cut", Severity.WARNING, f"{source.name}：{decoded.note}", advice="请核对末尾，或重新取得文件。"
    )
    return replace(imported, findings=(*imported.findings, cut))
