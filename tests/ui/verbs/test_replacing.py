"""What ``import`` does to a report that is there already."""

from __future__ import annotations

from models.report import Report
from models.storage import load, save
from models.storage.copies import earlier
from tests.reports import CASES

HANYIN = CASES / "reports" / "hanyin-2021.txt"


def test_a_report_that_is_replaced_is_among_its_earlier_copies(run, tmp_path):
    save(Report().apply({"unit": "原来的"}), tmp_path / "r.gkbg")
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    assert [copy.report().unit for copy in earlier(tmp_path / "r.gkbg")] == ["原来的"]


def test_a_report_that_was_signed_off_is_not_replaced(run, tmp_path):
    signed = Report().apply({"unit": "审签过的", "locked": "2025年1月20日"})
    save(signed, tmp_path / "r.gkbg")
    code, _, err = run("import", HANYIN, "-o", "r.gkbg")
    assert code == 2 and "2025年1月20日锁定" in err and err.endswith("。\n")
    assert load(tmp_path / "r.gkbg") == signed


def test_a_copy_that_cannot_be_kept_is_said_and_the_import_goes_on(run, tmp_path):
    save(Report().apply({"unit": "原来的"}), tmp_path / "r.gkbg")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "copies").write_text("", encoding="utf-8")
    code, _, err = run("import", HANYIN, "-o", "r.gkbg")
    assert code == 0 and "以前的版本没有留下" in err
    assert load(tmp_path / "r.gkbg").unit == "汉阴县交通运输局"
