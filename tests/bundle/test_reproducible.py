"""The same commit gives the same files, wherever and whenever a bundle is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.bundling import linux
from tools.bundling.platforms import LINUX
from tools.bundling.program import Program, program


def _sums(place: Path, told: Program) -> dict[str, str]:
    """The digest of every file of a bundle that is made here."""
    top = place / "bundle"
    linux.tree(LINUX, told, top)
    lines = (top / "SHA256SUMS").read_text("utf-8").splitlines()
    return dict(line.split("  ", 1)[::-1] for line in lines)


@pytest.mark.usefixtures("linux")
def test_two_bundles_made_in_two_folders_agree_file_by_file(tmp_path: Path) -> None:
    """Archives of the same files are the same bytes: tests/tools/bundling/test_verify.py."""
    one, other = (tmp_path / name for name in ("a", "another folder"))
    one.mkdir()
    other.mkdir()
    laid_out = [program(place / "app") for place in (one, other)]  # both at once: of the same commit
    first, second = _sums(one, laid_out[0]), _sums(other, laid_out[1])
    assert first.keys() == second.keys()
    assert [name for name, digest in first.items() if second[name] != digest] == []
