"""通报: who reported on time, late, not at all, was returned and mended, as a Word file with a bar for each superior."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from exporters.papers.blocks import Bar, Bars, Block, Grid, Heading, Line, Paper, Share, Title, Tone, heads, rows_of
from exporters.papers.word import paper_docx
from office import roster, status, sums
from office.ledger import Ledger
from office.states import Standing, State
from office.status import Status

ON_TIME, LATE, MISSING = "2F6F4F", "B7791F", "A9B2BF"
MOST_BARS = 40


def make(ledger: Ledger, node: str = "") -> bytes:
    """The notice of a node's area as a Word file. Raises OfficeError."""
    return paper_docx(paper_of(ledger, node))


def paper_of(ledger: Ledger, node: str = "") -> Paper:
    found = status.of(ledger, node)
    title = f"{found.node.name}{found.year}年度政府信息公开工作年度报告报送情况通报"
    return Paper(title, "", tuple(_blocks(ledger, found, title)))


def _blocks(ledger: Ledger, found: Status, title: str) -> Iterator[Block]:
    received, late = found.received, found.late
    yield Title(title, f"截至{date.today().year}年{date.today().month}月{date.today().day}日")
    amended = _in_state(found, State.AMENDED)
    yield Line(
        f"应报{found.expected}个单位，已收{len(received)}个，其中按时{len(received) - late}个、迟报{late}个；"
        f"未报{len(found.missing)}个。退回待改{found.count(State.RETURNED)}个，退回后已改{len(amended)}个，"
        f"通过{found.count(State.PASSED)}个。",
        Tone.LETTER,
    )
    yield Line(f"{sums.basis_of(ledger, found.node.name).line}。", Tone.LETTER)
    bars = list(_bars(ledger, found))
    yield Heading("报送进度")
    yield Line("绿：按时，黄：迟报，灰：未报。", Tone.FAINT)
    yield Bars(f"{found.node.name}及下级的报送进度", tuple(bars))
    yield from _list("迟报的单位", ("单位", "收到", "截止日期"), _late(found))
    yield from _list(
        "未报的单位", ("单位", "截止日期"), [(u.name, u.due.isoformat() if u.due else "") for u in found.missing]
    )
    yield from _list("退回、还没有改的单位", ("单位", "错误", "提醒"), _counts(_in_state(found, State.RETURNED)))
    yield from _list("退回后已改的单位", ("单位", "错误", "提醒"), _counts(amended))
    wrong = [each for each in found.standings if each.errors and each.state not in (State.RETURNED, State.AMENDED)]
    yield from _list("数字有错误的单位", ("单位", "错误", "提醒"), _counts(wrong))


def _in_state(found: Status, state: State) -> list[Standing]:
    return [each for each in found.standings if each.state is state]


def _late(found: Status) -> list[tuple[str, str, str]]:
    late = [each for each in found.received if each.late]
    return [(each.unit.name, each.received[:10], each.unit.due.isoformat() if each.unit.due else "") for each in late]


def _counts(standings: Sequence[Standing]) -> list[tuple[str, str, str]]:
    return [(each.unit.name, str(each.errors), str(each.warnings)) for each in standings]


def _list(title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    if rows:
        yield Heading(f"{title}（{len(rows)}个）")
        widths = (174.0 - 32 * (len(columns) - 1), *(32.0 for _ in columns[1:]))
        yield Grid(title, widths, (heads(*columns), *rows_of(rows)))


def _bars(ledger: Ledger, found: Status) -> Iterator[Bar]:
    units = roster.load(ledger)
    below = {each.unit.id: each for each in found.standings}
    yield _bar(found.node.name, found.standings)
    lower = [node for node in units.nodes() if node.parent == found.node.id]
    if lower:
        yield _bar("本级", [below[unit.id] for unit in units.own(found.node)])
    for node in lower[:MOST_BARS]:
        yield _bar(node.name, [below[unit.id] for unit in units.area(node)])


def _bar(label: str, standings: Sequence[Standing]) -> Bar:
    due = [each for each in standings if not each.unit.excused]
    if not due:
        return Bar(label, (), "0")
    late = sum(each.is_received and each.late for each in due)
    on_time = sum(each.is_received for each in due) - late
    parts = ((on_time, ON_TIME), (late, LATE), (len(due) - on_time - late, MISSING))
    shares = tuple(Share(number / len(due), str(number), colour) for number, colour in parts if number)
    return Bar(label, shares, f"{on_time + late}/{len(due)}")
