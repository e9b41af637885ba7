"""The change sheet as a Word file: tables with small bars, drawn as shaded lines so that every office program shows them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

import docx
from docx.shared import Mm

from exporters.changes.content import Content, Line, content_of
from exporters.options import Options, Output
from exporters.prose import clean, left_out_note
from exporters.word.plain import in_chinese, number_pages, own
from exporters.word.styles import fonts, sizes
from exporters.word.xml import Element, text, twips, val, w
from models.report import Report

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
_GREY, _BLUE = "A9B2BF", "2F5D9B"
_HEAD, _GROUP, _FAINT = "E9EDF2", "F4F6F9", "5B6472"
MM = 72 / 25.4
_SIDE, _TOP = 18, 20
"""Margins of the page in millimetres; so are all widths of columns here."""
_NUMBERS = (62, 21, 21, 21, 19, 30)
_ALONE = (134, 40)
"""Without last year: a number and nothing to set beside it."""
_TEXTS = (74, 24, 24, 52)
_FINDINGS = (16, 94, 64)
_DISMISSED = (110, 64)
_CELL_SIDE, _BAR_HEIGHT = 1.5 * MM, 5.0
MAX_TEXT = 400
"""Characters of one finding or reason that the sheet shows."""


def make(report: Report, options: Options) -> Output:
    """The kind "changes"."""
    content = content_of(report, options.previous)
    notes = []
    if not content.compared:
        notes.append("没有选定上年的报告，变化说明中只有本年的数字。")
    if left_out := clean(report.unit)[1]:
        notes.append(left_out_note(left_out, "单位名称"))
    return Output(_saved(content), tuple(notes))


def _saved(content: Content) -> bytes:
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin = section.bottom_margin = Mm(_TOP)
    own(word, _title(content), content.unit)
    in_chinese(word, SONG, LATIN)
    number_pages(word)
    body = word.element.body
    body[:-1] = list(_sheet(content))
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _title(content: Content) -> str:
    year = f"{content.year}年" if content.year else ""
    return f"{content.unit}{year}政府信息公开工作年度报告"


def _sheet(content: Content) -> Iterator[Element]:
    versus = f"{content.year or '本年'}年与{content.last_year}年对照" if content.last_year else "本年情况"
    yield _line(_title(content), HEI, 16, jc="center", after=2)
    yield _line(f"变化说明（{versus}，供审签参考，不公开）", jc="center", after=8, colour=_FAINT)
    numerals = iter("一二三四五六")

    def heading(words: str) -> Element:
        return _line(f"{next(numerals)}、{words}", HEI, 12, before=10, after=4, outline=True, keep=True)

    yield heading("要点")
    for point in content.points:
        yield _line(f"• {point}", after=2, hanging=True)
    yield heading("总计与主动公开数字")
    if content.compared:
        legend = "图中上为上年，下为本年，每行按较大的一年画满；加粗的是变化大的；两年都是0的没有列出。"
        yield _line(legend, size=9, after=3, colour=_FAINT, keep=True)
    yield _numbers(content, content.overview)
    if content.details:
        yield heading("分项中有变化的数字")
        yield _numbers(content, content.details)
        if content.left_out:
            yield _line(f"另有{content.left_out}个变化较小的数字没有列出。", size=9, before=3, colour=_FAINT)
    if content.texts:
        yield heading("文字部分")
        rows = [(item.label, str(item.last_length), str(item.this_length), item.said) for item in content.texts]
        yield _table(("部分", "上年字数", "本年字数", "与上年相比"), rows, _TEXTS, {1: "right", 2: "right"})
    yield heading("核对中还没有处理的问题")
    findings = [(item.severity.word, item.message, item.advice) for item in content.open]
    yield _table(("级别", "问题", "怎么办"), findings, _FINDINGS, {0: "center"}) if findings else _line("没有。")
    yield heading("经核实放行的提醒和理由")
    aside = [(item.finding.message, item.reason) for item in content.dismissed]
    yield _table(("提醒", "放行的理由"), aside, _DISMISSED, {}) if aside else _line("没有。")
    # Word wants a paragraph after the last table
    yield _line("数字取自年度报告的三张表，空白按0计；核对按程序内的规则进行。", size=9, before=8, colour=_FAINT)


def _one_line(words: str) -> str:
    return " ".join(clean(words)[0].split())


def _line(
    words: str,
    font: str = SONG,
    size: float = 10.5,
    *,
    jc: str = "left",
    before: float = 0,
    after: float = 0,
    colour: str = "",
    hanging: bool = False,
    outline: bool = False,
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
            val("jc", jc),
            val("outlineLvl", 0) if outline else None,
        ),
        w(
            "r",
            w(
                "rPr",
                fonts(font, LATIN),
                w("b") if bold else None,
                val("color", colour) if colour else None,
                *sizes(size),
            ),
            text(_one_line(words)),
        ),
    )


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], sides: dict[int, str]
) -> Element:
    return _grid(
        widths,
        [_heads(heads, widths)]
        + [
            _row(
                [
                    _cell(word, width, jc=sides.get(i, "left"))
                    for i, (word, width) in enumerate(zip(row, widths, strict=True))
                ]
            )
            for row in rows
        ],
    )


def _numbers(content: Content, groups: Sequence[tuple[str, Sequence[Line]]]) -> Element:
    last = f"{content.last_year}年" if content.last_year else "上年"
    this = f"{content.year}年" if content.year else "本年"
    widths, heads = (
        (_NUMBERS, ("项目", last, this, "增减", "幅度", "图")) if content.compared else (_ALONE, ("项目", this))
    )
    rows = [_heads(heads, widths)]
    for heading, lines in groups:
        rows.append(_row([_cell(heading, sum(widths), bold=True, shade=_GROUP, span=len(widths), keep=True)]))
        for line in lines:
            words = (line.label, line.last_text, line.this_text, line.difference, line.ratio)
            cells = [
                _cell(word, width, jc="right" if i else "left", bold=line.striking)
                for i, (word, width) in enumerate(
                    zip(words if content.compared else (line.label, line.this_text), widths, strict=False)
                )
            ]
            rows.append(_row([*cells, _bars(line.last, line.this)] if content.compared else cells))
    return _grid(widths, rows)


def _grid(widths: Sequence[float], rows: Sequence[Element]) -> Element:
    edges = [w(edge, val="single", sz=4, space=0, color="8C939D") for edge in ("top", "left", "bottom", "right", "insideH", "insideV")]  # fmt: skip
    sides = [w(side, w=twips(_CELL_SIDE), type="dxa") for side in ("left", "right")]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=twips(sum(widths) * MM), type="dxa"),
            val("jc", "center"),
            w("tblBorders", *edges),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *sides),
        ),
        w("tblGrid", *(w("gridCol", w=twips(width * MM)) for width in widths)),
        *rows,
    )


def _heads(heads: Sequence[str], widths: Sequence[float]) -> Element:
    cells = [_cell(head, width, jc="center", bold=True, shade=_HEAD) for head, width in zip(heads, widths, strict=True)]
    return _row(cells, head=True)


def _row(cells: Sequence[Element], *, head: bool = False) -> Element:
    return w("tr", w("trPr", val("cantSplit", 1), val("tblHeader", 1) if head else None), *cells)


def _cell(
    words: str,
    width: float,
    *,
    jc: str = "left",
    bold: bool = False,
    shade: str = "",
    span: int = 1,
    keep: bool = False,
) -> Element:
    words = words if len(words) <= MAX_TEXT else f"{words[:MAX_TEXT]}……"
    return w(
        "tc",
        _cell_properties(width, shade, span),
        _line(words, size=9.5, jc=jc, before=1.5, after=1.5, bold=bold, keep=keep),
    )


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


def _bars(last: Decimal | None, this: Decimal | None) -> Element:
    """Two lines as high as a bar, shaded as far as their share of the greater one."""
    greatest = max(last or Decimal(0), this or Decimal(0))
    room = _NUMBERS[-1] * MM - 2 * _CELL_SIDE
    lines = []
    for value, colour, before, after in ((last, _GREY, 3, 0), (this, _BLUE, 2, 3)):
        share = max(float(value / greatest), 0.02) if value and greatest else 0.0
        lines.append(
            w(
                "p",
                w(
                    "pPr",
                    _shading(colour) if share else None,
                    w("spacing", before=twips(before), after=twips(after), line=twips(_BAR_HEIGHT), lineRule="exact"),
                    w("ind", right=twips(room * (1 - share))) if share else None,
                ),
            )
        )
    return w("tc", _cell_properties(_NUMBERS[-1]), *lines)
