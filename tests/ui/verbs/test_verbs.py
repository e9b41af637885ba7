"""The verbs: names, forms, exit codes and outputs are a contract that scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.storage import load, save
from tests.reports import CASES, published, published_report
from ui import verbs

ROOT = Path(__file__).parents[3]
HANYIN = CASES / "reports" / "hanyin-2021.txt"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run a command line in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "own"))

    def run(*arguments):
        code = verbs.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def report(tmp_path):
    """A saved report with two false sums."""
    save(published_report("hongze-2023"), tmp_path / "r.gkbg")
    return tmp_path / "r.gkbg"


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_main_job_from_text_to_json(run, tmp_path):
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    code, out, _ = run("check", "r.gkbg", "--json")
    assert code == 0 and not [f for f in json.loads(out)["findings"] if f["severity"] == "error"]
    assert run("export", "r.gkbg", "-o", "r.json")[0] == 0
    exported = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert exported["unit"] == "汉阴县交通运输局"
    assert exported["cells"] == published("hanyin-2021")["cells"]
    assert run("import", "r.json", "-o", "again.gkbg")[0] == 0
    assert files(tmp_path) == ["again.gkbg", "r.gkbg", "r.json"]


def test_findings_of_an_import_go_to_stderr_and_stdout_stays_empty(run):
    code, out, err = run("import", HANYIN, "-o", "r.gkbg")
    assert (code, out) == (0, "")
    assert "按“主动公开”收入" in err and "已存为“r.gkbg”" in err


def test_unit_year_and_form_can_be_stated(run):
    code, _, err = run("import", HANYIN, "-o", "r.gkbg", "--unit", "某县某局", "--year", "2020", "--form", "2021")
    kept = load(Path("r.gkbg"))
    assert code == 0
    assert (kept.unit, kept.year, kept.form.id) == ("某县某局", 2020, "2021")
    assert "2021年度" in err and "2020年度" in err


def test_several_reports_are_checked_at_once_as_json(run, tmp_path, report):
    code, out, err = run("check", report, HANYIN, "--json")
    assert code == 1
    entries = {entry["unit"]: entry for entry in json.loads(out)["reports"]}
    assert set(entries["汉阴县交通运输局"]) == {"file", "unit", "year", "findings"}
    assert sum(f["severity"] == "error" for f in entries["淮安市洪泽区人民政府"]["findings"]) == 2
    assert "共 2 份" in err


def test_a_folder_is_checked_and_what_cannot_be_read_is_told_apart(run, tmp_path, report):
    (tmp_path / "b.docx").write_bytes(b"\x89PNG" + bytes(99))
    code, out, err = run("check", tmp_path, "-o", "findings.xlsx")
    assert code == 2 and "1 份无法读取" in err and "图片" in out
    assert (tmp_path / "findings.xlsx").is_file()


def test_findings_in_a_file_of_an_unknown_kind_are_refused_before_any_work(run, report):
    code, _, err = run("check", report, "-o", "f.txt")
    assert code == 2 and ".xlsx" in err


def test_an_empty_folder_and_a_missing_last_year_are_said(run, tmp_path, report):
    (tmp_path / "空").mkdir()
    assert "没有可以检查的文件" in run("check", tmp_path / "空")[2]
    assert "找不到上年报告" in run("check", report, HANYIN, "--last-year", "没有")[2]


def test_a_report_becomes_a_word_file_that_reads_back_whole(run, tmp_path):
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    assert run("export", "r.gkbg", "-o", "r.docx", "--profile", "接排")[0] == 0
    assert run("import", "r.docx", "-o", "again.gkbg")[0] == 0
    first, again = (load(tmp_path / name).values for name in ("r.gkbg", "again.gkbg"))
    assert {id: v for id, v in again.items() if "." not in id or id[0] == "t"} == {
        id: v for id, v in first.items() if "." not in id or id[0] == "t"
    }
    code, _, err = run("export", "r.gkbg", "-o", "x.docx", "--profile", "某省")
    assert code == 2 and "没有名为“某省”的版式" in err


def test_a_report_is_put_into_a_template_and_what_has_no_place_is_said(run, tmp_path):
    template = CASES / "official-template.docx"
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    code, out, err = run("export", "r.gkbg", "-o", "r.docx", "--template", template)
    assert (code, out) == (0, "") and "提醒：模板里没有引言的地方，引言没有填。" in err
    assert run("export", "r.gkbg", "-o", "r.json", "--template", template)[0] == 2
    code, _, err = run("export", "r.gkbg", "-o", "y.docx", "--template", HANYIN)
    assert code == 2 and "不是 Word 文档" in err
    assert files(tmp_path) == ["r.docx", "r.gkbg"]
