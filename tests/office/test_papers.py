"""What goes to units: papers with their own findings and nobody else's name, that come back with replies."""

from __future__ import annotations

import docx
import pytest

from office import status
from office.output import notice, papers
from office.states import State
from tests.office.collection import LATE, LATER, figures, put, report
from tests.office.here import hand_in, office, standing, take, unit

UNITS = [f"云岭县{name}局" for name in ("教育", "民政", "财政", "水利")]


@pytest.fixture
def opened(tmp_path):
    """One with an error, one late, two with the same words, of which one is fine otherwise."""
    (tmp_path / "册").mkdir()
    with office(tmp_path / "册", [*map(unit, UNITS), unit("云岭县林业局")]) as made:
        wrong = {**figures(1), "t3.granted.total": 9999}
        put(report(UNITS[0], wrong), tmp_path / "教育.gkbg")
        hand_in(tmp_path, UNITS[1], 2, moment=LATE)
        copied = report(UNITS[2], figures(3))
        put(copied, tmp_path / "财政.gkbg")
        words = {id: copied.text(id) for id in ("一.1", "一.3", "五", "六")}
        put(report(UNITS[3], figures(4)).apply(words), tmp_path / "水利.gkbg")
        take(made, tmp_path)
        yield made


def words_of(path):
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_a_paper_for_each_unit_with_findings_names_no_other(opened, tmp_path):
    found = {each["unit"] for each in status.of(opened).as_json()["units"] if each["errors"] or each["warnings"]}
    written = papers.send_back(opened, tmp_path / "退回")
    assert {path.name.removesuffix("退回单.docx") for path in written} == found >= {UNITS[0], UNITS[2], UNITS[3]}
    for path in written:
        said = words_of(path)
        own = path.name.removesuffix("退回单.docx")
        assert own in said and not any(other in said for other in (*UNITS, "云岭县林业局") if other != own)
    assert "9999" in words_of(tmp_path / "退回" / f"{UNITS[0]}退回单.docx")


def test_words_like_another_units_are_told_without_saying_whose(opened, tmp_path):
    papers.send_back(opened, tmp_path / "退回")
    said = words_of(tmp_path / "退回" / f"{UNITS[3]}退回单.docx")
    assert "与另一个单位的报告相同" in said and UNITS[2] not in said


def test_a_unit_that_was_sent_back_is_returned_and_the_next_round_is_the_second(opened, tmp_path):
    papers.send_back(opened, tmp_path / "退回")
    assert standing(opened, UNITS[0])["state"] == "returned"
    papers.send_back(opened, tmp_path / "再印")
    assert "第1次退回" in words_of(tmp_path / "再印" / f"{UNITS[0]}退回单.docx")
    put(report(UNITS[0], {**figures(1), "t3.granted.total": 8888}), tmp_path / "改.gkbg", LATER)
    take(opened, tmp_path / "改.gkbg")
    assert standing(opened, UNITS[0])["state"] == "amended"
    papers.send_back(opened, tmp_path / "退回二")
    assert "第2次退回" in words_of(tmp_path / "退回二" / f"{UNITS[0]}退回单.docx")


def test_a_paper_that_comes_back_brings_its_replies_and_silences_no_error(opened, tmp_path):
    papers.send_back(opened, tmp_path / "退回")
    path = tmp_path / "退回" / f"{UNITS[0]}退回单.docx"
    document = docx.Document(str(path))
    rows = document.tables[0].rows
    number = next(n for n, row in enumerate(rows) if "9999" in row.cells[3].text)
    rows[number].cells[-1].text = "已改为总计"
    back = tmp_path / "交回.docx"
    document.save(str(back))
    errors = standing(opened, UNITS[0])["errors"]
    taken = take(opened, back)
    assert taken.replies == 1
    (reply,) = opened.rows("SELECT r.words, w.message FROM reply r JOIN paper_row w USING (paper, number)")
    assert reply[0] == "已改为总计" and "9999" in reply[1]
    assert (standing(opened, UNITS[0])["errors"], status.of(opened).waiting) == (errors, ())
    assert errors


def test_a_paper_that_cannot_be_written_leaves_its_unit_as_it_was(opened, tmp_path):
    (tmp_path / "退回" / f"{UNITS[0]}退回单.docx").mkdir(parents=True)
    with pytest.raises(Exception, match="不能写成文件"):
        papers.send_back(opened, tmp_path / "退回")
    assert standing(opened, UNITS[0])["state"] == "received"


def test_who_is_missing_is_reminded(opened, tmp_path):
    (path,) = papers.remind(opened, tmp_path / "催报")
    assert path.name == "云岭县林业局催报单.docx"
    assert "还没有收到" in words_of(path) and "2026年1月31日" in words_of(path)


def test_the_notice_says_how_many_and_who(opened, tmp_path):
    path = tmp_path / "通报.docx"
    path.write_bytes(notice.make(opened))
    said = words_of(path)
    assert "应报5个单位，已收4个，其中按时3个、迟报1个；未报1个" in said
    assert "未报的单位（1个）" in said and "迟报的单位（1个）" in said
    assert "应报5个，计入4份，缺1个：云岭县林业局" in said


def test_a_passed_report_is_not_sent_back(opened, tmp_path):
    from office import roster, states

    states.decide(opened, roster.load(opened).named(UNITS[0]), State.PASSED)
    names = [path.name for path in papers.send_back(opened, tmp_path / "退回")]
    assert f"{UNITS[0]}退回单.docx" not in names and names
