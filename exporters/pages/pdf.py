"""The kind "pdf": the report for publication and for printing."""

from __future__ import annotations

from collections.abc import Mapping

from exporters.document import document_of
from exporters.options import ExportError, Options, Output
from exporters.pages.stand_ins import stand_ins_told, unshown_character
from exporters.pages.typesetter import Made, typesetter
from models.errors import system_said
from models.report import Report


def make(report: Report, options: Options) -> Output:
    """The PDF; says which characters were left out, and which fonts stand in for those of the house style."""
    document = document_of(report, profile=options.style, draft=options.draft)
    engine = typesetter()
    notes = [*document.left_out, *stand_ins_told(engine.stand_ins(document.profile.fonts), "PDF")]
    try:
        made = engine.pdf(document)
    except OSError as error:
        raise ExportError(f"临时文件夹写不进去（{system_said(error)}），PDF 没有导出；请清理磁盘空间后再试。") from None
    if made.fault:
        notes.append(_short_of_standard(made))
    return Output(made.data, tuple(notes))


_MARKS: Mapping[str, str] = {"a-2": "长期保存（PDF/A）", "ua-1": "无障碍（PDF/UA）"}


def _short_of_standard(made: Made) -> str:
    """Which standard the file cannot claim and why, and what to do."""
    lacking = "和".join(
        name for mark, name in _MARKS.items() if not any(claim.startswith(mark) for claim in made.claims)
    )
    shown = unshown_character(made.fault)
    if shown:
        return f"本机没有字体能显示“{shown}”，PDF 中那里是空框，也因此没有{lacking}标识；请换字，或安装有这个字的字体。"
    if lacking:
        return f"这份 PDF 没有{lacking}标识，内容和版面不受影响。"
    return "这份 PDF 的长期保存标识是 PDF/A-2b（不是 2a），因为有些字没有通行的编码；内容和版面不受影响。"
