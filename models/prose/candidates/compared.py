"""The words of comparisons: changes against last year, last year's numbers, shares, and numbers told in turn."""

from __future__ import annotations

from collections.abc import Sequence

from models.prose.candidates.place import Place, completed, listed
from models.prose.clauses.tree import items
from models.prose.clauses.years import is_compared
from models.prose.lexicon.numerals import COUNTED
from models.prose.lexicon.slots import NO_SLOT, Slot, slot_of
from models.prose.lexicon.tokens import Token
from models.prose.lexicon.words import Kind
from models.prose.reading import Relation

_CHANGES = {
    "up": (Relation.UP, Relation.MORE),
    "more": (Relation.UP, Relation.MORE),
    "down": (Relation.DOWN, Relation.LESS),
    "less": (Relation.DOWN, Relation.LESS),
}


def _content(place: Place) -> list[Token]:
    """The words before the number, those left out that say nothing, a bare 了 or 约 too."""
    words = place.clause.before(run_of(place)[0]) if is_in_turn(place) else place.before
    return [t for t in words if t.kind not in (Kind.GLUE, Kind.TOTAL, Kind.AMOUNT, Kind.EACH)]


def is_change(place: Place) -> bool:
    """Whether 增加, 下降 or the like touches the number."""
    content = _content(place)
    if not content or content[-1].kind is not Kind.CHANGE:
        return _percent_of_a_change(place)
    return place.unit == "%" or place.unit == "万元" or (place.unit in COUNTED and _against_last_year(place))


def _against_last_year(place: Place) -> bool:
    if "年初" in place.left or "上月" in place.left:
        return False
    return place.said.compared or any(
        t.kind is Kind.AGAINST or (t.kind, t.key) == (Kind.YEAR, "last") for t in place.preceding
    )


def _percent_of_a_change(place: Place) -> bool:
    """增加了12件（16.2%）: the bracket gives the change in per cent."""
    if place.unit != "%" or not place.bracketed or place.clause.parent is None:
        return False
    above = place.clause.parent
    at = place.clause.after - 1
    if not (0 <= at < len(above.tokens)) or above.tokens[at].kind is not Kind.NUMBER:
        return False
    before = [t for t in above.before(at) if t.kind is not Kind.GLUE]
    return bool(before) and before[-1].kind is Kind.CHANGE


def change(place: Place) -> Relation:
    """Up or down, in per cent or in pieces."""
    tokens = list(place.clause.before(run_of(place)[0]) if is_in_turn(place) else place.before)
    if _percent_of_a_change(place) and place.clause.parent is not None:
        tokens = list(place.clause.parent.before(place.clause.after - 1))
    key = next(t.key for t in reversed(tokens) if t.kind is Kind.CHANGE)
    percent, pieces = _CHANGES[key]
    return percent if place.unit == "%" else pieces


def changed(place: Place) -> Slot | None:
    """What rose or fell: named in the clause, else what was counted last."""
    if isinstance(turn := in_turn(place), Slot):
        return turn
    named = slot_of(t for t in place.preceding if t.kind not in (Kind.YEAR, Kind.NUMBER))
    if named.is_empty:
        return place.said.row
    if named == Slot("requests") or named == Slot("disclosure"):
        named = Slot("requests", "received")
    return completed(named, place.said, "")


def is_more_of(place: Place) -> bool:
    """比2023年多受理申请 2 件: the change stands before what was done."""
    words = [t for t in place.before if t.kind is not Kind.GLUE]
    at = next((n for n, t in enumerate(words) if t.kind is Kind.CHANGE and t.key in ("more", "less")), None)
    if at is None or at + 1 >= len(words) or place.unit not in COUNTED:
        return False
    return words[at + 1].kind is Kind.ACTION and _against_last_year(place)


def falls_to(place: Place) -> bool:
    """由311件减少至286件: of which year the first is is not said, unless its year is."""
    following = place.clause.tokens[place.i + 1 : place.i + 4]
    first = next((t for t in following if t.kind is not Kind.GLUE), None)
    return first is not None and (first.kind, first.key) == (Kind.TOTAL, "to")


def is_risen_to(place: Place) -> bool:
    content = [t for t in place.before if t.kind is not Kind.GLUE]
    return bool(content) and (content[-1].kind, content[-1].key) == (Kind.TOTAL, "to")


def is_last_years(place: Place) -> bool:
    """由2023年的 2540 件降至, 比2023年（ 20 件）, （2023年为 20 件）: the number with which this year's is compared."""
    at = _year_before(place)
    if at is None:
        return False
    if is_compared(place.clause, at, place.text):
        return True
    own = place.clause.tokens[:at]
    return place.clause.parent is not None and not any(t.kind is not Kind.GLUE for t in own)


