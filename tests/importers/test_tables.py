"""Tables that look like the official ones → cells of the form, by their labels."""

import pytest

from importers.draft import Draft
from importers.tables import SourceTable, TablesRead, read_tables
from models.forms import FORMS
from tests.importers.shapes import SHAPES, WITHOUT_FINDINGS
from tests.importers.sources import numbers, official, sheet, unmerged
from tests.reports import PUBLISHED, published, published_report


def read(*tables: SourceTable, form: str = "2021", year: int | None = None) -> tuple[Draft, TablesRead]:
    draft = Draft("某文件.xlsx")
    if year is not None:
        draft.values["year"] = year
    return draft, read_tables(tables, FORMS[form], draft)


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_report_in_the_official_grid_is_read_exactly(name, merged):
    report, form = published_report(name), FORMS[published(name)["form"]]
    cells = official(report, form)
    draft, found = read(sheet(cells if merged else unmerged(cells)), form=form.id, year=report.year)
    assert numbers(draft.values) == numbers(report)
    assert draft.findings == [] and draft.unplaced == []
    assert found.shape == form.id and set(found.used) == {"t2", "t3", "t4"}
    assert draft.origins["t3.new.natural"].startswith("某文件.xlsx 工作表“报表” ")


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("shape", SHAPES)
def test_each_published_report_is_read_exactly_from_every_shape(name, shape):
    report, form = published_report(name), FORMS[published(name)["form"]]
    sheets = SHAPES[shape](report, form)
    draft, _ = read(
        *(sheet(cells, f"工作表“{name}”") for name, cells in sheets.items()), form=form.id, year=report.year
    )
    assert numbers(draft.values) == numbers(report)
    if shape in WITHOUT_FINDINGS:
        assert draft.unplaced == [] and [f.message for f in draft.findings] == []
