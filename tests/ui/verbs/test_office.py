"""``office``: names, keys of the JSON and exit codes are a contract that scripts rely on."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from models.storage import load
from tests.office.collection import HEADS, figures, put, report
from ui import verbs

UNITS = ("云岭县教育局", "云岭县民政局", "云岭县财政局")
ROWS = [
    [name, "云岭县", f"0{n}", "云岭县旧局" if n == 1 else "", "县级", "部门", "张三", "051783000000", "2026-01-31", ""]
    for n, name in enumerate(UNITS)
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A ledger of three units, of which two have reported, as files to copy."""
    folder = tmp_path_factory.mktemp("county")
    register(folder / "名册.xlsx")
    ledger = str(folder / "册.gkhz")
    assert verbs.run(["office", "new", str(folder / "名册.xlsx"), "-o", ledger, "--year", "2025"]) == 0
    for number, name in enumerate(UNITS[:2]):
        put(report(name, figures(number)), folder / "收" / f"{name}.json")
    assert verbs.run(["office", "take", ledger, str(folder / "收")]) == 0
    return folder


@pytest.fixture
def county(made, run, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def register(path, heads=HEADS, rows=ROWS):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (heads, *rows):
        sheet.append(list(row))
    book.save(path)


def parsed(out):
    return json.loads(out, parse_float=Decimal)


def test_the_keys_of_status(run, county):
    code, out, _ = run("office", "status", "册.gkhz", "--json")
    found = parsed(out)
    assert code == 0
    assert list(found) == ["node", "year", "expected", "received", "on_time", "late", "missing", "returned", "passed", "unmatched", "units"]  # fmt: skip
    assert list(found["units"][0]) == ["unit", "state", "file", "versions", "errors", "warnings"]
    assert found["missing"] == [UNITS[2]]


def test_the_keys_of_sum_trace_and_compare(run, county):
    summed = parsed(run("office", "sum", "册.gkhz", "--json")[1])
    assert list(summed) == ["node", "scope", "year", "expected", "counted", "missing", "cells", "unknown", "disputed"]
    traced = parsed(run("office", "trace", "册.gkhz", "t2.fees.amount", "--json")[1])
    assert list(traced) == ["cell", "total", "units"]
    assert [list(each) for each in traced["units"]] == [["unit", "value", "file", "place"]] * 2
    assert traced["total"] == summed["cells"]["t2.fees.amount"] == figures(0)["t2.fees.amount"] + figures(1)["t2.fees.amount"]  # fmt: skip
    put(report("云岭县人民政府", figures(0)), county / "政府.json")
    code, out, _ = run("office", "compare", "册.gkhz", "政府.json", "--json")
    (cells,) = parsed(out).values()
    assert code == 0
    assert all(list(each) == ["cell", "report", "sum", "difference", "causes"] for each in cells)
    assert cells[0]["causes"][0]["unit"] == UNITS[1] and cells[0]["causes"][0]["kind"] == "missing"


def test_the_sum_says_who_is_missing_on_every_output(run, county):
    for output in ((), ("-o", "汇总.xlsx"), ("-o", "汇总.gkbg"), ("--json",)):
        assert UNITS[2] in run("office", "sum", "册.gkhz", *output)[2]
    assert UNITS[2] in load_workbook(county / "汇总.xlsx")["本级"]["A1"].value


def test_the_sum_as_a_report_carries_the_node_as_unit_and_the_year(run, county):
    assert run("office", "sum", "册.gkhz", "-o", "草稿.gkbg")[0] == 0
    draft = load(county / "草稿.gkbg")
    assert (draft.unit, draft.year) == ("云岭县", 2025)
    assert draft.get("t3.new.natural") == figures(0)["t3.new.natural"] + figures(1)["t3.new.natural"]
    assert "2份" in draft.text("origin.t3.new.natural")
    assert f"五、{UNITS[0]}：存在的问题" in draft.text("unplaced")


def test_the_sum_as_json_is_what_is_printed(run, county):
    printed = parsed(run("office", "sum", "册.gkhz", "--json", "-o", "汇总.json")[1])
    assert parsed((county / "汇总.json").read_text("utf-8")) == printed


def test_new_never_replaces_a_ledger(run, county):
    before = (county / "册.gkhz").read_bytes()
    code, _, err = run("office", "new", "名册.xlsx", "-o", "册.gkhz", "--year", "2024")
    assert code == 2 and "已经存在" in err
    assert (county / "册.gkhz").read_bytes() == before


def test_the_register_goes_out_as_it_came_in(run, tmp_path):
    heads = ["序号", *HEADS, "备注"]
    rows = [[f"{n}", *row, "说明" if n else None] for n, row in enumerate(ROWS)]
    register(tmp_path / "名册.xlsx", heads, rows)
    assert run("office", "new", "名册.xlsx", "-o", "册.gkhz", "--year", "2025")[0] == 0
    assert run("office", "roster", "册.gkhz", "-o", "出.xlsx")[0] == 0
    written = load_workbook(tmp_path / "出.xlsx").worksheets[0]
    read = [[cell.value or None for cell in row] for row in written.iter_rows()]
    assert read == [heads, *([value or None for value in row] for row in rows)]
    run("office", "new", "出.xlsx", "-o", "再.gkhz", "--year", "2025")
    run("office", "roster", "再.gkhz", "-o", "再.xlsx")
    again = load_workbook(tmp_path / "再.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in again.iter_rows()] == [[cell.value for cell in row] for row in written.iter_rows()]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "没有单位"),
        ([["", "云岭县"]], "没有单位名称"),
        ([["甲局", "云岭县"], ["甲局", "云岭县"]], "写了两次"),
        ([["甲局", "乙局"], ["乙局", "甲局"], ["丙局", "云岭县"]], "绕成了一圈"),
        ([["甲局", "云岭县", "", "", "", "", "", "", "月底"]], "月底"),
    ],
)
def test_a_register_that_contradicts_itself_is_refused_and_no_ledger_is_made(run, tmp_path, rows, said):
    register(tmp_path / "名册.xlsx", rows=rows)
    code, _, err = run("office", "new", "名册.xlsx", "-o", "册.gkhz", "--year", "2025")
    assert code == 2 and said in err
    assert not (tmp_path / "册.gkhz").exists()


