"""How a finished Word file looks beside the standard for official documents (GB/T 9704—2012): as hints, with the words of the paragraphs.

Most offices hand in files that were typed elsewhere. What is asked: page and margins, fonts and sizes of title, headings and text, the
first lines of paragraphs, page numbers, repeated heads of tables, and fonts or colours left over from pasting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from importers.document.xml import child, is_on, local, val
from importers.word.faces import Face, Faces, name_of_size
from importers.word.package import Package
from models.findings import Finding, Severity

BASIS = "GB/T 9704—2012《党政机关公文格式》"
_MM = 1440 / 25.4
_PAGE = (210, 297)
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_NEAR = 2.0
"""Millimetres by which a measure may differ."""
_TITLE = re.compile(r"政府信息公开\S{0,14}报告")
_FIRST = re.compile(r"[一二三四五六七八]、\S{2,30}$")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_LEAST_TEXT = 15
"""Characters of a paragraph that is text and no line of its own."""
_MOST_TOLD, _WORDS = 3, 16
_LONG_TABLE = 15
"""A table of more rows runs over a page sooner or later."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a kind of paragraph should look like: part of the name of its font, and its size in points."""

    code: str
    name: str
    fonts: tuple[str, ...]
    font: str
    size: float


_KINDS = {
    "title": _Kind("look.title", "标题", ("小标宋", "xiaobiaosong"), "方正小标宋简体", 22),
    "first": _Kind("look.heading1", "一级标题（一、）", ("黑体", "simhei", "heiti"), "黑体", 16),
    "second": _Kind("look.heading2", "二级标题（（一））", ("楷体", "kaiti", "simkai"), "楷体_GB2312", 16),
    "text": _Kind("look.text", "正文", ("仿宋", "fangsong"), "仿宋_GB2312", 16),
}


def look_of(data: bytes) -> list[Finding]:
    """The hints on the look of a Word file, in the order of the page. Raises UnreadableError where it cannot be opened."""
    looks = _Looks(Package(data))
    if looks.body is None:
        return []
    return [finding for check in _CHECKS for finding in check(looks)]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    element: etree._Element
    kind: str
    text: str
    face: Face


class _Looks:
    def __init__(self, package: Package) -> None:
        main = package.main_part
        folder = main.rpartition("/")[0]
        self.body = child(package.xml(main), "body") if main in package else None
        styles = f"{folder}/styles.xml"
        theme = next(iter(package.names(f"{folder}/theme/")), "")
        self.faces = Faces(
            package.xml(styles) if styles in package else None, package.xml(theme) if theme.endswith(".xml") else None
        )
        self.footers = [
            package.xml(name)
            for name in package.names(f"{folder}/")
            if re.search(r"/(?:footer|header)\d*\w*\.xml$", name)
        ]
        self.paragraphs = list(self._paragraphs())

    def _paragraphs(self) -> Iterator[_Paragraph]:
        headed = False
        for element in self.body.iter("{*}p") if self.body is not None else ():
            if any(local(parent) in ("tc", "txbxContent") for parent in element.iterancestors()):
                continue
            text = "".join(item.text or "" for item in element.iter("{*}t")).strip()
            if not text:
                continue
            kind = "text" if len(text) >= _LEAST_TEXT else ""
            if _FIRST.match(text):
                kind, headed = "first", True
            elif headed and _SECOND.match(text):
                kind = "second"
            elif not headed and len(text) <= 60 and _TITLE.search(text) and "。" not in text:
                kind = "title"
            yield _Paragraph(element, kind, text, self.faces.of(element))

    def of(self, kind: str) -> list[_Paragraph]:
        return [paragraph for paragraph in self.paragraphs if paragraph.kind == kind]


def _hint(code: str, message: str, advice: str) -> Finding:
    return Finding(code, Severity.INFO, message, BASIS, advice=advice)


def _said(paragraphs: Sequence[_Paragraph], more: Callable[[_Paragraph], str] = lambda paragraph: "") -> str:
    """The words of paragraphs, in short; of many the first and how many there are."""
    told = []
    for paragraph in paragraphs[:_MOST_TOLD]:
        words = paragraph.text if len(paragraph.text) <= _WORDS else f"{paragraph.text[:_WORDS]}…"
        told.append(f"“{words}”{more(paragraph)}")
    return "、".join(told) + (f"等{len(paragraphs)}处" if len(paragraphs) > _MOST_TOLD else "")


def _page(looks: _Looks) -> Iterator[Finding]:
    section = child(looks.body, "sectPr")
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    if size is not None:
        page = tuple(_millimetres(val(size, side)) for side in ("w", "h"))
        if any(abs(measure - wanted) > _NEAR for measure, wanted in zip(page, _PAGE, strict=True)):
            message = f"纸张是 {page[0]:.0f}×{page[1]:.0f} 毫米，不是 A4 竖排（210×297 毫米）。"
            yield _hint("look.page", message, "在“页面布局”里把纸张改为 A4、纵向。")
    if margins is not None:
        given = {side: _millimetres(val(margins, side)) for side in _MARGINS}
        if any(abs(given[side] - wanted) > _NEAR for side, wanted in _MARGINS.items()):
            told = "、".join(
                f"{name}{given[side]:.0f}"
                for side, name in (("top", "上"), ("bottom", "下"), ("left", "左"), ("right", "右"))
            )
            message = f"页边距是{told} 毫米，标准是上37、下35、左28、右26 毫米。"
            yield _hint("look.margins", message, "在“页面布局”里改页边距。")


