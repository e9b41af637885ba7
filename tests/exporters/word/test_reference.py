"""The produced Word file against a reviewed reference."""

from __future__ import annotations

import pytest

from tests.exporters.word.reference import FOLDER, listings


@pytest.mark.parametrize("name", listings())
def test_the_part_is_as_it_was_reviewed(name):
    assert listings()[name] == (FOLDER / name).read_text("utf-8")
