"""Small inputs, one kind of trouble each, and what is right about them: folders of ``tests/cases/sources`` with an ``input.*`` and ``expected.json``.

``cells`` are numbers by id, ``other_cells`` the value of every other cell of the form (``"any"``: not judged), ``open_cells`` may be
blank as well, ``any_cells`` are not judged; ``texts`` the whole text of a part, spaces aside; ``check`` what may and must be said.
"""

from __future__ import annotations

import fnmatch
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import importers
from exporters.json_report import make
from exporters.options import Options
from importers.merge import read_all
from models.checks import run_checks
from models.findings import Finding
from models.forms import FORMS
from models.inspection import told_once
from models.report import Report
from tests.reports import CASES

SOURCES = CASES / "sources"
LEVELS = ["info", "warning", "error"]


def wrong(folder: Path) -> list[str]:
    """What does not hold in a case, in words."""
    want = json.loads((folder / "expected.json").read_text("utf-8"))
    (source,) = folder.glob("input.*")
    return wrong_in(want, source)


def wrong_in(want: Mapping[str, Any], source: Path) -> list[str]:
    """As ``wrong`` for an expectation and a file."""
    year = int(want["arguments"][1]) if want.get("arguments") else None
    imported = read_all([source], year=year)
    report = Report().apply(imported.edit)
    read = importers.read(source, year=year)
    told = run_checks(Report().apply(read.edit))
    found = [*told_once(read.findings, told), *told]
    got = {"unit": report.unit, "year": report.year, "form": report.form.id}
    bad = [f"{k}: {got[k]!r}, not {want[k]!r}" for k in got if want.get(k) is not None and str(got[k]) != str(want[k])]
    exported = json.loads(make(report, Options()).data)["cells"]
    bad += _cells(want, exported)
    for id, text in want.get("texts", {}).items():
        if flat(report.text(id)) != flat(text):
            bad.append(f"text {id}: {report.text(id)[:60]!r}")
    return [*bad, *_said(want.get("check", {}), found, imported.findings)]


def _cells(want: Mapping[str, Any], exported: Mapping[str, Any]) -> Iterable[str]:
    other = want.get("other_cells", 0)
    for id in FORMS[str(want["form"])].cells:
        value = want["cells"].get(id, other)
        got = exported.get(id)
        open_ = got is None and (value is None or _matches(id, want.get("open_cells", ())))
        if value == "any" or open_ or _matches(id, want.get("any_cells", ())):
            continue
        if value is None or not _same(got, value):
            yield f"{id}: {got!r}, not {value!r}"


def _same(got: Any, value: Any) -> bool:
    return got is not None and abs(float(got) - float(value)) < 1e-9


def _matches(id: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(id, pattern) for pattern in patterns)


def _said(check: Mapping[str, Any], found: Sequence[Finding], imported: Sequence[Finding]) -> Iterable[str]:
    heard = [*found, *imported]
    for level in check.get("no", ()):
        yield from (f"false {level}: {words(f)}" for f in found if f.severity.value == level)
    for level, most in check.get("at_most", {}).items():
        count = sum(finding.severity.value == level for finding in found)
        if count > most:
            yield f"{count} of severity {level}, at most {most}"
    for text in check.get("not_said", ()):
        yield from (f"said: {words(f)}" for f in heard if flat(text) in words(f))
    for must in check.get("must", ()):
        if not any(_fits(must, finding) for finding in heard):
            yield f"not told: {must}"


def _fits(must: Mapping[str, Any], finding: Finding) -> bool:
    levels = must.get("severity", LEVELS)
    some = must.get("contains_any", ())
    return (
        finding.severity.value in ([levels] if isinstance(levels, str) else levels)
        and all(flat(text) in words(finding) for text in must.get("contains", ()))
        and (not some or any(flat(text) in words(finding) or text in finding.cells for text in some))
        and (not must.get("cells") or any(_matches(id, must["cells"]) for id in finding.cells))
    )


def flat(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def words(finding: Finding) -> str:
    return flat(f"{finding.message} {finding.advice}")
