"""The same commit gives the same files, wherever and whenever a bundle is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.bundling import linux
from tools.bundling.platforms import LINUX
from tools.bundling.program import program


def _sums(place: Path) -> dict[str, str]:
    """The digest of every file of a bundle that is made here."""
    top = place / "bundle"
    linux.tree(LINUX, program(place / "app"), top)
    lines = (top / "SHA256SUMS").read_text("utf-8").splitlines()
    return dict(line.split("  ", 1)[::-1] for line in lines)


@pytest.mark.usefixtures("linux")
def test_two_bundles_made_in_two_folders_agree_file_by_file(tmp_path: Path) -> None:
    """Archives of the same files are the same bytes: tests/tools/bundling/test_verify.py."""
    one, other = (tmp_path / name for name in ("a", "another folder"))
    one.mkdir()
    other.mkdir()
    first, second = _sums(one), _sums(other)
    assert first.keys() == second.keys()
    assert [name for name, digest in first.items() if second[name] != digest] == []
