"""The commands for arm64: audited, and run where this machine can run that processor's programs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.bundle.conftest import ROOT
from tools.bundling.verify import audit

SAMPLE = ROOT / "resources/samples/汉阴县交通运输局2021年.txt"


def test_nothing_is_wrong_with_the_artefact(arm64: Path) -> None:
    assert list(audit(arm64)) == []


def test_a_command_runs_under_emulation(arm64: Path, tmp_path: Path) -> None:
    emulator = shutil.which("qemu-aarch64-static") or shutil.which("qemu-aarch64")
    library = Path("/usr/aarch64-linux-gnu")
    if emulator is None:
        pytest.skip("qemu-user-static is not installed: no program for arm64 can be run here")
    if not library.is_dir():
        pytest.skip("libc6-arm64-cross is not installed: there is no C library for arm64 here")
    subprocess.run(["tar", "xf", arm64, "-C", tmp_path], check=True)
    top = next(path for path in tmp_path.iterdir() if path.is_dir())
    program: list[str | Path] = [
        emulator,
        "-L",
        library,
        top / "python/bin/python3.13",
        "-E",
        "-s",
        "-B",
        top / "app/main.py",
    ]
    done = subprocess.run(
        [*program, "import", SAMPLE, "-o", tmp_path / "报告.gkbg"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    done = subprocess.run(
        [*program, "export", tmp_path / "报告.gkbg", "-o", tmp_path / "报告.docx"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
