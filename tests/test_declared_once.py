"""No line outside the declarations spells the id of a cell or a table, or the number of a section: code asks for roles."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from models.checks import CHECKS

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for folder in ("models", "importers", "exporters", "desk", "office", "ui")
    for path in (ROOT / folder).rglob("*.py")
    if "forms" not in path.parts
)
CELL = re.compile(r"(?<![\w.])t[1-9]\.[a-z_]|\bt[1-9]\.?$")
SECTION = re.compile(r"[一二三四五六七八九](?:\.\d)?")

EXCEPTIONS = {
    ("office/sums.py", "t3.new.total"): "an example of an id, told to the person who must write one",
    ("ui/verbs/office/looking.py", "t3.new.total"): "an example of an id, told to the person who must write one",
    ("exporters/outline.py", "一"): "the first numeral of any heading, of whatever section",
    ("importers/document/title.py", "二"): "the first digit of a year written in Chinese",
    ("models/prose/candidates/rules.py", "一"): "the number one in a sentence",
}
"""(file, words) → why it may stand there."""


def spelled(path: Path) -> Iterator[tuple[int, str]]:
    """(line, string) for each string of a module that spells an id; documentation and the codes of checks are none."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if said not in CHECKS and id(node) not in told and (CELL.search(said) or SECTION.fullmatch(said)):
            yield getattr(node, "lineno", 0), said


def test_no_id_of_the_form_is_spelled_outside_its_declaration() -> None:
    found = [
        f"{name}:{line} {said}"
        for path in SOURCES
        for name in [path.relative_to(ROOT).as_posix()]
        for line, said in spelled(path)
        if not any(file == name and words in said for file, words in EXCEPTIONS)
    ]
    assert found == []


def test_every_exception_is_still_needed() -> None:
    for (file, words), reason in EXCEPTIONS.items():
        assert reason and any(words in said for _, said in spelled(ROOT / file)), file
