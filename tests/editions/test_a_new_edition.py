"""A new edition is one new module: in a copy of the tree with a synthetic one, and nothing else edited, the whole program
works with it. What it must do stands in ``inside``; each file of it is run there by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INSIDE = sorted(path.name for path in (HERE / "inside").glob("test_*.py"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree with the editions of this folder among its own."""
    tree = tmp_path_factory.mktemp("tree")
    for path in ROOT.iterdir():
        if (path.is_dir() and (path / "__init__.py").exists()) or path.name in ("resources", "docs"):
            shutil.copytree(path, tree / path.name, ignore=shutil.ignore_patterns("__pycache__", "bench", "images"))
        elif path.suffix in (".py", ".toml"):
            shutil.copy(path, tree)
    for edition in HERE.glob("form_*.py"):
        shutil.copy(edition, tree / "models" / "forms")
    return tree


@pytest.mark.parametrize("name", INSIDE)
def test_the_whole_program_works_with_an_edition_that_it_has_never_seen(copy: Path, name: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/editions/inside/{name}"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
