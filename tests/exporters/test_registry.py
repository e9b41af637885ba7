"""The kinds of export: each can be made, and files are written whole or not at all."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import exporters
from exporters import KINDS, ExportError, Kind, Output, kind_for
from exporters.files import file_stem, safe_name
from models.report import Report
from models.storage import UnwritableError


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_maker(name):
    module, _, function = KINDS[name].maker.partition(":")
    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_exports_an_empty_report(name, tmp_path):
    path = tmp_path / f"空白{KINDS[name].suffix}"
    exporters.export(Report(), path, kind=KINDS[name])
    assert path.stat().st_size > 0


def test_a_suffix_that_no_kind_has_is_told_with_those_there_are():
    with pytest.raises(ExportError, match=r"a\.doc.*\.json"):
        kind_for(Path("a.doc"))


def test_the_suffix_may_be_in_capitals():
    assert kind_for(Path("R.JSON")) is KINDS["json"]


def failing(report, options):
    raise ExportError("不能导出；请重试。")


def test_a_maker_that_fails_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "r.json"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(ExportError):
        exporters.export(Report(), path, kind=Kind("坏", ".json", f"{__name__}:failing"))
    assert path.read_text(encoding="utf-8") == "旧" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["no/folder/r.json", "x" * 300 + ".json", "a\0b.json"])
def test_a_place_that_cannot_be_written_is_said(tmp_path, name):
    with pytest.raises(UnwritableError, match=r"。$"):
        exporters.export(Report(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_output_has_no_notes_unless_told():
    assert Output(b"").notes == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("某县某局", "某县某局"),
        ('a/b\\c:d*e?f"g<h>i|j', "abcdefghij"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("  . ", "_"),
        ("..", "_"),
        ("一\u202e二\n三\ud800", "一二三"),
    ],
)
def test_a_name_that_every_system_takes(text, name):
    assert safe_name(text) == name


def test_a_long_unit_name_still_fits():
    stem = file_stem(Report().apply({"unit": "某" * 200, "year": 2024}))
    assert len(stem.encode()) <= 200 and stem.startswith("2024年某")


def test_the_name_tells_year_and_unit():
    assert file_stem(Report().apply({"unit": "某县某局", "year": 2024})) == "2024年某县某局政府信息公开工作年度报告"
