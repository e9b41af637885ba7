"""The same fold on a cluster: two workers on this machine, one of them killed in the middle, the same figures to the digit."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from office import status, sums, taking
from tests.long import LONG, sample
from tests.office.here import hand_in, office, take, unit

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.skipif(not LONG, reason="a cluster takes its time: ./test long"),
    pytest.mark.filterwarnings("ignore"),
]
ROOT = Path(__file__).parents[2]
COUNT = sample(6, 40)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each a process of its own; yields the address and the workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    log = (tmp_path / "cluster.log").open("wb")

    def start(*command):
        return subprocess.Popen([sys.executable, "-m", *command], env=env, cwd=tmp_path, stdout=log, stderr=log)

    address = f"tcp://127.0.0.1:{port}"
    started = [start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    worker = ("distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
    started += [start(*worker), start(*worker)]
    yield address, started[1:]
    for process in started:
        process.send_signal(signal.SIGTERM)
    for process in started:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    log.close()


def figures_of(opened):
    found = status.of(opened).as_json()
    return found, dict(sums.add_up(opened, sums.basis_of(opened)).cells)


def test_a_worker_killed_in_the_middle_changes_no_figure(tmp_path, cluster, caplog):
    from office.cluster import Cluster

    address, workers = cluster
    signs = "甲乙丙丁戊己庚辛壬癸"
    names = [f"云岭县{signs[n // 10]}{signs[n % 10]}局" for n in range(COUNT)]
    for number, name in enumerate(names):
        hand_in(tmp_path / "收", name, number, file=f"{number}.docx" if number % 2 else "")
    (tmp_path / "收" / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    results = []
    for where in ("本机", "集群"):
        (tmp_path / where).mkdir()
        with office(tmp_path / where, [unit(name) for name in names]) as opened:
            if where == "本机":
                take(opened, tmp_path / "收")
            else:
                engine = Cluster(address)
                deadline = time.monotonic() + 60
                while len(engine._client.nthreads()) < 2 and time.monotonic() < deadline:
                    time.sleep(0.2)

                def tell(done, total):
                    if done == COUNT // 3 and workers[0].poll() is None:
                        workers[0].kill()
                    return True

                taking.take(opened, [tmp_path / "收"], engine=engine, progress=tell)
                assert workers[0].wait(10) != 0
            results.append(figures_of(opened))
    assert results[0] == results[1]
    assert results[0][0]["received"] == COUNT
    caplog.clear()
    assert not multiprocessing.active_children()


def test_a_cluster_that_is_not_there_is_said():
    from office.cluster import Cluster
    from office.errors import OfficeError

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with pytest.raises(OfficeError, match="连不上集群"):
        Cluster("tcp://127.0.0.1:9", seconds=2)
