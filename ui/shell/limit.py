"""How long 总体情况 may be where the office works: a local rule, which the clerk sets."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog, QWidget

from models.checks.settings import DEFAULT, Settings
from ui.session import Session
from ui.toolkit import settings as kept

_MOST = 100_000


def check_settings(settings: QSettings) -> Settings:
    """What the checks are to hold a report to, as set on this computer; nonsense counts as not set."""
    written = kept.LIMIT.of(settings)
    limit = int(written) if written.isdecimal() and 0 < int(written) <= _MOST else DEFAULT.overview_limit
    return Settings(overview_limit=limit)


def ask_limit(session: Session, settings: QSettings, parent: QWidget) -> None:
    """Ask for the number of characters, and check anew."""
    prompt = "“总体情况”最多多少字？全国没有统一规定，有的地方要求原则上不超过一千字。"
    now = session.check_settings.overview_limit
    limit, agreed = QInputDialog.getInt(parent, "总体情况字数", prompt, now, 1, _MOST, 100)
    if agreed:
        kept.LIMIT.put(settings, str(limit))
        session.check_by(check_settings(settings))
