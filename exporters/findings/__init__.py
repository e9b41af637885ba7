"""The findings on reports that others made, as a workbook, a Word document or a web page to send back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from exporters.findings.rows import file_names, printable, to_send
from exporters.options import ExportError
from models.inspection import Inspected

MAKERS = {
    ".xlsx": "exporters.findings.workbook:make",
    ".docx": "exporters.findings.document:make",
    ".html": "exporters.findings.page:make",
}


def findings_file(inspected: Sequence[Inspected], path: Path) -> bytes:
    """The findings in the kind that the suffix of ``path`` means; raises ExportError for another one."""
    maker = MAKERS.get(path.suffix.lower())
    if maker is None:
        raise ExportError(f"检查结果不能存为“{path.name}”：扩展名应是 {'、'.join(MAKERS)} 之一。")
    module, _, function = maker.partition(":")
    make = cast(Callable[[Sequence[Inspected]], bytes], getattr(import_module(module), function))
    return make(file_names([printable(to_send(item)) for item in inspected]))
