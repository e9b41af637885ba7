"""The length of 总体情况 is a local rule: set once, it holds for the checks and the page."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog

from models.report import Report
from ui.pages.text_page import TextPage
from ui.shell.limit import ask_limit, check_settings

LONG = Report().apply({"unit": "某局", "year": 2024, "一": "字" * 900})


def lengthy(session):
    return [finding for finding in session.findings if finding.code == "text.length"]


def test_a_stricter_limit_is_found_at_once_and_kept(session, qtbot, monkeypatch):
    session.load(LONG, None)
    page = TextPage(session, session.form.section_of("一"))
    qtbot.addWidget(page)
    page.show()
    assert not lengthy(session) and "1000" in page.total.text()
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (800, True))
    ask_limit(session, QSettings(), page)
    assert lengthy(session) and "800" in page.total.text()
    assert check_settings(QSettings()).overview_limit == 800


def test_nonsense_in_the_settings_counts_as_not_set():
    settings = QSettings()
    settings.setValue("overview_limit", "很多")
    assert check_settings(settings).overview_limit == 1000
