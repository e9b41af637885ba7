"""The kind "pdf": the report for publication and for printing."""

from __future__ import annotations

from exporters.document import document_of
from exporters.options import Options, Output
from exporters.pages.typesetter import typesetter
from models.report import Report


def make(report: Report, options: Options) -> Output:
    """The PDF; says which characters were left out, and which fonts stand in for those of the house style."""
    document = document_of(report, profile=options.style, draft=options.draft)
    engine = typesetter()
    notes = [*document.left_out]
    for name, other in engine.stand_ins(document.profile.fonts).items():
        notes.append(
            f"本机没有安装“{name}”，PDF 中用“{other}”代替。"
            if other
            else f"本机没有安装“{name}”，也没有可以代替的中文字体，PDF 中的文字可能缺失；请安装中文字体后重新导出。"
        )
    return Output(engine.pdf(document), tuple(notes))
