"""A writer killed at any moment loses at most the edit in progress."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.report import Report
from models.storage import Journal, Lock, load, recover, save
from tests.models.storage.writer import CELL, edit_of

KILLS = 120


@pytest.fixture
def writers(tmp_path, monkeypatch):
    """Starts writers and kills them: ``kill_after(path, acknowledgements, seconds, told)``, ``seconds`` after the
    acknowledgements have grown by that many bytes (0: at once)."""
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "own"))
    root = Path(__file__).parents[3]
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.models.storage.writer"],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert server.stdin and server.stdout
    stdin, stdout = server.stdin, server.stdout

    def ask(line):
        stdin.write(f"{line}\n")
        stdin.flush()
        return stdout.readline().strip()

    def kill_after(path, acknowledgements, seconds, told):
        wanted = acknowledgements.stat().st_size + told
        child = int(ask(f"{path}\t{acknowledgements}"))
        while acknowledgements.stat().st_size < wanted:  # a busy machine may take its time
            time.sleep(0.001)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        assert ask("wait") == "ended"

    yield kill_after
    stdin.close()
    stdout.close()
    assert server.wait(timeout=10) == 0


def test_nothing_is_lost_by_killing_a_writer_at_random_moments(tmp_path, writers):
    path, acknowledgements = tmp_path / "r.gkbg", tmp_path / "acknowledged"
    acknowledgements.touch()
    dice = random.Random(20240131)
    recovered_unsaved = edits = 0
    for _ in range(KILLS):
        writers(path, acknowledgements, dice.uniform(0, 0.02), dice.choice((0, 1, 1, 8)))
        told = acknowledgements.read_text(encoding="utf-8").split()
        last = max(int(told[-1]) if told else 0, edits)  # what was told, or was there when this writer began
        report = load(path) if path.exists() else Report()
        left = recover(path)
        assert len(left) <= 1
        if left:
            assert left[0].path == path and not left[0].damaged and not left[0].changed_since
            report = left[0].report
            recovered_unsaved += 1
        number = report.get(CELL) or 0
        assert isinstance(number, int)
        assert number in (last, last + 1)
        assert report == Report().apply(edit_of(number) if number else {})
        with Lock(path):  # the dead writer's lock does not stand in the way
            if left:
                save(report, path)
                left[0].discard()
        edits = number
    assert recover(path) == []
    assert recovered_unsaved > KILLS / 10 and edits > KILLS


def test_a_saving_killed_before_the_journal_knew_leaves_nothing_to_recover(tmp_path, monkeypatch):
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "own"))
    path = tmp_path / "r.gkbg"
    journal = Journal.open(path, Report(), stamp=None)
    journal.append(edit_of(1), "第1次")
    save(Report().apply(edit_of(1)), path)
    journal.close()
    assert recover() == [] and not list((tmp_path / "own" / "journal").glob("*.journal"))
