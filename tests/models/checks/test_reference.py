"""The reference of checks is the one that the code makes."""

from __future__ import annotations

from pathlib import Path

from models.checks import CHECKS
from models.checks.reference import reference

PAGE = Path(__file__).parents[3] / "docs" / "checks.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run: python tools/checks_reference.py"


def test_every_check_has_its_entry() -> None:
    assert all(f"代码：`{code}`" in reference() for code in CHECKS)
