"""What goes wrong while a ledger is written or a file is read: said, nothing half-written, nothing lost but the file in hand."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from models.errors import UserError
from office import examining, ledger, roster, states, status, sums
from office.errors import DamagedLedgerError, OfficeError, ReadOnlyError
from office.examining import Examined
from office.states import State
from office.workers import Processes, Reading
from tests.long import sample
from tests.office.here import hand_in, office, take, unit
from tests.places import full_disk, read_only_folder

ROOT = Path(__file__).parents[2]
COUNT = 12
UNITS = [f"云岭县{name}局" for name in "甲乙丙丁戊己庚辛壬癸子丑"]


@pytest.fixture
def county(tmp_path):
    """A ledger and a folder of reports, not taken yet."""
    (tmp_path / "册").mkdir()
    office(tmp_path / "册", [unit(name) for name in UNITS]).close()
    for number, name in enumerate(UNITS):
        hand_in(tmp_path / "收", name, number)
    return tmp_path


def truth(opened):
    found = status.of(opened).as_json()
    cells = sums.add_up(opened, sums.basis_of(opened)).cells
    return found["units"], found["missing"], dict(cells)


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes in another way")
def test_a_killed_take_loses_no_state_and_the_next_one_ends_as_if_nothing_had_happened(county):
    path = county / "册" / "册.gkhz"
    with ledger.write(path) as opened:
        take(opened, county / "收" / f"{UNITS[0]}.gkbg")
        states.decide(opened, roster.load(opened).named(UNITS[0]), State.PASSED)
    draw = random.Random(7)
    for _ in range(sample(3, 100)):
        command = [sys.executable, "-m", "tests.office.taker", str(path), str(county / "收")]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(draw.uniform(0.0, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with ledger.read(path) as opened:
            units, missing, _ = truth(opened)
            assert units[0]["state"] == "passed"
            assert all(each["versions"] == 1 for each in units if each["unit"] not in missing)
    with ledger.write(path) as opened:
        take(opened, county / "收")
        found = truth(opened)
        assert opened.one("PRAGMA integrity_check") == ("ok",)
        assert not opened.one("SELECT 1 FROM report WHERE NOT checked AND role = 'unit'")
    (county / "新").mkdir()
    with office(county / "新", [unit(name) for name in UNITS]) as fresh:
        take(fresh, county / "收")
        states.decide(fresh, roster.load(fresh).named(UNITS[0]), State.PASSED)
        assert truth(fresh) == found


def test_the_second_process_on_a_ledger_reads_only_and_says_so(county):
    path = county / "册" / "册.gkhz"
    with ledger.write(path) as first:
        with pytest.raises(ReadOnlyError, match="只能查看"):
            ledger.write(path)
        with ledger.read(path) as second:
            before = second.version
            assert status.of(second).as_json()["received"] == 0
            take(first, county / "收")
            assert second.version != before  # the reader's view refreshes
            assert status.of(second).as_json()["received"] == COUNT
            with pytest.raises(ReadOnlyError, match="只读"), second.transaction():
                pass


def test_a_full_disk_is_said_and_what_was_taken_stays(county):
    path = county / "册" / "册.gkhz"
    with ledger.write(path) as opened:
        take(opened, county / "收" / f"{UNITS[0]}.gkbg")
        with full_disk(path.stat().st_size + 40_000), pytest.raises(UserError, match=r"磁盘已满|读写出错"):
            take(opened, county / "收")
        received = status.of(opened).as_json()["received"]
        assert 1 <= received < COUNT
    with ledger.write(path) as opened:
        assert opened.one("PRAGMA integrity_check") == ("ok",)
        take(opened, county / "收")
        assert status.of(opened).as_json()["received"] == COUNT


def test_a_ledger_that_cannot_be_made_leaves_nothing_behind(tmp_path):
    with full_disk(20_000), pytest.raises(UserError):
        ledger.make(tmp_path / "册.gkhz", 2025)
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")] == []


def test_new_never_replaces_a_ledger(tmp_path):
    (tmp_path / "册.gkhz").write_bytes(b"something")
    with pytest.raises(OfficeError, match="已经存在"):
        ledger.make(tmp_path / "册.gkhz", 2025)
    assert (tmp_path / "册.gkhz").read_bytes() == b"something"


@pytest.mark.parametrize("where", ["head", "middle", "cut", "foreign"])
def test_a_damaged_ledger_is_said_and_not_changed(county, where):
    path = county / "册" / "册.gkhz"
    with ledger.write(path) as opened:
        take(opened, county / "收")
    data = bytearray(path.read_bytes())
    if where == "head":
        data[0:16] = b"not SQLite at al"
    elif where == "middle":
        for start in range(4096, len(data), 4096):
            data[start : start + 64] = b"\xff" * 64
    elif where == "cut":
        del data[len(data) // 3 :]
    else:
        data = bytearray(b"PK\x03\x04 a zip")
    path.write_bytes(bytes(data))
    with pytest.raises(DamagedLedgerError, match="没有改动"), ledger.write(path) as opened:
        status.of(opened)
        sums.add_up(opened, sums.basis_of(opened))
    assert path.read_bytes() == bytes(data)


def test_a_ledger_in_a_place_that_takes_no_file_can_be_looked_at(county):
    data = (county / "册" / "册.gkhz").read_bytes()
    with read_only_folder() as folder:
        place = folder / "own" / "光盘"
        place.mkdir()
        (place / "册.gkhz").write_bytes(data)
        place.chmod(0o555)
        with ledger.read(place / "册.gkhz") as opened:
            assert status.of(opened).as_json()["expected"] == COUNT
        place.chmod(0o755)


def test_no_original_is_altered(county):
    files = sorted((county / "收").iterdir())
    before = [(hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) for path in files]
    with ledger.write(county / "册" / "册.gkhz") as opened:
        take(opened, county / "收")
    assert [(hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) for path in files] == before
    assert sorted((county / "收").iterdir()) == files


def test_a_file_that_is_replaced_while_it_is_read_is_read_again_and_else_said(county, monkeypatch):
    path = county / "收" / f"{UNITS[0]}.gkbg"
    other = (county / "收" / f"{UNITS[1]}.gkbg").read_bytes()
    real = examining._examine
    times = iter((1, 0))

    def replaced(path, name, hash):
        found = real(path, name, hash)
        if next(times, 1):
            path.write_bytes(other)
            os.utime(path, ns=(time.time_ns(), time.time_ns()))
        return found

    monkeypatch.setattr(examining, "_examine", replaced)
    assert examining.examine(path, "甲").report.unit == UNITS[1]
    assert "被替换" in examining.examine(path, "甲").reason


def outcomes(engine, *paths):
    found: dict[int, Examined] = {}

    def then(token, outcome):
        found[token] = outcome

    try:
        engine.run(iter([(n, Reading(path, path.name)) for n, path in enumerate(paths)]), then)
    finally:
        engine.close()
    return [found[n] for n in range(len(paths))]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_file_that_never_ends_is_named_and_ends_no_run(county):
    os.mkfifo(county / "永远.docx")
    good = sorted((county / "收").iterdir())[:3]
    read = outcomes(Processes(1, seconds=4), good[0], county / "永远.docx", *good[1:])
    assert [each.kind for each in read] == ["", "unreadable", "", ""]
    assert "永远.docx" in read[1].reason and "超过4秒" in read[1].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_file_that_takes_its_process_down_is_named_and_ends_no_run(county):
    os.mkfifo(county / "崩溃.docx")
    good = sorted((county / "收").iterdir())[:3]

    def kill():
        while not (children := multiprocessing.active_children()):
            time.sleep(0.05)
        with (county / "崩溃.docx").open("wb"):  # opened by the process: it is reading
            children[0].kill()
            children[0].join()

    killer = threading.Thread(target=kill)
    killer.start()
    read = outcomes(Processes(1), county / "崩溃.docx", *good)
    killer.join()
    assert [each.kind for each in read] == ["unreadable", "", "", ""]
    assert "崩溃.docx" in read[0].reason


def test_no_process_is_left(county):
    with ledger.write(county / "册" / "册.gkhz") as opened:
        from office import taking

        taking.take(opened, [county / "收"])
    assert multiprocessing.active_children() == []


def test_a_ledger_of_an_older_layout_is_brought_up_to_date_by_whoever_writes_and_only_then(county):
    path = county / "册" / "册.gkhz"
    with ledger.write(path) as opened:
        take(opened, county / "收")
        before = truth(opened)
    old = sqlite3.connect(path)
    old.execute("DROP TABLE twin")
    old.execute("PRAGMA user_version = 1")
    old.close()
    with pytest.raises(OfficeError, match="旧版本"):
        ledger.read(path)
    with ledger.write(path) as opened:
        assert truth(opened) == before
    new = sqlite3.connect(path)
    new.execute("PRAGMA user_version = 99")
    new.close()
    with pytest.raises(OfficeError, match="更新版本"):
        ledger.write(path)
