"""One file → what the ledger keeps of it. Runs in worker processes, here or on other machines, and knows no ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.checks import run_checks
from models.errors import UserError
from models.findings import Finding, Severity
from models.inspection import told_once
from models.naming import named_together
from models.report import PREVIOUS, Report
from models.totals import evaluate
from models.values import Value, show
from office import likeness, papers
from office.papers import Replies
from office.schema import CELLS

NO_REPORT = "没有找到年度报告的单位名称、年度、表格和各部分的文字"
_ID_LIKE = re.compile(r"[a-z_0-9.]+")


@dataclass(frozen=True, slots=True)
class Examined:
    """What was read of a file. ``kind`` is "" for a report, else ``unreadable`` or ``none`` with the ``reason``.

    ``values`` are without origins, which are in ``places``: a line a cell, in the order of ``schema.CELLS``. ``content`` is the same for the same report in
    another file. ``marks`` are those of ``likeness``. ``inside``: last year's report, where the file keeps
    it. ``replies``: the file is a paper that came back.
    """

    hash: str
    kind: str = ""
    reason: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    places: str = ""
    findings: tuple[Finding, ...] = ()
    content: str = ""
    marks: tuple[tuple[str, int], ...] = ()
    inside: Mapping[str, Value] = field(default_factory=dict)
    replies: Replies | None = None

    @property
    def report(self) -> Report:
        return Report(self.values)


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings on a report, with the place of each in words."""

    findings: tuple[Finding, ...] = ()
    places: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def examine(path: Path, name: str) -> Examined:
    """Read one file; never raises for what a file can be. ``name`` is how messages call it.

    A file that is replaced while it is read is read once more.
    """
    for _ in range(2):
        try:
            stamp, before = _stamp(path), hash_of(path)
            found = _examine(path, name, before)
            if _stamp(path) == stamp:
                return found
        except OSError as error:
            from models.storage.errors import unreadable

            return Examined("", "unreadable", str(unreadable(path, error)))
    return Examined(before, "unreadable", f"“{name}”在读取时被替换，没有收；请等写完后再收一次。")


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def _examine(path: Path, name: str, hash: str) -> Examined:
    from desk.reading import report_of

    replies = papers.replies_in(path)
    if replies is not None:
        return Examined(hash, replies=replies)
    try:
        report, findings = report_of(path)
    except UserError as error:
        return Examined(hash, "unreadable", str(error))
    except Exception as error:
        said = f"“{name}”无法读取（{type(error).__name__}）；请用 Word 或 Excel 打开，另存后再收。"
        return Examined(hash, "unreadable", said)
    if _is_bare(report):
        return Examined(hash, "none", f"“{name}”不像年度报告：{NO_REPORT}；是报告的请打开核对，不是的可以不管。")
    values = {id: value for id, value in report.values.items() if not id.startswith(("origin.", f"{PREVIOUS}."))}
    marks = tuple(likeness.marks_of(report))
    before = report.previous
    inside = {} if before is None else before.values
    return Examined(hash, "", "", values, _places(report, path.name), findings, content_of(report), marks, inside)


def _is_bare(report: Report) -> bool:
    """Whether nothing but a name or a year was found: a letter that speaks of the report."""
    return not any(
        id in report.values for id in (*report.form.cells, *report.form.texts) if id != report.form.preamble.id
    )


def _places(report: Report, file: str) -> str:
    """Where each number stands in the file: table, row and column, or sheet and cell; else where it stands in the form."""
    found = dict.fromkeys(CELLS, "")
    for id, cell in report.form.cells.items():
        if id in report.values:
            words = report.text(f"origin.{id}")
            words = words.removeprefix(file).strip() if words.startswith(file) else ""
            plain = not words or _ID_LIKE.fullmatch(words)
            line = not plain and words.startswith("第") and "列" not in words and "表" not in words
            found[id] = " ".join((cell.name if plain else f"{words}（{cell.name}）" if line else words).split("\n"))
    return "\n".join(found.values())


def content_of(report: Report) -> str:
    """The same for two files that say the same: unit, year, figures and words, spaces aside, totals that agree left out."""
    digest = hashlib.sha256()
    derived = evaluate(report).derived
    for id in ("unit", "year", *report.form.cells, *report.form.texts):
        value = report.get(id)
        if value is not None and (id not in derived or value != derived[id]):
            digest.update(f"{id}={''.join(show(value).split())}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def check(values: Mapping[str, Value], told: tuple[Finding, ...], previous: Mapping[str, Value] | None) -> Checked:
    """Check one report beside last year's; ``told`` are the findings of reading it."""
    report = Report(values)
    checked = run_checks(report, previous=None if previous is None else Report(previous))
    found = (*told_once(told, checked), *checked)
    return Checked(found, tuple(named_together(finding.cells, report.form) for finding in found))
