"""Report → files. A new kind is one line in ``KINDS``; its module is imported when it is needed.

The maker of a kind takes the report and ``Options`` and returns an ``Output``; it writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import cast

from exporters.options import ExportError, Options, Output
from models.report import Report
from models.storage.atomic import write_whole

__all__ = ["KINDS", "ExportError", "Kind", "Options", "Output", "export", "kind_for"]


@dataclass(frozen=True, slots=True)
class Kind:
    """``maker`` is "module:function", called with (report, options); ``others`` are the makers for further suffixes of the kind."""

    name: str
    suffix: str
    maker: str
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def makers(self) -> Mapping[str, str]:
        """By suffix, the usual one first."""
        return {self.suffix: self.maker, **self.others}

    def check(self, path: Path) -> None:
        """Hold the name of the file against the kind: a file says by its suffix what is in it. Raises ExportError."""
        if path.suffix.lower() not in self.makers:
            raise ExportError(
                f"{self.name}不能写成“{path.name}”：扩展名应是 {'、'.join(self.makers)}；请改扩展名，或者换一个种类。"
            )

    def make(self, report: Report, options: Options, suffix: str = "") -> Output:
        """The file for ``suffix`` ("" is the usual one)."""
        module, _, function = self.makers[suffix or self.suffix].partition(":")
        return cast(Callable[[Report, Options], Output], getattr(import_module(module), function))(report, options)


KINDS: dict[str, Kind] = {
    "docx": Kind("Word 文档", ".docx", "exporters.word.report:make"),
    "pdf": Kind("PDF", ".pdf", "exporters.pages.pdf:make"),
    "ofd": Kind("OFD 版式文件", ".ofd", "exporters.ofd.report:make"),
    "html": Kind("网页", ".html", "exporters.web.report:make"),
    "xlsx": Kind("Excel 工作簿", ".xlsx", "exporters.workbook.report:make"),
    "changes": Kind(
        "变化说明",
        ".docx",
        "exporters.changes.sheet:make",
        {".pdf": "exporters.changes.sheet:make_pdf", ".png": "exporters.changes.sheet:make_png"},
    ),
    "signoff": Kind("审签单", ".docx", "exporters.signoff:make", {".pdf": "exporters.signoff:make_pdf"}),
    "json": Kind("JSON 数据", ".json", "exporters.json_report:make"),
}
"""By the name used on the command line. Of several kinds with one suffix, the first is what the suffix alone means."""


def kind_for(path: Path) -> Kind:
    """The kind that the suffix of ``path`` means; raises ExportError."""
    suffix = path.suffix.lower()
    for kind in KINDS.values():
        if kind.suffix == suffix:
            return kind
    known = "、".join(dict.fromkeys(kind.suffix for kind in KINDS.values()))
    raise ExportError(f"不能导出为“{path.name}”：扩展名应是 {known} 之一；请改用其中一个。")


def export(report: Report, path: Path, options: Options | None = None, kind: Kind | None = None) -> tuple[str, ...]:
    """Write the report to ``path`` whole or not at all, replacing what is there, and return the notes of its maker.

    ``kind`` where it does not follow from the suffix. Raises ExportError, also where the kind is never written under such a suffix,
    and StorageError where the place cannot be written.
    """
    chosen = kind or kind_for(path)
    chosen.check(path)
    output = chosen.make(report, options or Options(), path.suffix.lower())
    write_whole(path, output.data)
    return output.notes
