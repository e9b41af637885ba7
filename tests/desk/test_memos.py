"""The clerk's own notes."""

from __future__ import annotations

import pytest

from desk.memos import memos
from models.report import EditError, Report
from models.storage import load, save


def test_notes_are_listed_in_the_order_of_the_report_and_kept_in_its_file(tmp_path):
    report = Report().apply(
        {"memo.t4.review.upheld": "问法规科", "memo.五": "等领导定", "memo.t3.new.natural": "台账里数的"}
    )
    save(report, tmp_path / "a.gkbg")
    found = memos(load(tmp_path / "a.gkbg"))
    assert [memo.id for memo in found] == ["五", "t3.new.natural", "t4.review.upheld"]
    assert found[1].text == "台账里数的" and "自然人" in found[1].name


@pytest.mark.parametrize("id", ["memo.nobody", "memo.unit", "memo."])
def test_a_note_stands_on_a_cell_or_a_text_alone(id):
    with pytest.raises(EditError):
        Report().apply({id: "x"})
