"""A web page (.html, .xhtml), also as saved from a browser in one file (.mht) or by Word and WPS, as a report."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Sequence
from email.message import Message

from lxml import etree

from importers.document.blocks import Block, Paragraph, Picture
from importers.document.flow import read_flow
from importers.document.outline import is_heading
from importers.document.title import is_title
from importers.draft import Draft
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.text.encoding import decode
from importers.web.markup import Page, parse_markup, read_markup
from models.findings import Severity

MAX_PAGE = 32 * 1024 * 1024
"""Bytes of markup that are read; a published report has well under 1 MB."""
MAX_DAMAGED = 0.005
"""The share of damaged characters above which a page is no text."""
_DECLARED = re.compile(rb"""(?:charset\s*=|<\?xml[^>]*encoding\s*=)\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.I)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_web(source: Source) -> Imported:
    """Read a saved page. Raises UnreadableError where it has no text."""
    try:
        return read_page(decoded(_bounded(source.data)), Draft(source.name), year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def read_archive(source: Source) -> Imported:
    """Read a page that was saved in one file (.mht). Raises UnreadableError where there is no page in it."""
    try:
        try:
            data, charset = _page_of(email.message_from_bytes(_bounded(source.data), policy=email.policy.compat32))
        except RecursionError:
            raise UnreadableError("文件嵌套太深，不会是一份年度报告；请确认选对了文件。") from None
        return read_page(decoded(data, charset), Draft(source.name), year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def read_page(text: str, draft: Draft, *, year: int | None = None, form: str | None = None) -> Imported:
    """Read a report from the markup of a page."""
    page = read_markup(parse_markup(text))
    blocks = _report_of(page, draft)
    if not any(not isinstance(block, Picture) for block in blocks):
        if page.pictures:
            raise UnreadableError("网页里只有图片，没有文字；图片里的文字不能读取，请导入有文字的文件。")
        raise UnreadableError("网页里没有内容可以导入（可能要联网才显示）；请在浏览器中复制全文，粘贴导入。")
    if damaged := text.count("\ufffd"):
        message = f"{draft.source}：网页里有{damaged}个字已损坏，读作“\ufffd”。"
        draft.find("import.damaged", Severity.WARNING, message, advice="请对照原文改正。")
    if page.hidden:
        message = f"{draft.source}：网页有{page.hidden}处不显示的内容，没有读入。"
        draft.find("import.hidden", Severity.INFO, message)
    return read_flow(blocks, draft, year=year, form=form)


def decoded(data: bytes, charset: str = "") -> str:
    """The text of a page: by its mark, by what it declares, else by what fits; a few damaged characters are marked as such.

    Raises UnreadableError.
    """
    said = [] if data.startswith(_MARKS) else _said(data, charset)
    for codec in said:
        try:
            return data.decode(codec)
        except (UnicodeError, ValueError):
            continue
    try:
        return decode(data).text
    except UnreadableError:
        for codec in said:
            text = data.decode(codec, "replace")
            if text.count("\ufffd") < MAX_DAMAGED * len(text):
                return text
        raise


def _said(data: bytes, charset: str) -> list[str]:
    """The encodings that a page is said to be in; one that says GB2312 or GBK holds characters beyond them."""
    declared = _DECLARED.search(data[:4096])
    codecs_: list[str] = []
    for name in (charset, declared[1].decode("ascii") if declared else ""):
        try:
            codec = codecs.lookup(name or "none")
        except LookupError:
            continue
        if codec._is_text_encoding:
            codecs_.append("gb18030" if codec.name in ("gb2312", "gbk", "hz") else codec.name)
    return codecs_


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_PAGE:
        raise UnreadableError(f"网页太大（超过{MAX_PAGE // 1024 // 1024}MB），不会是一份年度报告；请确认选对了文件。")
    return data


def _page_of(message: Message) -> tuple[bytes, str]:
    """The page among the parts of an archive, and the encoding it is said to be in."""
    pages: list[tuple[bytes, str]] = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                pages.append((payload, str(part.get_param("charset") or "")))
    if not pages:
        raise UnreadableError("文件里没有网页；请在浏览器中另存为“网页，单个文件”后再导入。")
    # pages in frames are parts as well: the report is in the one that speaks of it
    return max(pages, key=lambda page: (_speaks(decoded(*page)), len(page[0])))


def _speaks(text: str) -> int:
    return sum(text.count(words) for words in ("政府信息公开申请", "主动公开", "总体情况"))


def _report_of(page: Page, draft: Draft) -> Sequence[Block]:
    """The blocks of the report without what stands around it: those in the innermost element that has all its headings."""
    anchors = [element for block, element in page.blocks if isinstance(block, Paragraph) and is_heading(block.text)]
    blocks: list[Block] = [block for block, _ in page.blocks]
    if len(anchors) >= 2 and (home := _common(anchors)) is not None:
        inside = [home is element or home in element.iterancestors() for _, element in page.blocks]
        first = inside.index(True)
        title = next((i for i in range(first - 1, -1, -1) if _titled(blocks[i])), None)
        left = [i for i, own in enumerate(inside) if not own and i != title and not isinstance(blocks[i], Picture)]
        if left:
            message = f"{draft.source}：略去网页上报告之外的{len(left)}段文字（导航、页脚等）。"
            draft.find("import.around", Severity.INFO, message)
        blocks = [block for i, block in enumerate(blocks) if inside[i] or i == title]
    if page.title and not any(_titled(block) for block in blocks):
        parts = (part.strip() for part in re.split(r"[_|]|\s+[-—–]\s*|\s*[-—–]\s+", page.title))
        blocks[:0] = [Paragraph(part, "网页标题") for part in parts if is_title(part)][:1]
    return blocks


def _titled(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_title(block.text.replace("\n", ""))


def _common(elements: Sequence[etree._Element]) -> etree._Element | None:
    """The innermost element that holds all of these."""
    first, *others = elements
    homes = [first, *first.iterancestors()]
    for element in others:
        own = {element, *element.iterancestors()}
        homes = [home for home in homes if home in own]
    return homes[0] if homes else None
