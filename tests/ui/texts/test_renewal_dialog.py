"""换成今年的数 in the window: a look at each change, then one step that undoes."""

from __future__ import annotations

from models.report import Report
from tests.desk.test_renewal import ID, LAST, THIS
from ui.pages.text_page import TextPage
from ui.texts.renewal_dialog import renew

TEXT = "2023年收到申请20件，予以公开15件。2023年5月开展培训。"


def begun(session) -> Report:
    session.edit({**THIS, ID: TEXT}, "填写")
    session.set_previous(Report().apply(LAST))
    return session.report


def test_each_change_is_shown_and_made_in_one_step(session, qtbot):
    before = begun(session)
    page = TextPage(session, session.form.section_of(ID))
    qtbot.addWidget(page)
    page.show()
    assert page.parts[ID].renew.isVisible()
    dialog = renew(session, page, ID)
    head = dialog.tree.topLevelItem(0)
    rows = [[head.child(row).text(column) for column in (1, 2)] for row in range(head.childCount())]
    assert rows[:3] == [["2023", "2024"], ["20", "25"], ["15", "20"]] and "不换" in rows[3][1]
    dialog.accept()
    assert session.report.text(ID) == "2024年收到申请25件，予以公开20件。2023年5月开展培训。"
    session.undo_stack.undo()
    assert session.report == before


def test_nothing_changes_where_the_person_thinks_better_of_it(session, qtbot):
    before = begun(session)
    page = TextPage(session, session.form.section_of(ID))
    qtbot.addWidget(page)
    renew(session, page).reject()
    assert session.report == before


def test_without_last_years_report_it_says_what_is_missing(session, qtbot):
    session.edit({**THIS, ID: TEXT}, "填写")
    page = TextPage(session, session.form.section_of(ID))
    qtbot.addWidget(page)
    with qtbot.waitSignal(session.notice) as said:
        assert renew(session, page) is None
    assert "上年报告" in said.args[0].text
