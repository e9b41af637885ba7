"""What checking many reports has to say about last year's that no check of one report can: which one was compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.findings import Finding, Severity
from ui.batch.inspect import Read
from ui.batch.pairs import LastYear

BASIS = "与上年报告比对，按单位名称对应"


def notes(
    read: Read, before: Read | None, last_year: LastYear, asked: Mapping[str, Sequence[str]]
) -> tuple[Finding, ...]:
    """The finding that no report of last year was found for this unit, naming those that may be meant."""
    if read.failure or before is not None or not last_year.reports or last_year.decided.get(read.unit) == "":
        return ()
    likely = asked.get(read.unit, ())
    if likely:
        names = "、".join(f"“{name}”" for name in likely)
        message = f"上年报告中没有“{read.unit}”，名称相近的有{names}，没有与上年比对。"
        advice = "如果单位改过名称，请单独比对：check 报告 --last-year 上年报告。"
    else:
        message = f"上年报告中没有“{read.unit or read.path.name}”，没有与上年比对。"
        advice = "新设单位可以不管；否则请补上它的上年报告。"
    return (Finding("batch.last_year", Severity.INFO, message, BASIS, ("unit",), advice=advice),)
