"""The cases of tests/cases/checks: for each check at least one report that it finds fault with and one that it does not.

A case begins with 【报】 or 【不报】 and a few words. Each line below is ``id：value``; ``上年`` before the id means last year's
report, ``下级1`` a unit's, ``改为`` what the fix puts there, ``全部`` every cell. ``说`` is in the message, ``级别`` is the
severity, ``定稿：是`` asks for the final report; ¶ is a line break. Unless a case says otherwise the unit is 云岭县交通运输局,
the year 2024, and last year's report that of 2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.checks import run_checks
from models.findings import Finding
from models.report import Report
from models.values import Value, read_number

CASES = Path(__file__).parents[2] / "cases" / "checks"
_NAMES = {"单位": "unit", "年度": "year"}
_REPEATED = re.compile(r"｛(\d+)个“(.)”｝")


@dataclass
class Case:
    code: str
    title: str
    fires: bool
    report: dict[str, Value] = field(default_factory=lambda: {"unit": "云岭县交通运输局", "year": 2024})
    previous: dict[str, Value] = field(default_factory=dict)
    units: dict[str, dict[str, Value]] = field(default_factory=dict)
    fix: dict[str, Value] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    severity: str = ""
    final: bool = False

    @property
    def name(self) -> str:
        return f"{self.code} {'报' if self.fires else '不报'} {self.title}"

    def found(self) -> list[Finding]:
        """The findings of this check."""
        year = self.report["year"]
        previous = None
        if self.previous:
            last = year - 1 if isinstance(year, int) else None
            previous = Report().apply({"unit": "云岭县交通运输局", "year": last, **self.previous})
        units = [Report().apply({"year": year, **unit}) for unit in self.units.values()]
        findings = run_checks(Report().apply(self.report), final=self.final, previous=previous, units=units)
        return [finding for finding in findings if finding.code == self.code]


def _value(id: str, written: str) -> Value:
    written = _REPEATED.sub(lambda match: match[2] * int(match[1]), written).replace("¶", "\n")
    form = Report().form
    if id == "year":
        return int(written) if written.isdigit() else written or None
    if id in form.cells or id.startswith("t2."):
        return read_number(written, form.cells[id].kind).value if id in form.cells else int(written)
    return int(written) if re.fullmatch(r"t[34]\..*", id) else written


def _line(case: Case, line: str) -> None:
    name, _, written = (part.strip() for part in line.partition("："))
    if name == "说":
        case.said.append(written)
    elif name == "级别":
        case.severity = written
    elif name == "定稿":
        case.final = True
    elif name == "全部":
        case.report.update({id: int(written) for id in Report().form.cells})
    else:
        owner, _, id = name.rpartition(" ")
        id = _NAMES.get(id, id)
        if owner.startswith("下级"):
            into = case.units.setdefault(owner, {})
        else:
            into = {"上年": case.previous, "改为": case.fix}.get(owner, case.report)
        into[id] = _value(id, written)


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        for block in re.split(r"(?m)^(?=【)", path.read_text("utf-8"))[1:]:
            head, *lines = block.strip().splitlines()
            case = Case(path.stem, head.partition("】")[2], head.startswith("【报】"))
            for line in lines:
                _line(case, line)
            yield case
