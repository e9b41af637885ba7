"""The engine of many machines: files are read and checked by the workers of a dask.distributed cluster.

The same two steps as in local processes, so that the figures are the same; a worker that dies is replaced by another, and its
files are read again. Files travel as bytes, since workers elsewhere do not see this machine's disks.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from distributed import Client, as_completed

from office.errors import OfficeError
from office.examining import Checked, Examined, check, examine
from office.workers import Reading, Task, Then

EACH = 4
"""Files in the hands of each thread of the cluster."""
SECONDS = 20


class Cluster:
    """Tasks on the cluster whose scheduler listens at ``address``. Raises OfficeError where nobody answers there."""

    def __init__(self, address: str, seconds: float = SECONDS) -> None:
        try:
            self._client = Client(address, timeout=seconds, set_as_default=False)
            self._client.wait_for_workers(1, timeout=seconds)
        except (OSError, TimeoutError, ValueError) as error:
            raise OfficeError(
                f"连不上集群“{address}”（{type(error).__name__}）；请确认它开着、有工作进程，或去掉 --scheduler 在本机上做。"
            ) from None

    def run(self, tasks: Iterator[tuple[int, Task]], then: Then) -> None:
        """Carry out all tasks and what follows from them."""
        threads = sum(self._client.nthreads().values()) or 1
        pending = as_completed(loop=self._client.loop)
        tokens: dict[str, int] = {}
        read: dict[int, Examined] = {}
        more = True
        while True:
            while more and len(tokens) < EACH * threads:
                task = next(tasks, None)
                if task is None:
                    more = False
                    break
                self._submit(task, pending, tokens, read)
            if not tokens:
                return
            future = next(pending)
            token = tokens.pop(future.key)
            outcome = _outcome(future)
            if isinstance(outcome, Examined) and outcome.kind == "":
                read[token] = outcome
            following = then(token, outcome)
            if following is None:
                read.pop(token, None)
            else:
                self._submit((token, following), pending, tokens, read)

    def _submit(self, task: tuple[int, Task], pending: Any, tokens: dict[str, int], read: dict[int, Examined]) -> None:
        token, work = task
        if isinstance(work, Reading):
            try:
                data = work.path.read_bytes()
            except OSError:
                data = b""
            future = self._client.submit(read_bytes, data, work.path.name, work.name, pure=False)
        elif work.values is not None:
            future = self._client.submit(check, work.values, work.told, work.previous, pure=False)
        else:
            examined = read.pop(token)
            future = self._client.submit(check, examined.values, examined.findings, work.previous, pure=False)
        tokens[future.key] = token
        pending.add(future)

    def close(self) -> None:
        self._client.close()


def _outcome(future: Any) -> Examined | Checked:
    try:
        outcome: Examined | Checked = future.result()
    except Exception as error:  # its file has ended several workers
        said = f"在集群上没有读成（{type(error).__name__}），没有收；请用 Word 或 Excel 打开，另存后再收。"
        return Examined("", "unreadable", said)
    return outcome


def read_bytes(data: bytes, file: str, name: str) -> Examined:
    """Read one file on a worker."""
    with tempfile.TemporaryDirectory(prefix="gkhz-") as folder:
        path = Path(folder) / file
        path.write_bytes(data)
        return examine(path, name)
