"""The texts of a report put under the headings of a template: always placed, and nothing left beside them unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from exporters.document import Document, Face, Heading, Paragraph
from exporters.word.template.elements import Element, child, local, texts, words
from exporters.word.template.placeholders import Words, bracketed, kind_of
from exporters.word.template.places import Layout, Stretch, run_in
from exporters.word.template.saying import listed
from exporters.word.template.writing import plain_paragraph, replace_in, set_paragraph, set_paragraphs, style_for_words
from models.form import Section

_HOLDS = frozenset({"sectPr", "drawing", "pict", "object", "lastRenderedPageBreak"})
"""What an empty paragraph may hold that must not go with it."""


class Texts:
    """Puts texts into the stretches of a template. ``replaced``: the template is a filled report, all of whose words give way."""

    def __init__(self, document: Document, layout: Layout, *, replaced: bool) -> None:
        self.document = document
        self.layout = layout
        self.replaced = replaced
        self.notes: list[str] = []
        self.left: list[Element] = []
        """Paragraphs of the template that stay although the report has nothing for them, said already."""

    def opening(self, lines: Sequence[str]) -> None:
        """The introduction, below the title: where the template has a place for it."""
        stretch = self.layout.opening
        if stretch is not None and self.replaced:
            self._put(stretch, lines)
            return
        items = [] if stretch is None else [item for item in stretch.items if _is_free(item)]
        if not lines:
            return
        if stretch is None or not items:
            self.notes.append("模板里没有引言的地方，引言没有填。")
            return
        marked = [item for item in items if words(item).strip()]
        self._put(Stretch(stretch.heading, items=marked or items[:1]), lines)

    def section(self, section: Section) -> None:
        """A section with a text, and its parts where the template tells them apart."""
        stretches = self.layout.sections.get(section.number)
        whole = list(self._whole(section))
        if not stretches:
            if whole:
                self.notes.append(f"模板里没有“{section.heading}”这个标题，这部分的文字没有填。")
            return
        if not whole:
            self._without_text(section, stretches)
            return
        told_apart = any(self._lines(part.id) for part in section.parts)
        if len(stretches) > 1 and told_apart:
            self._parts(section, stretches)
        elif self.replaced:
            first, *rest = stretches
            items = [item for stretch in rest for item in (stretch.heading, *stretch.items)]
            self._put(Stretch(first.heading, first.part, first.mark, [*first.items, *items]), whole)
        else:
            self._put(stretches[0], whole)
            if rest := stretches[1:]:
                heads = listed(words(stretch.heading) for stretch in rest)
                self.notes.append(f"“{section.title}”的文字没有分项，模板里的{heads}下没有填，请核对。")
                self.left += [item for stretch in rest for item in stretch.items]

    def _without_text(self, section: Section, stretches: Sequence[Stretch]) -> None:
        if self.replaced:
            for stretch in stretches:
                self._clear(stretch)
            self.notes.append(f"“{section.title}”没有文字，模板里原有的文字已经去掉。")
            return
        self.notes.append(f"“{section.title}”没有文字，模板里的占位文字原样保留。")
        self.left += [item for stretch in stretches for item in (stretch.heading, *stretch.items)]

    def _parts(self, section: Section, stretches: Sequence[Stretch]) -> None:
        """Each part under its own heading; one that the template lacks stands with its heading behind the part before it."""
        has = {stretch.part for stretch in stretches}
        texts: dict[str, list[str]] = {stretch.part: [] for stretch in stretches}
        here = ""
        texts.setdefault(here, [])
        texts[here] += self._lines(section.number)
        for part in section.parts:
            if part.id in has:
                here = part.id
                texts[here] += self._without_heading(part.id)
            else:
                texts[here] += self._of_part(part.id)
        done: set[str] = set()
        for stretch in stretches:
            lines = texts[stretch.part] if stretch.part not in done else []
            done.add(stretch.part)
            if lines:
                self._put(stretch, lines)
            elif self.replaced:
                self._clear(stretch)
            elif stretch.part:
                self.notes.append(f"“{words(stretch.heading).strip()}”没有文字，模板里的占位文字原样保留。")
                self.left += [stretch.heading, *stretch.items]

    # what the report says

    def _lines(self, place: str) -> list[str]:
        """The paragraphs of a text, headings that it brings included, those that the form adds left out."""
        return [block.text for block in self._blocks(place) if _from_text(block)]

    def _of_part(self, place: str) -> list[str]:
        """The paragraphs of a part with its heading."""
        return [block.text for block in self._blocks(place)] if self._lines(place) else []

    def _whole(self, section: Section) -> Iterator[str]:
        """All of a section's paragraphs, with the headings of its parts."""
        for id in (section.number, *(part.id for part in section.parts)):
            for block in self._blocks(id):
                if not (isinstance(block, Heading) and block.level == 1):
                    yield block.text

    def _without_heading(self, place: str) -> list[str]:
        """The text of a part without the numbered heading that it brings: the template has that already."""
        blocks = [block for block in self._blocks(place) if _from_text(block)]
        lines = [block.text for block in blocks]
        if not blocks or blocks[0].level != 2:
            return lines
        if isinstance(blocks[0], Heading):
            return lines[1:]
        lines[0] = "".join(run.text for run in blocks[0].runs if run.face is not Face.HEADING)
        return lines

    def _blocks(self, place: str) -> list[Paragraph | Heading]:
        return [b for b in self.document.blocks if isinstance(b, Paragraph | Heading) and b.place == place]

    # where it goes

    def _put(self, stretch: Stretch, lines: Sequence[str]) -> None:
        """Write lines under a heading: in its place, else right behind the heading, in the style of what stands there."""
        mark = stretch.mark or (run_in(stretch.heading) if self.replaced and stretch.part else None)
        if not lines:
            self._clear(stretch)
            return
        kinds = [
            (item, Words.PLACE if self.replaced and words(item).strip() else kind_of(words(item)))
            for item in stretch.items
        ]
        slot = next((item for item, kind in kinds if kind in (Words.PLACE, Words.LABEL, Words.GAPS)), None)
        if mark is not None:
            replace_in(stretch.heading, *mark, lines)
            slot = None
        elif slot is not None and (partial := self._partial(slot)):
            replace_in(slot, *partial, lines)
            kinds = [pair for pair in kinds if pair[0] is not slot]
        else:
            slot = slot if slot is not None else next((item for item, kind in kinds if kind is Words.BLANK), None)
            slot, style = (slot, style_for_words(slot)) if slot is not None else self._new(stretch)
            set_paragraphs(slot, lines, style)
        gone = [item for item, kind in kinds if kind in (Words.PLACE, Words.LABEL, Words.GAPS)]
        self._say(stretch, [item for item, kind in kinds if kind in (Words.LABEL, Words.GAPS)])
        _take_out(item for item in gone if item is not slot)
        blanks = [item for item, kind in kinds if kind is Words.BLANK and item is not slot]
        _take_out(blanks[:-1])

    def _partial(self, item: Element) -> tuple[int, int] | None:
        """The place in a paragraph that has a label before it: 概述：（文字描述）."""
        text = words(item)
        place = None if self.replaced else bracketed(text)
        if place is None or len(text[: place[0]].strip()) < 2:
            return None
        return (place[0], len(text)) if not text[place[1] :].strip("。. \u3000") else place

    def _new(self, stretch: Stretch) -> tuple[Element, Element]:
        """A paragraph behind the heading and the properties of its words: those of what stands under it, else of a text elsewhere, else
        of plain text."""
        everywhere = (item for found in self.layout.sections.values() for other in found for item in other.items)
        model = next((item for item in (*stretch.items, *everywhere) if item.getparent() is not None), None)
        made = plain_paragraph(stretch.heading) if model is None else deepcopy(model)
        style = style_for_words(made)
        made.tail = None
        set_paragraph(made, "")
        properties = child(made, "pPr")
        for name in ("sectPr", "numPr", "outlineLvl", "pageBreakBefore"):
            item = child(properties, name)
            if item is not None and properties is not None:
                properties.remove(item)
        stretch.heading.addnext(made)
        return made, style

    def _clear(self, stretch: Stretch) -> None:
        """Take away what stood under a heading of a report that was filled in before."""
        mark = run_in(stretch.heading) if stretch.part else None
        if mark is not None:
            replace_in(stretch.heading, *mark, [""])
        _take_out(item for item in stretch.items if words(item).strip())

    def _say(self, stretch: Stretch, given_way: Sequence[Element]) -> None:
        if given_way and not self.replaced:
            said = listed(words(item) for item in given_way)
            self.notes.append(f"“{words(stretch.heading).strip()}”下模板原有的{said}换成了报告的文字。")


def _is_free(item: Element) -> bool:
    """Whether a paragraph below the title waits for words."""
    return kind_of(words(item)) in (Words.BLANK, Words.PLACE)


def _from_text(block: Paragraph | Heading) -> bool:
    return any(run.source is not None for run in block.runs)


def _take_out(items: Iterable[Element]) -> None:
    """Remove paragraphs; one that its cell cannot do without, or that holds more than words, is emptied instead."""
    for item in items:
        parent = item.getparent()
        if parent is None:
            continue
        alone = local(parent) == "tc" and sum(local(other) == "p" for other in parent) == 1
        if alone or any(local(part) in _HOLDS for part in item.iter()):
            for text in texts(item):
                text.text = ""
            continue
        parent.remove(item)
        _take_out_empty(parent)


def _take_out_empty(control: Element) -> None:
    """Remove a content control that holds nothing any more."""
    while local(control) in ("sdtContent", "sdt") and not any(local(part) in ("p", "tbl") for part in control.iter()):
        parent = control.getparent()
        if parent is None:
            return
        parent.remove(control)
        control = parent
