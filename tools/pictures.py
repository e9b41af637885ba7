"""Make the pictures of documents in docs/images, as LibreOffice prints them: pages.png, template.png, papers.png. Run it after a change of the export.

``.venv/bin/python tools/pictures.py``; needs LibreOffice and poppler, which ./test has installed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import exporters  # noqa: E402
from exporters import KINDS, Options  # noqa: E402
from models.form import Form, Role  # noqa: E402
from models.last_year import start_from  # noqa: E402
from models.report import Report  # noqa: E402
from models.values import Value  # noqa: E402
from ui.verbs.sample import sample_report  # noqa: E402

IMAGES = ROOT / "docs" / "images"
TEMPLATE = ROOT / "tests" / "cases" / "official-template.docx"
GAP, DOTS = 24, 60


def main() -> None:
    sample = sample_report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exporters.export(sample, folder / "report.docx")
        _sheet("pages", _pages(folder, folder / "report.docx", (1, 3, 4)))

        exporters.export(sample, folder / "filled.docx", Options(template=TEMPLATE))
        before = _pages(folder, TEMPLATE, (1,))
        _sheet("template", [*before, *_pages(folder, folder / "filled.docx", (1, 4))])

        last, this = _two_years(sample)
        options = Options(previous=last)
        exporters.export(this, folder / "changes.docx", options, KINDS["changes"])
        exporters.export(this, folder / "signoff.docx", options, KINDS["signoff"])
        papers = [page for paper in ("changes", "signoff") for page in _pages(folder, folder / f"{paper}.docx", (1,))]
        _sheet("papers", papers)


def _two_years(sample: Report) -> tuple[Report, Report]:
    """The sample with figures in its tables that foot, and a report of the year after."""
    form = sample.form
    cells = [cell for cell in form.cells.values() if not cell.is_total]
    figures = {cell.id: (7 * at) % 23 for at, cell in enumerate(cells)}
    more = {cell.id: figures[cell.id] * (11 + at % 5) // 10 for at, cell in enumerate(cells)}
    last = sample.apply({**dict.fromkeys(form.totals), **_footing(form, figures)})
    this = Report().apply(start_from(last, (sample.year or 0) + 1))
    carried = {cell.id: this.get(cell.id) or 0 for cell in form.by_role(Role.CARRIED_IN) if not cell.is_total}
    return last, this.apply({**dict.fromkeys(form.totals), **_footing(form, {**more, **carried})})


def _footing(form: Form, figures: Mapping[str, Value]) -> dict[str, Value]:
    """The figures with as many applications received as each column needs to foot."""
    out = dict(figures)
    for received in form.by_role(Role.RECEIVED):
        if received.is_total:
            continue
        column = [cell.id for cell in form.cells.values() if cell.column is received.column and not cell.is_total]
        brought = form.in_column(received, Role.CARRIED_IN)
        before = [received.id, *([brought.id] if brought else [])]
        open_or_done = sum(int(out.get(id) or 0) for id in column if id not in before)
        out[received.id] = open_or_done - sum(int(out.get(id) or 0) for id in before[1:])
    return out


def _pages(folder: Path, document: Path, numbers: Sequence[int]) -> list[Image.Image]:
    """Pages of a Word file as LibreOffice prints them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    pdf = folder / f"{document.stem}.pdf"
    page = folder / document.stem
    commands: tuple[list[str | Path], ...] = (
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), document],
        ["pdftoppm", "-r", str(DOTS), "-png", pdf, page],
    )
    for command in commands:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = sorted(folder.glob(f"{document.stem}-*.png"))
    return [Image.open(made[number - 1]).convert("RGB") for number in numbers]


def _sheet(name: str, pages: Sequence[Image.Image]) -> None:
    """The pages side by side as one picture."""
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), "#d8dbe0")
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    sheet.quantize(48).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
