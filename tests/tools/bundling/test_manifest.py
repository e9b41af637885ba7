"""The pinned inputs, and what of the program goes along."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from models.version import VERSION
from tools.bundling.manifest import HERE, ROOT, manifest
from tools.bundling.program import LEFT_OUT, program
from tools.bundling.prune import qt_modules

DIGEST = re.compile(r"[0-9a-f]{64}")


def test_every_input_has_a_digest() -> None:
    told = manifest()
    digests = [source.sha256 for source in told.sources] + [package.sha256 for package in told.packages]
    digests += [source.patches_sha256 for source in told.sources if source.patches]
    digests += [told.windows_python["sha256"], told.windows_test_python["sha256"]]
    assert all(DIGEST.fullmatch(digest) for digest in digests)


def test_every_library_has_a_recipe() -> None:
    assert {path.stem for path in (HERE / "recipes").glob("*.sh")} == {source.name for source in manifest().sources}


def test_no_file_of_the_tool_names_a_host() -> None:
    """Packages come from wherever this machine's own apt and pip are told to look."""
    for path in [ROOT / "tools/bundle", *HERE.rglob("*")]:
        if path.is_file() and path.suffix not in (".pyc",):
            hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text("utf-8")))
            assert hosts <= {"cyclonedx.org", "www.freedesktop.org", "schemas.microsoft.com"}, path


def test_the_version_is_declared_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" in project["dynamic"] and re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1].startswith(VERSION)


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    if subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("this is no checkout of git")
    return program(tmp_path / "app").folder


def test_all_of_the_program_goes_along(laid_out: Path) -> None:
    """Whatever package import-linter knows is in the bundle, and what only developers need is not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for name in project["tool"]["importlinter"]["root_packages"]:
        assert (laid_out / name / "__init__.py").exists() or any((laid_out / name).glob("*.py")), name
    for name in ("main.py", "resources", "docs", "LICENSE", "NOTICE"):
        assert (laid_out / name).exists(), name
    for name in LEFT_OUT:
        assert not list(laid_out.glob(name)) or name == ".*"


def test_the_modules_of_qt_follow_from_the_program(laid_out: Path) -> None:
    found = qt_modules(laid_out)
    assert {"QtCore", "QtGui", "QtWidgets", "QtSvg"} <= found
    assert "QtNetwork" not in found, "its library needs Kerberos, which small systems lack"
