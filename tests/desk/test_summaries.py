"""A saved report in a few words."""

from __future__ import annotations

from desk.steps import Progress
from desk.summaries import summaries, summary_of
from models.storage import save
from tests.reports import published_report


def test_a_report_is_summed_up_by_whose_it_is_and_what_is_open(tmp_path):
    path = tmp_path / "a.gkbg"
    save(published_report("huaian-2024"), path)
    summary = summary_of(path)
    assert (summary.unit, summary.year) == ("淮安市", 2024) or summary.unit.startswith("淮安")
    assert summary.state is not None and summary.state.progress is Progress.UNDER_WAY
    assert "段" in summary.state.words and summary.changed > 0


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    path = tmp_path / "b.gkbg"
    path.write_bytes(b"x")
    assert summary_of(path).failure.endswith("。")
    assert summary_of(tmp_path / "没有.gkbg").failure.endswith("。")


def test_reading_stops_when_asked_to(tmp_path):
    assert len(summaries([tmp_path / "a", tmp_path / "b", tmp_path / "c"], lambda done, total: done < 2)) == 2
