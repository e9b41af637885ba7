"""What careless offices send: a clear error or finding each, and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.storage import load
from tests.reports import CASES, published

HANYIN = (CASES / "reports" / "hanyin-2021.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "空的"),
        ("a.txt", b"\0" * 3000, "空的|不是文本"),
        ("a.txt", bytes(range(256)) * 40, "不是文本"),
        ("a.txt", b"MZ\x90\0" + bytes(5000), "程序"),
        ("a.gkbg", b"", "空的"),
        ("a.gkbg", b'{"gkbg": 1, "unit": "x', "已损坏"),
        ("a.json", b'{"cells": {"t3.new.natural": 1', "不完整|写法有误"),
        ("a.docx", b"PK\x03\x04 torn", "无法读取|解压"),
    ],
)
@pytest.mark.parametrize("verb", [("import", "-o", "r.gkbg"), ("check",), ("export", "-o", "r.json")])
def test_what_is_no_report_is_refused_by_every_verb(run, tmp_path, verb, name, data, said):
    (tmp_path / name).write_bytes(data)
    code, out, err = run(verb[0], name, *verb[1:])
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and name in err and any(word in err for word in said.split("|"))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_encoding_is_read_whole(run, tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(HANYIN.encode(encoding))
    assert run("import", "a.txt", "-o", "r.gkbg")[0] == 0
    run("export", "r.gkbg", "-o", "r.json")
    exported = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert exported["cells"] == published("hanyin-2021")["cells"]
    assert exported["unit"] == "汉阴县交通运输局"


def test_half_a_report_is_imported_and_the_missing_half_named(run, tmp_path):
    (tmp_path / "half.txt").write_text(HANYIN[: HANYIN.index("四、政府信息公开行政复议")], "utf-8")
    code, _, err = run("import", "half.txt", "-o", "r.gkbg")
    assert code == 0
    assert "没有找到“四、" in err and "没有找到“六、" in err
    assert load(Path("r.gkbg")).get("t2.penalty.decisions") == 49
    assert run("check", "r.gkbg", "--final")[0] == 1


def number(text):
    """The seed report with the number of penalties, 49, written as ``text``."""
    lines = HANYIN.split("\n")
    at = next(i for i, line in enumerate(lines) if line.strip() == "49")
    return "\n".join([*lines[:at], lines[at].replace("49", text), *lines[at + 1 :]])


@pytest.mark.parametrize("written", ["４９", "４９件", "四十九", "49"])
def test_figures_are_read_for_what_they_mean_however_they_are_written(run, tmp_path, written):
    (tmp_path / "a.txt").write_text(number(written), "utf-8")
    _, _, err = run("import", "a.txt", "-o", "r.gkbg")
    assert load(Path("r.gkbg")).get("t2.penalty.decisions") == 49
    assert ("读作49" in err) == (written != "49")


@pytest.mark.parametrize(("written", "said"), [("-49", "不能是负数"), ("49.5", "不能有小数"), ("若干", "不是数字")])
def test_a_count_that_is_none_is_an_error_and_kept(run, tmp_path, written, said):
    (tmp_path / "a.txt").write_text(number(written), "utf-8")
    assert run("import", "a.txt", "-o", "r.gkbg")[0] == 0
    kept = load(Path("r.gkbg"))
    assert str(kept.get("t2.penalty.decisions")) == written or written in kept.text("unplaced")
    code, out, _ = run("check", "r.gkbg")
    assert (code == 1 and said in out) or written in kept.text("unplaced")


def test_a_report_of_another_year_than_stated_is_said(run, tmp_path):
    (tmp_path / "a.txt").write_text(HANYIN, "utf-8")
    code, _, err = run("import", "a.txt", "-o", "r.gkbg", "--year", "2023")
    assert code == 0 and "2021年度的报告，与指定的2023年度不符" in err
    assert load(Path("r.gkbg")).year == 2023


def test_an_unreadable_cell_is_null_in_json_and_an_error(run, tmp_path):
    data = published("huaian-2024")
    data["cells"]["t3.granted.natural"] = "若干"
    (tmp_path / "a.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    code, out, _ = run("check", "a.json")
    assert code == 1 and "若干" in out
    _, _, err = run("export", "a.json", "-o", "b.json")
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["cells"]["t3.granted.natural"] is None
    assert "JSON 中为 null" in err
