"""An OFD as exchanged or archived → paragraphs and tables, the way that a PDF goes."""

from __future__ import annotations

from collections.abc import Sequence

from importers.document.flow import Block, read_flow
from importers.draft import Draft
from importers.fixed.blocks import blocks_on
from importers.fixed.measure import Reading
from importers.ofd.structure import DAMAGED, Structure
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.stopping import may_stop
from models.findings import Severity


def read_ofd(source: Source) -> Imported:
    """Read an OFD. Raises UnreadableError where it is scanned, protected, damaged or out of all measure."""
    try:
        draft = Draft(source.name)
        return read_flow(blocks_of(source.data, draft), draft, year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def blocks_of(data: bytes, draft: Draft) -> Sequence[Block]:
    """The paragraphs and tables in order; what was not read is said in ``draft``."""
    structure = Structure(data)
    reading = Reading(len(structure.places))
    missing: list[int] = []
    unplaced = 0
    for number in range(1, len(structure.places) + 1):
        may_stop()
        page = structure.page(number)
        if page is None:
            missing.append(number)
            continue
        reading.read(page)
        unplaced += page.unplaced
    if not reading.sheets:
        raise UnreadableError(DAMAGED)
    _say(draft, structure, missing, unplaced)
    return blocks_on(reading.sheets, draft)


def _say(draft: Draft, structure: Structure, missing: Sequence[int], unplaced: int) -> None:
    """What of the file was not read."""
    if missing:
        pages = "、".join(map(str, missing))
        draft.find(
            "import.cut",
            Severity.WARNING,
            f"{draft.source}：文件里没有第{pages}页，没有读入。",
            advice="请重新取得文件，或对照原件核对。",
        )
    if unplaced:
        draft.find(
            "import.cut",
            Severity.WARNING,
            f"{draft.source}：有{unplaced}处文字没有位置，没有读入。",
            advice="请对照原件核对。",
        )
    if len(structure.bodies) > 1:
        draft.find(
            "import.cut", Severity.WARNING, f"{draft.source}：文件里有{len(structure.bodies)}份文档，只读了第一份。",
            advice="请把另外几份分别另存后导入。",
        )  # fmt: skip
