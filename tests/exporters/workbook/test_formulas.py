"""Areas name exactly the cells that they are made of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.workbook.formulas import area, rectangles, total
from tests.exporters.workbook.sheets_read import added

SPOTS = st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1)


@given(SPOTS)
@settings(max_examples=80)
def test_rectangles_cover_each_place_once_and_no_other(spots: set[tuple[int, int]]) -> None:
    covered = [
        (r, c)
        for (top, left), (bottom, right) in rectangles(spots)
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    ]
    assert len(covered) == len(set(covered)) and set(covered) == spots


def test_a_block_is_written_as_one_area() -> None:
    assert area([(row, column) for row in (6, 7, 8) for column in (4, 5)]) == "D6:E8"
    assert area([(6, 4), (7, 4), (27, 4)]) == "D6:D7,D27"


def test_a_total_with_text_among_its_parts_stays_open() -> None:
    formula = total([(6, 4), (6, 5)], nil=True)
    assert formula == '=IF(COUNTA(D6:E6)>COUNT(D6:E6),"",SUM(D6:E6))'
    assert added(formula) == [{"D6", "E6"}]
