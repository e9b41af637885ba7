"""A script run on a page in a real browser."""

from __future__ import annotations

import html
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

_REPORT = """
const report = found => { const out = document.createElement("pre"); out.id = "found"; out.textContent = JSON.stringify(found);
  document.body.replaceChildren(out); };
window.addEventListener("load", () => { %s });"""


def in_browser(page: str, script: str) -> Any:
    """What ``script`` hands to ``report(…)`` when run on ``page`` in Chromium, which loads nothing from elsewhere."""
    inside = (_REPORT % script).replace("</", "<\\/")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page.replace("</body>", f"<script>{inside}</script></body>"), "utf-8", "surrogatepass")
        shown = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             "--virtual-time-budget=20000", "--dump-dom", path.as_uri()],
            capture_output=True, timeout=120, check=True,
        ).stdout.decode()  # fmt: skip
    found = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert found, shown[-2000:]
    return json.loads(html.unescape(found[1]))
