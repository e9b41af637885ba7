"""The kind "pdf": the report for publication and for printing."""

from __future__ import annotations

import re

from exporters.document import document_of
from exporters.options import ExportError, Options, Output
from exporters.pages.typesetter import typesetter
from models.report import Report

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


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
    try:
        data, fault = engine.pdf(document)
    except OSError as error:
        raise ExportError(
            f"临时文件夹写不进去（{error.strerror or error}），PDF 没有导出；请清理磁盘空间后再试。"
        ) from None
    if fault:
        shown = _UNSHOWN.search(fault)
        what = f"“{_character(shown[1])}”" if shown else "有的字符"
        notes.append(
            f"本机没有字体能显示{what}，PDF 中那里是空框，也因此没有无障碍（PDF/UA）标识；请换字，或安装有这个字的字体。"
        )
    return Output(data, tuple(notes))


def _character(written: str) -> str:
    """The character as it is, from the way in which the typesetter names it."""
    return re.sub(r"\\+u\{([0-9a-f]+)\}", lambda match: f"U+{match[1].upper()}", written)
