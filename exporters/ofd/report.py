"""The kind "ofd": the report for exchange between offices and for the archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exporters.document import Document, document_of
from exporters.ofd.package import package
from exporters.ofd.sheets import Glyph, Pages, Sheet, Words, pages_of
from exporters.options import ExportError, Options, Output
from exporters.pages.stand_ins import stand_ins_told, unshown_character
from exporters.pages.typesetter import Typesetter, typesetter
from models.errors import system_said
from models.report import Report


def make(report: Report, options: Options, today: date | None = None) -> Output:
    """The OFD; says which characters were left out, and which fonts stand in for those of the house style."""
    document = document_of(report, profile=options.style, draft=options.draft)
    engine = typesetter()
    try:
        pages = pages_of(engine.pages(document))
    except OSError as error:
        raise ExportError(f"临时文件夹写不进去（{system_said(error)}），OFD 没有导出；请清理磁盘空间后再试。") from None
    notes = [
        *document.left_out,
        *stand_ins_told(engine.stand_ins(document.profile.fonts), "OFD"),
        *_unshown(pages, engine, document),
    ]
    return Output(package(document, pages, engine.family_of, today or date.today()), tuple(notes))


def _unshown(pages: Pages, engine: Typesetter, document: Document) -> Iterator[str]:
    """Where no font of this computer has a character; the typesetter names it when it is asked for a PDF that forbids that."""
    lacking = [number for number, sheet in enumerate(pages.sheets, 1) for _ in _without_glyph(sheet)]
    if not lacking:
        return
    name = unshown_character(engine.pdf(document).fault)
    what = f"“{name}”" if name else "一个字"
    where = f"第{lacking[0]}页" if len(lacking) == 1 else f"第{lacking[0]}页起共{len(lacking)}处"
    yield f"本机没有字体能显示{what}，OFD 中那里是空框（{where}）；请换字，或安装有这个字的字体。"


def _without_glyph(sheet: Sheet) -> Iterator[Glyph]:
    for item in sheet.items:
        if isinstance(item, Words):
            yield from (glyph for glyph in item.glyphs if not glyph.id)
