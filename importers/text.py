"""A whole report as plain text, as it comes out of Word, a web page or a mail."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.draft import Draft, agree_on_year, missing
from importers.outline import Chunk, outline, parts_of
from importers.result import Imported
from importers.shape import fit, target
from importers.stream import Found, read_stream
from importers.title import Opening, read_opening
from models.findings import Severity
from models.form import Form, Section
from models.forms import FORMS, form_for
from models.labels import normal

Lines = Sequence[tuple[int, str]]
_PAGE = re.compile(r"\s*(?:[-—–－─·]+\s*\d{1,3}\s*[-—–－─·]+|第\s*\d{1,3}\s*页(?:[\s，,/／]*共\s*\d{1,3}\s*页)?)\s*")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"), None)
_DATE = re.compile(
    r"\s*(?:\d{4}|[二][〇○零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*"
)


def read_text(text: str, source: str, *, year: int | None = None, form: str | None = None) -> Imported:
    """Read a report from its text. ``source`` names it in origins; ``year`` and ``form`` are what a person has stated.

    Never raises for what the text says: what is missing or could not be placed is a finding.
    """
    draft = Draft(source)
    lines = list(enumerate((line.translate(_INVISIBLE) for line in _LINE_ENDS.split(text)), 1))
    lines = _without_pages(lines, draft)
    chunks = _once(outline(lines), draft)
    opening = _opening(chunks, draft)
    stated = agree_on_year(draft, opening.year, year)
    shape = _tables(chunks, form_for(stated) if form not in FORMS else FORMS[form], draft)
    report_form = target(stated, form, shape)
    if stated is None and not form and shape and FORMS[shape] is not form_for(None):
        draft.set("form", shape, "表格的样式")
    _texts(chunks, report_form, draft)
    fit(draft, report_form)
    missing(draft, draft.values, report_form)
    return draft.finish(shape)


def _without_pages(lines: list[tuple[int, str]], draft: Draft) -> list[tuple[int, str]]:
    """Leave out page numbers ("— 2 —"), and say so."""
    pages = {number for number, line in lines if len(text := line.strip()) < 40 and _PAGE.fullmatch(text)}
    if pages:
        message = f"{draft.source}：略去{len(pages)}处页码（第{'、'.join(map(str, sorted(pages)[:5]))}{'…' if len(pages) > 5 else ''}行）。"
        draft.find("import.pages", Severity.INFO, message)
    return [(number, line) for number, line in lines if number not in pages]


def _once(chunks: list[Chunk], draft: Draft) -> list[Chunk]:
    """Each section once: an empty first mention (a table of contents) gives way, a second one with content is listed."""
    kept: dict[str, Chunk] = {}
    for chunk in chunks:
        earlier = kept.get(chunk.number)
        if earlier is None or earlier.empty:
            kept[chunk.number] = chunk
        elif not chunk.empty:
            body = "\n".join(text.strip() for _, text in chunk.lines if text.strip())
            whole = f"{chunk.heading}\n{body}" if chunk.heading else body
            draft.leave(
                whole, f"第{chunk.line}行", f"是第二个“{chunk.heading or chunk.number}”，以第{earlier.line}行的为准"
            )
    return list(kept.values())


def _opening(chunks: list[Chunk], draft: Draft) -> Opening:
    first = next((chunk for chunk in chunks if chunk.number == ""), None)
    if first is None:
        return Opening()
    opening = read_opening(first.lines)
    draft.set("unit", opening.unit, f"第{opening.unit_line}行")
    draft.set("year", opening.year, f"第{opening.year_line}行")
    if opening.preamble:
        draft.set("preamble", "\n".join(text for _, text in opening.preamble), f"第{opening.preamble[0][0]}行")
    for number, text in opening.aside:
        draft.leave(text, f"第{number}行", "在标题之外")
    return opening


def _tables(chunks: list[Chunk], expected: Form, draft: Draft) -> str | None:
    """Read the tables, each in the edition that fits it best; the shape in which they were printed."""
    shape: str | None = None
    told = False
    for chunk in chunks:
        section = next((s for s in expected.sections if s.number == chunk.number), None)
        if section is None or section.table is None:
            continue
        best = _best(chunk.lines, expected, section)
        if chunk.guessed and best.cells:
            message = f"{draft.source} 第{chunk.line}行：没有找到标题“{section.heading}”，按表格内容认出。"
            draft.find("import.heading", Severity.WARNING, message, advice="请核对。")
        _take(best, draft)
        if best.cells and chunk.number != "四":
            if best.form is not expected or not told:
                shape = best.form.id
            told = told or best.form is not expected
        elif best.cells and shape is None:
            shape = None
    return shape


def _best(lines: Lines, expected: Form, section: Section) -> Found:
    assert section.table is not None
    best = read_stream(lines, expected, section.table)
    if not best.unplaced and best.cells:
        return best
    for form in FORMS.values():
        if form is not expected:
            other = next(s.table for s in form.sections if s.number == section.number)
            if other is not None and other != section.table:
                found = read_stream(lines, form, other)
                if found.score > best.score:
                    best = found
    return best


def _take(found: Found, draft: Draft) -> None:
    table = found.table
    for id, (text, line) in found.cells.items():
        draft.cell(id, text, f"第{line}行", found.form)
    for written, label, line in found.differing:
        message = f"{draft.where(f'第{line}行')}：{table.number}的“{written}”与格式的“{label}”不同，按后者读入。"
        draft.find("import.label", Severity.WARNING, message, advice="请核对，按格式改正。", basis=found.form.basis)
    if found.notes:
        draft.set(f"note.{table.id}", "\n".join(text.strip() for text, _ in found.notes), f"第{found.notes[0][1]}行")
    if found.columns_differ and found.cells:
        message = f"{draft.source}：{table.number}的列标题不全或顺序与格式不同，数字按格式的列序读入。"
        draft.find("import.columns", Severity.WARNING, message, list(found.cells), "请逐列核对。", found.form.basis)
    for text, line, why in found.unplaced:
        draft.leave(
            text, f"第{line}行 {table.number}", why, "import.row" if why.startswith("有") else "import.unplaced"
        )
    rows = {leaf.key: leaf.name for block in table.blocks for leaf in block.row_leaves}
    absent = [name for key, name in rows.items() if key not in found.rows]
    if found.cells and absent:
        message = f"{draft.source}：{table.number}缺少{len(absent)}行：{'、'.join(f'“{name}”' for name in absent)}。"
        draft.find("import.missing", Severity.WARNING, message, advice="请补填。", basis=found.form.basis)


def _texts(chunks: list[Chunk], form: Form, draft: Draft) -> None:
    last = max(chunks, key=lambda chunk: chunk.line, default=None)
    for section in form.sections:
        chunk = next((chunk for chunk in chunks if chunk.number == section.number), None)
        if section.table is not None or chunk is None:
            continue
        if chunk is last:
            _signature(chunk, draft)
        parts = parts_of(section, chunk.lines)
        if parts is None:
            _text(section.number, chunk.lines, draft)
            continue
        for id, heading, lines in parts:
            _text(id, lines, draft)
            title = form.texts[id].title
            if heading and normal(heading) not in (normal(title), normal(f"{title}情况")):
                message = (
                    f"{draft.where(f'第{lines[0][0] if lines else chunk.line}行')}：标题“{heading}”按“{title}”收入。"
                )
                draft.find("import.heading", Severity.INFO, message, (id,))


def _text(id: str, lines: Lines, draft: Draft) -> None:
    written = [(number, text.strip()) for number, text in lines if text.strip()]
    if written:
        draft.set(id, "\n".join(text for _, text in written), f"第{written[0][0]}行")


def _signature(chunk: Chunk, draft: Draft) -> None:
    """Unit and date at the very end are the signature, no part of the text."""
    written = [(number, text.strip()) for number, text in chunk.lines if text.strip()]
    if not written or not _DATE.fullmatch(written[-1][1]):
        return
    number, date = written[-1]
    gone = {number}
    draft.set("signed_on", date, f"第{number}行")
    if len(written) > 1:
        before, name = written[-2]
        if (
            len(name) <= 60
            and (
                name == draft.values.get("unit")
                or re.fullmatch(r"\S{2,40}(?:局|委|委员会|办|办公室|政府|厅|部|署|院|会|街道|中心|队|所|公司)", name)
            )
            and not re.search(r"[。，；、：]", name)
        ):
            draft.set("signed_by", name, f"第{before}行")
            gone.add(before)
    chunk.lines = [(n, text) for n, text in chunk.lines if n not in gone]
