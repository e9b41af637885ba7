"""Files as sources: JSON and plain text."""

from __future__ import annotations

from dataclasses import replace

from importers.encoding import decode
from importers.json_report import read_json
from importers.kinds import Source
from importers.result import Imported, UnreadableError
from importers.text import read_text
from models.findings import Finding, Severity


def read_json_source(source: Source) -> Imported:
    try:
        return read_json(source.data, source.name, year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def read_text_source(source: Source) -> Imported:
    try:
        decoded = decode(source.data)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None
    imported = read_text(decoded.text, source.name, year=source.year, form=source.form)
    if not decoded.note:
        return imported
    cut = Finding(
        "import.cut", Severity.WARNING, f"{source.name}：{decoded.note}", advice="请核对末尾，或重新取得文件。"
    )
    return replace(imported, findings=(*imported.findings, cut))
