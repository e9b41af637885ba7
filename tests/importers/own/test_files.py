"""The report file as a source."""

from __future__ import annotations

from pathlib import Path

import pytest

import importers
from importers.result import UnreadableError
from models.report import Report
from models.storage import save
from tests.reports import CASES, published_report


def test_a_report_file_gives_all_that_it_holds(tmp_path):
    report = Report().apply(importers.read(CASES / "reports" / "hanyin-2021.txt").edit)
    report = report.apply({"dismissed.text.title:1": "已核对", "remark.t2.normative.made": "其中修订1件"})
    save(report, tmp_path / "r.gkbg")
    imported = importers.read(tmp_path / "r.gkbg")
    without_origins = {id: value for id, value in imported.edit.items() if not id.startswith("origin.")}
    assert without_origins == {id: value for id, value in report.values.items() if not id.startswith("origin.")}
    assert imported.findings == () and imported.form == "2021"
    assert imported.edit["origin.remark.t2.normative.made"] == "r.gkbg"
    assert imported.edit["origin.t3.new.natural"] == f"r.gkbg（{report.text('origin.t3.new.natural')}）"


def test_it_is_known_by_its_content_whatever_its_name(tmp_path):
    save(published_report("hongze-2023"), tmp_path / "r.gkbg")
    (tmp_path / "r.gkbg").rename(tmp_path / "r.json.bak")
    assert importers.read(tmp_path / "r.json.bak").edit["t3.new.total"] == published_report("hongze-2023").get(
        "t3.new.total"
    )


def test_another_year_than_stated_is_said(tmp_path):
    save(published_report("huaian-2024"), tmp_path / "r.gkbg")
    imported = importers.read(tmp_path / "r.gkbg", year=2023)
    assert imported.edit["year"] == 2023
    assert [f.code for f in imported.findings] == ["import.other_year"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b'{"gkbg": 1, "unit"', b'{"gkbg": 99}', b'{"cells": {}}'])
def test_a_report_file_that_is_none_is_refused(tmp_path, data):
    (tmp_path / "r.gkbg").write_bytes(data)
    with pytest.raises(UnreadableError, match=r"r\.gkbg.*。$"):
        importers.read(tmp_path / "r.gkbg")


def test_a_refusal_is_no_longer_than_a_person_reads(tmp_path):
    (tmp_path / "r.gkbg").write_text('{"gkbg": 1, "form": "' + "9" * 6_000 + '"}', "utf-8")
    with pytest.raises(UnreadableError, match="格式") as raised:
        importers.read(tmp_path / "r.gkbg")
    assert len(str(raised.value)) < 200


def test_a_name_that_no_file_can_have_is_refused():
    with pytest.raises(UnreadableError, match="无法读取"):
        importers.read(Path("a\0b.gkbg"))
