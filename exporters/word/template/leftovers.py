"""Whether a template is a report that someone has filled in before, and what still waits to be filled in afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporters.word.template.elements import Element, words
from exporters.word.template.placeholders import Words, bracketed, kind_of
from exporters.word.template.places import Layout

_LEFT = re.compile(
    r"[XxＸ×✕]{2,}|[○〇◯□■]{2,}|[_＿]{3,}|[…⋯]+|[.．·]{6,}|文字(?:描述|说明)|此处(?:填写|插入|输入)|\{\{.*?\}\}|\$\{.*?\}|[（(]\s*(?:略|内容|待填|待补充)\s*[）)]"
)
_FIGURES = 3
"""So many figures other than nil are in a report only."""
_NIL = ("无", "暂无")
"""All that an office may have had to report."""
_SENTENCES = 60
"""A section with so many characters of sentences has been written."""


def is_filled_in(layout: Layout) -> bool:
    """Whether the template is a report of some year, and not a form: by its figures, or by the sentences in its sections."""
    figures = sum(place.filled for table in layout.tables for place in table.places.values())
    written = sum(
        sum(len(words(item)) for stretch in stretches for item in stretch.items if kind_of(words(item)) is Words.OWN)
        >= _SENTENCES
        for stretches in layout.sections.values()
    )
    waiting = any(
        kind_of(words(item)) in (Words.PLACE, Words.GAPS) and words(item).strip("。. ") not in _NIL
        for stretches in layout.sections.values()
        for stretch in stretches
        for item in stretch.items
    )
    return figures >= _FIGURES or (written >= 2 and not waiting)


def left_over(paragraphs: Iterable[Element]) -> list[str]:
    """The words of paragraphs in which something is still to be filled in."""
    return [text for item in paragraphs if (text := words(item).strip()) and (_LEFT.search(text) or bracketed(text))]
