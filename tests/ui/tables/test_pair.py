"""The two figures of a total that was stated otherwise: both are always to be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from ui.tables.painting import Brushes
from ui.tables.pair import LEAST, Pair
from ui.toolkit import theme


@pytest.fixture
def brushes(qapp: QApplication) -> Brushes:
    theme.fonts(qapp)
    font = QFont(qapp.font())
    font.setPointSizeF(theme.SMALL_POINTS)
    return Brushes(theme.LIGHT, font)


def pair(brushes: Brushes, computed: str, stated: str, width: int, height: int) -> Pair:
    return Pair.of(computed, stated, QRect(0, 0, width, height), brushes.font, brushes.small)


@pytest.mark.parametrize("width", [58, 64, 73, 110])
@pytest.mark.parametrize("height", [18, 26, 52])
@pytest.mark.parametrize(
    ("computed", "stated"), [("5", "3"), ("3104", "3105"), ("12345", "54321"), ("123456", "654321")]
)
def test_both_figures_find_room_in_any_column(brushes, computed, stated, width, height):
    made = pair(brushes, computed, stated, width, height)
    assert (made.computed, made.stated) == (f"∑{computed}", stated)
    widths = [
        QFontMetrics(font).horizontalAdvance(text)
        for font, text in ((made.computed_font, made.computed), (made.stated_font, made.stated))
    ]
    assert (max(widths) if made.stacked else sum(widths)) < width - 8
    upper, lower = made.baselines(QRect(0, 0, width, height))
    assert not made.stacked or lower - QFontMetrics(made.stated_font).capHeight() >= upper
    assert lower <= height - 3
    assert min(made.computed_font.pointSizeF(), made.stated_font.pointSizeF()) >= LEAST


def test_short_figures_keep_their_size_and_a_high_row_sets_long_ones_above_each_other(brushes):
    assert pair(brushes, "5", "3", 73, 18).stated_font.pointSizeF() == theme.SMALL_POINTS
    high = pair(brushes, "123456", "654321", 64, 52)
    assert high.stacked and high.computed_font.pointSizeF() == brushes.small.pointSizeF()


def test_a_click_takes_the_computed_figure_only_where_it_stands(brushes):
    cell = QRect(0, 0, 64, 52)
    spot = pair(brushes, "123456", "654321", 64, 52).computed_rect(cell)
    assert spot.height() == 26 and spot.bottom() < cell.bottom()