def _millimetres(twips: str) -> float:
    return int(twips) / _MM if twips.lstrip("-").isdecimal() and len(twips) < 8 else 0.0


def _faces(looks: _Looks) -> Iterator[Finding]:
    """Fonts and sizes of title, headings and text."""
    for name, kind in _KINDS.items():
        wrong = [p for p in looks.of(name) if not _fits(_lead(p, looks) if name == "second" else p.face, kind)]
        if wrong:
            told = _said(wrong, lambda p: f"是{_called(p.face)}")
            message = f"{kind.name}应是{kind.font} {name_of_size(kind.size)}：{told}。"
            yield _hint(kind.code, message, f"选中这些段落，改为{kind.font}、{name_of_size(kind.size)}。")


def _lead(paragraph: _Paragraph, looks: _Looks) -> Face:
    """The face of the first words: a second heading is often run in before its text."""
    return looks.faces.first(paragraph.element)


def _fits(face: Face, kind: _Kind) -> bool:
    right_font = not face.font or any(name in face.font.lower() for name in kind.fonts)
    return right_font and (not face.size or abs(face.size - kind.size) < 0.3)


def _called(face: Face) -> str:
    return " ".join(part for part in (face.font, name_of_size(face.size) if face.size else "") if part)


def _mixed(looks: _Looks) -> Iterator[Finding]:
    """Paragraphs of the text in which some words have another font or size, as pasting leaves them."""
    mixed = [p for p in looks.of("text") if len(looks.faces.all(p.element)) > 1]
    if mixed:
        told = _said(
            mixed, lambda p: f"里有{'和'.join(dict.fromkeys(_called(face) for face in looks.faces.all(p.element)[:3]))}"
        )
        yield _hint("look.mixed", f"同一段里混用了字体或字号：{told}。", "选中整段，统一字体和字号。")


def _coloured(looks: _Looks) -> Iterator[Finding]:
    wrong = [p for p in looks.paragraphs if looks.faces.coloured(p.element)]
    if wrong:
        yield _hint("look.colour", f"文字有颜色或底色：{_said(wrong)}。", "全选，字体颜色改为黑色，去掉突出显示。")


def _indents(looks: _Looks) -> Iterator[Finding]:
    texts = looks.of("text")
    spaced = [p for p in texts if re.match(r"[ \u3000]{2,}", "".join(t.text or "" for t in p.element.iter("{*}t")))]
    flush = [p for p in texts if p not in spaced and not looks.faces.indented(p.element)]
    if flush:
        message = f"段首没有空两个字：{_said(flush)}。"
        yield _hint("look.indent", message, "在“段落”里把特殊格式设为首行缩进2字符。")
    if spaced:
        message = f"段首用空格空出来的，换字体就对不齐：{_said(spaced)}。"
        yield _hint("look.spaces", message, "去掉段首的空格，用首行缩进2字符。")


def _numbers(looks: _Looks) -> Iterator[Finding]:
    instructions = (
        val(item, "instr") or item.text or ""
        for part in looks.footers
        for item in part.iter("{*}instrText", "{*}fldSimple")
    )
    if not any("PAGE" in instruction.upper() for instruction in instructions):
        yield _hint("look.page_numbers", "没有页码。", "插入页码：4号宋体，左右各一条一字线，单页居右、双页居左。")


def _tables(looks: _Looks) -> Iterator[Finding]:
    for number, table in enumerate(looks.body.iter("{*}tbl") if looks.body is not None else (), 1):
        rows = [row for row in table if local(row) == "tr"]
        if len(rows) <= _LONG_TABLE:
            continue
        words = "".join(item.text or "" for item in rows[0].iter("{*}t"))[:_WORDS]
        name = f"第{number}个表格（“{words}”）" if words else f"第{number}个表格"
        if not is_on(child(rows[0], "trPr", "tblHeader")):
            yield _hint(
                "look.table_heads",
                f"{name}跨页时表头不重复。",
                "选中表头的几行，在“表格属性”里勾选“在各页顶端以标题行形式重复出现”。",
            )
        split = sum(not is_on(child(row, "trPr", "cantSplit")) for row in rows)
        if split:
            yield _hint(
                "look.table_rows",
                f"{name}有{split}行允许跨页断开。",
                "选中表格，在“表格属性”的“行”里去掉“允许跨页断行”。",
            )


_CHECKS: tuple[Callable[[_Looks], Iterator[Finding]], ...] = (
    _page,
    _faces,
    _mixed,
    _coloured,
    _indents,
    _numbers,
    _tables,
)
