"""Reports for tests: the published ones as numbers, and generated ones whose sums hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from models.form import Form
from models.forms import FORMS
from models.report import Report
from models.totals import evaluate
from models.values import Value, read_number

CASES = Path(__file__).parent / "cases"
PUBLISHED = sorted(path.stem for path in (CASES / "reports").glob("*.json"))


def published(name: str) -> dict[str, Any]:
    """A published report as recorded: unit, year, form, cells as printed."""
    data: dict[str, Any] = json.loads((CASES / "reports" / f"{name}.json").read_text("utf-8"))
    return data


def published_report(name: str) -> Report:
    """The report with the numbers of a published one (no texts); a 2019-shaped （六） row stands in 3.其他."""
    data = published(name)
    form = FORMS[data["form"]]
    edit: dict[str, Value] = {"unit": data["unit"], "year": data["year"]}
    for id, written in data["cells"].items():
        cell = form.cells[id if id in form.cells else id.replace("t3.other.", "t3.other.other.")]
        edit[cell.id] = None if written is None else read_number(str(written), cell.kind).value
    return Report().apply(edit)


@st.composite
def footing_reports(draw: st.DrawFn, form: Form) -> Report:
    """A report whose results, 二 and 四 are random and 一 = （七）+ 四 − 二, all totals left to be derived."""
    count = st.integers(0, 99_999)
    leaves = [id for id, cell in form.cells.items() if not cell.is_total and not id.startswith("t3.new.")]
    numbers = draw(st.lists(count, min_size=len(leaves), max_size=len(leaves)))
    edit: dict[str, Value] = {"unit": "某县某局", "year": form.since}
    edit.update(zip(leaves, numbers, strict=True))
    table = next(table for table in form.tables if table.id == "t3")
    for column in table.blocks[0].column_leaves:
        if not column.node.total:
            results = evaluate(Report().apply(edit)).number(f"t3.total.{column.key}")
            out, carried = edit[f"t3.carried_out.{column.key}"], edit[f"t3.carried_in.{column.key}"]
            assert isinstance(results, int) and isinstance(out, int) and isinstance(carried, int)
            if carried > results + out:
                carried = edit[f"t3.carried_in.{column.key}"] = draw(st.integers(0, results + out))
            edit[f"t3.new.{column.key}"] = results + out - carried
    return Report().apply(edit)
