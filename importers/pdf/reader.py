"""A PDF as published → paragraphs and tables. A scanned one is recognised, not read."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from importers.document.blocks import Block
from importers.document.flow import read_flow
from importers.draft import Draft
from importers.fixed.blocks import blocks_on
from importers.fixed.measure import Reading
from importers.fixed.page import Sheet
from importers.pdf.guard import MAX_ALL_TOKENS, lay_out, weigh
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.stopping import may_stop

MAX_BYTES = 128 * 1024 * 1024
_DAMAGED = "文件不完整或已损坏，请重新取得，或导入它的 Word 文件。"
# its remarks on faulty files are for programmers
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(source: Source) -> Imported:
    """Read a PDF. Raises UnreadableError where it is scanned, protected, damaged or out of all measure."""
    try:
        draft = Draft(source.name)
        return read_flow(blocks_of(source.data, draft), draft, year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def blocks_of(data: bytes, draft: Draft) -> Sequence[Block]:
    """The paragraphs and tables of a PDF in order; what was left out is said in ``draft``."""
    return blocks_on(_sheets(data), draft)


def _sheets(data: bytes) -> list[Sheet]:
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"文件太大（超过{MAX_BYTES // 1024 // 1024}MB），不会是一份年度报告；请确认选对了文件。")
    weigh(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            reading, tokens = Reading(len(pdf.pages)), 0
            for page in pdf.pages:
                may_stop()
                tokens += lay_out(page)
                if tokens > MAX_ALL_TOKENS:
                    raise UnreadableError("内容太多，不会是一份年度报告；请只导入报告的那几页。")
                reading.read(page)
                page.close()
    except UnreadableError:
        raise
    except Exception as error:
        # a damaged file makes the reader fail in any way it can
        if isinstance(error, PDFPasswordIncorrect) or isinstance(error.__context__, PDFPasswordIncorrect):
            raise UnreadableError("文件加了密码；请先解除密码（另存一份不加密的），再导入。") from None
        raise UnreadableError(_DAMAGED) from None
    if not reading.sheets:
        raise UnreadableError(_DAMAGED)
    return reading.sheets
