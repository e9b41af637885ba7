"""However a verb ends, nothing of it is left: no process, and nothing in the temporary folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports import CASES

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="only /proc lists the processes of a session"
)
ROOT = Path(__file__).parents[3]
MANY = 60


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """More reports than are read in one process."""
    folder = tmp_path / "各单位"
    folder.mkdir()
    for number in range(MANY):
        report = {"unit": f"单位{number}", "year": 2024, "cells": {"t3.new.natural": number}, "texts": {}}
        (folder / f"{number:03}.json").write_text(json.dumps(report), "utf-8")
    return folder


def start(tmp_path: Path, *arguments: object) -> subprocess.Popen[str]:
    """A verb in a session of its own, with a temporary folder of its own."""
    (tmp_path / "temporary").mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary"), "GKBG_DATA_DIR": str(tmp_path / "own")}
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, stdout=pipe, stderr=subprocess.STDOUT, encoding="utf-8", env=environment, start_new_session=True
    )


def session_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that live in the session of ``process``, itself left out."""
    return [pid for pid, session in _sessions() if session == process.pid and pid != process.pid]


def _sessions() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                after_name = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if after_name[0] != "Z":
                yield int(entry.name), int(after_name[3])


def gone(process: subprocess.Popen[str], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while session_of(process) and time.monotonic() < end:
        time.sleep(0.05)
    return not session_of(process)


def test_a_sum_of_many_units_ends_and_closes_what_it_wrote_to(tmp_path, units):
    whole = units.parent / "政府.json"
    whole.write_text(json.dumps({"unit": "某县人民政府", "year": 2024, "cells": {}, "texts": {}}), "utf-8")
    process = start(tmp_path, "check", whole, "--units", units)
    said, _ = process.communicate(timeout=120)  # ends only when every holder of the pipe has closed it
    assert process.returncode in (0, 1), said
    assert gone(process)


def test_many_reports_that_are_checked_leave_nothing(tmp_path, units):
    process = start(tmp_path, "check", units)
    said, _ = process.communicate(timeout=120)
    assert process.returncode in (0, 1) and "leaked" not in said, said[-2000:]
    assert gone(process) and not list((tmp_path / "temporary").iterdir())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_work_leaves_no_process(tmp_path, units, how):
    process = start(tmp_path, "check", units)
    end = time.monotonic() + 60
    while len(session_of(process)) < 2 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    os.kill(process.pid, how)
    process.communicate(timeout=60)
    assert gone(process)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".xlsx"])
def test_an_export_leaves_nothing_in_the_temporary_folder(tmp_path, suffix):
    process = start(tmp_path, "export", CASES / "reports" / "hanyin-2021.txt", "-o", tmp_path / f"report{suffix}")
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert not list((tmp_path / "temporary").iterdir())
