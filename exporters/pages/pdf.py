"""The kind "pdf": the report for publication and for printing."""

from __future__ import annotations

from exporters.document import document_of
from exporters.options import ExportError, Options, Output
from exporters.pages.stand_ins import stand_ins_told, unshown_character
from exporters.pages.typesetter import typesetter
from models.errors import system_said
from models.report import Report


def make(report: Report, options: Options) -> Output:
    """The PDF; says which characters were left out, and which fonts stand in for those of the house style."""
    document = document_of(report, profile=options.style, draft=options.draft)
    engine = typesetter()
    notes = [*document.left_out, *stand_ins_told(engine.stand_ins(document.profile.fonts), "PDF")]
    try:
        data, fault = engine.pdf(document)
    except OSError as error:
        raise ExportError(f"临时文件夹写不进去（{system_said(error)}），PDF 没有导出；请清理磁盘空间后再试。") from None
    if fault:
        notes.append(_short_of_standard(fault))
    return Output(data, tuple(notes))


def _short_of_standard(fault: str) -> str:
    """Why the file cannot claim the standard for accessible PDF, and what to do."""
    shown = unshown_character(fault)
    if not shown:
        return "这份 PDF 没有无障碍（PDF/UA）标识，内容和版面不受影响。"
    return (
        f"本机没有字体能显示“{shown}”，PDF 中那里是空框，也因此没有无障碍（PDF/UA）标识；请换字，或安装有这个字的字体。"
    )
