"""The look: every scheme can be read, and everything can be told without seeing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

from desk.due import due_words, read_date
from models.findings import Severity
from models.report import Report
from ui.shell.window import ReportWizard
from ui.toolkit import theme


def luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    shown = QColor(color)
    return 0.2126 * linear(shown.redF()) + 0.7152 * linear(shown.greenF()) + 0.0722 * linear(shown.blueF())


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("ground", "paper", "label", "given", "trace")
READ_ON = [
    *product(("text", "faint", "accent"), GROUNDS),
    ("text", "select"),
    ("on_accent", "accent"),
    *product(("text", "error"), ("error_ground", "part_ground", "paper", "ground")),
    *product(("text", "warning"), ("warning_ground", "paper", "ground")),
    ("good", "paper"),
    ("good", "ground"),
]


@pytest.mark.parametrize("name", theme.SCHEMES)
def test_every_text_stands_out_from_its_ground(name):
    scheme = theme.SCHEMES[name]
    weak = {
        (text, ground): round(contrast(getattr(scheme, text), getattr(scheme, ground)), 2)
        for text, ground in READ_ON
        if contrast(getattr(scheme, text), getattr(scheme, ground)) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("name", theme.SCHEMES)
def test_the_style_sheet_is_filled_in_from_every_scheme(name):
    assert "$" not in theme.style_sheet(theme.SCHEMES[name])


def test_each_severity_has_a_mark_and_a_word_of_its_own():
    assert len({theme.MARKS[severity] for severity in Severity}) == len({s.word for s in Severity}) == len(Severity)


@pytest.mark.parametrize("name", sorted(path.stem for path in (theme.RESOURCES / "icons").glob("*.svg")))
def test_every_icon_can_be_drawn(qapp, name):
    image = theme.icon(name).pixmap(24, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_every_control_on_every_page_has_a_name(session, qtbot):
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    session.edit({"t4.review.upheld": 1, "t4.review.total": 2}, "填写")
    window.problems.line.click()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView)
    nameless = []
    for id in window.pages:
        window.go(id)
        nameless += [
            f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
            for kind in kinds
            for widget in window.findChildren(kind)
            if widget.isVisible()
            and not widget.accessibleName()
            and not (isinstance(widget, QAbstractButton) and widget.text())
        ]
    assert not nameless


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ((2025, 1, 20), "还有 11 天"),
        ((2025, 1, 31), "今天"),
        ((2025, 2, 2), "已过 2 天"),
        ((2026, 1, 20), "这是往年的报告，公布期限是 2025年1月31日"),
    ],
)
def test_the_days_left_are_said(today, said):
    assert said in due_words(Report().apply({"unit": "某县财政局", "year": 2024}), date(*today), None)


def test_a_local_date_is_read_as_people_write_it():
    assert read_date("1月20日") == read_date("1-20") == (1, 20)
    assert read_date("13月1日") is None and read_date("年底") is None


RULE = re.compile(r"^([^{}/]+)\{([^}]*)\}", re.MULTILINE)
COLOR = re.compile(r"(?<![-\w])(color|background|border|border-color): [^;]*?\$(\w+)")
PRESSED_OR_TYPED_IN = ("QPushButton", "QLineEdit", "QTextEdit", "QComboBox", "QCheckBox::", "QRadioButton::", "QMenu::")


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector of the style sheet, and the colours of the scheme that it names."""
    for selectors, body in RULE.findall((theme.RESOURCES / "style.qss").read_text("utf-8")):
        named = {what.partition("-")[0]: name for what, name in COLOR.findall(body)}
        for selector in selectors.split(","):
            yield selector.strip(), named


@pytest.mark.parametrize("name", theme.SCHEMES)
def test_words_stand_out_in_every_state_of_every_control(name):
    scheme = theme.SCHEMES[name]
    weak = [
        (selector, named)
        for selector, named in rules()
        if {"color", "background"} <= named.keys()
        and contrast(getattr(scheme, named["color"]), getattr(scheme, named["background"])) < 4.5
    ]
    assert not weak


@pytest.mark.parametrize("name", theme.SCHEMES)
def test_the_edge_of_every_control_stands_out_in_every_state_but_the_disabled(name):
    """WCAG 2.2, 1.4.11 and 2.4.13: 3 : 1 against what lies beside it; a filled control may have its fill for an edge."""
    scheme = theme.SCHEMES[name]
    weak = []
    for selector, named in rules():
        if not selector.startswith(PRESSED_OR_TYPED_IN) or ":disabled" in selector or "border" not in named:
            continue
        fill = getattr(scheme, named.get("background", "accent" if "#primary" in selector else "paper"))
        edge = getattr(scheme, named["border"])
        beside = [getattr(scheme, ground) for ground in ("ground", "paper")]
        if max(contrast(edge, fill), min(contrast(fill, other) for other in beside)) < 3:
            weak.append((selector, named))
        if ":focus" in selector and contrast(edge, fill) < 3:
            weak.append((selector, "focus ring", named))
    assert not weak
