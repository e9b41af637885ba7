"""Cyclic garbage is collected in the GUI thread, never by a worker."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject

from ui.toolkit.garbage import Collector


class Cycle(QObject):
    """An object that only the collection of cycles can let go."""

    died_in: list[str] = []

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        self.died_in.append(threading.current_thread().name)


def allocate() -> None:
    """As much as makes the automatic collection run several times."""
    for _ in range(20):
        kept = [[n] for n in range(3_000)]
        del kept


def test_a_worker_collects_nothing_and_the_gui_thread_does(qapp):
    parent = QObject()
    collector = Collector(parent)
    Cycle.died_in.clear()
    Cycle()
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert Cycle.died_in == []
    kept = [[n] for n in range(3_000)]
    collector.collect()
    assert Cycle.died_in == [threading.current_thread().name] and kept
