"""Markup of a web page → paragraphs and tables in the order in which a person reads them. Nothing is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from importers.document.blocks import Block, Paragraph, Picture
from importers.document.xml import grown
from importers.result import UnreadableError
from models.note_marks import lowered, raised
from models.numerals import chinese
from models.tables.cells import SourceCell, SourceTable

MAX_DEPTH = 200
MAX_SPAN = 200
MAX_CELLS = 50_000
MIN_PICTURE = 60
"""Pixels of a side below which a picture is an ornament."""
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "nav",
        "footer",
        "aside",
        "select",
        "button",
        "textarea",
        "input",
        "audio",
        "video",
        "canvas",
        "del",
        "s",
        "strike",
        "form-hidden",
        "map",
        "link",
        "meta",
        "base",
        "colgroup",
        "col",
        "rp",
        "rt",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "caption",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "font-block",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.I)
_SHIFTS = {"sup": raised, "sub": lowered}
_SHIFTED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.I)
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BROKEN = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
"""An encoding declared in the text is void: it has been decoded."""
_ENUMERATED = re.compile(r"\s*[（(]?[\d一二三四五六七八九十①-⑳]+[)）、.．]|\s*[①-⑳]")


_LONG_TAG = re.compile(
    r"""<(?:([a-z](?:[^<>"']|"[^"]*+"?|'[^']*+'?){600,}+)"""
    r"""|(script|style)\b[^>]*+>(?:.*?</\2|.*+)|!--(?:.*?-->|.*+))""",
    re.IGNORECASE | re.DOTALL,
)
"""A tag of many words; what only looks like one in a script, a style or a comment is passed over."""
_QUOTED = re.compile(r""""[^"]*+"?|'[^']*+'?""")
MAX_ATTRIBUTES = 300
"""Attributes of one element: the parser compares each with all others."""


@dataclass(slots=True)
class Page:
    """What a page holds: each block with the element it stands in, its title, and how much of it is hidden or pictures."""

    blocks: list[tuple[Block, etree._Element]] = field(default_factory=list)
    title: str = ""
    hidden: int = 0
    pictures: int = 0


def parse_markup(text: str) -> etree._Element:
    """The tree of a page, whatever its faults. Raises UnreadableError where there is nothing in it."""
    parser = etree.HTMLPullParser(("start",), no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    text = _DECLARATION.sub("", text, count=1).replace("\0", "")
    for tag in _LONG_TAG.finditer(text):
        if tag[1] and len(_QUOTED.sub("", tag[1]).split()) > MAX_ATTRIBUTES:
            raise UnreadableError("网页的内容太多，不会是一份年度报告；请确认选对了文件。")
    try:
        root = grown(parser, text.encode("utf-8", "replace")) if text.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise UnreadableError("网页里没有内容可以导入；请确认选对了文件。")
    return root


class _Walker:
    """Collects the blocks of a page; ``_buffer`` is the paragraph being written."""

    def __init__(self) -> None:
        self.page = Page()
        self._buffer: list[str] = []
        self._level = 0
        self._tables = 0
        self._count = 0
        self._cells = 0
        self._inside = 0

    def flush(self, element: etree._Element) -> None:
        raw, self._buffer = "".join(self._buffer), []
        lines = [_tidy(line) for line in raw.split("\v")]
        text = "\n".join(line for line in lines if line)
        if text:
            self._count += not self._inside
            self.page.blocks.append((Paragraph(text, f"第{self._count}段", self._level), element))

    def walk(self, element: etree._Element, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or depth > MAX_DEPTH:
            return
        tag = tag.rpartition("}")[2].lower()
        if tag in ("img", "image"):
            self._picture(element)
        if tag == "title" and not self.page.title:
            self.page.title = _tidy(_all_text(element))
        if tag == "head":
            for item in element.iter("title"):
                self.page.title = self.page.title or _tidy(_all_text(item))
            return
        if tag in _SKIPPED:
            return
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            self.page.hidden += bool(_all_text(element).strip())
            return
        if tag == "br":
            self._buffer.append("\v")
        elif tag == "table":
            self.flush(element)
            self._table(element, depth)
        elif tag in _BLOCKS:
            self._block(element, tag, depth)
        elif shift := _SHIFTS.get(tag) or _shift_of(element.get("style")):
            first = len(self._buffer)
            self._children(element, depth)
            self._buffer[first:] = [shift("".join(self._buffer[first:]))]
        else:
            self._children(element, depth)

    def _block(self, element: etree._Element, tag: str, depth: int) -> None:
        self.flush(element)
        before = self._level
        if re.fullmatch(r"h[1-6]", tag):
            self._level = int(tag[1])
        if tag == "li":
            self._buffer.append(_list_number(element))
        self._children(element, depth)
        self.flush(element)
        self._level = before

    def _picture(self, element: etree._Element) -> None:
        self.page.pictures += 1
        sides = [element.get(side, "").removesuffix("px") for side in ("width", "height")]
        if not self._inside and not any(
            side.isdecimal() and len(side) < 6 and int(side) < MIN_PICTURE for side in sides
        ):
            self.flush(element)
            self.page.blocks.append((Picture(f"第{self._count}段之后"), element))

    def _children(self, element: etree._Element, depth: int) -> None:
        self._buffer.append(element.text or "")
        for item in element:
            self.walk(item, depth + 1)
            self._buffer.append(item.tail or "")

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = list(_rows(table, 0))
        for item in table:
            if item.tag == "caption":
                self._block(item, "caption", depth + 1)
        if any(next(cell.iter("table"), None) is not None for row in rows for cell in row):
            # a table that holds tables is there for the layout: its cells are read one after another
            for row in rows:
                for cell in row:
                    self._block(cell, "td", depth + 1)
            return
        self._tables += 1
        name = f"第{self._tables}个表格"
        cells: list[SourceCell] = []
        taken: dict[int, int] = {}  # column → first free row
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while taken.get(column, 0) > number:
                    column += 1
                if column >= MAX_SPAN:
                    break
                rowspan = _span(cell.get("rowspan"), len(rows) - number)
                colspan = min(_span(cell.get("colspan"), 1), MAX_SPAN - column)
                cells.append(SourceCell(self._text(cell, depth), number, column, rowspan, colspan))
                for covered in range(column, column + colspan):
                    taken[covered] = number + rowspan
                column += colspan
                self._cells += 1
                if self._cells > MAX_CELLS:
                    raise UnreadableError("网页里的表格太大，不会是一份年度报告；请确认选对了文件。")
        self.page.blocks.append((SourceTable(name, tuple(cells), whole=True), table))

    def _text(self, cell: etree._Element, depth: int) -> str:
        """The text of a cell, its paragraphs on lines of their own."""
        outside, self.page.blocks = self.page.blocks, []
        self._inside += 1
        self._block(cell, "td", depth + 1)
        self._inside -= 1
        inside, self.page.blocks = self.page.blocks, outside
        return "\n".join(block.text for block, _ in inside if isinstance(block, Paragraph))


def _shift_of(style: str | None) -> Callable[[str], str] | None:
    """How the text of an element is written that its style raises or lowers."""
    match = _SHIFTED.search(style) if style else None
    return None if match is None else raised if match[1].lower() == "super" else lowered


def read_markup(root: etree._Element) -> Page:
    """The blocks of a page in reading order, navigation marked as such, scripts and hidden text left out."""
    walker = _Walker()
    walker.walk(root, 0)
    walker.flush(root)
    return walker.page


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _tidy(raw: str) -> str:
    """White space as a browser shows it; a line broken between two Chinese characters is joined."""
    return _SPACE.sub(" ", _BROKEN.sub("", raw)).replace("\xa0", " ").strip()


def _rows(table: etree._Element, depth: int) -> Iterator[list[etree._Element]]:
    for item in table:
        if item.tag == "tr":
            if not _HIDDEN.search(item.get("style") or ""):
                yield [cell for cell in item if cell.tag in ("td", "th")]
        elif item.tag in ("tbody", "thead", "tfoot", "form", "div") and depth < 5:
            yield from _rows(item, depth + 1)


def _span(written: str | None, rest: int) -> int:
    """A span as written, "0" meaning all that is left, bounded."""
    text = (written or "1").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return max(1, min(number or rest, MAX_SPAN))


def _list_number(item: etree._Element) -> str:
    """The number that a browser puts before an item of a numbered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or re.search(r"list-style[^;]*none", parent.get("style") or ""):
        return ""
    if _ENUMERATED.match(_all_text(item)):
        return ""
    start = parent.get("start") or "1"
    number = (int(start) if re.fullmatch(r"\d{1,4}", start) else 1) + sum(
        1 for _ in item.itersiblings("li", preceding=True)
    )
    if re.search(r"cjk-ideographic|chinese", parent.get("style") or ""):
        return f"{chinese(number)}、"
    return f"{number}."
