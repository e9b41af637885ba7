"""Reading and checking many reports of any kind, on all cores, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from desk.progress import Progress
from desk.workers import shared
from models.checks import run_checks
from models.checks.not_made import not_made
from models.errors import UserError
from models.findings import Finding
from models.inspection import Inspected, told_once
from models.naming import named_together
from models.report import Report
from models.values import Value

ALONE = 24
"""So many files are read faster here than other processes start."""

NO_REPORT = "“{name}”不像年度报告：没有找到单位名称、年度、表格和各部分的文字；不是报告的请移走，是报告的请打开核对。"

In = TypeVar("In")
Out = TypeVar("Out")


@dataclass(frozen=True)
class Read:
    """A file that was read: what is in it and the findings of reading it; or ``failure``, why it cannot be read."""

    path: Path
    values: Mapping[str, Value] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    failure: str = ""

    @property
    def unit(self) -> str:
        return str(self.values.get("unit") or "")

    @property
    def report_year(self) -> int | None:
        year = self.values.get("year")
        return year if isinstance(year, int) else None

    @property
    def report(self) -> Report:
        return Report(self.values)


def read(path: Path) -> Read:
    """Read one file of any importable kind; never raises for what a file can be."""
    from desk.reading import report_of

    try:
        report, findings = report_of(path)
    except UserError as error:
        return Read(path, failure=str(error))
    except Exception as error:
        return Read(
            path, failure=f"“{path.name}”无法读取（{type(error).__name__}）；请用 Word 或 Excel 打开，另存后再试。"
        )
    # no check asks where a value came from, and half of what goes from process to process would say so
    values = {id: value for id, value in report.values.items() if not id.startswith("origin.")}
    told = {"unit", "year", *report.form.cells, *report.form.texts} - {report.form.preamble.id}
    if told.isdisjoint(values):  # any text may be an introduction
        return Read(path, failure=NO_REPORT.format(name=path.name))
    return Read(path, values, findings)


def inspect(item: Read, previous: Read | None, final: bool, notes: tuple[Finding, ...] = ()) -> Inspected:
    """Check one report that was read; ``notes`` are findings that are known already."""
    if item.failure:
        return Inspected(str(item.path), failure=item.failure)
    report = item.report
    before = previous.report if previous is not None else None
    checked = run_checks(report, final=final, previous=before)
    found = (*told_once(item.findings, checked), *notes, *checked)
    places = tuple(named_together(finding.cells, report.form) for finding in found)
    compared = str(previous.path) if previous is not None else ""
    missing = not_made(report, previous=before)
    return Inspected(str(item.path), report.unit, report.year, found, places, previous=compared, not_made=missing)


def read_all(paths: Sequence[Path], progress: Progress | None = None) -> list[Read]:
    """Read all files; fewer where ``progress`` asked to stop."""
    return list(_on_all_cores(read, paths, _lost, progress))


def inspect_all(
    reads: Sequence[Read],
    previous: Sequence[Read | None] = (),
    notes: Sequence[tuple[Finding, ...]] = (),
    *,
    final: bool = False,
    progress: Progress | None = None,
) -> list[Inspected]:
    """Check all reports, each beside last year's (``previous``) and with what is known of it (``notes``, both in order)."""
    before = previous or (None,) * len(reads)
    known = notes or ((),) * len(reads)
    pieces = list(zip(reads, before, known, strict=True))
    return list(_on_all_cores(partial(_inspect, final=final), pieces, _uninspected, progress))


Piece = tuple[Read, Read | None, tuple[Finding, ...]]


def _inspect(piece: Piece, *, final: bool) -> Inspected:
    item, previous, notes = piece
    return inspect(item, previous, final, notes)


def _lost(path: Path) -> Read:
    return Read(
        path, failure=f"“{path.name}”无法读取：内存不够，或者文件使程序中断；请用 Word 或 Excel 打开，另存后再试。"
    )


def _uninspected(piece: Piece) -> Inspected:
    return Inspected(str(piece[0].path), failure=f"“{piece[0].path.name}”没有检查完：内存不够；请单独检查这一份。")


def _on_all_cores(
    work: Callable[[In], Out], pieces: Sequence[In], lost: Callable[[In], Out], progress: Progress | None
) -> Iterator[Out]:
    """``work`` on each piece, in order; a cancelled run ends the processes at once."""
    if len(pieces) <= ALONE:
        yield from _told(map(work, pieces), len(pieces), progress)
        return
    done = 0
    try:
        for outcome in _told(shared().map(work, pieces, lost), len(pieces), progress):
            done += 1
            yield outcome
    finally:
        if done < len(pieces):
            shared().end()


def _told(results: Iterable[Out], total: int, progress: Progress | None) -> Iterator[Out]:
    for done, result in enumerate(results, 1):
        yield result
        if progress is not None and not progress(done, total):
            return
