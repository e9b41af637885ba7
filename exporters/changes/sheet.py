"""The kind "changes": what the leader who signs looks at. One page first, every change behind it; as Word, PDF, and its pictures alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from exporters.changes.content import Content, Line, content_of
from exporters.changes.figures import Pair, percent_of
from exporters.changes.words import went
from exporters.options import Options, Output
from exporters.papers import blocks
from exporters.papers.blocks import (
    BLUE,
    FAINT,
    GROUP,
    RED,
    WIDTH,
    Bar,
    Bars,
    Block,
    Cell,
    Grid,
    Heading,
    Paper,
    Row,
    Share,
    Title,
    Tone,
    heads,
    rows_of,
)
from exporters.papers.pages import paper_pdf, picture_png
from exporters.papers.word import paper_docx
from exporters.prose import clean, left_out_note
from exporters.titles import title_of
from models.report import Report
from models.values import show

_COLOURS = ("2F5D9B", "7FA8D6", "B5473C", "D98E4A", "6B7480", "B4BAC3")
"""Of the kinds of result in their order; told apart by their lightness too."""
_NUMBERS = (62.0, 21.0, 21.0, 21.0, 19.0, 30.0)
_ALONE = (134.0, 40.0)
"""Without last year: a number and nothing to set beside it."""
_TEXTS = (74.0, 24.0, 24.0, 52.0)
_FINDINGS = (16.0, 94.0, 64.0)
_DISMISSED = (110.0, 64.0)
_CASES = (48.0, 21.0, 21.0, 21.0, 21.0, 21.0, 21.0)
_BIG = 20.0
_FEW = 4
"""Dismissed findings that the first page has room for."""
_SHORT = 64
"""Characters of one of them there."""


def make(report: Report, options: Options) -> Output:
    """The sheet as a Word file."""
    content = content_of(report, options.previous)
    return Output(paper_docx(_paper(content, _sheet(content))), tuple(_notes(report, content)))


def make_pdf(report: Report, options: Options) -> Output:
    content = content_of(report, options.previous)
    return Output(paper_pdf(_paper(content, _sheet(content))), tuple(_notes(report, content)))


def make_png(report: Report, options: Options) -> Output:
    """The pictures of the first page, for a page that explains the report (图解): nothing that is only for the office."""
    content = content_of(report, options.previous)
    shown = (Title(_title(content)), *picture_blocks(content))
    return Output(picture_png(_paper(content, shown)), tuple(_notes(report, content)))


def _paper(content: Content, shown: Sequence[Block] | Iterator[Block]) -> Paper:
    return Paper(_title(content), content.unit, tuple(shown))


def _notes(report: Report, content: Content) -> Iterator[str]:
    if not content.compared:
        yield "没有选定上年的报告，变化说明中只有本年的数字。"
    if left_out := clean(report.unit)[1]:
        yield left_out_note(left_out, "单位名称")


def _title(content: Content) -> str:
    return title_of(content.unit, content.year)


def _sheet(content: Content) -> Iterator[Block]:
    versus = f"{content.year or '本年'}年与{content.last_year}年对照" if content.last_year else "本年情况"
    yield Title(_title(content), f"变化说明（{versus}，供审签参考，不公开）")
    if not content.compared:
        yield blocks.Line("没有选定上年的报告，只列本年的数字。", Tone.FAINT)
    elif not content.same_form:
        yield blocks.Line("两年格式不同，只比较含义相同的数字。", Tone.FAINT)
    yield from picture_blocks(content)
    yield Heading("核对情况")
    yield blocks.Line(content.state)
    yield from _set_aside(content, _FEW)
    yield from _all_changes(content)
    yield from _behind(content)


# the first page


def picture_blocks(content: Content) -> Iterator[Block]:
    yield _cards(content.pairs, compared=content.compared)
    if any(any(result.counts) for result in content.results):
        yield Heading("申请办理结果的构成")
        yield from _results(content)
    yield Heading("行政复议、行政诉讼的结果")
    yield _cases(content)


def _cards(pairs: Sequence[Pair], *, compared: bool) -> Grid:
    """Four figures side by side, each as large as it matters."""
    width = WIDTH / len(pairs)
    top = tuple(Cell(pair.label, align="center", ink=FAINT, shade=GROUP, size=10.5) for pair in pairs)
    big = tuple(
        Cell("—" if pair.this is None else show(pair.this), align="center", bold=True, ink=BLUE, shade=GROUP, size=_BIG)
        for pair in pairs
    )
    below = tuple(Cell(went(pair.last, pair.this), align="center", shade=GROUP, size=9) for pair in pairs)
    rows = (Row(top, keep=True), Row(big, keep=True), *((Row(below),) if compared else ()))
    return Grid("四个数字", (width,) * len(pairs), rows, lines=False)


def _results(content: Content) -> Iterator[Block]:
    totals = [sum(result.counts[at] for result in content.results) for at in range(len(content.years))]
    told = []
    for at, year in enumerate(content.years):
        shares = tuple(
            Share(
                float(Decimal(result.counts[at]) / Decimal(totals[at])),
                percent_of(result.counts[at], totals[at]),
                colour,
            )
            for result, colour in zip(content.results, _colours(len(content.results)), strict=True)
            if totals[at] > 0 and result.counts[at] > 0
        )
        told.append(Bar(year, shares, f"{show(totals[at])}件"))
    yield Bars("申请办理结果的构成，数字见下表", tuple(told))
    names = ["", *(f"{year}" for year in content.years for _ in range(2))]
    rows = []
    for result, colour in zip(content.results, _colours(len(content.results)), strict=True):
        counts = [
            Cell(words, align="right")
            for at in range(len(content.years))
            for words in (f"{show(result.counts[at])}件", percent_of(result.counts[at], totals[at]))
        ]
        rows.append(Row((Cell("", shade=colour), Cell(result.label), *counts)))
    head = (Cell("", shade=blocks.HEAD), Cell("结果", align="center", bold=True, shade=blocks.HEAD))
    spans = tuple(Cell(year, align="center", bold=True, shade=blocks.HEAD, span=2) for year in content.years)
    figures = (WIDTH - 60.0) / max(1, len(names) - 1)
    yield Grid(
        "各种结果的件数和比例", (6.0, 54.0, *([figures] * (len(names) - 1))), (Row((*head, *spans), head=True), *rows)
    )


def _colours(count: int) -> list[str]:
    return [_COLOURS[at % len(_COLOURS)] for at in range(count)]


def _cases(content: Content) -> Grid:
    def shown(number: object) -> Cell:
        return Cell("—" if number is None else show(number), align="right")  # type: ignore[arg-type]

    rows = [
        Row(
            (
                Cell(item.label),
                *(shown(number) for number in item.outcomes),
                shown(item.total),
                Cell(item.corrected, align="right", bold=True),
            )
        )
        for item in content.cases
    ]
    top = heads("", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "纠错率")
    return Grid("行政复议、行政诉讼的结果；纠错率是结果纠正占已审结的比例", _CASES, (top, *rows))


def _set_aside(content: Content, most: int) -> Iterator[Block]:
    if not content.dismissed:
        return
    told = [(_short(item.finding.message), _short(item.reason)) for item in content.dismissed[:most]]
    yield Grid("经核实放行的提醒和理由", _DISMISSED, (heads("放行的提醒", "理由"), *rows_of(told)))
    if len(content.dismissed) > most:
        yield blocks.Line(f"另有{len(content.dismissed) - most}条，全部列在后面。", Tone.FAINT)


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}……"


# behind it


def _all_changes(content: Content) -> Iterator[Block]:
    yield Heading("全部变化" if content.compared else "本年的数字", new_page=True)
    if not content.tiers:
        yield blocks.Line("两年的数字没有变化。" if content.compared else "表中还没有数字。")
        return
    if content.compared:
        legend = "先总数，再分类合计，后各行和各类申请人；每类里变化大的在前，变化特别大的加粗。图中上为上年，下为本年，每行按较大的一年画满。"
        yield blocks.Line(legend, Tone.FAINT)
    this, last = content.years[0], content.years[1] if content.compared else ""
    widths = _NUMBERS if content.compared else _ALONE
    top = heads("项目", last, this, "增减", "幅度", "图") if content.compared else heads("项目", this)
    rows = [top]
    for name, lines in content.tiers:
        rows.append(Row((Cell(name, bold=True, shade=GROUP, span=len(widths)),), keep=True))
        rows += [Row(tuple(_numbers(line, compared=content.compared))) for line in lines]
    yield Grid("全部变化", widths, tuple(rows))


def _numbers(line: Line, *, compared: bool) -> Iterator[Cell]:
    yield Cell(line.label, bold=line.striking)
    if not compared:
        yield Cell(line.this_text, align="right")
        return
    for words in (line.last_text, line.this_text, line.difference, line.ratio):
        yield Cell(words, align="right", bold=line.striking)
    greatest = max(line.last or Decimal(0), line.this or Decimal(0))
    yield Cell(bars=(_share(line.last, greatest), _share(line.this, greatest)))


def _share(value: Decimal | None, greatest: Decimal) -> float:
    return max(float(value / greatest), 0.02) if value and greatest else 0.0


def _behind(content: Content) -> Iterator[Block]:
    if content.texts:
        yield Heading("文字部分")
        told = [
            (
                item.label,
                Cell(str(item.last_length), align="right"),
                Cell(str(item.this_length), align="right"),
                item.said,
            )
            for item in content.texts
        ]
        yield Grid("文字部分", _TEXTS, (heads("部分", "上年字数", "本年字数", "与上年相比"), *rows_of(told)))
    yield Heading("核对中还没有处理的问题")
    if content.open:
        found = [
            (Cell(f.severity.word, align="center", ink=RED if f.severity.value == "error" else ""), f.message, f.advice)
            for f in content.open
        ]
        yield Grid("还没有处理的问题", _FINDINGS, (heads("级别", "问题", "怎么办"), *rows_of(found)))
    else:
        yield blocks.Line("没有。")
    if len(content.dismissed) > _FEW or any(len(item.finding.message) > _SHORT for item in content.dismissed):
        yield Heading("全部放行的提醒和理由")
        aside = [(item.finding.message, item.reason) for item in content.dismissed]
        yield Grid("全部放行的提醒和理由", _DISMISSED, (heads("放行的提醒", "理由"), *rows_of(aside)))
    yield blocks.Line("数字取自年度报告的三张表，空白按0计；纠错率是结果纠正占已审结的比例。", Tone.FAINT)
