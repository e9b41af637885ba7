"""Write docs/checks.md from the register of checks: python tools/checks_reference.py (``--check``: only compare)."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from models.checks.reference import reference  # noqa: E402

PAGE = ROOT / "docs" / "checks.md"

if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(PAGE.read_text("utf-8") != reference())
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(reference(), "utf-8")
