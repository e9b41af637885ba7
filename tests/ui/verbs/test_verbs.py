"""The verbs: names, forms, exit codes and outputs are a contract that scripts rely on."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from exporters import KINDS
from models.report import Report
from models.storage import Lock, load, save
from tests.reports import CASES, published, published_report
from ui import verbs
from ui.verbs.sample import SOURCE, sample_report

ROOT = Path(__file__).parents[3]
HANYIN = CASES / "reports" / "hanyin-2021.txt"
OFFICIAL = CASES / "official-template.docx"


@pytest.fixture
def report(tmp_path):
    """A saved report with two false sums."""
    save(published_report("hongze-2023"), tmp_path / "r.gkbg")
    return tmp_path / "r.gkbg"


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def errors_of(out):
    return [finding for finding in json.loads(out)["findings"] if finding["severity"] == "error"]


def test_the_main_job_from_text_to_json(run, tmp_path):
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    code, out, _ = run("check", "r.gkbg", "--json")
    assert code == 0 and errors_of(out) == []
    assert run("export", "r.gkbg", "-o", "r.json")[0] == 0
    exported = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert (exported["unit"], exported["year"], exported["form"]) == ("汉阴县交通运输局", 2021, "2021")
    assert exported["cells"] == published("hanyin-2021")["cells"]
    assert exported["texts"]["六"] == "无。"
    assert run("import", "r.json", "-o", "again.gkbg")[0] == 0
    assert files(tmp_path) == ["again.gkbg", "r.gkbg", "r.json"]


def test_findings_of_an_import_go_to_stderr_and_stdout_stays_empty(run):
    code, out, err = run("import", HANYIN, "-o", "r.gkbg")
    assert (code, out) == (0, "")
    assert "按“主动公开”收入" in err and "已存为“r.gkbg”：200 个数字" in err


def test_unit_year_and_form_can_be_stated(run):
    code, _, err = run("import", HANYIN, "-o", "r.gkbg", "--unit", "某县某局", "--year", "2020", "--form", "2021")
    kept = load(Path("r.gkbg"))
    assert code == 0
    assert (kept.unit, kept.year, kept.form.id) == ("某县某局", 2020, "2021")
    assert "2021年度" in err and "2020年度" in err


def test_a_form_that_follows_from_the_year_is_not_written_down(run):
    run("import", HANYIN, "-o", "r.gkbg", "--form", "2021")
    assert "form" not in load(Path("r.gkbg")).values


def test_without_unit_and_year_it_is_imported_all_the_same_and_said(run, tmp_path):
    bare = {"cells": published("shanghai-office-2019")["cells"], "texts": {}}
    (tmp_path / "bare.json").write_text(json.dumps(bare), "utf-8")
    code, _, err = run("import", "bare.json", "-o", "r.gkbg")
    assert code == 0
    assert "没有找到单位名称" in err and "没有找到报告年度" in err
    assert load(Path("r.gkbg")).form.id == "2019"  # from the shape of its tables
    run("export", "r.gkbg", "-o", "r.json")
    exported = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert (exported["unit"], exported["year"], exported["form"]) == (None, None, "2019")


def test_several_sources_are_merged_and_their_conflicts_said(run, tmp_path):
    whole = published("huaian-2024")
    first = {**whole, "cells": {id: n for id, n in whole["cells"].items() if id[:3] != "t4."}}
    second = {"unit": whole["unit"], "cells": {id: n for id, n in whole["cells"].items() if id[:3] != "t3."}}
    second["cells"]["t2.penalty.decisions"] = 12345
    for name, part in (("a.json", first), ("b.json", second)):
        (tmp_path / name).write_text(json.dumps(part, ensure_ascii=False), "utf-8")
    code, _, err = run("import", "a.json", "b.json", "-o", "r.gkbg")
    kept = load(Path("r.gkbg"))
    wanted = published_report("huaian-2024")
    assert code == 0
    assert {id: kept.get(id) for id in wanted.values} == dict(wanted.values)
    assert "行政处罚" in err and "“a.json”是" in err and "“b.json”是12345" in err
    assert "12345" in kept.text("unplaced")
    assert kept.text("origin.t4.review.total").startswith("b.json")
    assert "没有找到“四" not in err and "没有找到报告年度" not in err


def test_check_tells_the_two_false_sums_of_hongze(run, report):
    code, out, err = run("check", report)
    assert code == 1 and err == ""
    assert out.count("错误：") == 2 and "2 个错误" in out


def test_check_as_json_has_for_each_finding_what_scripts_read(run, report):
    code, out, err = run("check", report, "--json")
    found = json.loads(out)
    assert (code, err, list(found)) == (1, "", ["findings", "not_made"])
    assert len(errors_of(out)) == 2
    for finding in found["findings"]:
        assert {"code", "severity", "cells", "message", "basis"} <= finding.keys()
        assert finding["severity"] in ("error", "warning", "info")
        assert isinstance(finding["cells"], list)


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("hanyin-2021", 0),
        ("hongze-2023", 2),
        ("huaian-2024", 0),
        ("shanghai-office-2019", 0),
        ("shanghai-office-2025", 0),
        ("shuyang-ndrc-2023", 0),
    ],
)
def test_published_reports_are_checked_for_what_they_are(run, name, errors):
    code, out, _ = run("check", CASES / "reports" / f"{name}.json", "--json")
    assert (code, len(errors_of(out))) == (1 if errors else 0, errors)


def test_the_false_sums_of_hongze_are_named_with_both_figures(run):
    _, out, _ = run("check", CASES / "reports" / "hongze-2023.json", "--json")
    data = published("hongze-2023")["cells"]
    for finding in errors_of(out):
        stated = [data[cell] for cell in finding["at_fault"] if cell in data]
        assert stated and all(str(figure) in finding["message"] for figure in stated if figure)


def test_final_makes_blanks_and_unreadable_cells_errors(run, tmp_path):
    complete = published_report("huaian-2024").apply(
        {"一": "概况。" * 9, "五": "问题和改进。" * 9, "六": "没有收取信息处理费。"}
    )
    save(complete.apply({"t2.fees.amount": None}), tmp_path / "blank.gkbg")
    assert run("check", "blank.gkbg")[0] == 0
    code, out, _ = run("check", "blank.gkbg", "--final", "--json")
    assert code == 1 and [e["cells"] for e in errors_of(out)] == [["t2.fees.amount"]]
    save(complete.apply({"t2.fees.amount": "若干"}), tmp_path / "text.gkbg")
    assert run("check", "text.gkbg", "--final")[0] == 1


def test_last_year_may_be_a_report_file_or_anything_that_can_be_imported(run, tmp_path):
    this = Report().apply({"unit": "某局", "year": 2024, "t3.carried_in.natural": 5})
    last = Report().apply({"unit": "某局", "year": 2023, "t3.carried_out.natural": 7})
    save(this, tmp_path / "this.gkbg")
    save(last, tmp_path / "last.gkbg")
    run("export", "last.gkbg", "-o", "last.json")
    for previous in ("last.gkbg", "last.json"):
        _, out, _ = run("check", "this.gkbg", "--last-year", previous, "--json")
        assert any(
            "t3.carried_in.natural" in f["cells"] for f in json.loads(out)["findings"] if f["severity"] == "warning"
        )


def test_an_unreadable_last_year_is_refused(run, report):
    code, out, err = run("check", report, "--last-year", "none.gkbg")
    assert (code, out) == (2, "") and "none.gkbg" in err


def test_final_export_refuses_while_errors_are_left_and_a_plain_one_proceeds(run, tmp_path, report):
    code, _, err = run("export", report, "-o", "r.json", "--final")
    assert code == 1 and "没有导出“r.json”" in err and err.count("错误：") > 2
    assert files(tmp_path) == ["r.gkbg"]
    assert run("export", report, "-o", "r.json")[0] == 0
    assert files(tmp_path) == ["r.gkbg", "r.json"]


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_exported_by_its_name(run, report, name):
    code, out, err = run("export", report, "-o", f"out{KINDS[name].suffix}", "--kind", name)
    assert (code, out) == (0, "") and f"已导出{KINDS[name].name}" in err.replace("已导出 ", "已导出")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("changes", "x.json"),
        ("changes", "x"),
        ("docx", "x.pdf"),
        ("pdf", "x.docx"),
        ("json", "x.txt"),
        ("html", "x.xlsx"),
    ],
)
def test_a_kind_is_never_written_under_the_suffix_of_another(run, report, tmp_path, kind, name):
    (tmp_path / name).write_text("旧", encoding="utf-8")
    code, out, err = run("export", report, "-o", name, "--kind", kind)
    assert (code, out) == (2, "") and f"不能写成“{name}”" in err and KINDS[kind].suffix in err
    assert (tmp_path / name).read_text(encoding="utf-8") == "旧"


def test_data_goes_along_only_where_it_is_asked_for_and_never_in_a_final_report(run, report, tmp_path):
    def carries(name):
        with zipfile.ZipFile(tmp_path / name) as file:
            return any(part.startswith("customXml/") for part in file.namelist())

    assert run("export", report, "-o", "plain.docx")[0] == 0 and not carries("plain.docx")
    assert run("export", report, "-o", "data.docx", "--with-data")[0] == 0 and carries("data.docx")
    before = files(tmp_path)
    for more in (["x.docx", "--final"], ["x.pdf"], ["x.docx", "--template", OFFICIAL]):
        code, out, err = run("export", report, "--with-data", "-o", *more)
        assert (code, out) == (2, "") and "--with-data" in err
    assert files(tmp_path) == before


def test_an_existing_file_of_that_name_is_replaced_whole(run, report, tmp_path):
    (tmp_path / "r.json").write_text("旧", encoding="utf-8")
    assert run("export", report, "-o", "r.json")[0] == 0
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["year"] == 2023


def test_an_import_replaces_a_report_file_but_nothing_else(run, report, tmp_path):
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    assert load(report).unit == "汉阴县交通运输局"
    (tmp_path / "mine.gkbg").write_text("我的笔记", encoding="utf-8")
    code, _, err = run("import", HANYIN, "-o", "mine.gkbg")
    assert code == 2 and "没有保存，以免覆盖" in err
    assert (tmp_path / "mine.gkbg").read_text(encoding="utf-8") == "我的笔记"


@pytest.mark.parametrize("command", [("import", "r.gkbg", "-o", "r.gkbg"), ("export", "in.json", "-o", "in.json")])
def test_what_is_read_is_never_written_over(run, report, tmp_path, command):
    run("export", report, "-o", "in.json")
    before = {name: (tmp_path / name).read_bytes() for name in ("r.gkbg", "in.json")}
    code, _, err = run(*command)
    assert code == 2 and "不能覆盖" in err
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_a_report_that_is_open_elsewhere_is_not_written(run, report):
    with Lock(report):
        code, _, err = run("import", HANYIN, "-o", "r.gkbg")
    assert code == 2 and "打开编辑" in err
    assert load(report).year == 2023


def test_an_amount_passes_digit_for_digit_through_every_verb(run, tmp_path):
    save(Report().apply({"unit": "某局", "year": 2024, "t2.fees.amount": Decimal("12.50")}), tmp_path / "r.gkbg")
    run("export", "r.gkbg", "-o", "r.json")
    assert '"t2.fees.amount": 12.50' in (tmp_path / "r.json").read_text("utf-8")
    run("import", "r.json", "-o", "again.gkbg")
    assert str(load(Path("again.gkbg")).get("t2.fees.amount")) == "12.50"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["foo"], "没有“foo”这个命令"),
        (["check"], "缺少 报告"),
        (["export", "a"], "缺少 -o"),
        (["import", "-o", "r.gkbg"], "缺少 来源"),
        (["import", "a.txt", "-o"], "选项 -o 后面缺少内容"),
        (["check", "a", "--jsn"], "没有选项 --jsn，是不是 --json"),
        (["check", "a", "--json=1"], "选项 --json 后面不跟内容"),
        (["export", "a", "b", "-o", "c.json"], "多出了“b”"),
        (["import", "a.txt", "-o", "r.docx"], "应以 .gkbg 结尾"),
        (["import", "a.txt", "-o", "r.gkbg", "--year", "二四"], "--year 应是四位数"),
        (["import", "a.txt", "-o", "r.gkbg", "--form", "1999"], "--form 没有“1999”"),
        (["import", "none.txt", "-o", "r.gkbg"], "找不到文件"),
        (["check", "none.gkbg"], "找不到文件"),
        (["check", "x" * 300], "无法读取"),
        (["export", "none.txt", "-o", "r.json"], "找不到文件"),
        (["export", "none.txt", "-o", "r.exe"], "扩展名应是"),
        (["export", "none.txt", "-o", "r.json", "--kind", "foo"], "--kind 没有“foo”"),
        (["import", "none.txt", "-o", "no/folder/r.gkbg"], "不存在或已断开"),
    ],
)
def test_a_wrong_command_is_told_in_one_chinese_sentence(run, tmp_path, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("错误：") and said in err and err.count("\n") == 1
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["help"], ["import", "--help"], ["check", "--help"], ["export", "--help"]]
)
def test_help_is_in_chinese(run, arguments):
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert not any(word in out for word in ("Usage", "Options", "Arguments", "Show this", "exit", "default"))
    assert "退出码" in out


def test_every_verb_can_be_called(run):
    for name in verbs.VERBS:
        assert run(name, "--help")[0] == 0


def test_a_fault_of_the_program_is_one_sentence_and_recorded(run, tmp_path, monkeypatch):
    monkeypatch.setattr("desk.reading.load", lambda path: 1 / 0)
    code, _, err = run("check", "r.gkbg")
    assert code == 3 and err.count("\n") == 1 and "error.log" in err
    assert "ZeroDivisionError" in (tmp_path / "own" / "error.log").read_text(encoding="utf-8")


def test_the_command_line_loads_no_qt(tmp_path):
    code = "import main, sys; main.main(sys.argv[1:]); print([name for name in sys.modules if 'PySide6' in name])"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", HANYIN], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.endswith("。\n[]\n")


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    process = subprocess.Popen(
        [ROOT / "run", "check", CASES / "reports" / "shanghai-office-2019.json", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == verbs.BROKEN_PIPE


def test_ctrl_c_leaves_nothing_half_written(tmp_path):
    (tmp_path / "large.txt").write_text(HANYIN.read_text("utf-8") + "随文附上的说明。\n" * 300_000, "utf-8")
    process = subprocess.Popen(
        [ROOT / "run", "import", tmp_path / "large.txt", "-o", tmp_path / "r.gkbg"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    lock = tmp_path / ".r.gkbg.lock"
    while not lock.exists():
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (verbs.INTERRUPTED, "已中断，没有写入文件。\n")
    assert files(tmp_path) == ["large.txt"]


def test_output_that_nobody_can_write_is_said(tmp_path):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [ROOT / "run", "check", HANYIN], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert done.returncode != 0 and "Traceback" not in done.stderr and "磁盘已满" in done.stderr


def test_without_a_display_the_main_job_is_done_on_the_sample(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([ROOT / "run"], capture_output=True, encoding="utf-8", env=environment, check=True)
    assert "没有显示器" in done.stdout and "命令：" in done.stdout
    written = [Path(line.split(maxsplit=1)[1]) for line in done.stdout.splitlines() if line.split()[:1] == ["写出"]]
    assert {path.suffix for path in written} == {".gkbg", ".docx"} and all(path.stat().st_size for path in written)
    assert load(next(path for path in written if path.suffix == ".gkbg")).unit == "汉阴县交通运输局"


def test_the_sample_that_ships_is_the_published_report():
    assert SOURCE.read_text("utf-8") == HANYIN.read_text("utf-8")
    assert {k: v for k, v in sample_report().values.items() if k in published("hanyin-2021")["cells"]} == published(
        "hanyin-2021"
    )["cells"]


def test_a_path_alone_opens_the_window_and_a_verb_does_not(tmp_path):
    (tmp_path / "r.gkbg").touch()
    assert verbs.files_to_open([]) == []
    assert verbs.files_to_open([str(tmp_path / "r.gkbg")]) == [str(tmp_path / "r.gkbg")]
    assert verbs.files_to_open([str(tmp_path / "r.gkbg"), str(tmp_path / "r.gkbg")]) is not None
    assert verbs.files_to_open([str(tmp_path / "已移走.gkbg")]) == [str(tmp_path / "已移走.gkbg")]
    assert verbs.files_to_open(["check"]) is None
    assert verbs.files_to_open(["check", str(tmp_path / "r.gkbg")]) is None
    assert verbs.files_to_open(["--help"]) is None


@pytest.fixture
def county(tmp_path):
    """A county's report and the folder of its two units: 6 applications against 2 + 3."""
    (tmp_path / "units").mkdir()
    for name, count in (("交通局", 2), ("农业局", 3)):
        unit = Report().apply({"unit": f"云岭县{name}", "year": 2024, "t3.new.natural": count})
        save(unit, tmp_path / "units" / f"{name}.gkbg")
    save(Report().apply({"unit": "云岭县人民政府", "year": 2024, "t3.new.natural": 6}), tmp_path / "县.gkbg")
    return tmp_path / "县.gkbg"


