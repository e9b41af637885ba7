"""The check of texts that repeat last year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.checks import passages
from models.checks.registry import Context, Need, On, check, finding
from models.findings import Finding, Severity, Span
from models.roles import Role
from models.similarity import NONE, kept
from models.texts import resolve

NEW = "年度报告应反映本年度情况，不得与上年雷同"
ALIKE = {Role.PROBLEMS: 0.85, Role.OVERVIEW: 0.92}
"""What a section tells → likeness from which two units' texts are the same. 总体情况 has more standing phrases."""
KEPT = {Role.PROBLEMS: 0.6, Role.OVERVIEW: 0.85}
"""What a section tells → share of last year's clauses from which it repeats last year's."""
SHORT = 40
"""Characters below which two texts are alike by nature."""


@check(
    "text.repeats",
    "与上年文字雷同",
    Severity.WARNING,
    NEW,
    "“{where}”有{percent}%的文字与上年相同，例如“{example}”。",
    On.PREVIOUS,
    needs=(Need.LAST_TEXTS,),
)
def repeats(context: Context) -> Iterator[Finding]:
    """上年第五部分和总体情况的各个分句，有多少还在今年的文字里；次序变了、加了别的、年份和数字不同也算相同。相同的段落标出来，可与上年并排看。"""
    if not context.comparable or context.previous is None or context.previous_figures is None:
        return
    for role, limit in KEPT.items():
        ids = context.report.form.texts_of(role)
        parts = {id: text for id, text in context.texts.items() if id in ids}
        before = (context.previous.text(id) for id in context.previous.form.texts_of(role))
        text = "\n".join(parts.values())
        last = resolve("\n".join(part for part in before if part.strip()), context.previous_figures)
        found = kept(text, last) if min(len(text), len(last)) >= SHORT else NONE
        spans = list(_spans(parts, _joined(text, found.places))) if found.share >= limit else []
        if spans:
            longest = max(spans, key=lambda span: span.end - span.start)
            example = context.texts[longest.text][longest.start : min(longest.end, longest.start + 30)]
            yield finding(
                "text.repeats",
                cells=parts,
                spans=spans,
                advice="写本年度的问题和改进、本年度的做法。",
                where=passages.where(context, ids[0]),
                percent=int(found.share * 100),
                example=example.replace("\n", " "),
            )


def _joined(text: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places of clauses, those joined that only a mark or an ordinal parts."""
    open_: tuple[int, int] | None = None
    for start, end in places:
        if open_ and start - open_[1] <= 4 and "\n" not in text[open_[1] : start]:
            open_ = (open_[0], end)
            continue
        if open_:
            yield open_
        open_ = (start, end)
    if open_:
        yield open_


def _spans(parts: Mapping[str, str], found: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The places at their places in the parts, which were joined by one line break each."""
    for begin, end in found:
        start = 0
        for id, text in parts.items():
            first, last = max(begin, start), min(end, start + len(text))
            if first < last:
                yield Span(id, first - start, last - start)
            start += len(text) + 1
