"""A writer that is meant to be killed: ``python -m tests.models.storage.writer``.

Each line on stdin, "report acknowledgements", starts a child process that edits the report at that path for ever, saving now and
then, and writes the number of each edit to the second file once its record is safe. The child's process id goes to stdout;
the next line on stdin, "wait", waits for its end. Forking from a process that has everything loaded makes a hundred kills cheap.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.report import Report
from models.storage import Journal, Lock, load_stamped, save
from models.values import Value

CELL = "t3.new.natural"


def edit_of(number: int) -> dict[str, Value]:
    """Edit ``number``: a figure, and a text that is long enough to be torn."""
    return {CELL: number, "五": f"第{number}次。\n" * (number % 40 + 1)}


def work(path: Path, acknowledgements: Path) -> None:
    report, stamp = load_stamped(path) if path.exists() else (Report(), None)
    done = report.get(CELL)
    number = done if isinstance(done, int) else 0
    told = os.open(acknowledgements, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Lock(path):
        journal = Journal.open(path, report, stamp=stamp)
        while True:
            number += 1
            edit = edit_of(number)
            report = report.apply(edit)
            journal.append(edit, f"第{number}次")
            os.write(told, b"%d\n" % number)
            if number % 4 == 0:
                stamp = save(report, path, expect=stamp)
                journal.saved(path, report, stamp)
            if number % 11 == 0:
                stamp = save(report, path, expect=stamp)
                journal.clear()
                journal = Journal.open(path, report, stamp=stamp)


def serve() -> None:
    child = 0
    for line in sys.stdin:
        if line.strip() == "wait":
            os.waitpid(child, 0)
            print("ended", flush=True)
            continue
        child = os.fork()
        if child == 0:
            path, acknowledgements = line.rstrip("\n").split("\t")
            work(Path(path), Path(acknowledgements))
        print(child, flush=True)


if __name__ == "__main__":
    serve()
