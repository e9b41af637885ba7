"""Pages with their lines and tables → paragraphs and tables in order. Pages that are pictures are said, not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.document.flow import Block, Paragraph, Picture
from importers.draft import Draft
from importers.fixed.lines import Margins, drop_furniture, joined
from importers.fixed.page import Line, Ruled, Sheet
from importers.fixed.tables import goes_on, stacked, table_of
from importers.result import UnreadableError
from models.findings import Severity

MAX_IMAGES = 20
"""More pictures than this on a page are its ground."""
MIN_CHARS = 20
"""A report with fewer characters is a picture of one."""
_SCANNED = "是扫描件，里面是图片，没有文字可读；请导入原来的 Word 文件，或先用扫描识别（OCR）软件转换成 Word。"


@dataclass(frozen=True, slots=True)
class Image:
    """Where on its page a picture begins."""

    top: float


def blocks_on(sheets: Sequence[Sheet], draft: Draft) -> Sequence[Block]:
    """The paragraphs and tables of all pages in order; what was left out is said in ``draft``. Raises UnreadableError where there is
    hardly any text.
    """
    _refuse_pictures(sheets, draft)
    taken = drop_furniture(sheets)
    if taken:
        shown = "、".join(f"“{text}”" for text in list(dict.fromkeys(taken))[:3])
        draft.find("import.pages", Severity.INFO, f"{draft.source}：略去{len(taken)}处页码、页眉和页脚（{shown}等）。")
    return list(_blocks(sheets))


def _refuse_pictures(sheets: Sequence[Sheet], draft: Draft) -> None:
    chars = sum(sheet.chars for sheet in sheets)
    scanned = [sheet.number for sheet in sheets if sheet.chars < MIN_CHARS and sheet.pictures > 0.3]
    if chars < MIN_CHARS:
        raise UnreadableError(_SCANNED if scanned else "文件里没有文字可读；请导入原来的 Word 文件。")
    if sum(sheet.strange for sheet in sheets) > 0.3 * chars:
        raise UnreadableError("文件里的文字没有编码，读出来是乱码；请导入原来的 Word 文件。")
    if len(scanned) == len(sheets):
        raise UnreadableError(_SCANNED)
    if scanned:
        pages = "、".join(map(str, scanned))
        message = f"{draft.source}：第{pages}页是图片，没有读入。"
        draft.find("import.picture", Severity.WARNING, message, advice="请核对这几页，需要的内容手工填入。")


def _blocks(sheets: Sequence[Sheet]) -> Iterator[Block]:
    margins = Margins(line for sheet in sheets for line in sheet.lines)
    text, first, before = "", None, None
    table: Ruled | None = None
    numbers: dict[int, int] = {}

    def paragraph() -> Iterator[Block]:
        nonlocal text, first, before
        if text and first is not None:
            yield Paragraph(text, f"第{first.page}页")
        text, first, before = "", None, None

    def finished(table: Ruled) -> Block:
        numbers[table.page] = numbers.get(table.page, 0) + 1
        return table_of(table, numbers[table.page])

    for sheet in sheets:
        images = [Image(top) for top in sheet.images] if len(sheet.images) <= MAX_IMAGES else []
        parts: list[Line | Ruled | Image] = sorted([*sheet.lines, *sheet.tables, *images], key=lambda part: part.top)
        for place, part in enumerate(parts):
            if isinstance(part, Image):
                yield from paragraph()
                if table is not None:
                    yield finished(table)
                    table = None
                yield Picture(f"第{sheet.number}页")
                continue
            if isinstance(part, Ruled):
                yield from paragraph()
                if table is not None and place == 0 and goes_on(table, part):
                    table = stacked(table, part)
                    continue
                if table is not None:
                    yield finished(table)
                table = part
                continue
            if table is not None:
                yield finished(table)
                table = None
            if before is not None and not margins.starts(part, before):
                text = joined(text, part.text)
            else:
                yield from paragraph()
                text, first = part.text, part
            before = part
    yield from paragraph()
    if table is not None:
        yield finished(table)
