"""How deep the headings of a document stand among each other, for bookmarks and tags: these may skip no level."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.document import Block, Face, Heading, Paragraph


def depths_of(blocks: Sequence[Block], *, run_in: bool) -> list[int]:
    """The depth of each block's heading from 1, 0 where it has none; ``run_in``: those in a paragraph count too.

    A heading stands one below what encloses it, whatever levels its numbering leaves out (1. under 五、).
    """
    out: list[int] = []
    above: list[int] = []
    for block in blocks:
        level = _level(block, run_in)
        if level:
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        out.append(len(above) if level else 0)
    return out


def _level(block: Block, run_in: bool) -> int:
    match block:
        case Heading():
            return block.level
        case Paragraph() if run_in and any(run.face is Face.HEADING for run in block.runs):
            return block.level
        case _:
            return 0
