"""Areas name exactly the cells that they are made of."""

from __future__ import annotations

import pytest
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


def reckoned(formula: str, cells: dict[str, object]) -> object:
    """What a formula of a total says over these cells: the functions that it is made of, carried out."""
    (area_,) = added(formula)
    values = [cells.get(address) for address in sorted(area_)]
    numbers = [value for value in values if isinstance(value, int)]
    filled = [value for value in values if value is not None]
    stays_open = len(filled) > len(numbers) or ("=0)" in formula and not numbers)
    return "" if stays_open else sum(numbers)


@pytest.mark.parametrize(
    ("cells", "nil", "result"),
    [
        ({}, False, ""),
        ({}, True, 0),
        ({"D6": 4}, False, 4),
        ({"D6": 4, "F6": 2}, True, 6),
        ({"D6": 4, "E6": "若干"}, False, ""),
        ({"D6": 0}, False, 0),
    ],
)
def test_a_total_of_blanks_is_blank_and_of_some_blanks_the_sum_of_the_rest(
    cells: dict[str, object], nil: bool, result: object
) -> None:
    assert reckoned(total([(6, 4), (6, 5), (6, 6)], nil=nil), cells) == result