def test_a_register_can_be_drafted_from_last_years_folder_or_ledger(run, county):
    put(report("云岭县人民政府", figures(9), 2024), county / "去年" / "政府.json")
    put(report(UNITS[0], figures(8), 2024), county / "去年" / "教育.json")
    assert run("office", "new", "去年", "-o", "新.gkhz", "--year", "2025")[0] == 0
    found = parsed(run("office", "status", "新.gkhz", "--json")[1])
    assert (found["node"], [each["unit"] for each in found["units"]]) == ("云岭县", [UNITS[0]])
    assert run("office", "new", "册.gkhz", "-o", "明年.gkhz", "--year", "2026")[0] == 0
    assert parsed(run("office", "status", "明年.gkhz", "--json")[1])["expected"] == 3


def test_take_goes_on_past_a_file_that_cannot_be_read_and_exits_2(run, county):
    (county / "又收").mkdir()
    (county / "又收" / "a坏.docx").write_bytes(b"PK\x03\x04")
    put(report(UNITS[2], figures(2)), county / "又收" / "b.json")
    code, _, err = run("office", "take", "册.gkhz", "又收")
    assert code == 2 and "a坏.docx" in err
    assert parsed(run("office", "status", "册.gkhz", "--json")[1])["missing"] == []
    code, _, err = run("office", "take", "册.gkhz", "没有的文件夹", "收")
    assert code == 2 and "没有的文件夹" in err


def test_last_years_ledger_serves_as_last_year(run, county):
    run("office", "new", "名册.xlsx", "-o", "去年.gkhz", "--year", "2024")
    put(report(UNITS[2], figures(7), 2024), county / "旧" / "财政.json")
    run("office", "take", "去年.gkhz", "旧")
    assert run("office", "take", "册.gkhz", "收", "--last-year", "去年.gkhz")[0] == 0
    summed = parsed(run("office", "sum", "册.gkhz", "--json")[1])["cells"]
    now = {id: summed[id] + value for id, value in figures(7).items()}
    put(report("云岭县人民政府", now), county / "政府.json")
    cells = parsed(run("office", "compare", "册.gkhz", "政府.json", "--json")[1])["cells"]
    assert cells and all(cell["causes"][0]["unit"] == UNITS[2] for cell in cells)
    assert cells[0]["causes"][0]["value"] == cells[0]["difference"]


def test_set_assign_and_the_papers(run, county):
    assert run("office", "set", "册.gkhz", UNITS[0], "--state", "passed")[0] == 0
    assert run("office", "set", "册.gkhz", "01", "--state", "returned", "--paper")[0] == 0
    found = parsed(run("office", "status", "册.gkhz", "--json")[1])
    assert [each["state"] for each in found["units"]] == ["passed", "returned", "missing"]
    assert (found["passed"], found["returned"], found["received"]) == (1, 1, 2)
    put(report("云岭县财税局", figures(5)), county / "改名.json")
    run("office", "take", "册.gkhz", "改名.json")
    assert run("office", "assign", "册.gkhz", "改名.json", UNITS[2])[0] == 0
    assert parsed(run("office", "status", "册.gkhz", "--json")[1])["missing"] == []
    for verb, output in (("remind", "催"), ("return", "退"), ("notice", "通报.docx"), ("data", "数据")):
        assert run("office", verb, "册.gkhz", "-o", output)[0] == 0
    assert run("office", "merge", "册.gkhz", "册.gkhz")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sum", "册.gkhz", "--scope", "all"), "--scope"),
        (("sum", "册.gkhz", "-o", "x.pdf"), "扩展名"),
        (("sum", "册.gkhz", "--node", "外县"), "没有上级“外县”"),
        (("trace", "册.gkhz", "t9.x"), "t9.x"),
        (("set", "册.gkhz", "外局", "--state", "passed"), "没有“外局”"),
        (("set", "册.gkhz", UNITS[2], "--state", "lost"), "--state"),
        (("set", "册.gkhz", UNITS[2], "--state", "passed"), "还没有收到报告"),
        (("assign", "册.gkhz", "无.docx", UNITS[2]), "无.docx"),
        (("status", "没有.gkhz"), "没有.gkhz"),
        (("status", "名册.xlsx"), "不是汇总册"),
        (("take", "册.gkhz", "收", "--received", "昨天"), "昨天"),
        (("take", "册.gkhz", "收", "--last-year", "没有"), "没有"),
        (("什么",), "什么"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run, county, arguments, said):
    code, out, err = run("office", *arguments)
    assert (code, out) == (2, "")
    assert said in err and len(err.strip().splitlines()) == 1


def test_help_names_every_verb(run):
    code, out, _ = run("office", "--help")
    assert code == 0
    assert all(f" {name} " in out for name in verbs.import_module("ui.verbs.office").VERBS)
    for name in verbs.import_module("ui.verbs.office").VERBS:
        assert run("office", name, "--help")[0] == 0
