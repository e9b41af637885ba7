"""The kind "pdf": the report for publication and for printing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from exporters.document import document_of
from exporters.options import ExportError, Options, Output
from exporters.pages.typesetter import typesetter
from models.errors import system_said
from models.report import Report

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def make(report: Report, options: Options) -> Output:
    """The PDF; says which characters were left out, and which fonts stand in for those of the house style."""
    document = document_of(report, profile=options.style, draft=options.draft)
    engine = typesetter()
    notes = [*document.left_out, *_stand_ins(engine.stand_ins(document.profile.fonts))]
    try:
        data, fault = engine.pdf(document)
    except OSError as error:
        raise ExportError(f"临时文件夹写不进去（{system_said(error)}），PDF 没有导出；请清理磁盘空间后再试。") from None
    if fault:
        notes.append(_short_of_standard(fault))
    return Output(data, tuple(notes))


def _stand_ins(fonts: Mapping[str, str]) -> Iterator[str]:
    """What stands in for the fonts that are missing, in a sentence."""
    by_other: dict[str, list[str]] = {}
    for name, other in fonts.items():
        by_other.setdefault(other, []).append(f"“{name}”")
    hopeless = by_other.pop("", [])
    if by_other:
        said = "，".join(f"{'、'.join(names)}用“{other}”代替" for other, names in by_other.items())
        yield f"本机缺少公文字体，PDF 中{said}。"
    if hopeless:
        missing = "、".join(hopeless)
        yield f"本机没有安装{missing}，也没有可以代替的中文字体，PDF 中的文字可能缺失；请安装中文字体后重新导出。"


def _short_of_standard(fault: str) -> str:
    """Why the file cannot claim the standard for accessible PDF, and what to do."""
    shown = _UNSHOWN.search(fault)
    if shown is None:
        return "这份 PDF 没有无障碍（PDF/UA）标识，内容和版面不受影响。"
    return (
        f"本机没有字体能显示“{_character(shown[1])}”，PDF 中那里是空框，也因此没有无障碍（PDF/UA）标识；"
        "请换字，或安装有这个字的字体。"
    )


def _character(written: str) -> str:
    """The character as it is, from the way in which the typesetter names it."""
    return re.sub(r"\\+u\{([0-9a-f]+)\}", lambda match: f"U+{match[1].upper()}", written)
