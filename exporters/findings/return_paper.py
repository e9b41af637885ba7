"""退回单: the paper with which a superior office sends a report back to its unit, to be answered and sent in again.

It says what is to be mended, in the order of the form, and nothing of any other unit. The mark on it and the numbers of its rows
survive whatever office program saves it: they are words like all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exporters.findings.rows import counted_to_do
from exporters.papers.blocks import RED, Block, Cell, Grid, Line, Paper, Row, Title, Tone, heads
from exporters.papers.word import paper_docx
from models.findings import Finding, Severity
from models.form import Form
from models.naming import named_together
from models.report import META

TITLE = "政府信息公开工作年度报告退回单"
REPLY = "回复（已改／说明）"
DONE = "已改"
"""What a unit writes into the last column for a finding that it has mended."""
_WIDTHS = (11.0, 13.0, 32.0, 78.0, 40.0)
_LEAST_HEIGHT = 12.0


@dataclass(frozen=True, slots=True)
class Returned:
    """What goes back to one unit. ``mark`` is what the ledger knows the paper by; ``file`` is the report's file name, ``due`` the day
    by which it is to come back, ``sender`` who sends it."""

    unit: str
    year: int | None
    round: int
    day: date
    mark: str
    form: Form
    findings: Sequence[Finding]
    file: str = ""
    due: date | None = None
    sender: str = ""


def in_form_order(form: Form, findings: Sequence[Finding]) -> list[Finding]:
    """The findings as they stand on the paper, row 1 first: by the place in the form, and the graver first at one place."""
    places = {id: at for at, id in enumerate((*META, form.preamble.id, *_printed(form)))}
    gravest = list(Severity)

    def at(finding: Finding) -> tuple[int, int]:
        ids = [span.text for span in finding.spans] or [*finding.cells, *finding.parts]
        known = [places[id] for id in ids if id in places]
        return (known[0] if known else -1, gravest.index(finding.severity))

    return sorted(findings, key=at)


def _printed(form: Form) -> Iterator[str]:
    for section in form.sections:
        if section.table is None:
            yield section.number
            yield from (part.id for part in section.parts)
        else:
            yield section.table.id
            yield f"note.{section.table.id}"
            yield from (cell.id for cell in form.cells.values() if cell.table is section.table)


def return_paper(returned: Returned) -> bytes:
    """The paper as a Word file."""
    return paper_docx(paper_of(returned))


def paper_of(returned: Returned) -> Paper:
    return Paper(f"{returned.unit}：{TITLE}", returned.sender, tuple(_blocks(returned)))


def _blocks(returned: Returned) -> Iterator[Block]:
    yield Title(TITLE, f"第{returned.round}次退回 · {_day(returned.day)} · 编号 {returned.mark}")
    yield Line(f"{returned.unit}：")
    year = f"{returned.year}年度" if returned.year else ""
    file = f"（文件“{returned.file}”）" if returned.file else ""
    yield Line(
        f"你单位报送的{year}政府信息公开工作年度报告{file}经核对，{counted_to_do(returned.findings)}。", Tone.LETTER
    )
    due = f"请在{_day(returned.due)}前" if returned.due else "请"
    yield Line(
        f"{due}改正后重新报送，并逐条填写最后一栏：改了的写“{DONE}”，情况属实不用改的写明原因。"
        "本单与报告一并交回；请不要改动编号和序号，也不要增删表格的行列。",
        Tone.LETTER,
    )
    yield Grid("退回的问题和回复", _WIDTHS, (heads("序号", "级别", "位置", "问题", REPLY), *_rows(returned)))
    if returned.sender:
        yield Line(returned.sender, Tone.RIGHT)
        yield Line(_day(returned.day), Tone.RIGHT)


def _rows(returned: Returned) -> Iterator[Row]:
    for number, finding in enumerate(in_form_order(returned.form, returned.findings), 1):
        place = named_together(tuple(dict.fromkeys((*finding.cells, *(s.text for s in finding.spans)))), returned.form)
        basis = f"依据：{finding.basis}" if finding.basis else ""
        below = "\n".join(filter(None, (finding.advice, basis)))
        grave = finding.severity is Severity.ERROR
        yield Row(
            (
                Cell(str(number), align="center"),
                Cell(finding.severity.word, align="center", bold=grave, ink=RED if grave else ""),
                Cell(place),
                Cell(finding.message, below),
                Cell(),
            ),
            height=_LEAST_HEIGHT,
        )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
