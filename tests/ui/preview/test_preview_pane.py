"""The printed pages beside the form: set after each edit, scrolled to what is edited, a click leads back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSettings
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from exporters.pages.preview import Preview
from models.report import Report
from tests.reports import published_report
from ui.preview.pane import PreviewPane
from ui.preview.printing import print_pages
from ui.preview.side import WIDE, PreviewSide
from ui.session import Session

TEXT = "存在公开不及时的问题，下一步加强培训。"


@pytest.fixture
def session(qapp):
    return Session(published_report("huaian-2024").apply({"五": TEXT}))


@pytest.fixture
def pane(qtbot, session):
    made = PreviewPane(session)
    qtbot.addWidget(made)
    made.resize(500, 700)
    with qtbot.waitSignal(made.setting.drawn, timeout=20_000):
        made.show()
    yield made
    made.stop()


def test_the_pages_of_the_report_are_shown(pane):
    assert pane.pages >= 3
    assert pane._images


def test_an_edit_is_on_the_page_that_is_in_sight(pane, session, qtbot):
    before = pane._images[0].copy()
    with qtbot.waitSignal(pane.setting.drawn, timeout=20_000, check_params_cb=lambda page, *_: page == 0):
        session.edit({"unit": "另一个名字的单位"}, "改名")
    assert pane._images[0] != before


def test_the_page_follows_the_cell_that_is_edited_and_frames_it(pane, session, qtbot):
    with qtbot.waitSignal(pane.setting.placed, timeout=20_000):
        session.at("t4.review.total")
    assert pane.verticalScrollBar().value() > 0
    assert pane.viewport().rect().contains(pane._place_rect().center().toPoint())


@pytest.mark.parametrize(("id", "offset"), [("t3.new.total", None), ("五", 3)])
def test_a_click_on_the_page_leads_to_the_cell_or_the_words(pane, session, qtbot, id, offset):
    with qtbot.waitSignal(pane.setting.placed, timeout=20_000):
        session.at(id, offset)
    with qtbot.waitSignal(session.goto) as gone:
        pane.go_to(QPointF(pane._place_rect().center()))
    assert gone.args[0] == id
    assert (gone.args[1] is None) == (offset is None)


def test_a_click_in_the_margin_leads_nowhere(pane, session, qtbot):
    with qtbot.assertNotEmitted(session.goto):
        pane.go_to(QPointF(pane.page_rect(0).topLeft()) + QPointF(3, 3))


def test_zooming_keeps_within_its_steps_and_returns_to_the_width(pane):
    fitted = pane.scale
    for _ in range(20):
        pane.zoom(1)
    assert pane.scale == 3.0
    for _ in range(20):
        pane.zoom(-1)
    assert pane.scale == 0.5
    pane.zoom(0)
    assert pane.scale == fitted


def test_zooming_keeps_what_stands_in_the_middle(pane):
    for _ in range(3):
        pane.zoom(1)
    bar = pane.horizontalScrollBar()
    assert bar.maximum() > 0 and abs(bar.value() - bar.maximum() / 2) <= 2


def test_the_page_in_sight_is_told(pane, qtbot):
    with qtbot.waitSignal(pane.in_sight) as told:
        pane.verticalScrollBar().setValue(pane.page_rect(1).top())
    assert told.args == [1, pane.pages]


def test_a_report_that_grows_shorter_shows_no_page_too_many(pane, session, qtbot):
    with qtbot.waitSignal(pane.setting.ready, timeout=20_000):
        session.load(Report(), None)
    qtbot.waitUntil(lambda: len(pane._images) <= pane.pages, timeout=10_000)


def test_a_hidden_preview_does_no_work(qtbot, session):
    pane = PreviewPane(session)
    qtbot.addWidget(pane)
    session.edit({"五": "甲"}, "改")
    assert not pane.setting.isRunning() and pane.pages == 0


@pytest.fixture
def side(qtbot, session):
    form = QLabel("表")
    qtbot.addWidget(form)
    made = PreviewSide(session, QSettings(), form)
    qtbot.addWidget(made)
    yield made, form
    made.stop()


def test_in_a_wide_window_form_and_pages_stand_side_by_side(side):
    made, form = side
    made.adapt(WIDE)
    assert not made.isHidden() and not form.isHidden()


def test_in_a_narrow_window_the_pages_take_the_place_of_the_form_until_a_click(side, session):
    made, form = side
    made.adapt(1366)
    assert made.isHidden() and not form.isHidden()
    made.toggle.setChecked(True)
    assert not made.isHidden() and form.isHidden()
    session.go_to("t3.new.total")
    assert made.isHidden() and not form.isHidden()
    made.toggle.setChecked(True)
    made.back.click()
    assert made.isHidden() and not form.isHidden()


def test_pages_are_printed_in_the_chosen_range(qapp, session, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    printer.setFromTo(2, 3)
    preview = Preview()
    pages = preview.render(session.report)
    assert print_pages(preview, pages, printer) == 2
    preview.close()
    assert (tmp_path / "p.pdf").stat().st_size > 1000
