"""A short paper as a Word file: real headings, tables with explicit widths, bars as shaded cells that every office program shows.

The body is written as text: a list of all changes has ten thousand elements, and making each of them takes most of a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from xml.sax.saxutils import escape, quoteattr

from exporters.geometry import MM, PAGE
from exporters.papers.blocks import (
    BLUE,
    FAINT,
    GREY,
    WIDTH,
    Bar,
    Bars,
    Block,
    Cell,
    Grid,
    Heading,
    Line,
    Paper,
    Row,
    Title,
    Tone,
    ink_on,
)
from exporters.prose import clean
from exporters.word import parts
from exporters.word.fonts import font_table
from exporters.word.opc import OFFICE, WORD, Part, document_package
from exporters.word.styles import LANGUAGE, fonts, sizes
from exporters.word.xml import DECLARATION, Element, R, W, text, to_bytes, twips, val, w

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
SIZE, TITLE_SIZE, HEADING_SIZE, SMALL = 10.5, 16.0, 12.0, 8.0
MARGIN_SIDE, MARGIN_TOP = 18 * MM, 20 * MM
_CELL_SIDE = 1.5 * MM
LABEL, TOTAL = 22.0, 16.0
"""Millimetres left and right of a bar."""
BAR = 7.0
LEAST_SHARE = 9.0
"""Millimetres of a bar that words need."""
MAX_PROPERTY = 255
MAX_TEXT = 400
"""Characters of one line or cell that a paper shows."""


def paper_docx(paper: Paper, now: datetime | None = None) -> bytes:
    """The Word file. ``now`` is the date in its properties."""
    links: dict[str, tuple[str, str]] = {}
    content: list[Part] = []
    for name, xml in _unchanging():
        links[f"rId{len(links) + 1}"] = (f"{OFFICE}/{name}", f"{name}.xml")
        content.append(Part(f"word/{name}.xml", xml, f"{WORD}.{name}+xml"))
    footer = next(id for id, (_, target) in links.items() if target == "footer.xml")
    body = "".join(_blocks(paper.blocks))
    main = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{_page(footer)}</w:body></w:document>'
    title, author = (" ".join(shown_words(words).split())[:MAX_PROPERTY] for words in (paper.title, paper.author))
    return document_package(
        Part("word/document.xml", DECLARATION + main.encode(), f"{WORD}.document.main+xml"),
        content,
        parts.core_properties(title, author, (now or datetime.now(UTC)).astimezone(UTC)),
        parts.extended_properties(author),
        links,
    )


def shown_words(words: str) -> str:
    """Words as a paper shows them: what no file can hold left out, an over-long text cut, lines kept apart."""
    words = clean(words)[0]
    words = words if len(words) <= MAX_TEXT else f"{words[:MAX_TEXT]}……"
    return "\n".join(" ".join(line.split()) for line in words.splitlines())


# what is the same in every paper


@cache
def _unchanging() -> tuple[tuple[str, bytes], ...]:
    footer = w("ftr", w("p", w("pPr", val("jc", "center")), w("fldSimple", w("r", text("1")), instr="PAGE")))
    settings = w("settings", w("zoom", percent=100), w("compat", w("useFELayout"), w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)), w("themeFontLang", val="en-US", eastAsia=LANGUAGE))  # fmt: skip
    named = (("styles", _styles()), ("settings", settings), ("fontTable", font_table((SONG, HEI, LATIN))), ("footer", footer))  # fmt: skip
    return tuple((name, to_bytes(element)) for name, element in named)


def _styles() -> Element:
    body = w("rPr", fonts(SONG, LATIN), val("kern", 2), *sizes(SIZE), w("lang", val="en-US", eastAsia=LANGUAGE, bidi="ar-SA"))  # fmt: skip

    def style(id: str, name: str, paragraph: Element, run: Element, *, default: bool = False) -> Element:
        based = None if default else val("basedOn", "Normal")
        marks: dict[str, str | int] = {"type": "paragraph", "styleId": id, **({"default": 1} if default else {})}
        return w("style", val("name", name), based, val("uiPriority", 1), val("qFormat", 1), paragraph, run, **marks)

    def spaced(size: float, before: float, after: float, *first: Element) -> Element:
        spacing = w("spacing", before=twips(before), after=twips(after), line=twips(size * 1.35), lineRule="atLeast")
        return w("pPr", *first, spacing)

    title = spaced(TITLE_SIZE, 0, 2)
    title.append(val("jc", "center"))
    heading = spaced(HEADING_SIZE, 10, 4, val("keepNext", 1), val("keepLines", 1))
    heading.append(val("outlineLvl", 0))
    return w(
        "styles",
        w("docDefaults", w("rPrDefault", body), w("pPrDefault", w("pPr"))),
        style("Normal", "Normal", spaced(SIZE, 0, 0), w("rPr", *sizes(SIZE)), default=True),
        style("Title", "Title", title, w("rPr", fonts(HEI, LATIN), *sizes(TITLE_SIZE))),
        style("Heading1", "heading 1", heading, w("rPr", fonts(HEI, LATIN), *sizes(HEADING_SIZE))),
    )


def _page(footer: str) -> str:
    side, top = twips(MARGIN_SIDE), twips(MARGIN_TOP)
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/><w:pgSz w:w="{twips(PAGE[0])}" w:h="{twips(PAGE[1])}"/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{top}" w:left="{side}" w:header="{top // 2}" w:footer="{top // 2}" w:gutter="0"/>'
        "</w:sectPr>"
    )


# the blocks


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        match block:
            case Title():
                yield _styled("Title", block.text)
                if block.below:
                    yield _line(block.below, jc="center", after=8, colour=FAINT)
            case Heading():
                yield _styled("Heading1", block.text, "<w:pageBreakBefore/>" if block.new_page else "")
            case Line():
                yield _toned(block)
            case Grid():
                rows = "".join(_row(row, block.widths) for row in block.rows)
                yield _table(block.name, block.widths, rows, lines=block.lines)
            case Bars():
                for bar in block.bars:
                    yield f"{_bar(bar, block.name)}{_line('', size=3)}"
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Grid) and (following is None or isinstance(following, Grid | Bars)):
            # two tables without a paragraph between them would be one, and Word wants a paragraph after the last
            yield _line("", size=4)


def _styled(style: str, words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{_run(words)}</w:p>'


def _toned(line: Line) -> str:
    match line.tone:
        case Tone.POINT:
            return _line(f"• {line.text}", after=2, hanging=1)
        case Tone.FAINT:
            return _line(line.text, size=9, before=3, after=3, colour=FAINT)
        case Tone.RIGHT:
            return _line(line.text, jc="right", before=2, after=2)
        case Tone.LETTER:
            return _line(line.text, after=3, hanging=-2)
        case Tone.PLAIN:
            return _line(line.text, after=3)


def _run(words: str, properties: str = "") -> str:
    told = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in shown_words(words).split("\n"))
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{properties}</w:rPr>{told}</w:r>'


def _line(
    words: str,
    *,
    size: float = SIZE,
    jc: str = "left",
    before: float = 0,
    after: float = 0,
    colour: str = "",
    hanging: float = 0,
    keep: bool = False,
    bold: bool = False,
) -> str:
    """A paragraph; ``hanging`` characters stand out to the left of its further lines, in from them where it is negative."""
    style, face = _look(size, jc, before, after, colour, hanging, keep, bold)
    return f"<w:p>{style}{_run(words, face)}</w:p>" if words else f"<w:p>{style}</w:p>"


@lru_cache(maxsize=512)
def _look(
    size: float, jc: str, before: float, after: float, colour: str, hanging: float, keep: bool, bold: bool
) -> tuple[str, str]:
    """The properties of a paragraph and of its words."""
    indent = ""
    if hanging > 0:
        indent = f'<w:ind w:left="{twips(hanging * size)}" w:hanging="{twips(hanging * size)}"/>'
    elif hanging < 0:
        indent = f'<w:ind w:firstLineChars="{round(-hanging * 100)}" w:firstLine="{twips(-hanging * size)}"/>'
    spacing = f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{twips(size * 1.35)}" w:lineRule="atLeast"/>'
    halves = round(size * 2)
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:pPr>{"<w:keepNext/>" if keep else ""}{spacing}{indent}<w:jc w:val="{jc}"/></w:pPr>',
        f'{"<w:b/>" if bold else ""}{ink}<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>',
    )


# tables


def _table(name: str, widths: Sequence[float], rows: str, *, lines: bool = True) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="8C939D"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides = "".join(f'<w:{side} w:w="{twips(_CELL_SIDE)}" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{twips(width * MM)}"/>' for width in widths)
    caption = f"<w:tblCaption w:val={quoteattr(shown_words(name))}/>" if name else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths) * MM)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"{f'<w:tblBorders>{edges}</w:tblBorders>' if lines else ''}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>{caption}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(row: Row, widths: Sequence[float]) -> str:
    cells = []
    column = 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[column : column + cell.span]), keep=row.keep or row.head))
        column += cell.span
    height = f'<w:trHeight w:val="{twips(row.height * MM)}" w:hRule="atLeast"/>' if row.height else ""
    head = '<w:tblHeader w:val="1"/>' if row.head else ""
    return f'<w:tr><w:trPr><w:cantSplit w:val="1"/>{height}{head}</w:trPr>{"".join(cells)}</w:tr>'


def _cell(cell: Cell, width: float, *, keep: bool) -> str:
    if cell.bars is not None:
        shown = _two_bars(cell.bars, width)
    else:
        shown = _line(cell.text, size=cell.size, jc=cell.align, before=1.5, after=1.5, bold=cell.bold, colour=cell.ink, keep=keep)  # fmt: skip
    if cell.below:
        shown += _line(cell.below, size=SMALL, jc=cell.align, after=1.5, colour=FAINT, keep=keep)
    return f"<w:tc>{_cell_look(width, cell.shade, cell.span)}{shown}</w:tc>"


@lru_cache(maxsize=512)
def _cell_look(width: float, shade: str, span: int) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tcPr><w:tcW w:w="{twips(width * MM)}" w:type="dxa"/>{spanned}{_shading(shade)}<w:vAlign w:val="center"/></w:tcPr>'


def _shading(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>' if colour else ""


def _two_bars(bars: tuple[float, float], width: float) -> str:
    """Two lines as high as a bar, shaded as far as their share of the greater one."""
    room = width * MM - 2 * _CELL_SIDE
    told = ""
    for share, colour, before, after in ((bars[0], GREY, 3, 0), (bars[1], BLUE, 2, 3)):
        spacing = (
            f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{twips(5)}" w:lineRule="exact"/>'
        )
        indent = f'<w:ind w:right="{twips(room * (1 - share))}"/>' if share else ""
        told += f"<w:p><w:pPr>{_shading(colour) if share else ''}{spacing}{indent}</w:pPr></w:p>"
    return told


def _bar(bar: Bar, name: str) -> str:
    """A bar of 100 % as a row of shaded cells; one without shares is an empty frame."""
    room = WIDTH - LABEL - TOTAL
    shown = [share for share in bar.shares if share.share > 0]
    whole = sum(share.share for share in shown)
    pieces = [(room * share.share / whole, share.text, share.colour) for share in shown] or [(room, "", "")]
    cells = [Cell(bar.label, size=9)]
    for width, words, colour in pieces:
        ink = ink_on(colour) if colour else ""
        cells.append(Cell(words if width >= LEAST_SHARE else "", align="center", size=8.5, shade=colour, ink=ink))
    cells.append(Cell(bar.total, size=9))
    widths = (LABEL, *(width for width, _, _ in pieces), TOTAL)
    row = _row(Row(tuple(cells), height=BAR, keep=True), widths)
    return _table(f"{name}：{bar.label}", widths, row, lines=not shown)