def test_a_report_that_sums_up_its_units_is_checked_against_them(run, county):
    _, out, _ = run("check", county, "--units", "units", "--json")
    (finding,) = (f for f in json.loads(out)["findings"] if f["code"] == "units.sum")
    assert "填的是6，2个单位合计5" in finding["message"]


def test_the_sum_may_lie_in_the_folder_of_its_units(run, county):
    county.rename(county.parent / "units" / "县.gkbg")
    _, out, _ = run("check", Path("units") / "县.gkbg", "--units", "units", "--json")
    assert [f["code"] for f in json.loads(out)["findings"]].count("units.sum") == 1


def test_units_that_cannot_be_added_are_refused_by_name(run, county):
    (county.parent / "units" / "坏.gkbg").write_bytes(b"{")
    code, out, err = run("check", county, "--units", "units")
    assert (code, out) == (2, "")
    assert "坏.gkbg" in err


def test_a_unit_of_another_year_is_refused_by_name(run, county):
    save(Report().apply({"unit": "云岭县水利局", "year": 2023}), county.parent / "units" / "水利局.gkbg")
    code, _, err = run("check", county, "--units", "units")
    assert code == 2
    assert "水利局.gkbg" in err and "2023年度" in err


def test_many_reports_have_no_units_below(run, county):
    code, _, err = run("check", county, county.parent / "units", "--units", "units")
    assert code == 2
    assert "--units" in err


def test_one_fault_is_told_once_of_a_file_that_others_made(run):
    Path("无名.json").write_text(json.dumps({"cells": {"t3.new.natural": "一千多"}}), encoding="utf-8")
    for arguments in ((), ("--json",)):
        _, out, _ = run("check", "无名.json", *arguments)
        assert not {"import.unit", "import.year", "import.value"} & set(re.findall(r"import\.\w+", out))
        assert out.count("一千多") == 1
