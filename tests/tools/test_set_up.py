"""The set-up behind ./run and ./test."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRETEND = """
import runpy, sys
sys.version_info = ({version}, 0)
sys.argv = ["set_up.py", "run"]
runpy.run_path("tools/set_up.py", run_name="__main__")
"""


@pytest.mark.parametrize("version", ["2, 7", "3, 9", "3, 10", "3, 14"])
def test_a_python_that_does_not_fit_is_said_in_one_sentence(version):
    done = subprocess.run(
        [sys.executable, "-c", PRETEND.format(version=version)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "需要 Python 3.11、3.12 或 3.13" in done.stderr and version.replace(", ", ".") in done.stderr


def test_without_any_python_the_missing_one_is_named(tmp_path):
    (tmp_path / "bash").symlink_to(shutil.which("bash") or "/bin/bash")
    done = subprocess.run(
        [tmp_path / "bash", ROOT / "tools" / "set_up", "run"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "需要 Python 3.11、3.12 或 3.13" in done.stderr


def test_a_python_without_venv_is_said_in_one_sentence(tmp_path):
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "set_up.py", tmp_path / "tools")
    (tmp_path / ".venv").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.modules['ensurepip'] = None\n{PRETEND.format(version='3, 12')}"],
        cwd=tmp_path, env={"PATH": str(tmp_path)}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "python3-venv" in done.stderr
    assert (tmp_path / ".venv").is_dir()


def test_the_set_up_parses_on_an_old_python():
    tree = ast.parse((ROOT / "tools" / "set_up.py").read_text("utf-8"), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer) or getattr(node, "annotation", None)]


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_prepared_copy_is_started_without_setting_it_up_again(tmp_path, name):
    """The scripts are called from another folder, through a link, with a set-up that would fail."""
    copy = tmp_path / "含 空格"
    copy.mkdir()
    for file in ("run", "test", "requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / file, copy / file)
    (copy / "tools").mkdir()
    (copy / "tools" / "set_up").write_text("#!/bin/sh\necho 又准备了一次 >&2\nexit 1\n", encoding="utf-8")
    (copy / "tools" / "set_up").chmod(0o755)
    (copy / ".venv" / "bin").mkdir(parents=True)
    python = copy / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "started $*"\n', encoding="utf-8")
    python.chmod(0o755)
    for lock in ("requirements.lock", "requirements-test.lock"):
        shutil.copy(copy / lock, copy / ".venv" / lock)

    def call():
        return subprocess.run(
            [copy / name, "check", "x y"], cwd="/", capture_output=True, encoding="utf-8", check=False
        )

    assert "started" in call().stdout and call().returncode == 0
    with (copy / ("requirements.lock" if name == "run" else "requirements-test.lock")).open("a") as lock:
        lock.write("# changed\n")
    done = call()
    assert done.returncode == 1 and done.stdout == "" and "又准备了一次" in done.stderr


def test_the_locks_agree_with_each_other():
    """What runs is what was tested: each line of the run lock stands in the test lock."""
    run, test = (
        set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-test.lock")
    )
    assert run < test


def test_the_commands_of_windows_end_their_lines_as_windows_does():
    for path in (ROOT / "run.cmd", ROOT / "test.cmd", ROOT / "tools" / "set_up.cmd"):
        data = path.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 5
        assert not data.startswith(b"\xef\xbb\xbf")
