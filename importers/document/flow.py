"""A document as a flow of paragraphs and tables → the one result. Text, Word, web pages and PDF all end here.

Each stage (title, tables, opening, texts, what is left) makes a draft of its own; they are joined once, at the end.
"""

from __future__ import annotations

from collections.abc import Sequence

from importers.document.account import offer_exhibits, settle_flow, tell_pictures
from importers.document.blocks import Block, Paragraph, Picture, measure, with_whole_tables, without_pages
from importers.document.kept import Kept
from importers.document.lines import Flow
from importers.document.outline import TABLE, renumbered
from importers.document.sections import once, take_opening, take_texts
from importers.document.shape import fit, target
from importers.document.tables import read_tables
from importers.document.text_tables import read_text_tables
from importers.document.title import read_opening
from importers.draft import Draft, agree_on_year, joined, missing
from importers.result import Imported
from importers.stopping import may_stop
from models.forms import FORMS, form_for
from models.tables.cells import SourceTable

__all__ = ["Block", "Paragraph", "Picture", "read_flow"]


def read_flow(blocks: Sequence[Block], told: Draft, *, year: int | None = None, form: str | None = None) -> Imported:
    """Read a report from its paragraphs and tables in order. ``told`` is what the reader has to say of the file so far;
    ``year`` and ``form`` are what a person has stated.

    What is missing or could not be placed is a finding. Raises UnreadableError only for a document out of all measure.
    """
    may_stop()
    measure(blocks)
    source = told.source
    content, pages = without_pages(blocks, source)
    blocks = with_whole_tables(content)
    title = _title(blocks, source)
    named = title.values.get("year")
    found = named if isinstance(named, int) else None
    stated = year if year is not None else found
    expected = FORMS[form] if form in FORMS else form_for(stated)
    read = read_tables([block for block in blocks if isinstance(block, SourceTable)], expected, source, stated)
    flow = Flow(blocks, read, expected)
    chunks, again = once(flow.chunks(), source, flow.place)
    opening, stray = take_opening(chunks, source, flow.place)
    tables, shape = read_text_tables(chunks, expected, source, flow.place, read.used)
    shape = read.shape or shape
    report_form = target(stated, form, shape)
    chunks = renumbered(chunks, expected, report_form)
    kept = Kept(chunks, report_form)
    offer_exhibits(flow, kept, report_form)
    texts = take_texts(chunks, report_form, source, flow.place, flow.levels, str(title.values.get("unit") or ""))
    drafts = (told, pages, agree_on_year(source, found, year), title, read.draft, again, opening, tables, texts)
    whole = joined(source, drafts)
    kept.into(whole)
    if stated is None and not form and shape and FORMS[shape] is not form_for(None):
        whole.set("form", shape, "表格的样式")
    whole.add(settle_flow(flow, chunks, report_form, read, whole, kept))
    whole.add(tell_pictures(flow, chunks, report_form, whole, kept))
    fit(whole, report_form)
    if not stray or whole.values.keys() - {"year", "form"}:  # of a mere letter enough has been said
        whole.add(missing(source, whole.values, report_form))
    return whole.finish(shape)


def _title(blocks: Sequence[Block], source: str) -> Draft:
    """Unit and year from the title, before anything else is read: the year tells which edition and which columns are meant."""
    draft = Draft(source)
    flow = Flow(blocks)
    opening = read_opening([line for line in flow.chunks()[0].lines if line[1] != TABLE])
    draft.set("unit", opening.unit, flow.place(opening.unit_line))
    draft.set("year", opening.year, flow.place(opening.year_line))
    return draft
