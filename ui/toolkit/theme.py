"""How the application looks: colours for light, dark and high contrast, fonts, the style sheet made from them, icons.

Colour never carries meaning alone: each severity has a mark and a word as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from models.findings import Severity
from ui.toolkit import settings as kept

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "SimSun",
)
TEXT_POINTS = 10
SMALL_POINTS = 9
MARKS = {Severity.ERROR: "✕", Severity.WARNING: "！", Severity.INFO: "○"}


@dataclass(frozen=True, slots=True)
class Colors:
    """One scheme. ``paper`` is where one writes, ``ground`` what it lies on; ``trace`` leads from the cursor's cell to its
    labels; ``given`` is the ground of figures that nobody typed; ``grid`` are the lines of tables, ``field`` the border of what
    one types in and presses."""

    dark: bool
    ground: str
    paper: str
    label: str
    given: str
    trace: str
    text: str
    faint: str
    line: str
    grid: str
    field: str
    accent: str
    on_accent: str
    select: str
    error: str
    error_ground: str
    part_ground: str
    warning: str
    warning_ground: str
    good: str


# fmt: off
LIGHT = Colors(
    dark=False, ground="#f4f5f7", paper="#ffffff", label="#f0f2f5", given="#eef2f7", trace="#e3ecf8",
    text="#1c2430", faint="#566070", line="#d4d9e0", grid="#aab2bd", field="#7f8894", accent="#1f4e8c", on_accent="#ffffff",
    select="#c9dbf2", error="#b3261e", error_ground="#fbdedb", part_ground="#fdf1ef", warning="#855300",
    warning_ground="#fdf0d5", good="#1d6b36",
)
DARK = Colors(
    dark=True, ground="#16191d", paper="#1e2227", label="#262b31", given="#252c35", trace="#2a3646",
    text="#e6e9ed", faint="#a3adb9", line="#3a4149", grid="#4d5661", field="#7c8794", accent="#8ab4f0", on_accent="#0d1a2b",
    select="#34506f", error="#ff9d94", error_ground="#55241f", part_ground="#382423", warning="#f2c168",
    warning_ground="#43351a", good="#86d39b",
)
CONTRAST = Colors(
    dark=True, ground="#000000", paper="#000000", label="#000000", given="#101018", trace="#202a3c",
    text="#ffffff", faint="#f0f0f0", line="#ffffff", grid="#ffffff", field="#ffffff", accent="#ffe14d", on_accent="#000000",
    select="#00509e", error="#ff8a80", error_ground="#4d0000", part_ground="#2b0000", warning="#ffd54f",
    warning_ground="#3a2d00", good="#7dff9b",
)
# fmt: on
SCHEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
SCHEME_NAMES = {"system": "跟随系统", "light": "浅色", "dark": "深色", "contrast": "高对比度"}

_current: Colors = LIGHT


def colors() -> Colors:
    """The scheme in use."""
    return _current


def severity_color(severity: Severity) -> QColor:
    scheme = colors()
    return QColor({Severity.ERROR: scheme.error, Severity.WARNING: scheme.warning}.get(severity, scheme.faint))


def fonts(app: QApplication) -> None:
    """Name the families outright: left alone, a system without settings may choose a calligraphic font."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSize(TEXT_POINTS)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    app.setFont(font)


def wanted(settings: QSettings) -> str:
    """The scheme that the user chose: a key of SCHEME_NAMES."""
    choice = kept.SCHEME.of(settings)
    return choice if choice in SCHEME_NAMES else "system"


def apply(app: QApplication, choice: str) -> None:
    """Dress the application in a scheme; "system" follows the desktop."""
    global _current
    if choice == "system":
        hints = app.styleHints()
        choice = "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"
    _current = SCHEMES[choice]
    icon.cache_clear()
    app.setPalette(_palette(_current))
    app.setStyleSheet(style_sheet(_current))


def style_sheet(scheme: Colors) -> str:
    template = Template((RESOURCES / "style.qss").read_text("utf-8"))
    named = {name: getattr(scheme, name) for name in Colors.__dataclass_fields__ if name != "dark"}
    icons = (RESOURCES / "icons").as_posix()
    # a style sheet cannot colour an image: the marks of check boxes come in two
    return template.substitute(named, small=f"{SMALL_POINTS}pt", icons=icons, ink="dark" if scheme.dark else "light")


def _palette(scheme: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, color in (
        (role.Window, scheme.ground),
        (role.WindowText, scheme.text),
        (role.Base, scheme.paper),
        (role.AlternateBase, scheme.label),
        (role.Text, scheme.text),
        (role.Button, scheme.label),
        (role.ButtonText, scheme.text),
        (role.ToolTipBase, scheme.paper),
        (role.ToolTipText, scheme.text),
        (role.PlaceholderText, scheme.faint),
        (role.Highlight, scheme.accent),
        (role.HighlightedText, scheme.on_accent),
        (role.Link, scheme.accent),
    ):
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(scheme.faint))
    return palette


@lru_cache(maxsize=128)
def icon(name: str, color: str = "") -> QIcon:
    """An icon of ``resources/icons``, drawn in the text colour of the scheme (or ``color``) at several sizes."""
    source = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", color or colors().text)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    made = QIcon()
    for size in (16, 20, 24, 32, 48):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        made.addPixmap(pixmap)
    return made
