"""Every text is read and written as UTF-8, said so: on Windows what is not said is the code page of the computer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("models", "importers", "exporters", "desk", "office", "ui", "tools", "tests")
OF_A_FILE = {"write_text": 1, "read_text": 0}
"""How many arguments come before the encoding."""


def _unsaid(path: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        named = {keyword.arg for keyword in call.keywords}
        place = f"{path.relative_to(ROOT)}:{call.lineno}"
        of_a_file = OF_A_FILE.get(call.func.attr)
        if of_a_file is not None and "encoding" not in named and len(call.args) <= of_a_file:
            yield f"{place} {call.func.attr}"
        if call.func.attr in ("run", "Popen", "check_output") and "text" in named and "encoding" not in named:
            yield f"{place} text=True"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_encoding_of_every_text_is_said(folder: str) -> None:
    assert [unsaid for path in sorted((ROOT / folder).rglob("*.py")) for unsaid in _unsaid(path)] == []
