"""What checking many reports has to say of a report beside the others that no check of one report can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desk.inspect import Read
from desk.pairs import LastYear
from models.findings import Finding, Severity
from models.units import folded

PAIRED = "与上年报告比对，按单位名称对应"
ONE_EACH = "一个单位一个年度一份报告"


class Others:
    """All reports that are checked together: whose are there twice, and of which year most are."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self._by_unit: dict[tuple[str, int | None], list[Read]] = {}
        years: Counter[int] = Counter()
        for read in reads:
            if read.unit:
                self._by_unit.setdefault((folded(read.unit), read.report_year), []).append(read)
            if read.report_year is not None:
                years[read.report_year] += 1
        most = years.most_common(1)
        # half and half are two years handed in on purpose
        self._year = most[0][0] if most and most[0][1] * 2 > sum(years.values()) else None

    def notes(self, read: Read) -> Iterator[Finding]:
        """That the unit has handed in another file for the year, and that the year is not that of most reports."""
        same = [other for other in self._by_unit.get((folded(read.unit), read.report_year), ()) if other is not read]
        if same and read.unit:
            names = "、".join(f"“{_told_apart(other.path, read.path)}”" for other in same[:5])
            message = f"“{read.unit}”{f'{read.report_year}年度' if read.report_year else ''}的报告另有{len(same)}份：{names}。"
            advice = "确认以哪一份为准，移走另外的。"
            yield Finding("batch.twice", Severity.WARNING, message, ONE_EACH, ("unit",), advice=advice)
        if self._year is not None and read.report_year not in (None, self._year):
            message = f"这份是{read.report_year}年度的报告，一起检查的多数是{self._year}年度的。"
            advice = "确认没有交错年度，标题的年度也没有写错。"
            yield Finding("batch.year", Severity.WARNING, message, ONE_EACH, ("year",), advice=advice)


def notes(
    read: Read, before: Read | None, last_year: LastYear, asked: Mapping[str, Sequence[str]], others: Others
) -> tuple[Finding, ...]:
    """The findings on a report that come of checking many: of the others, and of last year's that was not found."""
    if read.failure:
        return ()
    found = tuple(others.notes(read))
    if before is not None or not last_year.reports or last_year.decided.get(read.unit) == "":
        return found
    likely = asked.get(read.unit, ())
    if likely:
        names = "、".join(f"“{name}”" for name in likely)
        message = f"上年报告中没有“{read.unit}”，名称相近的有{names}，没有与上年比对。"
        advice = "如果单位改过名称，请单独与它的上年报告比对。"
    else:
        message = f"上年报告中没有“{read.unit or read.path.name}”，没有与上年比对。"
        advice = "新设单位可以不管；否则请补上它的上年报告。"
    return (*found, Finding("batch.last_year", Severity.INFO, message, PAIRED, ("unit",), advice=advice))


def _told_apart(path: Path, here: Path) -> str:
    """The name of a file, with its folder where both are called alike."""
    return path.name if path.name != here.name else str(path)
