"""The session: one history over everything, figures at once, texts when typing pauses."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.report import Report
from ui.session import PAUSE, Session

CELLS = sorted(Report().form.cells)


def test_an_edit_fills_in_the_totals_at_once(session):
    session.edit({"t3.new.natural": 3, "t3.new.business": 4}, "填写")
    assert session.figures.printed["t3.new.total"] == 7


def test_a_sum_that_breaks_is_found_at_once_and_gone_when_mended(session):
    session.edit({"t4.review.upheld": 1, "t4.review.total": 2}, "填写")
    assert "t4.row" in {finding.code for finding in session.findings}
    session.edit({"t4.review.total": 1}, "改正")
    assert "t4.row" not in {finding.code for finding in session.findings}


def test_typing_in_one_text_is_one_step_and_another_text_begins_a_new_one(session):
    for text in ("本", "本年", "本年度"):
        session.edit({"五": text}, "修改五", merge_key="text:五")
    session.edit({"六": "无"}, "修改六", merge_key="text:六")
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.report == Report()


def test_a_step_of_the_history_says_what_it_was(session):
    session.edit({"unit": "某县"}, "填写单位全称")
    assert session.undo_stack.undoText() == "填写单位全称"


def test_an_edit_that_changes_nothing_is_no_step(session):
    session.edit({"unit": "某县"}, "填写")
    session.edit({"unit": "某县", "五": ""}, "填写")
    assert session.undo_stack.count() == 1


def test_a_read_only_session_says_so_and_changes_nothing(session, qtbot):
    session.read_only = True
    with qtbot.waitSignal(session.notice) as said:
        session.edit({"unit": "某县"}, "填写")
    assert "只读" in said.args[0].text
    assert session.report == Report()


def test_checks_of_texts_wait_until_typing_pauses(session, qtbot):
    session.edit({"unit": "某县", "year": 2024}, "填写")
    session.check_texts()
    assert "text.blank" in {finding.code for finding in session.findings}
    session.edit(dict.fromkeys(("一", "五", "六"), "文字。"), "写")
    assert "text.blank" in {finding.code for finding in session.findings}
    qtbot.waitUntil(lambda: "text.blank" not in {f.code for f in session.findings}, timeout=PAUSE * 20)


def test_a_dismissed_finding_goes_and_can_be_taken_back(session):
    session.edit({"t2.licensing.decisions": 1}, "填写")
    (finding,) = (finding for finding in session.findings if finding.code == "report.unit")
    session.dismiss(finding, "以后再填")
    assert finding not in session.findings
    assert [item.reason for item in session.dismissed()] == ["以后再填"]
    session.take_back(finding)
    assert finding in session.findings


def test_a_report_in_place_of_another_has_no_history(session):
    session.edit({"unit": "某县"}, "填写")
    session.load(Report().apply({"unit": "某局"}), None)
    assert not session.undo_stack.canUndo() and not session.modified


def test_a_recovered_report_counts_as_not_saved(session):
    session.load(Report().apply({"unit": "某局"}), None, modified=True)
    assert session.modified


EDITS = st.lists(
    st.dictionaries(st.sampled_from(CELLS), st.none() | st.integers(0, 99) | st.just("不清楚"), min_size=1, max_size=5),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_undoing_everything_leads_back_to_the_beginning(qapp, edits):
    session = Session()
    for edit in edits:
        session.edit(edit, "填写")
    done = session.report
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.report == Report()
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
    assert session.report == done


def test_a_total_mended_to_its_computed_figure_goes_on_following_its_parts(session):
    session.edit({"t4.review.upheld": 2, "t4.review.total": 5}, "填写")
    (finding,) = [f for f in session.findings if f.code == "t4.row"]
    session.mend(finding.fix, "采用建议")
    assert session.report.get("t4.review.total") is None
    session.edit({"t4.review.other": 4}, "填写")
    assert session.figures.printed["t4.review.total"] == 6
