"""Work on all cores: in order, and a process that dies costs the piece that it was at."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator

import pytest

from desk.workers import Workers

DEADLY = 37


def double(number: int) -> int:
    if number == DEADLY:
        os._exit(9)
    return 2 * number


def lost(number: int) -> int:
    return -number


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(2)
    yield made
    made.end()


def test_outcomes_come_in_order_and_a_deadly_piece_is_named(workers: Workers) -> None:
    expected = [2 * number if number != DEADLY else -DEADLY for number in range(100)]
    assert list(workers.map(double, range(100), lost)) == expected


def test_nothing_is_left_of_ended_workers_and_they_can_begin_again(workers: Workers) -> None:
    assert list(workers.map(double, [1, 2], lost)) == [2, 4]
    workers.end()
    assert not multiprocessing.active_children()
    assert list(workers.map(double, [3], lost)) == [6]
