"""Checking many reports of any kind: all files, last year's by unit, unreadable ones apart."""

from __future__ import annotations

import json

import pytest

from desk.batch import read_batch
from desk.files import files_in
from desk.inspect import Read, inspect_all, read, read_all
from models.findings import Severity
from models.report import Report
from models.storage import save
from tests.reports import CASES, published_report


@pytest.fixture
def folder(tmp_path):
    """Reports of several kinds, one unreadable file, and what office programs leave beside them."""
    reports = tmp_path / "报送"
    (reports / "乡镇").mkdir(parents=True)
    save(published_report("hongze-2023"), reports / "洪泽.gkbg")
    (reports / "乡镇" / "汉阴.txt").write_bytes((CASES / "reports" / "hanyin-2021.txt").read_bytes())
    (reports / "图片.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (reports / "~$洪泽.docx").write_bytes(b"lock")
    (reports / ".隐藏").write_bytes(b"x")
    return reports


def test_all_files_of_a_folder_are_found_once(folder):
    names = [path.name for path in files_in([folder, folder / "洪泽.gkbg"])]
    assert sorted(names) == ["图片.docx", "汉阴.txt", "洪泽.gkbg"]


def test_a_missing_file_and_a_broken_one_are_said_and_stop_nothing(folder):
    reads = read_all([folder / "没有.txt", folder / "图片.docx", folder / "洪泽.gkbg"])
    assert ["找不到" in reads[0].failure, "图片" in reads[1].failure, reads[2].failure] == [True, True, ""]


def test_each_finding_names_its_places(folder):
    (item,) = inspect_all([read(folder / "洪泽.gkbg")])
    errors = [place for f, place in zip(item.findings, item.places, strict=True) if f.severity is Severity.ERROR]
    assert errors == ["表四 · 行政复议 总计", "表四 · 复议后起诉 总计"]


def year(unit, year, **cells):
    return Report().apply({"unit": unit, "year": year, **{k.replace("__", "."): v for k, v in cells.items()}})


@pytest.fixture
def two_years(tmp_path):
    for name in ("今年", "去年"):
        (tmp_path / name).mkdir()
    save(year("甲县交通运输局", 2024, t3__carried_in__natural=5), tmp_path / "今年" / "a.gkbg")
    save(year("甲县交通局", 2023, t3__carried_out__natural=3), tmp_path / "去年" / "b.gkbg")
    save(year("甲县教育局", 2024), tmp_path / "今年" / "c.gkbg")
    save(year("甲县教育局", 2023), tmp_path / "去年" / "d.gkbg")
    return tmp_path


def test_last_years_report_is_found_by_unit_and_a_renamed_unit_is_asked_about(two_years):
    batch = read_batch([two_years / "今年"], two_years / "去年")
    assert dict(batch.asked) == {"甲县交通运输局": ("甲县交通局",)}
    checked = {item.unit: item for item in batch.check()}
    assert checked["甲县教育局"].previous.endswith("d.gkbg")
    assert not checked["甲县交通运输局"].previous
    (note,) = [f for f in checked["甲县交通运输局"].findings if f.code == "batch.last_year"]
    assert "甲县交通局" in note.message


def test_an_answer_pairs_the_renamed_unit(two_years):
    batch = read_batch([two_years / "今年"], two_years / "去年").decided({"甲县交通运输局": "甲县交通局"})
    assert not batch.asked
    checked = {item.unit: item for item in batch.check()}
    assert checked["甲县交通运输局"].previous.endswith("b.gkbg")


def test_the_answer_none_is_not_asked_again(two_years):
    batch = read_batch([two_years / "今年"], two_years / "去年").decided({"甲县交通运输局": ""})
    assert not batch.asked
    checked = {item.unit: item for item in batch.check()}
    assert not [f for f in checked["甲县交通运输局"].findings if f.code == "batch.last_year"]


def test_many_files_are_read_on_all_cores_in_order_and_can_be_stopped(tmp_path):
    paths = []
    for number in range(40):
        path = tmp_path / f"{number:02}.json"
        path.write_text(json.dumps({"unit": f"单位{number}", "year": 2024, "cells": {}, "texts": {}}), "utf-8")
        paths.append(path)
    told = []

    def tell(done, total):
        told.append((done, total))
        return True

    reads = read_all(paths, tell)
    assert [item.unit for item in reads] == [f"单位{number}" for number in range(40)]
    assert told[-1] == (40, 40)
    assert len(read_all(paths, lambda done, total: done < 3)) == 3


def test_an_unforeseen_fault_of_a_reader_is_a_failure_of_that_file(monkeypatch, tmp_path):
    def broken(path):
        raise ZeroDivisionError

    monkeypatch.setattr("desk.reading.report_of", broken)
    assert read(tmp_path / "a.txt").failure.endswith("。")
    assert isinstance(read(tmp_path / "a.txt"), Read)


def test_of_several_older_reports_that_of_the_year_before_is_compared(two_years):
    save(year("甲县教育局", 2022), two_years / "去年" / "e.gkbg")
    checked = {item.unit: item for item in read_batch([two_years / "今年"], two_years / "去年").check()}
    assert checked["甲县教育局"].previous.endswith("d.gkbg")


def codes(item):
    return {f.code: f for f in item.findings if f.code.startswith("batch.")}


def test_two_reports_of_one_unit_and_year_are_pointed_out_in_both(two_years):
    save(year("甲县 教育局", 2024), two_years / "今年" / "副本.gkbg")
    checked = read_batch([two_years / "今年"]).check()
    (first, second) = (item for item in checked if "教育" in item.unit)
    assert "“副本.gkbg”" in codes(first)["batch.twice"].message
    assert "“c.gkbg”" in codes(second)["batch.twice"].message
    assert not any("batch.twice" in codes(item) for item in checked if "教育" not in item.unit)


def test_two_files_of_one_name_are_told_apart_by_their_folders(two_years):
    (two_years / "今年" / "补报").mkdir()
    save(year("甲县教育局", 2024), two_years / "今年" / "补报" / "c.gkbg")
    checked = read_batch([two_years / "今年"]).check()
    first = next(item for item in checked if item.unit == "甲县教育局")
    (other,) = (item.file for item in checked if "教育" in item.unit and item is not first)
    assert f"“{other}”" in codes(first)["batch.twice"].message


def test_a_report_of_another_year_than_the_others_is_pointed_out(two_years):
    save(year("甲县水利局", 2023), two_years / "今年" / "f.gkbg")
    checked = {item.unit: item for item in read_batch([two_years / "今年"]).check()}
    message = codes(checked["甲县水利局"])["batch.year"].message
    assert "2023年度" in message and "2024年度" in message
    assert "batch.year" not in codes(checked["甲县教育局"])


def test_a_text_that_is_no_report_cannot_be_checked(tmp_path):
    (tmp_path / "说明.txt").write_text("请各单位于1月15日前报送。", "utf-8")
    assert "不像年度报告" in read(tmp_path / "说明.txt").failure


def test_a_name_that_another_unit_still_bears_is_not_asked_about(tmp_path):
    for name in ("今年", "去年"):
        (tmp_path / name).mkdir()
        save(year("甲县审计局", 2024 if name == "今年" else 2023), tmp_path / name / "a.gkbg")
    save(year("甲县统计局", 2024), tmp_path / "今年" / "b.gkbg")
    assert not read_batch([tmp_path / "今年"], tmp_path / "去年").asked


def test_a_finding_on_a_whole_column_names_the_column(tmp_path):
    save(year("甲县审计局", 2024, t3__new__natural=5), tmp_path / "a.gkbg")
    (item,) = inspect_all([read(tmp_path / "a.gkbg")])
    places = [place for f, place in zip(item.findings, item.places, strict=True) if f.code == "t3.balance"]
    assert places[0] == "表三 · 自然人列"
