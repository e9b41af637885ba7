"""A register beside other sources of numbers: on a sheet of a workbook with tables, and several registers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from importers import read
from importers.merge import gather, read_all
from tests.importers.register.registers import HEADS, application, text, workbook
from tests.importers.shapes import SHAPES, three
from tests.importers.workbooks import fill, save
from tests.reports import published_report

SEED = published_report("huaian-2024")
ROWS = [
    application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开"),
    application("A-002", "公民", "2024-2-5", "2024-2-20", "予以公开"),
    application("A-003", "商业企业", "2024-12-5"),
]


@pytest.fixture(autouse=True)
def _nothing_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "data"))


def with_register(folder: Path, rows: list[list[Any]], name: str = "报表.xlsx") -> Path:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for title, cells in three(SEED, SEED.form).items():
        fill(book.create_sheet(title), cells)
    sheet = book.create_sheet("台账")
    for row in (HEADS, *rows):
        sheet.append(row)
    return save(book, folder, name)


@pytest.mark.parametrize("more", [0, 400], ids=["short", "long"])
def test_a_register_beside_tables_is_offered_and_not_counted_unasked(tmp_path: Path, more: int) -> None:
    rows = [*ROWS, *(application(f"B-{n:03}", "公民", "2024-3-1", "2024-3-9", "予以公开") for n in range(more))]
    imported = read(with_register(tmp_path, rows), year=2024)
    assert {id: imported.edit.get(id) for id in SEED.form.cells} == {id: SEED.get(id) for id in SEED.form.cells}
    assert imported.register is not None
    assert [page.sheet.name for page in imported.register.pages] == ["台账"]
    (said,) = (finding for finding in imported.findings if finding.code.startswith("register."))
    assert said.code == "register.beside" and "工作表“台账”" in said.message


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_no_table_of_the_form_is_taken_for_a_register(tmp_path: Path, name: str) -> None:
    book = openpyxl.Workbook()
    for title, cells in SHAPES[name](SEED, SEED.form).items():
        fill(book.create_sheet(title), cells)
    imported = read(save(book, tmp_path), year=2024)
    assert (imported.register is not None) == (name == "other_tables_around")


def test_where_both_count_a_table_one_is_chosen(tmp_path: Path) -> None:
    gathered = gather([with_register(tmp_path, ROWS)], form="2021")
    assert gathered.register is None and gathered.beside
    gathered = gathered.with_both()
    assert gathered.register is not None
    whole = gathered.with_count(gathered.register.counted(2024))
    assert [choice.table for choice in whole.choices] == ["t3", "t4"]
    choice = whole.choices[0]
    assert [option.name for option in choice.options] == ["报表中的数字", "报表.xlsx（按台账统计）"]
    assert whole.edit["t3.new.natural"] == SEED.get("t3.new.natural")
    counted = whole.choose(choice, 1)
    assert counted.edit["t3.new.natural"] == 2
    assert counted.edit["origin.t3.new.natural"] == "报表.xlsx 工作表“台账”第2、3行（共2件）"
    assert counted.edit["t2.penalty.decisions"] == SEED.get("t2.penalty.decisions")
    assert "register.beside" not in {finding.code for finding in whole.findings}


def test_where_both_say_the_same_there_is_nothing_to_choose(tmp_path: Path) -> None:
    gathered = gather([with_register(tmp_path, ROWS)], form="2021").with_both()
    assert gathered.imported is not None and gathered.register is not None
    counted = gathered.register.counted(2024)
    same = {id: value for id, value in gathered.imported.edit.items() if id in counted.edit}
    assert gathered.with_count(type(counted)({**counted.edit, **same})).choices == ()


def test_several_registers_are_one_and_an_application_in_two_of_them_counts_once(tmp_path: Path) -> None:
    (tmp_path / "上半年.xlsx").write_bytes(workbook([HEADS, ROWS[0], ROWS[1]]))
    (tmp_path / "下半年.csv").write_bytes(text([HEADS, ROWS[1], ROWS[2]]))
    paths = [tmp_path / "上半年.xlsx", tmp_path / "下半年.csv"]
    gathered = gather(paths)
    assert gathered.imported is None and gathered.register is not None
    tally = gathered.register.count(gathered.register.mapping, 2024)
    assert len(tally.counted) == 3 and [left.why.value for left in tally.left] == ["重复登记"]
    imported = read_all(paths, year=2024)
    assert (imported.edit["t3.new.natural"], imported.edit["t3.carried_out.business"]) == (2, 1)
    assert "“下半年.csv”第3行" in str(imported.edit["origin.t3.carried_out.business"])


def test_a_register_of_its_own_is_counted_where_another_beside_tables_waits_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_bytes(text([HEADS, ROWS[0]]))
    paths = [with_register(tmp_path, ROWS[1:]), tmp_path / "台账.csv"]
    imported = read_all(paths, year=2024)
    (choice, _) = imported.choices
    assert imported.choose(choice, 1).edit["t3.new.natural"] == 1
    assert "register.beside" in {finding.code for finding in imported.findings}
    gathered = gather(paths)
    assert [len(g.registers) for g in (gathered.with_tables(), gathered.with_both(), gathered.with_registers())] == [
        1,
        2,
        2,
    ]


def test_a_report_and_a_register_in_two_files_make_one(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("某局2024年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n公开不够及时。\n", "utf-8")
    (tmp_path / "台账.xlsx").write_bytes(workbook([HEADS, *ROWS]))
    imported = read_all([tmp_path / "台账.xlsx", report])
    assert imported.edit["五"] == "公开不够及时。" and imported.edit["t3.new.natural"] == 2
    assert (imported.edit["year"], imported.edit["unit"]) == (2024, "某局")
