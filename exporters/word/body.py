"""The body of the Word file: each block of the document as paragraphs and tables, and the page it stands on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from exporters.document import (
    Block,
    Document,
    Face,
    Figure,
    Heading,
    Note,
    Paragraph,
    Run,
    Signature,
    TableBlock,
    Title,
)
from exporters.geometry import (
    BOTTOM,
    CHARACTERS,
    LEFT,
    LINES,
    NUMBER_GAP,
    NUMBER_SIZE,
    PAGE,
    RIGHT,
    TABLE_GAP,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TOP,
    gap_above,
    geometry_of,
    signature_lines,
)
from exporters.word import styles
from exporters.word.figures import figure
from exporters.word.tables import table
from exporters.word.xml import TWIPS, Element, R, text, twips, val, w

HEADER_DISTANCE = 42.0
"""From the edge of the page to the draft mark, in points."""

_CHARACTER_UNITS = 4096
"""Character spacing of the grid is counted in these parts of a point."""


def body(document: Document, references: Sequence[Element]) -> Element:
    """The part ``document.xml``; ``references`` are those to headers and footers."""
    out = w("body")
    blocks = document.blocks
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Figure):
            out.extend(figure(block, index, TABLE_GAP))
        else:
            out.extend(_block(block, before, after, document))
    out.append(_page(document, references))
    return w("document", out)


def _page(document: Document, references: Sequence[Element]) -> Element:
    """A4, the margins of GB/T 9704, 22 lines of 28 characters.

    The grid is that of the standard whatever the pitch of the profile: LibreOffice sets the text of a page in the middle of what the lines
    of its grid take up, and so would leave a margin above lines of 28 pt.
    """
    size = document.profile.body_size
    spacing = twips(TEXT_WIDTH) / TWIPS / CHARACTERS - size
    return w(
        "sectPr",
        *references,
        w("pgSz", w=twips(PAGE[0]), h=twips(PAGE[1])),
        w(
            "pgMar",
            top=twips(TOP),
            right=twips(RIGHT),
            bottom=twips(BOTTOM),
            left=twips(LEFT),
            header=twips(HEADER_DISTANCE),
            footer=twips(BOTTOM - NUMBER_GAP - NUMBER_SIZE * 1.2),
            gutter=0,
        ),
        w(
            "docGrid",
            type="linesAndChars",
            linePitch=math.floor(TEXT_HEIGHT * TWIPS / LINES),
            charSpace=math.floor(spacing * _CHARACTER_UNITS),
        ),
    )


def _block(block: Block, before: Block | None, after: Block | None, document: Document) -> Iterator[Element]:
    gap = gap_above(block, before)
    match block:
        case Title(lines):
            yield _paragraph(styles.TITLE, [_broken(lines)])
        case Heading():
            on_table = isinstance(after, TableBlock)
            new_page = isinstance(after, TableBlock) and geometry_of(after, document.profile).fills_page
            yield _paragraph(
                styles.HEADINGS[block.level - 1],
                _runs(block.runs, block.level, document),
                w("pageBreakBefore") if new_page else None,
                _gaps(0 if new_page else gap, TABLE_GAP if on_table else 0),
            )
        case Paragraph():
            # the signature never stands alone on a page
            keep = val("keepNext", 1) if isinstance(after, Signature) else None
            side = val("jc", "left") if block.ragged else None
            yield _paragraph(styles.BODY, _runs(block.runs, block.level, document), keep, _gaps(gap, 0), side)
        case TableBlock():
            yield table(block, geometry_of(block, document.profile), document.profile)
        case Note():
            keep = val("keepNext", 1) if isinstance(after, Note) else None
            spacing = w("spacing", before=twips(gap)) if gap else None
            yield _paragraph(styles.NOTE, _runs(block.runs, 0, document), keep, spacing)
        case Signature():
            yield from _signature(block, document)


def _gaps(before: float, after: float) -> Element | None:
    return w("spacing", before=twips(before), after=twips(after)) if before or after else None


def _paragraph(style: str, runs: Sequence[Element], *properties: Element | None) -> Element:
    return w("p", w("pPr", val("pStyle", style), *properties), *runs)


def _broken(lines: Sequence[str]) -> Element:
    run = w("r", w("rPr", w("rFonts", hint="eastAsia")))
    for index, line in enumerate(lines):
        if index:
            run.append(w("br"))
        run.append(text(line))
    return run


def _runs(runs: Sequence[Run], level: int, document: Document) -> list[Element]:
    """The words of a paragraph, those of one style in one run."""

    def style(run: Run) -> str:
        if run.face is Face.HEADING and level > 1:
            return styles.LEADS[level - 1]
        return styles.POINT if run.face is Face.POINT and document.profile.bold_points else ""

    return [
        w(
            "r",
            w("rPr", val("rStyle", name) if name else None, w("rFonts", hint="eastAsia")),
            text("".join(run.text for run in same)),
        )
        for name, same in groupby(runs, style)
    ]


def _signature(block: Signature, document: Document) -> Iterator[Element]:
    size = document.profile.body_size
    space = 2 * document.profile.pitch
    lines = signature_lines(block)
    for line, (words, inside) in enumerate(lines):
        style = styles.DATE if block.date and line == len(lines) - 1 else styles.SIGNATURE
        yield _paragraph(style, _words(words), _gaps(0 if line else space, 0), _right(inside, size))


def _words(words: str) -> list[Element]:
    return [w("r", w("rPr", w("rFonts", hint="eastAsia")), text(words))]


def _right(characters: float, size: float) -> Element:
    return w("ind", rightChars=round(characters * 100), right=twips(characters * size))


def reference(kind: str, which: str, id: str) -> Element:
    """A reference to a header or footer; ``which`` pages: default (odd) or even."""
    element = w(f"{kind}Reference", type=which)
    element.set(f"{{{R}}}id", id)
    return element
