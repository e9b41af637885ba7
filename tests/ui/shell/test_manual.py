"""The manual: a chapter for every page, its pictures there, and F1 opening it at the right place."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument

from desk.steps import steps_of
from ui.shell.help_window import HelpWindow
from ui.shell.manual import CHAPTERS, MANUAL, TABLES, TEXTS, chapter_of, headings
from ui.shell.window import ReportWizard


def test_every_page_has_its_chapter(session):
    known = set(headings())
    assert {*CHAPTERS.values(), TABLES, TEXTS} <= known
    for step in steps_of(session.form):
        table = step.section is not None and step.section.table is not None
        assert chapter_of(step.id, table=table) in known


def test_every_picture_of_the_manual_is_there():
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", MANUAL.read_text("utf-8"))
    assert pictures
    assert [picture for picture in pictures if not (MANUAL.parent / picture).is_file()] == []


def test_every_picture_that_was_taken_is_used():
    used = {path.split("/")[-1] for path in re.findall(r"\((images/.*?)\)", MANUAL.read_text("utf-8"))}
    readme = set(re.findall(r"docs/images/([\w-]+\.png)", (MANUAL.parents[1] / "README.md").read_text("utf-8")))
    assert {path.name for path in (MANUAL.parent / "images").glob("*.png")} == used | readme


@pytest.mark.parametrize(("page", "chapter"), [("三", TABLES), ("五", TEXTS), ("finish", "检查与导出")])
def test_f1_opens_the_manual_at_the_chapter_of_the_page(session, qtbot, page, chapter):
    window = ReportWizard(session)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go(page)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.beside.help is not None and window.beside.help.isVisible()
    browser = window.beside.help.browser
    assert browser.textCursor().block().text() == chapter
    qtbot.waitUntil(lambda: 0 <= browser.cursorRect().top() < browser.viewport().height() // 4)
    assert window.beside.help.chapters.currentItem().text() == chapter
    window.close()


def test_a_chapter_of_the_list_is_shown(qtbot):
    help_window = HelpWindow()
    qtbot.addWidget(help_window)
    help_window.show()
    (row,) = [i for i in range(help_window.chapters.count()) if help_window.chapters.item(i).text() == "导入"]
    help_window.chapters.setCurrentRow(row)
    assert help_window.browser.textCursor().block().text() == "导入"


def test_a_lost_manual_is_said(qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr("ui.shell.help_window.MANUAL", tmp_path / "manual.md")
    help_window = HelpWindow()
    qtbot.addWidget(help_window)
    assert "找不到使用说明" in help_window.browser.toPlainText()


def test_the_window_shows_every_picture_of_the_manual(qtbot):
    window = HelpWindow()
    qtbot.addWidget(window)
    document = window.browser.document()
    names = re.findall(r"!\[.*?\]\((.*?)\)", MANUAL.read_text("utf-8"))
    shown = {name: document.resource(QTextDocument.ResourceType.ImageResource, QUrl(name)) for name in names}
    assert [name for name, image in shown.items() if image is None or image.isNull()] == []
