"""What every kind of findings file says, as plain rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import PurePosixPath, PureWindowsPath

from exporters.prose import clean
from models.checks.not_made import NotMade, grouped
from models.findings import Finding, Severity
from models.inspection import Inspected, in_order, told_once

TITLE = "政府信息公开工作年度报告检查结果"
HEADS = ("级别", "位置", "问题", "怎么办", "依据")
SUMMARY_HEADS = ("单位", "年度", *(severity.word for severity in Severity), "文件", "上年报告")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding in words, in the order of ``HEADS``."""

    severity: Severity
    place: str
    message: str
    advice: str
    basis: str

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.severity.word, self.place, self.message, self.advice, self.basis)


def rows_of(item: Inspected) -> list[Row]:
    """The findings of one report, errors first."""
    rows = [
        Row(finding.severity, place, finding.message, finding.advice, finding.basis)
        for finding, place in zip(item.findings, item.places or ("",) * len(item.findings), strict=True)
    ]
    order = list(Severity)
    return sorted(rows, key=lambda row: order.index(row.severity))


NOT_MADE_HEADS = ("单位", "没有做的检查", "原因", "文件")


def not_made_rows(inspected: Sequence[Inspected]) -> Iterator[tuple[str, str, str, str]]:
    """A row for each report and reason for which checks were not made, in the order of ``NOT_MADE_HEADS``."""
    for item in readable(inspected):
        for reason, titles in grouped(item.not_made):
            yield item.name, "、".join(titles), reason, item.file


def readable(inspected: Sequence[Inspected]) -> list[Inspected]:
    return [item for item in in_order(inspected) if not item.failure]


def unreadable(inspected: Sequence[Inspected]) -> list[Inspected]:
    return [item for item in in_order(inspected) if item.failure]


def summary(inspected: Sequence[Inspected]) -> Iterator[tuple[str | int | None, ...]]:
    """A row for each report that could be read, in the order of ``SUMMARY_HEADS``."""
    for item in readable(inspected):
        counts = (item.count(severity) for severity in Severity)
        yield (item.name, item.year, *counts, item.file, item.previous)


def counted(inspected: Sequence[Inspected]) -> str:
    """The outcome in one sentence."""
    good = readable(inspected)
    wrong = sum(item.count(Severity.ERROR) > 0 for item in good)
    bad = len(inspected) - len(good)
    return f"共 {len(inspected)} 份，{wrong} 份有错误，{len(good) - wrong} 份没有错误" + (
        f"，{bad} 份无法读取。" if bad else "。"
    )


READ = frozenset({"import.own", "import.pages"})
"""How a file was read, where nothing is to be mended in it."""


def to_send(item: Inspected) -> Inspected:
    """The same without what its unit can do nothing about, and without what is said twice."""
    once = {id(finding) for finding in told_once(item.findings, item.findings)}
    kept = [
        (finding, place)
        for finding, place in zip(item.findings, item.places or ("",) * len(item.findings), strict=True)
        if finding.code not in READ and id(finding) in once
    ]
    return replace(item, findings=tuple(f for f, _ in kept), places=tuple(place for _, place in kept))


ASKS = {Severity.ERROR: "须改正", Severity.WARNING: "请核对，没有问题的说明原因", Severity.INFO: "供参考"}
"""What a unit is asked to do with findings of each severity."""


def to_do(item: Inspected) -> str:
    """What the unit has to do, in one sentence: 3 个错误须改正，1 条提醒请核对。"""
    return f"{counted_to_do(item.findings)}。"


def counted_to_do(findings: Sequence[Finding]) -> str:
    """What has to be done of each kind of finding, without a full stop."""
    counts = Counter(finding.severity for finding in findings)
    return "；".join(f"{severity.counted(counts[severity])}{ask}" for severity, ask in ASKS.items() if counts[severity])


def file_names(inspected: Sequence[Inspected]) -> list[Inspected]:
    """The same without full paths: where on the checker's machine a file lies is nobody else's business.

    Files of one name are told apart by as many of their folders as that takes. A sentence that names a path names the file instead.
    """
    paths = dict.fromkeys(path for item in inspected for path in (item.file, item.previous) if _is_full(path))
    names = _shortest(paths)
    folders = {path[: max(path.rfind("/"), path.rfind("\\")) + 1] for path in paths}
    by_length = sorted(folders, key=len, reverse=True)

    def bare(text: str) -> str:
        return reduce(lambda said, folder: said.replace(folder, ""), by_length, text)

    return [
        replace(
            item,
            file=names.get(item.file, item.file),
            previous=names.get(item.previous, item.previous),
            failure=bare(item.failure),
            findings=tuple(
                replace(finding, message=bare(finding.message), advice=bare(finding.advice))
                for finding in item.findings
            ),
        )
        for item in inspected
    ]


def _is_full(path: str) -> bool:
    return PurePosixPath(path).is_absolute() or bool(PureWindowsPath(path).anchor)


def _shortest(paths: Iterable[str]) -> dict[str, str]:
    """For each path the fewest of its last parts that tell it from the others, never all of them."""
    left = {path: PureWindowsPath(path).parts[1:] for path in paths}
    out: dict[str, str] = {}
    count = 1
    while left:
        ends = Counter(parts[-count:] for parts in left.values())
        for path, parts in list(left.items()):
            if ends[parts[-count:]] == 1 or count >= len(parts) - 1:
                out[path] = "/".join(parts[-count:])
                del left[path]
        count += 1
    return out


def printable(item: Inspected) -> Inspected:
    """The same without characters that no file of these kinds can hold: units, files and figures come from anywhere."""
    findings = tuple(
        replace(finding, message=_printable(finding.message), advice=_printable(finding.advice))
        for finding in item.findings
    )
    return replace(
        item,
        file=_printable(item.file),
        unit=_printable(item.unit),
        failure=_printable(item.failure),
        previous=_printable(item.previous),
        not_made=tuple(NotMade(each.code, each.title, _printable(each.reason)) for each in item.not_made),
        findings=findings,
        places=tuple(map(_printable, item.places)),
    )


def _printable(text: str) -> str:
    return clean(text)[0]
