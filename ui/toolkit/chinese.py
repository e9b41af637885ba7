"""Whether Chinese can be shown at all: a system without a Chinese font draws boxes, and says so to nobody."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.start.faults import GO_ON, LEAVE, NO_CHINESE
from ui.start.x11 import FONT
from ui.toolkit.theme import FAMILIES

SYSTEMS = (
    QFontDatabase.WritingSystem.SimplifiedChinese,
    QFontDatabase.WritingSystem.TraditionalChinese,
    QFontDatabase.WritingSystem.Japanese,
)
"""A font for any of these has most of the characters; a system that has one shows no boxes."""


def has_chinese_font() -> bool:
    """Whether the system has a font with Chinese characters."""
    return any(QFontDatabase.families(system) for system in SYSTEMS) or not {*FAMILIES}.isdisjoint(
        QFontDatabase.families()
    )


def can_show_chinese(app: QApplication) -> bool:
    """True where there is a Chinese font, or the user goes on without one. The question is asked in the program's own few
    characters."""
    if has_chinese_font():
        return True
    number = QFontDatabase.addApplicationFont(str(FONT))
    families = QFontDatabase.applicationFontFamilies(number)
    usual = app.font()
    app.setFont(QFont(families, usual.pointSize()))
    box = QMessageBox(QMessageBox.Icon.Critical, app.applicationDisplayName(), NO_CHINESE)
    on = box.addButton(GO_ON, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(LEAVE, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    app.setFont(usual)
    return box.clickedButton() is on
