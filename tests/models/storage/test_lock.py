"""The lock against a second writer."""

from __future__ import annotations

import gc
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from models.report import Report
from models.storage import Lock, LockedError, UnwritableError, save
from models.storage.interruption import uninterrupted
from tests.places import read_only_folder

LOCKING = {
    sys.modules[Lock.__module__].__file__,
    sys.modules[uninterrupted.__module__].__file__,
    filelock._unix.__file__,
    filelock._api.__file__,
}
ROOT = Path(__file__).parents[3]
HOLD = "import sys; from pathlib import Path; from models.storage import Lock; lock = Lock(Path(sys.argv[1])); lock.acquire(); print(1, flush=True); sys.stdin.read()"


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of r.gkbg until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "r.gkbg"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout and process.stdin and process.stdout.readline() == b"1\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_a_second_writer_is_told_who_is_the_first_and_since_when(holder, tmp_path):
    with pytest.raises(
        LockedError, match=r"“r\.gkbg”正由“.+”（电脑 .+）自 \d{4}-\d\d-\d\d \d\d:\d\d 起打开编辑.*只读.*。"
    ):
        Lock(tmp_path / "r.gkbg").acquire()


def test_the_lock_of_a_dead_process_does_not_block(holder, tmp_path):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert (tmp_path / ".r.gkbg.lock").exists()
    with Lock(tmp_path / "r.gkbg") as lock:
        assert lock.held
    assert list(tmp_path.iterdir()) == []


def test_a_second_window_of_the_same_program_is_a_second_writer(tmp_path):
    with Lock(tmp_path / "r.gkbg"):
        with pytest.raises(LockedError):
            Lock(tmp_path / "r.gkbg").acquire()
        (tmp_path / "link.gkbg").symlink_to(tmp_path / "r.gkbg")
        with pytest.raises(LockedError):
            Lock(tmp_path / "link.gkbg").acquire()
        Lock(tmp_path / "other.gkbg").acquire()
    Lock(tmp_path / "r.gkbg").acquire()


def test_two_names_with_one_long_beginning_are_two_files(tmp_path):
    unit = "某省某市某某区人民政府某某街道办事处2024年政府信息公开工作年度报告"
    with Lock(tmp_path / f"{unit}（初稿）.gkbg"), Lock(tmp_path / f"{unit}（定稿）.gkbg") as second:
        assert second.held
        with pytest.raises(LockedError):
            Lock(tmp_path / f"{unit}（定稿）.gkbg").acquire()


def test_the_name_of_the_computer_is_asked_of_the_network_alone(tmp_path, monkeypatch):
    def hang():
        raise AssertionError("platform.node() may ask Windows for minutes")

    monkeypatch.setattr("platform.node", hang)
    with Lock(tmp_path / "r.gkbg"), pytest.raises(LockedError, match=re.escape(socket.gethostname())):
        Lock(tmp_path / "r.gkbg").acquire()


def test_taking_and_releasing_twice_does_no_harm(tmp_path):
    lock = Lock(tmp_path / "r.gkbg")
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()
    assert not lock.held and list(tmp_path.iterdir()) == []


def test_a_lock_file_with_anything_in_it_is_taken(tmp_path):
    (tmp_path / ".r.gkbg.lock").write_bytes(b"\xff" * 5000)
    with Lock(tmp_path / "r.gkbg"), pytest.raises(LockedError, match="自 "):
        Lock(tmp_path / "r.gkbg").acquire()


def test_a_folder_that_does_not_exist_is_said(tmp_path):
    with pytest.raises(UnwritableError, match="不存在或已断开"):
        Lock(tmp_path / "none" / "r.gkbg").acquire()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def read_only():
    with read_only_folder() as folder:
        yield folder


def test_in_a_read_only_folder_a_second_window_is_still_kept_out(read_only, monkeypatch):
    monkeypatch.setenv("GKBG_DATA_DIR", str(read_only / "own"))
    with Lock(read_only / "r.gkbg"), pytest.raises(LockedError):
        Lock(read_only / "r.gkbg").acquire()
    with Lock(read_only / "r.gkbg") as lock:
        assert lock.held


def test_saving_in_a_read_only_folder_says_what_to_do(read_only):
    with pytest.raises(UnwritableError, match=r"只读.*另存到别处"):
        save(Report().apply({"unit": "某局"}), read_only / "r.gkbg")


def test_ctrl_c_at_any_moment_leaves_no_lock_file(tmp_path):
    def interrupted_at(line: int) -> bool:
        passed = 0

        def trace(frame, event, argument):
            nonlocal passed
            if frame.f_code.co_filename in LOCKING:
                passed += event == "line"
                if passed == line and event == "line":
                    signal.raise_signal(signal.SIGINT)
                return trace
            return None

        try:
            sys.settrace(trace)
            with Lock(tmp_path / "r.gkbg"):
                pass
        except KeyboardInterrupt:
            return True
        finally:
            sys.settrace(None)
        return False

    lines = 0
    while interrupted_at(lines + 1):
        if any(tmp_path.iterdir()):
            gc.collect()  # a traceback in a circle may still hold the lock
        assert list(tmp_path.iterdir()) == []
        lines += 1
    assert lines > 50
