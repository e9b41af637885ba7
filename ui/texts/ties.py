"""What the numbers of a text count, for its editor: which cell each is tied to, and which may be bound to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from models.prose import Mention, Relation
from models.totals import Figures


def at(mentions: Sequence[Mention], position: int) -> Mention | None:
    """The number that stands at a position of the stored text."""
    return next(
        (m for m in mentions if m.numeral and not m.numeral.cell and m.span.start <= position <= m.span.end), None
    )


def bindable(mention: Mention, figures: Figures) -> str:
    """The cell whose figure this number is, so that it may follow it; "" where it is not just that."""
    if mention.numeral is None or mention.numeral.cell or len(mention.ties) != 1:
        return ""
    (tie,) = mention.ties
    if tie.relation is not Relation.VALUE or tie.elsewhere:
        return ""
    for group in tie.quantity.alternatives:
        if (
            len(group) == 1
            and figures.number(group[0]) is not None
            and mention.numeral.value == figures.number(group[0])
        ):
            return group[0]
    return ""


def said(mention: Mention, figures: Figures) -> str:
    """In words what a number counts."""
    if not mention.ties:
        return "没有对应表中的数字"
    tie = mention.ties[0]
    shown = " 或 ".join(dict.fromkeys(str(figure) for figure in tie.quantity.figures(figures))) or "还没有填"
    beside = "" if tie.relation is Relation.VALUE else f"（{tie.relation.value}）"
    place = "（说的是别的单位，不比对）" if tie.elsewhere else ""
    return f"对应 {tie.quantity.name}{beside}{place}，表中是 {shown}"