def _year_before(place: Place) -> int | None:
    """The place of the year of the year before, where nothing but small words stand between it and the number."""
    for j in range(place.i - 1, max(-1, place.i - 5), -1):
        token = place.clause.tokens[j]
        if token.kind is Kind.YEAR:
            return j if token.key == "last" else None
        if token.kind is not Kind.GLUE:
            return None
    if place.bracketed and place.clause.parent is not None:
        return None
    return None


def compared_before(place: Place) -> bool:
    """与2023年（2540件）相比: the year stands before the bracket."""
    clause = place.clause
    if clause.parent is None or not place.bracketed or not clause.after:
        return False
    year = clause.parent.tokens[clause.after - 1]
    return (year.kind, year.key) == (Kind.YEAR, "last") and is_compared(clause.parent, clause.after - 1, place.text)


def of_last_year(place: Place) -> Slot | None:
    """What last year's number counts: named before its year, else what was counted last."""
    slot = listed(items(t for t in place.before if t.kind is not Kind.YEAR))
    if slot is None:
        return None
    return place.said.row if slot.is_empty else completed(slot, place.said, "")


# ---- numbers told in turn ----

MOST = 8
"""Numbers in a run that are told in turn; a longer run is no sentence of a report."""


def run_of(place: Place) -> tuple[int, int]:
    """The first token of the run of numbers 1件、2件和3件 in which the number stands, and its place in the run."""
    tokens, i, n = place.clause.tokens, place.i, 0
    while n < MOST and i >= 2 and tokens[i - 1].kind is Kind.AND and tokens[i - 2].kind is Kind.NUMBER:
        i, n = i - 2, n + 1
    return i, n


def length_of_run(place: Place) -> int:
    tokens, i = place.clause.tokens, place.i
    _, n = run_of(place)
    while n <= MOST and i + 2 < len(tokens) and tokens[i + 1].kind is Kind.AND and tokens[i + 2].kind is Kind.NUMBER:
        i, n = i + 2, n + 1
    return n + 1


def is_in_turn(place: Place) -> bool:
    """予以公开、部分公开分别为3件、 2 件: several numbers for several things, in their order."""
    first, _ = run_of(place)
    length = length_of_run(place)
    if not 1 < length <= MOST:
        return False
    before = place.clause.before(first)
    things = [item for item in items(before) if not slot_of(item).is_empty]
    return any(t.kind is Kind.EACH for t in before) or len(things) == length


def in_turn(place: Place) -> Slot | None:
    """The thing of the list that has the number's place in the run; None where the two do not pair."""
    if not is_in_turn(place):
        return None
    first, n = run_of(place)
    before = place.clause.before(first)
    at = next((k for k, t in enumerate(before) if t.kind is Kind.EACH), len(before))
    things = [slot for item in items(before[:at]) if not (slot := slot_of(item)).is_empty]
    length = length_of_run(place)
    if len(things) != length or any(t.kind is Kind.CHANGE for t in before):
        things = place.said.recent[-length:] if not things or any(t.kind is Kind.CHANGE for t in before) else []
    if len(things) != length or len(set(things)) == 1:
        return None
    shared = replace_shared(things, before[at:])
    return completed(shared[n], place.said, "")


def replace_shared(things: Sequence[Slot], behind: Sequence[Token]) -> list[Slot]:
    """制发规章、规范性文件分别为: what one thing says holds for those that leave it open."""
    told = slot_of(behind)
    action = told.action or next((t.action for t in things if t.action), "")
    return [t if t.action or t.result or t.outcome or t.applicant else Slot(t.object, action) for t in things]


def is_of_each(place: Place) -> bool:
    """予以公开、部分公开各 1 件: one number for each of several things."""
    words = [t for t in place.before if t.kind is not Kind.GLUE]
    return bool(words) and place.text.startswith("各", words[-1].start) and words[-1].kind is Kind.EACH


def each(place: Place) -> tuple[Slot, ...]:
    """The things of the list before the number."""
    things = [slot for item in items(place.before) if not (slot := slot_of(item)).is_empty]
    return tuple(completed(slot, place.said, "") for slot in replace_shared(things, ()))


def shared_thing(place: Place) -> Slot | None:
    """What a percentage is the share of: named in its clause before 占, else what was counted last."""
    if isinstance(turn := in_turn(place), Slot):
        return turn
    tokens = place.before
    at = next((n for n, t in enumerate(tokens) if t.kind is Kind.SHARE), len(tokens))
    slot = listed(items(tokens[:at])) if at else NO_SLOT
    strange = any((t.kind is Kind.OTHER and t.length > 1) or t.kind is Kind.REASON for t in tokens[:at])
    if slot is None or (strange and not slot.result):
        return None
    return place.said.last if slot.is_empty else completed(slot, place.said, "")


def is_share(place: Place) -> bool:
    """占 touches the percentage, or the percentage stands alone in a bracket behind a number."""
    if place.unit != "%":
        return False
    if any(t.kind is Kind.SHARE and not t.key for t in place.preceding):
        return True
    return place.clause.parent is not None and place.clause.mark == "（" and place.i == 0
