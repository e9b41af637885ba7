"""A file read in a process of its own, with the time and the memory that it took."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MAX_SECONDS, MAX_MB = 10, 500
PATIENCE = 60
"""Seconds after which a reading is given up: far more than it may take on a machine that has nothing else to do."""

_READ = """
import json, re, sys, time
from pathlib import Path
from importers import UnreadableError, read
begun = time.process_time()
try:
    imported = read(Path(sys.argv[1]), year=2024)
    out = {"numbers": sum(id[:3] in ("t2.", "t3.", "t4.") for id in imported.edit), "said": [f.message for f in imported.findings]}
except UnreadableError as error:
    out = {"refused": str(error)}
out["seconds"] = round(time.process_time() - begun, 2)
# not ru_maxrss, which a process takes over from the one that started it
out["mb"] = int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) // 1024
print(json.dumps(out))
"""


def limited(path: Path) -> dict[str, Any]:
    """What came of reading a file: ``refused``, or ``numbers`` and what was ``said``; never beyond the limits."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    out: dict[str, Any] = json.loads(done.stdout)
    assert out["mb"] <= MAX_MB and out["seconds"] <= MAX_SECONDS, out
    return out
