"""The verb ``blank`` writes the collection workbook, and what is filled in there comes back through ``import``."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from models.marks import PREFIX
from models.storage import load


def test_a_collection_workbook_comes_back_with_unit_year_and_every_number(run, tmp_path: Path) -> None:
    assert run("blank", "-o", "采集表.xlsx", "--year", "2024", "--unit", "某县某局")[0] == 0
    path = tmp_path / "采集表.xlsx"
    book = openpyxl.load_workbook(path)
    typed = {}
    for name, defined in book.defined_names.items():
        sheet, _, address = str(defined.attr_text).partition("!")
        id = name.removeprefix(PREFIX)
        if "." in id:
            cell = book[sheet.strip("'")][address.replace("$", "")]
            if cell.value is None:
                typed[id] = cell.value = len(typed)
    book.save(path)
    assert run("import", path, "-o", "r.gkbg")[0] == 0
    report = load(tmp_path / "r.gkbg")
    assert (report.unit, report.year) == ("某县某局", 2024)
    assert {id: report.get(id) for id in typed} == typed and len(typed) == 10 + 6 * 24 + 12


def test_an_existing_workbook_is_never_overwritten(run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("填好的", encoding="utf-8")
    code, _, err = run("blank", "-o", "a.xlsx")
    assert code == 2 and "已经存在" in err and (tmp_path / "a.xlsx").read_text(encoding="utf-8") == "填好的"


@pytest.mark.parametrize("arguments", [("-o", "a.xls"), ("-o", "no/folder/a.xlsx"), ("-o", "a.xlsx", "--year", "99")])
def test_what_cannot_be_done_is_said_in_one_sentence(run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = run("blank", *arguments)
    assert code == 2 and out == "" and err.strip().count("\n") == 0
    assert list(tmp_path.glob("*.xls*")) == []
