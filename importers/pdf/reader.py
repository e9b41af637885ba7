"""A PDF as published → paragraphs and tables. A scanned one is recognised, not read."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from importers.document.flow import Block, Paragraph, Picture, read_flow
from importers.draft import Draft
from importers.pdf.guard import MAX_ALL_CROSSINGS, lay_out, weigh
from importers.pdf.lines import Margins, drop_furniture, joined
from importers.pdf.page import Line, Ruled, Sheet, read_page
from importers.pdf.tables import goes_on, stacked, table_of
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.stopping import may_stop
from models.findings import Severity

MAX_PAGES = 200
MAX_CHARS = 300_000
MAX_BYTES = 128 * 1024 * 1024
MAX_IMAGES = 20
"""More pictures than this on a page are its ground."""
MIN_CHARS = 20
"""A report with fewer characters is a picture of one."""
_DAMAGED = "文件不完整或已损坏，请重新取得，或导入它的 Word 文件。"
_SCANNED = "是扫描件，里面是图片，没有文字可读；请导入原来的 Word 文件，或先用扫描识别（OCR）软件转换成 Word。"
# its remarks on faulty files are for programmers
logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Image:
    """Where on its page a picture begins."""

    top: float


def read_pdf(source: Source) -> Imported:
    """Read a PDF. Raises UnreadableError where it is scanned, protected, damaged or out of all measure."""
    try:
        draft = Draft(source.name)
        return read_flow(blocks_of(source.data, draft), draft, year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def blocks_of(data: bytes, draft: Draft) -> Sequence[Block]:
    """The paragraphs and tables of a PDF in order; what was left out is said in ``draft``."""
    sheets = _sheets(data)
    _refuse_pictures(sheets, draft)
    taken = drop_furniture(sheets)
    if taken:
        shown = "、".join(f"“{text}”" for text in list(dict.fromkeys(taken))[:3])
        draft.find("import.pages", Severity.INFO, f"{draft.source}：略去{len(taken)}处页码、页眉和页脚（{shown}等）。")
    return list(_blocks(sheets))


def _sheets(data: bytes) -> list[Sheet]:
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"文件太大（超过{MAX_BYTES // 1024 // 1024}MB），不会是一份年度报告；请确认选对了文件。")
    weigh(data)
    sheets: list[Sheet] = []
    crossings = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise UnreadableError(f"有{len(pdf.pages)}页，不会是一份年度报告；请只导入报告的那几页。")
            for page in pdf.pages:
                may_stop()
                crossings += lay_out(page)
                if crossings > MAX_ALL_CROSSINGS:
                    raise UnreadableError("画的线太多，不会是一份年度报告；请只导入报告的那几页。")
                sheets.append(read_page(page))
                page.close()
                if sum(sheet.chars for sheet in sheets) > MAX_CHARS:
                    raise UnreadableError("文字太多，不会是一份年度报告；请只导入报告的那几页。")
    except UnreadableError:
        raise
    except Exception as error:
        # a damaged file makes the reader fail in any way it can
        if isinstance(error, PDFPasswordIncorrect) or isinstance(error.__context__, PDFPasswordIncorrect):
            raise UnreadableError("文件加了密码；请先解除密码（另存一份不加密的），再导入。") from None
        raise UnreadableError(_DAMAGED) from None
    if not sheets:
        raise UnreadableError(_DAMAGED)
    return sheets


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
