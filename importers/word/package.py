"""The package of a Word file."""

from __future__ import annotations

from importers.document import package
from importers.document.xml import val

_DAMAGED = "文件不完整或已损坏，请重新取得，或用 Word、WPS 打开后另存为 .docx 再导入。"


class Package(package.Package):
    """The parts of a Word file by name."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data, _DAMAGED)

    @property
    def main_part(self) -> str:
        """The part that holds the text, as the package says; Word names it differently at times."""
        if "_rels/.rels" in self:
            for item in self.xml("_rels/.rels"):
                target = val(item, "Target").lstrip("/")
                if val(item, "Type").endswith("/officeDocument") and target in self:
                    return target
        return "word/document.xml"
