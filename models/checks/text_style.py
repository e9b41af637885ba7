"""Checks of left-overs and slips in the texts: template words, empty slots, headings without text, punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from models.checks import passages
from models.checks.registry import Context, On, check, finding
from models.findings import Finding, Severity, Span

FINISHED = "公开的报告不应有未完成的文字"
WRITTEN = "标点符号用法（GB/T 15834—2011）"

_DOUBLED = re.compile(r"([。，、；：！？])[。，、；：]+|([,;:])[,;:]+")
_SPLIT_DIGITS = re.compile(r"(?<![\d.])\d{1,4}(?:[ \t\u3000]+\d{1,4}){1,6}(?=[ \t\u3000]*[件条次份个项起宗元篇场期])")
_ITEM = re.compile(r"(?:^|(?<=[\s，。；：、]))[\d一二三四五六七八九十①-⑳a-zA-Z]{1,3}[）)]", re.MULTILINE)
_NUMBERED = re.compile(r"(?<![\d（(])(\d{1,2})[）)](?=[\u4e00-\u9fff])")
_HEADING = re.compile(
    r"\s*(?:（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])[^。；，！？\n]{1,24}"
    r"(?:情况|问题|措施|工作|建设|管理|保障|方面|打算|领域|内容|概况|机制|渠道|平台|队伍)[。：]?\s*"
)

_PAIRS = {
    "（": "）",
    "(": ")",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "【": "】",
    "[": "]",
}
_SAME = {"(": "（", ")": "）", "’": "’"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_BRACKETS = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSING)) + "]")


def _found(context: Context, code: str, span: Span, said: str, advice: str, new: str | None = None) -> Finding:
    return finding(
        code,
        cells=(span.text,),
        spans=(span,),
        fix=None if new is None else passages.replace(context, span, new),
        advice=advice,
        where=passages.where(context, span.text),
        said=said,
    )


@check(
    "text.digits",
    "数字中间断开",
    Severity.WARNING,
    FINISHED,
    "{where}的“{said}”中间断开，可能是粘贴或转换造成的。",
    On.TEXT,
)
def split_digits(context: Context) -> Iterator[Finding]:
    """“1 21件”一类，多由粘贴或 PDF 转换造成。"""
    for id, text in context.texts.items():
        for match in _SPLIT_DIGITS.finditer(text):
            joined = "".join(match[0].split())
            yield _found(
                context, "text.digits", Span(id, *match.span()), match[0], f"如果是{joined}，去掉空格。", joined
            )


@check("text.punctuation", "标点重复", Severity.WARNING, WRITTEN, "{where}有重复的标点：“{said}”。", On.TEXT)
def doubled_punctuation(context: Context) -> Iterator[Finding]:
    """。。，，一类；省略号、破折号不算。"""
    for id, text in context.texts.items():
        for match in _DOUBLED.finditer(text):
            marks = match[0]
            new = "。" if "。" in marks else marks[0]
            said = passages.around(text, *match.span(), margin=6)
            yield _found(context, "text.punctuation", Span(id, *match.span()), said, f"改为“{new}”。", new)


@check(
    "text.brackets",
    "括号或引号不成对",
    Severity.WARNING,
    WRITTEN,
    "{where}“{said}”里的{name}“{mark}”没有另一半。",
    On.TEXT,
)
def unbalanced_brackets(context: Context) -> Iterator[Finding]:
    """逐段看；“1）”这样的序号不算。每段只说第一处。"""
    for id, text in context.texts.items():
        items = _items(text)
        start = 0
        for paragraph in text.split("\n"):
            place = _lost(paragraph, start, items)
            start += len(paragraph) + 1
            if place is not None:
                said = passages.around(text, place, place + 1, margin=8)
                yield finding(
                    "text.brackets",
                    cells=(id,),
                    spans=(Span(id, place, place + 1),),
                    advice="补上或删去。",
                    where=passages.where(context, id),
                    said=said,
                    name=_name_of(text[place]),
                    mark=text[place],
                )


def _name_of(mark: str) -> str:
    """What a mark is called, since quotation marks inside quotation marks are hard to see: 左括号, 后引号."""
    opens = mark in _PAIRS
    if mark in "“”‘’「」『』":
        return "前引号" if opens else "后引号"
    kind = "书名号" if mark in "《》〈〉" else "括号"
    return f"{'左' if opens else '右'}{kind}"


def _items(text: str) -> frozenset[int]:
    """The places of the brackets of item numbers: 1）…；2）…; behind a word only where the next number follows."""
    found = {match.end() - 1 for match in _ITEM.finditer(text)}
    numbered = list(_NUMBERED.finditer(text))
    for first, second in pairwise(numbered):
        if int(second[1]) == int(first[1]) + 1:
            found |= {first.end() - 1, second.end() - 1}
    return frozenset(found)


def _lost(paragraph: str, start: int, items: frozenset[int]) -> int | None:
    """The first bracket or quotation mark without its other half, whichever way the item numbers are taken."""
    place = _unmatched(paragraph, start, items)
    return None if place is None or _unmatched(paragraph, start, frozenset()) is None else place


def _unmatched(paragraph: str, start: int, items: frozenset[int]) -> int | None:
    """The place in the text of the first bracket or quotation mark without its other half."""
    opened: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(paragraph):
        mark, place = _SAME.get(match[0], match[0]), start + match.start()
        if mark in _PAIRS:
            opened.append((mark, place))
        elif (place in items and not _numbers(paragraph, opened, place - start)) or (
            mark == "’" and match.start() and paragraph[match.start() - 1].isascii()
        ):
            continue
        elif opened and opened[-1][0] == _CLOSING[mark]:
            opened.pop()
        else:
            return opened[-1][1] if opened and mark in "”’》" and len(opened) > 1 else place
    return opened[-1][1] if opened else None


def _numbers(paragraph: str, opened: list[tuple[str, int]], place: int) -> bool:
    """Whether the bracket at a place closes one that was opened right before its number: （1）."""
    return bool(opened) and opened[-1][0] == "（" and re.search(r"[（(][^（()）]{0,3}$", paragraph[:place]) is not None


@check("text.heading", "标题下面没有内容", Severity.INFO, FINISHED, "{what}。", On.TEXT)
def headings_without_text(context: Context) -> Iterator[Finding]:
    """总体情况写了几个分项、空了几个的，和文字里只有标题没有内容的；定稿时是提醒。"""
    severity = Severity.WARNING if context.final else Severity.INFO
    for section in context.report.form.sections:
        empty = [part.id for part in section.parts if not context.report.text(part.id).strip()]
        if 0 < len(empty) < len(section.parts):
            for id in empty:
                what = f"“{passages.where(context, id)}”没有内容"
                yield finding(
                    "text.heading",
                    severity=severity,
                    cells=(id,),
                    advice=context.report.form.texts[id].prompt,
                    what=what,
                )
    for id, text in context.texts.items():
        for span, heading in _bare_headings(id, text):
            what = f"{passages.where(context, id)}的“{heading}”下面没有内容"
            yield finding(
                "text.heading",
                severity=severity,
                cells=(id,),
                spans=(span,),
                advice="补上内容，或者删去标题。",
                what=what,
            )


def _bare_headings(id: str, text: str) -> Iterator[tuple[Span, str]]:
    """Paragraphs that are only a heading, followed by another heading or by nothing."""
    paragraphs = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    headings = [len(match[0]) < 40 and _HEADING.fullmatch(match[0]) is not None for match in paragraphs]
    for i, match in enumerate(paragraphs):
        if headings[i] and (i + 1 == len(paragraphs) or headings[i + 1]):
            yield Span(id, *match.span()), match[0].strip()
