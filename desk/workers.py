"""The processes on which many reports are read and checked, on all cores; none of them outlives the work.

A worker ends with its parent, however that ends; it leaves Ctrl-C to it; and one that dies (of a file that takes all memory,
say) costs the piece that it was at, not the run.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar

from models.leaving import when_leaving

MOST = 8
CHUNK = 16
"""Pieces that go to a process together, and after which it looks for garbage."""
AHEAD = 4
"""Chunks for each process that are handed out before the first is back, so that memory stays flat however many there are."""
MEMORY = 4 << 30
"""Bytes of address space that a worker may take, where the system can hold it to that; beyond, a file cannot be read."""

In = TypeVar("In")
Out = TypeVar("Out")


def _begin() -> None:
    """What a worker does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        import resource
    except ImportError:  # Windows
        pass
    else:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard < 0 else min(MEMORY, hard), hard))
    gc.freeze()
    gc.disable()  # between chunks, when little is alive, looking for cycles costs a tenth of what it does amid the work


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _chunk(work: Callable[[Any], Out], pieces: Sequence[Any]) -> list[Out]:
    done = [work(piece) for piece in pieces]
    gc.collect()
    return done


class Workers:
    """A pool that is made when first needed and stays until ``end``; ``count`` processes, one for each core unless given."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or min(os.cpu_count() or 1, MOST)
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[In], Out], pieces: Sequence[In], lost: Callable[[In], Out]) -> Iterator[Out]:
        """``work`` on each piece, in order; ``lost`` gives the outcome of a piece on which a process died.

        ``work`` goes to the processes by its name: a function of a module, or a ``functools.partial`` of one.
        """
        chunks = [pieces[start : start + CHUNK] for start in range(0, len(pieces), CHUNK)]
        waiting: list[tuple[Sequence[In], Future[list[Out]]]] = []
        for chunk in chunks:
            waiting.append((chunk, self._submit(work, chunk)))
            if len(waiting) > self._count * AHEAD:
                yield from self._outcome(work, *waiting.pop(0), lost)
        for chunk, future in waiting:
            yield from self._outcome(work, chunk, future, lost)

    def _submit(self, work: Callable[[In], Out], chunk: Sequence[In]) -> Future[list[Out]]:
        try:
            return self._made().submit(_chunk, work, chunk)
        except BrokenProcessPool:
            self.end()
            return self._made().submit(_chunk, work, chunk)

    def _outcome(
        self, work: Callable[[In], Out], chunk: Sequence[In], future: Future[list[Out]], lost: Callable[[In], Out]
    ) -> Iterator[Out]:
        try:
            yield from future.result()
            return
        except BrokenProcessPool:
            pass
        for piece in chunk:  # which of them it was shows when each is alone
            try:
                yield from self._submit(work, [piece]).result()
            except BrokenProcessPool:
                yield lost(piece)

    def _made(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawned, not forked: a window's process has threads
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_begin)
        return self._pool

    def end(self) -> None:
        """End the processes now, whatever they are at, and wait until they have ended."""
        pool, self._pool = self._pool, None
        if pool is not None:
            processes = list((getattr(pool, "_processes", None) or {}).values())
            for process in processes:
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


_shared = Workers()
when_leaving(_shared.end)


def shared() -> Workers:
    """The workers of the program: they stay from one piece of work to the next, since starting them takes half a second."""
    return _shared
