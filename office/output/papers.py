"""The papers that go to units: 退回单 with what is to be mended, 催报单 to those of which nothing has come. One Word file a unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from exporters.files import safe_name
from exporters.findings.return_paper import Returned, in_form_order, return_paper
from exporters.findings.rows import READ
from exporters.papers.blocks import Line, Paper, Title, Tone
from exporters.papers.word import paper_docx
from models.findings import Finding
from models.storage.atomic import write_whole
from models.storage.errors import unwritable
from office import alike, papers, records, status
from office.ledger import Ledger
from office.roster import Unit
from office.sources import now
from office.states import Standing, State


def findings_to_send(ledger: Ledger, unit: Unit) -> list[Finding]:
    """What a unit is told of its report of record: of other units only that their words are alike."""
    if unit.record is None:
        return []
    found, _ = records.findings_of(ledger, unit.record)
    return [*(finding for finding in found if finding.code not in READ), *alike.findings_of(ledger, unit.record)]


def send_back(ledger: Ledger, folder: Path, node: str = "", sender: str = "") -> list[Path]:
    """Write a paper for each unit with errors or warnings, and note it as returned: a passed report is not sent back.

    Each unit is one step: where its paper cannot be written it is not returned. Raises OfficeError, StorageError.
    """
    _made(folder)
    written = []
    names = _Names(folder)
    for standing in status.of(ledger, node).standings:
        if _has_to_mend(standing):
            path = names.free(standing.unit.name, "退回单")
            with ledger.transaction():
                write_whole(path, _return_paper(ledger, standing, sender))
            written.append(path)
    return written


def _has_to_mend(standing: Standing) -> bool:
    found = standing.errors or standing.warnings
    return bool(found) and standing.state not in (State.PASSED, State.EXCUSED)


def _return_paper(ledger: Ledger, standing: Standing, sender: str) -> bytes:
    """The paper, noted in the ledger with its rows, within the transaction of the caller."""
    unit = standing.unit
    assert unit.record is not None
    again = unit.decision == "returned"
    round = unit.round if again else unit.round + 1
    mark = papers.mark(ledger.meta("identity"), unit.id, round)
    report = records.report_of(ledger, unit.record)
    found = findings_to_send(ledger, unit)
    ledger.run("UPDATE unit SET decision = 'returned', round = ? WHERE id = ?", (round, unit.id))
    ledger.run(
        "INSERT INTO paper (mark, unit, round, at) VALUES (?, ?, ?, ?) ON CONFLICT (mark) DO UPDATE SET at = excluded.at",
        (mark, unit.id, round, now().words),
    )
    row = ledger.one("SELECT id FROM paper WHERE mark = ?", (mark,))
    assert row is not None
    ledger.run("DELETE FROM paper_row WHERE paper = ?", (row[0],))
    ordered = in_form_order(report.form, found)
    rows = ((row[0], number, f.code, f.message) for number, f in enumerate(ordered, 1))
    ledger.run_many("INSERT INTO paper_row VALUES (?, ?, ?, ?)", rows)
    if not again:
        event = "INSERT INTO event (at, unit, what, note) VALUES (?, ?, 'returned', ?)"
        ledger.run(event, (now().words, unit.id, f"退回单 {mark}"))
    file = PurePosixPath(standing.file).name
    return return_paper(
        Returned(unit.name, ledger.year, round, date.today(), mark, report.form, found, file=file, sender=sender)
    )


def remind(ledger: Ledger, folder: Path, node: str = "", sender: str = "") -> list[Path]:
    """Write a paper for each unit that must report and of which no report has come. Raises OfficeError, StorageError."""
    _made(folder)
    written = []
    names = _Names(folder)
    found = status.of(ledger, node)
    for unit in found.missing:
        path = names.free(unit.name, "催报单")
        write_whole(path, paper_docx(Paper(f"{unit.name}：催报单", sender, tuple(_reminder(ledger, unit, sender)))))
        written.append(path)
    return written


def _reminder(ledger: Ledger, unit: Unit, sender: str) -> Iterator[Title | Line]:
    year = ledger.year
    yield Title("政府信息公开工作年度报告催报单", f"{year}年度 · {_day(date.today())}")
    yield Line(f"{unit.name}：")
    due = ""
    if unit.due is not None:
        left = (unit.due - date.today()).days
        passed = f"，已过{-left}天" if left < 0 else f"，还有{left}天" if left else "，就是今天"
        due = f"报送的截止日期是{_day(unit.due)}{passed}。"
    yield Line(f"你单位的{year}年度政府信息公开工作年度报告还没有收到。{due}", Tone.LETTER)
    for (reason,) in ledger.rows(
        "SELECT reason FROM report WHERE unit = ? AND role = 'unit' AND reason IS NOT NULL ORDER BY id", (unit.id,)
    ):
        yield Line(
            f"收到过一个文件，不能作为这一年的报告：{str(reason).partition('；')[0].rstrip('。')}。", Tone.LETTER
        )
    yield Line(
        "请尽快报送 Word、Excel 或本程序的报告文件；已经报送的请告知时间和文件名。不需要报送的请说明理由。", Tone.LETTER
    )
    if sender:
        yield Line(sender, Tone.RIGHT)
        yield Line(_day(date.today()), Tone.RIGHT)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise unwritable(folder, error) from None


class _Names:
    """A name for each unit's file; two units of one name are told apart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()

    def free(self, unit: str, what: str) -> Path:
        stem, number = safe_name(f"{unit}{what}"), 1
        name = f"{stem}.docx"
        while name in self._taken:
            number += 1
            name = f"{stem}（{number}）.docx"
        self._taken.add(name)
        return self._folder / name
