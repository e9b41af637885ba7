"""Opening, texts and signature of a report that has been cut at its headings: what every document has, in whatever kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from importers.document.outline import TABLE, Chunk, Lines
from importers.document.parts import parts_of
from importers.document.title import read_opening
from importers.draft import Draft
from models.findings import Severity
from models.form import Form
from models.labels import normal

Place = Callable[[int], str]
"""The place of a line in words (第12行, 第3页)."""

_DATE = re.compile(
    r"\s*(?:\d{4}|[二][〇○零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*"
)
_SIGNER = re.compile(r"\S{2,40}(?:局|委|委员会|办|办公室|办公厅|政府|厅|部|署|院|会|街道|中心|队|所|公司)")
_PROMPT = re.compile(r"[（(]文字描述.{0,60}[)）]")
"""What the official template has in place of a text."""
_FOOTER = re.compile(
    r"\s*(?:版权所有|主办单位|主办[：:]|承办单位|技术支持|网站标识码|网站地图|联系我们|关于我们|扫一扫|上一篇|下一篇|相关链接|相关附件|相关文档"
    r"|【?(?:打印|关闭|返回|收藏|分享|我要纠错|适老|无障碍)|您访问的链接|\S{0,12}ICP备|\S{0,4}公网安备|责任编辑[：:]|信息来源[：:]|分享到)"
)

_NO_TITLE = "没有报告的标题，也没有“一、总体情况”这样的标题，不能当作引言"
_WITH_TITLE = "请看原文，把需要的数字和文字手工填入；要自动读入，请连同这些标题一起复制。"


def once(chunks: list[Chunk], source: str, place: Place) -> tuple[list[Chunk], Draft]:
    """Each section once: an empty first mention (a table of contents) gives way, a second one with content is listed."""
    draft = Draft(source)
    kept: dict[str, Chunk] = {}
    for chunk in chunks:
        earlier = kept.get(chunk.number)
        if earlier is None or earlier.empty:
            kept[chunk.number] = chunk
        elif any(text == TABLE for _, text in chunk.lines) and chunk.guessed:
            earlier.lines.extend(chunk.lines)
        elif not chunk.empty:
            body = "\n".join(text.strip() for _, text in chunk.lines if text.strip() and text != TABLE)
            whole = f"{chunk.heading}\n{body}" if chunk.heading else body
            why = f"是第二个“{chunk.heading or chunk.number}”，以{place(earlier.line)}的为准"
            draft.leave(whole, place(chunk.line), why)
            draft.lines.update(number for number, _ in chunk.lines)
    return list(kept.values()), draft


def take_opening(chunks: list[Chunk], source: str, place: Place) -> tuple[Draft, bool]:
    """The preamble from what stands before the first section, and what stands around the title.

    True where it was left: with neither a title nor one heading of a section it may be any letter.
    """
    draft = Draft(source)
    first = next((chunk for chunk in chunks if chunk.number == ""), None)
    if first is None:
        return draft, False
    written = [(number, text) for number, text in first.lines if text != TABLE]
    draft.lines.update(number for number, _ in written)
    opening = read_opening(written)
    if opening.preamble and not opening.titled and not any(chunk.heading for chunk in chunks):
        lines = sorted([*opening.preamble, *opening.aside])
        draft.leave("\n".join(text for _, text in lines), place(lines[0][0]), _NO_TITLE, advice=_WITH_TITLE)
        return draft, True
    if opening.preamble:
        draft.set("preamble", "\n".join(text for _, text in opening.preamble), place(opening.preamble[0][0]))
    if opening.aside:
        draft.leave("\n".join(text for _, text in opening.aside), place(opening.aside[0][0]), "在标题之外")
    return draft, False


def take_texts(
    chunks: list[Chunk], form: Form, source: str, place: Place, levels: Mapping[int, int], unit: str = ""
) -> Draft:
    """The texts of the sections, told apart by their parts, and the signature at the end. ``unit`` is what the title names."""
    draft = Draft(source)
    last = max(chunks, key=lambda chunk: chunk.line, default=None)
    if last is not None and last.number:
        _cut_footer(last, draft, place)
        _cut_signature(last, draft, place, unit)
    for section in form.sections:
        chunk = next((chunk for chunk in chunks if chunk.number == section.number), None)
        if section.table is not None or chunk is None:
            continue
        draft.lines.update(number for number, text in chunk.lines if text != TABLE)
        lines = [
            (number, text) for number, text in chunk.lines if text != TABLE and not _PROMPT.fullmatch(text.strip())
        ]
        parts = parts_of(section, lines, levels)
        if parts is None:
            _text(section.number, lines, draft, place)
            continue
        for id, heading, body in parts:
            _text(id, body, draft, place)
            title = form.texts[id].title
            if heading and normal(heading) not in (normal(title), normal(f"{title}情况")):
                where = draft.where(place(body[0][0] if body else chunk.line))
                draft.find("import.heading", Severity.INFO, f"{where}：标题“{heading}”按“{title}”收入。", (id,))
    return draft


def _text(id: str, lines: Lines, draft: Draft, place: Place) -> None:
    written = [(number, text.strip()) for number, text in lines if text.strip()]
    if written:
        draft.set(id, "\n".join(text for _, text in written), place(written[0][0]))


def _cut_footer(chunk: Chunk, draft: Draft, place: Place) -> None:
    """What a web page puts below the report: from the first such line on, where nothing but short lines follows."""
    for index, (number, text) in enumerate(chunk.lines):
        if _FOOTER.match(text) and len(text.strip()) < 120:
            rest = [line.strip() for _, line in chunk.lines[index:] if line.strip()]
            if all(len(line) < 120 for line in rest):
                draft.leave("\n".join(rest), place(number), "在报告正文之后")
                draft.lines.update(number for number, _ in chunk.lines[index:])
                chunk.lines = chunk.lines[:index]
            return


def _cut_signature(chunk: Chunk, draft: Draft, place: Place, unit: str) -> None:
    """Unit and date at the very end are the signature, no part of the text."""
    written = [(number, text.strip()) for number, text in chunk.lines if text.strip()]
    if not written or not _DATE.fullmatch(written[-1][1]):
        return
    number, date = written[-1]
    gone = {number}
    draft.set("signed_on", date, place(number))
    if len(written) > 1:
        before, name = written[-2]
        known = name == unit or _SIGNER.fullmatch(name)
        if len(name) <= 60 and known and not re.search(r"[。，；、：]", name):
            draft.set("signed_by", name, place(before))
            if not unit:
                draft.set("unit", name, place(before))
            gone.add(before)
    draft.lines |= gone
    chunk.lines = [(n, text) for n, text in chunk.lines if n not in gone]
