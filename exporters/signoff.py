"""The kind "signoff", 审签单: one page for those who sign, on what was checked, what was not, what was set aside and why, what changed."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.changes.content import Content, content_of
from exporters.options import Options, Output
from exporters.papers.blocks import (
    GROUP,
    HEAD,
    WIDTH,
    Block,
    Cell,
    Grid,
    Heading,
    Line,
    Paper,
    Row,
    Title,
    Tone,
    heads,
    rows_of,
)
from exporters.papers.pages import paper_pdf
from exporters.papers.word import paper_docx
from exporters.prose import clean, left_out_note
from models.checks import CHECKS
from models.checks.not_made import NotMade, grouped, not_made
from models.embedding import fingerprint, published
from models.findings import Severity
from models.report import Report
from models.storage.codec import encode
from models.totals import evaluate

TITLE = "政府信息公开工作年度报告审签单"
SIGNERS = ("经办人", "审核人", "负责人")
_NAMES = (24.0, 63.0, 24.0, 63.0)
_CHANGES = (84.0, 24.0, 24.0, 22.0, 20.0)
_DISMISSED = (94.0, 80.0)
_SIGNING = (24.0, 70.0, 40.0, 40.0)
_HEIGHT = 11.0
_MOST_CHANGES, _MOST_DISMISSED = 4, 3
"""What one page has room for; all of it stands in the 变化说明."""
_SHORT = 42
_MOST_WORDS = 240


def make(report: Report, options: Options) -> Output:
    """The sheet as a Word file."""
    return Output(paper_docx(_paper(report, options)), tuple(_notes(report)))


def make_pdf(report: Report, options: Options) -> Output:
    return Output(paper_pdf(_paper(report, options)), tuple(_notes(report)))


def _notes(report: Report) -> Iterator[str]:
    if left_out := clean(report.unit)[1]:
        yield left_out_note(left_out, "单位名称")


def code_of(report: Report) -> str:
    """Eight signs that stand for what the report says: another figure or word gives others."""
    return fingerprint(encode(published(report)).decode("utf-8", "surrogatepass"))[:8].upper()


def _paper(report: Report, options: Options) -> Paper:
    previous = options.previous or report.previous
    content = content_of(report, previous)
    missing = not_made(report, previous=previous, figures=evaluate(report))
    return Paper(f"{report.unit}{TITLE}", report.unit, tuple(_blocks(report, content, missing)))


def _blocks(report: Report, content: Content, missing: tuple[NotMade, ...]) -> Iterator[Block]:
    yield Title(TITLE)
    yield _whose(report, content)
    yield Heading("检查情况")
    yield from _checks(content, missing)
    yield Heading("放行的提醒和理由")
    yield from _set_aside(content)
    yield Heading("与上年相比")
    yield from _changes(content)
    yield Heading("审签")
    yield _signing()


def _whose(report: Report, content: Content) -> Grid:
    year = f"{report.year}年度" if report.year else "没有填写"
    rows = (
        ("单位", report.unit or "没有填写", "报告年度", year),
        ("报告格式", f"{report.form.id}年格式", "内容校验码", code_of(report)),
        (
            "上年报告",
            f"{content.last_year}年度" if content.last_year else "没有" if not content.compared else "没有年度",
            "核对结果",
            _counted(content),
        ),
    )
    told = [
        [Cell(words, bold=at % 2 == 0, shade="" if at % 2 else GROUP) for at, words in enumerate(row)] for row in rows
    ]
    told[1][-1] = Cell(code_of(report), below="由单位、年度、数字和文字算出，改动任何一处都会变")
    return Grid("单位和年度", _NAMES, tuple(Row(tuple(cells)) for cells in told))


def _counted(content: Content) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in content.open)
    return f"错误{errors}个，未处理的提醒{len(content.open) - errors}条，放行{len(content.dismissed)}条"


def _checks(content: Content, missing: tuple[NotMade, ...]) -> Iterator[Block]:
    codes = {item.code for item in missing}
    made = list(dict.fromkeys(check.title for code, check in CHECKS.items() if code not in codes))
    yield Line(_within(f"做了的检查（{len(made)}项）：{'、'.join(made)}。"), Tone.FAINT)
    if not missing:
        yield Line("没有漏做的检查。")
    for reason, titles in grouped(missing):
        yield Line(_within(f"没有做的检查（{reason}）：{'、'.join(titles)}。"))
    for finding in content.open[:1]:
        yield Line(f"还没有处理的{finding.severity.word}：{_short(finding.message)}", Tone.POINT)
    if len(content.open) > 1:
        yield Line(f"还没有处理的共{len(content.open)}条。", Tone.POINT)


def _set_aside(content: Content) -> Iterator[Block]:
    if not content.dismissed:
        yield Line("没有放行的提醒。")
        return
    told = [(_short(item.finding.message), _short(item.reason)) for item in content.dismissed[:_MOST_DISMISSED]]
    yield Grid("放行的提醒和理由", _DISMISSED, (heads("提醒", "理由"), *rows_of(told)))
    if len(content.dismissed) > _MOST_DISMISSED:
        yield Line(f"另有{len(content.dismissed) - _MOST_DISMISSED}条，见“变化说明”。", Tone.FAINT)


def _changes(content: Content) -> Iterator[Block]:
    if not content.compared:
        yield Line("没有上年报告，没有比对。")
        return
    lines = [line for _, tier in content.tiers for line in tier]
    if not lines:
        yield Line("两年的数字没有变化。")
        return
    rows: list[tuple[str | Cell, ...]] = [
        (
            line.label,
            *(Cell(words, align="right") for words in (line.last_text, line.this_text, line.difference, line.ratio)),
        )
        for line in lines[:_MOST_CHANGES]
    ]
    this, last = content.years
    yield Grid("与上年相比", _CHANGES, (heads("项目", last, this, "增减", "幅度"), *rows_of(rows)))
    if len(lines) > _MOST_CHANGES:
        yield Line(f"共有{len(lines)}个数字有变化，这里列出最主要的{_MOST_CHANGES}个。", Tone.FAINT)


def _signing() -> Grid:
    top = Row(
        tuple(Cell(word, align="center", bold=True, shade=HEAD) for word in ("", "意见", "签名", "日期")), head=True
    )
    rows = (
        Row(
            (
                Cell(name, align="center", bold=True),
                Cell(),
                Cell(),
                Cell("年　　月　　日", align="center", ink="8C939D"),
            ),
            height=_HEIGHT,
        )
        for name in SIGNERS
    )
    assert sum(_SIGNING) == WIDTH
    return Grid("经办人、审核人、负责人签名", _SIGNING, (top, *rows))


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}……"


def _within(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}……"
