"""``python -m tests.office.taker LEDGER FOLDER``: takes a folder as the command line does, in a process that a test may kill."""

from __future__ import annotations

import sys

from ui import verbs

if __name__ == "__main__":
    print("begun", flush=True)
    sys.exit(verbs.run(["office", "take", *sys.argv[1:]]))
