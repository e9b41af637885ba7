"""The program killed at any moment loses at most the edit in progress: through the window's own path, key by key."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.report import Report
from models.storage import load, recover, save
from tests.long import sample
from tests.ui.shell.killed import CELL, SAVES

KILLS = sample(10, 300)
PATIENCE = 120
"""Seconds after which a window that acknowledges nothing counts as broken."""
BASE = Report().apply({"unit": "某县某局", "year": 2024, "五": "存在的问题。\n" * 20})


@pytest.fixture
def windows(tmp_path):
    """Starts windows and kills them: ``kill_after(path, acknowledgements, seconds, told)``, ``seconds`` after so many more
    numbers were acknowledged."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.shell.killed"],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "GKBG_DATA_DIR": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert server.stdin and server.stdout
    stdin, stdout = server.stdin, server.stdout

    def ask(line):
        stdin.write(f"{line}\n")
        stdin.flush()
        return stdout.readline().strip()

    def kill_after(path, acknowledgements, seconds, told):
        wanted = acknowledgements.read_bytes().count(b"\n") + told
        child = int(ask(f"{path}\t{acknowledgements}"))
        patience = time.monotonic() + PATIENCE
        while acknowledgements.read_bytes().count(b"\n") < wanted:  # a busy machine may take its time
            assert time.monotonic() < patience, "the window types no more"
            time.sleep(0.001)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        assert ask("wait") == "ended"

    yield kill_after
    stdin.close()
    stdout.close()
    assert server.wait(timeout=10) == 0


def number_of(report: Report) -> int:
    value = report.get(CELL) or 0
    assert isinstance(value, int)
    return value


def test_no_edit_is_lost_by_killing_the_window_at_random_moments(tmp_path, windows, monkeypatch):
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "data"))
    path, acknowledgements, kills = tmp_path / "r.gkbg", tmp_path / "acknowledged", tmp_path / "kills.jsonl"
    save(BASE, path)
    acknowledgements.touch()
    dice = random.Random(20240131)
    known = 0
    with kills.open("w") as record:
        for _ in range(KILLS):
            windows(path, acknowledgements, dice.uniform(0, 0.03), dice.choice((1, 1, 2, 3, 9)))
            told = acknowledgements.read_text("utf-8").split()
            file = load(path)  # always whole
            left = recover(path)
            assert len(left) <= 1 and not any(item.damaged for item in left)
            report = left[0].report if left else file
            line = {"told": int(told[-1]), "file": number_of(file), "recovered": number_of(report), "left": len(left)}
            record.write(json.dumps(line) + "\n")
            record.flush()
            assert report == BASE.apply({CELL: number_of(report)})
            known = number_of(report)
            if left:
                save(report, path)
                left[0].discard()
    lines = [json.loads(line) for line in kills.read_text("utf-8").splitlines()]
    assert len(lines) == KILLS
    lost = [line for line in lines if line["recovered"] not in (line["told"], line["told"] + 1)]
    assert lost == []
    unsaved = [line for line in lines if line["file"] != line["recovered"]]
    assert len(unsaved) > KILLS / 3 and all(line["recovered"] - line["file"] <= SAVES + 1 for line in unsaved)
    assert known == lines[-1]["recovered"]
