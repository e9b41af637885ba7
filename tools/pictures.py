"""Make docs/images/pages.png: pages of the sample's Word file as LibreOffice prints them. Run it after a change of the export.

``.venv/bin/python tools/pictures.py``; needs LibreOffice and poppler, which ./test has installed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import exporters  # noqa: E402
from ui.verbs.sample import sample_report  # noqa: E402

PAGES = (1, 3, 4)
GAP, DOTS = 24, 60


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exporters.export(sample_report(), folder / "report.docx")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        commands: tuple[list[str | Path], ...] = (
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, folder / "report.docx"],
            ["pdftoppm", "-r", str(DOTS), "-png", folder / "report.pdf", folder / "page"],
        )
        for command in commands:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pages = [Image.open(folder / f"page-{number}.png").convert("RGB") for number in PAGES]
        width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
        sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), "#d8dbe0")
        left = GAP
        for page in pages:
            sheet.paste(page, (left, GAP))
            left += page.width + GAP
        sheet.quantize(32).save(ROOT / "docs" / "images" / "pages.png", optimize=True)


if __name__ == "__main__":
    main()
