"""A short paper as a Word file: real headings, tables with explicit widths, bars as shaded cells that every office program shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache

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
from exporters.word.body import reference
from exporters.word.fonts import font_table
from exporters.word.opc import OFFICE, WORD, Part, document_package
from exporters.word.styles import LANGUAGE, fonts, sizes
from exporters.word.xml import Element, text, to_bytes, twips, val, w

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
SIZE, TITLE_SIZE, HEADING_SIZE, SMALL = 10.5, 16.0, 12.0, 8.0
_SIDE, _TOP = 18 * MM, 20 * MM
_CELL_SIDE = 1.5 * MM
_LABEL, _TOTAL = 22.0, 16.0
"""Millimetres left and right of a bar."""
_BAR = 7.0
_LEAST_SHARE = 9.0
"""Millimetres of a bar that words need."""
MAX_PROPERTY = 255


def paper_docx(paper: Paper, now: datetime | None = None) -> bytes:
    """The Word file. ``now`` is the date in its properties."""
    links: dict[str, tuple[str, str]] = {}
    content: list[Part] = []
    for name, xml in _unchanging():
        links[f"rId{len(links) + 1}"] = (f"{OFFICE}/{name}", f"{name}.xml")
        content.append(Part(f"word/{name}.xml", xml, f"{WORD}.{name}+xml"))
    main = w(
        "document",
        w("body", *_elements(paper.blocks), _page(next(id for id, link in links.items() if link[1] == "footer.xml"))),
    )
    title, author = (_one_line(words)[:MAX_PROPERTY] for words in (paper.title, paper.author))
    return document_package(
        Part("word/document.xml", to_bytes(main), f"{WORD}.document.main+xml"),
        content,
        parts.core_properties(title, author, (now or datetime.now(UTC)).astimezone(UTC)),
        parts.extended_properties(author),
        links,
    )


@cache
def _unchanging() -> tuple[tuple[str, bytes], ...]:
    footer = w("ftr", w("p", w("pPr", val("jc", "center")), w("fldSimple", w("r", text("1")), instr="PAGE")))
    settings = w("settings", w("zoom", percent=100), w("compat", w("useFELayout"), w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)), w("themeFontLang", val="en-US", eastAsia=LANGUAGE))  # fmt: skip
    made = (
        ("styles", _styles()),
        ("settings", settings),
        ("fontTable", font_table((SONG, HEI, LATIN))),
        ("footer", footer),
    )
    return tuple((name, to_bytes(element)) for name, element in made)


def _styles() -> Element:
    body = w(
        "rPr", fonts(SONG, LATIN), val("kern", 2), *sizes(SIZE), w("lang", val="en-US", eastAsia=LANGUAGE, bidi="ar-SA")
    )

    def style(id: str, name: str, paragraph: Element, run: Element, *, default: bool = False) -> Element:
        based = None if default else val("basedOn", "Normal")
        marks: dict[str, str | int] = {"type": "paragraph", "styleId": id, **({"default": 1} if default else {})}
        return w("style", val("name", name), based, val("uiPriority", 1), val("qFormat", 1), paragraph, run, **marks)

    def spaced(size: float, before: float, after: float, *more: Element) -> Element:
        spacing = w("spacing", before=twips(before), after=twips(after), line=twips(size * 1.35), lineRule="atLeast")
        return w("pPr", *more, spacing)

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


def _page(footer: str) -> Element:
    return w(
        "sectPr",
        reference("footer", "default", footer),
        w("pgSz", w=twips(PAGE[0]), h=twips(PAGE[1])),
        w("pgMar", top=twips(_TOP), right=twips(_SIDE), bottom=twips(_TOP), left=twips(_SIDE), header=twips(_TOP / 2), footer=twips(_TOP / 2), gutter=0),
    )  # fmt: skip


def _elements(blocks: Sequence[Block]) -> Iterator[Element]:
    for index, block in enumerate(blocks):
        match block:
            case Title():
                yield _styled("Title", block.text)
                if block.below:
                    yield _line(block.below, jc="center", after=8, colour=FAINT)
            case Heading():
                yield _styled("Heading1", block.text, w("pageBreakBefore") if block.new_page else None)
            case Line():
                yield _toned(block)
            case Grid():
                yield _grid(block)
            case Bars():
                yield from _bars(block)
        if isinstance(block, Grid | Bars) and isinstance(
            blocks[index + 1] if index + 1 < len(blocks) else None, Grid | Bars | None
        ):
            # two tables without a paragraph between them would be one, and Word wants a paragraph after the last
            yield _line("", size=4)


def _styled(style: str, words: str, *properties: Element | None) -> Element:
    return w("p", w("pPr", val("pStyle", style), *properties), _run(words))


def _toned(line: Line) -> Element:
    match line.tone:
        case Tone.POINT:
            return _line(f"• {line.text}", after=2, hanging=True)
        case Tone.FAINT:
            return _line(line.text, size=9, before=3, after=3, colour=FAINT)
        case Tone.RIGHT:
            return _line(line.text, jc="right", before=2, after=2)
        case Tone.LETTER:
            return _line(line.text, after=3, first=2)
        case Tone.PLAIN:
            return _line(line.text, after=3)


def _run(words: str, *properties: Element | None) -> Element:
    run = w("r", w("rPr", w("rFonts", hint="eastAsia"), *properties))
    for index, part in enumerate(clean(words)[0].split("\n")):
        if index:
            run.append(w("br"))
        run.append(text(" ".join(part.split())))
    return run


def _one_line(words: str) -> str:
    return " ".join(clean(words)[0].split())


def _line(
    words: str,
    *,
    size: float = SIZE,
    jc: str = "left",
    before: float = 0,
    after: float = 0,
    colour: str = "",
    hanging: bool = False,
    first: float = 0,
    keep: bool = False,
    bold: bool = False,
) -> Element:
    return w(
        "p",
        w(
            "pPr",
            val("keepNext", 1) if keep else None,
            w("spacing", before=twips(before), after=twips(after), line=twips(size * 1.35), lineRule="atLeast"),
            w("ind", left=twips(size), hanging=twips(size)) if hanging else None,
            w("ind", firstLineChars=round(first * 100), firstLine=twips(first * size)) if first else None,
            val("jc", jc),
        ),
        _run(words, w("b") if bold else None, val("color", colour) if colour else None, *sizes(size))
        if words
        else None,
    )


def _grid(grid: Grid) -> Element:
    return _table(grid.name, grid.widths, [_row(row, grid.widths) for row in grid.rows], lines=grid.lines)


def _table(name: str, widths: Sequence[float], rows: Sequence[Element], *, lines: bool = True) -> Element:
    edges = [w(edge, val="single", sz=4, space=0, color="8C939D") for edge in ("top", "left", "bottom", "right", "insideH", "insideV")]  # fmt: skip
    sides = [w(side, w=twips(_CELL_SIDE), type="dxa") for side in ("left", "right")]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=twips(sum(widths) * MM), type="dxa"),
            val("jc", "center"),
            w("tblBorders", *edges) if lines else None,
            w("tblLayout", type="fixed"),
            w("tblCellMar", *sides),
            val("tblCaption", _one_line(name)) if name else None,
        ),
        w("tblGrid", *(w("gridCol", w=twips(width * MM)) for width in widths)),
        *rows,
    )


def _row(row: Row, widths: Sequence[float]) -> Element:
    cells = []
    column = 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[column : column + cell.span]), keep=row.keep or row.head))
        column += cell.span
    height = w("trHeight", val=twips(row.height * MM), hRule="atLeast") if row.height else None
    return w("tr", w("trPr", val("cantSplit", 1), height, val("tblHeader", 1) if row.head else None), *cells)


def _cell(cell: Cell, width: float, *, keep: bool) -> Element:
    shown = [
        _line(
            cell.text, size=cell.size, jc=cell.align, before=1.5, after=1.5, bold=cell.bold, colour=cell.ink, keep=keep
        )
    ]
    if cell.bars is not None:
        shown = list(_two_bars(cell.bars, width))
    if cell.below:
        shown.append(_line(cell.below, size=SMALL, jc=cell.align, after=1.5, colour=FAINT, keep=keep))
    return w("tc", _cell_properties(width, cell.shade, cell.span), *shown)


def _cell_properties(width: float, shade: str = "", span: int = 1) -> Element:
    return w(
        "tcPr",
        w("tcW", w=twips(width * MM), type="dxa"),
        val("gridSpan", span) if span > 1 else None,
        _shading(shade) if shade else None,
        val("vAlign", "center"),
    )


def _shading(colour: str) -> Element:
    return w("shd", val="clear", color="auto", fill=colour)


def _two_bars(bars: tuple[float, float], width: float) -> Iterator[Element]:
    """Two lines as high as a bar, shaded as far as their share of the greater one."""
    room = width * MM - 2 * _CELL_SIDE
    for share, colour, before, after in ((bars[0], GREY, 3, 0), (bars[1], BLUE, 2, 3)):
        yield w(
            "p",
            w(
                "pPr",
                _shading(colour) if share else None,
                w("spacing", before=twips(before), after=twips(after), line=twips(5), lineRule="exact"),
                w("ind", right=twips(room * (1 - share))) if share else None,
            ),
        )


def _bars(block: Bars) -> Iterator[Element]:
    for bar in block.bars:
        yield _bar(bar, block.name)
        yield _line("", size=3)


def _bar(bar: Bar, name: str) -> Element:
    """A bar of 100 % as a row of shaded cells; one without shares is an empty frame."""
    room = WIDTH - _LABEL - _TOTAL
    shown = [share for share in bar.shares if share.share > 0]
    whole = sum(share.share for share in shown)
    parts = [(room * share.share / whole, share.text, share.colour) for share in shown] or [(room, "", "")]
    cells = [_cell(Cell(bar.label, size=9), _LABEL, keep=True)]
    for width, words, colour in parts:
        said = Cell(
            words if width >= _LEAST_SHARE else "",
            align="center",
            size=8.5,
            shade=colour,
            ink=ink_on(colour) if colour else "",
        )
        cells.append(_cell(said, width, keep=True))
    cells.append(_cell(Cell(bar.total, size=9), _TOTAL, keep=True))
    widths = (_LABEL, *(width for width, _, _ in parts), _TOTAL)
    row = w("tr", w("trPr", val("cantSplit", 1), w("trHeight", val=twips(_BAR * MM), hRule="atLeast")), *cells)
    return _table(f"{name}：{bar.label}", widths, [row], lines=not shown)
