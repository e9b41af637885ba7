"""Starts the desktop application."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from models.findings import Severity
from models.leaving import leave
from models.version import VERSION
from ui.session import Session
from ui.session.notice import Notice
from ui.shell import profile
from ui.shell.doorbell import hang, ring
from ui.shell.window import ReportWizard
from ui.start import input_method
from ui.start.identity import ID, NAME
from ui.toolkit import settings as kept
from ui.toolkit import theme
from ui.toolkit.background import wait_for_all
from ui.toolkit.chinese import can_show_chinese
from ui.toolkit.garbage import Collector

ICON = theme.RESOURCES / "icons/app" / f"{ID}.svg"


def application(argv: Sequence[str]) -> QApplication:
    """The one QApplication, dressed: fonts, colours, Chinese texts in Qt's own dialogs, exact scaling."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        app = present
    else:
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(list(argv))
    app.setApplicationName(ID)
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(VERSION)
    app.setOrganizationName(ID)
    app.setDesktopFileName(ID)
    app.setWindowIcon(QIcon(str(ICON)))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    for translator in translators(app):
        app.installTranslator(translator)
    Collector(app)
    app.setStyle("fusion")
    theme.fonts(app)
    theme.apply(app, theme.wanted(QSettings()))
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow_desktop(app))
    return app


def translators(parent: QObject) -> Iterator[QTranslator]:
    """Chinese for Qt's own dialogues, Qt's and then what it leaves in English or says oddly; the last installed comes first."""
    for name, folder in (
        ("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("qt_zh_CN", str(Path(__file__).parents[1] / "resources" / "translations")),
    ):
        translator = QTranslator(parent)
        if translator.load(name, folder):
            yield translator


def _follow_desktop(app: QApplication) -> None:
    """The desktop went dark or light: follow, where the user has not chosen."""
    if theme.wanted(QSettings()) == "system":
        theme.apply(app, "system")
        for window in app.topLevelWidgets():
            if isinstance(window, ReportWizard):
                window.refresh_theme()


def _first_start(settings: QSettings) -> bool:
    """Whether the application was never started before by this user."""
    started = kept.STARTED.of(settings)
    kept.STARTED.put(settings, True)
    return not started


def _say_what_is_wrong(session: Session) -> None:
    """What does not keep the window from opening, but should be known before one begins to work."""
    for key, said in (("profile", profile.unwritable()), ("input", input_method.lacking(os.environ))):
        if said:
            session.notice.emit(Notice(said, Severity.WARNING, key=key, stays=True))


def main(argv: Sequence[str]) -> int:
    """Run the application until its windows are closed; ``argv`` as of a program: its name, then reports to open."""
    app = application(argv)
    if not can_show_chinese(app):
        return 2
    names = [name for name in argv[1:] if not ring(Path(name))]
    if argv[1:] and not names:
        return 0  # each is open in a window, which came to the front
    first = _first_start(QSettings())
    windows = []
    for name in names or [""]:
        window = ReportWizard(Session())
        window.show()
        hang(window, window.session)
        window.begin(Path(name) if name else None, sample=first)
        _say_what_is_wrong(window.session)
        windows.append(window)
    code = app.exec()
    wait_for_all()
    leave()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv))
